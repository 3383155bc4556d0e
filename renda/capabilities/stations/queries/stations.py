"""Reads of stations: who sees which, how many there are, what they are called."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import Substr

from renda.capabilities.stations import policy
from renda.capabilities.stations.models import LiaisonStation, StandardCheck, StationStaff, WorkMoney
from renda.capabilities.stations.rules import standard
from renda.capabilities.stations.rules.standard import Item
from renda.capabilities.stations.terms import StationKind, StationState
from renda.foundation.accounts.actor import Actor
from renda.foundation.accounts.models import Region
from renda.foundation.accounts.terms import Role
from renda.foundation.facts import queries as fact_queries
from renda.foundation.files import store
from renda.foundation.files.models import Attachment

VISITS = "stations.visits"


@dataclass(frozen=True)
class Counts:
    """How many stations and points a place has that are not closed."""

    stations: int = 0
    points: int = 0


@dataclass(frozen=True)
class CheckedItem:
    """An item of the standard with what was found; ``is_met`` is None where nobody has looked."""

    item: Item
    value: int | None
    is_met: bool | None


def under(codes: Iterable[str]) -> Q:
    """Stations whose code continues one of these codes."""
    found = Q(pk__in=[])
    for code in codes:
        found |= Q(code__startswith=code)
    return found


def visible_to(actor: Actor) -> QuerySet[LiaisonStation]:
    """The stations a person may read: those of their area; visitors of the public pages see the open ones."""
    if actor.is_system:
        return LiaisonStation.objects.all()
    if not actor.posts and not actor.is_signed_in:
        return LiaisonStation.objects.filter(state=StationState.OPEN)
    return LiaisonStation.objects.filter(under(policy.areas_of(actor)))


def by_public_code(code: str) -> LiaisonStation | None:
    """The open station behind the address on its poster; letter case aside, as it may be typed."""
    return (
        LiaisonStation.objects.filter(public_code=code.upper(), state=StationState.OPEN)
        .select_related("region")
        .first()
    )


def for_clerk(actor: Actor) -> QuerySet[LiaisonStation]:
    """The stations a clerk works at, with their points, in the order of their codes."""
    return (
        LiaisonStation.objects.filter(under(actor.places(Role.CLERK)))
        .exclude(state=StationState.CLOSED)
        .select_related("region")
        .order_by("code")
    )


def station_counts(place_codes: Collection[str]) -> dict[str, Counts]:
    """Stations and points not closed by place; one query for each length of code asked about."""
    counts = dict.fromkeys(place_codes, Counts())
    for length in sorted({len(code) for code in place_codes}):
        rows = (
            LiaisonStation.objects.exclude(state=StationState.CLOSED)
            .annotate(place=Substr("code", 1, length))
            .filter(place__in=[code for code in place_codes if len(code) == length])
            .order_by()
            .values("place")
            .annotate(
                n_stations=Count("pk", filter=Q(kind=StationKind.STATION)),
                n_points=Count("pk", filter=Q(kind=StationKind.POINT)),
            )
        )
        counts.update({row["place"]: Counts(row["n_stations"], row["n_points"]) for row in rows})
    return counts


def names_by_code(codes: Collection[str]) -> dict[str, str]:
    """Names of stations by code; unknown codes are left out."""
    return dict(LiaisonStation.objects.filter(code__in=codes).values_list("code", "name"))


def staff_of(station: LiaisonStation) -> list[StationStaff]:
    """Who works at a station now, head first."""
    order = {"head": 0, "deputy_head": 1, "liaison": 2, "clerk": 3}
    return sorted(station.staff.filter(until_on__isnull=True), key=lambda member: (order[member.role], member.pk))


def photos_of(station: LiaisonStation) -> list[Attachment]:
    """Photos of a station, oldest first."""
    return store.of(station)


def photo_of(station: LiaisonStation, pk: int) -> Attachment | None:
    """One photo of a station."""
    return Attachment.objects.filter(pk=pk, owner_type=station._meta.label_lower, owner_id=station.pk).first()


def money_of(station: LiaisonStation) -> list[WorkMoney]:
    """A station's work money, the latest year first."""
    return list(station.money.order_by("-year"))


def standard_of(station: LiaisonStation) -> list[CheckedItem]:
    """The standard item by item, with what was found at a station."""
    found: dict[str, StandardCheck] = {check.item: check for check in station.checks.all()}
    return [
        CheckedItem(item, check.value, check.is_met)
        if (check := found.get(item.key))
        else CheckedItem(item, None, None)
        for item in standard.TEMPLATE
    ]


def places_of(actor: Actor) -> list[Region]:
    """Regions in a person's area, in administrative order, to filter and to open stations in."""
    regions = Region.objects.order_by("code")
    if actor.is_system:
        return list(regions)
    return list(regions.filter(under(policy.areas_of(actor))))


def filtered(
    stations: QuerySet[LiaisonStation],
    *,
    text: str = "",
    place: str = "",
    kind: str = "",
    scope: str = "",
    state: str = "",
) -> QuerySet[LiaisonStation]:
    """Stations that fit every condition given, in the order of their codes."""
    exact = {"kind": kind, "scope": scope, "state": state}
    found = stations.filter(**{field: value for field, value in exact.items() if value})
    if place:
        found = found.filter(code__startswith=place)
    if text:
        found = found.filter(Q(name__icontains=text) | Q(code__startswith=text))
    return found.select_related("region").order_by("code")


def page_of(
    stations: QuerySet[LiaisonStation], *, after: str = "", before: str = "", size: int
) -> tuple[list[LiaisonStation], bool, bool]:
    """One page by code, and whether there is one before and one after it."""
    if before:
        found = list(stations.filter(code__lt=before).order_by("-code")[: size + 1])
        return found[:size][::-1], len(found) > size, True
    found = list((stations.filter(code__gt=after) if after else stations)[: size + 1])
    return found[:size], bool(after), len(found) > size


def counted(stations: QuerySet[LiaisonStation]) -> int:
    """How many stations, counted no further than 1001."""
    return stations.order_by()[:1001].count()


def visits_in(codes: Collection[str], year: int) -> dict[str, int]:
    """Visits in a year by station code, from the kept figures."""
    found = fact_queries.cells(codes, [year * 100])
    return {place: quantity for (place, _, measure), quantity in found.items() if measure == VISITS}
