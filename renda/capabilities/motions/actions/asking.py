"""The life of an inquiry: written, handed in, its manner chosen, answered, asked again by half of its signers, ended."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.timezone import localdate

from renda.capabilities.motions import rules
from renda.capabilities.motions.actions import common
from renda.capabilities.motions.actions.signing import needed
from renda.capabilities.motions.events import InquiryAnswered
from renda.capabilities.motions.flow import INQUIRY_FLOW
from renda.capabilities.motions.models import Inquiry
from renda.capabilities.motions.terms import Body, InquiryState, Manner, Signature
from renda.foundation.accounts.actor import Actor
from renda.foundation.accounts.terms import Level, Role
from renda.foundation.action import action
from renda.foundation.audit import trail
from renda.foundation.errors import RuleBroken, StaleState
from renda.foundation.events.bus import announce
from renda.foundation.notices import outbox
from renda.foundation.policy import grants
from renda.foundation.workflow.run import take_step


@dataclass(frozen=True)
class Question:
    """What an inquiry asks: whom, the questions one a line, and the content behind them."""

    title: str = ""
    questions: str = ""
    content: str = ""

    def fields(self) -> dict[str, str]:
        """The fields of an inquiry, checked for length and number."""
        rules.must_fit(self.title, self.questions, self.content)
        if len(self.questions.splitlines()) > rules.QUESTIONS_MOST:
            raise RuleBroken("too-many-questions", "一件质询案最多%(most)s个问题", most=rules.QUESTIONS_MOST)
        return {"title": self.title.strip(), "questions": self.questions.strip(), "content": self.content.strip()}


@action
def write_inquiry(
    congress: Any,
    question: Question,
    *,
    organ: Any = None,
    body: str = Body.CONGRESS,
    deputy_id: int | None = None,
    actor: Actor,
    at: datetime,
) -> Inquiry:
    """Begin an inquiry to an organ of the same level.

    Raises:
        RuleBroken: no seat in that body, or an organ that cannot be asked.
    """
    grants.require(actor, "motions.draft", congress)
    if body not in Body.values():
        raise RuleBroken("no-such-word", "请从列表中选择")
    if body == Body.COMMITTEE and congress.level == Level.TOWNSHIP:
        raise RuleBroken("no-such-body", "乡镇人大不设常委会，只能向代表大会会议提出")
    lead = common.seat(congress, body, actor=actor, deputy_id=deputy_id).deputy
    _must_be_askable(congress.region_id, organ)
    inquiry = Inquiry.objects.create(
        congress=congress,
        place_code=congress.region_id,
        body=body,
        lead=lead,
        proposer_name=lead.name,
        organ=organ,
        drafted_on=localdate(at),
        **question.fields(),
    )
    common.sign_as_lead(inquiry, lead, at=at)
    trail.record(at=at, actor=actor, verb="motions.write_inquiry", subject=inquiry)
    common.note(inquiry, "write", actor=actor, at=at)
    return inquiry


def _must_be_askable(place_code: str, organ: Any) -> None:
    if organ is None:
        return
    rules.must_be_answerable(organ.kind)
    if organ.region_id != place_code:
        raise RuleBroken("organ-elsewhere", "“%(organ)s”不在本级，请另选承办单位", organ=organ.name)


@action
def save_inquiry(inquiry: Inquiry, question: Question, *, organ: Any = None, actor: Actor, at: datetime) -> Inquiry:
    """Keep what is written so far; a text changed while signatures are gathered is signed anew."""
    grants.require(actor, "motions.write", inquiry)
    if inquiry.state not in {InquiryState.DRAFT, InquiryState.SIGNING}:
        raise RuleBroken("not-editable", "“%(state)s”的质询案不能修改", state=inquiry.get_state_display())
    _must_be_askable(inquiry.place_code, organ)
    fields = {**question.fields(), "organ_id": organ.pk if organ else inquiry.organ_id}
    changed = any(getattr(inquiry, name) != value for name, value in fields.items())
    seen = Inquiry.objects.filter(pk=inquiry.pk, state=inquiry.state, revision=inquiry.revision)
    if seen.update(revision=inquiry.revision + 1, **fields) != 1:
        raise StaleState("save")
    inquiry.refresh_from_db()
    if changed:
        common.sign_anew(inquiry)
    trail.record(at=at, actor=actor, verb="motions.save_inquiry", subject=inquiry)
    return inquiry


@action
def submit_inquiry(inquiry: Inquiry, *, actor: Actor, at: datetime) -> Inquiry:
    """Hand it in with its form and its signatures (《地方组织法》第二十四条、第五十三条)."""
    day = localdate(at)
    common.hold(inquiry)
    must, signed = needed(inquiry, day), common.signed(inquiry)
    rules.must_be_signed(signed, must)
    facts: dict[str, Any] = {"submitted_on": inquiry.submitted_on or day}
    if inquiry.number is None:
        facts |= common.identity(inquiry, day, kind="i")
    take_step(INQUIRY_FLOW, inquiry, "submit", actor=actor, at=at, citation=must.citation, signer_count=signed, **facts)
    inquiry.signers.filter(state=Signature.ASKED).delete()
    common.note(inquiry, "submit", actor=actor, at=at)
    common.tell_office(inquiry, "收到质询案：%(title)s，请提请决定", actor=actor, at=at)
    return inquiry


@action
def return_inquiry(inquiry: Inquiry, *, reason: str, actor: Actor, at: datetime) -> Inquiry:
    """Give back what lacks its form, to be put right."""
    said = rules.must_say(reason)
    take_step(INQUIRY_FLOW, inquiry, "return_form", actor=actor, at=at, citation=_form(inquiry, at))
    common.note(inquiry, "return_form", actor=actor, at=at, text=said)
    common.tell_signers(inquiry, "质询案请补正：%(title)s", actor=actor, at=at)
    return inquiry


def _form(inquiry: Inquiry, at: datetime) -> str:
    return rules.citation(rules.form_key(inquiry.body), on=localdate(at), overlays=common.overlays(inquiry))


@action
def choose_manner(inquiry: Inquiry, *, manner: str, due_on: date | None, actor: Actor, at: datetime) -> Inquiry:
    """Keep how and by when it is answered, as the presidium or the council decided."""
    rules.must_be_manner(manner)
    if due_on is not None and due_on < localdate(at):
        raise RuleBroken("past", "答复日期不能早于今天")
    take_step(
        INQUIRY_FLOW,
        inquiry,
        "choose_manner",
        actor=actor,
        at=at,
        citation=_form(inquiry, at),
        manner=manner,
        answer_due_on=due_on,
    )
    common.note(inquiry, "choose_manner", actor=actor, at=at, text=Manner(manner).label)
    _tell_organ(inquiry, "请答复质询案：%(title)s", actor=actor, at=at)
    return inquiry


def _tell_organ(inquiry: Inquiry, text: str, *, actor: Actor, at: datetime) -> None:
    for role in (Role.HEAD, Role.HANDLER):
        outbox.tell_posts(
            role,
            text,
            organ_id=inquiry.organ_id,
            but_not=actor.user_id,
            link=common.link(inquiry),
            at=at,
            title=inquiry.title,
        )


@action
def answer_inquiry(inquiry: Inquiry, *, text: str, answered_by: str, actor: Actor, at: datetime) -> Inquiry:
    """Answer: the head signs a written one, or attends and the office keeps what was said."""
    said = rules.must_say(text, most=20_000)
    if not answered_by.strip():
        raise RuleBroken("no-head", "请写明答复的负责人", citation=_form(inquiry, at))
    take_step(
        INQUIRY_FLOW,
        inquiry,
        "answer",
        actor=actor,
        at=at,
        citation=_form(inquiry, at),
        answer=said,
        answered_by=answered_by.strip()[:60],
        answered_on=localdate(at),
    )
    common.note(inquiry, "answer", actor=actor, at=at, text=said)
    common.tell_signers(inquiry, "质询案已答复：%(title)s", actor=actor, at=at)
    announce(InquiryAnswered(inquiry.pk, at))
    return inquiry


@action
def protest(inquiry: Inquiry, *, actor: Actor, at: datetime) -> Inquiry:
    """A signer says that the answer of this round is not enough."""
    grants.require(actor, "motions.protest", inquiry)
    held = common.hold(inquiry)
    if held.state != InquiryState.ANSWERED:
        raise RuleBroken("not-answered", "答复以后才能表示不满意")
    own = held.signers.filter(deputy__user_id=actor.user_id or 0, state=Signature.CONFIRMED)
    if own.exclude(dissatisfied_round=held.round).update(dissatisfied_round=held.round) != 1:
        raise RuleBroken("said-already", "您已经表示过不满意")
    trail.record(at=at, actor=actor, verb="motions.protest", subject=held)
    common.note(held, "vote_no", actor=actor, at=at)
    return held


def dissatisfied(inquiry: Inquiry) -> int:
    """How many of the signers are not satisfied with the answer of this round."""
    return inquiry.signers.filter(dissatisfied_round=inquiry.round).count()


@action
def answer_again(inquiry: Inquiry, *, actor: Actor, at: datetime) -> Inquiry:
    """Have it answered again, where enough of the signers ask for it.

    Raises:
        RuleBroken: fewer than half of the signers in the congress, or no more than half in the committee.
    """
    day = localdate(at)
    held = common.hold(inquiry)
    unhappy = dissatisfied(held)
    enough, article = rules.may_demand_again(
        unhappy, held.signer_count, body=held.body, on=day, overlays=common.overlays(held)
    )
    if not enough:
        raise RuleBroken(
            "too-few-dissatisfied",
            "联名人%(all)s人，表示不满意的%(unhappy)s人，不够要求再作答复的人数",
            citation=article,
            all=held.signer_count,
            unhappy=unhappy,
        )
    take_step(INQUIRY_FLOW, inquiry, "answer_again", actor=actor, at=at, citation=article, round=inquiry.round + 1)
    common.note(inquiry, "answer_again", actor=actor, at=at)
    _tell_organ(inquiry, "请再作答复：%(title)s", actor=actor, at=at)
    return inquiry


@action
def end_inquiry(inquiry: Inquiry, *, text: str = "", actor: Actor, at: datetime) -> Inquiry:
    """End it: the answer stands."""
    take_step(INQUIRY_FLOW, inquiry, "end", actor=actor, at=at, ended_on=localdate(at))
    common.note(inquiry, "end", actor=actor, at=at, text=text.strip())
    return inquiry


@action
def withdraw_inquiry(inquiry: Inquiry, *, reason: str, actor: Actor, at: datetime) -> Inquiry:
    """Take it back before it is answered."""
    said = rules.must_say(reason)
    take_step(INQUIRY_FLOW, inquiry, "withdraw", actor=actor, at=at, ended_on=localdate(at))
    common.note(inquiry, "withdraw", actor=actor, at=at, text=said)
    common.tell_office(inquiry, "质询案撤回：%(title)s", actor=actor, at=at)
    return inquiry
