"""What someone may see of motions and inquiries, and what waits for them."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q, QuerySet

from renda.capabilities.motions.models import Inquiry, Motion, Signer
from renda.capabilities.motions.terms import InquiryState, MotionState, Signature
from renda.foundation.accounts import places
from renda.foundation.accounts.actor import Actor
from renda.foundation.accounts.terms import Role

TO_COMMITTEE = (MotionState.REFERRED, MotionState.CONSIDERED)


def motions_visible_to(actor: Actor) -> QuerySet[Motion]:
    """Motions an actor may open: one's own and those one is asked to sign, those of one's office or committee."""
    return Motion.objects.all() if actor.is_system else Motion.objects.filter(_reach(actor, "motion"))


def inquiries_visible_to(actor: Actor) -> QuerySet[Inquiry]:
    """Inquiries an actor may open; the organ that is asked sees it once its manner is chosen."""
    if actor.is_system:
        return Inquiry.objects.all()
    organs = actor.organ_ids | actor.headed_organ_ids
    asked = Q(organ_id__in=organs, manner__gt="") if organs else Q(pk__in=[])
    return Inquiry.objects.filter(_reach(actor, "inquiry") | asked)


def _reach(actor: Actor, column: str) -> Q:
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


def asked_to_sign(actor: Actor) -> QuerySet[Signer]:
    """The signatures this deputy is asked for and has not answered."""
    if actor.user_id is None:
        return Signer.objects.none()
    asked = Signer.objects.filter(deputy__user_id=actor.user_id, state=Signature.ASKED)
    return asked.filter(Q(motion__state=MotionState.SIGNING) | Q(inquiry__state=InquiryState.SIGNING))


def motions_of(actor: Actor) -> QuerySet[Motion]:
    """The motions a deputy leads or has signed, the newest first."""
    return Motion.objects.filter(_own(actor, "motion")).order_by("-pk")


def inquiries_of(actor: Actor) -> QuerySet[Inquiry]:
    """The inquiries a deputy leads or has signed, the newest first."""
    return Inquiry.objects.filter(_own(actor, "inquiry")).order_by("-pk")


def _own(actor: Actor, column: str) -> Q:
    if actor.user_id is None:
        return Q(pk__in=[])
    signed = Signer.objects.filter(**{column: OuterRef("pk")}, deputy__user_id=actor.user_id, state=Signature.CONFIRMED)
    return Q(lead__user_id=actor.user_id) | Q(Exists(signed))


def count_asked_to_sign(actor: Actor) -> int:
    """How many signatures this deputy is asked for."""
    return asked_to_sign(actor).count()


def sent_to(actor: Actor) -> QuerySet[Motion]:
    """The motions sent to the committees this person works in, what is to be done first and by its day."""
    return Motion.objects.filter(committee_id__in=actor.committee_ids)


def count_waiting_for_committee(actor: Actor) -> int:
    """How many motions wait for an opinion or a report of this person's committees."""
    return sent_to(actor).filter(state__in=TO_COMMITTEE).count()


def asked_of(actor: Actor) -> QuerySet[Inquiry]:
    """The inquiries that the organs of this person answer, or have answered."""
    return Inquiry.objects.filter(organ_id__in=actor.organ_ids | actor.headed_organ_ids, manner__gt="")


def count_to_answer(actor: Actor) -> int:
    """How many inquiries wait for the answer of the organs this person heads."""
    waiting = Inquiry.objects.filter(organ_id__in=actor.headed_organ_ids, state=InquiryState.WITH_ORGAN)
    return waiting.filter(manner__gt="").count()
