"""A duty-day rule as one sentence for people, put together from message ids a screen can translate."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
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
    HolidayShift.SKIP: "遇节假日取消",
    HolidayShift.NEXT_WORKING_DAY: "遇节假日顺延至下一个工作日",
    HolidayShift.PREVIOUS_WORKING_DAY: "遇节假日提前至上一个工作日",
    HolidayShift.WEEK_LATER: "遇节假日顺延一周",
}
SHIFTS_OFF_REST_DAYS: Final[Mapping[HolidayShift, str]] = {
    HolidayShift.SKIP: "遇周末和节假日取消",
    HolidayShift.NEXT_WORKING_DAY: "遇周末和节假日顺延至下一个工作日",
    HolidayShift.PREVIOUS_WORKING_DAY: "遇周末和节假日提前至上一个工作日",
}


def describe(rule: DutyRule, translate: Translate = str) -> str:
    """The rule as a sentence, for example 每月第一、第三个周二 09:00至11:30，遇节假日顺延一周."""
    sentence = _SENTENCES[rule.kind](rule, translate)
    if rule.opens is not None and rule.closes is not None:
        sentence = translate("%(days)s %(opens)s至%(closes)s") % {
            "days": sentence,
            "opens": rule.opens.isoformat(timespec="minutes"),
            "closes": rule.closes.isoformat(timespec="minutes"),
        }
    for addition in _additions(rule):
        sentence = translate("%(first)s，%(second)s") % {"first": sentence, "second": translate(addition)}
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
        additions.append("其他时间可以预约")
    return additions


def _join(parts: Iterable[str], translate: Translate) -> str:
    return translate("、").join(parts)


def _months(rule: DutyRule, translate: Translate) -> str:
    if not rule.months:
        return translate("每月")
    if rule.months == duty_rule.ODD_MONTHS:
        return translate("单月")
    if rule.months == duty_rule.EVEN_MONTHS:
        return translate("双月")
    return _join((translate(MONTHS[month - 1]) for month in rule.months), translate)


def _weekdays(rule: DutyRule, translate: Translate) -> str:
    return _join((translate(WEEKDAYS[weekday - 1]) for weekday in duty_rule.weekdays_of(rule)), translate)


def _date(day: date, translate: Translate) -> str:
    return translate("%(year)s年%(month)s月%(day)s日") % {"year": day.year, "month": day.month, "day": day.day}


def _nth_weekday(rule: DutyRule, translate: Translate) -> str:
    return translate("%(months)s%(ordinals)s个%(weekdays)s") % {
        "months": _months(rule, translate),
        "ordinals": _join((translate(ORDINALS[ordinal]) for ordinal in rule.ordinals), translate),
        "weekdays": _weekdays(rule, translate),
    }


def _day_of_month(rule: DutyRule, translate: Translate) -> str:
    spelt = (translate("最后一日") if day == LAST else translate("%(day)s日") % {"day": day} for day in rule.month_days)
    return translate("%(months)s%(days)s") % {"months": _months(rule, translate), "days": _join(spelt, translate)}


def _weekly(rule: DutyRule, translate: Translate) -> str:
    if not rule.months:
        return translate("每%(weekdays)s") % {"weekdays": _weekdays(rule, translate)}
    return translate("%(months)s的每%(weekdays)s") % {
        "months": _months(rule, translate),
        "weekdays": _weekdays(rule, translate),
    }


def _every_n_weeks(rule: DutyRule, translate: Translate) -> str:
    return translate("自%(anchor)s起每%(weeks)s周的%(weekdays)s") % {
        "anchor": _date(rule.anchor_on, translate) if rule.anchor_on else "",
        "weeks": rule.every_weeks,
        "weekdays": _weekdays(rule, translate),
    }


def _digits(rule: DutyRule, translate: Translate) -> str:
    # People say "days of five and ten", not "of five and nought".
    return _join((str(digit) for digit in sorted(digit or 10 for digit in rule.digits)), translate)


def _solar_market(rule: DutyRule, translate: Translate) -> str:
    sentence = translate("公历逢%(digits)s的集日") % {"digits": _digits(rule, translate)}
    if not rule.months:
        return sentence
    return translate("%(months)s%(days)s") % {"months": _months(rule, translate), "days": sentence}


def _lunar_market(rule: DutyRule, translate: Translate) -> str:
    return translate("农历逢%(digits)s的集日") % {"digits": _digits(rule, translate)}


def _announced(rule: DutyRule, translate: Translate) -> str:
    if len(rule.dates) > MOST_DATES_SPELT:
        return translate("按公布的日期，共%(count)s天") % {"count": len(rule.dates)}
    return _join((_date(day, translate) for day in rule.dates), translate)


def _appointment(_rule: DutyRule, translate: Translate) -> str:
    return translate("按预约接待")


_SENTENCES: Final[Mapping[DutyRuleKind, Callable[[DutyRule, Translate], str]]] = {
    DutyRuleKind.NTH_WEEKDAY: _nth_weekday,
    DutyRuleKind.DAY_OF_MONTH: _day_of_month,
    DutyRuleKind.WEEKLY: _weekly,
    DutyRuleKind.EVERY_N_WEEKS: _every_n_weeks,
    DutyRuleKind.SOLAR_MARKET: _solar_market,
    DutyRuleKind.LUNAR_MARKET: _lunar_market,
    DutyRuleKind.ANNOUNCED: _announced,
    DutyRuleKind.APPOINTMENT: _appointment,
}
