"""The writers of offices that deputies hold."""

from __future__ import annotations

from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.timezone import localdate

from renda.capabilities.deputies.models import CongressTerm, Deputy, Mandate, Office
from renda.capabilities.deputies.rules import offices
from renda.capabilities.deputies.rules.articles import article
from renda.capabilities.deputies.terms import COMMITTEE_TITLES, MandateState
from renda.foundation.accounts.actor import Actor
from renda.foundation.action import action
from renda.foundation.audit import trail
from renda.foundation.errors import RuleBroken, StaleState
from renda.foundation.policy import grants


@action
def appoint_officer(
    deputy: Deputy, *, term: CongressTerm, title: str, started_on: date, actor: Actor, at: datetime
) -> Office:
    """Register that a deputy was elected to an office (地方组织法第十八、四十七条).

    The first committee post of a new term relieves the committee of the old one (第四十八条).

    Raises:
        RuleBroken: the level has no such office, the person is no deputy of this term, or it is taken.
        StaleState: someone else filled it at the same moment.
    """
    grants.require(actor, "deputies.manage", term)
    on = localdate(at)
    offices.must_exist_at(title, term.congress.level, on=on)
    state = Mandate.objects.filter(
        deputy=deputy, term=term, state=MandateState.ACTIVE, started_on__isnull=False
    ).first()
    offices.must_be_deputy(state.state if state else None, on=on)
    serving = Office.objects.filter(term=term, ended_on__isnull=True)
    if serving.filter(deputy=deputy).exists():
        raise RuleBroken("has-office", "该代表已担任本届职务，请先登记免去或者辞去")
    offices.must_be_vacant(title, serving.filter(title=title).count(), on=on)
    if not CongressTerm.objects.filter(pk=term.pk, revision=term.revision).update(revision=F("revision") + 1):
        raise StaleState("appoint_officer")
    term.revision += 1
    if title in COMMITTEE_TITLES:
        _relieve_old_committee(term, ended_on=started_on, actor=actor, at=at)
    try:
        with transaction.atomic():
            office = Office.objects.create(deputy=deputy, term=term, title=title, started_on=started_on)
    except IntegrityError:
        raise StaleState("appoint_officer") from None
    changes = {"title": title, "started_on": started_on}
    trail.record(at=at, actor=actor, verb="deputies.appoint_officer", subject=office, changes=changes)
    return office


def _relieve_old_committee(term: CongressTerm, *, ended_on: date, actor: Actor, at: datetime) -> None:
    old = Office.objects.filter(
        term__congress_id=term.congress_id,
        term__number__lt=term.number,
        title__in=COMMITTEE_TITLES,
        ended_on__isnull=True,
    )
    relieved = old.update(ended_on=ended_on)
    if relieved:
        trail.record(
            at=at,
            actor=actor,
            verb="deputies.relieve_committee",
            subject=term,
            changes={"offices": relieved, "ended_on": ended_on},
            citation=article("term.committee.until", on=ended_on),
        )


@action
def end_office(office: Office, *, ended_on: date, actor: Actor, at: datetime) -> Office:
    """Register that a deputy left an office and stays a deputy.

    Raises:
        RuleBroken: it would end before it began.
        StaleState: it was ended already.
    """
    grants.require(actor, "deputies.manage", office)
    offices.must_end_after_start(office.started_on, ended_on)
    if Office.objects.filter(pk=office.pk, ended_on__isnull=True).update(ended_on=ended_on) != 1:
        raise StaleState("end_office")
    office.ended_on = ended_on
    changes = {"title": office.title, "ended_on": ended_on}
    trail.record(at=at, actor=actor, verb="deputies.end_office", subject=office, changes=changes)
    return office
