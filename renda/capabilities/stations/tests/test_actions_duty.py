"""Duty days: planned once, published in time, moved, cancelled and held, always with trace and figures."""

from __future__ import annotations

import dataclasses
from datetime import date, time, timedelta

import pytest
from django.db import IntegrityError

from renda.capabilities.deputies.tests import factories as deputy_factories
from renda.capabilities.stations.actions import duty, stations, visits
from renda.capabilities.stations.events import DutyDayCancelled, DutyDayHeld, DutyDayMoved, DutyPlanPublished
from renda.capabilities.stations.models import DutyDay, LiaisonStation
from renda.capabilities.stations.queries import duty as duty_queries
from renda.capabilities.stations.rules.duty_rule import DutyRule
from renda.capabilities.stations.terms import DutyDayOrigin, DutyRuleKind, DutyState, HolidayShift, VisitManner
from renda.capabilities.stations.tests import factories
from renda.foundation.accounts.actor import SYSTEM
from renda.foundation.accounts.models import Congress
from renda.foundation.audit.models import Entry
from renda.foundation.errors import NotPermitted, RuleBroken, StaleState
from renda.foundation.events import bus
from renda.foundation.facts import checking
from renda.foundation.facts import queries as fact_queries

pytestmark = pytest.mark.django_db
AT = factories.AT
YEAR = {"starts_on": date(2023, 3, 1), "ends_before": date(2024, 1, 1)}


@pytest.fixture
def heard(monkeypatch) -> list[object]:
    """Everything announced while the test runs."""
    events: list[object] = []
    monkeypatch.setattr(bus, "announce", events.append)
    return events


def ruled(rule: DutyRule = factories.TUESDAYS, **facts) -> LiaisonStation:
    return duty.set_duty_rule(factories.station(**facts), rule, actor=SYSTEM, at=AT)


def plan(station, **facts) -> list[DutyDay]:
    return duty.plan_duty_days(station, **YEAR | {"actor": SYSTEM, "at": AT} | facts)


def figure(station, measure) -> int:
    return fact_queries.cells([station.code], [202300]).get((station.code, 202300, measure), 0)


def test_planning_twice_adds_nothing() -> None:
    station = ruled()
    first = plan(station)
    assert len(first) == 43
    assert all(day.on.isoweekday() == 2 for day in first)
    assert plan(station) == []
    assert figure(station, "stations.duty_planned") == len(first)
    assert checking.differences() == []


def test_touching_windows_give_what_one_gives() -> None:
    station = ruled(dataclasses.replace(factories.TUESDAYS, holiday_shift=HolidayShift.WEEK_LATER))
    for month in range(3, 13):
        end = date(2024, 1, 1) if month == 12 else date(2023, month + 1, 1)
        plan(station, starts_on=date(2023, month, 1), ends_before=end)
    assert plan(station) == []


def test_a_day_moved_or_cancelled_by_hand_is_not_planned_again() -> None:
    station = ruled()
    one, two, *_ = plan(station)
    duty.move_duty_day(one, to=one.on + timedelta(days=1), reason="会议", actor=SYSTEM, at=AT)
    duty.cancel_duty_day(two, reason="大雪", actor=SYSTEM, at=AT)
    assert plan(station) == []
    assert checking.differences() == []


def test_another_rule_makes_drafts_give_way_and_leaves_public_days() -> None:
    station = ruled()
    days = plan(station)
    duty.publish_plan(
        station, starts_on=date(2023, 3, 1), ends_before=date(2023, 4, 10), actor=SYSTEM, at=AT.replace(day=1)
    )
    public = [day for day in days if day.on < date(2023, 4, 10)]
    duty.set_duty_rule(station, dataclasses.replace(factories.TUESDAYS, weekdays=(4,)), actor=SYSTEM, at=AT)
    plan(station)
    tuesdays = [day.on for day in DutyDay.objects.all() if day.on.isoweekday() == 2]
    assert tuesdays == [day.on for day in public]
    assert checking.differences() == []


@pytest.mark.parametrize(
    ("rule", "code"),
    [
        (DutyRule(kind=DutyRuleKind.WEEKLY, weekdays=(2,)), "hours-missing"),
        (DutyRule(kind=DutyRuleKind.WEEKLY, opens=time(9), closes=time(10)), "field-missing"),
    ],
)
def test_a_rule_without_days_or_hours_is_refused(rule, code) -> None:
    with pytest.raises(RuleBroken) as refusal:
        ruled(rule)
    assert refusal.value.code == code


def test_the_slower_of_two_rules_is_told() -> None:
    station = ruled()
    stale = LiaisonStation.objects.get(pk=station.pk)
    other = dataclasses.replace(factories.TUESDAYS, weekdays=(4,), notice_days=5)
    duty.set_duty_rule(station, other, actor=SYSTEM, at=AT)
    assert station.notice_days == 5
    with pytest.raises(StaleState):
        duty.set_duty_rule(stale, factories.TUESDAYS, actor=SYSTEM, at=AT)


def test_planning_needs_a_rule_and_a_day_ahead() -> None:
    with pytest.raises(RuleBroken, match="还没有值班规则"):
        plan(factories.station())
    with pytest.raises(RuleBroken, match="从今天或者以后开始"):
        plan(ruled(), starts_on=date(2023, 2, 1))


def test_the_slower_of_two_plans_is_told(monkeypatch) -> None:
    def lost(_rows):
        raise IntegrityError

    station = ruled()
    monkeypatch.setattr(DutyDay.objects, "bulk_create", lost)
    with pytest.raises(StaleState):
        plan(station)


def test_publishing_in_time_tells_the_neighbours(heard) -> None:
    station = ruled()
    plan(station, starts_on=date(2023, 3, 6), ends_before=date(2023, 3, 20))
    days = duty.publish_plan(station, **YEAR, actor=SYSTEM, at=AT)
    assert {day.published_on for day in days} == {AT.date()}
    assert heard == [DutyPlanPublished(station.pk, YEAR["starts_on"], YEAR["ends_before"], AT)]
    with pytest.raises(RuleBroken, match="没有等待公布的值班日"):
        duty.publish_plan(station, **YEAR, actor=SYSTEM, at=AT)


def test_publishing_late_is_refused_by_the_stations_promise() -> None:
    station = ruled()
    plan(station)
    # 7 March is a Tuesday, three days before is a Saturday: Friday the 3rd is the last day.
    duty.publish_plan(
        station, starts_on=date(2023, 3, 7), ends_before=date(2023, 3, 8), actor=SYSTEM, at=AT.replace(day=3)
    )
    with pytest.raises(RuleBroken) as refusal:
        duty.publish_plan(
            station, starts_on=date(2023, 3, 8), ends_before=date(2023, 3, 15), actor=SYSTEM, at=AT.replace(day=11)
        )
    assert (refusal.value.code, refusal.value.citation) == ("notice-too-late", "")
    assert "2023-03-14的值班最迟应在2023-03-10公布" in refusal.value.text


def test_publishing_late_is_refused_with_the_article_of_the_local_rule() -> None:
    station = ruled(dataclasses.replace(factories.TUESDAYS, notice_days=1))
    Congress.objects.filter(region_id="141182100").update(overlays=["sample"])
    plan(station)
    with pytest.raises(RuleBroken) as refusal:
        duty.publish_plan(
            station, starts_on=date(2023, 3, 8), ends_before=date(2023, 3, 15), actor=SYSTEM, at=AT.replace(day=13)
        )
    assert refusal.value.citation == "《代表联络站工作办法（示例）》第六条"
    assert not DutyDay.objects.filter(published_on__isnull=False).exists()
    duty.publish_plan(
        station, starts_on=date(2023, 3, 8), ends_before=date(2023, 3, 15), actor=SYSTEM, at=AT.replace(day=10)
    )
    assert Entry.objects.latest("pk").citation == "《代表联络站工作办法（示例）》第六条"


def test_a_public_day_is_moved_with_notice_and_a_draft_without(heard) -> None:
    station = factories.station()
    day = factories.published_day(station)
    heard.clear()
    with pytest.raises(RuleBroken) as refusal:
        duty.move_duty_day(day, to=date(2023, 3, 2), reason="会议", actor=SYSTEM, at=AT)
    assert refusal.value.code == "notice-too-late"
    assert heard == []
    duty.move_duty_day(day, to=date(2023, 3, 15), reason="会议", actor=SYSTEM, at=AT)
    assert (day.state, day.origin, day.planned_on) == (DutyState.MOVED, DutyDayOrigin.MOVED, date(2023, 3, 14))
    assert heard == [DutyDayMoved(day.pk, station.pk, date(2023, 3, 14), date(2023, 3, 15), AT)]
    draft = factories.duty_day(station, date(2023, 3, 20))
    duty.move_duty_day(draft, to=date(2023, 3, 2), reason="会议", actor=SYSTEM, at=AT)
    assert len(heard) == 1
    assert checking.differences() == []


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ({"to": date(2023, 2, 1)}, "day-behind"),
        ({"to": date(2023, 3, 20)}, "day-taken"),
        ({"to": date(2199, 3, 20)}, "date-absurd"),
        ({"reason": " "}, "reason-missing"),
    ],
)
def test_absurd_moves_are_refused(facts, code) -> None:
    station = factories.station()
    day = factories.duty_day(station)
    factories.duty_day(station, date(2023, 3, 20))
    with pytest.raises(RuleBroken) as refusal:
        duty.move_duty_day(day, **{"to": date(2023, 3, 16), "reason": "会议", "actor": SYSTEM, "at": AT} | facts)
    assert refusal.value.code == code


def test_the_slower_of_two_moves_is_told(monkeypatch) -> None:
    station = factories.station()
    day, other = factories.duty_day(station), factories.duty_day(station, date(2023, 3, 20))
    stale = DutyDay.objects.select_related("station").get(pk=day.pk)
    duty.move_duty_day(day, to=date(2023, 3, 16), reason="会议", actor=SYSTEM, at=AT)
    with pytest.raises(StaleState):
        duty.cancel_duty_day(stale, reason="大雪", actor=SYSTEM, at=AT)
    monkeypatch.setattr(duty_queries, "duty_today", lambda *_: None)
    with pytest.raises(StaleState):
        duty.move_duty_day(other, to=date(2023, 3, 16), reason="会议", actor=SYSTEM, at=AT)
    assert checking.differences() == []


def test_a_cancelled_day_leaves_the_figures_and_frees_its_date(heard) -> None:
    station = factories.station()
    day = factories.published_day(station)
    heard.clear()
    duty.cancel_duty_day(day, reason="大雪", actor=SYSTEM, at=AT)
    assert heard == [DutyDayCancelled(day.pk, station.pk, day.on, AT)]
    assert figure(station, "stations.duty_planned") == 0
    assert factories.duty_day(station, day.on).pk != day.pk
    with pytest.raises(RuleBroken):
        duty.cancel_duty_day(day, reason="大雪", actor=SYSTEM, at=AT)
    with pytest.raises(RuleBroken, match="请写明原因"):
        duty.cancel_duty_day(factories.duty_day(), reason="", actor=SYSTEM, at=AT)
    assert checking.differences() == []


def test_a_day_is_held_once_and_not_before_it_comes(heard) -> None:
    day = factories.duty_day()
    with pytest.raises(RuleBroken, match="值班日还没有到"):
        duty.hold_duty_day(day, actor=SYSTEM, at=AT)
    later = AT.replace(day=14)
    duty.hold_duty_day(day, actor=SYSTEM, at=later)
    assert heard == [DutyDayHeld(day.pk, day.station_id, day.on, later)]
    assert figure(day.station, "stations.duty_held") == 1
    with pytest.raises(RuleBroken):
        duty.hold_duty_day(day, actor=SYSTEM, at=later)
    assert checking.differences() == []


def test_an_extra_day_is_refused_where_one_is_or_with_hours_turned_round() -> None:
    station = factories.station()
    factories.duty_day(station)
    with pytest.raises(RuleBroken, match="已经有值班"):
        factories.duty_day(station)
    with pytest.raises(RuleBroken, match="结束时间应晚于开始时间"):
        factories.duty_day(station, date(2023, 3, 20), ends_at=time(8))


def test_queries_say_what_is_today_and_what_is_next() -> None:
    station = factories.station()
    draft, public = factories.duty_day(station), factories.published_day(station, date(2023, 3, 21))
    assert duty_queries.duty_today(station, draft.on) == draft
    assert duty_queries.next_duty_day(station, AT.date()) == public
    assert duty_queries.next_duty_day(station, date(2023, 3, 22)) is None
    assert duty_queries.duty_today(station, date(2023, 3, 22)) is None


def test_only_those_who_may_arrange() -> None:
    station = ruled()
    for stranger in (factories.clerk(factories.station()), deputy_factories.office("141121")):
        with pytest.raises(NotPermitted):
            plan(station, actor=stranger)
    assert plan(station, actor=factories.clerk(station))


def test_figures_agree_with_the_tables_after_a_mixed_month() -> None:
    station, people = ruled(), factories.deputies(4)
    days = plan(station, starts_on=date(2023, 3, 1), ends_before=date(2023, 5, 1))
    duty.move_duty_day(days[1], to=date(2023, 5, 4), reason="会议", actor=SYSTEM, at=AT)
    duty.cancel_duty_day(days[2], reason="大雪", actor=SYSTEM, at=AT)
    for number, day in enumerate(days[3:]):
        at = AT.replace(month=6)
        record = {"on": day.on, "manner": VisitManner.RECEPTION, "duty_day": day, "actor": SYSTEM, "at": at}
        recorded = visits.record_visits(station, deputies=people[: number % 4 + 1], **record)
        duty.hold_duty_day(day, actor=SYSTEM, at=at)
        if number % 2:
            visits.withdraw_visit(recorded.visits[0], reason="误登", actor=SYSTEM, at=at)
    assert checking.differences() == []
    assert figure(station, "stations.duty_held") == len(days) - 3


def test_a_closed_station_gets_no_more_duty_or_visits() -> None:
    station, (one,) = ruled(), factories.deputies(1)
    stations.close(station, reason="合并", actor=SYSTEM, at=AT)
    record = {"on": AT.date(), "manner": VisitManner.STUDY, "actor": SYSTEM, "at": AT}
    for act in (
        lambda: plan(station),
        lambda: factories.duty_day(station),
        lambda: visits.record_visits(station, deputies=[one], **record),
    ):
        with pytest.raises(RuleBroken) as refusal:
            act()
        assert refusal.value.code == "station-closed"


def test_a_visit_is_not_recorded_for_a_cancelled_duty_day() -> None:
    day, (one,) = factories.duty_day(on=AT.date()), factories.deputies(1)
    duty.cancel_duty_day(day, reason="大雪", actor=SYSTEM, at=AT)
    with pytest.raises(RuleBroken, match="已经取消"):
        visits.record_visits(
            day.station,
            deputies=[one],
            on=day.on,
            manner=VisitManner.STUDY,
            duty_day=day,
            actor=SYSTEM,
            at=AT,
        )


def test_the_slower_of_two_publications_is_told(monkeypatch) -> None:
    station = factories.station()
    factories.duty_day(station)
    stale = list(duty_queries.unpublished(station, **YEAR))
    duty.publish_plan(station, **YEAR, actor=SYSTEM, at=AT)
    monkeypatch.setattr(duty_queries, "unpublished", lambda *_: stale)
    with pytest.raises(StaleState):
        duty.publish_plan(station, **YEAR, actor=SYSTEM, at=AT)


def test_stations_by_appointment_need_no_hours() -> None:
    station = ruled(DutyRule(kind=DutyRuleKind.APPOINTMENT))
    assert plan(station) == []
