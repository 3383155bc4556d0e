"""The writers of terms, sessions, delegations and constituencies."""

from __future__ import annotations

from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.timezone import localdate

from renda.capabilities.deputies.actions import posts
from renda.capabilities.deputies.models import CongressTerm, Constituency, Delegation, Mandate, Office, Session
from renda.capabilities.deputies.rules import congresses, mandates
from renda.capabilities.deputies.terms import COMMITTEE_TITLES, Ending, MandateState
from renda.foundation.accounts.actor import Actor
from renda.foundation.accounts.models import Congress
from renda.foundation.action import action
from renda.foundation.audit import trail
from renda.foundation.errors import RuleBroken, StaleState
from renda.foundation.policy import grants


@action
def register_term(congress: Congress, *, number: int, seats: int, actor: Actor, at: datetime) -> CongressTerm:
    """Register a term with its approved number of deputies; it begins with its first session.

    Raises:
        RuleBroken: the place elects no congress, there are no seats, or the term is registered already.
    """
    grants.require(actor, "deputies.set_up", congress)
    on = localdate(at)
    congresses.must_have_a_congress(congress.region.kind, on=on)
    congresses.must_have_seats(seats, on=on)
    try:
        with transaction.atomic():
            term = CongressTerm.objects.create(congress=congress, number=number, seats=seats)
    except IntegrityError:
        raise RuleBroken("term-known", "第%(number)s届已经登记过", number=number) from None
    changes = {"number": number, "seats": seats}
    trail.record(at=at, actor=actor, verb="deputies.register_term", subject=term, changes=changes)
    return term


@action
def correct_seats(term: CongressTerm, *, seats: int, actor: Actor, at: datetime) -> CongressTerm:
    """Put right the approved number of a term, which changes with borders or population only (选举法第十四条).

    Raises:
        RuleBroken: fewer seats than deputies.
        StaleState: the term changed meanwhile.
    """
    grants.require(actor, "deputies.set_up", term)
    congresses.must_have_seats(seats, on=localdate(at))
    if seats < term.filled:
        raise RuleBroken("seats-below-deputies", "名额不能少于实有代表%(filled)s名", filled=term.filled)
    was = term.seats
    _set(term, "correct_seats", seats=seats)
    trail.record(at=at, actor=actor, verb="deputies.correct_seats", subject=term, changes={"seats": [was, seats]})
    return term


@action
def start_next_term(term: CongressTerm, *, opens_on: date, actor: Actor, at: datetime) -> Session:
    """Open the first session of a term: it begins, and the one before ends with its mandates (地方组织法第三十八条).

    The old standing committee stays until the new one is elected (第四十八条); township chairs go with their term.

    Raises:
        RuleBroken: the term began already, is not the next one, or would open before its predecessor.
        StaleState: someone else opened it first.
    """
    grants.require(actor, "deputies.manage", term)
    on = localdate(at)
    congresses.must_be_unstarted(term, on=on)
    in_office = CongressTerm.objects.filter(congress_id=term.congress_id, started_on__isnull=False)
    previous = in_office.filter(ended_on__isnull=True).exclude(pk=term.pk).first()
    congresses.must_follow(term, previous, opens_on=opens_on, on=on)
    if previous is not None:
        _end(previous, ended_on=opens_on, actor=actor, at=at)
    _set(term, "start_next_term", started_on=opens_on)
    Mandate.objects.filter(term=term, state=MandateState.ACTIVE, started_on__isnull=True).update(started_on=opens_on)
    session = Session.objects.create(term=term, number=1, opens_on=opens_on)
    posts.renew(term, ended_on=opens_on, actor=actor, at=at)
    trail.record(
        at=at,
        actor=actor,
        verb="deputies.start_next_term",
        subject=term,
        changes={"number": term.number, "opens_on": opens_on},
        citation=mandates.ending_article(Ending.TERM_OVER, on=on),
    )
    return session


def _end(term: CongressTerm, *, ended_on: date, actor: Actor, at: datetime) -> None:
    article = mandates.ending_article(Ending.TERM_OVER, on=localdate(at))
    _set(term, "start_next_term", ended_on=ended_on)
    ended = (
        Mandate.objects.filter(term=term)
        .exclude(state=MandateState.ENDED)
        .update(state=MandateState.ENDED, ended_on=ended_on, ended_reason=Ending.TERM_OVER, article=article)
    )
    Office.objects.filter(term=term, ended_on__isnull=True).exclude(title__in=COMMITTEE_TITLES).update(
        ended_on=ended_on
    )
    trail.record(
        at=at,
        actor=actor,
        verb="deputies.end_term",
        subject=term,
        changes={"number": term.number, "mandates": ended, "ended_on": ended_on},
        citation=article,
    )


@action
def open_session(term: CongressTerm, *, number: int, opens_on: date, actor: Actor, at: datetime) -> Session:
    """Open the second or a later session of the term in office.

    Raises:
        RuleBroken: the term is not in office, a session is open, or the number is not the next.
    """
    grants.require(actor, "deputies.manage", term)
    on = localdate(at)
    congresses.must_be_sitting(term, on=on)
    last = Session.objects.filter(term=term).order_by("-number").first()
    congresses.must_be_next_session(term, last, number=number, opens_on=opens_on, on=on)
    try:
        with transaction.atomic():
            session = Session.objects.create(term=term, number=number, opens_on=opens_on)
    except IntegrityError:
        raise StaleState("open_session") from None
    changes = {"term": term.number, "number": number, "opens_on": opens_on}
    trail.record(at=at, actor=actor, verb="deputies.open_session", subject=session, changes=changes)
    return session


@action
def close_session(session: Session, *, closes_on: date, actor: Actor, at: datetime) -> Session:
    """Close a session.

    Raises:
        RuleBroken: it is closed, or would close before it opened.
        StaleState: someone else closed it first.
    """
    grants.require(actor, "deputies.manage", session)
    congresses.must_close_after_opening(session, closes_on=closes_on)
    if Session.objects.filter(pk=session.pk, closes_on__isnull=True).update(closes_on=closes_on) != 1:
        raise StaleState("close_session")
    session.closes_on = closes_on
    trail.record(at=at, actor=actor, verb="deputies.close_session", subject=session, changes={"closes_on": closes_on})
    return session


@action
def add_delegation(term: CongressTerm, *, name: str, actor: Actor, at: datetime) -> Delegation:
    """Add a delegation to a term.

    Raises:
        RuleBroken: the term is over, or has a delegation of this name.
    """
    grants.require(actor, "deputies.manage", term)
    mandates.must_be_open(term, on=localdate(at))
    try:
        with transaction.atomic():
            delegation = Delegation.objects.create(term=term, name=name)
    except IntegrityError:
        raise RuleBroken("delegation-known", "本届已有“%(name)s”", name=name) from None
    trail.record(at=at, actor=actor, verb="deputies.add_delegation", subject=delegation, changes={"name": name})
    return delegation


@action
def add_constituency(
    term: CongressTerm, *, name: str, seats: int | None, region_code: str | None, actor: Actor, at: datetime
) -> Constituency:
    """Add a constituency or electing unit to a term (选举法第二十五条).

    Raises:
        RuleBroken: the term is over, the seats do not fit, or the name is taken.
    """
    grants.require(actor, "deputies.manage", term)
    on = localdate(at)
    mandates.must_be_open(term, on=on)
    mandates.must_fit_constituency(term.congress.level, seats, on=on)
    try:
        with transaction.atomic():
            constituency = Constituency.objects.create(term=term, name=name, seats=seats, region_id=region_code)
    except IntegrityError:
        raise RuleBroken("constituency-known", "本届已有选区（选举单位）“%(name)s”", name=name) from None
    changes = {"name": name, "seats": seats}
    trail.record(at=at, actor=actor, verb="deputies.add_constituency", subject=constituency, changes=changes)
    return constituency


def _set(term: CongressTerm, step: str, **fields: object) -> None:
    """Compare-and-set on the term's revision; two offices at once never both win."""
    known = CongressTerm.objects.filter(pk=term.pk, revision=term.revision)
    try:
        with transaction.atomic():
            moved = known.update(**fields, revision=F("revision") + 1)
    except IntegrityError:
        raise StaleState(step) from None
    if moved != 1:
        raise StaleState(step)
    term.refresh_from_db()
