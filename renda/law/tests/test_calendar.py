"""Working days: the published table, swapped weekends, an office's own table, and the stated fallback."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lunar_python import Lunar

from renda.law import calendar
from renda.law.calendar import Calendar

DAYS = st.dates(min_value=date(2004, 1, 1), max_value=date(2045, 12, 31))


@pytest.mark.parametrize(
    ("day", "is_worked"),
    [
        (date(2023, 9, 27), True),
        (date(2023, 9, 29), False),  # 中秋
        (date(2023, 10, 2), False),
        (date(2023, 10, 7), True),  # Saturday, swapped
        (date(2023, 10, 8), True),  # Sunday, swapped
        (date(2023, 10, 14), False),
        (date(2026, 2, 16), False),  # 除夕
    ],
)
def test_published_years_know_holidays_and_swapped_weekends(day: date, is_worked: bool) -> None:
    assert calendar.national().is_working_day(day) is is_worked


def test_published_years_say_so() -> None:
    assert calendar.national().is_published(2023)
    assert not calendar.national().is_published(2035)
    assert Calendar(published={2035}).is_published(2035)


@pytest.mark.parametrize("year", sorted(calendar._LUNAR))
def test_the_lunar_days_of_coming_years_are_right(year: int) -> None:
    found = []
    for month, day in ((1, 1), (5, 5), (8, 15)):
        solar = Lunar.fromYmd(year, month, day).getSolar()
        found.append((solar.getMonth(), solar.getDay()))
    assert tuple(found) == calendar._LUNAR[year]


@pytest.mark.parametrize("year", range(2010, 2050))
def test_qingming_is_the_solar_term(year: int) -> None:
    term = Lunar.fromYmd(year, 6, 1).getJieQiTable()["清明"]
    assert (term.getMonth(), term.getDay()) == (4, calendar._qingming(year))


def test_a_year_to_come_has_its_statutory_days_and_no_swapped_weekend() -> None:
    assumed = calendar.national()
    year = 2035
    assert [day for day in (5, 7, 8, 9) if assumed.is_working_day(date(year, 2, day))] == [5]
    for month, day in ((1, 1), (4, 5), (5, 1), (5, 2), (10, 1), (10, 2), (10, 3)):
        assert not assumed.is_working_day(date(year, month, day))
    weekends = [date(year, 1, 1) + timedelta(days=n) for n in range(365)]
    assert not any(assumed.is_working_day(day) for day in weekends if day.weekday() >= 5)


def test_a_year_before_2025_had_eleven_statutory_days() -> None:
    assert date(1999, 5, 2) not in calendar._assumed_holidays(1999)
    assert date(2036, 5, 2) in calendar._assumed_holidays(2036)
    assert len(calendar._assumed_holidays(2036)) == 13


@pytest.mark.parametrize(("year", "days"), [(2000, 366), (2027, 365), (2028, 366), (2100, 365)])
def test_a_year_has_all_its_days(year: int, days: int) -> None:
    assert len(calendar._national_year(year)) == days


def test_an_office_table_wins_over_every_other() -> None:
    office = Calendar({date(2026, 3, 2): False, date(2026, 3, 7): True})
    assert not office.is_working_day(date(2026, 3, 2))
    assert office.is_working_day(date(2026, 3, 7))
    assert office.roll_forward(date(2026, 3, 2)) == date(2026, 3, 3)


def test_next_and_previous_leave_the_day_itself_out() -> None:
    table = calendar.national()
    assert table.next_working_day(date(2026, 9, 30)) == date(2026, 10, 8)
    assert table.previous_working_day(date(2026, 10, 8)) == date(2026, 9, 30)


@given(day=DAYS, count=st.integers(min_value=-60, max_value=60))
@settings(deadline=None)
def test_adding_working_days_counts_them(day: date, count: int) -> None:
    table = calendar.national()
    end = table.add_working_days(day, count)
    if count:
        assert table.is_working_day(end)
    if count >= 0:
        assert table.count_working_days(day, end) == count
    else:
        assert table.count_working_days(day, end) <= 0


@given(day=DAYS)
@settings(deadline=None)
def test_rolling_lands_on_the_nearest_working_day(day: date) -> None:
    table = calendar.national()
    on, back = table.roll_forward(day), table.roll_back(day)
    assert back <= day <= on
    assert table.is_working_day(on)
    assert table.is_working_day(back)
    assert table.count_working_days(back, on) == (0 if table.is_working_day(day) else 1)
    assert table.roll_forward(on) == on
    assert table.count_working_days(on, back) == -table.count_working_days(back, on)
