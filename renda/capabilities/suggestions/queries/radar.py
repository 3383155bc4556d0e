"""The repeat radar (反复提): what was raised before in other words, how often, and what came of it."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef

from renda.capabilities.suggestions.models import Reply, Suggestion
from renda.capabilities.suggestions.queries.scope import public, visible_to
from renda.capabilities.suggestions.terms import (
    GONE,
    RADAR_KIND,
    Grade,
    Outcome,
    Part,
    State,
    radar_text,
)
from renda.foundation.accounts.actor import Actor
from renda.foundation.similarity import registry, searching, showing
from renda.foundation.similarity.showing import Shown

# From the third time on the page says that the council may make it a key suggestion; it never does so itself.
OFTEN = 3
# So many suggestions, and so many texts of any other kind, which would else crowd them out.
AT_MOST, OTHERS_MOST = 8, 5
# Once it ended so, it is no longer a text of the house.
LEFT_OUT = (State.WITHDRAWN, State.REFUSED)


@registry.kind(RADAR_KIND)
def _all() -> Iterator[registry.Source]:
    """Every suggestion that was handed in and not taken back or refused."""
    rows = Suggestion.objects.filter(submitted_on__isnull=False).exclude(state__in=LEFT_OUT)
    fields = rows.values_list("pk", "place_code", "submitted_on", "title", "situation", "advice")
    for pk, place_code, on, title, situation, advice in fields.iterator(chunk_size=2000):
        if on is not None:
            yield registry.Source(pk, place_code, on, radar_text(title, situation, advice))


@showing.shown(RADAR_KIND)
def _shown(actor: Actor, refs: Collection[int]) -> dict[int, Shown]:
    """Those published or visible with their replies; of the others only that they are there."""
    may_open = Exists(visible_to(actor).filter(pk=OuterRef("pk")))
    is_open = Exists(public().filter(pk=OuterRef("pk")))
    known = Suggestion.objects.filter(pk__in=refs).exclude(state__in=LEFT_OUT)
    rows = list(known.annotate(is_own=may_open, is_open=is_open).prefetch_related("assignments__organ"))
    seen = [row.pk for row in rows if row.is_own or row.is_open]
    replies: dict[int, list[str]] = {}
    issued = Reply.objects.filter(assignment__suggestion__in=seen, issued_on__isnull=False)
    for pk, text in issued.order_by("pk").values_list("assignment__suggestion_id", "text") if seen else ():
        replies.setdefault(pk, []).append(text)
    return {
        row.pk: _one(row, replies.get(row.pk, []), is_own=row.is_own)
        if row.pk in seen
        else Shown(state=State(row.state).label)
        for row in rows
    }


def _one(row: Suggestion, replies: list[str], *, is_own: bool) -> Shown:
    leads = [part for part in row.assignments.all() if part.part == Part.LEAD and part.state not in GONE]
    return Shown(
        title=row.title,
        number=str(row.number or ""),
        state=State(row.state).label,
        outcome=Outcome(row.outcome).label if row.outcome else "",
        grade=Grade(row.result).label if row.result else "",
        organs="、".join(part.organ.short_name for part in leads),
        replies=tuple(replies),
        url=f"/suggestions/{row.pk}/" if is_own else f"/suggestions/public/{row.pk}/",
    )


@dataclass(frozen=True)
class Before:
    """One earlier text, as the reader may see it."""

    kind: str
    ref: int
    on: date
    place_code: str
    score: float
    shown: Shown


@dataclass(frozen=True)
class Radar:
    """What was found: those that can be shown, and how many more there are."""

    found: tuple[Before, ...] = ()
    hidden: int = 0

    @property
    def suggestions(self) -> tuple[Before, ...]:
        """The suggestions among them, the latest first."""
        return tuple(one for one in self.found if one.kind == RADAR_KIND)

    @property
    def times(self) -> int:
        """How often it was suggested before."""
        return len(self.suggestions)

    @property
    def since(self) -> int | None:
        """The year it was first suggested in."""
        return min((one.on.year for one in self.suggestions), default=None)

    @property
    def is_often(self) -> bool:
        """Whether it comes up so often that the council may want to follow it up."""
        return self.times + 1 >= OFTEN


def repeats(actor: Actor, text: str, *, place_code: str, except_pk: int | None = None, at_most: int = AT_MOST) -> Radar:
    """Earlier suggestions and matters of any year, level and place that say the same, nearest places first."""
    if len(text.strip()) < len("路灯不亮"):
        return Radar()
    except_ref = (RADAR_KIND, except_pk) if except_pk is not None else None
    matches = searching.similar(text, kinds=[RADAR_KIND], near=place_code, at_most=at_most, except_ref=except_ref)
    others = [kind for kind in registry.all_kinds() if kind != RADAR_KIND]
    matches += searching.similar(text, kinds=others, near=place_code, at_most=OTHERS_MOST)
    seen: dict[tuple[str, int], Shown] = {}
    for kind in {match.kind for match in matches}:
        refs = [match.ref for match in matches if match.kind == kind]
        seen |= {(kind, ref): shown for ref, shown in showing.seen_by(actor, kind, refs).items()}
    known = [match for match in matches if (match.kind, match.ref) in seen]
    found = [
        Before(match.kind, match.ref, match.on, match.place_code, match.score, seen[match.kind, match.ref])
        for match in known
        if seen[match.kind, match.ref].title
    ]
    return Radar(tuple(sorted(found, key=lambda one: one.on, reverse=True)), len(known) - len(found))


def repeats_of(actor: Actor, suggestion: Any) -> Radar:
    """What was raised before a suggestion, in other words."""
    text = radar_text(suggestion.title, suggestion.situation, suggestion.advice)
    return repeats(actor, text, place_code=suggestion.place_code, except_pk=suggestion.pk)
