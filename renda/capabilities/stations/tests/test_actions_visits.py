"""Visits: one a person and day, with trace and figures, withdrawn and never erased."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import IntegrityError

from renda.capabilities.stations.actions import visits
from renda.capabilities.stations.models import Visit
from renda.capabilities.stations.terms import VisitManner
from renda.capabilities.stations.tests import factories
from renda.foundation.accounts.actor import SYSTEM
from renda.foundation.action import attempt, one_transaction
from renda.foundation.audit.models import Entry
from renda.foundation.errors import NotPermitted, RuleBroken, StaleState
from renda.foundation.facts import checking
from renda.foundation.facts import queries as fact_queries

AT, ON = factories.AT, factories.AT.date()

pytestmark = pytest.mark.django_db


def record(station, deputies, **facts):
    given = {"on": ON, "manner": VisitManner.RECEPTION, "actor": SYSTEM, "at": AT}
    return visits.record_visits(station, deputies=deputies, **given | facts)


def figure(station, measure="stations.visits"):
    return fact_queries.cells([station.code], [202300]).get((station.code, 202300, measure), 0)


def test_one_act_records_several_deputies_with_one_trace() -> None:
    station, people = factories.station(), factories.deputies(3)
    before = Entry.objects.count()
    recorded = record(station, people)
    assert [visit.deputy_id for visit in recorded.visits] == people
    assert all(visit.pk for visit in recorded.visits)
    assert recorded.already == ()
    (entry,) = Entry.objects.filter(pk__gt=0).order_by("pk")[before:]
    assert (entry.verb, entry.subject_id) == ("stations.record_visits", station.pk)
    assert figure(station) == 3


def test_a_deputy_is_counted_once_a_day_at_a_station() -> None:
    station, (one, two) = factories.station(), factories.deputies(2)
    record(station, [one, one])
    again = record(station, [one, two])
    assert [visit.deputy_id for visit in again.visits] == [two]
    assert again.already == (one,)
    assert figure(station) == 2
    assert record(station, [one, two]).visits == ()
    assert figure(station) == 2


def test_another_day_or_station_is_another_visit() -> None:
    station, other, (one,) = factories.station(), factories.station(), factories.deputies(1)
    record(station, [one])
    record(other, [one])
    record(station, [one], on=ON - timedelta(days=1))
    assert Visit.objects.count() == 3
    assert checking.differences() == []


def test_a_visit_on_a_duty_day_counts_as_on_duty() -> None:
    station, people = factories.station(), factories.deputies(2)
    day = factories.duty_day(station, ON)
    record(station, people, duty_day=day)
    assert figure(station, "stations.deputies_on_duty") == 2


def test_a_withdrawn_visit_leaves_the_figures_of_its_own_day_and_may_be_recorded_again() -> None:
    station, (one,) = factories.station(), factories.deputies(1)
    (visit,) = record(station, [one]).visits
    visits.withdraw_visit(visit, reason="登记错了站", actor=SYSTEM, at=AT + timedelta(days=40))
    assert figure(station) == 0
    assert checking.differences() == []
    with pytest.raises(StaleState):
        visits.withdraw_visit(visit, reason="登记错了站", actor=SYSTEM, at=AT)
    assert len(record(station, [one]).visits) == 1
    assert Visit.objects.count() == 2
    assert checking.differences() == []


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ({"deputies": []}, "nobody-named"),
        ({"deputies": list(range(1, 300))}, "too-many-named"),
        ({"on": ON + timedelta(days=1)}, "day-ahead"),
        ({"on": date(1999, 1, 1)}, "before-opening"),
    ],
)
def test_absurd_visits_are_refused(facts, code) -> None:
    with pytest.raises(RuleBroken) as refusal:
        record(factories.station(), **{"deputies": [1]} | facts)
    assert refusal.value.code == code
    assert not Visit.objects.exists()


def test_a_duty_day_of_another_station_is_refused() -> None:
    day, (one,) = factories.duty_day(on=ON), factories.deputies(1)
    with pytest.raises(RuleBroken) as refusal:
        record(factories.station(), [one], duty_day=day)
    assert refusal.value.code == "other-duty-day"


def test_a_reason_is_needed_to_withdraw() -> None:
    station, (one,) = factories.station(), factories.deputies(1)
    (visit,) = record(station, [one]).visits
    with pytest.raises(RuleBroken):
        visits.withdraw_visit(visit, reason=" ", actor=SYSTEM, at=AT)


def test_only_those_who_may_record() -> None:
    station, other, (one,) = factories.station(), factories.station(), factories.deputies(1)
    with pytest.raises(NotPermitted):
        record(station, [one], actor=factories.clerk(other))
    assert len(record(station, [one], actor=factories.clerk(station)).visits) == 1


def test_the_slower_of_two_clerks_is_told(monkeypatch) -> None:
    station, (one,) = factories.station(), factories.deputies(1)

    def lost(_rows):
        raise IntegrityError

    monkeypatch.setattr(Visit.objects, "bulk_create", lost)
    with one_transaction(), pytest.raises(StaleState), attempt():
        record(station, [one])


def test_an_act_of_recording_costs_two_queries_in_a_larger_one(django_assert_num_queries) -> None:
    station, people = factories.station(), factories.deputies(30)
    with one_transaction() as unit:
        with django_assert_num_queries(2):
            record(station, people[:2])
        with django_assert_num_queries(2):
            record(station, people[2:])
        unit.flush()
