"""One act, one transaction, at least one trace: the unit of work behind every writer."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, ParamSpec, TypeVar

from django.db import transaction

P = ParamSpec("P")
R = TypeVar("R")
Flush = Callable[[list[Any]], None]


class NoTrace(RuntimeError):
    """An act ended without an audit entry; it is rolled back, since the trace is the point."""


class UnitOfWork:
    """What the acts of one transaction leave behind, written together just before it commits."""

    def __init__(self) -> None:
        self.traces = 0
        self.memo: dict[Any, Any] = {}
        self._queues: dict[Flush, list[Any]] = {}
        self._undoing: list[Callable[[], None]] = []

    def if_undone(self, undo: Callable[[], None]) -> None:
        """Remember what to do should the act not be kept, for what no database takes back."""
        self._undoing.append(undo)

    def queue(self, flush: Flush, item: object) -> None:
        """Keep an item for ``flush``, which gets all of them at once, in order."""
        self._queues.setdefault(flush, []).append(item)

    def flush(self) -> None:
        """Write everything queued; a flush may queue more, which is written too."""
        while self._queues:
            flush, items = next(iter(self._queues.items()))
            del self._queues[flush]
            flush(items)

    def mark(self) -> tuple[int, dict[Flush, int], int]:
        """Where the queues stand now, to go back to if a nested act fails."""
        return self.traces, {flush: len(items) for flush, items in self._queues.items()}, len(self._undoing)

    def back_to(self, mark: tuple[int, dict[Flush, int], int]) -> None:
        """Forget what was queued since the mark, and undo what is outside the database."""
        self.traces, lengths, kept = mark
        self.undo(kept)
        self._queues = {f: items[: lengths[f]] for f, items in self._queues.items() if f in lengths}

    def undo(self, kept: int = 0) -> None:
        """Undo what happened outside the database, the last first; the first ``kept`` of it stays."""
        while len(self._undoing) > kept:
            self._undoing.pop()()


_current: ContextVar[UnitOfWork | None] = ContextVar("renda_unit", default=None)


def current_unit() -> UnitOfWork:
    """The unit of work in progress.

    Raises:
        RuntimeError: outside an act; only acts write.
    """
    unit = _current.get()
    if unit is None:
        message = "writing outside an act"
        raise RuntimeError(message)
    return unit


def memo() -> dict[Any, Any]:
    """Room to remember what was read within this transaction; outside an act an empty one each time."""
    unit = _current.get()
    return unit.memo if unit is not None else {}


@contextmanager
def one_transaction() -> Iterator[UnitOfWork]:
    """Run several acts as one: all are kept or none, and their traces are written together."""
    outer = _current.get()
    if outer is not None:
        yield outer
        return
    unit = UnitOfWork()
    try:
        with transaction.atomic():
            token = _current.set(unit)
            try:
                yield unit
                unit.flush()
            finally:
                _current.reset(token)
    except BaseException:
        unit.undo()
        raise


@contextmanager
def attempt() -> Iterator[None]:
    """Within one transaction, let the acts inside fail without spoiling those before."""
    unit = current_unit()
    mark = unit.mark()
    try:
        with transaction.atomic():
            yield
    except Exception:
        unit.back_to(mark)
        raise


def action(act: Callable[P, R]) -> Callable[P, R]:
    """Make a function an act: it runs in one transaction and must leave a trace.

    Raises:
        NoTrace: the act wrote no audit entry; nothing is kept.
    """

    @functools.wraps(act)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        with one_transaction() as unit:
            before = unit.traces
            result = act(*args, **kwargs)
            if unit.traces == before:
                raise NoTrace(act.__qualname__)
        return result

    run.is_action = True  # type: ignore[attr-defined]
    return run
