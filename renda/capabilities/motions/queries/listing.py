"""Lists of motions and of inquiries: filters, rows as they are shown, pages that cost the same anywhere in the list."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import F, Q, QuerySet, Value

from renda.capabilities.motions.models import Inquiry, Motion
from renda.capabilities.motions.queries.scope import inquiries_visible_to, motions_visible_to
from renda.foundation.accounts import places
from renda.foundation.accounts.actor import Actor

PAGE = 50
COUNTED = 1000


@dataclass(frozen=True)
class Filter:
    """What a list is narrowed to; empty means all."""

    state: str = ""
    body: str = ""
    proposer: str = ""
    place_code: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """What a row of either list shows; ``organ`` is the committee of a motion, or whom an inquiry asks."""

    pk: int
    number: int | None
    series: str
    title: str
    state: str
    body: str
    proposer_name: str
    signer_count: int
    submitted_on: date | None
    drafted_on: date
    place: str
    organ: str | None
    due_on: date | None
    ended_on: date | None
    result: str


_SHARED = (
    *("pk", "number", "series", "title", "state", "body", "proposer_name", "signer_count"),
    *("submitted_on", "drafted_on", "congress__region__name"),
)
_MOTION = (*_SHARED, "committee__short_name", "report_due_on", "ended_on", "result")


def motions(actor: Actor, wanted: Filter) -> QuerySet[Motion]:
    """The motions an actor may open that fit a filter, the newest first."""
    found = motions_visible_to(actor).filter(_fits(wanted))
    return (found.filter(proposer=wanted.proposer) if wanted.proposer else found).order_by("-pk")


def inquiries(actor: Actor, wanted: Filter) -> QuerySet[Inquiry]:
    """The inquiries an actor may open that fit a filter, the newest first."""
    return inquiries_visible_to(actor).filter(_fits(wanted)).order_by("-pk")


def _fits(wanted: Filter) -> Q:
    narrowed = places.under(wanted.place_code)
    for name in ("state", "body"):
        if value := getattr(wanted, name):
            narrowed &= Q(**{name: value})
    if wanted.text:
        said = Q(title__contains=wanted.text) | Q(proposer_name__contains=wanted.text)
        narrowed &= said | Q(number=int(wanted.text)) if _is_number(wanted.text) else said
    return narrowed


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 7


def rows_of(things: QuerySet[Any]) -> list[Row]:
    """Motions or inquiries as rows, in the order they come; one query."""
    if things.model is Motion:
        return [Row(*values) for values in things.values_list(*_MOTION)]
    asked = things.annotate(due=F("answer_due_on"), came_to=Value(""))
    return [Row(*values) for values in asked.values_list(*_SHARED, "organ__short_name", "due", "ended_on", "came_to")]


@dataclass(frozen=True)
class Page:
    """A page of a list: its rows, how many there are, counted to a limit, and where the next ones begin."""

    rows: list[Row]
    count: int
    before: str
    after: str


def page_of(things: QuerySet[Any], *, after: str = "", before: str = "") -> Page:
    """One page of a list with the newest first, found from the row next to it."""
    count = things.order_by()[: COUNTED + 1].count()
    low, high = _id(before), _id(after)
    backwards = low is not None
    if backwards:
        things = things.filter(pk__gt=low).order_by("pk")
    elif high is not None:
        things = things.filter(pk__lt=high)
    rows = rows_of(things[: PAGE + 1])
    more, rows = len(rows) > PAGE, rows[:PAGE]
    if backwards:
        rows.reverse()
    has_before, has_after = (more, True) if backwards else (high is not None, more)
    return Page(
        rows,
        count,
        str(rows[0].pk) if rows and has_before else "",
        str(rows[-1].pk) if rows and has_after else "",
    )


def _id(key: str) -> int | None:
    return int(key) if key.isdecimal() and key.isascii() and len(key) < 19 else None
