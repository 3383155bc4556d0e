"""One motion or inquiry and what belongs to it: its signers and history, who may be asked, where one may propose."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from renda.capabilities.deputies import queries as deputy_queries
from renda.capabilities.deputies.terms import COMMITTEE_TITLES
from renda.capabilities.motions.models import Inquiry, Line, Motion, Signer
from renda.capabilities.motions.queries.scope import inquiries_visible_to, motions_visible_to
from renda.capabilities.motions.terms import Body
from renda.foundation.accounts.actor import Actor
from renda.foundation.accounts.models import Congress, Organ
from renda.foundation.accounts.terms import OrganKind

# What no name holds parts them as well, a NUL among it.
PARTED = re.compile(r"[\s\x00,，、;；/]+")


def motion(actor: Actor, pk: int) -> Motion | None:
    """A motion with what its page names, if this actor may see it."""
    rows = motions_visible_to(actor).filter(pk=pk)
    return rows.select_related("congress__region", "lead", "committee", "suggestion", "session").first()


def inquiry(actor: Actor, pk: int) -> Inquiry | None:
    """An inquiry with what its page names, if this actor may see it."""
    rows = inquiries_visible_to(actor).filter(pk=pk)
    return rows.select_related("congress__region", "lead", "organ", "session").first()


def signers(thing: Motion | Inquiry) -> list[Signer]:
    """Those who were asked to sign, the one who leads first."""
    return list(thing.signers.select_related("deputy", "motion", "inquiry"))


def lines(thing: Motion | Inquiry) -> list[Line]:
    """What happened, the newest first."""
    return list(thing.lines.order_by("-pk"))


def asked_names(text: str) -> list[str]:
    """The names somebody typed, however they are parted, each once."""
    return list(dict.fromkeys(name for name in PARTED.split(text.strip()) if name))


@dataclass(frozen=True)
class Named:
    """A member of the body who goes by a name, and what tells two of one name apart."""

    deputy_id: int
    name: str
    delegation: str


def members(place_code: str, body: str, names: Collection[str]) -> dict[str, list[Named]]:
    """Who of a body goes by each of some names."""
    found: dict[str, list[Named]] = {}
    seats = deputy_queries.sitting(place_code).filter(deputy__name__in=names)
    if body == Body.COMMITTEE:
        seats = seats.filter(deputy_id__in=committee_ids(place_code))
    for seat in seats:
        delegation = seat.delegation.name if seat.delegation else ""
        found.setdefault(seat.deputy.name, []).append(Named(seat.deputy_id, seat.deputy.name, delegation))
    return found


def committee_ids(place_code: str) -> set[int]:
    """The deputies who are members of the standing committee of a place."""
    seat = deputy_queries.sitting(place_code).select_related("term").first()
    offices = deputy_queries.officers(seat.term) if seat else ()
    return {one.deputy_id for one in offices if one.title in COMMITTEE_TITLES}


@dataclass(frozen=True)
class Room:
    """Somewhere a deputy may propose: a congress, and whether to it or to its standing committee."""

    congress: Congress
    body: str
    is_sitting: bool

    @property
    def code(self) -> str:
        """The value a form carries."""
        return f"{self.congress.region_id}.{self.body}"


def rooms(actor: Actor, day: date) -> list[Room]:
    """Where this deputy may propose: every congress with a seat, and the committees they are a member of."""
    seats = list(deputy_queries.seats_of_user(actor.user_id)) if actor.user_id is not None else []
    held = deputy_queries.offices_of(seats[0].deputy).filter(ended_on__isnull=True) if seats else ()
    committee_terms = {one.term_id for one in held if one.title in COMMITTEE_TITLES}
    found: list[Room] = []
    for seat in seats:
        congress = seat.term.congress
        _, is_between = deputy_queries.session_at(congress.region_id, day)
        found.append(Room(congress, Body.CONGRESS, is_sitting=not is_between))
        if seat.term_id in committee_terms:
            found.append(Room(congress, Body.COMMITTEE, is_sitting=True))
    return found


def committees(place_code: str) -> list[Organ]:
    """The committees of a congress that a motion can be sent to."""
    return list(Organ.objects.filter(region_id=place_code, kind=OrganKind.CONGRESS, is_active=True))


def askable(place_codes: Collection[str], kinds: Collection[str]) -> list[Organ]:
    """The organs of some places that can be asked; the kinds are the law's."""
    known = Organ.objects.filter(region_id__in=place_codes, kind__in=kinds, is_active=True)
    return list(known.select_related("region"))


def congress_at(place_code: str) -> Any:
    """The congress of a place."""
    return Congress.objects.filter(region_id=place_code).select_related("region").first()
