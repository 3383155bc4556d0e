"""The writers of mandates: given, suspended, resumed, ended, put right."""

from __future__ import annotations

from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.timezone import localdate

from renda.capabilities.deputies import flow
from renda.capabilities.deputies.actions import posts
from renda.capabilities.deputies.models import CongressTerm, Constituency, Delegation, Deputy, Mandate, Office
from renda.capabilities.deputies.rules import mandates
from renda.capabilities.deputies.rules.articles import article
from renda.capabilities.deputies.terms import MandateState
from renda.foundation.accounts.actor import Actor
from renda.foundation.action import action
from renda.foundation.audit import trail
from renda.foundation.errors import RuleBroken, StaleState
from renda.foundation.policy import grants
from renda.foundation.workflow.run import take_step


@action
def give_mandate(
    deputy: Deputy,
    *,
    term: CongressTerm,
    actor: Actor,
    at: datetime,
    delegation: Delegation | None = None,
    constituency: Constituency | None = None,
    home_code: str = "",
    started_on: date | None = None,
) -> Mandate:
    """Give a person a seat of a term; it begins with the term, or on ``started_on`` after a by-election.

    Raises:
        RuleBroken: the term is over, all seats are filled, the person has this seat, or sits elsewhere.
        StaleState: the person was given another mandate at the same moment.
    """
    on = localdate(at)
    place_code = term.congress.region_id
    home = home_code or (constituency.region_id if constituency else None) or place_code
    mandate = Mandate(
        deputy=deputy,
        term=term,
        delegation=delegation,
        constituency=constituency,
        level=term.congress.level,
        place_code=place_code,
        home_code=home,
        started_on=(started_on or on) if term.is_sitting else None,
    )
    grants.require(actor, "deputies.manage", mandate)
    mandates.must_be_open(term, on=on)
    held = Mandate.objects.filter(deputy=deputy).exclude(state=MandateState.ENDED)
    elsewhere = list(held.values_list("term_id", "place_code"))
    if any(term_id == term.pk for term_id, _ in elsewhere):
        raise RuleBroken("has-this-seat", "该代表已在本届任职，不必重复登记")
    mandates.must_not_sit_in_two_places(place_code, [code for _, code in elsewhere], on=on)
    _must_belong(term, delegation, constituency)
    # The person's revision is moved, so that two counties at once cannot both seat one person.
    if not Deputy.objects.filter(pk=deputy.pk, revision=deputy.revision).update(revision=F("revision") + 1):
        raise StaleState("give_mandate")
    deputy.revision += 1
    take_seats(term, 1, on=on)
    if constituency is not None:
        in_it = Mandate.objects.filter(constituency=constituency).exclude(state=MandateState.ENDED).count()
        mandates.must_be_free_in_constituency(in_it, constituency.seats, name=constituency.name, on=on)
    try:
        with transaction.atomic():
            mandate.save(force_insert=True)
    except IntegrityError:
        raise StaleState("give_mandate") from None
    if mandate.started_on is not None:
        posts.open_post(deputy, place_code, actor=actor, at=at)
    changes = {"term": term.number, "place": place_code, "started_on": mandate.started_on}
    trail.record(at=at, actor=actor, verb="deputies.give_mandate", subject=mandate, changes=changes)
    return mandate


def take_seats(term: CongressTerm, number: int, *, on: date) -> None:
    """Take so many seats of a term, or refuse: the update itself checks, so two at once cannot overfill it."""
    free = CongressTerm.objects.filter(pk=term.pk, filled__lte=F("seats") - number, ended_on__isnull=True)
    if free.update(filled=F("filled") + number) != 1:
        term.refresh_from_db(fields=["filled", "seats", "ended_on"])
        mandates.must_be_open(term, on=on)
        mandates.must_be_free_seat(term.filled + number - 1, term.seats, on=on)
    term.filled += number


@action
def suspend(mandate: Mandate, *, reason: str, suspended_on: date, actor: Actor, at: datetime) -> Mandate:
    """Suspend a deputy on one of the two grounds (代表法第六十一条); offices stay, the sign-in rests."""
    citation = article("deputy.suspended", on=suspended_on)
    take_step(
        flow.MANDATE_FLOW,
        mandate,
        "suspend",
        actor=actor,
        at=at,
        citation=citation,
        suspended_on=suspended_on,
        suspended_reason=reason,
        article=citation,
    )
    posts.close_post(mandate.deputy, mandate.place_code, ended_on=suspended_on, actor=actor, at=at)
    return mandate


@action
def resume(mandate: Mandate, *, actor: Actor, at: datetime) -> Mandate:
    """Let a deputy resume once the ground is gone (代表法第六十一条)."""
    citation = article("deputy.suspended", on=localdate(at))
    take_step(
        flow.MANDATE_FLOW,
        mandate,
        "resume",
        actor=actor,
        at=at,
        citation=citation,
        suspended_on=None,
        suspended_reason="",
        article="",
    )
    posts.open_post(mandate.deputy, mandate.place_code, actor=actor, at=at)
    return mandate


@action
def end_mandate(mandate: Mandate, *, reason: str, ended_on: date, actor: Actor, at: datetime) -> Mandate:
    """End a mandate on a ground of the law; committee seats and a township chair end with it (选举法第五十四条).

    A person decides: absences are never counted into an ending by the house itself.
    """
    citation = mandates.ending_article(reason, on=ended_on)
    take_step(
        flow.MANDATE_FLOW,
        mandate,
        "end_mandate",
        actor=actor,
        at=at,
        citation=citation,
        ended_on=ended_on,
        ended_reason=reason,
        article=citation,
    )
    CongressTerm.objects.filter(pk=mandate.term_id).update(filled=F("filled") - 1)
    for office in Office.objects.filter(deputy_id=mandate.deputy_id, term_id=mandate.term_id, ended_on__isnull=True):
        day = max(office.started_on, ended_on)
        Office.objects.filter(pk=office.pk, ended_on__isnull=True).update(ended_on=day)
        trail.record(
            at=at,
            actor=actor,
            verb="deputies.end_office",
            subject=office,
            changes={"title": office.title, "ended_on": day},
            citation=article("seat.follows", on=ended_on),
        )
    posts.close_post(mandate.deputy, mandate.place_code, ended_on=ended_on, actor=actor, at=at)
    return mandate


@action
def place(
    mandate: Mandate,
    *,
    delegation: Delegation | None,
    constituency: Constituency | None,
    was: tuple[int | None, int | None],
    actor: Actor,
    at: datetime,
) -> Mandate:
    """Put right the delegation and constituency of a mandate; ``was`` is what the office saw of both.

    Raises:
        RuleBroken: the constituency has no free seat, or either belongs to another term.
        StaleState: someone else changed it first.
    """
    grants.require(actor, "deputies.manage", mandate)
    _must_belong(mandate.term, delegation, constituency)
    if constituency is not None and constituency.pk != was[1]:
        # Touched only to hold its row: of two placed at once into the last seat, the second counts the first.
        CongressTerm.objects.filter(pk=mandate.term_id).update(filled=F("filled"))
        in_it = Mandate.objects.filter(constituency=constituency).exclude(state=MandateState.ENDED).count()
        mandates.must_be_free_in_constituency(in_it, constituency.seats, name=constituency.name, on=localdate(at))
    seen = Mandate.objects.filter(pk=mandate.pk, delegation=was[0], constituency=was[1])
    if seen.update(delegation=delegation, constituency=constituency) != 1:
        raise StaleState("place")
    mandate.delegation, mandate.constituency = delegation, constituency
    changes = {
        "delegation": [was[0], delegation.pk if delegation else None],
        "constituency": [was[1], constituency.pk if constituency else None],
    }
    trail.record(at=at, actor=actor, verb="deputies.place", subject=mandate, changes=changes)
    return mandate


def _must_belong(term: CongressTerm, delegation: Delegation | None, constituency: Constituency | None) -> None:
    if any(part is not None and part.term_id != term.pk for part in (delegation, constituency)):
        raise RuleBroken("other-term", "代表团和选区须是本届的")
