"""The ledger of promises: whose promises someone may see, filters, and pages by the day they are due."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from renda.capabilities.suggestions.models import Cosigner, Promise
from renda.capabilities.suggestions.queries import figures, scope
from renda.capabilities.suggestions.queries import organ as organ_queries
from renda.capabilities.suggestions.terms import PromiseState, Signature
from renda.foundation.accounts import places
from renda.foundation.accounts.actor import Actor
from renda.foundation.accounts.terms import Role

RUNNING = (PromiseState.OPEN, PromiseState.REPORTED)
ENDED = (PromiseState.KEPT, PromiseState.EXPLAINED)


def visible_to(actor: Actor) -> QuerySet[Promise]:
    """Promises an actor may see: one's congress's, those of one's own organ, those made to oneself."""
    reach = Q(pk__in=[])
    for place_code in actor.places(Role.OFFICE, Role.LEADER):
        reach |= places.under(place_code, "suggestion__place_code")
    for place_code in actor.places(Role.COMMITTEE):
        reach |= Q(suggestion__place_code=place_code)
    own = organ_queries.organs_of(actor)
    if own:
        reach |= Q(assignment__organ_id__in=own)
    if actor.user_id is not None and Role.DEPUTY in actor.roles:
        signed = Cosigner.objects.filter(
            suggestion=OuterRef("suggestion_id"), deputy__user_id=actor.user_id, state=Signature.CONFIRMED
        )
        reach |= Q(suggestion__lead__user_id=actor.user_id) | Q(Exists(signed))
    return Promise.objects.filter(reach)


def may_see(actor: Actor) -> bool:
    """Whether the ledger has anything to do with someone."""
    seen = {Role.OFFICE, Role.LEADER, Role.COMMITTEE, Role.DEPUTY, Role.HANDLER, Role.HEAD}
    return bool(seen & actor.roles)


@dataclass(frozen=True)
class Wanted:
    """What the ledger is narrowed to; an empty state means what still runs."""

    state: str = ""
    organ_id: int | None = None
    due_year: int | None = None
    text: str = ""
    is_overdue: bool = False
    # Made in this year or the last, and not reported: what the yearly report asks for.
    to_report_in: int | None = None
    # Of which suggestions, where a figure asks.
    of: figures.Scope | None = None

    @property
    def is_ended(self) -> bool:
        """Whether what is over is asked for."""
        return self.state in ENDED


def narrowed(actor: Actor, wanted: Wanted, *, today: date) -> QuerySet[Promise]:
    """The actor's promises that fit, unordered."""
    promises = visible_to(actor)
    promises = promises.filter(state=wanted.state) if wanted.state else promises.filter(state__in=RUNNING)
    if wanted.organ_id is not None:
        promises = promises.filter(assignment__organ_id=wanted.organ_id)
    if wanted.due_year is not None:
        promises = promises.filter(due_on__gte=date(wanted.due_year, 1, 1), due_on__lte=date(wanted.due_year, 12, 31))
    if wanted.is_overdue:
        promises = promises.filter(state=PromiseState.OPEN, due_on__lt=today)
    if wanted.to_report_in is not None:
        made = Q(made_on__gte=date(wanted.to_report_in - 1, 1, 1), made_on__lte=date(wanted.to_report_in, 12, 31))
        promises = promises.filter(made, state=PromiseState.OPEN)
    if wanted.of is not None:
        promises = promises.filter(wanted.of.q("suggestion__"))
    if wanted.text:
        promises = promises.filter(Q(text__icontains=wanted.text) | Q(suggestion__title__icontains=wanted.text))
    return promises


@dataclass(slots=True)
class Row:
    """What a row of the ledger shows."""

    pk: int
    text: str
    state: str
    made_on: date
    due_on: date
    reported_on: date | None
    rate_due_on: date | None
    ended_on: date | None
    renewed_count: int
    grade: str
    note: str
    report: str
    organ: str
    suggestion_id: int
    number: int | None
    series: str
    is_between: bool
    year: int | None
    title: str
    lead_name: str
    is_priority: bool


_COLUMNS = (
    *("pk", "text", "state", "made_on", "due_on", "reported_on", "rate_due_on", "ended_on", "renewed_count", "grade"),
    *("note", "report", "assignment__organ__short_name", "suggestion_id", "suggestion__number", "suggestion__series"),
    *("suggestion__is_between", "suggestion__year", "suggestion__title", "suggestion__lead_name"),
    "suggestion__is_priority",
)


def rows_of(promises: QuerySet[Promise]) -> list[Row]:
    """Promises as rows, in the order they come; one query."""
    return [Row(*values) for values in promises.values_list(*_COLUMNS)]


def ordered(promises: QuerySet[Promise], wanted: Wanted) -> QuerySet[Promise]:
    """Running ones by due day, ended ones the latest first."""
    return promises.order_by("-due_on", "-pk") if wanted.is_ended else promises.order_by("due_on", "pk")


def page_of(actor: Actor, wanted: Wanted, *, today: date, after: str = "", before: str = "") -> organ_queries.Page:
    """One page of the ledger, found from the row next to it."""
    promises = narrowed(actor, wanted, today=today)
    key, backwards = (before, True) if before else (after, False)
    beyond = _beyond(key, backwards=backwards != wanted.is_ended)
    if beyond is not None:
        promises = promises.filter(beyond)
    promises = ordered(promises, wanted)
    turned = beyond is not None and backwards
    rows = rows_of((promises.reverse() if turned else promises)[: organ_queries.PAGE + 1])
    return organ_queries.cut(rows, _key_of, was_moved=beyond is not None, backwards=turned)


def _key_of(row: Row) -> str:
    return f"{row.due_on:%Y%m%d}.{row.pk}"


def _beyond(key: str, *, backwards: bool) -> Q | None:
    day_text, _, pk_text = key.partition(".")
    day, pk = organ_queries.read_day(day_text), organ_queries.read_id(pk_text)
    if day is None or pk is None:
        return None
    way = "lt" if backwards else "gt"
    return Q(**{f"due_on__{way}": day}) | Q(due_on=day, **{f"pk__{way}": pk})


def overdue_count(actor: Actor, *, today: date) -> int:
    """How many promises are past their day."""
    return visible_to(actor).filter(state=PromiseState.OPEN, due_on__lt=today).count()


def one(actor: Actor, pk: int) -> Promise | None:
    """A promise as its page and its acts need it, for whoever may see its suggestion."""
    rows = Promise.objects.select_related("suggestion__congress", "suggestion__lead", "assignment__organ")
    return rows.filter(pk=pk, suggestion__in=scope.visible_to(actor)).first()
