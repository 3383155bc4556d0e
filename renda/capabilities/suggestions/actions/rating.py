"""The deputy's rating and what follows: handled again, a meeting, tracking, the file; silence is no rating."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.timezone import localdate

from renda.capabilities.suggestions.actions import common, promising
from renda.capabilities.suggestions.actions.replying import current_replies
from renda.capabilities.suggestions.flow import ASSIGNMENT_FLOW, SUGGESTION_FLOW
from renda.capabilities.suggestions.models import Assignment, Rating, Reply, Suggestion
from renda.capabilities.suggestions.rules import clocks, duties, outcomes
from renda.capabilities.suggestions.terms import Grade, State
from renda.foundation.accounts.actor import Actor
from renda.foundation.action import action
from renda.foundation.audit import trail
from renda.foundation.errors import RuleBroken, StaleState
from renda.foundation.policy import grants
from renda.foundation.workflow.run import take_step

GRADE_MEASURES = {Grade.SATISFIED: "rated_satisfied", Grade.BASICALLY: "rated_basically", Grade.NOT: "rated_not"}


@action
def rate(reply: Reply, *, attitude: str, result: str, note: str = "", actor: Actor, at: datetime) -> Rating:
    """Rate one organ's reply, attitude and result apart; the lead deputy speaks for the signers.

    When every reply of this round is rated, what follows is decided: the first "not satisfied" is handled
    again, the second goes to a meeting, what is promised is tracked, the rest is ready to be filed.

    Raises:
        RuleBroken: a grade is missing, or this reply was rated.
        StaleState: another reply of it was rated at the same moment.
    """
    suggestion, day = reply.assignment.suggestion, localdate(at)
    grants.require(actor, "suggestions.rate", suggestion)
    if suggestion.state != State.REPLIED or reply.issued_on is None or reply.round != reply.assignment.round:
        raise RuleBroken("not-replied", "“%(state)s”的建议不能评价", state=State(suggestion.state).label)
    duties.must_grade(attitude, result, note)
    seen = Suggestion.objects.filter(pk=suggestion.pk, state=State.REPLIED, revision=suggestion.revision)
    if seen.update(revision=suggestion.revision + 1) != 1:
        raise StaleState("rate")
    suggestion.refresh_from_db()
    try:
        with transaction.atomic():
            rating = Rating.objects.create(
                reply=reply, on=day, attitude=attitude, result=result, note=note.strip()[: duties.NOTE_MOST]
            )
    except IntegrityError as fault:
        raise RuleBroken("rated-already", "这份答复已经评价过了") from fault
    trail.record(at=at, actor=actor, verb="suggestions.rate", subject=suggestion)
    common.note(suggestion, "rate", actor=actor, at=at, text=note.strip())
    common.tell_organ(reply.assignment, "代表已评价：%(title)s", actor=actor, at=at)
    replies = current_replies(suggestion)
    ratings = {one.reply_id: one for one in Rating.objects.filter(reply__in=replies)}
    if all(one.pk in ratings for one in replies):
        _conclude_round(suggestion, replies, ratings, actor=actor, at=at)
    return rating


def _conclude_round(
    suggestion: Suggestion, replies: list[Reply], ratings: dict[int, Rating], *, actor: Actor, at: datetime
) -> None:
    day = localdate(at)
    pairs = [(rating.attitude, rating.result) for rating in ratings.values()]
    step, _ = outcomes.after_rating(
        pairs, outcomes=[reply.outcome for reply in replies], rounds_before=suggestion.redo_count
    )
    facts: dict[str, Any] = {
        "attitude": outcomes.worst_grade(attitude for attitude, _ in pairs),
        "result": outcomes.worst_grade(result for _, result in pairs),
        "rated_on": day,
        "is_silent": False,
    }
    _count_rating(suggestion, -1)
    if step == "redo":
        unhappy = [one.assignment for one in replies if _is_unhappy(ratings[one.pk])]
        _again(suggestion, unhappy, "redo", facts, actor=actor, at=at)
    else:
        article = (
            clocks.citation("suggestion.second_dissatisfaction", on=day, overlays=common.overlays(suggestion))
            if step == "call_meeting"
            else ""
        )
        take_step(SUGGESTION_FLOW, suggestion, step, actor=actor, at=at, citation=article, **facts)
        _say_what_follows(suggestion, step, replies, actor=actor, at=at)
    _count_rating(suggestion, +1)


def _is_unhappy(rating: Rating) -> bool:
    return Grade.NOT in {rating.attitude, rating.result}


def _say_what_follows(suggestion: Suggestion, step: str, replies: list[Reply], *, actor: Actor, at: datetime) -> None:
    if step == "call_meeting":
        common.note(suggestion, "call_meeting", actor=actor, at=at)
        common.tell_office(suggestion, "代表再次不满意，请召集会商：%(title)s", actor=actor, at=at)
    if step == "track":
        promising.open_ledger(suggestion, replies, actor=actor, at=at)


def _count_rating(suggestion: Suggestion, sign: int) -> None:
    """Count the grade of the result, or take back what an earlier round counted."""
    if suggestion.rated_on is not None and suggestion.result:
        common.count(GRADE_MEASURES[Grade(suggestion.result)], suggestion, suggestion.rated_on, sign)


def _again(
    suggestion: Suggestion,
    parts: Iterable[Assignment],
    step: str,
    facts: dict[str, Any],
    *,
    actor: Actor,
    at: datetime,
) -> None:
    """Have organs handle it again, each in a new round with the clock for that."""
    day = localdate(at)
    clock = clocks.redo(asked_on=day, overlays=common.overlays(suggestion), calendar=common.calendar())
    days = {"due_on": clock.due_on, "due_key": clock.key, "due_citation": clock.citation}
    take_step(
        SUGGESTION_FLOW,
        suggestion,
        step,
        actor=actor,
        at=at,
        citation=clock.citation,
        redo_count=suggestion.redo_count + 1,
        **days,
        **facts,
    )
    for part in parts:
        take_step(
            ASSIGNMENT_FLOW,
            part,
            "redo",
            actor=actor,
            at=at,
            citation=clock.citation,
            round=part.round + 1,
            done_on=None,
            **days,
        )
        common.tell_organ(part, "代表不满意，请重新办理：%(title)s", actor=actor, at=at)
    common.note(suggestion, "redo", actor=actor, at=at)


@action
def remind_rating(suggestion: Suggestion, *, actor: Actor, at: datetime) -> Suggestion:
    """Remind the deputy to rate; without it silence may not be passed over."""
    grants.require(actor, "suggestions.close", suggestion)
    if suggestion.state != State.REPLIED:
        raise RuleBroken("not-replied", "“%(state)s”的建议不能评价", state=State(suggestion.state).label)
    Suggestion.objects.filter(pk=suggestion.pk, state=State.REPLIED).update(rating_reminded_on=localdate(at))
    suggestion.refresh_from_db()
    trail.record(at=at, actor=actor, verb="suggestions.remind_rating", subject=suggestion)
    common.note(suggestion, "remind_rating", actor=actor, at=at)
    common.tell_deputy(suggestion, "请评价答复：%(title)s", actor=actor, at=at)
    return suggestion


@action
def pass_over(suggestion: Suggestion, *, actor: Actor, at: datetime) -> Suggestion:
    """Go on without the rating of a deputy who stayed silent after a reminder; it is left out of the rate."""
    day = localdate(at)
    local = common.overlays(suggestion)
    if suggestion.answered_on is not None:
        clock = clocks.rate(replied_on=suggestion.answered_on, overlays=local, calendar=common.calendar())
        duties.must_be_silent(clock, reminded=suggestion.rating_reminded_on is not None, today=day)
    replies = current_replies(suggestion)
    step, _ = outcomes.after_silence([reply.outcome for reply in replies])
    name = "pass_over_to_track" if step == "track" else "pass_over"
    article = clocks.citation("suggestion.silence", on=day, overlays=local)
    take_step(SUGGESTION_FLOW, suggestion, name, actor=actor, at=at, citation=article, is_silent=True)
    common.note(suggestion, "pass_over", actor=actor, at=at)
    if step == "track":
        promising.open_ledger(suggestion, replies, actor=actor, at=at)
    return suggestion


@action
def conclude(suggestion: Suggestion, *, text: str, again: bool, actor: Actor, at: datetime) -> Suggestion:
    """Keep what a meeting of deputy and organs came to: handled once more, or explained and ended."""
    said, day = duties.must_say(text), localdate(at)
    replies = current_replies(suggestion)
    article = clocks.citation("suggestion.second_dissatisfaction", on=day, overlays=common.overlays(suggestion))
    if again:
        ratings = {one.reply_id: one for one in Rating.objects.filter(reply__in=replies)}
        unhappy = [one.assignment for one in replies if one.pk in ratings and _is_unhappy(ratings[one.pk])]
        _again(suggestion, unhappy, "redo_again", {}, actor=actor, at=at)
    else:
        step, _ = outcomes.after_silence([reply.outcome for reply in replies])
        name = "conclude_to_track" if step == "track" else "conclude"
        take_step(SUGGESTION_FLOW, suggestion, name, actor=actor, at=at, citation=article)
        if step == "track":
            promising.open_ledger(suggestion, replies, actor=actor, at=at)
    common.note(suggestion, "conclude", actor=actor, at=at, text=said)
    common.tell_signers(suggestion, "会商有了结果：%(title)s", actor=actor, at=at)
    return suggestion
