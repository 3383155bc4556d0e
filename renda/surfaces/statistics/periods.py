"""Spans of months a table is about: read from the address, written in words, moved back a year."""

from __future__ import annotations

import calendar
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from renda.foundation.errors import RuleBroken
from renda.foundation.facts.queries import EARLIEST_YEAR


@dataclass(frozen=True)
class Span:
    """Months ``first`` to ``last`` of a year, both included."""

    year: int
    first: int
    last: int

    @property
    def is_whole_year(self) -> bool:
        """Whether it is all twelve months."""
        return (self.first, self.last) == (1, 12)

    @property
    def months(self) -> tuple[int, ...]:
        """The months' periods (yyyymm)."""
        return tuple(self.year * 100 + month for month in range(self.first, self.last + 1))

    @property
    def periods(self) -> tuple[int, ...]:
        """The fewest periods that make it up: the year's own, or the months'."""
        return (self.year * 100,) if self.is_whole_year else self.months

    @property
    def up_to_its_end(self) -> tuple[int, ...]:
        """The periods of its year up to its end."""
        return Span(self.year, 1, self.last).periods

    @property
    def starts_on(self) -> date:
        """Its first day."""
        return date(self.year, self.first, 1)

    @property
    def last_on(self) -> date:
        """Its last day."""
        return date(self.year, self.last, calendar.monthrange(self.year, self.last)[1])

    @property
    def ends_before(self) -> date:
        """The day after its last."""
        return date(self.year + self.last // 12, self.last % 12 + 1, 1)

    @property
    def a_year_before(self) -> Span:
        """The same months of the year before."""
        return Span(self.year - 1, self.first, self.last)

    def month(self, number: int) -> Span:
        """One month of its year."""
        return Span(self.year, number, number)

    def holds(self, day: date) -> bool:
        """Whether the day lies in it."""
        return self.starts_on <= day < self.ends_before

    def period_word(self, *, today: date) -> str:
        """How a list of matters names it: 2023, 202305, or 202301-202309; this year's months so far are this year."""
        if self.first == 1 and (self.last == 12 or (self.year, self.last) == (today.year, today.month)):
            return str(self.year)
        return f"{self.months[0]}-{self.months[-1]}" if len(self.months) > 1 else str(self.months[0])

    def query(self) -> str:
        """How an address of these pages names it."""
        if self.is_whole_year:
            return f"year={self.year}"
        until = f"&to={self.last}" if self.last != self.first else ""
        return f"year={self.year}&month={self.first}{until}"


def asked(query: Mapping[str, str], *, today: date) -> Span:
    """The span an address asks for: a year (this one up to this month), a month of it, or months up to another.

    Raises:
        RuleBroken: there is no such period, or it has not begun.
    """
    year = _number(query, "year", today.year)
    latest = today.month if year == today.year else 12
    first = _number(query, "month", 0)
    last = _number(query, "to", first or latest)
    first = first or 1
    if not EARLIEST_YEAR <= year <= today.year or not 1 <= first <= last <= 12 or first > latest:
        raise _no_such(today)
    return Span(year, first, min(last, latest))


def _number(query: Mapping[str, str], name: str, otherwise: int) -> int:
    value = query.get(name, "")
    return int(value) if len(value) <= 4 and value.isascii() and value.isdigit() else otherwise if not value else -1


def _no_such(today: date) -> RuleBroken:
    return RuleBroken(
        "no-such-period",
        "没有这个统计时段。年份从%(first)s到%(last)s，月份从1到12，起月不晚于止月，也不能还没有开始。",
        first=EARLIEST_YEAR,
        last=today.year,
    )
