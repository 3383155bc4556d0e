"""Counting again from the business tables, and repairing facts and cells where they differ."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import F, Max, Sum

from renda.foundation.facts.counting import cell_deltas, move_cells
from renda.foundation.facts.models import Cell, Fact
from renda.foundation.facts.registry import all_measures


@dataclass(frozen=True)
class Difference:
    """One figure that does not agree: where, and what each side says."""

    measure: str
    place_code: str
    period: str
    kept: int
    counted: int


def _recounted() -> dict[tuple[str, str, date], int]:
    totals: dict[tuple[str, str, date], int] = defaultdict(int)
    for code, entry in all_measures().items():
        for place_code, day, quantity in entry.recount():
            totals[code, place_code, day] += quantity
    return {key: quantity for key, quantity in totals.items() if quantity}


def differences(*, limit: int = 100) -> list[Difference]:
    """Where business tables, facts and cells disagree; none is the expected answer."""
    found: list[Difference] = []
    sums = Fact.objects.values_list("measure", "place_code", "day").annotate(total=Sum("quantity"))
    kept = {(m, p, d): q for m, p, d, q in sums if q}
    counted = _recounted()
    for key in sorted(kept.keys() | counted.keys()):
        if kept.get(key, 0) != counted.get(key, 0):
            measure, place, day = key
            found.append(Difference(measure, place, day.isoformat(), kept.get(key, 0), counted.get(key, 0)))
    should_be = cell_deltas((m, p, d, q) for (m, p, d), q in counted.items())
    are = {(p, t, m): q for p, t, m, q in Cell.objects.values_list("place_code", "period", "measure", "quantity")}
    for cell in sorted(should_be.keys() | are.keys()):
        if should_be.get(cell, 0) != are.get(cell, 0):
            place, period, measure = cell
            found.append(Difference(measure, place, str(period), are.get(cell, 0), should_be.get(cell, 0)))
    return found[:limit]


@transaction.atomic
def rebuild() -> int:
    """Throw facts and cells away and count everything again; returns the number of facts."""
    highest = Cell.objects.aggregate(n=Max("revision"))["n"] or 0
    Cell.objects.all().delete()
    Fact.objects.all().delete()
    counted = _recounted()
    facts = [Fact(measure=m, place_code=p, day=d, quantity=q) for (m, p, d), q in sorted(counted.items())]
    Fact.objects.bulk_create(facts, batch_size=1000)
    move_cells(cell_deltas((f.measure, f.place_code, f.day, f.quantity) for f in facts))
    # Above every revision there was, or a page kept from before would pass for fresh.
    Cell.objects.update(revision=F("revision") + highest)
    return len(facts)
