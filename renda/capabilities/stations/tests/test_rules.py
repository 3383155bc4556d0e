"""Duty days by hand: every habit of practice, year 2023 and 2024, against the published holidays."""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest

from renda.capabilities.stations.rules import duty_days, duty_rule, lunar
from renda.capabilities.stations.rules.duty_rule import LAST, ODD_MONTHS, DutyRule
from renda.capabilities.stations.terms import DutyDayOrigin, DutyRuleKind, HolidayShift, RestDays
from renda.foundation.errors import RuleBroken
from renda.law import calendar as law_calendar

MONDAY, TUESDAY, WEDNESDAY, FRIDAY, SATURDAY = 1, 2, 3, 5, 6
CALENDAR = law_calendar.national()


def year(rule: DutyRule, number: int) -> list[duty_days.DutyDay]:
    return duty_days.days(rule, starts_on=date(number, 1, 1), ends_before=date(number + 1, 1, 1), calendar=CALENDAR)


def spell(number: int, text: str) -> list[date]:
    """Read '1: 4 9 14 / 2: 3' as days of the months of a year."""
    months = (part.split(":") for part in text.split("/"))
    return [date(number, int(month), int(day)) for month, month_days in months for day in month_days.split()]


def weekly(weekday: int, shift: HolidayShift = HolidayShift.NEXT_WORKING_DAY) -> DutyRule:
    return DutyRule(kind=DutyRuleKind.WEEKLY, weekdays=(weekday,), holiday_shift=shift)


FIFTEENTH_OF_ODD_MONTHS = DutyRule(
    kind=DutyRuleKind.DAY_OF_MONTH,
    month_days=(15,),
    months=ODD_MONTHS,
    opens=time(9),
    closes=time(11),
    holiday_shift=HolidayShift.NEXT_WORKING_DAY,
    notice_days=3,
)
FIRST_FRIDAY = DutyRule(
    kind=DutyRuleKind.NTH_WEEKDAY,
    ordinals=(1,),
    weekdays=(FRIDAY,),
    opens=time(15),
    closes=time(16),
    holiday_shift=HolidayShift.WEEK_LATER,
)
FIRST_AND_THIRD_TUESDAY = DutyRule(kind=DutyRuleKind.NTH_WEEKDAY, ordinals=(3, 1), weekdays=(TUESDAY,))
SOLAR_MARKET = DutyRule(kind=DutyRuleKind.SOLAR_MARKET, digits=(4, 9))
LUNAR_MARKET = DutyRule(kind=DutyRuleKind.LUNAR_MARKET, digits=(4, 9))

BY_HAND = {
    # 15 January and 15 July 2023 are a Sunday and a Saturday; 15 September 2024 begins the Mid-Autumn days off.
    "fifteenth of odd months 2023": (FIFTEENTH_OF_ODD_MONTHS, 2023, "1:16/3:15/5:15/7:17/9:15/11:15"),
    "fifteenth of odd months 2024": (FIFTEENTH_OF_ODD_MONTHS, 2024, "1:15/3:15/5:15/7:15/9:18/11:15"),
    # National Day 2023 takes 6 October; Tomb-Sweeping, Labour and National Day 2024 take 5 April, 3 May, 4 October.
    "first friday 2023": (FIRST_FRIDAY, 2023, "1:6/2:3/3:3/4:7/5:5/6:2/7:7/8:4/9:1/10:13/11:3/12:1"),
    "first friday 2024": (FIRST_FRIDAY, 2024, "1:5/2:2/3:1/4:12/5:10/6:7/7:5/8:2/9:6/10:11/11:1/12:6"),
    "first and third tuesday 2023": (
        FIRST_AND_THIRD_TUESDAY,
        2023,
        "1:3 17/2:7 21/3:7 21/4:4 18/5:2 16/6:6 20/7:4 18/8:1 15/9:5 19/10:3 17/11:7 21/12:5 19",
    ),
    "first and third tuesday 2024": (
        FIRST_AND_THIRD_TUESDAY,
        2024,
        "1:2 16/2:6 20/3:5 19/4:2 16/5:7 21/6:4 18/7:2 16/8:6 20/9:3 17/10:1 15/11:5 19/12:3 17",
    ),
    "every monday 2023": (
        weekly(MONDAY),
        2023,
        (
            "1:3 9 16 28 30/2:6 13 20 27/3:6 13 20 27/4:3 10 17 24/5:4 8 15 22 29/6:5 12 19 26/7:3 10 17 24 31"
            "/8:7 14 21 28/9:4 11 18 25/10:7 9 16 23 30/11:6 13 20 27/12:4 11 18 25"
        ),
    ),
    "every monday 2024": (
        weekly(MONDAY),
        2024,
        (
            "1:2 8 15 22 29/2:5 18 19 26/3:4 11 18 25/4:1 8 15 22 29/5:6 13 20 27/6:3 11 17 24/7:1 8 15 22 29"
            "/8:5 12 19 26/9:2 9 18 23 30/10:8 14 21 28/11:4 11 18 25/12:2 9 16 23 30"
        ),
    ),
    "every wednesday 2023": (
        weekly(WEDNESDAY),
        2023,
        (
            "1:4 11 18 28/2:1 8 15 22/3:1 8 15 22 29/4:6 12 19 26/5:4 10 17 24 31/6:7 14 21 28/7:5 12 19 26"
            "/8:2 9 16 23 30/9:6 13 20 27/10:7 11 18 25/11:1 8 15 22 29/12:6 13 20 27"
        ),
    ),
    "every wednesday 2024": (
        weekly(WEDNESDAY),
        2024,
        (
            "1:3 10 17 24 31/2:7 18 21 28/3:6 13 20 27/4:3 10 17 24/5:6 8 15 22 29/6:5 12 19 26/7:3 10 17 24 31"
            "/8:7 14 21 28/9:4 11 18 25/10:8 9 16 23 30/11:6 13 20 27/12:4 11 18 25"
        ),
    ),
    "every tuesday 2023": (
        weekly(TUESDAY, HolidayShift.KEEP),
        2023,
        (
            "1:3 10 17 24 31/2:7 14 21 28/3:7 14 21 28/4:4 11 18 25/5:2 9 16 23 30/6:6 13 20 27/7:4 11 18 25"
            "/8:1 8 15 22 29/9:5 12 19 26/10:3 10 17 24 31/11:7 14 21 28/12:5 12 19 26"
        ),
    ),
    "every tuesday 2024": (
        weekly(TUESDAY, HolidayShift.SKIP),
        2024,
        (
            "1:2 9 16 23 30/2:6 20 27/3:5 12 19 26/4:2 9 16 23 30/5:7 14 21 28/6:4 11 18 25/7:2 9 16 23 30"
            "/8:6 13 20 27/9:3 10 24/10:8 15 22 29/11:5 12 19 26/12:3 10 17 24 31"
        ),
    ),
    # Solar market days: only a February without a 29th is different.
    "solar market 2023": (
        SOLAR_MARKET,
        2023,
        "/".join(f"{month}:4 9 14 19 24{'' if month == 2 else ' 29'}" for month in range(1, 13)),
    ),
    "solar market 2024": (SOLAR_MARKET, 2024, "/".join(f"{month}:4 9 14 19 24 29" for month in range(1, 13))),
    # Lunar dates from the Unicode calendar (ICU), not from the package the rule uses.
    "lunar market 2023": (
        LUNAR_MARKET,
        2023,
        (
            "1:5 10 15 20 25 30/2:4 9 14 19 23 28/3:5 10 15 20 25 30/4:4 9 14 19 23 28/5:3 8 13 18 22 27"
            "/6:1 6 11 16 21 26/7:1 6 11 16 21 26 31/8:5 10 15 19 24 29/9:3 8 13 18 23 28/10:3 8 13 18 23 28"
            "/11:2 7 12 16 21 26/12:1 6 11 16 21 26 31"
        ),
    ),
    "lunar market 2024": (
        LUNAR_MARKET,
        2024,
        (
            "1:5 10 14 19 24 29/2:3 8 13 18 23 28/3:4 9 13 18 23 28/4:2 7 12 17 22 27/5:2 7 11 16 21 26 31"
            "/6:5 9 14 19 24 29/7:4 9 14 19 24 29/8:3 7 12 17 22 27/9:1 6 11 16 21 26/10:1 6 11 16 21 26 31"
            "/11:4 9 14 19 24 29/12:4 9 14 19 24 29"
        ),
    ),
    "announced days 2023": (
        DutyRule(kind=DutyRuleKind.ANNOUNCED, dates=(date(2023, 10, 1), date(2023, 3, 9), date(2024, 3, 9))),
        2023,
        "3:9/10:1",
    ),
    "last friday of even months 2024": (
        DutyRule(
            kind=DutyRuleKind.NTH_WEEKDAY,
            ordinals=(LAST,),
            weekdays=(FRIDAY,),
            months=duty_rule.EVEN_MONTHS,
        ),
        2024,
        "2:23/4:26/6:28/8:30/10:25/12:27",
    ),
    "fifth monday 2023": (
        DutyRule(kind=DutyRuleKind.NTH_WEEKDAY, ordinals=(5,), weekdays=(MONDAY,)),
        2023,
        "1:30/5:29/7:31/10:30",
    ),
    "last day of the quarter 2024": (
        DutyRule(kind=DutyRuleKind.DAY_OF_MONTH, month_days=(LAST,), months=(3, 6, 9, 12)),
        2024,
        "3:31/6:30/9:30/12:31",
    ),
    "thirty-first 2023": (
        DutyRule(kind=DutyRuleKind.DAY_OF_MONTH, month_days=(31,)),
        2023,
        "1:31/3:31/5:31/7:31/8:31/10:31/12:31",
    ),
    "tuesdays of march": (DutyRule(kind=DutyRuleKind.WEEKLY, weekdays=(TUESDAY,), months=(3,)), 2023, "3:7 14 21 28"),
    "tens of february": (DutyRule(kind=DutyRuleKind.SOLAR_MARKET, digits=(0,), months=(2,)), 2024, "2:10 20"),
}


@pytest.mark.parametrize("name", BY_HAND)
def test_duty_days_are_those_counted_by_hand(name: str) -> None:
    rule, number, text = BY_HAND[name]
    assert [day.on for day in year(rule, number)] == spell(number, text)


def test_appointment_alone_gives_only_added_days() -> None:
    rule = DutyRule(kind=DutyRuleKind.APPOINTMENT, extra_dates=(date(2023, 5, 20),))
    (day,) = year(rule, 2023)
    assert (day.on, day.origin, day.reason) == (date(2023, 5, 20), DutyDayOrigin.EXTRA, "临时增加")


def test_every_second_week_counts_from_the_anchor_and_never_before_it() -> None:
    rule = DutyRule(kind=DutyRuleKind.EVERY_N_WEEKS, every_weeks=2, anchor_on=date(2023, 11, 9))
    assert [day.on for day in year(rule, 2023)] == spell(2023, "11:9 23/12:7 21")
    both = DutyRule(
        kind=DutyRuleKind.EVERY_N_WEEKS, every_weeks=3, anchor_on=date(2023, 11, 9), weekdays=(MONDAY, FRIDAY)
    )
    assert [day.on for day in year(both, 2023)] == spell(2023, "11:10 27/12:1 18 22")


@pytest.mark.parametrize(
    ("solar", "day"),
    [
        (date(2023, 1, 22), 1),  # Spring Festival
        (date(2023, 3, 21), 30),
        (date(2023, 3, 22), 1),  # the leap second month begins
        (date(2023, 6, 22), 5),  # Dragon Boat
        (date(2023, 9, 29), 15),  # Mid-Autumn
        (date(2024, 2, 9), 30),
        (date(2024, 2, 10), 1),
        (date(2024, 9, 17), 15),
        (date(2024, 12, 31), 1),
        (date(2027, 2, 6), 1),
    ],
)
def test_lunar_days_are_those_of_the_festivals(solar: date, day: int) -> None:
    assert lunar.lunar_day(solar) == day


@pytest.mark.parametrize(
    ("shift", "spring_festival", "national_day"),
    [
        # 21-27 January 2023 off, 28 and 29 worked; 29 September to 6 October off, 7 and 8 worked.
        (HolidayShift.KEEP, date(2023, 1, 25), date(2023, 10, 4)),
        (HolidayShift.SKIP, None, None),
        (HolidayShift.NEXT_WORKING_DAY, date(2023, 1, 28), date(2023, 10, 7)),
        (HolidayShift.PREVIOUS_WORKING_DAY, date(2023, 1, 20), date(2023, 9, 28)),
    ],
)
def test_a_wednesday_of_the_long_holidays(
    shift: HolidayShift, spring_festival: date | None, national_day: date | None
) -> None:
    found = {day.planned_on: day.on for day in year(weekly(WEDNESDAY, shift), 2023)}
    assert found.get(date(2023, 1, 25)) == spring_festival
    assert found.get(date(2023, 10, 4)) == national_day


def test_a_moved_day_says_from_where_and_why() -> None:
    (day,) = [day for day in year(FIRST_FRIDAY, 2023) if day.moved_from]
    assert day == duty_days.DutyDay(
        on=date(2023, 10, 13),
        planned_on=date(2023, 10, 6),
        origin=DutyDayOrigin.MOVED,
        reason="遇节假日顺延一周",
        opens=time(15),
        closes=time(16),
    )
    assert day.moved_from == date(2023, 10, 6)


def test_a_weekly_day_moved_by_a_week_falls_together_with_the_next() -> None:
    rule = weekly(WEDNESDAY, HolidayShift.WEEK_LATER)
    assert date(2023, 10, 11) in {day.on for day in year(rule, 2023) if day.moved_from is None}
    gone = duty_days.dropped(rule, starts_on=date(2023, 10, 1), ends_before=date(2023, 11, 1), calendar=CALENDAR)
    assert gone == [duty_days.DroppedDay(planned_on=date(2023, 10, 4), reason="与另一个值班日重合")]


def test_skipped_days_are_told() -> None:
    gone = duty_days.dropped(
        weekly(MONDAY, HolidayShift.SKIP), starts_on=date(2023, 1, 1), ends_before=date(2024, 1, 1), calendar=CALENDAR
    )
    assert [day.planned_on for day in gone] == spell(2023, "1:2 23/5:1/10:2")
    assert {day.reason for day in gone} == {"遇节假日取消"}


def test_a_day_moved_over_the_new_year_belongs_to_the_year_it_takes_place_in() -> None:
    # 30 December 2023 to 1 January 2024 are off.
    rule = DutyRule(kind=DutyRuleKind.DAY_OF_MONTH, month_days=(LAST,), holiday_shift=HolidayShift.NEXT_WORKING_DAY)
    assert [day.on for day in year(rule, 2023)][-1] == date(2023, 12, 1) - timedelta(days=1)
    assert year(rule, 2024)[0].on == date(2024, 1, 2)
    assert year(rule, 2024)[0].moved_from == date(2023, 12, 31)


def test_a_saturday_reception_moves_off_holidays_but_not_off_weekends() -> None:
    rule = DutyRule(
        kind=DutyRuleKind.WEEKLY,
        weekdays=(SATURDAY,),
        holiday_shift=HolidayShift.WEEK_LATER,
        moves_off=RestDays.HOLIDAYS,
    )
    found = {day.on for day in year(rule, 2023)}
    assert {date(2023, 1, 14), date(2023, 1, 28), date(2023, 10, 7)} <= found
    assert not {date(2023, 1, 21), date(2023, 4, 29), date(2023, 9, 30), date(2023, 12, 30)} & found


@pytest.mark.parametrize(
    ("day", "is_one"),
    [
        (date(2023, 1, 14), False),  # a plain Saturday
        (date(2023, 1, 21), True),  # a Saturday that begins the Spring Festival
        (date(2023, 1, 22), True),
        (date(2023, 1, 28), False),  # a worked Saturday
        (date(2023, 10, 1), True),  # a Sunday in the middle
        (date(2023, 6, 24), True),  # the Saturday that ends the Dragon Boat days
        (date(2023, 4, 5), True),
        (date(2023, 4, 6), False),
    ],
)
def test_holidays_are_told_from_weekends(day: date, is_one: bool) -> None:
    assert duty_days.is_holiday(day, CALENDAR) is is_one


class _NoWork:
    """A calendar on which nobody ever works."""

    def is_working_day(self, day: date, /) -> bool:
        return False

    def next_working_day(self, day: date, /) -> date:
        raise AssertionError

    previous_working_day = next_working_day


def test_a_day_that_finds_no_week_to_move_to_is_told() -> None:
    rule = weekly(TUESDAY, HolidayShift.WEEK_LATER)
    window = {"starts_on": date(2023, 3, 6), "ends_before": date(2023, 3, 13), "calendar": _NoWork()}
    assert duty_days.days(rule, **window) == []
    assert duty_days.dropped(rule, **window) == [
        duty_days.DroppedDay(planned_on=date(2023, 3, 7), reason="没有可以顺延的日期")
    ]


def test_cancelling_counts_for_the_planned_and_for_the_moved_date() -> None:
    monday = {"kind": DutyRuleKind.WEEKLY, "weekdays": (MONDAY,), "holiday_shift": HolidayShift.NEXT_WORKING_DAY}
    by_plan = DutyRule(**monday, cancelled_dates=(date(2023, 10, 2),))
    by_place = DutyRule(**monday, cancelled_dates=(date(2023, 10, 7),))
    for rule in (by_plan, by_place):
        assert date(2023, 10, 7) not in {day.on for day in year(rule, 2023)}
        assert len(year(rule, 2023)) == 51
        gone = duty_days.dropped(rule, starts_on=date(2023, 10, 1), ends_before=date(2023, 11, 1), calendar=CALENDAR)
        assert gone == [duty_days.DroppedDay(planned_on=date(2023, 10, 2), reason="已通知取消")]


def test_an_added_day_that_is_one_already_changes_nothing() -> None:
    plain = DutyRule(kind=DutyRuleKind.WEEKLY, weekdays=(MONDAY,))
    added = DutyRule(kind=DutyRuleKind.WEEKLY, weekdays=(MONDAY,), extra_dates=(date(2023, 5, 8), date(2022, 5, 8)))
    assert year(added, 2023) == year(plain, 2023)


@pytest.mark.parametrize(
    ("day", "days_before", "limit"),
    [
        (date(2023, 3, 15), 3, date(2023, 3, 10)),  # 12 March is a Sunday: back to Friday
        (date(2023, 3, 15), 2, date(2023, 3, 13)),
        (date(2023, 10, 9), 3, date(2023, 9, 28)),  # the whole National Day holiday lies between
        (date(2023, 10, 10), 2, date(2023, 10, 8)),  # a worked Sunday
        (date(2023, 3, 15), 0, date(2023, 3, 15)),
    ],
)
def test_notice_is_never_later_than_its_days(day: date, days_before: int, limit: date) -> None:
    assert duty_days.notice_on(day, days_before, calendar=CALENDAR) == limit
    assert duty_days.notice_on(day, days_before) == day - timedelta(days=days_before)


@pytest.mark.parametrize("days_before", [-1, 61])
def test_absurd_notice_is_refused(days_before: int) -> None:
    with pytest.raises(RuleBroken) as refusal:
        duty_days.notice_on(date(2023, 3, 15), days_before)
    assert refusal.value.code == "notice-out-of-range"


@pytest.mark.parametrize(
    ("starts_on", "ends_before", "code"),
    [
        (date(2023, 2, 1), date(2023, 1, 31), "window-inverted"),
        (date(2023, 1, 1), date(2030, 1, 1), "window-too-long"),
        (date(1999, 12, 1), date(2000, 2, 1), "date-absurd"),
        (date(2099, 1, 1), date(2100, 1, 2), "date-absurd"),
    ],
)
def test_absurd_windows_are_refused(starts_on: date, ends_before: date, code: str) -> None:
    with pytest.raises(RuleBroken) as refusal:
        duty_days.days(weekly(MONDAY), starts_on=starts_on, ends_before=ends_before, calendar=CALENDAR)
    assert refusal.value.code == code


def test_an_empty_window_has_no_days() -> None:
    day = date(2023, 1, 9)
    assert duty_days.days(weekly(MONDAY), starts_on=day, ends_before=day, calendar=CALENDAR) == []
