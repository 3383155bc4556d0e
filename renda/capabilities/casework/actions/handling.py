"""What the handling organ does, and what is said to it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils.timezone import localdate

from renda.capabilities.casework import rules
from renda.capabilities.casework.actions import common, notifying
from renda.capabilities.casework.flow import CASE_FLOW
from renda.capabilities.casework.models import Case, HandBack
from renda.capabilities.casework.terms import State
from renda.foundation.accounts.actor import Actor
from renda.foundation.action import action
from renda.foundation.audit import trail
from renda.foundation.errors import RuleBroken, StaleState
from renda.foundation.policy import grants
from renda.foundation.workflow.run import take_step


@action
def sign(case: Case, *, actor: Actor, at: datetime) -> Case:
    """Sign for a matter; handling begins."""
    take_step(CASE_FLOW, case, "sign", actor=actor, at=at)
    common.note(case, "sign", actor=actor, at=at, is_public=True)
    return case


@action
def hand_back(case: Case, *, reason: str, actor: Actor, at: datetime) -> Case:
    """Say that a matter is not one's own, in time and with the reason; it returns to the desk."""
    grants.require(actor, "casework.handle", case)
    rules.must_give_reason(reason)
    day, organ_id = localdate(at), case.organ_id
    if case.assigned_on is not None:
        rules.must_be_in_return_time(
            case.assigned_on, today=day, overlays=common.overlays(case), calendar=common.calendar()
        )
    take_step(
        CASE_FLOW, case, "hand_back", actor=actor, at=at, organ_id=None, assigned_on=None, sign_due_on=None, due_on=None
    )
    if organ_id is not None:
        HandBack.objects.create(case=case, organ_id=organ_id, on=day, reason=reason.strip()[:300])
    common.count("handed_back", case, day)
    common.note(case, "hand_back", actor=actor, at=at, text=reason)
    notifying.desk(case, "承办单位退回：%(title)s，请重新分办", actor=actor, at=at)
    return case


@action
def report_progress(case: Case, *, text: str, actor: Actor, at: datetime) -> Case:
    """Tell how handling goes; the citizen sees it."""
    grants.require(actor, "casework.handle", case)
    rules.must_give_reason(text)
    take_step(CASE_FLOW, case, "report_progress", actor=actor, at=at)
    common.note(case, "report_progress", actor=actor, at=at, text=text, is_public=True)
    return case


@action
def answer(case: Case, *, text: str, actor: Actor, at: datetime) -> Case:
    """Answer; the station tells the citizen."""
    day = localdate(at)
    take_step(CASE_FLOW, case, "answer", actor=actor, at=at, answer=text.strip(), answered_on=day)
    common.count("answered", case, day)
    common.note(case, "answer", actor=actor, at=at, text=text, is_public=True)
    notifying.station(case, "已答复：%(title)s，请告知反映人", actor=actor, at=at)
    return case


@action
def answer_raised(case: Case, *, text: str, actor: Actor, at: datetime) -> Case:
    """Take over what came of the deputy's suggestion."""
    day = localdate(at)
    take_step(CASE_FLOW, case, "answer_raised", actor=actor, at=at, answer=text.strip(), answered_on=day)
    common.count("answered", case, day)
    common.note(case, "answer_raised", actor=actor, at=at, text=text, is_public=True)
    notifying.station(case, "已答复：%(title)s，请告知反映人", actor=actor, at=at)
    return case


@action
def take_back(case: Case, *, reason: str, actor: Actor, at: datetime) -> Case:
    """Bring a matter back to its desk whose suggestion came to nothing, to go another way."""
    rules.must_give_reason(reason)
    nobody: dict[str, Any] = {"organ_id": None, "route": "", "assigned_on": None, "sign_due_on": None}
    take_step(CASE_FLOW, case, "take_back", actor=actor, at=at, suggestion_id=None, **nobody)
    common.note(case, "take_back", actor=actor, at=at, text=reason, is_public=True)
    notifying.desk(case, "代表建议没有办理：%(title)s，请重新分办", actor=actor, at=at)
    return case


@action
def follow_suggestion(case: Case, *, suggestion_id: int, actor: Actor, at: datetime) -> Case:
    """Wait for another suggestion, which the first one was merged into."""
    grants.require(actor, "casework.answer_raised", case)
    moved = Case.objects.filter(pk=case.pk, state=State.RAISED, revision=case.revision)
    if moved.update(suggestion_id=suggestion_id, revision=case.revision + 1) != 1:
        raise StaleState("follow_suggestion")
    case.refresh_from_db()
    trail.record(
        at=at, actor=actor, verb="casework.follow_suggestion", subject=case, changes={"suggestion": suggestion_id}
    )
    return case


@action
def send_back(case: Case, *, reason: str, actor: Actor, at: datetime) -> Case:
    """An answer that says too little goes back to the organ; the clock runs on."""
    rules.must_give_reason(reason)
    if case.organ_id is None:
        raise RuleBroken("no-organ", "这件事没有承办单位，请直接告知反映人")
    if case.due_on is None:
        # It came back as a suggestion's result, and no organ is at work on it by a day.
        raise RuleBroken(
            "wrong-state",
            "“%(state)s”的事项不能%(step)s",
            state=State.RAISED.label,
            step=CASE_FLOW.step("send_back").label,
        )
    answered_on = case.answered_on
    take_step(CASE_FLOW, case, "send_back", actor=actor, at=at, answered_on=None)
    if answered_on is not None:
        common.count("answered", case, answered_on, -1)
    common.note(case, "send_back", actor=actor, at=at, text=reason)
    notifying.organ(case, "答复被退回补充：%(title)s", actor=actor, at=at)
    return case


@action
def remind(case: Case, *, text: str, actor: Actor, at: datetime) -> Case:
    """Remind the organ; the state stays, the reminder is on record."""
    grants.require(actor, "casework.remind", case)
    if case.state not in {State.ASSIGNED, State.HANDLING}:
        raise RuleBroken("nothing-to-remind", "这件事现在不在承办单位手里，不用催办")
    trail.record(at=at, actor=actor, verb="casework.remind", subject=case)
    common.note(case, "remind", actor=actor, at=at, text=text)
    notifying.organ(case, "催办：%(title)s", actor=actor, at=at)
    return case


@action
def follow_up(case: Case, *, text: str, actor: Actor, at: datetime) -> Case:
    """Take down what a receiving deputy saw or asked for; deputies do not settle matters (《代表法》第三十一条)."""
    grants.require(actor, "casework.follow_up", case)
    rules.must_give_reason(text)
    trail.record(at=at, actor=actor, verb="casework.follow_up", subject=case)
    common.note(case, "follow_up", actor=actor, at=at, text=text)
    return case
