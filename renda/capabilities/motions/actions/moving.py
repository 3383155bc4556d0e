"""The life of a motion: written, handed in, sent to a committee, put on the agenda, decided, or made a suggestion."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.timezone import localdate

from renda.capabilities.motions import rules
from renda.capabilities.motions.actions import common
from renda.capabilities.motions.actions.signing import needed
from renda.capabilities.motions.events import MotionOnAgenda, MotionTurned
from renda.capabilities.motions.flow import MOTION_FLOW
from renda.capabilities.motions.models import Motion
from renda.capabilities.motions.terms import Body, MotionState, Proposer, Result, Signature
from renda.capabilities.suggestions import actions as suggestion_actions
from renda.capabilities.suggestions.terms import Origin
from renda.foundation.accounts.actor import SYSTEM, Actor
from renda.foundation.accounts.terms import Level, OrganKind, Role
from renda.foundation.action import action
from renda.foundation.audit import trail
from renda.foundation.errors import RuleBroken, StaleState
from renda.foundation.events.bus import announce
from renda.foundation.notices import outbox
from renda.foundation.policy import grants
from renda.foundation.workflow.run import take_step

# A part of a suggestion is shorter than one of a motion.
PART = 3000
CUT = "方案较长，建议草稿只取前一部分，请领衔代表补全"


@dataclass(frozen=True)
class Text:
    """What a motion says: its cause as the title, its grounds, its plan."""

    title: str = ""
    grounds: str = ""
    plan: str = ""

    def fields(self) -> dict[str, str]:
        """The fields of a motion, checked for length."""
        rules.must_fit(self.title, self.grounds, self.plan)
        return {"title": self.title.strip(), "grounds": self.grounds.strip(), "plan": self.plan.strip()}


@action
def write(
    congress: Any,
    text: Text,
    *,
    body: str = Body.CONGRESS,
    proposer: str = Proposer.JOINT,
    proposer_name: str = "",
    deputy_id: int | None = None,
    actor: Actor,
    at: datetime,
) -> Motion:
    """Begin a motion: of deputies or members jointly, or of a body the law names.

    Raises:
        RuleBroken: no seat in that body, a township's committee, an institution without a name or that may not propose.
    """
    grants.require(actor, "motions.draft", congress)
    if body not in Body.values() or proposer not in Proposer.values():
        raise RuleBroken("no-such-word", "请从列表中选择")
    if body == Body.COMMITTEE and congress.level == Level.TOWNSHIP:
        raise RuleBroken("no-such-body", "乡镇人大不设常委会，只能向代表大会会议提出")
    lead, name = None, proposer_name.strip()
    if proposer == Proposer.JOINT:
        lead = common.seat(congress, body, actor=actor, deputy_id=deputy_id).deputy
        name = lead.name
    elif not name or not actor.holds_exactly(Role.OFFICE, congress.region_id):
        raise RuleBroken("no-proposer", "国家机关提出的议案由本级人大机关登记，请写明提案机关")
    else:
        rules.must_be_proposer(proposer, body=body, level=congress.level, on=localdate(at))
    motion = Motion.objects.create(
        congress=congress,
        place_code=congress.region_id,
        body=body,
        proposer=proposer,
        proposer_name=name[:60],
        lead=lead,
        drafted_on=localdate(at),
        **text.fields(),
    )
    if lead is not None:
        common.sign_as_lead(motion, lead, at=at)
    trail.record(at=at, actor=actor, verb="motions.write", subject=motion)
    common.note(motion, "write", actor=actor, at=at)
    return motion


@action
def save(motion: Motion, text: Text, *, actor: Actor, at: datetime) -> Motion:
    """Keep what is written so far; a text changed while signatures are gathered is signed anew."""
    grants.require(actor, "motions.submit", motion)
    if motion.state not in {MotionState.DRAFT, MotionState.SIGNING}:
        raise RuleBroken("not-editable", "“%(state)s”的议案不能修改", state=motion.get_state_display())
    fields = text.fields()
    changed = any(getattr(motion, name) != value for name, value in fields.items())
    seen = Motion.objects.filter(pk=motion.pk, state=motion.state, revision=motion.revision)
    if seen.update(revision=motion.revision + 1, **fields) != 1:
        raise StaleState("save")
    motion.refresh_from_db()
    if changed:
        common.sign_anew(motion)
    trail.record(at=at, actor=actor, verb="motions.save", subject=motion)
    return motion


@action
def submit(motion: Motion, *, actor: Actor, at: datetime) -> Motion:
    """Hand it in with its form and its signatures (《代表法》第十五条、《地方组织法》第二十二条、第五十二条)."""
    day = localdate(at)
    common.hold(motion)
    signed, citation = 1, ""
    if motion.proposer == Proposer.JOINT:
        must = needed(motion, day)
        signed, citation = common.signed(motion), must.citation
        rules.must_be_signed(signed, must)
    facts = {"submitted_on": motion.submitted_on or day}
    if motion.number is None:
        facts |= common.identity(motion, day, kind="m")
    take_step(MOTION_FLOW, motion, "submit", actor=actor, at=at, citation=citation, signer_count=signed, **facts)
    motion.signers.filter(state=Signature.ASKED).delete()
    common.note(motion, "submit", actor=actor, at=at)
    common.tell_office(motion, "收到议案：%(title)s，请提请决定", actor=actor, at=at)
    return motion


@action
def return_form(motion: Motion, *, reason: str, actor: Actor, at: datetime) -> Motion:
    """Give back what lacks its form, to be put right."""
    said = rules.must_say(reason)
    article = rules.citation("motion.form", on=localdate(at), overlays=common.overlays(motion))
    take_step(MOTION_FLOW, motion, "return_form", actor=actor, at=at, citation=article)
    common.note(motion, "return_form", actor=actor, at=at, text=said)
    common.tell_signers(motion, "议案请补正：%(title)s", actor=actor, at=at)
    return motion


@action
def refer(motion: Motion, *, committee: Any, actor: Actor, at: datetime) -> Motion:
    """Send it to a special committee first, as the presidium or the council decided."""
    _must_be_here(motion, committee)
    article = _agenda(motion, at)
    take_step(MOTION_FLOW, motion, "refer", actor=actor, at=at, citation=article, committee_id=committee.pk)
    common.note(motion, "refer", actor=actor, at=at, text=committee.name)
    _tell_committee(motion, "请对议案提出意见：%(title)s", actor=actor, at=at)
    return motion


@action
def opine(motion: Motion, *, text: str, recommends: bool, actor: Actor, at: datetime) -> Motion:
    """The committee says whether it should go on the agenda; the presidium decides."""
    said = rules.must_say(text, most=5000)
    take_step(MOTION_FLOW, motion, "opine", actor=actor, at=at, committee_opinion=said, committee_recommends=recommends)
    common.note(motion, "opine", actor=actor, at=at, text=said)
    common.tell_office(motion, "专门委员会已对议案提出意见：%(title)s", actor=actor, at=at)
    return motion


@action
def put_on_agenda(motion: Motion, *, actor: Actor, at: datetime) -> Motion:
    """Keep that it goes on the agenda; an institution's motion is put to the session as of right."""
    take_step(MOTION_FLOW, motion, "put_on_agenda", actor=actor, at=at, citation=_agenda(motion, at))
    common.note(motion, "put_on_agenda", actor=actor, at=at)
    common.tell_signers(motion, "已列入议程：%(title)s", actor=actor, at=at)
    announce(MotionOnAgenda(motion.pk, at))
    return motion


def _agenda(motion: Motion, at: datetime) -> str:
    key = rules.agenda_key(motion.proposer, body=motion.body)
    return rules.citation(key, on=localdate(at), overlays=common.overlays(motion))


@action
def consider(motion: Motion, *, committee: Any, reason: str, actor: Actor, at: datetime) -> Motion:
    """Leave it off this agenda; a committee considers it after the session and reports.

    Raises:
        RuleBroken: the motion of an institution, which must be put to the session.
    """
    said, day = rules.must_say(reason), localdate(at)
    rules.may_be_left_off(motion.proposer, body=motion.body, on=day)
    _must_be_here(motion, committee)
    closed_on = rules.is_considered_from(day, motion.session.closes_on if motion.session else None)
    clock = rules.report_clock(closed_on=closed_on, overlays=common.overlays(motion), calendar=common.calendar())
    take_step(
        MOTION_FLOW,
        motion,
        "consider",
        actor=actor,
        at=at,
        citation=clock.citation if clock else _agenda(motion, at),
        committee_id=committee.pk,
        report_due_on=clock.due_on if clock else None,
        report_due_citation=clock.citation if clock else "",
    )
    common.note(motion, "consider", actor=actor, at=at, text=said)
    _tell_committee(motion, "请在闭会后审议：%(title)s", actor=actor, at=at)
    common.tell_signers(motion, "不列入本次会议议程，闭会后审议：%(title)s", actor=actor, at=at)
    return motion


@action
def turn(motion: Motion, *, actor: Actor, at: datetime) -> Motion:
    """Make it a deputy's suggestion of the one who leads; the signers need not sign again.

    Raises:
        RuleBroken: the motion of an institution, which must be put to the session.
    """
    rules.may_be_left_off(motion.proposer, body=motion.body, on=localdate(at))
    suggestion = suggestion_actions.write(
        motion.congress,
        suggestion_actions.Text(
            title=motion.title,
            situation=motion.grounds[:PART],
            analysis=motion.grounds[PART:],
            advice=motion.plan[:PART],
            origin=Origin.MOTION,
        ),
        actor=SYSTEM,
        at=at,
        deputy_id=motion.lead_id,
    )
    take_step(MOTION_FLOW, motion, "turn", actor=actor, at=at, suggestion_id=suggestion.pk, ended_on=localdate(at))
    common.note(motion, "turn", actor=actor, at=at, text=CUT if len(motion.plan) > PART else "")
    common.tell_signers(motion, "议案转为代表建议，请领衔代表确认后提交：%(title)s", actor=actor, at=at)
    announce(MotionTurned(motion.pk, suggestion.pk, at))
    return motion


@action
def decide(motion: Motion, *, result: str, text: str, actor: Actor, at: datetime) -> Motion:
    """Keep what the vote came to."""
    return _conclude(motion, "decide", result, text, actor=actor, at=at)


@action
def report(motion: Motion, *, text: str, actor: Actor, at: datetime) -> Motion:
    """Keep what the committee reported on a motion left off the agenda."""
    return _conclude(motion, "report", Result.REPORTED, text, actor=actor, at=at)


def _conclude(motion: Motion, step: str, result: str, text: str, *, actor: Actor, at: datetime) -> Motion:
    said, day = rules.must_say(text), localdate(at)
    take_step(
        MOTION_FLOW,
        motion,
        step,
        actor=actor,
        at=at,
        citation=motion.report_due_citation if step == "report" else "",
        result=result,
        result_text=said,
        decided_on=day,
        ended_on=day,
    )
    common.note(motion, step, actor=actor, at=at, text=said)
    common.tell_signers(motion, "议案有了结果：%(title)s", actor=actor, at=at)
    return motion


@action
def withdraw(motion: Motion, *, reason: str, actor: Actor, at: datetime) -> Motion:
    """Take it back; once on the agenda the presidium's consent is needed, which the office keeps (第二十二条第三款)."""
    said, day = rules.must_say(reason), localdate(at)
    step = "withdraw_from_agenda" if motion.state == MotionState.ON_AGENDA else "withdraw"
    article = ""
    if step == "withdraw_from_agenda":
        article = rules.citation(rules.withdrawal_key(motion.body), on=day, overlays=common.overlays(motion))
        if not grants.allowed(actor, "motions.arrange", motion):
            raise rules.consent_needed(motion.body, article=article)
    take_step(MOTION_FLOW, motion, step, actor=actor, at=at, citation=article, ended_on=day)
    common.note(motion, "withdraw", actor=actor, at=at, text=said)
    common.tell_office(motion, "议案撤回：%(title)s", actor=actor, at=at)
    return motion


def _must_be_here(motion: Motion, committee: Any) -> None:
    if committee.region_id != motion.place_code or committee.kind != OrganKind.CONGRESS:
        raise RuleBroken("not-a-committee", "“%(organ)s”不是本级人大的专门委员会，请另选", organ=committee.name)


def _tell_committee(motion: Motion, text: str, *, actor: Actor, at: datetime) -> None:
    outbox.tell_posts(
        Role.COMMITTEE,
        text,
        organ_id=motion.committee_id,
        but_not=actor.user_id,
        link=common.link(motion),
        at=at,
        title=motion.title,
    )
