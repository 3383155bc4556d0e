"""Reads of the cells; what a read costs depends on the places and periods asked for, never on the rows behind them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from django.db import connection
from django.db.models import Q, Sum

from renda.foundation.facts.models import Cell

Figures = dict[tuple[str, int, str], int]
Sums = dict[str, dict[str, dict[str, int]]]

# Nothing was counted before; a list of years keeps the read on the index.
EARLIEST_YEAR = 2000


def cells(places: Iterable[str], periods: Iterable[int], measures: Collection[str] = ()) -> Figures:
    """Quantities by (place code, period, measure), of some measures or of all; one query."""
    rows = Cell.objects.filter(place_code__in=list(places), period__in=list(periods))
    if measures:
        rows = rows.filter(measure__in=list(measures))
    return {(p, t, m): q for p, t, m, q in rows.values_list("place_code", "period", "measure", "quantity")}


def sums(places: Iterable[str], spans: Mapping[str, Collection[int]]) -> Sums:
    """Sums over named spans of periods, by span, place and measure; one query for all spans.

    A month must not stand in a span beside its own year.
    """
    periods = sorted({period for span in spans.values() for period in span})
    columns = {name: Sum("quantity", filter=Q(period__in=list(span)), default=0) for name, span in spans.items()}
    rows = Cell.objects.filter(place_code__in=list(places), period__in=periods).order_by()
    found: Sums = {name: {} for name in spans}
    for place, measure, *totals in rows.values_list("place_code", "measure").annotate(**columns):
        for name, total in zip(spans, totals, strict=True):
            found[name].setdefault(place, {})[measure] = total
    return found


def fingerprint(place: str, last_year: int) -> tuple[tuple[int, int, int], ...]:
    """Years with figures up to the last one, each with numbers that move with any figure of the place or below it.

    A fact always moves the cell of its year, at its place and at every place above; a rebuild starts above the
    highest revision there was.
    """
    years = [year * 100 for year in range(EARLIEST_YEAR, last_year + 1)]
    sql = (
        "SELECT period, SUM(revision), MAX(revision) FROM facts_cell "  # noqa: S608 - placeholders only
        f"WHERE place_code = %s AND period IN ({', '.join(['%s'] * len(years))}) GROUP BY period ORDER BY period"
    )
    with connection.cursor() as cursor:
        # Asked before every page of figures, so it does without the cost of building a query.
        cursor.execute(sql, [place, *years])
        return tuple((period // 100, int(total), highest) for period, total, highest in cursor.fetchall())
