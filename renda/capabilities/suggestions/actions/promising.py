"""The ledger of promises: what a class B reply promised, what came of it, and the deputy's second rating."""

from __future__ import annotations

from datetime import date, datetime

from django.utils.timezone import localdate

from renda.capabilities.suggestions.actions import common
from renda.capabilities.suggestions.flow import PROMISE_FLOW, SUGGESTION_FLOW
from renda.capabilities.suggestions.models import Promise, Reply, Suggestion
from renda.capabilities.suggestions.rules import clocks, duties
from renda.capabilities.suggestions.terms import Grade, PromiseState, State
from renda.foundation.accounts.actor import Actor
from renda.foundation.action import action
from renda.foundation.errors import RuleBroken
from renda.foundation.workflow.run import take_step

_RUNNING = (PromiseState.OPEN, PromiseState.REPORTED)


def open_ledger(suggestion: Suggestion, replies: list[Reply], *, actor: Actor, at: datetime) -> None:
    """Write what the standing replies promised into the ledger; called by the act that lets them stand."""
    day = localdate(at)
    Promise.objects.bulk_create(
        Promise(
            suggestion=suggestion,
            assignment=reply.assignment,
            text=line["text"],
            made_on=reply.issued_on or day,
            due_on=date.fromisoformat(line["due_on"]),
        )
        for reply in replies
        for line in reply.planned_promises
    )
    common.note(suggestion, "track", actor=actor, at=at)


@action
def report_promise(promise: Promise, *, text: str, actor: Actor, at: datetime) -> Promise:
    """Say what came of a promise; the deputy rates once more."""
    day, said, suggestion = localdate(at), duties.must_say(text, most=20_000), common.hold(promise)
    clock = clocks.rate_promise(reported_on=day, overlays=common.overlays(suggestion), calendar=common.calendar())
    take_step(
        PROMISE_FLOW,
        promise,
        "report",
        actor=actor,
        at=at,
        citation=clock.citation if clock else "",
        report=said,
        reported_on=day,
        rate_due_on=clock.due_on if clock else None,
    )
    common.note(suggestion, "report_promise", actor=actor, at=at, text=promise.text, is_public=True)
    common.tell_deputy(suggestion, "承诺有了结果，请评价：%(title)s", actor=actor, at=at)
    return promise


@action
def rate_promise(promise: Promise, *, grade: str, note: str = "", actor: Actor, at: datetime) -> Promise:
    """The deputy's second rating: kept, or to be gone on with within the time for handling again."""
    suggestion, day = common.hold(promise), localdate(at)
    if grade not in Grade.values():
        raise RuleBroken("no-grade", "请选择评价")
    said = note.strip()[: duties.NOTE_MOST]
    if grade == Grade.NOT:
        said = duties.must_say(note)
        clock = clocks.redo(asked_on=day, overlays=common.overlays(suggestion), calendar=common.calendar())
        take_step(
            PROMISE_FLOW,
            promise,
            "renew",
            actor=actor,
            at=at,
            citation=clock.citation,
            grade=grade,
            note=said,
            due_on=max(clock.due_on, promise.due_on),
            renewed_count=promise.renewed_count + 1,
        )
        common.note(suggestion, "renew_promise", actor=actor, at=at, text=said)
        common.tell_organ(promise.assignment, "代表对承诺落实不满意，请继续落实：%(title)s", actor=actor, at=at)
        return promise
    take_step(PROMISE_FLOW, promise, "keep", actor=actor, at=at, grade=grade, note=said, ended_on=day)
    common.note(suggestion, "keep_promise", actor=actor, at=at, text=promise.text, is_public=True)
    _finish(suggestion, actor=actor, at=at)
    return promise


@action
def pass_over_promise(promise: Promise, *, actor: Actor, at: datetime) -> Promise:
    """Take a promise as reported where the deputy stayed silent past the time; it has no grade."""
    suggestion, day = common.hold(promise), localdate(at)
    if promise.reported_on is not None:
        clock = clocks.rate_promise(
            reported_on=promise.reported_on, overlays=common.overlays(suggestion), calendar=common.calendar()
        )
        duties.must_be_silent(clock, reminded=True, today=day)
    take_step(PROMISE_FLOW, promise, "keep_unrated", actor=actor, at=at, ended_on=day, grade="")
    common.note(suggestion, "pass_over", actor=actor, at=at, text=promise.text)
    _finish(suggestion, actor=actor, at=at)
    return promise


@action
def postpone_promise(promise: Promise, *, due_on: date, reason: str, actor: Actor, at: datetime) -> Promise:
    """Move a promise to a later day, with the reason the deputy is told."""
    said, day = duties.must_say(reason), localdate(at)
    duties.must_be_promise_day(due_on, today=day)
    if due_on <= promise.due_on:
        raise RuleBroken("extension-short", "延期后的日期须晚于现在的答复期限%(due)s", due=promise.due_on.isoformat())
    take_step(PROMISE_FLOW, promise, "postpone", actor=actor, at=at, due_on=due_on, note=said)
    common.note(promise.suggestion, "postpone_promise", actor=actor, at=at, text=said)
    common.tell_deputy(promise.suggestion, "承诺延期：%(title)s", actor=actor, at=at)
    return promise


@action
def explain_promise(promise: Promise, *, reason: str, actor: Actor, at: datetime) -> Promise:
    """End a promise that cannot be kept, with an explanation on record."""
    said, suggestion = duties.must_say(reason), common.hold(promise)
    take_step(PROMISE_FLOW, promise, "explain", actor=actor, at=at, ended_on=localdate(at), note=said)
    common.note(suggestion, "explain_promise", actor=actor, at=at, text=said, is_public=True)
    common.tell_deputy(suggestion, "承诺没有落实，请看说明：%(title)s", actor=actor, at=at)
    _finish(suggestion, actor=actor, at=at)
    return promise


def _finish(suggestion: Suggestion, *, actor: Actor, at: datetime) -> None:
    """Once no promise runs any more, the suggestion is ready to be filed."""
    suggestion.refresh_from_db()
    running = suggestion.promises.filter(state__in=_RUNNING)
    if suggestion.state == State.TRACKING and not running.exists():
        take_step(SUGGESTION_FLOW, suggestion, "finish_tracking", actor=actor, at=at)
