"""What the register page of a station shows beside its form: organs, duty, today, the next number."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import groupby
from typing import Any

from django.db.models import Count, OuterRef, Q, Subquery, Sum
from django.utils.translation import gettext

from renda.capabilities.casework import queries, rules
from renda.capabilities.casework.forms import register as forms
from renda.capabilities.casework.models import Case, Reception, Register
from renda.capabilities.casework.terms import OPEN_STATES, Route, State
from renda.capabilities.stations.queries import stations as station_queries
from renda.capabilities.stations.terms import StationState
from renda.foundation.accounts import queries as account_queries
from renda.foundation.accounts.actor import Actor
from renda.foundation.accounts.terms import Role
from renda.foundation.policy import grants
from renda.foundation.sealing import personal

ROWS = 12

# Lamps know few words; what is no matter of haste is a chip.
_LAMPS = {
    State.REGISTERED: ("warn", "待交办"),
    State.ASSIGNED: ("wait", "待签收"),
    State.HANDLING: ("ok", "已交办"),
    State.SETTLED: ("ok", "已办结"),
}


def has_stations(actor: Actor) -> bool:
    """Whether there is a station that an actor may register at; an office may have none yet."""
    if actor.places(Role.CLERK):
        return True
    codes = actor.places(Role.OFFICE)
    open_ones = station_queries.visible_to(actor).exclude(state=StationState.CLOSED)
    return bool(codes) and open_ones.filter(station_queries.under(codes)).exists()


def stations_of(actor: Actor, *, today: date | None = None) -> list[Any]:
    """The stations an actor may register at, in the order of their codes.

    With a day, each also knows its ``last_number`` of the year and the people ``received_today``
    without a matter, so that the page needs no questions of their own for these.
    """
    codes = actor.places(Role.CLERK, Role.OFFICE)
    if not codes:
        return []
    mine = station_queries.visible_to(actor).filter(station_queries.under(codes))
    mine = mine.exclude(state=StationState.CLOSED).order_by("code")
    if today is not None:
        numbers = Register.objects.filter(station_id=OuterRef("pk"), year=today.year).values("last")[:1]
        received = Reception.objects.filter(station_id=OuterRef("pk"), on=today).order_by().values("station")
        people = received.annotate(people=Sum("people_count")).values("people")
        mine = mine.annotate(last_number=Subquery(numbers), received_today=Subquery(people))
    return list(mine)


def chosen(actor: Actor, stations: Sequence[Any], asked: str | None) -> Any | None:
    """The station asked for, else the only one, else the one the actor is the clerk of."""
    if asked:
        return next((one for one in stations if one.code == asked), None)
    own = [one for one in stations if actor.holds_exactly(Role.CLERK, one.code)]
    return stations[0] if len(stations) == 1 else own[0] if own else None


def may_dispatch(actor: Actor, station: Any) -> bool:
    """Whether the actor may also decide what becomes of a matter that lies at this station."""
    probe = Case(place_code=station.code, county_code=station.code[: queries.COUNTY_LENGTH], desk_code=station.code)
    return grants.allowed(actor, "casework.dispatch", probe)


def organs(station: Any) -> list[tuple[str, list[tuple[int, str]]]]:
    """Organs a matter of this station can go to, the nearest first, by route."""
    rows = account_queries.organs_for(station.code)
    grouped = groupby(rows, key=lambda organ: rules.route_of(organ.kind, organ.region_id))
    found: dict[Route, list[tuple[int, str]]] = {}
    for route, some in grouped:
        found.setdefault(route, []).extend((organ.pk, organ.name) for organ in some)
    return [(gettext(route.label), found[route]) for route in Route if route in found]


def today_at(actor: Actor, station: Any, today: date) -> dict[str, Any]:
    """What today brought to a station: the newest rows, and the counts of all."""
    cases = queries.visible_to(actor).filter(station_id=station.pk, registered_on=today)
    counts = cases.aggregate(
        matters=Count("pk"), people=Sum("people_count"), waiting=Count("pk", filter=Q(state=State.REGISTERED))
    )
    rows = [_row(case) for case in cases.select_related("organ").order_by("-pk")[:ROWS]]
    return {
        "rows": rows,
        "matters": counts["matters"],
        "visitors": (counts["people"] or 0) + (station.received_today or 0),
        "waiting": counts["waiting"],
    }


def _row(case: Case) -> dict[str, Any]:
    kind, word = _LAMPS.get(State(case.state), ("", ""))
    if case.state == State.SETTLED and case.route == Route.ON_SPOT:
        word = Route.ON_SPOT.label
    name = gettext("匿名") if case.is_anonymous else personal.masked_name(personal.reveal(case.sealed_name))
    return {
        "case": case,
        "short_number": case.number.rpartition("-")[2],
        "name": name or gettext("未留名"),
        "organ": case.organ.short_name if case.organ else gettext("本站"),
        "lamp": kind,
        "word": word,
        "state": State(case.state).label,
    }


def alike(actor: Actor, station: Any, text: str) -> list[dict[str, Any]]:
    """Earlier matters of the township that read like a text, and whether they can take another one in.

    Of what other stations took down, no more is told than title, day and state.
    """
    found = queries.similar_around(actor, station.code[: queries.AREA_LENGTH], text)
    own = [case.pk for case, may_open in found if may_open]
    merged = Case.objects.filter(merged_into__in=own).values_list("merged_into")
    joined = dict(merged.annotate(n=Sum("people_count")))
    may_merge = may_dispatch(actor, station)
    return [
        {
            "pk": case.pk,
            "title": case.title,
            "on": case.registered_on,
            "state": State(case.state).label,
            "may_open": may_open,
            "short_number": case.number.rpartition("-")[2] if may_open else "",
            "people": case.people_count + joined.get(case.pk, 0) if may_open else 0,
            "organ": case.organ.short_name if may_open and case.organ else "",
            "may_merge": may_open and may_merge and case.state in OPEN_STATES,
        }
        for case, may_open in found
    ]


def ways_out(actor: Actor, station: Any) -> tuple[str, ...]:
    """What the form offers: an office above may take matters down, but the station's clerk routes them."""
    if may_dispatch(actor, station):
        return (forms.ASSIGN, forms.SETTLE, forms.KEEP, forms.RECEIVE)
    return (forms.KEEP, forms.RECEIVE)
