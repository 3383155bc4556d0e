"""What several acts share: the local rules of a case, its progress lines, its figures."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from renda.capabilities.casework.models import Case, Progress
from renda.foundation.accounts import queries as account_queries
from renda.foundation.action import current_unit, memo
from renda.foundation.facts import counting
from renda.foundation.workdays import queries as workday_queries
from renda.law.calendar import Calendar

REGION_LENGTH = 9


def overlays(case: Case) -> tuple[str, ...]:
    """The local rules that bind a case: those of the nearest congress of its station."""
    code = case.place_code[:REGION_LENGTH]
    known = memo()
    if ("overlays", code) not in known:
        congress = account_queries.congress_of(code)
        known["overlays", code] = tuple(congress.overlays) if congress else ()
    return tuple(known["overlays", code])


def calendar() -> Calendar:
    """Working days, with what the office changed."""
    return workday_queries.calendar()


def note(
    case: Case, verb: str, *, actor: Any, at: datetime, text: str = "", who: str = "", is_public: bool = False
) -> None:
    """Add a line to what happened."""
    label = who or " ".join(part for part in (actor.post_label, actor.name) if part)
    current_unit().queue(
        _write, Progress(case_id=case.pk, at=at, verb=verb, who=label[:80], text=text, is_public=is_public)
    )


def _write(lines: list[Progress]) -> None:
    Progress.objects.bulk_create(lines, batch_size=500)


def count(measure: str, case: Case, day: date, quantity: int = 1) -> None:
    """Add a fact of this case's station."""
    counting.add(f"casework.{measure}", place_code=case.place_code, day=day, quantity=quantity)


def touch(measure: str, case: Case, day: date) -> None:
    """Say that a table shows something else now, though no figure moved."""
    counting.touch(f"casework.{measure}", place_code=case.place_code, day=day)


def count_settled(case: Case, sign: int) -> None:
    """Count a case as settled, or take the count back on the day it was made."""
    if case.settled_on is None:
        return
    count("settled", case, case.settled_on, sign)
    if case.is_late:
        count("settled_late", case, case.settled_on, sign)
    if case.route == "on_spot":
        count("on_spot", case, case.settled_on, sign)
