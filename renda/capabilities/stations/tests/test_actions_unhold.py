"""Taking back that a duty day took place: once, with a reason, and the figures agree."""

from __future__ import annotations

import threading
from datetime import date

import pytest
from django.db import close_old_connections, connection

from renda.capabilities.deputies.tests import factories as deputy_factories
from renda.capabilities.stations.actions import duty, visits
from renda.capabilities.stations.events import DutyDayNotHeld
from renda.capabilities.stations.models import DutyDay
from renda.capabilities.stations.terms import DutyDayOrigin, DutyState, VisitManner
from renda.capabilities.stations.tests import factories
from renda.foundation.accounts.actor import SYSTEM, Actor
from renda.foundation.accounts.terms import Role
from renda.foundation.audit.models import Entry
from renda.foundation.errors import NotPermitted, RuleBroken, StaleState
from renda.foundation.events import bus
from renda.foundation.facts import checking
from renda.foundation.facts import queries as fact_queries

AT = factories.AT
LATER = AT.replace(day=14)
NEXT_MONTH = AT.replace(month=4)


def held() -> DutyDay:
    return duty.hold_duty_day(factories.duty_day(on=LATER.date()), actor=SYSTEM, at=LATER)


def unhold(day: DutyDay, *, actor: Actor = SYSTEM, reason: str = "点错了") -> DutyDay:
    return duty.unhold_duty_day(day, reason=reason, actor=actor, at=NEXT_MONTH)


def count_of(day: DutyDay, period: int) -> int:
    code = day.station.code
    return fact_queries.cells([code], [period]).get((code, period, "stations.duty_held"), 0)


@pytest.mark.django_db
def test_the_figure_falls_in_the_month_of_the_day_and_the_day_can_be_held_again(monkeypatch) -> None:
    day, heard = held(), []
    monkeypatch.setattr(bus, "announce", heard.append)
    unhold(day)
    assert heard == [DutyDayNotHeld(day.pk, day.station_id, day.on, NEXT_MONTH)]
    assert (day.state, count_of(day, 202303), count_of(day, 202304)) == (DutyState.PLANNED, 0, 0)
    assert checking.differences() == []
    verbs = list(Entry.objects.filter(subject_id=day.pk).order_by("-pk").values_list("verb", flat=True)[:2])
    assert verbs == ["stations.unhold_reason", "stations.unhold_duty_day"]
    duty.hold_duty_day(day, actor=SYSTEM, at=NEXT_MONTH)
    assert count_of(day, 202303) == 1
    assert checking.differences() == []


@pytest.mark.django_db
def test_a_day_that_was_moved_stays_known_as_moved() -> None:
    day = factories.duty_day()
    duty.move_duty_day(day, to=date(2023, 3, 15), reason="会议", actor=SYSTEM, at=AT)
    duty.hold_duty_day(day, actor=SYSTEM, at=AT.replace(day=15))
    unhold(day)
    assert (day.state, day.origin, day.on) == (DutyState.MOVED, DutyDayOrigin.MOVED, date(2023, 3, 15))
    assert checking.differences() == []


@pytest.mark.django_db
def test_twice_is_refused_and_the_slower_of_two_is_told() -> None:
    day = held()
    stale = DutyDay.objects.select_related("station").get(pk=day.pk)
    unhold(day)
    with pytest.raises(StaleState):
        unhold(stale)
    with pytest.raises(RuleBroken) as refusal:
        unhold(day)
    assert refusal.value.code == "wrong-state"
    assert count_of(day, 202303) == 0
    assert checking.differences() == []


@pytest.mark.django_db
def test_without_a_reason_or_with_deputies_in_the_book_it_stays_held() -> None:
    day = held()
    with pytest.raises(RuleBroken, match="请写明原因"):
        unhold(day, reason=" ")
    record = {"on": day.on, "manner": VisitManner.RECEPTION, "duty_day": day, "actor": SYSTEM, "at": LATER}
    recorded = visits.record_visits(day.station, deputies=factories.deputies(2), **record)
    for visit in recorded.visits:
        with pytest.raises(RuleBroken, match="请先更正进站登记"):
            unhold(day)
        visits.withdraw_visit(visit, reason="误登", actor=SYSTEM, at=LATER)
    unhold(day)
    assert checking.differences() == []


@pytest.mark.django_db
def test_the_clerk_and_the_offices_above_may_and_nobody_else() -> None:
    day = held()
    code = day.station.code
    strangers = [
        factories.clerk(factories.station()),
        *(deputy_factories.actor_for(deputy_factories.user(role, "141182")) for role in (Role.LEADER, Role.DEPUTY)),
        deputy_factories.office("141121"),
        deputy_factories.office("141182200"),
    ]
    for stranger in strangers:
        with pytest.raises(NotPermitted):
            unhold(day, actor=stranger)
    for insider in (factories.clerk(day.station), *(deputy_factories.office(code[:n]) for n in (9, 6, 4))):
        assert unhold(day, actor=insider).state == DutyState.PLANNED
        duty.hold_duty_day(day, actor=insider, at=NEXT_MONTH)
    assert checking.differences() == []


@pytest.mark.django_db(transaction=True)
def test_of_two_at_the_same_moment_one_wins_and_the_figure_falls_once() -> None:
    day = held()
    ready, outcomes = threading.Barrier(2), []

    def run() -> None:
        close_old_connections()
        seen = DutyDay.objects.select_related("station").get(pk=day.pk)
        ready.wait()
        try:
            unhold(seen)
            outcomes.append("won")
        except (StaleState, RuleBroken):
            outcomes.append("told")
        finally:
            connection.close()

    threads = [threading.Thread(target=run) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["told", "won"]
    assert count_of(day, 202303) == 0
    assert checking.differences() == []
