"""What several acts share: the local rules of a congress, history lines, figures, who is told."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from renda.capabilities.suggestions.models import Assignment, Cosigner, Progress, Promise, Suggestion
from renda.capabilities.suggestions.terms import GONE, Part
from renda.foundation.accounts.terms import Role
from renda.foundation.action import current_unit, memo
from renda.foundation.facts import counting
from renda.foundation.notices import outbox
from renda.foundation.workdays import queries as workday_queries
from renda.law.calendar import Calendar


def overlays(suggestion: Suggestion) -> tuple[str, ...]:
    """The local rules that bind a suggestion: those of its congress."""
    known = memo()
    key = ("overlays", suggestion.place_code)
    if key not in known:
        known[key] = tuple(suggestion.congress.overlays)
    return tuple(known[key])


def calendar() -> Calendar:
    """Working days, with what the office changed."""
    return workday_queries.calendar()


def hold(of: Assignment | Promise | Cosigner) -> Suggestion:
    """The suggestion a part, promise or signature belongs to, as it is now, held until this act ends.

    Whatever touches a suggestion and something of it holds the suggestion first: two organs that sign their
    last replies at once would each miss the other's, and two acts in another order would wait for each other.
    """
    rows = Suggestion.objects.select_for_update(of=("self",)).select_related("congress", "lead")
    held = rows.get(pk=of.suggestion_id)
    of.suggestion = held
    return held


def parts(suggestion: Suggestion, part: str = "") -> list[Assignment]:
    """The organs' parts that still count, read anew; of one kind where named."""
    rows = suggestion.assignments.exclude(state__in=GONE).select_related("organ")
    return [row for row in rows if not part or row.part == part]


def leads(suggestion: Suggestion) -> list[Assignment]:
    """The parts that reply to the deputy."""
    return parts(suggestion, Part.LEAD)


def note(
    suggestion: Suggestion, verb: str, *, actor: Any, at: datetime, text: str = "", is_public: bool = False
) -> None:
    """Add a line to what happened."""
    label = " ".join(part for part in (actor.post_label, actor.name) if part)
    current_unit().queue(
        _write,
        Progress(suggestion_id=suggestion.pk, at=at, verb=verb, who=label[:80], text=text, is_public=is_public),
    )


def _write(lines: list[Progress]) -> None:
    Progress.objects.bulk_create(lines, batch_size=500)


def count(measure: str, suggestion: Suggestion, day: date, quantity: int = 1) -> None:
    """Add a fact of this suggestion's congress; levels are counted apart, so that a county's own row is its own."""
    code = f"suggestions.{suggestion.congress.level}.{measure}"
    counting.add(code, place_code=suggestion.place_code, day=day, quantity=quantity)


def link(suggestion: Suggestion) -> str:
    """The page of a suggestion."""
    return f"/suggestions/{suggestion.pk}/"


def tell_office(suggestion: Suggestion, text: str, *, actor: Any, at: datetime) -> None:
    """Tell the congress office; ``text`` has a place for the title."""
    outbox.tell_posts(
        Role.OFFICE,
        text,
        place_code=suggestion.place_code,
        but_not=actor.user_id,
        link=link(suggestion),
        at=at,
        title=suggestion.title,
    )


def tell_organ(assignment: Assignment, text: str, *, actor: Any, at: datetime, role: str = Role.HANDLER) -> None:
    """Tell those who work for an organ, or its head."""
    suggestion = assignment.suggestion
    outbox.tell_posts(
        role,
        text,
        organ_id=assignment.organ_id,
        but_not=actor.user_id,
        link=link(suggestion),
        at=at,
        title=suggestion.title,
    )


def tell_deputy(suggestion: Suggestion, text: str, *, actor: Any, at: datetime) -> None:
    """Tell the lead deputy."""
    user_id = suggestion.lead.user_id
    if user_id is not None and user_id != actor.user_id:
        outbox.tell_user(user_id, text, link=link(suggestion), at=at, title=suggestion.title)


def tell_signers(suggestion: Suggestion, text: str, *, actor: Any, at: datetime) -> None:
    """Tell the lead deputy and everyone who signed."""
    tell_deputy(suggestion, text, actor=actor, at=at)
    signers = suggestion.cosigners.filter(state="confirmed", deputy__user_id__isnull=False)
    for user_id in signers.values_list("deputy__user_id", flat=True):
        if user_id != actor.user_id:
            outbox.tell_user(user_id, text, link=link(suggestion), at=at, title=suggestion.title)
