"""Lists of matters: filters, the rows behind a figure, and pages that cost the same anywhere in the list."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet

from renda.capabilities.casework.models import Case
from renda.capabilities.casework.queries import searching
from renda.capabilities.casework.queries.scope import running, under, visible_to, waiting_for
from renda.capabilities.casework.terms import Arrival, State
from renda.foundation.accounts.actor import Actor

PAGE = 50
COUNTED = 1000
NEWEST, DUE_FIRST = "", "due"


def overdue(*, today: date) -> Q:
    """Open matters past their day."""
    return Q(running(), due_on__lt=today)


def overdue_by_prefix(place_code: str, length: int, *, today: date) -> dict[str, int]:
    """Overdue matters below a place, by the code of that length they belong to."""
    rows = Case.objects.filter(overdue(today=today) & under(place_code)).values_list("place_code")
    found: dict[str, int] = {}
    for code, n in rows.annotate(n=Count("pk")):
        found[code[:length]] = found.get(code[:length], 0) + n
    return found


def behind_figure(figure: str, *, place_code: str, starts_on: date, ends_before: date, today: date) -> Q:
    """The rows that make up a figure of the table: the list a figure opens has exactly its count."""

    def on(column: str) -> Q:
        return Q(**{f"{column}__gte": starts_on, f"{column}__lt": ends_before})

    not_ended = Q(registered_on__lt=ends_before) & ~Q(state=State.MERGED)
    not_ended &= Q(settled_on__isnull=True) | Q(settled_on__gte=ends_before)
    not_ended &= Q(referred_on__isnull=True) | Q(referred_on__gte=ends_before)
    chosen = {
        Arrival.MATTERS: on("registered_on") & ~Q(state=State.MERGED),
        Arrival.ON_SPOT: on("settled_on") & Q(route="on_spot"),
        Arrival.PASSED_ON: on("first_assigned_on"),
        Arrival.SETTLED: on("settled_on"),
        Arrival.SETTLED_IN_TIME: on("settled_on") & Q(is_late=False),
        Arrival.SETTLED_LATE: on("settled_on") & Q(is_late=True),
        # Of a rate, the rows of what is divided; what it is divided by is said beside them.
        Arrival.SETTLED_RATE: on("settled_on"),
        Arrival.REFERRED: on("referred_on"),
        Arrival.RAISED: on("raised_on"),
        Arrival.OPEN: not_ended,
        Arrival.OVERDUE: overdue(today=today),
    }[Arrival(figure)]
    return under(place_code) & chosen


@dataclass(frozen=True)
class Filter:
    """What a list is narrowed to; empty means all."""

    state: str = ""
    category: str = ""
    way: str = ""
    place_code: str = ""
    text: str = ""
    is_overdue: bool = False
    is_mine: bool = False
    figure: str = ""
    starts_on: date | None = None
    ends_before: date | None = None
    sort: str = NEWEST

    @property
    def is_words_only(self) -> bool:
        """Whether nothing but words, and perhaps a place, narrows the list."""
        return bool(self.text) and self == Filter(text=self.text, place_code=self.place_code)


def narrowed(actor: Actor, wanted: Filter, *, today: date) -> QuerySet[Case]:
    """The actor's matters that fit the filter, newest first; by due date only those whose clock runs."""
    cases = visible_to(actor)
    if wanted.place_code:
        cases = cases.filter(under(wanted.place_code))
    for field in ("state", "category", "way"):
        value = getattr(wanted, field)
        if value:
            cases = cases.filter(**{field: value})
    if wanted.is_overdue:
        cases = cases.filter(overdue(today=today))
    if wanted.is_mine:
        cases = cases.filter(waiting_for(actor))
    if wanted.starts_on and wanted.ends_before:
        cases = cases.filter(_in_period(wanted, wanted.starts_on, wanted.ends_before, today=today))
    if wanted.text:
        cases = cases.filter(searching.matching(actor, wanted.text))
    if wanted.sort == DUE_FIRST:
        return cases.filter(running(), due_on__isnull=False).order_by("due_on", "pk")
    return cases.order_by("-pk")


def _in_period(wanted: Filter, starts_on: date, ends_before: date, *, today: date) -> Q:
    if not wanted.figure:
        return Q(registered_on__gte=starts_on, registered_on__lt=ends_before)
    return behind_figure(
        wanted.figure, place_code=wanted.place_code, starts_on=starts_on, ends_before=ends_before, today=today
    )


def sealed_away(actor: Actor, wanted: Filter, *, today: date) -> int:
    """How many accusations a figure counts that this actor does not see."""
    if not (wanted.figure and wanted.starts_on and wanted.ends_before):
        return 0
    hidden = Case.objects.filter(_in_period(wanted, wanted.starts_on, wanted.ends_before, today=today))
    return hidden.filter(is_confidential=True).exclude(pk__in=visible_to(actor).values("pk")).count()


@dataclass(slots=True)
class Row:
    """What a row of the list shows, and what decides whether its reader may see who came."""

    pk: int
    number: str
    title: str
    state: str
    category: str
    people_count: int
    registered_on: date
    due_on: date | None
    assigned_on: date | None
    settled_on: date | None
    station: str
    organ: str | None
    organ_id: int | None
    place_code: str
    county_code: str
    desk_code: str
    is_confidential: bool
    is_anonymous: bool
    wants_secrecy: bool
    sealed_name: Any
    revision: int


_COLUMNS = (
    *("pk", "number", "title", "state", "category", "people_count", "registered_on", "due_on", "assigned_on"),
    *("settled_on", "station__name", "organ__short_name", "organ_id", "place_code", "county_code", "desk_code"),
    *("is_confidential", "is_anonymous", "wants_secrecy", "sealed_name", "revision"),
)


def rows_of(cases: QuerySet[Case]) -> list[Row]:
    """Matters as rows, in the order they come; one query."""
    return [Row(*values) for values in cases.values_list(*_COLUMNS)]


@dataclass(frozen=True)
class Page:
    """A page of a list: its rows, how many there are, counted to a limit, and where the next ones begin."""

    rows: list[Row]
    count: int
    before: str
    after: str


def page_of(actor: Actor, wanted: Filter, *, today: date, after: str = "", before: str = "") -> Page:
    """One page, found from the row next to it; a figure's list is counted to the end, others to a limit."""
    words = searching.words_in(actor, wanted.text.strip(), wanted.place_code) if wanted.is_words_only else None
    if words is not None:
        return _page_of_words(words, after=_id(after), before=_id(before))
    cases = narrowed(actor, wanted, today=today)
    count = cases.count() if wanted.figure else cases.order_by()[: COUNTED + 1].count()
    key, backwards = (before, True) if before else (after, False)
    beyond = _beyond(wanted.sort, key, backwards=backwards)
    if beyond is not None:
        cases = cases.filter(beyond)
    if backwards and beyond is not None:
        cases = cases.reverse()
    rows = rows_of(cases[: PAGE + 1])
    return _cut(rows, count, wanted.sort, was_moved=beyond is not None, backwards=backwards and beyond is not None)


def _page_of_words(words: searching.Words, *, after: int | None, before: int | None) -> Page:
    first = words.newest(COUNTED + 1)
    if before is not None:
        ids = words.newest(PAGE + 1, above=before)[::-1]
    elif after is not None:
        ids = words.newest(PAGE + 1, below=after)
    else:
        ids = first[: PAGE + 1]
    known = {row.pk: row for row in rows_of(Case.objects.filter(pk__in=ids))}
    rows = [known[pk] for pk in ids if pk in known]
    backwards = before is not None
    return _cut(rows, len(first), NEWEST, was_moved=backwards or after is not None, backwards=backwards)


def _cut(rows: list[Row], count: int, sort: str, *, was_moved: bool, backwards: bool) -> Page:
    more = len(rows) > PAGE
    rows = rows[:PAGE]
    if backwards:
        rows.reverse()
    has_before = more if backwards else was_moved
    has_after = backwards or more
    return Page(
        rows,
        count,
        _key_of(rows[0], sort) if rows and has_before else "",
        _key_of(rows[-1], sort) if rows and has_after else "",
    )


def _key_of(row: Row, sort: str) -> str:
    return f"{row.due_on:%Y%m%d}.{row.pk}" if sort == DUE_FIRST and row.due_on else str(row.pk)


def _id(key: str) -> int | None:
    return int(key) if key.isdecimal() and key.isascii() and len(key) < 19 else None


def _beyond(sort: str, key: str, *, backwards: bool) -> Q | None:
    """The rows on the far side of a key; None for a key that is none, which begins at the beginning."""
    if sort != DUE_FIRST:
        pk = _id(key)
        return None if pk is None else Q(**{"pk__gt" if backwards else "pk__lt": pk})
    day, _, rest = key.partition(".")
    pk = _id(rest)
    try:
        due_on = date(int(day[:4]), int(day[4:6]), int(day[6:8]))
    except ValueError:
        return None
    if pk is None:
        return None
    way = "lt" if backwards else "gt"
    return Q(**{f"due_on__{way}": due_on}) | Q(due_on=due_on, **{f"pk__{way}": pk})
