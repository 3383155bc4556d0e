"""The deputy's acts: write, have others sign, hand in, take back."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.timezone import localdate

from renda.capabilities.deputies import queries as deputy_queries
from renda.capabilities.suggestions.actions import common, indexing
from renda.capabilities.suggestions.events import SuggestionEnded, SuggestionSubmitted
from renda.capabilities.suggestions.flow import ASSIGNMENT_FLOW, SUGGESTION_FLOW
from renda.capabilities.suggestions.models import Cosigner, Series, Suggestion
from renda.capabilities.suggestions.rules import clocks, duties
from renda.capabilities.suggestions.terms import EDITABLE_STATES, Origin, Signature, State, Subject
from renda.foundation.accounts.actor import Actor
from renda.foundation.action import action
from renda.foundation.audit import trail
from renda.foundation.errors import RuleBroken, StaleState
from renda.foundation.events.bus import announce
from renda.foundation.notices import outbox
from renda.foundation.policy import grants
from renda.foundation.workflow.run import take_step


@dataclass(frozen=True)
class Text:
    """What a deputy writes."""

    title: str = ""
    situation: str = ""
    analysis: str = ""
    advice: str = ""
    subject: str = Subject.OTHER
    origin: str = Origin.OTHER
    wished_organ: str = ""
    may_publish: bool = True
    wishes_secrecy: bool = False
    is_by_delegation: bool = False

    def fields(self) -> dict[str, Any]:
        """The fields of a suggestion, checked for length.

        Raises:
            RuleBroken: too long, an unknown word, or secrecy and publication wished at once.
        """
        duties.must_fit(self.title, self.situation, self.analysis, self.advice)
        if self.subject not in Subject.values() or self.origin not in Origin.values():
            raise RuleBroken("no-such-word", "请从列表中选择")
        return {
            "title": self.title.strip(),
            "situation": self.situation.strip(),
            "analysis": self.analysis.strip(),
            "advice": self.advice.strip(),
            "subject": self.subject,
            "origin": self.origin,
            "wished_organ": self.wished_organ.strip()[:60],
            # A wish for secrecy wins over leave to publish.
            "may_publish": self.may_publish and not self.wishes_secrecy,
            "wishes_secrecy": self.wishes_secrecy,
            "is_by_delegation": self.is_by_delegation,
        }


@action
def write(
    congress: Any, text: Text, *, actor: Actor, at: datetime, deputy_id: int | None = None, key: str = ""
) -> Suggestion:
    """Begin a draft, for oneself; the office or the house may begin one for a named deputy.

    A draft sent twice under one ``key`` is one draft.

    Raises:
        RuleBroken: the deputy has no seat in office in this congress.
    """
    grants.require(actor, "suggestions.draft", congress)
    known = Suggestion.objects.filter(submission_key=key).first() if key else None
    if known is not None:
        # The first sending left the trace; this one changes nothing and says so.
        trail.record(at=at, actor=actor, verb="suggestions.write_again", subject=known)
        return known
    place_code = congress.region_id
    own = {"user_id": actor.user_id} if deputy_id is None else {"deputy_id": deputy_id}
    seat = deputy_queries.seat_in(place_code, **own)
    if seat is None:
        raise RuleBroken("not-in-office", "只有本级人大的在任代表可以提出建议")
    suggestion = Suggestion(
        congress=congress,
        place_code=place_code,
        lead=seat.deputy,
        lead_name=seat.deputy.name,
        delegation_name=seat.delegation.name if seat.delegation else "",
        drafted_on=localdate(at),
        submission_key=key or None,
        **text.fields(),
    )
    try:
        with transaction.atomic():
            suggestion.save(force_insert=True)
    except IntegrityError:
        suggestion = Suggestion.objects.get(submission_key=key)
        trail.record(at=at, actor=actor, verb="suggestions.write_again", subject=suggestion)
        return suggestion
    trail.record(at=at, actor=actor, verb="suggestions.write", subject=suggestion)
    common.note(suggestion, "write", actor=actor, at=at)
    return suggestion


@action
def save_draft(suggestion: Suggestion, text: Text, *, actor: Actor, at: datetime) -> Suggestion:
    """Keep what is written so far; the last one to have read it wins, the other is told.

    Raises:
        RuleBroken: it is no longer the deputy's to change.
        StaleState: it was changed elsewhere meanwhile.
    """
    grants.require(actor, "suggestions.write", suggestion)
    if suggestion.state not in EDITABLE_STATES:
        raise RuleBroken("not-editable", "“%(state)s”的建议不能修改", state=State(suggestion.state).label)
    fields = text.fields()
    seen = Suggestion.objects.filter(pk=suggestion.pk, state=suggestion.state, revision=suggestion.revision)
    if seen.update(revision=suggestion.revision + 1, **fields) != 1:
        raise StaleState("save_draft")
    suggestion.refresh_from_db()
    trail.record(at=at, actor=actor, verb="suggestions.save_draft", subject=suggestion)
    return suggestion


@action
def ask_cosigners(suggestion: Suggestion, deputy_ids: Collection[int], *, actor: Actor, at: datetime) -> Suggestion:
    """Ask deputies of the same congress to sign; asking again those already asked changes nothing."""
    take_step(SUGGESTION_FLOW, suggestion, "ask_cosigners", actor=actor, at=at)
    mates = {mandate.deputy_id: mandate for mandate in deputy_queries.sitting(suggestion.place_code)}
    duties.must_be_other_deputies(suggestion.lead_id, deputy_ids, mates)
    asked = set(suggestion.cosigners.values_list("deputy_id", flat=True))
    fresh = [pk for pk in dict.fromkeys(deputy_ids) if pk not in asked]
    if not fresh and not asked:
        raise RuleBroken("no-cosigner", "请选择联名代表")
    if len(asked) + len(fresh) > duties.COSIGNERS_MOST:
        raise RuleBroken("too-many-cosigners", "联名代表最多%(most)s人", most=duties.COSIGNERS_MOST)
    Cosigner.objects.bulk_create(
        Cosigner(suggestion=suggestion, deputy_id=pk, name=mates[pk].deputy.name, asked_at=at) for pk in fresh
    )
    for pk in fresh:
        if (user_id := mates[pk].deputy.user_id) is not None:
            outbox.tell_user(
                user_id,
                "%(name)s代表邀请您联名：%(title)s",
                link=common.link(suggestion),
                at=at,
                name=suggestion.lead_name,
                title=suggestion.title,
            )
    common.note(suggestion, "ask_cosigners", actor=actor, at=at, text="、".join(mates[pk].deputy.name for pk in fresh))
    return suggestion


@action
def answer_cosign(cosigner: Cosigner, *, agrees: bool, actor: Actor, at: datetime) -> Cosigner:
    """Say whether one signs; only a confirmed signature counts."""
    suggestion = common.hold(cosigner)
    grants.require(actor, "suggestions.cosign", cosigner)
    if suggestion.state != State.COSIGNING:
        raise RuleBroken("not-cosigning", "“%(state)s”的建议不能联名", state=State(suggestion.state).label)
    answer = Signature.CONFIRMED if agrees else Signature.DECLINED
    waiting = Cosigner.objects.filter(pk=cosigner.pk, state=Signature.ASKED, suggestion__state=State.COSIGNING)
    if waiting.update(state=answer, answered_at=at) != 1:
        raise StaleState("answer_cosign")
    cosigner.refresh_from_db()
    verb = "confirm" if agrees else "decline"
    trail.record(at=at, actor=actor, verb=f"suggestions.{verb}", subject=suggestion)
    common.note(suggestion, verb, actor=actor, at=at)
    said = "%(name)s代表同意联名：%(title)s" if agrees else "%(name)s代表不联名：%(title)s"
    if suggestion.lead.user_id is not None:
        outbox.tell_user(
            suggestion.lead.user_id,
            said,
            link=common.link(suggestion),
            at=at,
            name=cosigner.name,
            title=suggestion.title,
        )
    return cosigner


@action
def recall(suggestion: Suggestion, *, actor: Actor, at: datetime) -> Suggestion:
    """Take the draft back to change it; whoever signed the old text is asked anew."""
    take_step(SUGGESTION_FLOW, suggestion, "recall", actor=actor, at=at)
    suggestion.cosigners.all().delete()
    common.note(suggestion, "recall", actor=actor, at=at)
    return suggestion


@action
def submit(suggestion: Suggestion, *, actor: Actor, at: datetime) -> Suggestion:
    """Hand it in, in a session or between two; whoever has not confirmed by now is no signer.

    One returned for more keeps its number and the day it first came.
    """
    day = localdate(at)
    if deputy_queries.seat_in(suggestion.place_code, deputy_id=suggestion.lead_id) is None:
        raise RuleBroken("not-in-office", "只有本级人大的在任代表可以提出建议")
    is_first = suggestion.submitted_on is None
    facts: dict[str, Any] = {"submitted_on": suggestion.submitted_on or day}
    if is_first:
        session, is_between = deputy_queries.session_at(suggestion.place_code, day)
        clock = (
            clocks.assign(submitted_on=day, overlays=common.overlays(suggestion), calendar=common.calendar())
            if is_between
            else None
        )
        series = _series_code(session, day, is_between=is_between)
        facts |= {
            "session_id": session.pk if session else None,
            "is_between": is_between,
            "series": series,
            "number": _next_number(suggestion, series),
            "year": day.year,
            "assign_due_on": clock.due_on if clock else None,
        }
    # Held, so that nobody signs between the count and the hand-in.
    Suggestion.objects.select_for_update().get(pk=suggestion.pk)
    signers = suggestion.cosigners.filter(state=Signature.CONFIRMED).count()
    take_step(SUGGESTION_FLOW, suggestion, "submit", actor=actor, at=at, signer_count=1 + signers, **facts)
    suggestion.cosigners.filter(state=Signature.ASKED).delete()
    if is_first:
        common.count("submitted", suggestion, day)
    indexing.keep(suggestion)
    common.note(suggestion, "submit", actor=actor, at=at, is_public=True)
    common.tell_office(suggestion, "代表提交建议：%(title)s，请审查", actor=actor, at=at)
    announce(SuggestionSubmitted(suggestion.pk, at))
    return suggestion


def _series_code(session: Any, day: date, *, is_between: bool) -> str:
    term = f"{session.term.number}" if session else "0"
    return f"{term}-b{day.year}" if is_between else f"{term}-s{session.number}"


def _next_number(suggestion: Suggestion, code: str) -> int:
    series, _ = Series.objects.get_or_create(congress=suggestion.congress, code=code, defaults={"last": 0})
    # The update holds the row until this act ends, so two hand-ins never read one number.
    Series.objects.filter(pk=series.pk).update(last=F("last") + 1)
    return Series.objects.values_list("last", flat=True).get(pk=series.pk)


@action
def withdraw(suggestion: Suggestion, *, reason: str, actor: Actor, at: datetime) -> Suggestion:
    """Take it back in writing; handling ends."""
    said = duties.must_say(reason)
    day = localdate(at)
    article = clocks.citation("suggestion.withdraw", on=day, overlays=common.overlays(suggestion))
    take_step(SUGGESTION_FLOW, suggestion, "withdraw", actor=actor, at=at, citation=article, ended_on=day)
    for part in common.parts(suggestion):
        take_step(ASSIGNMENT_FLOW, part, "end", actor=actor, at=at, citation=article)
        common.tell_organ(part, "代表已撤回，不用再办：%(title)s", actor=actor, at=at)
    if suggestion.submitted_on is not None:
        indexing.drop(suggestion)
        common.count("withdrawn", suggestion, day)
        common.tell_office(suggestion, "代表撤回建议：%(title)s", actor=actor, at=at)
    # A draft given up also ends what waited for it.
    announce(SuggestionEnded(suggestion.pk, said, at))
    common.note(suggestion, "withdraw", actor=actor, at=at, text=said)
    return suggestion
