"""What waits for the congress office: the three queues before the hand-over, requests, and what has to be followed up."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from renda.capabilities.suggestions.models import Assignment, Extension, Promise, ReturnRequest, Suggestion
from renda.capabilities.suggestions.queries.listing import Row, rows_of
from renda.capabilities.suggestions.terms import (
    GONE,
    RUNNING_STATES,
    AssignmentState,
    Decision,
    Part,
    PromiseState,
    State,
)
from renda.foundation.accounts.actor import Actor
from renda.foundation.accounts.terms import Role

QUEUES = (State.SUBMITTED, State.ACCEPTED, State.PLANNED)
LISTED = 100
TOGETHER_MOST = 500


def of_office(actor: Actor) -> QuerySet[Suggestion]:
    """The suggestions that the actor's office decides about, handed in at least once."""
    return Suggestion.objects.filter(place_code__in=actor.places(Role.OFFICE), submitted_on__isnull=False)


def queue(actor: Actor, state: str) -> list[Row]:
    """The first that wait in one queue, the earliest first; one more than are listed tells that there are more."""
    rows = of_office(actor).filter(state=state).order_by("pk")[: LISTED + 1]
    return rows_of(rows, sees_plan=True, has_organs=state == State.PLANNED)


def counts(actor: Actor) -> dict[str, int]:
    """How many wait in each queue."""
    rows = of_office(actor).filter(state__in=QUEUES).order_by().values_list("state")
    found = dict(rows.annotate(n=Count("pk")))
    return {state.value: found.get(state.value, 0) for state in QUEUES}


def waiting_count(actor: Actor, *, most: int = 999) -> int:
    """How many suggestions wait for the office's examination, choice of organs or hand-over, to a limit."""
    return of_office(actor).filter(state__in=QUEUES).values("pk")[: most + 1].count()


def chosen(actor: Actor, picked: dict[int, int]) -> list[Suggestion]:
    """The suggestions picked that are the office's, in the order they came."""
    rows = of_office(actor).filter(pk__in=picked).select_related("congress", "lead").order_by("pk")
    return list(rows[:TOGETHER_MOST])


def all_of(actor: Actor, state: str) -> list[Suggestion]:
    """Everything of a queue, as many as one act takes."""
    rows = of_office(actor).filter(state=state).select_related("congress", "lead").order_by("pk")
    return list(rows[:TOGETHER_MOST])


@dataclass(frozen=True)
class Waiting:
    """What has come back to the office or should be looked after."""

    returns: list[ReturnRequest]
    extensions: list[Extension]
    rows: list[Row]
    without_lead: frozenset[int]
    reminded: frozenset[int]
    promises: list[Promise]


def waiting(actor: Actor, *, today: date) -> Waiting:
    """Requests not decided, returns not given to another organ, meetings, silent deputies, promises, the file."""
    own = of_office(actor)
    of_request = {"assignment__suggestion__place_code__in": actor.places(Role.OFFICE), "decision": Decision.WAITING}
    with_part = ("assignment__organ", "assignment__suggestion")
    returns = ReturnRequest.objects.filter(**of_request).select_related(*with_part).order_by("on", "pk")[:LISTED]
    extensions = Extension.objects.filter(**of_request).select_related(*with_part).order_by("on", "pk")[:LISTED]
    leads = Assignment.objects.filter(suggestion=OuterRef("pk"), part=Part.LEAD).exclude(state__in=GONE)
    wanted = (
        Q(state__in=[State.MEETING, State.RATED])
        | Q(state=State.REPLIED, rate_due_on__lt=today)
        | Q(state__in=RUNNING_STATES) & ~Exists(leads)
    )
    found = own.filter(wanted).annotate(has_lead=Exists(leads)).order_by("pk")
    marks = list(found.values_list("pk", "state", "has_lead", "rating_reminded_on")[: LISTED * 3])
    rows = rows_of(own.filter(pk__in=[mark[0] for mark in marks]).order_by("pk"))
    promises = Promise.objects.filter(suggestion__in=own.values("pk")).filter(
        Q(state=PromiseState.OPEN, due_on__lt=today) | Q(state=PromiseState.REPORTED, rate_due_on__lt=today)
    )
    return Waiting(
        list(returns),
        list(extensions),
        rows,
        frozenset(pk for pk, state, has_lead, _ in marks if state in RUNNING_STATES and not has_lead),
        frozenset(pk for pk, _, _, reminded in marks if reminded is not None),
        list(promises.select_related("suggestion", "assignment__organ").order_by("due_on", "pk")[:LISTED]),
    )


# ---- the list that is read out and given to the organs at a hand-over


@dataclass(frozen=True)
class OrganList:
    """One organ's lines on the list of a hand-over."""

    organ: str
    lines: list[Assignment]


def handed_over(actor: Actor, day: date | None) -> list[OrganList]:
    """What was handed over on a day, or what is planned, by organ; each line with the other organs of its suggestion."""
    parts = Assignment.objects.filter(suggestion__place_code__in=actor.places(Role.OFFICE)).exclude(state__in=GONE)
    if day is None:
        parts = parts.filter(state=AssignmentState.PLANNED, suggestion__state=State.PLANNED)
    else:
        parts = parts.filter(assigned_on=day)
    rows = parts.select_related("organ", "suggestion").prefetch_related("suggestion__assignments__organ")
    found: dict[int, list[Assignment]] = {}
    # Own numbers follow one another on an organ's list, what it leads before what it assists.
    for part in rows.order_by("organ__region_id", "organ_id", "-part", "suggestion__series", "suggestion__number"):
        found.setdefault(part.organ_id, []).append(part)
    return [OrganList(lines[0].organ.name, lines) for lines in found.values()]


def days_of_hand_over(actor: Actor, *, most: int = 12) -> list[tuple[date, int]]:
    """The latest days on which something was handed over, with how many suggestions."""
    rows = of_office(actor).filter(assigned_on__isnull=False).order_by().values_list("assigned_on")
    return list(rows.annotate(n=Count("pk")).order_by("-assigned_on")[:most])


def of_day(actor: Actor, day: date) -> list[Suggestion]:
    """The suggestions handed over on a day whose day may still be corrected."""
    rows = of_office(actor).filter(assigned_on=day, state__in=[State.ASSIGNED, State.HANDLING])
    return list(rows.select_related("congress", "lead").order_by("pk")[:TOGETHER_MOST])
