"""The one door to the lunar calendar package: the day of the lunar month."""

from __future__ import annotations

from bisect import bisect_right
from datetime import date
from functools import lru_cache

from lunar_python import LunarYear, Solar


@lru_cache(maxsize=256)
def _month_starts(year: int) -> tuple[date, ...]:
    """First days of the lunar months that touch the solar year, leap month included."""
    # The package lists a lunar year from the month of the winter solstice before it,
    # fifteen months long, so the whole solar year of the same number is inside.
    firsts = (Solar.fromJulianDay(month.getFirstJulianDay()) for month in LunarYear.fromYear(year).getMonths())
    return tuple(date(first.getYear(), first.getMonth(), first.getDay()) for first in firsts)


def lunar_day(day: date) -> int:
    """Day of the lunar month, 1 to 30, of a solar date."""
    starts = _month_starts(day.year)
    return (day - starts[bisect_right(starts, day) - 1]).days + 1
