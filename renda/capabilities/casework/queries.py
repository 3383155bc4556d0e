"""Every read of casework; the first argument is who asks, or the day."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection
from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from renda.capabilities.casework import rules
from renda.capabilities.casework.models import Case, Progress, Receiver
from renda.capabilities.casework.terms import OPEN_STATES, Arrival, Lamp, State
from renda.foundation.accounts.actor import Actor
from renda.foundation.accounts.terms import Role

PAGE = 50
SIMILAR_MOST = 5
RARE = 2000
AREA_LENGTH = 9
COUNTY_LENGTH = 6
GRAMS_MOST = 12
_AFTER_DIGITS = ":"


def under(code: str, column: str = "place_code") -> Q:
    """Rows at a place or below it: a range, since codes are prefixes."""
    if column == "place_code" and len(code) == COUNTY_LENGTH:
        return Q(county_code=code)
    return Q(**{f"{column}__gte": code, f"{column}__lt": code + _AFTER_DIGITS})


def visible_to(actor: Actor) -> QuerySet[Case]:
    """The matters this actor has business with; accusations only for the county's office."""
    seen = Q(pk__in=[])
    for code in actor.places(Role.OFFICE):
        seen |= under(code) & Q(is_confidential=False)
        if len(code) == COUNTY_LENGTH:
            seen |= Q(county_code=code, is_confidential=True)
    for code in actor.places(Role.CLERK):
        seen |= under(code) & Q(is_confidential=False)
    if actor.organ_ids:
        seen |= Q(organ_id__in=actor.organ_ids, is_confidential=False)
    if Role.DEPUTY in actor.roles:
        mine = Receiver.objects.filter(case=OuterRef("pk"), deputy__user_id=actor.user_id)
        seen |= Q(is_confidential=False) & Exists(mine)
    if actor.bearer_of is not None:
        seen |= Q(pk=actor.bearer_of)
    return Case.objects.filter(seen)


def one(actor: Actor, pk: int) -> Case | None:
    """A matter with its station and organ, if this actor may see it."""
    return visible_to(actor).filter(pk=pk).select_related("station", "organ", "merged_into").first()


def waiting_for(actor: Actor) -> Q:
    """The matters whose turn it is with this actor."""
    mine = Q(pk__in=[])
    for code in actor.places(Role.CLERK):
        mine |= under(code, "desk_code") & Q(state=State.REGISTERED)
        mine |= under(code) & Q(state=State.ANSWERED)
    for code in actor.places(Role.OFFICE):
        mine |= Q(desk_code=code, state=State.REGISTERED)
    if actor.organ_ids:
        mine |= Q(organ_id__in=actor.organ_ids, state__in=[State.ASSIGNED, State.HANDLING])
    return mine


def overdue(*, today: date) -> Q:
    """Open matters past their day."""
    return Q(state__in=[State.ASSIGNED, State.HANDLING, State.ANSWERED], due_on__lt=today)


def overdue_by_prefix(place_code: str, length: int, *, today: date) -> dict[str, int]:
    """Overdue matters below a place, by the code of that length they belong to."""
    rows = Case.objects.filter(overdue(today=today) & under(place_code)).values_list("place_code")
    found: dict[str, int] = {}
    for code, n in rows.annotate(n=Count("pk")):
        found[code[:length]] = found.get(code[:length], 0) + n
    return found


def behind_figure(figure: str, *, place_code: str, starts_on: date, ends_before: date, today: date) -> Q:
    """The rows that make up a figure of the table: the list a figure opens has exactly its count."""
    span = {"__gte": starts_on, "__lt": ends_before}

    def on(column: str) -> Q:
        return Q(**{f"{column}{how}": day for how, day in span.items()})

    not_ended = Q(registered_on__lt=ends_before) & ~Q(state=State.MERGED)
    not_ended &= Q(settled_on__isnull=True) | Q(settled_on__gte=ends_before)
    not_ended &= Q(referred_on__isnull=True) | Q(referred_on__gte=ends_before)
    chosen = {
        Arrival.MATTERS: on("registered_on") & ~Q(state=State.MERGED),
        Arrival.ON_SPOT: on("settled_on") & Q(route="on_spot"),
        Arrival.PASSED_ON: on("first_assigned_on"),
        Arrival.SETTLED: on("settled_on"),
        Arrival.SETTLED_LATE: on("settled_on") & Q(is_late=True),
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


def narrowed(actor: Actor, wanted: Filter, *, today: date) -> QuerySet[Case]:
    """The actor's matters that fit the filter, newest first."""
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
    if wanted.figure and wanted.starts_on and wanted.ends_before:
        figure = behind_figure(
            wanted.figure,
            place_code=wanted.place_code,
            starts_on=wanted.starts_on,
            ends_before=wanted.ends_before,
            today=today,
        )
        cases = cases.filter(figure)
    elif wanted.starts_on and wanted.ends_before:
        cases = cases.filter(registered_on__gte=wanted.starts_on, registered_on__lt=wanted.ends_before)
    if wanted.text:
        cases = cases.filter(matching(wanted.text))
    return cases.order_by("-pk")


def matching(text: str) -> Q:
    """Matters whose indexed text holds every pair of the words sought, or whose number or phone it is."""
    text = text.strip()
    if "-" in text and text.replace("-", "").isdigit():
        return Q(number=text)
    sought = rules.grams(text)[:GRAMS_MOST]
    if not sought:
        return Q(pk__in=[])
    rare = _rarest_first(sought)
    first, *others = rare
    tests = " ".join(
        ["AND EXISTS (SELECT 1 FROM casework_gram o WHERE o.gram = %s AND o.case_id = g.case_id)"] * len(others)
    )
    sql = f"SELECT case_id FROM casework_gram g WHERE g.gram = %s {tests} ORDER BY g.case_id DESC LIMIT 5000"  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(sql, [first, *others])
        return Q(pk__in=[row[0] for row in cursor.fetchall()])


def _rarest_first(sought: Sequence[str]) -> list[str]:
    part = "SELECT %s, count(*) FROM (SELECT 1 FROM casework_gram WHERE gram = %s LIMIT %s) AS few"
    sql = " UNION ALL ".join([part] * len(sought))
    with connection.cursor() as cursor:
        cursor.execute(sql, [value for gram in sought for value in (gram, gram, RARE)])
        counts = dict(cursor.fetchall())
    return sorted(sought, key=lambda gram: (counts.get(gram, 0), gram))


def similar(area_code: str, text: str, *, visible: QuerySet[Case]) -> list[Case]:
    """Earlier matters of the same township that share the most pairs with a text; the likest first."""
    sought = rules.grams(text)[:60]
    if len(sought) < 3:
        return []
    marks = ", ".join(["%s"] * len(sought))
    sql = (
        "SELECT case_id, count(*) AS shared FROM casework_gram "  # noqa: S608 - placeholders only
        f"WHERE area_code = %s AND gram IN ({marks}) GROUP BY case_id HAVING count(*) >= %s "
        "ORDER BY shared DESC, case_id DESC LIMIT %s"
    )
    least = max(3, len(sought) // 4)
    with connection.cursor() as cursor:
        cursor.execute(sql, [area_code, *sought, least, SIMILAR_MOST])
        ranked = [row[0] for row in cursor.fetchall()]
    cases = {c.pk: c for c in visible.filter(pk__in=ranked).exclude(state=State.MERGED).select_related("organ")}
    return [cases[pk] for pk in ranked if pk in cases]


def timeline(case: Case, *, public_only: bool = False) -> list[Progress]:
    """What happened, newest first."""
    lines = Progress.objects.filter(case=case)
    if public_only:
        lines = lines.filter(is_public=True)
    return list(lines.order_by("-pk"))


def by_receipt(digest: str) -> Case | None:
    """The matter a receipt belongs to; a merged one stays findable by its own receipt."""
    return Case.objects.filter(receipt_digest=digest).select_related("station", "organ", "merged_into").first()


def lamp_of(case: Any, *, today: date) -> Lamp:
    """How the matter goes against its clock."""
    return rules.lamp(case.state, due_on=case.due_on, today=today)


def counts_waiting(actor: Actor, *, most: int = 100) -> int:
    """How many matters wait for this actor, counted no further than ``most``."""
    return visible_to(actor).filter(waiting_for(actor)).values("pk")[: most + 1].count()


def received_by(case: Case) -> list[str]:
    """Names of the deputies who received the people of a matter."""
    return list(Receiver.objects.filter(case=case).order_by("pk").values_list("deputy__name", flat=True))


def open_cases_of(stations: Iterable[str]) -> QuerySet[Case]:
    """Matters not ended at some stations."""
    return Case.objects.filter(place_code__in=list(stations), state__in=OPEN_STATES)
