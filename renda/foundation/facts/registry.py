"""The measures that can be counted, each with the way to count it again from the business tables."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

Recount = Callable[[], Iterable[tuple[str, date, int]]]


@dataclass(frozen=True)
class Measure:
    """Something counted: its code, its name on screen, its unit, and its recount."""

    code: str
    title: str
    unit: str
    recount: Recount


_measures: dict[str, Measure] = {}


def measure(code: str, *, title: str, unit: str) -> Callable[[Recount], Recount]:
    """Register a measure by decorating its recount: (place code, day, quantity) rows from business tables."""

    def register(recount: Recount) -> Recount:
        _measures[code] = Measure(code, title, unit, recount)
        return recount

    return register


def all_measures() -> dict[str, Measure]:
    """Every registered measure by code."""
    return dict(_measures)
