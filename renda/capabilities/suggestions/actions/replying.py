"""The reply: drafted by the leading organ, signed by its head, sent to those who signed the suggestion."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.timezone import localdate

from renda.capabilities.suggestions.actions import common
from renda.capabilities.suggestions.events import SuggestionReplied
from renda.capabilities.suggestions.flow import ASSIGNMENT_FLOW, SUGGESTION_FLOW
from renda.capabilities.suggestions.models import Assignment, Contact, Letter, Reply, Suggestion
from renda.capabilities.suggestions.rules import clocks, duties, outcomes
from renda.capabilities.suggestions.terms import AssignmentState, Signature, State
from renda.foundation.accounts.actor import Actor
from renda.foundation.accounts.terms import Role
from renda.foundation.action import action
from renda.foundation.errors import RuleBroken
from renda.foundation.events.bus import announce
from renda.foundation.workflow.run import take_step


@dataclass(frozen=True)
class Answer:
    """What a leading organ answers; each promise is a text and the day it will be done."""

    text: str
    outcome: str
    contact_name: str
    contact_phone: str
    document_number: str = ""
    promises: Sequence[tuple[str, date]] = ()


@action
def draft_reply(part: Assignment, answer: Answer, *, actor: Actor, at: datetime) -> Reply:
    """Put a reply before the head; whoever has not talked with the deputy may not yet reply.

    Raises:
        RuleBroken: no talk with the deputy, no words, no class, or a promise without its day.
    """
    day = localdate(at)
    duties.must_have_talked(Contact.objects.filter(assignment=part).count(), on=day)
    duties.must_answer(answer.text, answer.outcome, [due_on for _, due_on in answer.promises], today=day)
    if not answer.contact_name.strip() or not answer.contact_phone.strip():
        raise RuleBroken("no-contact-person", "请写明联系人和联系电话")
    planned = [
        {"text": duties.must_say(text, most=300), "due_on": due_on.isoformat()} for text, due_on in answer.promises
    ]
    take_step(ASSIGNMENT_FLOW, part, "draft_reply", actor=actor, at=at)
    reply, _ = Reply.objects.update_or_create(
        assignment=part,
        round=part.round,
        defaults={
            "document_number": answer.document_number.strip()[:40],
            "text": answer.text.strip(),
            "outcome": answer.outcome,
            "contact_name": answer.contact_name.strip()[:40],
            "contact_phone": answer.contact_phone.strip()[:20],
            "drafted_by": actor.name,
            "drafted_at": at,
            "planned_promises": planned,
        },
    )
    common.note(part.suggestion, "draft_reply", actor=actor, at=at, text=part.organ.name)
    common.tell_organ(part, "答复待审核签发：%(title)s", actor=actor, at=at, role=Role.HEAD)
    return reply


@action
def return_reply(part: Assignment, *, reason: str, actor: Actor, at: datetime) -> Assignment:
    """Send the draft back to be changed; the clock runs on."""
    said = duties.must_say(reason)
    take_step(ASSIGNMENT_FLOW, part, "return_reply", actor=actor, at=at)
    common.note(part.suggestion, "return_reply", actor=actor, at=at, text=said)
    common.tell_organ(part, "答复退回修改：%(title)s", actor=actor, at=at)
    return part


@action
def issue_reply(part: Assignment, *, actor: Actor, at: datetime) -> Reply:
    """Sign and send the reply; when every lead has, the suggestion waits for the deputy's rating."""
    day, suggestion = localdate(at), common.hold(part)
    is_late = part.due_on is not None and day > part.due_on
    take_step(
        ASSIGNMENT_FLOW,
        part,
        "issue_reply",
        actor=actor,
        at=at,
        citation=part.due_citation,
        done_on=day,
        is_late=is_late,
    )
    reply = Reply.objects.get(assignment=part, round=part.round)
    Reply.objects.filter(pk=reply.pk, issued_on__isnull=True).update(issued_on=day, signed_by=actor.name)
    reply.refresh_from_db()
    _send_letters(reply, suggestion, day)
    common.note(suggestion, "issue_reply", actor=actor, at=at, text=part.organ.name, is_public=True)
    if all(lead.state == AssignmentState.REPLIED for lead in common.leads(suggestion)):
        _answered(suggestion, day, actor=actor, at=at)
    return reply


def _send_letters(reply: Reply, suggestion: Suggestion, day: date) -> None:
    """One letter to each signer where the local rules say so, else one to the lead."""
    to = [(suggestion.lead_id, suggestion.lead_name)]
    if clocks.letters_to_each(on=day, overlays=common.overlays(suggestion)):
        signed = suggestion.cosigners.filter(state=Signature.CONFIRMED)
        to += list(signed.values_list("deputy_id", "name"))
    Letter.objects.bulk_create(Letter(reply=reply, deputy_id=pk, name=name) for pk, name in to)


def current_replies(suggestion: Suggestion) -> list[Reply]:
    """The reply that stands of each leading organ: that of its present round, once issued."""
    leads = {lead.pk: lead for lead in common.leads(suggestion)}
    rows = Reply.objects.filter(assignment__in=leads, issued_on__isnull=False).select_related("assignment__organ")
    return [
        reply for reply in rows.order_by("assignment_id", "round") if reply.round == leads[reply.assignment_id].round
    ]


def _answered(suggestion: Suggestion, day: date, *, actor: Actor, at: datetime) -> None:
    replies = current_replies(suggestion)
    clock = clocks.rate(replied_on=day, overlays=common.overlays(suggestion), calendar=common.calendar())
    facts: dict[str, Any] = {
        "answered_on": day,
        "outcome": outcomes.overall_outcome(reply.outcome for reply in replies),
        "rate_due_on": clock.due_on if clock else None,
        "rating_reminded_on": None,
    }
    is_first = suggestion.replied_on is None
    if is_first:
        facts |= {"replied_on": day, "is_late": any(lead.is_late for lead in common.leads(suggestion))}
    citation = clock.citation if clock else ""
    take_step(SUGGESTION_FLOW, suggestion, "reply", actor=actor, at=at, citation=citation, **facts)
    if is_first:
        common.count("replied", suggestion, day)
        if suggestion.is_late:
            common.count("replied_late", suggestion, day)
    common.tell_signers(suggestion, "已答复，请评价：%(title)s", actor=actor, at=at)
    for merged in Suggestion.objects.filter(merged_into=suggestion, state=State.MERGED).select_related("lead"):
        common.tell_deputy(merged, "并案的建议已答复：%(title)s", actor=actor, at=at)
    text = outcomes.told((reply.text for reply in replies), is_secret=suggestion.wishes_secrecy)
    announce(SuggestionReplied(suggestion.pk, text, at))
