"""The end and the outside: file, publish, choose for priority follow-up, keep its record."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.timezone import localdate

from renda.capabilities.suggestions.actions import common
from renda.capabilities.suggestions.flow import SUGGESTION_FLOW
from renda.capabilities.suggestions.models import Priority, PriorityNote, Suggestion
from renda.capabilities.suggestions.rules import clocks, duties
from renda.capabilities.suggestions.terms import ENDED_STATES, PRIVATE_STATES, Manner
from renda.foundation.accounts.actor import Actor
from renda.foundation.accounts.terms import Role
from renda.foundation.action import action
from renda.foundation.audit import trail
from renda.foundation.errors import RuleBroken, StaleState
from renda.foundation.notices import outbox
from renda.foundation.policy import grants
from renda.foundation.workflow.run import take_step


@action
def archive(suggestion: Suggestion, *, actor: Actor, at: datetime) -> Suggestion:
    """File it; its life is over."""
    day = localdate(at)
    take_step(SUGGESTION_FLOW, suggestion, "archive", actor=actor, at=at, closed_on=day)
    common.count("closed", suggestion, day)
    common.note(suggestion, "archive", actor=actor, at=at)
    return suggestion


@action
def publish(suggestion: Suggestion, *, actor: Actor, at: datetime) -> Suggestion:
    """Show text and reply to everyone; the deputy's wish for secrecy wins (《代表法》第五十一条第三款 asks for the report)."""
    grants.require(actor, "suggestions.publish", suggestion)
    day, local = localdate(at), common.overlays(suggestion)
    if suggestion.replied_on is None or (suggestion.state in ENDED_STATES and suggestion.closed_on is None):
        raise RuleBroken("not-answered", "答复后才能公开")
    duties.must_not_be_secret(
        wishes_secrecy=suggestion.wishes_secrecy,
        may_publish=suggestion.may_publish,
        local=clocks.may_publish_texts(on=day, overlays=local),
        citation=clocks.citation("suggestion.secrecy", on=day, overlays=local),
    )
    article = clocks.citation("suggestion.publish", on=day, overlays=local)
    _set_published(suggestion, day, was=None)
    trail.record(at=at, actor=actor, verb="suggestions.publish", subject=suggestion, citation=article)
    common.note(suggestion, "publish", actor=actor, at=at)
    return suggestion


@action
def unpublish(suggestion: Suggestion, *, reason: str, actor: Actor, at: datetime) -> Suggestion:
    """Take it off the public pages, with a reason."""
    grants.require(actor, "suggestions.publish", suggestion)
    said = duties.must_say(reason)
    if suggestion.published_on is None:
        raise RuleBroken("not-published", "这件建议没有公开")
    _set_published(suggestion, None, was=suggestion.published_on)
    trail.record(at=at, actor=actor, verb="suggestions.unpublish", subject=suggestion)
    common.note(suggestion, "unpublish", actor=actor, at=at, text=said)
    return suggestion


def _set_published(suggestion: Suggestion, day: date | None, *, was: date | None) -> None:
    if suggestion.published_on != was:
        raise RuleBroken("published-already", "这件建议已经公开")
    seen = Suggestion.objects.filter(pk=suggestion.pk, revision=suggestion.revision, wishes_secrecy=False)
    if seen.update(published_on=day, revision=suggestion.revision + 1) != 1:
        raise StaleState("publish")
    suggestion.refresh_from_db()


@action
def choose_priority(
    suggestion: Suggestion,
    *,
    meeting: str,
    chosen_on: date,
    leader: str,
    committee: Any,
    manner: str,
    actor: Actor,
    at: datetime,
) -> Priority:
    """Keep that the council of chairpersons chose it for priority follow-up (《代表法》第五十二条).

    Raises:
        RuleBroken: no meeting or leader is named, it is over, or was chosen before.
    """
    grants.require(actor, "suggestions.prioritise", suggestion)
    if suggestion.state in (*ENDED_STATES, *PRIVATE_STATES):
        raise RuleBroken("not-running", "“%(state)s”的建议不能列为重点督办", state=suggestion.get_state_display())
    if not meeting.strip() or not leader.strip():
        raise RuleBroken("no-meeting", "请写明哪次主任会议决定、由谁领衔督办")
    if manner not in Manner.values() or chosen_on > localdate(at):
        raise RuleBroken("no-such-word", "请从列表中选择")
    if committee.region_id != suggestion.place_code:
        raise RuleBroken("organ-elsewhere", "“%(organ)s”不在本级，请另选承办单位", organ=committee.name)
    try:
        with transaction.atomic():
            priority = Priority.objects.create(
                suggestion=suggestion,
                chosen_on=chosen_on,
                meeting=meeting.strip()[:80],
                leader=leader.strip()[:60],
                committee=committee,
                manner=manner,
            )
    except IntegrityError as fault:
        raise RuleBroken("priority-already", "这件建议已经列为重点督办") from fault
    Suggestion.objects.filter(pk=suggestion.pk).update(is_priority=True)
    suggestion.refresh_from_db()
    article = clocks.citation("suggestion.priority", on=localdate(at), overlays=common.overlays(suggestion))
    trail.record(at=at, actor=actor, verb="suggestions.choose_priority", subject=suggestion, citation=article)
    common.note(suggestion, "choose_priority", actor=actor, at=at, text=meeting.strip(), is_public=True)
    common.tell_signers(suggestion, "已列为重点督办：%(title)s", actor=actor, at=at)
    outbox.tell_posts(
        Role.COMMITTEE,
        "请督办重点建议：%(title)s",
        organ_id=committee.pk,
        but_not=actor.user_id,
        link=common.link(suggestion),
        at=at,
        title=suggestion.title,
    )
    return priority


@action
def announce_priorities(congress: Any, *, year: int, actor: Actor, at: datetime) -> int:
    """Make this year's list of key suggestions public; returns how many are new on it."""
    grants.require(actor, "suggestions.import", congress)
    listed = Priority.objects.filter(
        suggestion__place_code=congress.region_id, chosen_on__year=year, announced_on__isnull=True
    )
    fresh = listed.exclude(suggestion__wishes_secrecy=True).update(announced_on=localdate(at))
    if not fresh:
        raise RuleBroken("nothing-new", "没有新的重点督办建议需要公布")
    trail.record(at=at, actor=actor, verb="suggestions.announce_priorities", subject=congress, changes={"count": fresh})
    return fresh


@action
def supervise(suggestion: Suggestion, *, on: date, manner: str, text: str, actor: Actor, at: datetime) -> PriorityNote:
    """Keep one step of supervising a key suggestion, in one of the three manners."""
    grants.require(actor, "suggestions.supervise", suggestion)
    said = duties.must_say(text)
    if not suggestion.is_priority:
        raise RuleBroken("not-priority", "只有重点督办的建议登记督办记录")
    if manner not in Manner.values() or on > localdate(at):
        raise RuleBroken("no-such-word", "请从列表中选择")
    row = PriorityNote.objects.create(priority=suggestion.priority, on=on, manner=manner, text=said, by_name=actor.name)
    trail.record(at=at, actor=actor, verb="suggestions.supervise", subject=suggestion)
    common.note(suggestion, "supervise", actor=actor, at=at, text=f"{Manner(manner).label}：{said}")
    return row
