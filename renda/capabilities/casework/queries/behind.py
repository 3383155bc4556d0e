"""The people received and the ratings behind the figures of a place, and the two figures behind a rate."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Sum

from renda.capabilities.casework.models import Case, Rating, Reception
from renda.capabilities.casework.queries.scope import under, visible_to
from renda.foundation.accounts import places
from renda.foundation.accounts.actor import Actor
from renda.foundation.facts import queries as fact_queries


@dataclass(frozen=True)
class Received:
    """Groups received: matters this actor sees, these and those kept from them, people who left no matter."""

    matters: QuerySet[Case]
    counted: QuerySet[Case]
    talks: QuerySet[Reception]


@dataclass(frozen=True)
class Groups:
    """How many groups these are, how many people, and how much of it belongs to matters kept apart."""

    groups: int = 0
    people: int = 0
    groups_apart: int = 0
    people_apart: int = 0


def received(actor: Actor, *, place_code: str, starts_on: date, ends_before: date) -> Received:
    """The groups that came to a place in a window; a matter merged into another was a group of its own."""
    came = Q(under(place_code), registered_on__gte=starts_on, registered_on__lt=ends_before)
    counted = visible_to(actor) | Case.objects.filter(is_confidential=True)
    return Received(
        matters=visible_to(actor).filter(came),
        counted=counted.filter(came).annotate(is_apart=Q(is_confidential=True) & ~_is_seen(actor, "pk")),
        talks=Reception.objects.filter(places.under(place_code), on__gte=starts_on, on__lt=ends_before),
    )


def matters_counted(came: Received) -> Groups:
    """What the groups with a matter come to; one query."""
    apart = Q(is_apart=True)
    return Groups(
        **came.counted.order_by().aggregate(
            groups=Count("pk"),
            people=Sum("people_count", default=0),
            groups_apart=Count("pk", filter=apart),
            people_apart=Sum("people_count", filter=apart, default=0),
        )
    )


def talks_counted(came: Received) -> Groups:
    """What the groups without a matter come to; one query."""
    return Groups(**came.talks.order_by().aggregate(groups=Count("pk"), people=Sum("people_count", default=0)))


@dataclass(frozen=True)
class Rated:
    """Ratings: those of matters this actor sees, and those of matters kept from them."""

    seen: QuerySet[Rating]
    kept_apart: QuerySet[Rating]


def rated(actor: Actor, *, place_code: str, starts_on: date, ends_before: date) -> Rated:
    """The ratings given at a place in a window; a matter handled again may have been rated more than once."""
    there = places.under(place_code, "case__place_code")
    given = Rating.objects.filter(there, on__gte=starts_on, on__lt=ends_before)
    seen = _is_seen(actor, "case_id")
    return Rated(given.filter(seen), given.filter(~seen, case__is_confidential=True))


def _is_seen(actor: Actor, column: str) -> Exists:
    """Whether the matter a row belongs to is one the actor sees; asked row by row, by its key."""
    return Exists(visible_to(actor).filter(pk=OuterRef(column)))


def measured(place_code: str, starts_on: date, ends_before: date) -> Mapping[str, int]:
    """The kept figures of a place in a window of whole months of one year, by measure; one query."""
    is_year = (starts_on.month, ends_before.year - starts_on.year, ends_before.month) == (1, 1, 1)
    last = ends_before.month - 1 if ends_before.month > 1 else 12
    first = starts_on.year * 100
    periods = [first] if is_year else [first + month for month in range(starts_on.month, last + 1)]
    return fact_queries.sums([place_code], {"then": periods})["then"].get(place_code, {})
