"""Rosters: turns in order, absences respected, a turn for everyone who can have one."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from renda.capabilities.stations.rules import rota
from renda.capabilities.stations.rules.rota import Absence
from renda.foundation.errors import RuleBroken

FIRST = date(2023, 1, 3)


def tuesdays(count: int) -> list[date]:
    return [FIRST + timedelta(weeks=n) for n in range(count)]


def on_duty(shifts: list[rota.Shift]) -> list[tuple[int, ...]]:
    return [shift.deputies for shift in shifts]


def test_turns_go_round_in_roster_order() -> None:
    shifts = rota.rota([7, 5, 9], tuesdays(4), per_day=2)
    assert on_duty(shifts) == [(7, 5), (9, 7), (5, 9), (7, 5)]
    assert [shift.substitutes for shift in shifts] == [(9,), (5,), (7,), (9,)]
    assert [shift.on for shift in shifts] == tuesdays(4)


def test_days_may_come_in_any_order() -> None:
    assert rota.rota([1, 2], reversed_days := tuesdays(3)[::-1], per_day=1) == rota.rota([1, 2], tuesdays(3), per_day=1)
    assert reversed_days[0] > reversed_days[-1]


def test_a_deputy_who_is_away_is_passed_over_and_comes_soon_after() -> None:
    away = [Absence(deputy_id=1, starts_on=FIRST, ends_before=FIRST + timedelta(weeks=1))]
    assert on_duty(rota.rota([1, 2, 3], tuesdays(4), per_day=1, absences=away)) == [(2,), (1,), (3,), (2,)]


def test_nobody_comes_twice_running_to_catch_up() -> None:
    away = [Absence(deputy_id=1, starts_on=FIRST, ends_before=FIRST + timedelta(weeks=6))]
    turns = on_duty(rota.rota([1, 2, 3], tuesdays(12), per_day=1, absences=away))
    assert all(first != second for first, second in pairwise(turns))
    assert turns.count((1,)) == 3


def test_earlier_turns_of_the_year_count() -> None:
    assert on_duty(rota.rota([1, 2, 3], tuesdays(2), per_day=1, served={1: 2, 2: 1})) == [(3,), (2,)]


def test_the_one_day_a_deputy_can_come_is_given_up_for_him() -> None:
    # 3 can only come on the first day, which roster order gives to 1.
    away = [Absence(deputy_id=3, starts_on=FIRST + timedelta(days=1), ends_before=date(2024, 1, 1))]
    shifts = rota.rota([1, 2, 3], tuesdays(3), per_day=1, absences=away)
    assert rota.without_turn([1, 2, 3], shifts) == []
    assert shifts[0].deputies == (3,)


def test_a_seat_is_passed_on_along_a_chain() -> None:
    # 3 can take only the day of 1, who can take only the day of 2, who has two.
    days = tuesdays(3)
    away = [
        Absence(deputy_id=3, starts_on=days[1], ends_before=date(2024, 1, 1)),
        Absence(deputy_id=1, starts_on=days[2], ends_before=date(2024, 1, 1)),
    ]
    shifts = rota.rota([1, 2, 3], days, per_day=1, absences=away)
    assert on_duty(shifts) == [(3,), (1,), (2,)]


def test_substitutes_fill_empty_seats_and_the_rest_stay_empty() -> None:
    away = [Absence(deputy_id=n, starts_on=FIRST, ends_before=date(2024, 1, 1)) for n in (1, 2)]
    (shift,) = rota.rota([1, 2], tuesdays(1), per_day=2, substitutes=[8], absences=away)
    assert (shift.deputies, shift.substitutes, shift.short_by) == ((8,), (), 1)
    assert rota.without_turn([1, 2], [shift]) == [1, 2]


def test_substitutes_stand_by_in_turn() -> None:
    shifts = rota.rota([1, 2], tuesdays(3), per_day=1, substitutes=[8, 9])
    assert [shift.substitutes for shift in shifts] == [(8,), (9,), (8,)]
    assert [shift.substitutes for shift in rota.rota([1], tuesdays(1), per_day=1, substitutes_per_day=0)] == [()]


@pytest.mark.parametrize(
    ("deputies", "days", "more", "code"),
    [
        ([], tuesdays(1), {"per_day": 1}, "no-deputies"),
        ([1], tuesdays(1), {"per_day": 0}, "per-day-out-of-range"),
        ([1], tuesdays(1), {"per_day": 51}, "per-day-out-of-range"),
        ([1], tuesdays(1), {"per_day": 1, "substitutes_per_day": -1}, "substitutes-out-of-range"),
        ([1, 1], tuesdays(1), {"per_day": 1}, "person-repeated"),
        ([1], tuesdays(1), {"per_day": 1, "substitutes": [1]}, "person-repeated"),
        ([1], [FIRST, FIRST], {"per_day": 1}, "day-repeated"),
    ],
)
def test_absurd_rosters_are_refused(deputies: list[int], days: list[date], more: dict[str, int], code: str) -> None:
    with pytest.raises(RuleBroken) as refusal:
        rota.rota(deputies, days, **more)
    assert refusal.value.code == code


@given(st.integers(1, 12), st.integers(0, 30), st.integers(1, 6))
def test_turns_differ_by_one_at_most_when_nobody_is_away(count: int, days: int, per_day: int) -> None:
    deputies = list(range(1, count + 1))
    shifts = rota.rota(deputies, tuesdays(days), per_day=per_day)
    turns = Counter(dict.fromkeys(deputies, 0))
    turns.update(deputy for shift in shifts for deputy in shift.deputies)
    assert max(turns.values()) - min(turns.values()) <= 1
    assert all(shift.short_by == max(per_day - count, 0) for shift in shifts)


@given(st.lists(st.sets(st.integers(0, 4)), min_size=1, max_size=6), st.integers(1, 2))
def test_as_many_deputies_have_a_turn_as_can_have_one(away_on: list[set[int]], per_day: int) -> None:
    deputies, days = list(range(len(away_on))), tuesdays(5)
    absences = [
        Absence(deputy_id=deputy, starts_on=days[n], ends_before=days[n] + timedelta(days=1))
        for deputy, numbers in enumerate(away_on)
        for n in numbers
    ]
    shifts = rota.rota(deputies, days, per_day=per_day, absences=absences)
    for number, shift in enumerate(shifts):
        assert len(set(shift.deputies)) == len(shift.deputies) == per_day - shift.short_by
        assert not set(shift.deputies) & set(shift.substitutes)
        assert not any(number in away_on[deputy] for deputy in (*shift.deputies, *shift.substitutes))
    served = len(deputies) - len(rota.without_turn(deputies, shifts))
    assert served == most_served(away_on, per_day)


def most_served(away_on: list[set[int]], per_day: int) -> int:
    """Try every way of giving each deputy one day or none."""

    def best(deputy: int, seats: tuple[int, ...]) -> int:
        if deputy == len(away_on):
            return 0
        results = [best(deputy + 1, seats)]
        for n, left in enumerate(seats):
            if left and n not in away_on[deputy]:
                results.append(1 + best(deputy + 1, (*seats[:n], left - 1, *seats[n + 1 :])))
        return max(results)

    return best(0, (per_day,) * 5)
