"""Reads of the cells."""

from __future__ import annotations

from collections.abc import Iterable

from renda.foundation.facts.models import Cell

Figures = dict[tuple[str, int, str], int]


def cells(places: Iterable[str], periods: Iterable[int]) -> Figures:
    """Quantities by (place code, period, measure); one query, whatever lies behind them."""
    rows = Cell.objects.filter(place_code__in=list(places), period__in=list(periods))
    return {(p, t, m): q for p, t, m, q in rows.values_list("place_code", "period", "measure", "quantity")}


def fingerprint(place: str, periods: Iterable[int]) -> tuple[tuple[int, str, int], ...]:
    """Something that differs as soon as any figure of the place or of a place below it has changed."""
    rows = Cell.objects.filter(place_code=place, period__in=list(periods)).order_by("period", "measure")
    return tuple(rows.values_list("period", "measure", "revision"))
