"""Finding matters by words, number or telephone, and earlier ones that read alike."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import connection
from django.db.models import BooleanField, Exists, F, Func, OuterRef, Q, QuerySet

from renda.capabilities.casework import rules
from renda.capabilities.casework.models import Case, Gram
from renda.capabilities.casework.queries.scope import AREA_LENGTH, COUNTY_LENGTH, revealable_to, visible_to
from renda.capabilities.casework.terms import State
from renda.foundation.accounts import queries as account_queries
from renda.foundation.accounts.actor import Actor
from renda.foundation.accounts.terms import Role
from renda.foundation.sealing import personal

SIMILAR_MOST = 5
RANKED_MOST = 20
GRAMS_MOST = 12
SIMILAR_GRAMS_MOST = 60
RARE = 1000
_NUMBER = re.compile(r"^\d{6,15}-\d{4}-\d{1,9}$")
_SHORT_NUMBER = re.compile(r"^\d{4}-\d{1,9}$")
_PHONE = re.compile(r"^(1\d{10}|0\d{2,3}-?\d{7,8})$")


def exact(actor: Actor, text: str) -> Q | None:
    """The matters of a number or an exact telephone number; None where the text is words."""
    if _NUMBER.match(text):
        return Q(number=text)
    if _SHORT_NUMBER.match(text):
        return Q(number__in=[f"{code}-{text}" for code in actor.places(Role.CLERK)])
    if _PHONE.match(text):
        digest = personal.digest(text, purpose="phone")
        return Q(_has_phone(), phone_digest=digest) & revealable_to(actor)
    return None


def _has_phone() -> Func:
    """The condition of the index of telephones, written as the index has it."""
    return Func(F("phone_digest"), template="NOT (%(expressions)s = '')", output_field=BooleanField())


def matching(actor: Actor, text: str) -> Q:
    """Matters whose indexed text holds every pair of the words sought, or whose number or phone it is."""
    text = text.strip()
    known = exact(actor, text)
    if known is not None:
        return known
    sought = rules.grams(text)[:GRAMS_MOST]
    if not sought:
        return Q(pk__in=[])
    first, *others = ordered = _rarest_first(sought)
    if ordered[first] < RARE:
        hits = _with_all(Gram.objects.filter(gram=first), others)
        return Q(pk__in=list(hits.values_list("case_id", flat=True)))
    found = Q()
    for gram in ordered:
        found &= Q(Exists(Gram.objects.filter(gram=gram, case_id=OuterRef("pk"))))
    return found


@dataclass(frozen=True)
class Words:
    """A search for words alone, by someone who may see every matter of the areas they ask in."""

    grams: tuple[str, ...]
    areas: tuple[str, ...]

    def newest(self, most: int, *, below: int | None = None, above: int | None = None) -> list[int]:
        """Ids of matters, newest first, on one side of a matter; straight from the index."""
        if not self.grams:
            return []
        first, *others = self.grams
        hits = Gram.objects.filter(gram=first)
        if len(self.areas) == 1:
            hits = hits.filter(area_code=self.areas[0])
        elif self.areas:
            hits = hits.filter(area_code__in=self.areas)
        hits = _with_all(hits, others)
        if below is not None:
            hits = hits.filter(case_id__lt=below)
        if above is not None:
            return list(hits.filter(case_id__gt=above).order_by("case_id").values_list("case_id", flat=True)[:most])[
                ::-1
            ]
        return list(hits.order_by("-case_id").values_list("case_id", flat=True)[:most])


def words_in(actor: Actor, text: str, place_code: str) -> Words | None:
    """The search as one over whole areas, where the actor's business covers them; accusations are not indexed."""
    offices = actor.places(Role.OFFICE)
    if actor.roles != {Role.OFFICE} or exact(actor, text) is not None:
        return None
    code = place_code or (offices[0] if len(offices) == 1 else "")
    if not code or len(code) > AREA_LENGTH or not actor.holds(Role.OFFICE, code):
        return None
    grams = rules.grams(text)[:GRAMS_MOST]
    return Words(tuple(_rarest_first(grams)) if grams else (), _areas(code))


def _areas(code: str) -> tuple[str, ...]:
    if len(code) == AREA_LENGTH:
        return (code,)
    if len(code) == COUNTY_LENGTH:
        towns = account_queries.regions_under(code).values_list("code", flat=True)
        # Stations directly under a county have zeros where others have their town.
        return (*towns, code.ljust(AREA_LENGTH, "0"))
    return ()


def _with_all(hits: QuerySet[Gram], others: Sequence[str]) -> QuerySet[Gram]:
    for gram in others:
        hits = hits.filter(Exists(Gram.objects.filter(gram=gram, case_id=OuterRef("case_id"))))
    return hits


def _rarest_first(sought: Sequence[str]) -> dict[str, int]:
    """The pairs with how often they occur, counted no further than rare."""
    part = "SELECT %s, count(*) FROM (SELECT 1 FROM casework_gram WHERE gram = %s LIMIT %s) AS few"
    sql = " UNION ALL ".join([part] * len(sought))
    with connection.cursor() as cursor:
        cursor.execute(sql, [value for gram in sought for value in (gram, gram, RARE)])
        counts = dict(cursor.fetchall())
    return {gram: counts.get(gram, 0) for gram in sorted(sought, key=lambda gram: (counts.get(gram, 0), gram))}


def similar(area_code: str, text: str, *, visible: QuerySet[Case]) -> list[Case]:
    """Earlier matters of the same township that share the most pairs with a text; the likest first."""
    ranked = _alike(area_code, text)
    cases = visible.filter(pk__in=ranked).exclude(state=State.MERGED).select_related("organ")
    return sorted(cases, key=lambda case: (-ranked[case.pk], -case.pk))[:SIMILAR_MOST]


def similar_around(actor: Actor, area_code: str, text: str) -> list[tuple[Case, bool]]:
    """The same in the whole township, each with whether this actor may open it; of those alike, these first.

    Of what the actor may not open, those whose visitor asked for secrecy are left out.
    """
    ranked = _alike(area_code, text)
    may_open = Exists(visible_to(actor).filter(pk=OuterRef("pk")))
    known = Case.objects.filter(pk__in=ranked, is_confidential=False).exclude(state=State.MERGED)
    shown = known.annotate(may_open=may_open).filter(Q(may_open=True) | Q(wants_secrecy=False))
    found: list[tuple[Case, bool]] = [(case, bool(case.may_open)) for case in shown.select_related("organ")]
    found.sort(key=lambda pair: (-ranked[pair[0].pk], not pair[1], -pair[0].pk))
    return found[:SIMILAR_MOST]


def _alike(area_code: str, text: str) -> dict[int, int]:
    """The matters of a township that share the most pairs with a text, by how many; one question of the index.

    More than are shown, since some are merged into others, or not for the reader.
    """
    sought = rules.grams(text)[:SIMILAR_GRAMS_MOST]
    if len(sought) < 3:
        return {}
    marks = ", ".join(["%s"] * len(sought))
    sql = (
        "SELECT case_id, count(*) AS shared FROM casework_gram "  # noqa: S608 - placeholders only
        f"WHERE area_code = %s AND gram IN ({marks}) GROUP BY case_id HAVING count(*) >= %s "
        "ORDER BY shared DESC, case_id DESC LIMIT %s"
    )
    least = max(3, len(sought) // 4)
    with connection.cursor() as cursor:
        cursor.execute(sql, [area_code, *sought, least, RANKED_MOST])
        return dict(cursor.fetchall())
