"""Working days: the published holiday table, an office's own table over it, and a stated fallback."""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

_ONE_DAY = timedelta(days=1)
_FRIDAY = 4
_HOLIDAYS_SINCE_2025 = 2025

# Years the State Council has not arranged yet: first day of the first month, Dragon Boat, Mid-Autumn.
_LUNAR: Mapping[int, tuple[tuple[int, int], tuple[int, int], tuple[int, int]]] = {
    2027: ((2, 6), (6, 9), (9, 15)),
    2028: ((1, 26), (5, 28), (10, 3)),
    2029: ((2, 13), (6, 16), (9, 22)),
    2030: ((2, 3), (6, 5), (9, 12)),
    2031: ((1, 23), (6, 24), (10, 1)),
    2032: ((2, 11), (6, 12), (9, 19)),
    2033: ((1, 31), (6, 1), (9, 8)),
    2034: ((2, 19), (6, 20), (9, 27)),
    2035: ((2, 8), (6, 10), (9, 16)),
    2036: ((1, 28), (5, 30), (10, 4)),
    2037: ((2, 15), (6, 18), (9, 24)),
    2038: ((2, 4), (6, 7), (9, 13)),
    2039: ((1, 24), (5, 27), (10, 2)),
    2040: ((2, 12), (6, 14), (9, 20)),
}


class Calendar:
    """Tells working days apart; `extra` maps a day to whether it is worked and wins over every table."""

    def __init__(self, extra: Mapping[date, bool] | None = None, *, published: Collection[int] = ()) -> None:
        """Lay an office's table over the national one; `published` names the years it holds in full."""
        self._extra = dict(extra or {})
        self._published = frozenset(published)

    def is_published(self, year: int) -> bool:
        """Say whether the year's swapped weekends are known, or its days only assumed."""
        return year in self._published or year in _published_years()

    def is_working_day(self, day: date) -> bool:
        """Say whether offices work on this day, swapped weekends included."""
        own = self._extra.get(day)
        return _national_year(day.year)[day.toordinal() - date(day.year, 1, 1).toordinal()] if own is None else own

    def next_working_day(self, day: date) -> date:
        """Give the first working day after this day."""
        return self.roll_forward(day + _ONE_DAY)

    def previous_working_day(self, day: date) -> date:
        """Give the last working day before this day."""
        return self.roll_back(day - _ONE_DAY)

    def roll_forward(self, day: date) -> date:
        """Give this day if worked, else the next working day (民法典第二百零三条)."""
        while not self.is_working_day(day):
            day += _ONE_DAY
        return day

    def roll_back(self, day: date) -> date:
        """Give this day if worked, else the working day before it."""
        while not self.is_working_day(day):
            day -= _ONE_DAY
        return day

    def add_working_days(self, day: date, count: int) -> date:
        """Count working days on from a day that is itself not counted; a negative count goes back."""
        step = _ONE_DAY if count > 0 else -_ONE_DAY
        left = abs(count)
        while left:
            day += step
            left -= self.is_working_day(day)
        return day

    def count_working_days(self, start: date, end: date) -> int:
        """Count the working days after `start` up to and including `end`; negative when `end` is earlier."""
        first, last, sign = (start, end, 1) if start <= end else (end, start, -1)
        return sign * sum(self.is_working_day(first + timedelta(days=n)) for n in range(1, (last - first).days + 1))


@lru_cache(maxsize=1)
def national() -> Calendar:
    """Give the calendar of the published national arrangements, with no office table over it."""
    return Calendar()


@lru_cache(maxsize=1)
def _published_years() -> frozenset[int]:
    import chinese_calendar  # noqa: PLC0415 -- kept out of the import of every deadline

    return frozenset(day.year for day in chinese_calendar.holidays)


@lru_cache(maxsize=256)
def _national_year(year: int) -> tuple[bool, ...]:
    first = date(year, 1, 1)
    days = [first + timedelta(days=n) for n in range(366 if _is_leap(year) else 365)]
    if year not in _published_years():
        holidays = _assumed_holidays(year)
        return tuple(day.weekday() <= _FRIDAY and day not in holidays for day in days)
    import chinese_calendar  # noqa: PLC0415 -- kept out of the import of every deadline

    swapped, free = chinese_calendar.workdays, chinese_calendar.holidays
    return tuple(day in swapped or (day.weekday() <= _FRIDAY and day not in free) for day in days)


def _is_leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def _assumed_holidays(year: int) -> frozenset[date]:
    """List the statutory days of a year without a published arrangement; no weekend is assumed swapped."""
    enlarged = year >= _HOLIDAYS_SINCE_2025
    days = {date(year, 1, 1), date(year, 5, 1), *(date(year, 10, n) for n in (1, 2, 3))}
    days.add(date(year, 4, _qingming(year)))
    if enlarged:
        days.add(date(year, 5, 2))
    if year in _LUNAR:
        (spring, boat, moon) = (date(year, *month_day) for month_day in _LUNAR[year])
        days |= {boat, moon, *(spring + timedelta(days=n) for n in range(-1, 3))}
    return frozenset(days)


def _qingming(year: int) -> int:
    """Give the April day of the solar term 清明 (the usual formula, valid 2000-2099)."""
    short = year % 100
    return (short * 2422 + 48100) // 10000 - short // 4
