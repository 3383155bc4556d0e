"""Which matters an actor has business with, may reveal, and is waited for on."""

from __future__ import annotations

from django.db.models import BooleanField, F, Func, Q, QuerySet
from django.db.models.functions import Left
from django.db.models.lookups import Exact

from renda.capabilities.casework.models import Case, Receiver
from renda.capabilities.casework.terms import RUNNING_STATES, State
from renda.foundation.accounts import places
from renda.foundation.accounts.actor import Actor
from renda.foundation.accounts.terms import Role

AREA_LENGTH = 9
COUNTY_LENGTH = 6
_NONE = Q(pk__in=[])


def under(code: str, column: str = "place_code") -> Q:
    """Matters at a place or below it; a county's have an index of their own."""
    if column == "place_code" and len(code) == COUNTY_LENGTH:
        return Q(county_code=code)
    if column == "place_code" and 0 < len(code) < COUNTY_LENGTH:
        # A city is nearly the whole table: read by the index of places, it would all be sorted for one page.
        return Q(Exact(Left(F("place_code"), len(code)), code))
    return places.under(code, column)


def running() -> Func:
    """Whether a matter's clock runs; written out, since SQLite uses a partial index for written values only."""
    written = ", ".join(f"'{state.value}'" for state in RUNNING_STATES)
    return Func(F("state"), template=f"%(expressions)s IN ({written})", output_field=BooleanField())


def visible_to(actor: Actor) -> QuerySet[Case]:
    """The matters this actor has business with; accusations only for the county's office."""
    seen = _NONE
    for code in actor.places(Role.OFFICE):
        seen |= under(code) if len(code) == COUNTY_LENGTH else under(code) & Q(is_confidential=False)
    for code in actor.places(Role.CLERK):
        seen |= under(code) & Q(is_confidential=False)
    if actor.organ_ids:
        seen |= Q(organ_id__in=actor.organ_ids, is_confidential=False)
    if Role.DEPUTY in actor.roles and actor.user_id is not None:
        mine = Receiver.objects.filter(deputy__user_id=actor.user_id)
        seen |= Q(pk__in=mine.values("case_id"), is_confidential=False)
    if actor.bearer_of is not None:
        seen |= Q(pk=actor.bearer_of)
    return Case.objects.filter(seen)


def revealable_to(actor: Actor) -> Q:
    """The matters whose citizen this actor may look up: the rows for which ``casework.reveal`` is granted."""
    mine = _NONE
    for code in actor.places(Role.CLERK):
        mine |= under(code)
    for code in actor.places(Role.OFFICE):
        mine |= Q(desk_code=code)
    if actor.organ_ids:
        mine |= Q(organ_id__in=actor.organ_ids, wants_secrecy=False)
    mine &= Q(is_confidential=False)
    for code in actor.places(Role.OFFICE):
        mine |= Q(county_code=code, is_confidential=True)
    return mine


def waiting_for(actor: Actor) -> Q:
    """The matters whose turn it is with this actor."""
    mine = _NONE
    for code in actor.places(Role.CLERK):
        mine |= under(code, "desk_code") & Q(state=State.REGISTERED)
        mine |= under(code) & Q(state=State.ANSWERED)
    for code in actor.places(Role.OFFICE):
        mine |= Q(desk_code=code, state=State.REGISTERED)
    if actor.organ_ids:
        mine |= Q(organ_id__in=actor.organ_ids, state__in=[State.ASSIGNED, State.HANDLING])
    return mine


def counts_waiting(actor: Actor, *, most: int = 100) -> int:
    """How many matters wait for this actor, counted no further than ``most`` and one."""
    # What waits for someone is visible to them, so visibility need not be asked again.
    return Case.objects.filter(waiting_for(actor)).values("pk")[: most + 1].count()
