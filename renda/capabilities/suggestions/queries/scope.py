"""Which suggestions someone may see, and those open to everyone."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q, QuerySet

from renda.capabilities.suggestions.models import Assignment, Cosigner, Suggestion
from renda.capabilities.suggestions.terms import PRIVATE_STATES, AssignmentState, State
from renda.foundation.accounts import places
from renda.foundation.accounts.actor import Actor
from renda.foundation.accounts.terms import Role

# What the office never had: drafts, and drafts thrown away.
_WITH_OFFICE = Q(submitted_on__isnull=False)


def visible_to(actor: Actor) -> QuerySet[Suggestion]:
    """Suggestions an actor may open: one's own, those of one's congress's office, of one's organ, of one's committee.

    A draft is seen by the lead deputy and by those asked to sign it, and by nobody else.
    """
    if actor.is_system:
        return Suggestion.objects.all()
    reach = Q(pk__in=[])
    if actor.user_id is not None and Role.DEPUTY in actor.roles:
        signed = Cosigner.objects.filter(suggestion=OuterRef("pk"), deputy__user_id=actor.user_id)
        reach |= Q(lead__user_id=actor.user_id) | Q(Exists(signed))
    for place_code in actor.places(Role.OFFICE, Role.LEADER):
        reach |= _WITH_OFFICE & places.under(place_code)
    for place_code in actor.places(Role.COMMITTEE):
        reach |= _WITH_OFFICE & Q(place_code=place_code)
    organs = actor.organ_ids | actor.headed_organ_ids
    if organs:
        held = Assignment.objects.filter(suggestion=OuterRef("pk"), organ_id__in=organs)
        reach |= Q(Exists(held.exclude(state__in=[AssignmentState.PLANNED, AssignmentState.RETURNED])))
    return Suggestion.objects.filter(reach)


def led_by(actor: Actor) -> QuerySet[Suggestion]:
    """The suggestions a deputy leads, drafts among them; the newest first."""
    if actor.user_id is None:
        return Suggestion.objects.none()
    return Suggestion.objects.filter(lead__user_id=actor.user_id).order_by("-pk")


def to_sign(actor: Actor) -> QuerySet[Cosigner]:
    """Requests to sign that wait for a deputy's answer."""
    if actor.user_id is None:
        return Cosigner.objects.none()
    asked = Cosigner.objects.filter(deputy__user_id=actor.user_id, state="asked", suggestion__state=State.COSIGNING)
    return asked.select_related("suggestion", "deputy").order_by("-pk")


def public() -> QuerySet[Suggestion]:
    """Suggestions that everyone may read."""
    open_to_all = Suggestion.objects.filter(published_on__isnull=False, wishes_secrecy=False)
    return open_to_all.exclude(state__in=PRIVATE_STATES)
