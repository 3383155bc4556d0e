"""The places of a table: one place, what contains it, and what lies directly below it."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Q
from django.db.models.functions import Substr

from renda.capabilities.stations.queries import stations as station_queries
from renda.capabilities.stations.terms import StationKind, StationState
from renda.foundation.accounts import places
from renda.foundation.accounts.actor import SYSTEM
from renda.foundation.accounts.models import Region
from renda.foundation.facts import counting

REGION_LENGTH = 9
STATION_LENGTH = 11
LONGEST_CODE = counting.PREFIX_LENGTHS[-1]

Counts = dict[str, tuple[int, int]]


@dataclass(frozen=True)
class Place:
    """A region, station or point: its code, name, and kind (of a region, or station, or point)."""

    code: str
    name: str
    kind: str
    is_closed: bool = False
    has_congress: bool = False

    @property
    def is_region(self) -> bool:
        """Whether it has places below it, and is not itself a station or point."""
        return len(self.code) <= REGION_LENGTH


@dataclass(frozen=True)
class Surroundings:
    """A place with those that contain it, widest first, and those directly below, in administrative order."""

    place: Place
    above: tuple[Place, ...]
    below: tuple[Place, ...]
    points: tuple[Place, ...]

    def points_of(self, station: Place) -> list[Place]:
        """The points of a station."""
        return [point for point in self.points if point.code.startswith(station.code)]


def child_length(code: str) -> int:
    """How long the codes of the places directly below are; stations stand directly below a township."""
    return next((n for n in counting.PREFIX_LENGTHS if n > len(code)), len(code))


def around(code: str) -> Surroundings | None:
    """A place with its surroundings, or None where there is no such place; two queries."""
    chain = counting.places_of(code)
    known = Region.objects.filter(Q(pk__in=chain) | Q(parent_id=code)).order_by("code")
    rows = known.values_list("code", "name", "kind", "congress__pk")
    regions = [Place(c, name, kind, has_congress=congress is not None) for c, name, kind, congress in rows]
    wanted = Q(region_id=code) if len(code) <= REGION_LENGTH else Q(code__in=chain)
    found = station_queries.visible_to(SYSTEM).filter(wanted).order_by("code")
    stations = [
        Place(c, name, kind, state == StationState.CLOSED)
        for c, name, kind, state in found.values_list("code", "name", "kind", "state")
    ]
    everything = {place.code: place for place in (*regions, *stations)}
    if code not in everything:
        return None
    below = [place for place in regions if place.code not in chain]
    return Surroundings(
        place=everything[code],
        above=tuple(everything[c] for c in chain if c in everything and c != code),
        below=(*below, *(s for s in stations if s.kind == StationKind.STATION and s.code not in chain)),
        points=tuple(s for s in stations if s.kind == StationKind.POINT and s.code not in chain),
    )


def station_counts(code: str) -> Counts:
    """Stations and points not closed, by the codes directly below a region; one query, which the page's key needs."""
    if len(code) > REGION_LENGTH:
        return {}
    rows = (
        station_queries.visible_to(SYSTEM)
        .filter(places.under(code, "code"))
        .exclude(state=StationState.CLOSED)
        .order_by()
        .values_list(Substr("code", 1, child_length(code)))
        .annotate(
            station_count=Count("pk", filter=Q(kind=StationKind.STATION)),
            point_count=Count("pk", filter=Q(kind=StationKind.POINT)),
        )
    )
    return {below: (stations, points) for below, stations, points in rows}
