"""Duty days that no one wrote by hand: what must hold for any rule, window and calendar of working days."""

from __future__ import annotations

import json
from datetime import date, time, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from renda.capabilities.stations.rules import duty_days, duty_rule, lunar, wording
from renda.capabilities.stations.rules.duty_rule import LAST, DutyRule
from renda.capabilities.stations.terms import DutyDayOrigin, DutyRuleKind, HolidayShift, RestDays
from renda.foundation.errors import RuleBroken
from renda.law import calendar as law_calendar

CALENDAR = law_calendar.national()
DATES = st.dates(date(2022, 1, 1), date(2025, 12, 31))


def some(numbers: range | list[int]) -> st.SearchStrategy[tuple[int, ...]]:
    return st.lists(st.sampled_from(list(numbers)), min_size=1, max_size=4).map(tuple)


def is_accepted(rule: DutyRule) -> bool:
    try:
        duty_rule.validate(rule)
    except RuleBroken:
        return False
    return True


WEEKDAYS, DIGITS = some(range(1, 8)), some(range(10))
MONTHS = st.just(()) | some(range(1, 13))
PATTERNS = {
    DutyRuleKind.NTH_WEEKDAY: {"ordinals": some([1, 2, 3, 4, 5, LAST]), "weekdays": WEEKDAYS, "months": MONTHS},
    DutyRuleKind.DAY_OF_MONTH: {"month_days": some([*range(1, 32), LAST]), "months": MONTHS},
    DutyRuleKind.WEEKLY: {"weekdays": WEEKDAYS, "months": MONTHS},
    DutyRuleKind.EVERY_N_WEEKS: {
        "every_weeks": st.integers(1, 8),
        "anchor_on": DATES,
        "weekdays": st.just(()) | WEEKDAYS,
    },
    DutyRuleKind.SOLAR_MARKET: {"digits": DIGITS, "months": MONTHS},
    DutyRuleKind.LUNAR_MARKET: {"digits": DIGITS},
    DutyRuleKind.ANNOUNCED: {"dates": st.lists(DATES, min_size=1, max_size=8).map(tuple)},
    DutyRuleKind.APPOINTMENT: {},
}


@st.composite
def rules(draw: st.DrawFn) -> DutyRule:
    kind = draw(st.sampled_from(list(DutyRuleKind)))
    hours = draw(st.sampled_from([(None, None), (time(9), time(11, 30))]))
    changed = draw(st.lists(DATES, max_size=4, unique=True))
    return DutyRule(
        kind=kind,
        opens=hours[0],
        closes=hours[1],
        holiday_shift=draw(st.sampled_from(list(HolidayShift))),
        moves_off=draw(st.sampled_from(list(RestDays))),
        extra_dates=tuple(changed[:2]),
        cancelled_dates=tuple(changed[2:]),
        also_by_appointment=draw(st.booleans()),
        notice_days=draw(st.none() | st.integers(0, 60)),
        **{name: draw(values) for name, values in PATTERNS[kind].items()},
    )


RULES = rules().filter(is_accepted)
WINDOWS = st.tuples(DATES, st.integers(0, 400)).map(lambda pair: (pair[0], pair[0] + timedelta(days=pair[1])))


def found(rule: DutyRule, starts_on: date, ends_before: date) -> list[duty_days.DutyDay]:
    return duty_days.days(rule, starts_on=starts_on, ends_before=ends_before, calendar=CALENDAR)


@given(RULES, WINDOWS)
def test_days_are_sorted_single_inside_the_window_and_the_same_each_time(
    rule: DutyRule, window: tuple[date, date]
) -> None:
    result = found(rule, *window)
    dates = [day.on for day in result]
    assert dates == sorted(set(dates))
    assert all(window[0] <= day < window[1] for day in dates)
    assert not set(dates) & set(rule.cancelled_dates)
    assert set(dates) >= {day for day in rule.extra_dates if window[0] <= day < window[1]}
    assert result == found(rule, *window)


@given(RULES, WINDOWS, st.data())
def test_windows_that_touch_neither_repeat_nor_lose_a_day(
    rule: DutyRule, window: tuple[date, date], data: st.DataObject
) -> None:
    starts_on, ends_before = window
    middle = data.draw(st.dates(starts_on, ends_before))
    assert found(rule, starts_on, middle) + found(rule, middle, ends_before) == found(rule, starts_on, ends_before)


@given(RULES, WINDOWS)
def test_a_moved_day_is_a_working_day_and_says_why(rule: DutyRule, window: tuple[date, date]) -> None:
    for day in found(rule, *window):
        is_moved = day.origin is DutyDayOrigin.MOVED
        assert is_moved == (day.moved_from is not None)
        assert bool(day.reason) == (day.origin is not DutyDayOrigin.RULE)
        if is_moved:
            assert not CALENDAR.is_working_day(day.planned_on)
            assert abs(day.on - day.planned_on) < duty_days.MARGIN
            if rule.holiday_shift is HolidayShift.WEEK_LATER:
                assert day.on.weekday() == day.planned_on.weekday()
                assert not duty_days.is_holiday(day.on, CALENDAR)
            else:
                assert CALENDAR.is_working_day(day.on)


@given(RULES, WINDOWS)
def test_every_planned_day_is_kept_or_told_to_be_dropped(rule: DutyRule, window: tuple[date, date]) -> None:
    margin = duty_days.MARGIN
    wide = found(rule, window[0] - margin, window[1] + margin)
    kept = {day.planned_on for day in wide if day.origin is not DutyDayOrigin.EXTRA}
    gone = {
        day.planned_on for day in duty_days.dropped(rule, starts_on=window[0], ends_before=window[1], calendar=CALENDAR)
    }
    assert set(duty_days.planned(rule, starts_on=window[0], ends_before=window[1])) <= kept | gone


@given(RULES, WINDOWS)
def test_planned_days_have_the_digits_and_weekdays_asked_for(rule: DutyRule, window: tuple[date, date]) -> None:
    for day in duty_days.planned(rule, starts_on=window[0], ends_before=window[1]):
        assert not rule.months or day.month in rule.months
        if rule.kind is DutyRuleKind.SOLAR_MARKET:
            assert day.day % 10 in rule.digits
        if rule.kind is DutyRuleKind.LUNAR_MARKET:
            assert lunar.lunar_day(day) % 10 in rule.digits
        if rule.kind in duty_rule.BY_WEEKDAY:
            assert day.isoweekday() in duty_rule.weekdays_of(rule)


@given(st.dates(date(2000, 1, 1), date(2099, 12, 30)))
def test_lunar_days_follow_each_other(day: date) -> None:
    today, tomorrow = lunar.lunar_day(day), lunar.lunar_day(day + timedelta(days=1))
    assert tomorrow == today + 1 or (today in {29, 30} and tomorrow == 1)


@given(RULES)
def test_any_rule_survives_json_and_can_be_told(rule: DutyRule) -> None:
    assert duty_rule.from_json(json.loads(json.dumps(duty_rule.to_json(rule)))) == rule
    assert "%(" not in wording.describe(rule)


# Only the letters that JSON of a rule is made of: the whole of Unicode is slow to load and tells no more.
SCRAPS = st.text("0123456789:-Tdaekwly", max_size=10) | st.sampled_from(["weekly", "2023-02-29", "09:00", "11:00"])


@settings(max_examples=200)
@given(
    st.dictionaries(
        st.sampled_from(["kind", "weekdays", "opens", "closes", "dates", "anchor_on", "every_weeks", "notice_days"]),
        st.none() | st.booleans() | st.integers() | SCRAPS | st.lists(st.integers(0, 9) | SCRAPS, max_size=3),
    )
)
def test_any_json_is_read_or_refused(data: dict[str, object]) -> None:
    try:
        duty_rule.from_json(data)
    except RuleBroken as refusal:
        assert refusal.text  # noqa: PT017 -- accepting is as good an answer as refusing
