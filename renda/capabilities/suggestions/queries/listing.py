"""Lists of suggestions: filters, what each role is waited for, and pages that cost the same anywhere in the list."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet

from renda.capabilities.suggestions.models import Assignment, Suggestion
from renda.capabilities.suggestions.queries import figures
from renda.capabilities.suggestions.queries.scope import visible_to
from renda.capabilities.suggestions.rules.outcomes import WARN_DAYS
from renda.capabilities.suggestions.terms import (
    EDITABLE_STATES,
    GONE,
    RUNNING_STATES,
    Grade,
    Part,
    State,
)
from renda.foundation.accounts.actor import Actor
from renda.foundation.accounts.terms import Role
from renda.foundation.vocabulary import Term

PAGE = 50
COUNTED = 1000
NEWEST, DUE_FIRST = "", "due"
_NUMBER = re.compile(r"(?:闭会)?第?(\d{1,8})号?")  # not a message


class Concern(Term):
    """Why a suggestion needs a look."""

    OVERDUE = "overdue", "答复已逾期"
    SOON = "soon", "答复将到期"
    SILENT = "silent", "还没有联系代表"
    UNHAPPY = "unhappy", "代表不满意"
    UNRATED = "unrated", "评价已逾期"
    LATE = "late", "答复超期"


def concerning(concern: str, *, today: date) -> Q:
    """The suggestions a concern means."""
    running = Q(state__in=RUNNING_STATES)
    unhappy = Q(attitude=Grade.NOT) | Q(result=Grade.NOT)
    return {
        Concern.OVERDUE: running & Q(due_on__lt=today),
        Concern.SOON: running & Q(due_on__gte=today, due_on__lte=today + timedelta(days=WARN_DAYS)),
        Concern.SILENT: running & Q(first_contact_on__isnull=True),
        Concern.UNHAPPY: unhappy,
        Concern.UNRATED: Q(state=State.REPLIED, rate_due_on__lt=today),
        Concern.LATE: Q(is_late=True),
    }[Concern(concern)]


@dataclass(frozen=True)
class Filter:
    """What a list is narrowed to; empty means all."""

    state: str = ""
    subject: str = ""
    origin: str = ""
    outcome: str = ""
    concern: str = ""
    year: int | None = None
    # Raised in a session (False), between sessions (True), or either.
    is_between: bool | None = None
    organ_id: int | None = None
    is_priority: bool = False
    is_mine: bool = False
    text: str = ""
    sort: str = NEWEST
    # What the figure that opened the list counts.
    behind: figures.Behind = figures.NOTHING


def waiting_for(actor: Actor) -> Q:
    """The suggestions whose turn it is with this actor; what lies with an organ is in its inbox."""
    mine = Q(pk__in=[])
    for place_code in actor.places(Role.OFFICE):
        turn = [State.SUBMITTED, State.ACCEPTED, State.PLANNED, State.MEETING, State.RATED]
        mine |= Q(place_code=place_code, state__in=turn)
    if actor.user_id is not None and Role.DEPUTY in actor.roles:
        mine |= Q(lead__user_id=actor.user_id, state__in=[*EDITABLE_STATES, State.REPLIED])
    return mine


def narrowed(actor: Actor, wanted: Filter, *, today: date) -> QuerySet[Suggestion]:
    """The actor's suggestions that fit, newest first; by due date only those whose clock runs."""
    rows = visible_to(actor)
    for field in ("state", "subject", "origin", "outcome", "year", "is_between"):
        value = getattr(wanted, field)
        if value not in {"", None}:
            rows = rows.filter(**{field: value})
    if wanted.concern:
        rows = rows.filter(concerning(wanted.concern, today=today))
    if wanted.organ_id is not None:
        held = Assignment.objects.filter(suggestion=OuterRef("pk"), organ_id=wanted.organ_id)
        rows = rows.filter(Exists(held.exclude(state__in=GONE)))
    if wanted.is_priority:
        rows = rows.filter(is_priority=True)
    if wanted.is_mine:
        rows = rows.filter(waiting_for(actor))
    if wanted.behind.is_asked:
        rows = rows.filter(wanted.behind.q(wanted.organ_id, today=today))
    if wanted.text:
        rows = rows.filter(_matching(wanted.text))
    if wanted.sort == DUE_FIRST:
        return rows.filter(state__in=RUNNING_STATES, due_on__isnull=False).order_by("due_on", "pk")
    return rows.order_by("-pk")


def _matching(text: str) -> Q:
    found = Q(title__icontains=text) | Q(lead_name__icontains=text)
    number = _NUMBER.fullmatch(text)
    return found | Q(number=int(number[1])) if number else found


@dataclass(slots=True)
class Row:
    """What a row of a list shows."""

    pk: int
    number: int | None
    is_between: bool
    year: int | None
    title: str
    lead_name: str
    signer_count: int
    subject: str
    origin: str
    state: str
    revision: int
    submitted_on: date | None
    assign_due_on: date | None
    assigned_on: date | None
    due_on: date | None
    first_contact_on: date | None
    replied_on: date | None
    rate_due_on: date | None
    outcome: str
    attitude: str
    result: str
    is_late: bool
    is_priority: bool
    wishes_secrecy: bool
    organs: tuple[str, ...] = ()


_COLUMNS = (
    *("pk", "number", "is_between", "year", "title", "lead_name", "signer_count", "subject", "origin", "state"),
    *(
        "revision",
        "submitted_on",
        "assign_due_on",
        "assigned_on",
        "due_on",
        "first_contact_on",
        "replied_on",
        "rate_due_on",
    ),
    *("outcome", "attitude", "result", "is_late", "is_priority", "wishes_secrecy"),
)


def rows_of(rows: QuerySet[Suggestion], *, sees_plan: bool = False, has_organs: bool = True) -> list[Row]:
    """Suggestions as rows with their leading organs, in the order they come; two queries, one where none has any."""
    found = [Row(*values) for values in rows.values_list(*_COLUMNS)]
    if not has_organs:
        return found
    parts = Assignment.objects.filter(suggestion__in=[row.pk for row in found], part=Part.LEAD)
    parts = parts.exclude(state__in=GONE if sees_plan else [*GONE, "planned"])
    names: dict[int, list[str]] = {}
    for pk, short, name in parts.order_by("pk").values_list("suggestion_id", "organ__short_name", "organ__name"):
        names.setdefault(pk, []).append(short or name)
    for row in found:
        row.organs = tuple(names.get(row.pk, ()))
    return found


@dataclass(frozen=True)
class Page:
    """A page of a list: its rows, how many there are, counted to a limit, and where the next ones begin."""

    rows: list[Row]
    count: int
    before: str
    after: str


def page_of(actor: Actor, wanted: Filter, *, today: date, after: str = "", before: str = "") -> Page:
    """One page, found from the row next to it."""
    rows = narrowed(actor, wanted, today=today)
    # The list behind a figure is counted to the end, so that it is seen to be the figure.
    count = rows.count() if wanted.behind.is_asked else rows.order_by()[: COUNTED + 1].count()
    key, backwards = (before, True) if before else (after, False)
    beyond = _beyond(wanted.sort, key, backwards=backwards)
    if beyond is not None:
        rows = rows.filter(beyond)
        if backwards:
            rows = rows.reverse()
    found = rows_of(rows[: PAGE + 1], sees_plan=Role.OFFICE in actor.roles)
    backwards = backwards and beyond is not None
    more, found = len(found) > PAGE, found[:PAGE]
    if backwards:
        found.reverse()
    has_before, has_after = (more, True) if backwards else (beyond is not None, more)
    return Page(
        found,
        count,
        _key_of(found[0], wanted.sort) if found and has_before else "",
        _key_of(found[-1], wanted.sort) if found and has_after else "",
    )


def _key_of(row: Row, sort: str) -> str:
    return f"{row.due_on:%Y%m%d}.{row.pk}" if sort == DUE_FIRST and row.due_on else str(row.pk)


def key_id(key: str) -> int | None:
    """A row's id as addresses carry it; None for what is none."""
    return int(key) if key.isdecimal() and key.isascii() and len(key) < 19 else None


def _beyond(sort: str, key: str, *, backwards: bool) -> Q | None:
    """The rows on the far side of a key; None for a key that is none, which begins at the beginning."""
    if sort != DUE_FIRST:
        pk = key_id(key)
        return None if pk is None else Q(**{"pk__gt" if backwards else "pk__lt": pk})
    day, _, rest = key.partition(".")
    pk = key_id(rest)
    try:
        due_on = date(int(day[:4]), int(day[4:6]), int(day[6:8]))
    except ValueError:
        return None
    if pk is None:
        return None
    way = "lt" if backwards else "gt"
    return Q(**{f"due_on__{way}": due_on}) | Q(due_on=due_on, **{f"pk__{way}": pk})
