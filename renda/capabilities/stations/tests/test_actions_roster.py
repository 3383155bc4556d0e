"""The roster: shared in turn, changed by hand, with substitutes."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import IntegrityError

from renda.capabilities.stations.actions import duty, roster
from renda.capabilities.stations.events import DutyAssigned
from renda.capabilities.stations.models import DutyAssignment
from renda.capabilities.stations.queries import duty as duty_queries
from renda.capabilities.stations.tests import factories
from renda.foundation.accounts.actor import SYSTEM
from renda.foundation.errors import NotPermitted, RuleBroken, StaleState
from renda.foundation.events import bus

pytestmark = pytest.mark.django_db
AT = factories.AT
SPRING = {"starts_on": date(2023, 3, 1), "ends_before": date(2023, 6, 1)}


@pytest.fixture
def days():
    station = factories.station()
    return [factories.duty_day(station, date(2023, 3, 7 * week)) for week in (1, 2, 3, 4)]


def share(station, deputies, **facts):
    return roster.assign_rota(station, deputies=deputies, **SPRING | {"actor": SYSTEM, "at": AT} | facts)


def test_days_are_shared_in_turn_and_only_once(days) -> None:
    people, station = factories.deputies(3), days[0].station
    assert len(share(station, people, per_day=1)) == 4
    turns = duty_queries.turns(station, **SPRING)
    assert sorted(turns.values()) == [1, 1, 2]
    with pytest.raises(RuleBroken, match="没有等待排班的值班日"):
        share(station, people)


def test_turns_taken_earlier_in_the_year_count(days) -> None:
    (one, two), station = factories.deputies(2), days[0].station
    roster.assign(days[0], deputies=[one], actor=SYSTEM, at=AT)
    new = share(station, [one, two], per_day=1, starts_on=date(2023, 3, 8), ends_before=date(2023, 3, 15))
    assert [row.deputy_id for row in new] == [two]


def test_everyone_assigned_is_announced(days, monkeypatch) -> None:
    heard: list[object] = []
    monkeypatch.setattr(bus, "announce", heard.append)
    one, two = factories.deputies(2)
    day = days[0]
    roster.assign(day, deputies=[one], actor=SYSTEM, at=AT)
    roster.assign(day, deputies=[one, two], actor=SYSTEM, at=AT)
    assert heard == [DutyAssigned(day.pk, day.station_id, pk, day.on, AT) for pk in (one, two)]


def test_a_roster_changed_by_hand_brings_back_who_was_taken_off(days) -> None:
    one, two = factories.deputies(2)
    for named in ([one, two], [two], [one, two]):
        roster.assign(days[0], deputies=named, actor=SYSTEM, at=AT)
        assert {row.deputy_id for row in days[0].assignments.filter(is_withdrawn=False)} == set(named)
    assert DutyAssignment.objects.count() == 2


def test_a_substitute_comes_in_place_of_the_other(days) -> None:
    one, two, three = factories.deputies(3)
    first, _ = roster.assign(days[0], deputies=[one, two], actor=SYSTEM, at=AT)
    stale = DutyAssignment.objects.select_related("duty_day__station").get(pk=first.pk)
    with pytest.raises(RuleBroken, match="已经在值班名单里"):
        roster.substitute(first, by=two, actor=SYSTEM, at=AT)
    roster.substitute(first, by=three, actor=SYSTEM, at=AT)
    assert {pk for pk, _ in duty_queries.deputies_on_duty(days[0].station, days[0].on)} == {two, three}
    (four,) = factories.deputies(1)
    with pytest.raises(StaleState):
        roster.substitute(stale, by=four, actor=SYSTEM, at=AT)


def test_the_roster_shows_days_with_names_in_one_query(days, django_assert_num_queries) -> None:
    share(days[0].station, factories.deputies(4))
    with django_assert_num_queries(1):
        shown = duty_queries.roster(days[0].station, date(2023, 3, 1), date(2023, 4, 1))
        assert [len(day.on_roster) for day in shown] == [2, 2, 2, 2]


def test_absurd_rosters_are_refused(days) -> None:
    with pytest.raises(RuleBroken, match="请至少选择一名代表"):
        roster.assign(days[0], deputies=[], actor=SYSTEM, at=AT)
    with pytest.raises(RuleBroken, match="1到50"):
        roster.assign(days[0], deputies=list(range(60)), actor=SYSTEM, at=AT)
    with pytest.raises(RuleBroken, match="已经过去或者取消"):
        roster.assign(days[0], deputies=[1], actor=SYSTEM, at=AT.replace(day=20))
    duty.cancel_duty_day(days[0], reason="大雪", actor=SYSTEM, at=AT)
    with pytest.raises(RuleBroken, match="已经过去或者取消"):
        roster.assign(days[0], deputies=[1], actor=SYSTEM, at=AT)


def test_the_slower_of_two_rosters_is_told(days, monkeypatch) -> None:
    def lost(_rows):
        raise IntegrityError

    people = factories.deputies(2)
    monkeypatch.setattr(DutyAssignment.objects, "bulk_create", lost)
    with pytest.raises(StaleState):
        share(days[0].station, people)


def test_only_those_who_may_arrange(days) -> None:
    with pytest.raises(NotPermitted):
        share(days[0].station, [1], actor=factories.clerk(factories.station()))
