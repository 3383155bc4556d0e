"""The writers of the roster: who is on duty on which day, and who comes in whose place."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, datetime

from django.db import IntegrityError
from django.utils.timezone import localdate

from renda.capabilities.stations.events import DutyAssigned
from renda.capabilities.stations.flow import AHEAD
from renda.capabilities.stations.models import DutyAssignment, DutyDay, LiaisonStation
from renda.capabilities.stations.queries import duty as duty_queries
from renda.capabilities.stations.rules import rota
from renda.capabilities.stations.rules.rota import Absence
from renda.foundation.accounts.actor import Actor
from renda.foundation.action import action
from renda.foundation.audit import trail
from renda.foundation.errors import RuleBroken, StaleState
from renda.foundation.events import bus
from renda.foundation.policy import grants


@action
def assign_rota(
    station: LiaisonStation,
    *,
    starts_on: date,
    ends_before: date,
    deputies: Sequence[int],
    actor: Actor,
    at: datetime,
    per_day: int = 2,
    substitutes: Sequence[int] = (),
    absences: Collection[Absence] = (),
) -> list[DutyAssignment]:
    """Share the duty days ahead that have no roster yet among deputies (by their ids), in turn.

    Turns earlier in the year count, so that a second half-year goes on fairly where the first ended.

    Raises:
        RuleBroken: no duty day waits for a roster, or the input is absurd.
        StaleState: somebody made the roster at the same moment.
    """
    grants.require(actor, "stations.arrange", station)
    rows = duty_queries.duty_days(station, starts_on, ends_before).filter(state__in=AHEAD)
    days = list(rows.exclude(assignments__is_withdrawn=False))
    if not days:
        raise RuleBroken("nothing-to-assign", "这段时间没有等待排班的值班日")
    served = duty_queries.turns(station, starts_on.replace(month=1, day=1), starts_on)
    shifts = rota.rota(
        deputies,
        [day.on for day in days],
        per_day=per_day,
        substitutes=substitutes,
        substitutes_per_day=0,
        absences=absences,
        served={deputy: turns for deputy, turns in served.items() if deputy in set(deputies)},
    )
    by_day = {day.on: day for day in days}
    new = [
        DutyAssignment(duty_day=by_day[shift.on], deputy_id=deputy_id)
        for shift in shifts
        for deputy_id in shift.deputies
    ]
    _insert(new, station, at)
    trail.record(
        at=at,
        actor=actor,
        verb="stations.assign_rota",
        subject=station,
        changes={
            "from": starts_on,
            "before": ends_before,
            "assigned": len(new),
            "short": sum(shift.short_by for shift in shifts),
        },
    )
    return new


@action
def assign(day: DutyDay, *, deputies: Sequence[int], actor: Actor, at: datetime) -> list[DutyAssignment]:
    """Put deputies on the roster of one day, in place of whoever was on it; who stays is not told again.

    Raises:
        RuleBroken: the day is over or cancelled, or nobody is named.
        StaleState: somebody changed the roster at the same moment.
    """
    grants.require(actor, "stations.arrange", day)
    named = list(dict.fromkeys(deputies))
    if not named:
        raise RuleBroken("nobody-named", "请至少选择一名代表")
    if len(named) > rota.MOST_PER_DAY:
        raise RuleBroken("per-day-out-of-range", "每次值班的人数应在1到%(most)s之间", most=rota.MOST_PER_DAY)
    _must_lie_ahead(day, localdate(at))
    rows = {row.deputy_id: row for row in day.assignments.all()}
    back = [row.pk for deputy_id, row in rows.items() if deputy_id in named and row.is_withdrawn]
    away = [row.pk for deputy_id, row in rows.items() if deputy_id not in named and not row.is_withdrawn]
    DutyAssignment.objects.filter(pk__in=away).update(is_withdrawn=True, substitute=None)
    DutyAssignment.objects.filter(pk__in=back).update(is_withdrawn=False, substitute=None)
    new = [DutyAssignment(duty_day=day, deputy_id=deputy_id) for deputy_id in named if deputy_id not in rows]
    _insert(new, day.station, at)
    for deputy_id in [row.deputy_id for row in rows.values() if row.pk in back]:
        bus.announce(DutyAssigned(day.pk, day.station_id, deputy_id, day.on, at))
    trail.record(at=at, actor=actor, verb="stations.assign", subject=day, changes={"on": named, "off": len(away)})
    return list(day.assignments.filter(is_withdrawn=False))


@action
def substitute(assignment: DutyAssignment, *, by: int, actor: Actor, at: datetime) -> DutyAssignment:
    """Let another deputy (by id) come in place of one who cannot.

    Raises:
        RuleBroken: the other is on duty that day already, or the day is over or cancelled.
        StaleState: somebody changed the assignment at the same moment.
    """
    day = assignment.duty_day
    grants.require(actor, "stations.arrange", day)
    _must_lie_ahead(day, localdate(at))
    was = assignment.substitute_id
    others = day.assignments.filter(is_withdrawn=False).values_list("deputy_id", "substitute_id")
    if by in {person for pair in others for person in pair}:
        raise RuleBroken("already-on-duty", "这名代表当天已经在值班名单里")
    unchanged = DutyAssignment.objects.filter(pk=assignment.pk, is_withdrawn=False, substitute_id=was)
    if unchanged.update(substitute_id=by) != 1:
        raise StaleState("substitute")
    assignment.substitute_id = by
    trail.record(
        at=at,
        actor=actor,
        verb="stations.substitute",
        subject=assignment,
        changes={"deputy": assignment.deputy_id, "substitute": [was, by]},
    )
    bus.announce(DutyAssigned(day.pk, day.station_id, by, day.on, at))
    return assignment


def _must_lie_ahead(day: DutyDay, today: date) -> None:
    if day.on < today or day.state not in AHEAD:
        raise RuleBroken("duty-over", "这个值班日已经过去或者取消，不能再排班")


def _insert(assignments: Sequence[DutyAssignment], station: LiaisonStation, at: datetime) -> None:
    try:
        DutyAssignment.objects.bulk_create(assignments)
    except IntegrityError as race:
        raise StaleState("assign") from race
    for row in assignments:
        bus.announce(DutyAssigned(row.duty_day_id, station.pk, row.deputy_id, row.duty_day.on, at))
