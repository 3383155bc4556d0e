"""Reads of duty days, rosters and visits."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, time

from django.db.models import Count, FilteredRelation, Q, QuerySet

from renda.capabilities.stations.flow import AHEAD
from renda.capabilities.stations.models import DutyAssignment, DutyDay, LiaisonStation, Visit
from renda.capabilities.stations.queries import stations as station_queries
from renda.capabilities.stations.terms import DutyState
from renda.foundation.accounts.actor import Actor
from renda.foundation.files.models import Attachment


def duty_days(station: LiaisonStation, starts_on: date, ends_before: date) -> QuerySet[DutyDay]:
    """Duty days of a station in a window, cancelled ones included, earliest first."""
    return DutyDay.objects.filter(station=station, on__gte=starts_on, on__lt=ends_before).order_by("on", "id")


def duty_day(actor: Actor, pk: int) -> DutyDay | None:
    """One duty day with its station, if the actor may see the station."""
    visible = station_queries.visible_to(actor)
    return DutyDay.objects.filter(pk=pk, station__in=visible).select_related("station__region").first()


def duty_today(station: LiaisonStation, day: date) -> DutyDay | None:
    """The duty day of a station on a day, unless it is cancelled."""
    return DutyDay.objects.filter(station=station, on=day).exclude(state=DutyState.CANCELLED).first()


def public_days(station: LiaisonStation, starts_on: date) -> QuerySet[DutyDay]:
    """Published duty days from a day on, cancelled ones included, for the calendar people subscribe to."""
    return DutyDay.objects.filter(station=station, on__gte=starts_on, published_on__isnull=False).order_by("on", "id")


def next_duty_day(station: LiaisonStation, day: date) -> DutyDay | None:
    """The next published duty day, today included."""
    return public_days(station, day).filter(state__in=AHEAD).first()


def unpublished(station: LiaisonStation, starts_on: date, ends_before: date) -> QuerySet[DutyDay]:
    """Duty days ahead that the public has not been told of."""
    return duty_days(station, starts_on, ends_before).filter(state__in=AHEAD, published_on__isnull=True)


@dataclass(frozen=True)
class OnRoster:
    """Someone on the roster of a day: who comes, and in whose place, empty for their own."""

    pk: int
    name: str
    instead_of: str


@dataclass(frozen=True)
class RosterDay:
    """A duty day with who is on its roster."""

    pk: int
    on: date
    starts_at: time
    ends_at: time
    state: str
    published_on: date | None
    reason: str
    on_roster: list[OnRoster]

    @property
    def is_ahead(self) -> bool:
        """Whether it may still be moved, cancelled or given another roster."""
        return self.state in AHEAD

    @property
    def is_held(self) -> bool:
        """Whether it took place, which may have been said by mistake."""
        return self.state == DutyState.HELD

    @property
    def state_label(self) -> str:
        """The word of the state."""
        return DutyState(self.state).label


def roster(station: LiaisonStation, starts_on: date, ends_before: date) -> list[RosterDay]:
    """Duty days in a window that are not cancelled, earliest first, each with its roster; one query."""
    standing = FilteredRelation("assignments", condition=Q(assignments__is_withdrawn=False))
    rows = (
        duty_days(station, starts_on, ends_before)
        .exclude(state=DutyState.CANCELLED)
        .annotate(standing=standing)
        .order_by("on", "id", "standing__id")
        .values_list("pk", "on", "starts_at", "ends_at", "state", "published_on", "reason", *_WHO)
    )
    days: dict[int, RosterDay] = {}
    for pk, on, starts_at, ends_at, state, published_on, reason, assigned, deputy, substitute in rows:
        day = days.setdefault(pk, RosterDay(pk, on, starts_at, ends_at, state, published_on, reason, []))
        if assigned is not None:
            day.on_roster.append(OnRoster(assigned, substitute or deputy, deputy if substitute else ""))
    return list(days.values())


_WHO = ("standing__id", "standing__deputy__name", "standing__substitute__name")


def assignment(actor: Actor, pk: int) -> DutyAssignment | None:
    """One standing assignment with its day and station, if the actor may see the station."""
    visible = station_queries.visible_to(actor)
    return (
        DutyAssignment.objects.filter(pk=pk, is_withdrawn=False, duty_day__station__in=visible)
        .select_related("duty_day__station", "deputy", "substitute")
        .first()
    )


def rostered(day: DutyDay) -> dict[int, str]:
    """Who is on the roster of a duty day, by id, whoever comes in their place."""
    standing = DutyAssignment.objects.filter(duty_day=day, is_withdrawn=False).order_by("id")
    return dict(standing.values_list("deputy_id", "deputy__name"))


def deputies_on_duty(station: LiaisonStation, day: date) -> list[tuple[int, str]]:
    """Number and name of each deputy on duty that day; a substitute stands in the place of the other."""
    rows = (
        DutyAssignment.objects.filter(duty_day__station=station, duty_day__on=day, is_withdrawn=False)
        .exclude(duty_day__state=DutyState.CANCELLED)
        .order_by("id")
        .values_list("deputy_id", "deputy__name", "substitute_id", "substitute__name")
    )
    return [(substitute, name) if substitute else (deputy, own) for deputy, own, substitute, name in rows]


def turns(station: LiaisonStation, starts_on: date, ends_before: date) -> dict[int, int]:
    """How often each deputy is on the roster in a window."""
    rows = (
        DutyAssignment.objects.filter(
            duty_day__station=station,
            duty_day__on__gte=starts_on,
            duty_day__on__lt=ends_before,
            is_withdrawn=False,
        )
        .exclude(duty_day__state=DutyState.CANCELLED)
        .order_by()
        .values_list("deputy_id")
        .annotate(n=Count("pk"))
    )
    return dict(rows)


def visits(station: LiaisonStation) -> QuerySet[Visit]:
    """Visits to a station with the deputies' names, newest first."""
    return Visit.objects.filter(station=station, is_withdrawn=False).select_related("deputy").order_by("-on", "-id")


def visit(actor: Actor, pk: int) -> Visit | None:
    """One visit with its station, if the actor may see the station."""
    visible = station_queries.visible_to(actor)
    return (
        Visit.objects.filter(pk=pk, is_withdrawn=False, station__in=visible).select_related("station", "deputy").first()
    )


def came_on_duty(day: DutyDay) -> int:
    """How many deputies are in the book for a duty day."""
    return Visit.objects.filter(duty_day=day, is_withdrawn=False).count()


def people_around(station: LiaisonStation, day: date, came: Iterable[Visit], *, most: int = 40) -> dict[int, str]:
    """Deputies to offer first at a station: on the roster of the day, who came of late, the rest of the roster."""
    rows = (
        DutyAssignment.objects.filter(duty_day__station=station, is_withdrawn=False)
        .exclude(duty_day__state=DutyState.CANCELLED)
        .order_by("-duty_day__on", "id")
        .values_list("duty_day__on", "deputy_id", "deputy__name", "substitute_id", "substitute__name")
    )
    listed = [(on, substitute or own, name or own_name) for on, own, own_name, substitute, name in rows[: most * 3]]
    people = {pk: name for on, pk, name in listed if on == day}
    for pk, name in (
        *((visit.deputy_id, visit.deputy.name) for visit in came),
        *((pk, name) for _, pk, name in listed),
    ):
        if len(people) >= most:
            break
        people.setdefault(pk, name)
    return people


def page_of_visits(station: LiaisonStation, *, after: str = "", size: int) -> tuple[list[Visit], bool]:
    """One page of visits, newest first, and whether older ones follow; ``after`` is the ``day.id`` of a row."""
    rows = visits(station)
    day, _, pk = after.partition(".")
    try:
        key = (date.fromisoformat(day), int(pk)) if after else None
    except ValueError:
        key = None
    if key is not None:
        rows = rows.filter(Q(on__lt=key[0]) | Q(on=key[0], pk__lt=key[1]))
    found = list(rows[: size + 1])
    return found[:size], len(found) > size


def photos_of(visits_shown: Collection[Visit]) -> dict[int, list[Attachment]]:
    """Photos by visit, in one query."""
    kept: dict[int, list[Attachment]] = {}
    owners = [visit.pk for visit in visits_shown]
    for photo in Attachment.objects.filter(owner_type=Visit._meta.label_lower, owner_id__in=owners).order_by("pk"):
        kept.setdefault(photo.owner_id, []).append(photo)
    return kept


def photo(actor: Actor, pk: int) -> Attachment | None:
    """A photo of a visit, if the actor may see the station."""
    found = Attachment.objects.filter(pk=pk, owner_type=Visit._meta.label_lower).first()
    if found is None or visit(actor, found.owner_id) is None:
        return None
    return found
