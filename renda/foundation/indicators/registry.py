"""The statistics registry: figures derived from measures, defined once for page, Excel, API and command."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

Formula = Callable[[Mapping[str, int]], int | None]


@dataclass(frozen=True)
class Indicator:
    """A figure: code, name, unit, and its formula over the measures of one place and period.

    A rate is an integer of tenths of a percent; None means not applicable.
    """

    code: str
    title: str
    unit: str
    formula: Formula


_indicators: dict[str, Indicator] = {}


def indicator(code: str, *, title: str, unit: str) -> Callable[[Formula], Formula]:
    """Register a formula as an indicator."""

    def register(formula: Formula) -> Formula:
        _indicators[code] = Indicator(code, title, unit, formula)
        return formula

    return register


def get(code: str) -> Indicator:
    """The indicator of that code.

    Raises:
        KeyError: there is none.
    """
    return _indicators[code]


def all_indicators() -> dict[str, Indicator]:
    """Every registered indicator by code."""
    return dict(_indicators)


def tenths(part: int, whole: int) -> int | None:
    """A share in tenths of a percent, rounded half up; None where there is no whole."""
    return (part * 2000 + whole) // (2 * whole) if whole else None
