"""The office's acts before organs have it: examine, merge, choose organs, hand over."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.timezone import localdate

from renda.capabilities.suggestions.actions import common, indexing
from renda.capabilities.suggestions.events import SuggestionAssigned, SuggestionEnded, SuggestionMerged
from renda.capabilities.suggestions.flow import ASSIGNMENT_FLOW, SUGGESTION_FLOW
from renda.capabilities.suggestions.models import Assignment, Suggestion
from renda.capabilities.suggestions.rules import clocks, duties, outcomes
from renda.capabilities.suggestions.terms import (
    AT_WORK,
    AssignmentState,
    Part,
    Refusal,
    State,
    Weight,
)
from renda.foundation.accounts.actor import Actor
from renda.foundation.action import action, attempt, one_transaction
from renda.foundation.audit import trail
from renda.foundation.errors import NotPermitted, RuleBroken, StaleState
from renda.foundation.events.bus import announce
from renda.foundation.policy import grants
from renda.foundation.workflow.run import take_step


@action
def send_back(suggestion: Suggestion, *, reason: str, actor: Actor, at: datetime) -> Suggestion:
    """Give it back to the deputy for more, saying what is missing."""
    said = duties.must_say(reason)
    take_step(SUGGESTION_FLOW, suggestion, "send_back", actor=actor, at=at)
    common.note(suggestion, "send_back", actor=actor, at=at, text=said)
    common.tell_deputy(suggestion, "请补充后再提交：%(title)s", actor=actor, at=at)
    return suggestion


@action
def refuse(suggestion: Suggestion, *, reason: str, explanation: str, actor: Actor, at: datetime) -> Suggestion:
    """Do not accept it, with a listed reason and an explanation to the deputy."""
    said = duties.must_say(explanation)
    day = localdate(at)
    article = clocks.citation("suggestion.refused", on=day, overlays=common.overlays(suggestion))
    take_step(SUGGESTION_FLOW, suggestion, "refuse", actor=actor, at=at, citation=article, refusal=reason, ended_on=day)
    indexing.drop(suggestion)
    common.count("refused", suggestion, day)
    common.note(suggestion, "refuse", actor=actor, at=at, text=said)
    common.tell_signers(suggestion, "没有作为建议接收：%(title)s，请看理由", actor=actor, at=at)
    announce(SuggestionEnded(suggestion.pk, Refusal(reason).label, at))
    return suggestion


@action
def merge(suggestion: Suggestion, *, main: Suggestion, actor: Actor, at: datetime) -> Suggestion:
    """Put it into another suggestion about the same thing; its signers hear what comes of that one.

    Raises:
        RuleBroken: the other is of another congress, over, or itself merged.
    """
    held = {
        one.pk: one
        for one in Suggestion.objects.select_for_update().filter(pk__in=[suggestion.pk, main.pk]).order_by("pk")
    }
    main = held[main.pk]
    if main.place_code != suggestion.place_code or main.state in {
        State.DRAFT,
        State.COSIGNING,
        State.MERGED,
        State.REFUSED,
        State.WITHDRAWN,
        State.CLOSED,
    }:
        raise RuleBroken("merge-target", "不能并入这件建议，请另选")
    take_step(SUGGESTION_FLOW, suggestion, "merge", actor=actor, at=at, merged_into_id=main.pk, ended_on=localdate(at))
    Suggestion.objects.filter(merged_into=suggestion).update(merged_into=main)
    common.count("merged", suggestion, localdate(at))
    common.note(suggestion, "merge", actor=actor, at=at, text=main.title)
    common.note(main, "joined", actor=actor, at=at, text=suggestion.title)
    common.tell_signers(suggestion, "已与内容相同的建议并案办理：%(title)s", actor=actor, at=at)
    announce(SuggestionMerged(suggestion.pk, main.pk, at))
    return suggestion


@action
def accept(suggestion: Suggestion, *, actor: Actor, at: datetime) -> Suggestion:
    """Accept it as a suggestion; next its organs are chosen."""
    take_step(SUGGESTION_FLOW, suggestion, "accept", actor=actor, at=at, accepted_on=localdate(at))
    common.note(suggestion, "accept", actor=actor, at=at)
    common.tell_deputy(suggestion, "审查通过，等待交办：%(title)s", actor=actor, at=at)
    return suggestion


@action
def plan(
    suggestion: Suggestion, organs: Mapping[Any, str], *, weight: str = Weight.ORDINARY, actor: Actor, at: datetime
) -> Suggestion:
    """Choose who leads and who assists, and how hard it is; a new plan takes the place of the old.

    Raises:
        RuleBroken: no lead, an organ elsewhere, or an unknown weight.
    """
    duties.must_name_organs({organ.pk: part for organ, part in organs.items()})
    if weight not in Weight.values() or any(part not in Part.values() for part in organs.values()):
        raise RuleBroken("no-such-word", "请从列表中选择")
    for organ in organs:
        if not organ.is_active or not organ.region_id.startswith(suggestion.place_code):
            raise RuleBroken("organ-elsewhere", "“%(organ)s”不在本级，请另选承办单位", organ=organ.name)
    take_step(
        SUGGESTION_FLOW,
        suggestion,
        "plan",
        actor=actor,
        at=at,
        weight=weight,
        mode=outcomes.mode_of(organs.values()),
    )
    suggestion.assignments.filter(state=AssignmentState.PLANNED).delete()
    Assignment.objects.bulk_create(
        Assignment(suggestion=suggestion, organ=organ, part=part) for organ, part in organs.items()
    )
    common.note(suggestion, "plan", actor=actor, at=at, text=_organ_words(organs))
    return suggestion


def _organ_words(organs: Mapping[Any, str]) -> str:
    return "；".join(f"{Part(part).label}：{organ.name}" for organ, part in organs.items())


@action
def hand_over(suggestion: Suggestion, *, actor: Actor, at: datetime) -> Suggestion:
    """Hand it over to its organs; from this day all clocks run (《代表法》第五十一条)."""
    day = localdate(at)
    planned = [part for part in common.parts(suggestion) if part.state == AssignmentState.PLANNED]
    facts = _lead_clock(suggestion, day) if any(part.part == Part.LEAD for part in planned) else {}
    take_step(
        SUGGESTION_FLOW,
        suggestion,
        "hand_over",
        actor=actor,
        at=at,
        citation=facts.get("due_citation", ""),
        assigned_on=day,
        **facts,
    )
    for part in planned:
        _hand_over_part(part, suggestion, day, actor=actor, at=at)
    common.count("assigned", suggestion, day)
    common.note(
        suggestion, "hand_over", actor=actor, at=at, text="、".join(p.organ.name for p in planned), is_public=True
    )
    common.tell_signers(suggestion, "已交办：%(title)s", actor=actor, at=at)
    announce(SuggestionAssigned(suggestion.pk, at))
    return suggestion


def _lead_clock(suggestion: Suggestion, day: date) -> dict[str, Any]:
    clock = clocks.reply(
        suggestion.weight, assigned_on=day, overlays=common.overlays(suggestion), calendar=common.calendar()
    )
    return {"due_on": clock.due_on, "due_key": clock.key, "due_citation": clock.citation}


def part_clocks(part: Assignment, suggestion: Suggestion, day: date) -> dict[str, Any]:
    """Every day an organ's part is bound by, counted from its hand-over."""
    local: dict[str, Any] = {
        "assigned_on": day,
        "overlays": common.overlays(suggestion),
        "calendar": common.calendar(),
    }
    sign, back, contact = clocks.sign(**local), clocks.send_back(**local), clocks.first_contact(**local)
    days: dict[str, Any] = {
        "assigned_on": day,
        "sign_due_on": sign.due_on if sign else None,
        "return_due_on": back.due_on if back else None,
        "contact_due_on": contact.due_on if contact and part.part == Part.LEAD else None,
    }
    if part.part == Part.LEAD:
        return days | _lead_clock(suggestion, day)
    opinion = clocks.opinion(**local)
    if opinion is not None:
        days |= {"due_on": opinion.due_on, "due_key": opinion.key, "due_citation": opinion.citation}
    return days


def _hand_over_part(part: Assignment, suggestion: Suggestion, day: date, *, actor: Actor, at: datetime) -> None:
    days = part_clocks(part, suggestion, day)
    take_step(ASSIGNMENT_FLOW, part, "hand_over", actor=actor, at=at, citation=days.get("due_citation", ""), **days)
    common.tell_organ(part, "新交办的代表建议：%(title)s，请签收", actor=actor, at=at)


@dataclass(frozen=True)
class HandedOver:
    """What came of handing over many at once: those done, and why each other was not."""

    done: tuple[int, ...]
    refused: tuple[tuple[int, RuleBroken | NotPermitted | StaleState], ...]


def hand_over_many(suggestions: Iterable[Suggestion], *, actor: Actor, at: datetime) -> HandedOver:
    """Hand many over in one act (集中交办); one that cannot go does not hold up the rest."""
    done: list[int] = []
    refused: list[tuple[int, RuleBroken | NotPermitted | StaleState]] = []
    with one_transaction():
        for suggestion in suggestions:
            try:
                with attempt():
                    hand_over(suggestion, actor=actor, at=at)
            except (RuleBroken, NotPermitted, StaleState) as refusal:
                refused.append((suggestion.pk, refusal))
            else:
                done.append(suggestion.pk)
    return HandedOver(tuple(done), tuple(refused))


@action
def move_hand_over(suggestion: Suggestion, *, assigned_on: date, reason: str, actor: Actor, at: datetime) -> Suggestion:
    """Correct the day of the hand-over (the meeting was on another day); every clock that runs moves with it."""
    grants.require(actor, "suggestions.assign", suggestion)
    said = duties.must_say(reason)
    if suggestion.state not in {State.ASSIGNED, State.HANDLING} or suggestion.submitted_on is None:
        raise RuleBroken("not-handed-over", "只有正在办理的建议可以调整交办日期")
    duties.must_move_to(assigned_on, submitted_on=suggestion.submitted_on, today=localdate(at))
    was = suggestion.assigned_on
    facts = _lead_clock(suggestion, assigned_on)
    seen = Suggestion.objects.filter(pk=suggestion.pk, state=suggestion.state, revision=suggestion.revision)
    if seen.update(revision=suggestion.revision + 1, assigned_on=assigned_on, **facts) != 1:
        raise StaleState("move_hand_over")
    suggestion.refresh_from_db()
    for part in common.parts(suggestion):
        # A part reassigned on a later day has a day of its own.
        if part.state in AT_WORK and part.round == 1 and part.assigned_on == was:
            Assignment.objects.filter(pk=part.pk).update(**part_clocks(part, suggestion, assigned_on))
    if was is not None and was != assigned_on:
        common.count("assigned", suggestion, was, -1)
        common.count("assigned", suggestion, assigned_on)
    trail.record(
        at=at,
        actor=actor,
        verb="suggestions.move_hand_over",
        subject=suggestion,
        changes={"assigned_on": [str(was), str(assigned_on)]},
        citation=suggestion.due_citation,
    )
    common.note(suggestion, "move_hand_over", actor=actor, at=at, text=said)
    return suggestion
