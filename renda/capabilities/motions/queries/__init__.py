"""Every read of motions and inquiries: what someone may see of them."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q, QuerySet

from renda.capabilities.motions.models import Inquiry, Motion, Signer
from renda.foundation.accounts import places
from renda.foundation.accounts.actor import Actor
from renda.foundation.accounts.terms import Role


def motions_visible_to(actor: Actor) -> QuerySet[Motion]:
    """Motions an actor may open: one's own and those one is asked to sign, those of one's office or committee."""
    return Motion.objects.filter(_reach(actor, "motion"))


def inquiries_visible_to(actor: Actor) -> QuerySet[Inquiry]:
    """Inquiries an actor may open; the organ that is asked sees it once its manner is chosen."""
    organs = actor.organ_ids | actor.headed_organ_ids
    asked = Q(organ_id__in=organs, manner__gt="") if organs else Q(pk__in=[])
    return Inquiry.objects.filter(_reach(actor, "inquiry") | asked)


def _reach(actor: Actor, column: str) -> Q:
    if actor.is_system:
        return Q()
    reach = Q(pk__in=[])
    if actor.user_id is not None and Role.DEPUTY in actor.roles:
        signed = Signer.objects.filter(**{column: OuterRef("pk")}, deputy__user_id=actor.user_id)
        reach |= Q(lead__user_id=actor.user_id) | Q(Exists(signed))
    handed_in = Q(submitted_on__isnull=False)
    for place_code in actor.places(Role.OFFICE, Role.LEADER):
        reach |= handed_in & places.under(place_code)
    for place_code in actor.places(Role.OFFICE):
        # A body's motion is written at the office.
        reach |= Q(place_code=place_code, lead__isnull=True)
    for place_code in actor.places(Role.COMMITTEE):
        reach |= handed_in & Q(place_code=place_code)
    return reach
