"""Duty rules as people and files give them: absurd input refused, JSON kept whole, sentences said right."""

from __future__ import annotations

import json
from datetime import date, time, timedelta

import pytest

from renda.capabilities.stations.rules import duty_rule, wording
from renda.capabilities.stations.rules.duty_rule import EVEN_MONTHS, LAST, ODD_MONTHS, DutyRule
from renda.capabilities.stations.terms import DutyRuleKind, HolidayShift, RestDays
from renda.foundation.errors import RuleBroken

WEEKLY = {"kind": DutyRuleKind.WEEKLY, "weekdays": (2,)}
MANY = tuple(date(2023, 1, 1) + timedelta(days=n) for n in range(401))

ABSURD = {
    "no weekday": ({"kind": DutyRuleKind.WEEKLY}, "field-missing"),
    "no ordinal": ({"kind": DutyRuleKind.NTH_WEEKDAY, "weekdays": (1,)}, "field-missing"),
    "no day": ({"kind": DutyRuleKind.DAY_OF_MONTH}, "field-missing"),
    "no digit": ({"kind": DutyRuleKind.LUNAR_MARKET}, "field-missing"),
    "no anchor": ({"kind": DutyRuleKind.EVERY_N_WEEKS, "every_weeks": 2}, "field-missing"),
    "no announced date": ({"kind": DutyRuleKind.ANNOUNCED}, "field-missing"),
    "digit for a weekly rule": (WEEKLY | {"digits": (4,)}, "field-not-used"),
    "month for a lunar rule": ({"kind": DutyRuleKind.LUNAR_MARKET, "digits": (4,), "months": (1,)}, "field-not-used"),
    "eighth weekday": ({"kind": DutyRuleKind.WEEKLY, "weekdays": (8,)}, "number-out-of-range"),
    "sixth monday": ({"kind": DutyRuleKind.NTH_WEEKDAY, "weekdays": (1,), "ordinals": (6,)}, "number-out-of-range"),
    "thirteenth month": (WEEKLY | {"months": (13,)}, "number-out-of-range"),
    "digit of two digits": ({"kind": DutyRuleKind.SOLAR_MARKET, "digits": (14,)}, "number-out-of-range"),
    "day nought": ({"kind": DutyRuleKind.DAY_OF_MONTH, "month_days": (0,)}, "number-out-of-range"),
    "30 February": ({"kind": DutyRuleKind.DAY_OF_MONTH, "month_days": (30,), "months": (2,)}, "day-never-exists"),
    "31 April": ({"kind": DutyRuleKind.DAY_OF_MONTH, "month_days": (31,), "months": (4, 6)}, "day-never-exists"),
    "every nought weeks": (
        {"kind": DutyRuleKind.EVERY_N_WEEKS, "every_weeks": 0, "anchor_on": date(2023, 1, 3)},
        "weeks-out-of-range",
    ),
    "anchor in antiquity": (
        {"kind": DutyRuleKind.EVERY_N_WEEKS, "every_weeks": 2, "anchor_on": date(1023, 1, 3)},
        "date-absurd",
    ),
    "added in the far future": (WEEKLY | {"extra_dates": (date(2123, 1, 3),)}, "date-absurd"),
    "too many dates": ({"kind": DutyRuleKind.ANNOUNCED, "dates": MANY}, "too-many-dates"),
    "added and cancelled": (
        WEEKLY | {"extra_dates": (date(2023, 1, 5),), "cancelled_dates": (date(2023, 1, 5),)},
        "added-and-cancelled",
    ),
    "announced and cancelled": (
        {"kind": DutyRuleKind.ANNOUNCED, "dates": (date(2023, 1, 5),), "cancelled_dates": (date(2023, 1, 5),)},
        "added-and-cancelled",
    ),
    "no closing time": (WEEKLY | {"opens": time(9)}, "hours-incomplete"),
    "no opening time": (WEEKLY | {"closes": time(9)}, "hours-incomplete"),
    "closes as it opens": (WEEKLY | {"opens": time(9), "closes": time(9)}, "hours-inverted"),
    "notice after the day": (WEEKLY | {"notice_days": -1}, "notice-out-of-range"),
    "notice of a year": (WEEKLY | {"notice_days": 365}, "notice-out-of-range"),
    "saturday that always moves": (
        {"kind": DutyRuleKind.WEEKLY, "weekdays": (6,), "holiday_shift": HolidayShift.NEXT_WORKING_DAY},
        "weekend-always-moves",
    ),
    "anchor on a sunday that always moves": (
        {
            "kind": DutyRuleKind.EVERY_N_WEEKS,
            "every_weeks": 2,
            "anchor_on": date(2023, 1, 1),
            "holiday_shift": HolidayShift.SKIP,
        },
        "weekend-always-moves",
    ),
    "a week after a weekend": (
        {"kind": DutyRuleKind.SOLAR_MARKET, "digits": (4,), "holiday_shift": HolidayShift.WEEK_LATER},
        "week-later-stays-weekend",
    ),
}


@pytest.mark.parametrize("name", ABSURD)
def test_absurd_rules_are_refused(name: str) -> None:
    given, code = ABSURD[name]
    with pytest.raises(RuleBroken) as refusal:
        duty_rule.validate(DutyRule(**given))
    assert refusal.value.code == code
    assert "%(" not in refusal.value.text


def test_lists_are_kept_in_order_and_without_repeats() -> None:
    rule = DutyRule(kind=DutyRuleKind.NTH_WEEKDAY, ordinals=(LAST, 3, 1, 3), weekdays=(5, 2, 5))
    assert rule.ordinals == (1, 3, LAST)
    assert rule.weekdays == (2, 5)


TOLD = [
    (
        DutyRule(
            kind=DutyRuleKind.NTH_WEEKDAY,
            ordinals=(1, 3),
            weekdays=(2,),
            opens=time(9),
            closes=time(11, 30),
            holiday_shift=HolidayShift.WEEK_LATER,
        ),
        "每月第一、第三个周二 09:00至11:30，遇节假日顺延一周",
    ),
    (DutyRule(kind=DutyRuleKind.NTH_WEEKDAY, ordinals=(2, LAST), weekdays=(5,)), "每月第二、最后一个周五"),
    (
        DutyRule(
            kind=DutyRuleKind.DAY_OF_MONTH,
            month_days=(15,),
            months=ODD_MONTHS,
            opens=time(9),
            closes=time(11),
            holiday_shift=HolidayShift.NEXT_WORKING_DAY,
        ),
        "单月的15日 09:00至11:00，遇周末和节假日顺延至下一个工作日",
    ),
    (
        DutyRule(
            kind=DutyRuleKind.DAY_OF_MONTH,
            month_days=(1, LAST),
            months=EVEN_MONTHS,
            holiday_shift=HolidayShift.WEEK_LATER,
            moves_off=RestDays.HOLIDAYS,
        ),
        "双月的1日、最后一日，遇节假日顺延一周",
    ),
    (DutyRule(kind=DutyRuleKind.DAY_OF_MONTH, month_days=(5,), months=(1, 4)), "1月、4月的5日"),
    (
        DutyRule(kind=DutyRuleKind.WEEKLY, weekdays=(1, 3), holiday_shift=HolidayShift.PREVIOUS_WORKING_DAY),
        "每周一、周三，遇节假日提前至上一个工作日",
    ),
    (DutyRule(kind=DutyRuleKind.WEEKLY, weekdays=(1,), months=(3, 12)), "3月、12月的每周一"),
    (
        DutyRule(kind=DutyRuleKind.EVERY_N_WEEKS, every_weeks=2, anchor_on=date(2023, 1, 3)),
        "自2023年1月3日起每2周的周二",
    ),
    (
        DutyRule(kind=DutyRuleKind.EVERY_N_WEEKS, every_weeks=1, anchor_on=date(2023, 1, 3), weekdays=(2, 4)),
        "自2023年1月3日起每周二、周四",
    ),
    (
        DutyRule(kind=DutyRuleKind.SOLAR_MARKET, digits=(4, 9), holiday_shift=HolidayShift.SKIP),
        "公历逢4、9的集日，遇周末和节假日取消",
    ),
    (DutyRule(kind=DutyRuleKind.SOLAR_MARKET, digits=(1,), months=ODD_MONTHS), "单月公历逢1的集日"),
    (
        DutyRule(kind=DutyRuleKind.LUNAR_MARKET, digits=(0, 5), also_by_appointment=True),
        "农历逢5、10的集日，其他时间可以预约",
    ),
    (
        DutyRule(kind=DutyRuleKind.ANNOUNCED, dates=(date(2023, 3, 9),), holiday_shift=HolidayShift.SKIP),
        "2023年3月9日",
    ),
    (DutyRule(kind=DutyRuleKind.ANNOUNCED, dates=MANY[:7]), "按公布的日期，共7天"),
    (DutyRule(kind=DutyRuleKind.APPOINTMENT, also_by_appointment=True), "按预约接待"),
]


@pytest.mark.parametrize(("rule", "sentence"), TOLD)
def test_a_rule_is_told_in_one_sentence(rule: DutyRule, sentence: str) -> None:
    assert wording.describe(rule) == sentence


def test_the_sentence_can_be_told_in_another_language() -> None:
    english = {
        "%(months)s%(ordinals)s个%(weekdays)s": "%(ordinals)s %(weekdays)s of %(months)s",
        "%(days)s %(opens)s至%(closes)s": "%(days)s, %(opens)s to %(closes)s",
        "每月": "every month",
        "第一": "first",
        "第三": "third",
        "周二": "Tuesday",
        "%(rule)s，遇节假日顺延一周": "%(rule)s; a week later on holidays",
    }
    assert wording.describe(TOLD[0][0], english.__getitem__, pause=", ") == (
        "first, third Tuesday of every month, 09:00 to 11:30; a week later on holidays"
    )


@pytest.mark.parametrize("rule", [rule for rule, _ in TOLD])
def test_a_rule_survives_json(rule: DutyRule) -> None:
    text = json.dumps(duty_rule.to_json(rule))
    assert duty_rule.from_json(json.loads(text)) == rule


def test_json_holds_only_what_was_chosen() -> None:
    rule = DutyRule(
        kind=DutyRuleKind.WEEKLY,
        weekdays=(2,),
        opens=time(9),
        closes=time(11, 30),
        holiday_shift=HolidayShift.SKIP,
        moves_off=RestDays.HOLIDAYS,
        extra_dates=(date(2023, 5, 8),),
        notice_days=2,
        also_by_appointment=True,
    )
    data = duty_rule.to_json(rule)
    assert data == {
        "kind": "weekly",
        "weekdays": [2],
        "opens": "09:00",
        "closes": "11:30",
        "holiday_shift": "skip",
        "moves_off": "holidays",
        "extra_dates": ["2023-05-08"],
        "also_by_appointment": True,
        "notice_days": 2,
    }
    assert duty_rule.from_json(data) == rule
    assert duty_rule.from_json(data | {"notice_days": None}).notice_days is None


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"kind": "yearly"}, "field-malformed"),
        ({"kind": None}, "field-malformed"),
        ({"weekdays": 2}, "field-malformed"),
        ({"weekdays": [True]}, "field-malformed"),
        ({"weekdays": ["2"]}, "field-malformed"),
        ({"opens": "9 o'clock", "closes": "11:00"}, "field-malformed"),
        ({"opens": 9, "closes": 11}, "field-malformed"),
        ({"opens": "09:00:30", "closes": "11:00"}, "field-malformed"),
        ({"opens": "09:00+08:00", "closes": "11:00"}, "field-malformed"),
        ({"extra_dates": ["2023-02-30"]}, "field-malformed"),
        ({"anchor_on": 20230103}, "field-malformed"),
        ({"also_by_appointment": 1}, "field-malformed"),
        ({"holiday_shift": "never"}, "field-malformed"),
        ({"moves_off": "never"}, "field-malformed"),
        ({"colour": "red"}, "field-unknown"),
        ({"weekdays": []}, "field-missing"),
    ],
)
def test_malformed_json_is_refused(change: dict[str, object], code: str) -> None:
    with pytest.raises(RuleBroken) as refusal:
        duty_rule.from_json({"kind": "weekly", "weekdays": [2]} | change)
    assert refusal.value.code == code


def test_json_without_a_kind_is_refused() -> None:
    with pytest.raises(RuleBroken) as refusal:
        duty_rule.from_json({"weekdays": [2]})
    assert refusal.value.code == "kind-missing"
