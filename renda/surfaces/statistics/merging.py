"""Pages through the rows of several tables as one list, newest first; one query a table."""

from __future__ import annotations

import heapq
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

MOST_DIGITS = 18


@dataclass(frozen=True)
class Source:
    """The rows of one table: the field of their day, and the fields that are shown."""

    rows: QuerySet[Any]
    day: str
    fields: tuple[str, ...]


@dataclass(frozen=True)
class Found:
    """A row: its day, which source it comes from, its id there, and what is shown of it."""

    on: date
    source: int
    pk: int
    values: tuple[Any, ...]

    @property
    def key(self) -> tuple[date, int, int]:
        """Where it stands; the highest comes first, and of one day the rows of the first source."""
        return self.on, -self.source, self.pk

    @property
    def mark(self) -> str:
        """How an address names its place in the list."""
        return f"{self.on.isoformat()}.{self.source}.{self.pk}"


@dataclass(frozen=True)
class Page:
    """A page of rows, with the marks to go on from, empty at either end."""

    rows: list[Found]
    before: str
    after: str


def page_of(sources: Sequence[Source], *, size: int, after: str = "", before: str = "") -> Page:
    """The page after a mark or before one; what is no mark begins at the beginning."""
    mark, is_backwards = (_read(before), True) if before else (_read(after), False)
    is_backwards = is_backwards and mark is not None
    found = [row for number, one in enumerate(sources) for row in _fetched(one, number, mark, size + 1, is_backwards)]
    found.sort(key=lambda row: row.key, reverse=not is_backwards)
    more, rows = len(found) > size, found[:size]
    if is_backwards:
        rows.reverse()
    has_before = more if is_backwards else mark is not None
    has_after = is_backwards or more
    return Page(rows, rows[0].mark if rows and has_before else "", rows[-1].mark if rows and has_after else "")


def every(sources: Sequence[Source]) -> Iterator[Found]:
    """All the rows, newest first, a few at a time."""
    lists = [_all_of(one, number) for number, one in enumerate(sources)]
    return heapq.merge(*lists, key=lambda row: row.key, reverse=True)


def _all_of(one: Source, number: int) -> Iterator[Found]:
    ordered = one.rows.order_by(f"-{one.day}", "-pk").values_list("pk", one.day, *one.fields)
    for pk, on, *values in ordered.iterator(chunk_size=2000):
        yield Found(on, number, pk, tuple(values))


def _fetched(
    one: Source, number: int, mark: tuple[date, int, int] | None, most: int, is_backwards: bool
) -> Iterator[Found]:
    sign = "" if is_backwards else "-"
    rows = one.rows if mark is None else one.rows.filter(_beyond(one.day, number, mark, is_backwards=is_backwards))
    ordered = rows.order_by(f"{sign}{one.day}", f"{sign}pk").values_list("pk", one.day, *one.fields)
    for pk, on, *values in ordered[:most]:
        yield Found(on, number, pk, tuple(values))


def _beyond(day: str, number: int, mark: tuple[date, int, int], *, is_backwards: bool) -> Q:
    on, source, pk = mark
    way = "gt" if is_backwards else "lt"
    if number == source:
        return Q(**{f"{day}__{way}": on}) | Q(**{day: on, f"pk__{way}": pk})
    # The rows of a later source stand below those of an earlier one on the same day.
    is_same_day = (number < source) if is_backwards else (number > source)
    return Q(**{f"{day}__{way}e" if is_same_day else f"{day}__{way}": on})


def _read(mark: str) -> tuple[date, int, int] | None:
    day, *numbers = mark.split(".")
    if len(numbers) != 2 or not all(n.isascii() and n.isdigit() and len(n) <= MOST_DIGITS for n in numbers):
        return None
    try:
        return date.fromisoformat(day), int(numbers[0]), int(numbers[1])
    except ValueError:
        return None
