"""The writers of visits: deputies coming to a station, recorded once a person and day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError
from django.utils.timezone import localdate

from renda.capabilities.stations import indicators
from renda.capabilities.stations.events import DeputyVisited
from renda.capabilities.stations.models import DutyDay, LiaisonStation, Visit
from renda.capabilities.stations.queries import law_behind
from renda.capabilities.stations.terms import DutyState, StationState, VisitManner
from renda.foundation.accounts.actor import Actor
from renda.foundation.action import action
from renda.foundation.audit import trail
from renda.foundation.errors import RuleBroken, StaleState
from renda.foundation.events import bus
from renda.foundation.facts import counting
from renda.foundation.files import store
from renda.foundation.files.store import Checked
from renda.foundation.policy import grants

MOST_AT_ONCE = 200


@dataclass(frozen=True)
class Recorded:
    """What one act of recording did: the new visits, and the deputies who were in the book already."""

    visits: tuple[Visit, ...]
    already: tuple[int, ...]


@action
def record_visits(
    station: LiaisonStation,
    *,
    deputies: Sequence[int],
    on: date,
    manner: VisitManner,
    actor: Actor,
    at: datetime,
    duty_day: DutyDay | None = None,
    photos: Sequence[Checked] = (),
) -> Recorded:
    """Record that deputies (by their ids) came to a station; who is recorded for that day is not counted again.

    Photos belong to the first of the visits (《代表法》第二十八条).

    Raises:
        RuleBroken: nobody is named, the day lies ahead, the station is closed or the duty day is another's.
        StaleState: somebody recorded one of them at the same moment.
    """
    grants.require(actor, "stations.record", station)
    named = list(dict.fromkeys(deputies))
    _must_be_recordable(station, named, on, duty_day, localdate(at))
    known = dict(
        Visit.objects.filter(station=station, on=on, deputy_id__in=named, is_withdrawn=False)
        .order_by()
        .values_list("deputy_id", "id")
    )
    new = [
        Visit(station=station, deputy_id=deputy_id, on=on, duty_day=duty_day, manner=manner)
        for deputy_id in named
        if deputy_id not in known
    ]
    try:
        Visit.objects.bulk_create(new)
    except IntegrityError as race:
        raise StaleState("record_visits") from race
    _count(station.code, on, len(new), is_on_duty=duty_day is not None)
    trail.record(
        at=at,
        actor=actor,
        verb="stations.record_visits",
        subject=station,
        changes={"on": on, "manner": str(manner), "visits": [visit.pk for visit in new], "already": len(known)},
        citation=law_behind.article(law_behind.CONTACT, on=on),
    )
    if photos:
        owner = new[0] if new else Visit(pk=next(iter(known.values())))
        for photo in photos:
            store.keep(photo, owner=owner, added_by=actor.user_id, at=at)
    for visit in new:
        bus.announce(DeputyVisited(visit.pk, station.pk, visit.deputy_id, on, at))
    return Recorded(tuple(new), tuple(known))


@action
def withdraw_visit(visit: Visit, *, reason: str, actor: Actor, at: datetime) -> None:
    """Take a visit that was recorded by mistake out of the book; its row stays, the figures of its day fall.

    Raises:
        RuleBroken: no reason is given.
        StaleState: it was withdrawn already.
    """
    station = visit.station
    grants.require(actor, "stations.record", station)
    if not reason.strip():
        raise RuleBroken("reason-missing", "请写明原因")
    if Visit.objects.filter(pk=visit.pk, is_withdrawn=False).update(is_withdrawn=True) != 1:
        raise StaleState("withdraw_visit")
    visit.is_withdrawn = True
    _count(station.code, visit.on, -1, is_on_duty=visit.duty_day_id is not None)
    trail.record(
        at=at,
        actor=actor,
        verb="stations.withdraw_visit",
        subject=visit,
        changes={"on": visit.on, "deputy": visit.deputy_id, "reason": reason.strip()[:120]},
    )


def _must_be_recordable(
    station: LiaisonStation, deputies: Sequence[int], on: date, duty_day: DutyDay | None, today: date
) -> None:
    if not deputies:
        raise RuleBroken("nobody-named", "请至少选择一名代表")
    if len(deputies) > MOST_AT_ONCE:
        raise RuleBroken("too-many-named", "一次最多登记%(most)s名代表", most=MOST_AT_ONCE)
    if on > today:
        raise RuleBroken("day-ahead", "进站日期不能晚于今天")
    if station.opened_on is not None and on < station.opened_on:
        raise RuleBroken("before-opening", "进站日期早于建站日期")
    if station.state == StationState.CLOSED:
        raise RuleBroken("station-closed", "联络站已撤销，不能登记")
    if duty_day is not None and (duty_day.station_id != station.pk or duty_day.on != on):
        raise RuleBroken("other-duty-day", "这个值班日不是本站当天的")
    if duty_day is not None and duty_day.state == DutyState.CANCELLED:
        raise RuleBroken("duty-cancelled", "这个值班日已经取消")


def _count(place_code: str, on: date, quantity: int, *, is_on_duty: bool) -> None:
    if quantity:
        counting.add(indicators.VISITS, place_code=place_code, day=on, quantity=quantity)
        if is_on_duty:
            counting.add(indicators.ON_DUTY, place_code=place_code, day=on, quantity=quantity)
