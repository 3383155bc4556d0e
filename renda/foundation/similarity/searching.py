"""Finding texts like a given one: each process keeps them in memory and reads what is new before it searches."""

from __future__ import annotations

import threading
import time
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date

import numpy as np
from django.db import connection
from django.db.models import Q

from renda.foundation.similarity import features, weighing
from renda.foundation.similarity.models import Text
from renda.foundation.similarity.segments import Row
from renda.foundation.similarity.shelf import Limits, Shelf

CHUNK, FEW = 20_000, 200
# Ids are given before they are committed, so a lower one may appear later. So many are looked for again, so long.
OPEN_IDS, OPEN_SECONDS = 500, 600.0
# So many candidates are looked up at first; after so many rounds in vain the shelf is compared with the table.
LOOK_UP, ROUNDS = 20, 3


@dataclass(frozen=True)
class Match:
    """A text like the one asked about; the score runs from 0 to 1."""

    kind: str
    ref: int
    place_code: str
    on: date
    score: float


@dataclass(frozen=True)
class _State:
    """What has been read so far: the texts, the highest id, and the ids below it that may still come, since when."""

    shelf: Shelf = field(default_factory=Shelf)
    seen: int = 0
    awaited: dict[int, float] = field(default_factory=dict)


class Searcher:
    """The texts that one process has read."""

    def __init__(self) -> None:
        self._state = _State()
        self._lock = threading.Lock()

    def similar(self, text: str, limits: Limits, at_most: int, except_ref: tuple[str, int] | None) -> list[Match]:
        """The best matches, each looked up in the table, which alone knows what was forgotten."""
        asked, shelf = features.of(text), self.caught_up()
        candidates = shelf.best(asked, limits)
        found: list[Match] = []
        start, width, rounds = 0, max(LOOK_UP, 2 * at_most), 0
        while len(found) < at_most and start < len(candidates):
            part = candidates[start : start + width]
            there = _matches(part)
            found += [match for match in there.values() if (match.kind, match.ref) != except_ref]
            self._drop(shelf, [pk for pk, _ in part if pk not in there])
            start, width, rounds = start + width, 2 * width, rounds + 1
            if rounds == ROUNDS and not connection.in_atomic_block:
                shelf.keep_only(np.fromiter(Text.objects.values_list("pk", flat=True), dtype=np.int64))
                candidates, start, found = shelf.best(asked, limits), 0, []
        return found[:at_most]

    def caught_up(self) -> Shelf:
        """All texts of this moment. What a transaction sees may be rolled back: it is searched, but not kept."""
        if connection.in_atomic_block:
            return _read(self._state).shelf
        with self._lock:
            self._state = _read(self._state)
            return self._state.shelf

    def _drop(self, shelf: Shelf, ids: list[int]) -> None:
        if ids and not connection.in_atomic_block:
            shelf.drop(np.array(ids, dtype=np.int64))


def _matches(candidates: list[tuple[int, float]]) -> dict[int, Match]:
    """Those that are still in the table, in the order given."""
    rows = Text.objects.filter(pk__in=[pk for pk, _ in candidates])
    there = {row[0]: row for row in rows.values_list("pk", "kind", "ref", "place_code", "on")}
    return {pk: Match(*there[pk][1:], round(score, 3)) for pk, score in candidates if pk in there}


def _read(state: _State) -> _State:
    """The state with what was committed since; one query where nothing was."""
    now = time.monotonic()
    awaited = {pk: since for pk, since in state.awaited.items() if now - since < OPEN_SECONDS}
    rows = _rows(Q(pk__in=list(awaited)), len(awaited)) if awaited else []
    # Asked for few, PostgreSQL walks the index, even before it has counted the table.
    seen, size = state.seen, FEW if state.seen else CHUNK
    while part := _rows(Q(pk__gt=seen), size):
        rows += part
        seen = part[-1].id
        if len(part) < size:
            break
        size = CHUNK
    for pk in range(max(state.seen, seen - OPEN_IDS) + 1, seen):
        awaited[pk] = now
    for row in rows:
        awaited.pop(row.id, None)
    return _State(state.shelf.with_rows(rows), seen, dict(sorted(awaited.items())[-OPEN_IDS:]))


def _rows(which: Q, at_most: int) -> list[Row]:
    found = Text.objects.filter(which).order_by("pk").values_list("pk", "kind", "place_code", "features")[:at_most]
    return [Row(pk, kind, place, features.unpack(bytes(blob))) for pk, kind, place, blob in found]


_searcher = Searcher()


def similar(
    text: str,
    *,
    kinds: Collection[str] | None = None,
    under: str = "",
    near: str = "",
    at_most: int = 5,
    except_ref: tuple[str, int] | None = None,
    at_least: float = weighing.AT_LEAST,
) -> list[Match]:
    """Texts that say the same in other words, the best first; none is an answer, too.

    ``under`` keeps to a place and what is below it; ``near`` puts those of the same township, county or city first;
    ``except_ref`` (kind, ref) leaves out the text itself. Who asks may not be allowed to see all: that is the caller's.
    """
    return _searcher.similar(text, Limits(kinds, under, near, at_least), at_most, except_ref)


def warm() -> int:
    """Read every text now rather than at the first search; returns how many are known."""
    return len(_searcher.caught_up())


def memory() -> int:
    """Bytes that the texts take in this process."""
    return _searcher.caught_up().bytes()
