"""Signatures under a motion or an inquiry: asked for, given, taken back; too few and it lapses."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.utils.timezone import localdate

from renda.capabilities.motions import rules
from renda.capabilities.motions.actions import common
from renda.capabilities.motions.flow import INQUIRY_FLOW, MOTION_FLOW
from renda.capabilities.motions.models import Inquiry, Motion, Signer
from renda.capabilities.motions.rules import Needed
from renda.capabilities.motions.terms import InquiryState, MotionState, Signature
from renda.foundation.accounts.actor import Actor
from renda.foundation.action import action
from renda.foundation.audit import trail
from renda.foundation.errors import RuleBroken, StaleState
from renda.foundation.policy import grants
from renda.foundation.workflow.definition import Workflow
from renda.foundation.workflow.run import take_step

GATHERING = (MotionState.SIGNING, InquiryState.SIGNING)
# Once these are over, a name under it can no longer be taken back.
UNSIGNABLE = (*GATHERING, MotionState.SUBMITTED, MotionState.REFERRED, InquiryState.SUBMITTED, InquiryState.WITH_ORGAN)


def flow_of(thing: Motion | Inquiry) -> Workflow:
    """The workflow a thing goes by."""
    return MOTION_FLOW if isinstance(thing, Motion) else INQUIRY_FLOW


def needed(thing: Motion | Inquiry, day: object) -> Needed:
    """How many must sign this thing, at its level and in its body."""
    ask = rules.signatures_for_motion if isinstance(thing, Motion) else rules.signatures_for_inquiry
    return ask(thing.body, thing.congress.level, on=day, overlays=common.overlays(thing))  # type: ignore[arg-type]


@action
def ask(thing: Motion | Inquiry, deputy_ids: Collection[int], *, actor: Actor, at: datetime) -> Motion | Inquiry:
    """Ask members of the same body to sign."""
    take_step(flow_of(thing), thing, "ask", actor=actor, at=at)
    names = common.ask(thing, deputy_ids, at=at)
    common.note(thing, "ask", actor=actor, at=at, text="、".join(names))
    return thing


@action
def answer(signer: Signer, *, agrees: bool, actor: Actor, at: datetime) -> Signer:
    """Say whether one signs what one has read.

    Raises:
        StaleState: it was changed since it was read.
    """
    read = thing_of(signer)
    thing = common.hold(read)
    grants.require(actor, "motions.sign", signer)
    if thing.state not in GATHERING:
        raise RuleBroken("not-signing", "现在不在征集联名")
    if thing.revision != read.revision:
        raise StaleState("answer")
    said = Signature.CONFIRMED if agrees else Signature.DECLINED
    if Signer.objects.filter(pk=signer.pk, state=Signature.ASKED).update(state=said, answered_at=at) != 1:
        raise StaleState("answer")
    signer.refresh_from_db()
    common.recount(thing)
    verb = "confirm" if agrees else "decline"
    trail.record(at=at, actor=actor, verb=f"motions.{verb}", subject=thing)
    common.note(thing, verb, actor=actor, at=at)
    return signer


@action
def unsign(signer: Signer, *, reason: str, actor: Actor, at: datetime) -> Motion | Inquiry:
    """Take one's name back; with too few names left after the hand-in it lapses, otherwise it goes on."""
    said, day = rules.must_say(reason), localdate(at)
    thing = common.hold(thing_of(signer))
    grants.require(actor, "motions.unsign_own", signer)
    if signer.deputy_id == thing.lead_id:
        raise RuleBroken("own-signature", "领衔代表请撤回整件，不能只撤回联名")
    if thing.state not in UNSIGNABLE:
        raise RuleBroken("not-unsignable", "现在不能撤回联名")
    taken = Signer.objects.filter(pk=signer.pk, state=Signature.CONFIRMED)
    if taken.update(state=Signature.WITHDRAWN, answered_at=at) != 1:
        raise StaleState("unsign")
    left, must = common.signed(thing), needed(thing, day)
    article = rules.citation("motion.withdraw.partial", on=day, overlays=common.overlays(thing)) or must.citation
    common.note(thing, "unsign", actor=actor, at=at, text=said)
    if thing.state not in GATHERING and rules.lapses(left, must):
        take_step(flow_of(thing), thing, "lapse", actor=actor, at=at, citation=article, ended_on=day, signer_count=left)
        common.note(thing, "lapse", actor=actor, at=at)
        common.tell_signers(thing, "联名不足，已经终止：%(title)s", actor=actor, at=at)
        common.tell_office(thing, "联名不足，已经终止：%(title)s", actor=actor, at=at)
        return thing
    common.recount(thing)
    trail.record(at=at, actor=actor, verb="motions.unsign", subject=thing, citation=article)
    return thing


def thing_of(signer: Signer) -> Motion | Inquiry:
    """What a signature stands under."""
    found = signer.motion or signer.inquiry
    if found is None:
        raise RuleBroken("nothing-signed", "没有找到联名的议案")
    return found
