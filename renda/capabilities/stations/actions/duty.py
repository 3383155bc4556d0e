"""The writers of duty days: the rule, the plan, its publication, and what becomes of each day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.timezone import localdate

from renda.capabilities.stations import indicators
from renda.capabilities.stations.events import (
    DutyDayCancelled,
    DutyDayHeld,
    DutyDayMoved,
    DutyDayNotHeld,
    DutyPlanPublished,
)
from renda.capabilities.stations.flow import AHEAD, DUTY_FLOW
from renda.capabilities.stations.models import DutyAssignment, DutyDay, LiaisonStation
from renda.capabilities.stations.queries import duty as duty_queries
from renda.capabilities.stations.queries import law_behind
from renda.capabilities.stations.rules import duty_days, duty_rule
from renda.capabilities.stations.rules.duty_rule import DutyRule
from renda.capabilities.stations.terms import DutyDayOrigin, DutyRuleKind, DutyState, StationState
from renda.foundation.accounts.actor import Actor
from renda.foundation.action import action
from renda.foundation.audit import trail
from renda.foundation.errors import RuleBroken, StaleState
from renda.foundation.events import bus
from renda.foundation.facts import counting
from renda.foundation.policy import grants
from renda.foundation.workdays import queries as workday_queries
from renda.foundation.workflow.run import take_step


@action
def set_duty_rule(station: LiaisonStation, rule: DutyRule, *, actor: Actor, at: datetime) -> LiaisonStation:
    """Set the rule by which a station's duty days are found; days already public stay as they are.

    Raises:
        RuleBroken: the rule is absurd, or gives days without hours.
        StaleState: somebody set another rule at the same moment.
    """
    grants.require(actor, "stations.arrange", station)
    duty_rule.validate(rule)
    if rule.kind is not DutyRuleKind.APPOINTMENT:
        _hours(rule)
    was, written = station.duty_rule, duty_rule.to_json(rule)
    notice_days = station.notice_days if rule.notice_days is None else rule.notice_days
    unchanged = LiaisonStation.objects.filter(pk=station.pk)
    unchanged = unchanged.filter(duty_rule__isnull=True) if was is None else unchanged.filter(duty_rule=was)
    if unchanged.update(duty_rule=written, notice_days=notice_days) != 1:
        raise StaleState("set_duty_rule")
    station.duty_rule, station.notice_days = written, notice_days
    trail.record(at=at, actor=actor, verb="stations.set_duty_rule", subject=station, changes={"rule": [was, written]})
    return station


@action
def plan_duty_days(
    station: LiaisonStation, *, starts_on: date, ends_before: date, actor: Actor, at: datetime
) -> list[DutyDay]:
    """Put the days of the rule into the calendar; planning twice adds nothing, and returns nothing new.

    A day somebody moved or cancelled is not planned again. Days of an earlier rule that the
    public has not been told of make way.

    Raises:
        RuleBroken: there is no rule, the station is closed, or the window begins in the past.
        StaleState: somebody planned the same days at the same moment.
    """
    grants.require(actor, "stations.arrange", station)
    rule = _rule_of(station)
    if starts_on < localdate(at):
        raise RuleBroken("plan-in-the-past", "值班计划要从今天或者以后开始")
    wanted = duty_days.days(rule, starts_on=starts_on, ends_before=ends_before, calendar=workday_queries.calendar())
    near = Q(on__gte=starts_on, on__lt=ends_before) | Q(planned_on__gte=starts_on, planned_on__lt=ends_before)
    known = list(DutyDay.objects.filter(near, station=station))
    dropped = _make_way(known, wanted, rule, starts_on, ends_before)
    standing = [day for day in known if day.pk not in {gone.pk for gone in dropped}]
    held_on = {day.on for day in standing if day.state != DutyState.CANCELLED}
    planned_on = {day.planned_on for day in standing}
    opens, closes = _hours(rule) if wanted else (time(), time())
    new = [
        DutyDay(
            station=station,
            on=day.on,
            starts_at=opens,
            ends_at=closes,
            origin=day.origin,
            planned_on=day.planned_on,
            reason=day.reason,
        )
        for day in wanted
        if day.on not in held_on and day.planned_on not in planned_on
    ]
    _insert(new, "plan_duty_days")
    trail.record(
        at=at,
        actor=actor,
        verb="stations.plan_duty_days",
        subject=station,
        changes={"from": starts_on, "before": ends_before, "added": len(new), "dropped": len(dropped)},
    )
    return new


def _hours(rule: DutyRule) -> tuple[time, time]:
    if rule.opens is None or rule.closes is None:
        raise RuleBroken("hours-missing", "值班规则要写明开始时间和结束时间")
    return rule.opens, rule.closes


def _rule_of(station: LiaisonStation) -> DutyRule:
    if station.state == StationState.CLOSED:
        raise RuleBroken("station-closed", "联络站已撤销，不能登记")
    if station.duty_rule is None:
        raise RuleBroken("no-rule", "还没有值班规则，请先填写")
    return duty_rule.from_json(station.duty_rule)


def _make_way(
    known: Sequence[DutyDay], wanted: Sequence[duty_days.DutyDay], rule: DutyRule, starts_on: date, ends_before: date
) -> list[DutyDay]:
    """Remove days in the window that only a rule put there, that are still a draft, and that the rule gives no more."""
    given = {(day.on, day.planned_on, rule.opens, rule.closes) for day in wanted}
    drafts = [
        day
        for day in known
        if day.state == DutyState.PLANNED
        and day.published_on is None
        and day.origin != DutyDayOrigin.EXTRA
        and starts_on <= day.on < ends_before
        and (day.on, day.planned_on, day.starts_at, day.ends_at) not in given
    ]
    rostered = set(
        DutyAssignment.objects.filter(duty_day__in=drafts).values_list("duty_day_id", flat=True) if drafts else ()
    )
    gone = [day for day in drafts if day.pk not in rostered]
    if gone:
        DutyDay.objects.filter(pk__in=[day.pk for day in gone]).delete()
    for day in gone:
        counting.add(indicators.DUTY_PLANNED, place_code=day.station.code, day=day.on, quantity=-1)
    return gone


def _insert(days: Sequence[DutyDay], step: str) -> None:
    try:
        DutyDay.objects.bulk_create(days)
    except IntegrityError as race:
        raise StaleState(step) from race
    for day in days:
        counting.add(indicators.DUTY_PLANNED, place_code=day.station.code, day=day.on)


@action
def add_duty_day(
    station: LiaisonStation, *, on: date, starts_at: time, ends_at: time, reason: str, actor: Actor, at: datetime
) -> DutyDay:
    """Add a duty day that no rule gives, for example one announced by itself.

    Raises:
        RuleBroken: the day lies behind, the hours are turned round, or there is a duty day then.
    """
    grants.require(actor, "stations.arrange", station)
    if station.state == StationState.CLOSED:
        raise RuleBroken("station-closed", "联络站已撤销，不能登记")
    if starts_at >= ends_at:
        raise RuleBroken("hours-inverted", "结束时间应晚于开始时间")
    _must_be_free(station, on, localdate(at))
    day = DutyDay(
        station=station,
        on=on,
        starts_at=starts_at,
        ends_at=ends_at,
        origin=DutyDayOrigin.EXTRA,
        planned_on=on,
        reason=reason.strip(),
    )
    _insert([day], "add_duty_day")
    trail.record(at=at, actor=actor, verb="stations.add_duty_day", subject=day, changes={"on": on})
    return day


def _must_be_free(station: LiaisonStation, on: date, today: date) -> None:
    if on < today:
        raise RuleBroken("day-behind", "日期不能早于今天")
    if on.year > duty_rule.LAST_YEAR:
        raise RuleBroken("date-absurd", "日期%(day)s不合理", day=on.isoformat())
    if duty_queries.duty_today(station, on) is not None:
        raise RuleBroken("day-taken", "%(day)s已经有值班", day=on.isoformat())


def _must_be_in_time(station: LiaisonStation, days: Sequence[date], today: date) -> str:
    """Refuse days whose notice is late; gives the article behind the notice, where there is one."""
    overlays, citation, calendar = law_behind.overlays_of(station), "", workday_queries.calendar()
    for day in days:
        notice = law_behind.notice(station, day, overlays=overlays, calendar=calendar)
        citation = notice.citation or citation
        if today > notice.latest_on:
            raise RuleBroken(
                "notice-too-late",
                "%(day)s的值班最迟应在%(latest)s公布，现在公布已经晚了",
                citation=notice.citation,
                day=day.isoformat(),
                latest=notice.latest_on.isoformat(),
            )
    return citation


@action
def publish_plan(
    station: LiaisonStation, *, starts_on: date, ends_before: date, actor: Actor, at: datetime
) -> list[DutyDay]:
    """Tell the public of the duty days in a window; each must be told so many days before.

    Raises:
        RuleBroken: nothing waits to be published, or one of the days comes too soon (with its article).
        StaleState: somebody published or changed them at the same moment.
    """
    grants.require(actor, "stations.arrange", station)
    today = localdate(at)
    days = list(duty_queries.unpublished(station, starts_on, ends_before))
    if not days:
        raise RuleBroken("nothing-to-publish", "这段时间没有等待公布的值班日")
    citation = _must_be_in_time(station, [day.on for day in days], today)
    waiting = DutyDay.objects.filter(pk__in=[day.pk for day in days], published_on__isnull=True, state__in=AHEAD)
    if waiting.update(published_on=today) != len(days):
        raise StaleState("publish_plan")
    for day in days:
        day.published_on = today
    trail.record(
        at=at,
        actor=actor,
        verb="stations.publish_plan",
        subject=station,
        changes={"from": starts_on, "before": ends_before, "days": [day.pk for day in days]},
        citation=citation,
    )
    bus.announce(DutyPlanPublished(station.pk, starts_on, ends_before, at))
    return days


@action
def move_duty_day(day: DutyDay, *, to: date, reason: str, actor: Actor, at: datetime) -> DutyDay:
    """Let a duty day take place on another day; one the public knows of needs its notice again.

    Raises:
        RuleBroken: no reason, a day behind or taken, or the notice would be late (with its article).
        StaleState: somebody changed the day at the same moment, or put another duty there.
    """
    grants.require(actor, "stations.arrange", day)
    was, today, station = day.on, localdate(at), day.station
    if not reason.strip():
        raise RuleBroken("reason-missing", "请写明原因")
    _must_be_free(station, to, today)
    is_public = day.published_on is not None
    citation = _must_be_in_time(station, [to], today) if is_public else ""
    try:
        with transaction.atomic():
            take_step(
                DUTY_FLOW,
                day,
                "move_duty_day",
                actor=actor,
                at=at,
                citation=citation,
                on=to,
                origin=DutyDayOrigin.MOVED,
                reason=reason.strip(),
            )
    except IntegrityError as race:
        raise StaleState("move_duty_day") from race
    counting.add(indicators.DUTY_PLANNED, place_code=station.code, day=was, quantity=-1)
    counting.add(indicators.DUTY_PLANNED, place_code=station.code, day=to)
    if is_public:
        bus.announce(DutyDayMoved(day.pk, station.pk, was, to, at))
    return day


@action
def cancel_duty_day(day: DutyDay, *, reason: str, actor: Actor, at: datetime) -> DutyDay:
    """Call a duty day off; the public calendar keeps it as cancelled.

    Raises:
        RuleBroken: no reason is given, or the day has been held or cancelled.
        StaleState: somebody changed the day at the same moment.
    """
    grants.require(actor, "stations.arrange", day)
    if not reason.strip():
        raise RuleBroken("reason-missing", "请写明原因")
    take_step(DUTY_FLOW, day, "cancel_duty_day", actor=actor, at=at, reason=reason.strip())
    counting.add(indicators.DUTY_PLANNED, place_code=day.station.code, day=day.on, quantity=-1)
    if day.published_on is not None:
        bus.announce(DutyDayCancelled(day.pk, day.station_id, day.on, at))
    return day


@action
def hold_duty_day(day: DutyDay, *, actor: Actor, at: datetime) -> DutyDay:
    """Say that a duty day took place (《代表法》第二十八条).

    Raises:
        RuleBroken: the day lies ahead, or was held or cancelled already.
        StaleState: somebody changed the day at the same moment.
    """
    if day.on > localdate(at):
        raise RuleBroken("duty-ahead", "值班日还没有到")
    take_step(
        DUTY_FLOW, day, "hold_duty_day", actor=actor, at=at, citation=law_behind.article(law_behind.CONTACT, on=day.on)
    )
    counting.add(indicators.DUTY_HELD, place_code=day.station.code, day=day.on)
    bus.announce(DutyDayHeld(day.pk, day.station_id, day.on, at))
    return day


@action
def unhold_duty_day(day: DutyDay, *, reason: str, actor: Actor, at: datetime) -> DutyDay:
    """Take back that a duty day took place, said by mistake; it stands in the calendar as before.

    Raises:
        RuleBroken: no reason is given, the day is not held, or deputies are in the book for it.
        StaleState: somebody took it back at the same moment.
    """
    grants.require(actor, "stations.record", day)
    if not reason.strip():
        raise RuleBroken("reason-missing", "请写明原因")
    came = duty_queries.came_on_duty(day) if day.state == DutyState.HELD else 0
    if came:
        raise RuleBroken("duty-attended", "已有%(n)s名代表登记为这次值班进站，请先更正进站登记", n=came)
    step = "unhold_moved_day" if day.origin == DutyDayOrigin.MOVED else "unhold_duty_day"
    take_step(DUTY_FLOW, day, step, actor=actor, at=at)
    counting.add(indicators.DUTY_HELD, place_code=day.station.code, day=day.on, quantity=-1)
    trail.record(
        at=at, actor=actor, verb="stations.unhold_reason", subject=day, changes={"reason": reason.strip()[:120]}
    )
    bus.announce(DutyDayNotHeld(day.pk, day.station_id, day.on, at))
    return day
