"""What the first pages show, gathered from the capabilities: duty days, matters, stations to find."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from django.db.models import Prefetch, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext

from renda.capabilities.casework import queries as case_queries
from renda.capabilities.casework.models import Case
from renda.capabilities.casework.terms import RUNNING_STATES
from renda.capabilities.stations.models import DutyAssignment, DutyDay, LiaisonStation
from renda.capabilities.stations.queries import stations as station_queries
from renda.capabilities.stations.terms import DutyState, StationKind, StationState
from renda.capabilities.suggestions.queries import deputy as suggestion_queries
from renda.capabilities.suggestions.terms import ASKS_SAID, ASKS_TO
from renda.foundation.accounts.actor import ANYONE, Actor
from renda.foundation.accounts.models import Region
from renda.foundation.accounts.terms import PlaceKind
from renda.foundation.web import wording

COUNTED = 99
COUNTY_LENGTH = 6
STATIONS_SHOWN = 200


@dataclass(frozen=True)
class Duty:
    """A duty day of one deputy: the day with its station, and who else receives people."""

    day: DutyDay
    others: list[str] = field(default_factory=list)


def duty_of(deputy_id: int, starts_on: date, ends_before: date | None = None, *, most: int | None = None) -> list[Duty]:
    """Duty days in a window on which a deputy receives people, a substitute in the place of the other; two queries."""
    standing = DutyAssignment.objects.filter(is_withdrawn=False)
    mine = standing.filter(Q(deputy_id=deputy_id, substitute__isnull=True) | Q(substitute_id=deputy_id))
    days = DutyDay.objects.filter(on__gte=starts_on, pk__in=mine.values("duty_day_id"))
    if ends_before is not None:
        days = days.filter(on__lt=ends_before)
    days = (
        days.exclude(state=DutyState.CANCELLED)
        .select_related("station")
        .order_by("on", "starts_at")
        .prefetch_related(
            Prefetch("assignments", standing.select_related("deputy", "substitute").order_by("id"), to_attr="on_roster")
        )
    )
    return [Duty(day, _others(day, deputy_id)) for day in days[:most]]


def _others(day: DutyDay, deputy_id: int) -> list[str]:
    present = [one.substitute or one.deputy for one in day.on_roster]  # type: ignore[attr-defined]
    return [person.name for person in present if person.pk != deputy_id]


@dataclass(frozen=True)
class Asked:
    """A suggestion that waits for a deputy: what is asked, until when, and the page where it is done."""

    title: str
    kind: str
    said: str
    button: str
    url: str
    lamp: str
    word: str


def suggestions_asking(actor: Actor, today: date) -> list[Asked]:
    """Suggestions that wait for this deputy, the nearest day first; one query."""
    return [_asked(one, today) for one in suggestion_queries.waiting(actor)]


def _asked(one: suggestion_queries.Waiting, today: date) -> Asked:
    lamp, word = "wait", gettext("等您办理")
    if one.due_on is not None:
        late = one.due_on < today
        named = {"day": wording.day(one.due_on, today=today)}
        lamp, word = ("warn", gettext("评价期限已过，仍可以评价")) if late else ("wait", gettext("%(day)s前") % named)
    return Asked(
        title=one.suggestion.title or gettext("（还没有标题）"),
        kind=gettext(one.asks.label),
        said=gettext(ASKS_SAID[one.asks]) % {"name": one.suggestion.lead_name},
        button=gettext(ASKS_TO[one.asks]),
        url=reverse(one.page, args=[one.pk]),
        lamp=lamp,
        word=word,
    )


def received_running(actor: Actor) -> QuerySet[Case]:
    """Matters whose people this deputy received and whose clock runs, the most urgent first."""
    running = case_queries.visible_to(actor).filter(state__in=RUNNING_STATES, due_on__isnull=False)
    return running.select_related("organ", "station").order_by("due_on", "pk")


def waiting_soonest(actor: Actor, *, most: int) -> list[Case]:
    """Matters that wait for this actor, those due first in front; those without a clock as they came."""
    waiting = Case.objects.filter(case_queries.waiting_for(actor)).select_related("organ", "station")
    due = list(waiting.filter(due_on__isnull=False).order_by("due_on", "pk")[:most])
    return due + list(waiting.filter(due_on__isnull=True).order_by("pk")[: most - len(due)]) if len(due) < most else due


def overdue_count(actor: Actor, *, today: date) -> int:
    """Matters past their day among those this actor sees, counted no further than ``COUNTED`` and one."""
    late = case_queries.visible_to(actor).filter(case_queries.overdue(today=today))
    return late.values("pk")[: COUNTED + 1].count()


def duty_on(actor: Actor, day: date, *, most: int = 20) -> list[DutyDay]:
    """Duty days of this day at stations of the actor's places."""
    there = station_queries.visible_to(actor)
    days = DutyDay.objects.filter(on=day, station__in=there).exclude(state=DutyState.CANCELLED)
    return list(days.select_related("station").order_by("starts_at", "station__code")[: most + 1])


def counties() -> list[Region]:
    """Counties and zones that a citizen chooses from, in administrative order."""
    return list(Region.objects.filter(kind__in=[PlaceKind.COUNTY, PlaceKind.ZONE]).order_by("code"))


def towns_of(county_code: str) -> list[Region]:
    """Towns, townships and sub-districts of a county."""
    return list(Region.objects.filter(parent_id=county_code).order_by("code"))


def open_stations(place_code: str) -> list[LiaisonStation]:
    """Open stations of a county, or stations and points of a township, in the order of their codes."""
    found = station_queries.visible_to(ANYONE).filter(code__startswith=place_code, state=StationState.OPEN)
    if len(place_code) <= COUNTY_LENGTH:
        found = found.filter(kind=StationKind.STATION)
    return list(found.select_related("region").order_by("code")[:STATIONS_SHOWN])


def next_open_days(stations: list[LiaisonStation], today: date) -> dict[int, DutyDay]:
    """The next published duty day of each station; one query."""
    ahead = (
        DutyDay.objects.filter(
            station__in=stations,
            on__gte=today,
            published_on__isnull=False,
            state__in=[DutyState.PLANNED, DutyState.MOVED],
        )
        .order_by("station_id", "on")
        .only("station_id", "on", "starts_at", "ends_at", "state")
    )
    found: dict[int, DutyDay] = {}
    for day in ahead:
        found.setdefault(day.station_id, day)
    return found
