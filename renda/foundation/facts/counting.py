"""Adding facts within an act, and keeping the cells of every place above in the same transaction."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date

from django.db import connection

from renda.foundation.action import current_unit
from renda.foundation.facts.models import Fact
from renda.foundation.facts.registry import all_measures

PREFIX_LENGTHS = (2, 4, 6, 9, 11, 13, 15)
CHUNK = 400
CellKey = tuple[str, int, str]

_UPSERT = """
INSERT INTO facts_cell (place_code, period, measure, quantity, revision) VALUES {rows}
ON CONFLICT (place_code, period, measure)
DO UPDATE SET quantity = facts_cell.quantity + excluded.quantity, revision = facts_cell.revision + 1
"""


def add(measure: str, *, place_code: str, day: date, quantity: int = 1) -> None:
    """Queue a fact; it is written, and its cells are moved, just before the act commits.

    Raises:
        KeyError: the measure is not registered.
        RuntimeError: called outside an act.
    """
    _must_be_known(measure)
    if quantity:
        _queue(measure, place_code, day, quantity)


def touch(measure: str, *, place_code: str, day: date) -> None:
    """Move the revision of a measure's cells and leave its quantity: pages kept of the place are old now.

    For acts that change what a table shows beside its cells, such as the day a matter is due.

    Raises:
        KeyError: the measure is not registered.
        RuntimeError: called outside an act.
    """
    _must_be_known(measure)
    _queue(measure, place_code, day, 0)


def _must_be_known(measure: str) -> None:
    if measure not in all_measures():
        raise KeyError(measure)


def _queue(measure: str, place_code: str, day: date, quantity: int) -> None:
    current_unit().queue(_write, Fact(measure=measure, place_code=place_code, day=day, quantity=quantity))


def places_of(code: str) -> list[str]:
    """The place and everything that contains it: codes are prefixes of one another."""
    return [code[:n] for n in PREFIX_LENGTHS if n < len(code)] + [code]


def periods_of(day: date) -> tuple[int, int]:
    """The year's period (yyyy00) and the month's (yyyymm)."""
    return day.year * 100, day.year * 100 + day.month


def cell_deltas(facts: Iterable[tuple[str, str, date, int]]) -> dict[CellKey, int]:
    """What facts (measure, place, day, quantity) change in which cell."""
    deltas: dict[CellKey, int] = defaultdict(int)
    for measure, place_code, day, quantity in facts:
        for code in places_of(place_code):
            for period in periods_of(day):
                deltas[code, period, measure] += quantity
    return deltas


def move_cells(deltas: dict[CellKey, int], touched: Collection[CellKey] = ()) -> None:
    """Add the deltas to the cells, always in the same order, so that two acts never deadlock."""
    changed = sorted((key, quantity) for key, quantity in deltas.items() if quantity or key in touched)
    with connection.cursor() as cursor:
        for start in range(0, len(changed), CHUNK):
            part = changed[start : start + CHUNK]
            rows = ", ".join(["(%s, %s, %s, %s, 1)"] * len(part))
            cursor.execute(_UPSERT.format(rows=rows), [value for key, quantity in part for value in (*key, quantity)])


def _write(facts: list[Fact]) -> None:
    Fact.objects.bulk_create([fact for fact in facts if fact.quantity], batch_size=500)
    rows = [(fact.measure, fact.place_code, fact.day, fact.quantity) for fact in facts]
    move_cells(cell_deltas(rows), cell_deltas(row for row in rows if not row[3]))
