"""What may be chosen of while deciding: organs to hand over to, suggestions to merge into, committees."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from renda.capabilities.suggestions.models import Suggestion
from renda.capabilities.suggestions.queries.scope import visible_to
from renda.capabilities.suggestions.terms import ENDED_STATES, PRIVATE_STATES, State
from renda.foundation.accounts import places
from renda.foundation.accounts.actor import Actor
from renda.foundation.accounts.models import Organ
from renda.foundation.accounts.terms import OrganKind

CANDIDATES_MOST = 8
COUNTY_LENGTH = 6


def organs_under(place_code: str) -> QuerySet[Organ]:
    """Active organs of a place, and under a county those of its townships and streets; the place's own first."""
    reach = Q(region=place_code)
    if len(place_code) == COUNTY_LENGTH:
        reach |= places.under(place_code, "region") & Q(kind=OrganKind.TOWNSHIP)
    return Organ.objects.filter(reach, is_active=True).exclude(kind=OrganKind.VILLAGE).order_by("region_id", "id")


def committees_of(place_code: str) -> QuerySet[Organ]:
    """The committees of a congress."""
    return Organ.objects.filter(region=place_code, kind=OrganKind.CONGRESS, is_active=True).order_by("id")


def merge_candidates(actor: Actor, suggestion: Suggestion) -> list[Suggestion]:
    """Open suggestions of the same congress and year about the same subject, those with like titles first."""
    rows = visible_to(actor).filter(place_code=suggestion.place_code, year=suggestion.year, subject=suggestion.subject)
    rows = rows.exclude(state__in=[*ENDED_STATES, *PRIVATE_STATES, State.SUPPLEMENT]).exclude(pk=suggestion.pk)
    found = list(rows.only("pk", "title", "number", "is_between", "lead_name", "state").order_by("-pk")[:200])
    own = _pairs(suggestion.title)
    found.sort(key=lambda one: -len(own & _pairs(one.title)))
    return [one for one in found if len(own & _pairs(one.title)) > 1][:CANDIDATES_MOST]


def _pairs(title: str) -> set[str]:
    plain = title.removeprefix("关于").removesuffix("的建议")  # not a message
    return {plain[i : i + 2] for i in range(len(plain) - 1)}
