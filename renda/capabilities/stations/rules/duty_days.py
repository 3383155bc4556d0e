"""The duty days that a rule gives in a window of time, and the day by which each is announced."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Final, Protocol

from renda.capabilities.stations.rules import duty_rule, lunar
from renda.capabilities.stations.rules.duty_rule import LAST, DutyRule
from renda.capabilities.stations.terms import DutyDayOrigin, DutyRuleKind, HolidayShift, RestDays
from renda.foundation.errors import RuleBroken

DAY: Final = timedelta(days=1)
WEEK: Final = timedelta(weeks=1)
MOST_WEEKS_LATER: Final = 6
# Planned days are looked for this far outside the window, so that a day moved into the window
# is found and neighbouring windows together give what one long window gives.
MARGIN: Final = timedelta(days=62)
LONGEST_WINDOW: Final = timedelta(days=366 * 6)
FRIDAY: Final = 5

SKIPPED: Final = "遇节假日取消"
NO_DAY_LATER: Final = "没有可以顺延的日期"
CANCELLED: Final = "已通知取消"
ADDED: Final = "临时增加"
MERGED: Final = "与另一个值班日重合"
MOVED: Final[Mapping[HolidayShift, str]] = {
    HolidayShift.NEXT_WORKING_DAY: "遇节假日顺延至下一个工作日",
    HolidayShift.PREVIOUS_WORKING_DAY: "遇节假日提前至上一个工作日",
    HolidayShift.WEEK_LATER: "遇节假日顺延一周",
}


class Calendar(Protocol):
    """What duty days ask of a calendar of working days."""

    def is_working_day(self, day: date, /) -> bool:
        """Whether offices work that day, swapped weekends included."""
        ...

    def next_working_day(self, day: date, /) -> date:
        """First working day after a day of rest."""
        ...

    def previous_working_day(self, day: date, /) -> date:
        """Last working day before a day of rest."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyDay:
    """One day of reception; ``reason`` is a message id, empty for a day that simply follows the rule."""

    on: date
    planned_on: date
    origin: DutyDayOrigin = DutyDayOrigin.RULE
    reason: str = ""
    opens: time | None = None
    closes: time | None = None

    @property
    def moved_from(self) -> date | None:
        """The day it was moved from, or None when it stands where the rule put it."""
        return None if self.planned_on == self.on else self.planned_on


@dataclass(frozen=True, slots=True, kw_only=True)
class DroppedDay:
    """A planned day that gives no duty day of its own, and the message id of why."""

    planned_on: date
    reason: str


def days(rule: DutyRule, *, starts_on: date, ends_before: date, calendar: Calendar) -> list[DutyDay]:
    """Duty days that take place in the window, sorted, one a date; RuleBroken for an absurd rule or window.

    A day belongs to the window in which it takes place after moving, so windows that touch
    neither repeat nor lose a day.
    """
    placed, _ = _place(rule, starts_on=starts_on, ends_before=ends_before, calendar=calendar)
    return [day for day in placed if starts_on <= day.on < ends_before]


def dropped(rule: DutyRule, *, starts_on: date, ends_before: date, calendar: Calendar) -> list[DroppedDay]:
    """Days planned in the window that were skipped, cancelled or fell together with another, sorted."""
    _, gone = _place(rule, starts_on=starts_on, ends_before=ends_before, calendar=calendar)
    return [day for day in gone if starts_on <= day.planned_on < ends_before]


def planned(rule: DutyRule, *, starts_on: date, ends_before: date) -> list[date]:
    """Days that fit the pattern, before any is moved, added or cancelled."""
    fits = _PATTERNS[rule.kind]
    length = (ends_before - starts_on).days
    return [day for day in (starts_on + DAY * n for n in range(length)) if fits(rule, day)]


def notice_on(day: date, days_before: int, *, calendar: Calendar | None = None) -> date:
    """Last day to announce a duty day; with a calendar, rolled back to a working day, since later is too late."""
    if not 0 <= days_before <= duty_rule.MOST_NOTICE_DAYS:
        raise RuleBroken("notice-out-of-range", "提前公布的天数应在0到%(most)s之间", most=duty_rule.MOST_NOTICE_DAYS)
    limit = day - DAY * days_before
    if calendar is None or calendar.is_working_day(limit):
        return limit
    return calendar.previous_working_day(limit)


def is_holiday(day: date, calendar: Calendar) -> bool:
    """Whether a day off is more than a plain weekend: its run of days off holds a Monday to Friday."""
    if calendar.is_working_day(day):
        return False
    if day.isoweekday() <= FRIDAY:
        return True
    for step in (DAY, -DAY):
        near = day + step
        while not calendar.is_working_day(near):
            if near.isoweekday() <= FRIDAY:
                return True
            near += step
    return False


def _place(
    rule: DutyRule, *, starts_on: date, ends_before: date, calendar: Calendar
) -> tuple[list[DutyDay], list[DroppedDay]]:
    duty_rule.validate(rule)
    _check_window(starts_on, ends_before)
    first, end = starts_on - MARGIN, ends_before + MARGIN
    candidates: list[DutyDay] = []
    gone: list[DroppedDay] = []
    for planned_on in planned(rule, starts_on=first, ends_before=end):
        result = _settle(rule, planned_on, calendar)
        if isinstance(result, DutyDay):
            candidates.append(result)
        else:
            gone.append(result)
    candidates.extend(
        DutyDay(on=day, planned_on=day, origin=DutyDayOrigin.EXTRA, reason=ADDED, opens=rule.opens, closes=rule.closes)
        for day in rule.extra_dates
        if first <= day < end
    )
    # A day that stands where the rule put it goes before one moved there; an added one comes last.
    candidates.sort(key=lambda day: (day.on, _PRECEDENCE[day.origin], day.planned_on))
    placed: list[DutyDay] = []
    for day in candidates:
        if placed and placed[-1].on == day.on:
            gone.append(DroppedDay(planned_on=day.planned_on, reason=MERGED))
        else:
            placed.append(day)
    gone.sort(key=lambda day: (day.planned_on, day.reason))
    return placed, gone


_PRECEDENCE: Final[Mapping[DutyDayOrigin, int]] = {
    DutyDayOrigin.RULE: 0,
    DutyDayOrigin.MOVED: 1,
    DutyDayOrigin.EXTRA: 2,
}


def _check_window(starts_on: date, ends_before: date) -> None:
    if ends_before < starts_on:
        raise RuleBroken("window-inverted", "结束日期早于开始日期")
    if ends_before - starts_on > LONGEST_WINDOW:
        raise RuleBroken("window-too-long", "一次最多安排%(years)s年", years=LONGEST_WINDOW.days // 366)
    if starts_on.year < duty_rule.FIRST_YEAR or ends_before.year > duty_rule.LAST_YEAR:
        raise RuleBroken("date-absurd", "日期%(day)s不合理", day=starts_on.isoformat())


def _settle(rule: DutyRule, planned_on: date, calendar: Calendar) -> DutyDay | DroppedDay:
    """Where a planned day takes place; a cancelled date counts for the day as planned and as moved."""
    if planned_on in rule.cancelled_dates:
        return DroppedDay(planned_on=planned_on, reason=CANCELLED)
    on: date | None = planned_on
    # An announced date is somebody's decision about that very day.
    if rule.kind is not DutyRuleKind.ANNOUNCED and _is_off(planned_on, rule, calendar):
        if rule.holiday_shift is HolidayShift.SKIP:
            return DroppedDay(planned_on=planned_on, reason=SKIPPED)
        on = _shift(planned_on, rule, calendar)
    if on is None:
        return DroppedDay(planned_on=planned_on, reason=NO_DAY_LATER)
    if on in rule.cancelled_dates:
        return DroppedDay(planned_on=planned_on, reason=CANCELLED)
    has_moved = on != planned_on
    return DutyDay(
        on=on,
        planned_on=planned_on,
        origin=DutyDayOrigin.MOVED if has_moved else DutyDayOrigin.RULE,
        reason=MOVED[rule.holiday_shift] if has_moved else "",
        opens=rule.opens,
        closes=rule.closes,
    )


def _is_off(day: date, rule: DutyRule, calendar: Calendar) -> bool:
    if rule.moves_off is RestDays.HOLIDAYS:
        return is_holiday(day, calendar)
    return not calendar.is_working_day(day)


def _shift(day: date, rule: DutyRule, calendar: Calendar) -> date | None:
    """Where a day of rest moves its duty; None when six weeks later are days of rest as well."""
    if rule.holiday_shift is HolidayShift.NEXT_WORKING_DAY:
        return calendar.next_working_day(day)
    if rule.holiday_shift is HolidayShift.PREVIOUS_WORKING_DAY:
        return calendar.previous_working_day(day)
    if rule.holiday_shift is HolidayShift.WEEK_LATER:
        later = (day + WEEK * n for n in range(1, MOST_WEEKS_LATER + 1))
        return next((candidate for candidate in later if not _is_off(candidate, rule, calendar)), None)
    return day


def _is_nth_weekday(rule: DutyRule, day: date) -> bool:
    # "Tuesday of the first week" is read as the first Tuesday, so that every month has one.
    if day.isoweekday() not in rule.weekdays or not _is_in_months(rule, day):
        return False
    is_last = (day + WEEK).month != day.month
    return (day.day - 1) // 7 + 1 in rule.ordinals or (LAST in rule.ordinals and is_last)


def _is_day_of_month(rule: DutyRule, day: date) -> bool:
    is_last = (day + DAY).month != day.month
    return _is_in_months(rule, day) and (day.day in rule.month_days or (LAST in rule.month_days and is_last))


def _is_weekday(rule: DutyRule, day: date) -> bool:
    return day.isoweekday() in rule.weekdays and _is_in_months(rule, day)


def _is_nth_week(rule: DutyRule, day: date) -> bool:
    if rule.anchor_on is None or rule.every_weeks is None or day < rule.anchor_on:
        return False
    anchor_week = rule.anchor_on - DAY * rule.anchor_on.weekday()
    return day.isoweekday() in duty_rule.weekdays_of(rule) and (day - anchor_week).days // 7 % rule.every_weeks == 0


def _is_solar_market(rule: DutyRule, day: date) -> bool:
    return day.day % 10 in rule.digits and _is_in_months(rule, day)


def _is_lunar_market(rule: DutyRule, day: date) -> bool:
    return lunar.lunar_day(day) % 10 in rule.digits


def _is_announced(rule: DutyRule, day: date) -> bool:
    return day in rule.dates


def _is_never(_rule: DutyRule, _day: date) -> bool:
    return False


def _is_in_months(rule: DutyRule, day: date) -> bool:
    return not rule.months or day.month in rule.months


_PATTERNS: Final[Mapping[DutyRuleKind, Callable[[DutyRule, date], bool]]] = {
    DutyRuleKind.NTH_WEEKDAY: _is_nth_weekday,
    DutyRuleKind.DAY_OF_MONTH: _is_day_of_month,
    DutyRuleKind.WEEKLY: _is_weekday,
    DutyRuleKind.EVERY_N_WEEKS: _is_nth_week,
    DutyRuleKind.SOLAR_MARKET: _is_solar_market,
    DutyRuleKind.LUNAR_MARKET: _is_lunar_market,
    DutyRuleKind.ANNOUNCED: _is_announced,
    DutyRuleKind.APPOINTMENT: _is_never,
}
