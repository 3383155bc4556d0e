"""The organs' acts and the office's answers to them: sign for, return, contact, extend, assist, remind."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.timezone import localdate

from renda.capabilities.suggestions.actions import common
from renda.capabilities.suggestions.actions.examining import part_clocks
from renda.capabilities.suggestions.flow import ASSIGNMENT_FLOW, SUGGESTION_FLOW
from renda.capabilities.suggestions.models import Assignment, Contact, Extension, ReturnRequest, Suggestion
from renda.capabilities.suggestions.rules import clocks, duties
from renda.capabilities.suggestions.terms import (
    AT_WORK,
    AssignmentState,
    ContactWay,
    Decision,
    Part,
    State,
    Weight,
)
from renda.foundation.accounts.actor import Actor
from renda.foundation.action import action
from renda.foundation.audit import trail
from renda.foundation.errors import RuleBroken, StaleState
from renda.foundation.policy import grants
from renda.foundation.workflow.run import take_step

_UNSIGNED = (AssignmentState.ASSIGNED, AssignmentState.PLANNED)


@action
def sign(part: Assignment, *, actor: Actor, at: datetime) -> Assignment:
    """Sign for it; once every lead has, handling begins."""
    suggestion = common.hold(part)
    take_step(ASSIGNMENT_FLOW, part, "sign", actor=actor, at=at, signed_on=localdate(at))
    common.note(suggestion, "sign", actor=actor, at=at, text=part.organ.name, is_public=True)
    _begin(suggestion, actor=actor, at=at)
    return part


def _begin(suggestion: Suggestion, *, actor: Actor, at: datetime) -> None:
    """Let handling begin when no lead is left that has not signed."""
    leads = common.leads(suggestion)
    if suggestion.state == State.ASSIGNED and leads and all(lead.state not in _UNSIGNED for lead in leads):
        take_step(SUGGESTION_FLOW, suggestion, "begin", actor=actor, at=at)


@action
def ask_return(part: Assignment, *, reason: str, actor: Actor, at: datetime) -> ReturnRequest:
    """Say in writing that it is not one's business; an organ never passes it on by itself."""
    day, said = localdate(at), duties.must_say(reason)
    suggestion = common.hold(part)
    if part.assigned_on is not None:
        clock = clocks.send_back(
            assigned_on=part.assigned_on, overlays=common.overlays(suggestion), calendar=common.calendar()
        )
        duties.must_be_in_time_to_return(clock, today=day)
    take_step(ASSIGNMENT_FLOW, part, "ask_return", actor=actor, at=at)
    request = ReturnRequest.objects.create(assignment=part, on=day, reason=said)
    common.note(suggestion, "ask_return", actor=actor, at=at, text=f"{part.organ.name}：{said}")
    common.tell_office(suggestion, "承办单位申请退回：%(title)s，请决定", actor=actor, at=at)
    return request


@action
def agree_return(request: ReturnRequest, *, note: str = "", actor: Actor, at: datetime) -> ReturnRequest:
    """Let the organ give it back; another one is named within the time the local rules set."""
    part, day = request.assignment, localdate(at)
    common.hold(part)
    take_step(ASSIGNMENT_FLOW, part, "agree_return", actor=actor, at=at, done_on=day)
    clock = clocks.reassign(returned_on=day, overlays=common.overlays(part.suggestion), calendar=common.calendar())
    _decide(request, Decision.AGREED, day, note, reassign_due_on=clock.due_on if clock else None)
    common.note(part.suggestion, "agree_return", actor=actor, at=at, text=part.organ.name)
    common.tell_organ(part, "同意退回：%(title)s", actor=actor, at=at)
    return request


@action
def deny_return(request: ReturnRequest, *, note: str, actor: Actor, at: datetime) -> ReturnRequest:
    """Do not let the organ give it back; it goes on handling."""
    part, day, said = request.assignment, localdate(at), duties.must_say(note)
    common.hold(part)
    take_step(ASSIGNMENT_FLOW, part, "deny_return", actor=actor, at=at, signed_on=part.signed_on or day)
    _decide(request, Decision.DENIED, day, said)
    common.note(part.suggestion, "deny_return", actor=actor, at=at, text=said)
    common.tell_organ(part, "不同意退回，请继续办理：%(title)s", actor=actor, at=at)
    _begin(part.suggestion, actor=actor, at=at)
    return request


def _decide(request: Any, decision: Decision, day: date, note: str, **more: Any) -> None:
    """Keep the decision of a request, once."""
    waiting = type(request).objects.filter(pk=request.pk, decision=Decision.WAITING)
    if waiting.update(decision=decision, decided_on=day, note=note.strip()[: duties.NOTE_MOST], **more) != 1:
        raise StaleState("decide")
    request.refresh_from_db()


@action
def reassign(suggestion: Suggestion, organ: Any, *, part: str = Part.LEAD, actor: Actor, at: datetime) -> Assignment:
    """Hand it to another organ after a return; whether its time runs anew is for the local rules.

    Raises:
        RuleBroken: the organ is elsewhere, or has it already.
    """
    day = localdate(at)
    if not organ.is_active or not organ.region_id.startswith(suggestion.place_code):
        raise RuleBroken("organ-elsewhere", "“%(organ)s”不在本级，请另选承办单位", organ=organ.name)
    anew = clocks.runs_anew(on=day, overlays=common.overlays(suggestion))
    fresh = Assignment(suggestion=suggestion, organ=organ, part=part)
    days = part_clocks(fresh, suggestion, day)
    if not anew and part == Part.LEAD:
        days |= {
            "due_on": suggestion.due_on,
            "due_key": suggestion.due_key,
            "due_citation": suggestion.due_citation,
        }
    facts: dict[str, Any] = {}
    if part == Part.LEAD:
        others = [lead.due_on for lead in common.leads(suggestion) if lead.due_on]
        last = max([days["due_on"], *others])
        facts = {"due_on": last}
        if last == days["due_on"]:
            facts |= {"due_key": days["due_key"], "due_citation": days["due_citation"]}
    citation = days.get("due_citation", "")
    take_step(SUGGESTION_FLOW, suggestion, "reassign", actor=actor, at=at, citation=citation, **facts)
    try:
        with transaction.atomic():
            fresh.save(force_insert=True)
    except IntegrityError as fault:
        raise RuleBroken("organ-has-it", "“%(organ)s”已经承办这件建议", organ=organ.name) from fault
    take_step(ASSIGNMENT_FLOW, fresh, "hand_over", actor=actor, at=at, citation=citation, **days)
    common.tell_organ(fresh, "新交办的代表建议：%(title)s，请签收", actor=actor, at=at)
    common.note(suggestion, "reassign", actor=actor, at=at, text=organ.name, is_public=True)
    return fresh


@action
def log_contact(part: Assignment, *, on: date, way: str, text: str, actor: Actor, at: datetime) -> Contact:
    """Take down a talk with the deputy."""
    common.hold(part)
    grants.require(actor, "suggestions.handle", part)
    said = duties.must_say(text)
    if part.state not in AT_WORK:
        raise RuleBroken("not-at-work", "这件建议现在不在本单位办理")
    if way not in ContactWay.values():
        raise RuleBroken("no-such-word", "请从列表中选择")
    today = localdate(at)
    if on > today or (part.assigned_on is not None and on < part.assigned_on):
        raise RuleBroken("contact-day", "联系日期应在交办之后，且不晚于今天")
    contact = Contact.objects.create(assignment=part, on=on, way=way, text=said, by_name=actor.name)
    for model, pk in ((Assignment, part.pk), (Suggestion, part.suggestion_id)):
        first = model.objects.filter(pk=pk, first_contact_on__isnull=True)
        first.update(first_contact_on=on)
    trail.record(at=at, actor=actor, verb="suggestions.contact", subject=part.suggestion)
    common.note(part.suggestion, "contact", actor=actor, at=at, text=f"{ContactWay(way).label}：{said}")
    return contact


@action
def ask_extension(part: Assignment, *, until: date, reason: str, actor: Actor, at: datetime) -> Extension:
    """Ask for longer, before the reply is due and for no more than six months from hand-over."""
    grants.require(actor, "suggestions.lead", part)
    day, said, suggestion = localdate(at), duties.must_say(reason), part.suggestion
    if part.state != AssignmentState.HANDLING or part.round != 1 or part.due_on is None or part.assigned_on is None:
        raise RuleBroken("not-at-work", "只有首次办理中的建议可以申请延期")
    local = common.overlays(suggestion)
    limit = clocks.reply(Weight.COMPLEX, assigned_on=part.assigned_on, overlays=local, calendar=common.calendar())
    article = clocks.citation("suggestion.extension", on=day, overlays=local) or limit.citation
    duties.must_be_an_extension(until, due_on=part.due_on, limit=limit, today=day, citation=article)
    try:
        with transaction.atomic():
            extension = Extension.objects.create(assignment=part, on=day, until=until, reason=said)
    except IntegrityError as fault:
        raise RuleBroken("extension-waiting", "已经有一件延期申请在等待决定") from fault
    trail.record(at=at, actor=actor, verb="suggestions.ask_extension", subject=suggestion, citation=article)
    common.note(suggestion, "ask_extension", actor=actor, at=at, text=f"{part.organ.name}：{said}")
    common.tell_office(suggestion, "承办单位申请延期：%(title)s，请决定", actor=actor, at=at)
    return extension


@action
def decide_extension(extension: Extension, *, agrees: bool, note: str = "", actor: Actor, at: datetime) -> Extension:
    """Consent to a longer time or not; the reply day moves with consent only.

    Raises:
        StaleState: it was decided meanwhile, or the part moved on.
    """
    part = extension.assignment
    suggestion = common.hold(part)
    grants.require(actor, "suggestions.assign", part)
    day, local = localdate(at), common.overlays(suggestion)
    article = clocks.citation("suggestion.extension", on=day, overlays=local) or part.due_citation
    said = note if agrees else duties.must_say(note)
    _decide(extension, Decision.AGREED if agrees else Decision.DENIED, day, said)
    if agrees:
        row = {
            "due_on": extension.until,
            "due_key": "suggestion.reply.complex",
            "due_citation": clocks.citation("suggestion.reply.complex", on=day, overlays=local),
        }
        waiting = Assignment.objects.filter(pk=part.pk, state__in=AT_WORK, revision=part.revision)
        if waiting.update(revision=part.revision + 1, **row) != 1:
            raise StaleState("decide_extension")
        part.refresh_from_db()
        if suggestion.due_on is None or extension.until > suggestion.due_on:
            Suggestion.objects.filter(pk=suggestion.pk).update(**row)
    verb = "agree_extension" if agrees else "deny_extension"
    trail.record(at=at, actor=actor, verb=f"suggestions.{verb}", subject=suggestion, citation=article)
    common.note(suggestion, verb, actor=actor, at=at, text=said or extension.until.isoformat())
    told = "同意延期：%(title)s" if agrees else "不同意延期：%(title)s"
    common.tell_organ(part, told, actor=actor, at=at)
    if agrees:
        common.tell_deputy(suggestion, "经同意，答复延期：%(title)s", actor=actor, at=at)
    return extension


@action
def give_opinion(part: Assignment, *, text: str, actor: Actor, at: datetime) -> Assignment:
    """Give the lead one's opinion; its time is the joint organ's own, earlier than the reply's."""
    day, said = localdate(at), duties.must_say(text, most=20_000)
    is_late = part.due_on is not None and day > part.due_on
    take_step(ASSIGNMENT_FLOW, part, "give_opinion", actor=actor, at=at, opinion=said, done_on=day, is_late=is_late)
    common.note(part.suggestion, "give_opinion", actor=actor, at=at, text=part.organ.name)
    for lead in common.leads(part.suggestion):
        common.tell_organ(lead, "会办意见已到：%(title)s", actor=actor, at=at)
    return part


@action
def return_opinion(part: Assignment, *, reason: str, actor: Actor, at: datetime) -> Assignment:
    """Have an empty opinion done again, within the time the local rules set for that."""
    day, said = localdate(at), duties.must_say(reason)
    clock = clocks.opinion_again(asked_on=day, overlays=common.overlays(part.suggestion), calendar=common.calendar())
    days = {"due_on": clock.due_on, "due_key": clock.key, "due_citation": clock.citation} if clock else {}
    citation = clock.citation if clock else ""
    take_step(
        ASSIGNMENT_FLOW,
        part,
        "return_opinion",
        actor=actor,
        at=at,
        citation=citation,
        done_on=None,
        is_late=False,
        **days,
    )
    common.note(part.suggestion, "return_opinion", actor=actor, at=at, text=f"{part.organ.name}：{said}")
    common.tell_organ(part, "会办意见请重新提出：%(title)s", actor=actor, at=at)
    return part


@action
def remind(part: Assignment, *, text: str, actor: Actor, at: datetime) -> Assignment:
    """Remind an organ; nothing moves, the reminder is on record."""
    grants.require(actor, "suggestions.remind", part)
    if part.state not in AT_WORK:
        raise RuleBroken("nothing-to-remind", "这件建议现在不在承办单位手里，不用催办")
    trail.record(at=at, actor=actor, verb="suggestions.remind", subject=part.suggestion)
    common.note(part.suggestion, "remind", actor=actor, at=at, text=f"{part.organ.name} {text.strip()}".strip())
    common.tell_organ(part, "催办：%(title)s", actor=actor, at=at)
    return part
