"""A month as weeks of days, each with its duty day, for the calendar on the pages."""

from __future__ import annotations

import calendar as weeks_of
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from renda.capabilities.stations.queries.duty import RosterDay
from renda.law.calendar import Calendar

LONGEST = timedelta(days=42)


@dataclass(frozen=True)
class Cell:
    """One day of the calendar."""

    on: date
    is_in_month: bool
    is_today: bool
    is_rest: bool
    duty: RosterDay | None


@dataclass(frozen=True)
class Month:
    """A month and the whole weeks around it."""

    first: date
    weeks: list[list[Cell]]

    @property
    def previous(self) -> str:
        """The month before, as in an address."""
        return f"{self.first - timedelta(days=1):%Y-%m}"

    @property
    def following(self) -> str:
        """The month after, as in an address."""
        return f"{self.ends_before:%Y-%m}"

    @property
    def ends_before(self) -> date:
        """The first day of the next month."""
        return (self.first + timedelta(days=32)).replace(day=1)


def first_of(text: str, today: date) -> date:
    """The first day of a month written as 2023-03; of this month for anything else."""
    year, _, month = text.partition("-")
    if not (year.isdecimal() and month.isdecimal() and len(year) == 4 and len(month) <= 2):
        return today.replace(day=1)
    if 2000 <= int(year) <= 2099 and 1 <= int(month) <= 12:
        return date(int(year), int(month), 1)
    return today.replace(day=1)


def month(first: date, duties: Iterable[RosterDay], *, today: date, work: Calendar | None = None) -> Month:
    """The weeks of a month, Monday first, with the duty days that are not cancelled; days of rest where asked for."""
    by_day = {duty.on: duty for duty in duties}
    return Month(
        first,
        [
            [
                Cell(
                    on,
                    on.month == first.month,
                    on == today,
                    work is not None and not work.is_working_day(on),
                    by_day.get(on),
                )
                for on in week
            ]
            for week in weeks_of.Calendar().monthdatescalendar(first.year, first.month)
        ],
    )
