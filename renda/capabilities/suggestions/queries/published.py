"""What everyone may read: published suggestions with their replies, and the announced list of key ones."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from renda.capabilities.suggestions.models import Assignment, Priority, Progress, Reply, Suggestion
from renda.capabilities.suggestions.queries.listing import key_id
from renda.capabilities.suggestions.queries.scope import public
from renda.capabilities.suggestions.terms import GONE, PRIVATE_STATES, Part, State
from renda.foundation.accounts.models import Congress

PAGE = 20
KEY_MOST = 200


@dataclass(frozen=True)
class Wanted:
    """What the public list is narrowed to; empty means all."""

    place_code: str = ""
    subject: str = ""
    year: int | None = None
    text: str = ""


@dataclass(frozen=True)
class Page:
    """One page of the public list and the keys of its neighbours."""

    rows: list[Suggestion]
    organs: dict[int, list[str]]
    before: str
    after: str


def page_of(wanted: Wanted, *, after: str = "", before: str = "") -> Page:
    """Published suggestions, the last published first; two queries."""
    rows = _narrowed(wanted)
    key = _key(before) or _key(after)
    is_backwards = _key(before) is not None
    if key is not None:
        day, pk = key
        way = "gt" if is_backwards else "lt"
        beyond = Q(**{f"published_on__{way}": day}) | Q(published_on=day, **{f"pk__{way}": pk})
        # Said apart as well, so that the index is entered at the day.
        rows = rows.filter(beyond, **{f"published_on__{way}e": day})
    order = ("published_on", "pk") if is_backwards else ("-published_on", "-pk")
    found = list(rows.order_by(*order)[: PAGE + 1])
    has_more, found = len(found) > PAGE, found[:PAGE]
    if is_backwards:
        found.reverse()
    has_before, has_after = (has_more, True) if is_backwards else (key is not None, has_more)
    return Page(
        found,
        _organs(found),
        _key_of(found[0]) if found and has_before else "",
        _key_of(found[-1]) if found and has_after else "",
    )


def _narrowed(wanted: Wanted) -> QuerySet[Suggestion]:
    rows = public().select_related("congress")
    if wanted.place_code:
        rows = rows.filter(place_code=wanted.place_code)
    if wanted.subject:
        rows = rows.filter(subject=wanted.subject)
    if wanted.year is not None:
        rows = rows.filter(year=wanted.year)
    if wanted.text:
        rows = rows.filter(Q(title__icontains=wanted.text) | Q(lead_name=wanted.text))
    return rows


def _organs(rows: list[Suggestion]) -> dict[int, list[str]]:
    parts = Assignment.objects.filter(suggestion__in=[row.pk for row in rows], part=Part.LEAD).exclude(state__in=GONE)
    found: dict[int, list[str]] = {}
    for pk, name in parts.order_by("pk").values_list("suggestion_id", "organ__name"):
        found.setdefault(pk, []).append(name)
    return found


def _key_of(row: Suggestion) -> str:
    return f"{row.published_on:%Y%m%d}.{row.pk}"


def _key(key: str) -> tuple[date, int] | None:
    day, _, rest = key.partition(".")
    pk = key_id(rest)
    if pk is None or len(day) != 8 or not (day.isascii() and day.isdecimal()):
        return None
    try:
        return date(int(day[:4]), int(day[4:6]), int(day[6:])), pk
    except ValueError:
        return None


@dataclass(frozen=True)
class Open:
    """A published suggestion with what everyone may read of it."""

    suggestion: Suggestion
    organs: list[Assignment]
    replies: list[Reply]
    lines: list[Progress]


def one(pk: int) -> Open | None:
    """A published suggestion; None for any other, whoever asks."""
    found = public().select_related("congress", "priority").filter(pk=pk).first()
    if found is None:
        return None
    parts = list(Assignment.objects.filter(suggestion=found).exclude(state__in=GONE).select_related("organ"))
    replies = Reply.objects.filter(assignment__in=[part.pk for part in parts], issued_on__isnull=False)
    lines = Progress.objects.filter(suggestion=found, is_public=True).order_by("-pk")
    by_id: dict[int, Any] = {part.pk: part for part in parts}
    issued = list(replies.order_by("-round", "pk"))
    for reply in issued:
        reply.assignment = by_id[reply.assignment_id]
    return Open(found, parts, issued, list(lines))


def key_list(year: int, place_code: str) -> list[Priority]:
    """The key suggestions of a year that a congress announced; none whose deputy wished secrecy, none that ended."""
    rows = Priority.objects.filter(
        announced_on__isnull=False, chosen_on__year=year, suggestion__place_code=place_code
    ).exclude(suggestion__wishes_secrecy=True)
    over = [*PRIVATE_STATES, State.WITHDRAWN, State.REFUSED, State.MERGED]
    rows = rows.exclude(suggestion__state__in=over).select_related("suggestion", "committee")
    return list(rows.order_by("chosen_on", "pk")[:KEY_MOST])


def organs_of(priorities: list[Priority]) -> dict[int, list[str]]:
    """The leading organs of key suggestions, by the suggestion."""
    return _organs([one.suggestion for one in priorities])


def congresses() -> list[Congress]:
    """The congresses that have published something or announced a list."""
    published = public().filter(place_code=OuterRef("region_id"))
    announced = Priority.objects.filter(announced_on__isnull=False, suggestion__place_code=OuterRef("region_id"))
    return list(Congress.objects.filter(Exists(published) | Exists(announced)).order_by("region_id"))
