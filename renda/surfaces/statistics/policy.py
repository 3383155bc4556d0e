"""Who may read the figures of a place: those whose post covers it."""

from __future__ import annotations

from typing import Any

from renda.foundation.accounts.actor import Actor
from renda.foundation.accounts.terms import Role
from renda.foundation.policy.grants import grant

READERS = (Role.OFFICE, Role.LEADER, Role.CLERK)
SUGGESTION_READERS = (Role.OFFICE, Role.LEADER, Role.COMMITTEE)


def reads(actor: Any, place_code: Any) -> bool:
    """The office and the leaders of the place or of one above it, and the clerk of the station."""
    return place_code is not None and any(actor.holds(role, place_code) for role in READERS)


def opens_rows(actor: Any, place_code: Any) -> bool:
    """Those who also see the matters behind the figures: office and clerk; leaders see figures only."""
    return place_code is not None and any(actor.holds(role, place_code) for role in (Role.OFFICE, Role.CLERK))


def reads_suggestions(actor: Any, place_code: Any) -> bool:
    """The office and the leaders of the congress or of one above it, and the committees of the congress itself."""
    if place_code is None:
        return False
    above = any(actor.holds(role, place_code) for role in (Role.OFFICE, Role.LEADER))
    return above or bool(actor.holds_exactly(Role.COMMITTEE, place_code))


def widest_place(actor: Actor) -> str | None:
    """The widest place whose figures the actor reads."""
    return min(actor.places(*READERS), key=lambda code: (len(code), code), default=None)


grant("statistics.read", reads, who="本级及上级人大机关、领导，本站工作人员")
grant("statistics.open_rows", opens_rows, who="本级及上级人大机关，本站工作人员")
grant("statistics.read_suggestions", reads_suggestions, who="本级及上级人大机关、领导，本级人大专门委员会、工作委员会")
