"""The calendar that clocks go by."""

from __future__ import annotations

import calendar as weeks_of
from dataclasses import dataclass
from datetime import date

from renda.foundation.action import memo
from renda.foundation.workdays.models import OfficeDay
from renda.law.calendar import Calendar, national

MONDAY_FIRST = weeks_of.Calendar(firstweekday=0)
SATURDAY = 5


def calendar() -> Calendar:
    """The published calendar with the office's own days; read once a transaction."""
    known = memo()
    if "calendar" not in known:
        extra = dict(OfficeDay.objects.values_list("day", "is_working"))
        known["calendar"] = Calendar(extra) if extra else national()
    found: Calendar = known["calendar"]
    return found


@dataclass(frozen=True)
class Day:
    """A day as the calendar page shows it: what it is, and who says so."""

    on: date
    is_working: bool
    is_swapped: bool
    note: str
    row_id: int | None

    @property
    def is_own(self) -> bool:
        """Whether the office's own table decides."""
        return self.row_id is not None


@dataclass(frozen=True)
class Year:
    """A year of days by month, each month in weeks that begin on Monday; None pads a week."""

    year: int
    is_published: bool
    months: list[list[list[Day | None]]]
    own: list[OfficeDay]
    working_days: int


def year_of(year: int) -> Year:
    """A whole year, with the office's own days over the published ones; one query."""
    own = {row.day: row for row in OfficeDay.objects.filter(day__year=year).order_by("day")}
    published = national()
    months, working = [], 0
    for month in range(1, 13):
        weeks = [
            [_day(on, published, own) if on.month == month else None for on in week]
            for week in MONDAY_FIRST.monthdatescalendar(year, month)
        ]
        working += sum(day.is_working for week in weeks for day in week if day)
        months.append(weeks)
    return Year(year, published.is_published(year), months, list(own.values()), working)


def office_day(pk: int) -> OfficeDay | None:
    """One of the office's own days."""
    return OfficeDay.objects.filter(pk=pk).first()


def _day(on: date, published: Calendar, own: dict[date, OfficeDay]) -> Day:
    row = own.get(on)
    is_working = row.is_working if row else published.is_working_day(on)
    is_swapped = is_working != (on.weekday() < SATURDAY)
    return Day(on, is_working, is_swapped, row.note if row else "", row.pk if row else None)
