"""A duty-day rule as one sentence for people, put together from message ids a screen can translate."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from renda.capabilities.stations.rules import duty_rule
from renda.capabilities.stations.rules.duty_rule import LAST, DutyRule
from renda.capabilities.stations.terms import DutyRuleKind, HolidayShift, RestDays

Translate = Callable[[str], str]

MOST_DATES_SPELT: Final = 6
WEEKDAYS: Final = ("周一", "周二", "周三", "周四", "周五", "周六", "周日")
ORDINALS: Final[Mapping[int, str]] = {
    1: "第一",
    2: "第二",
    3: "第三",
    4: "第四",
    5: "第五",
    LAST: "最后一",
}
MONTHS: Final = ("1月", "2月", "3月", "4月", "5月", "6月", "7月", "8月", "9月", "10月", "11月", "12月")
SHIFTS_OFF_HOLIDAYS: Final[Mapping[HolidayShift, str]] = {
    HolidayShift.SKIP: "%(rule)s，遇节假日取消",
    HolidayShift.NEXT_WORKING_DAY: "%(rule)s，遇节假日顺延至下一个工作日",
    HolidayShift.PREVIOUS_WORKING_DAY: "%(rule)s，遇节假日提前至上一个工作日",
    HolidayShift.WEEK_LATER: "%(rule)s，遇节假日顺延一周",
}
SHIFTS_OFF_REST_DAYS: Final[Mapping[HolidayShift, str]] = {
    HolidayShift.SKIP: "%(rule)s，遇周末和节假日取消",
    HolidayShift.NEXT_WORKING_DAY: "%(rule)s，遇周末和节假日顺延至下一个工作日",
    HolidayShift.PREVIOUS_WORKING_DAY: "%(rule)s，遇周末和节假日提前至上一个工作日",
}


@dataclass(frozen=True, slots=True)
class _Telling:
    """How one language says things: its words and the mark between the parts of a list."""

    translate: Translate
    pause: str

    def __call__(self, message: str, **params: object) -> str:
        text = self.translate(message)
        return text % params if params else text

    def list(self, parts: Iterable[str]) -> str:
        return self.pause.join(parts)


def describe(rule: DutyRule, translate: Translate = str, *, pause: str = "、") -> str:
    """The rule as a sentence, for example 每月第一、第三个周二 09:00至11:30，遇节假日顺延一周.

    ``pause`` stands between the parts of a list; like the marks of numbers and days it goes by
    language and is no message.
    """
    tell = _Telling(translate, pause)
    sentence = _SENTENCES[rule.kind](rule, tell)
    if rule.opens is not None and rule.closes is not None:
        sentence = tell(
            "%(days)s %(opens)s至%(closes)s",
            days=sentence,
            opens=rule.opens.isoformat(timespec="minutes"),
            closes=rule.closes.isoformat(timespec="minutes"),
        )
    for addition in _additions(rule):
        sentence = tell(addition, rule=sentence)
    return sentence


def _additions(rule: DutyRule) -> list[str]:
    additions: list[str] = []
    moves = rule.kind in duty_rule.BY_WEEKDAY | duty_rule.BY_DATE
    if moves and rule.holiday_shift is not HolidayShift.KEEP:
        # A rule of working weekdays never meets a plain weekend.
        names_weekends = rule.kind in duty_rule.BY_DATE and rule.moves_off is RestDays.REST_DAYS
        shifts = SHIFTS_OFF_REST_DAYS if names_weekends else SHIFTS_OFF_HOLIDAYS
        additions.append(shifts[rule.holiday_shift])
    if rule.also_by_appointment and rule.kind is not DutyRuleKind.APPOINTMENT:
        additions.append("%(rule)s，其他时间可以预约")
    return additions


def _months(rule: DutyRule, tell: _Telling) -> str:
    if not rule.months:
        return tell("每月")
    if rule.months == duty_rule.ODD_MONTHS:
        return tell("单月")
    if rule.months == duty_rule.EVEN_MONTHS:
        return tell("双月")
    return tell.list(tell(MONTHS[month - 1]) for month in rule.months)


def _weekdays(rule: DutyRule, tell: _Telling) -> str:
    return tell.list(tell(WEEKDAYS[weekday - 1]) for weekday in duty_rule.weekdays_of(rule))


def _date(day: date, tell: _Telling) -> str:
    return tell("%(year)s年%(month)s月%(day)s日", year=day.year, month=day.month, day=day.day)


def _nth_weekday(rule: DutyRule, tell: _Telling) -> str:
    ordinals = tell.list(tell(ORDINALS[ordinal]) for ordinal in rule.ordinals)
    return tell(
        "%(months)s%(ordinals)s个%(weekdays)s",
        months=_months(rule, tell),
        ordinals=ordinals,
        weekdays=_weekdays(rule, tell),
    )


def _day_of_month(rule: DutyRule, tell: _Telling) -> str:
    spelt = (tell("最后一日") if day == LAST else tell("%(day)s日", day=day) for day in rule.month_days)
    return tell("%(months)s的%(days)s", months=_months(rule, tell), days=tell.list(spelt))


def _weekly(rule: DutyRule, tell: _Telling) -> str:
    weekdays = _weekdays(rule, tell)
    if not rule.months:
        return tell("每%(weekdays)s", weekdays=weekdays)
    return tell("%(months)s的每%(weekdays)s", months=_months(rule, tell), weekdays=weekdays)


def _every_n_weeks(rule: DutyRule, tell: _Telling) -> str:
    anchor = _date(rule.anchor_on, tell) if rule.anchor_on else ""
    if rule.every_weeks == 1:
        return tell("自%(anchor)s起每%(weekdays)s", anchor=anchor, weekdays=_weekdays(rule, tell))
    return tell(
        "自%(anchor)s起每%(weeks)s周的%(weekdays)s",
        anchor=anchor,
        weeks=rule.every_weeks,
        weekdays=_weekdays(rule, tell),
    )


def _digits(rule: DutyRule, tell: _Telling) -> str:
    # People say "days of five and ten", not "of five and nought".
    return tell.list(str(digit) for digit in sorted(digit or 10 for digit in rule.digits))


def _solar_market(rule: DutyRule, tell: _Telling) -> str:
    if not rule.months:
        return tell("公历逢%(digits)s的集日", digits=_digits(rule, tell))
    return tell("%(months)s公历逢%(digits)s的集日", months=_months(rule, tell), digits=_digits(rule, tell))


def _lunar_market(rule: DutyRule, tell: _Telling) -> str:
    return tell("农历逢%(digits)s的集日", digits=_digits(rule, tell))


def _announced(rule: DutyRule, tell: _Telling) -> str:
    if len(rule.dates) > MOST_DATES_SPELT:
        return tell("按公布的日期，共%(count)s天", count=len(rule.dates))
    return tell.list(_date(day, tell) for day in rule.dates)


def _appointment(_rule: DutyRule, tell: _Telling) -> str:
    return tell("按预约接待")


_SENTENCES: Final[Mapping[DutyRuleKind, Callable[[DutyRule, _Telling], str]]] = {
    DutyRuleKind.NTH_WEEKDAY: _nth_weekday,
    DutyRuleKind.DAY_OF_MONTH: _day_of_month,
    DutyRuleKind.WEEKLY: _weekly,
    DutyRuleKind.EVERY_N_WEEKS: _every_n_weeks,
    DutyRuleKind.SOLAR_MARKET: _solar_market,
    DutyRuleKind.LUNAR_MARKET: _lunar_market,
    DutyRuleKind.ANNOUNCED: _announced,
    DutyRuleKind.APPOINTMENT: _appointment,
}
