"""One matter and what belongs to it: its history, its people, its files, what was put into it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from renda.capabilities.casework.models import Case, Progress, Receiver
from renda.capabilities.casework.queries.scope import visible_to
from renda.capabilities.casework.terms import Happening, State
from renda.foundation.accounts import queries as account_queries
from renda.foundation.accounts.actor import Actor
from renda.foundation.files import store
from renda.foundation.files.models import Attachment

REGION_LENGTH = 9


def one(actor: Actor, pk: int) -> Case | None:
    """A matter with its station and organ, if this actor may see it."""
    return visible_to(actor).filter(pk=pk).select_related("station", "organ", "merged_into").first()


def in_full(actor: Actor, pk: int) -> Case | None:
    """A matter with what its page names: ``desk_name``, and the ``overlays`` of its congress.

    Each is asked for only in the state whose page shows it.
    """
    case = visible_to(actor).filter(pk=pk).select_related("station", "organ").order_by().first()
    if case is None:
        return None
    found: Any = case
    waits = case.state == State.REGISTERED
    found.desk_name = region_name(case.desk_code) if waits and len(case.desk_code) <= REGION_LENGTH else ""
    found.overlays = ()
    if waits:
        congress = account_queries.congress_of(case.place_code[:REGION_LENGTH])
        found.overlays = congress.overlays if congress else ()
    return case


def joined_people(case: Case, lines: list[Progress]) -> int:
    """People of the matters put into this one; asked for only where its history says that there are some."""
    if not any(line.verb == Happening.JOINED for line in lines):
        return 0
    return sum(Case.objects.filter(merged_into=case).order_by().values_list("people_count", flat=True))


@lru_cache(maxsize=4096)
def region_name(code: str) -> str:
    """The name of a region; regions are loaded once and their names stay."""
    return account_queries.region(code).name


def by_number(actor: Actor, number: str) -> Case | None:
    """The matter of a number, if this actor may see it."""
    return visible_to(actor).filter(number=number.strip()).select_related("station", "organ").first()


def by_receipt(digest: str) -> Case | None:
    """The matter a receipt belongs to; a merged one stays findable by its own receipt."""
    return Case.objects.filter(receipt_digest=digest).select_related("station", "organ", "merged_into").first()


def timeline(case: Case, *, public_only: bool = False) -> list[Progress]:
    """What happened, newest first."""
    lines = Progress.objects.filter(case=case)
    if public_only:
        lines = lines.filter(is_public=True)
    return list(lines.order_by("-pk"))


@dataclass(frozen=True)
class Person:
    """A deputy who received the people of a matter, and the user who signs in as them."""

    deputy_id: int
    name: str
    user_id: int | None


def receivers(case: Case) -> list[Person]:
    """The deputies who received the people of a matter, in the order they were written down."""
    rows = Receiver.objects.filter(case=case).order_by("pk")
    return [Person(*row) for row in rows.values_list("deputy_id", "deputy__name", "deputy__user_id")]


def received_by(case: Case) -> list[str]:
    """Names of the deputies who received the people of a matter."""
    return [person.name for person in receivers(case)]


def merged_into(case: Case) -> list[Case]:
    """The matters that were put into this one, oldest first."""
    return list(
        Case.objects.filter(merged_into=case).order_by("pk").only("number", "title", "people_count", "merged_into")
    )


def files_of(case: Case) -> list[Attachment]:
    """The photos and papers of a matter, oldest first."""
    return store.of(case)
