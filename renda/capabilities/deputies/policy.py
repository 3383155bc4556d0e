"""Who may keep and read the roll of deputies."""

from __future__ import annotations

from typing import Any

from renda.foundation.accounts.actor import Actor
from renda.foundation.accounts.terms import Level, Role
from renda.foundation.policy.grants import grant

ABOVE_THE_CITY = (Level.NATION, Level.PROVINCE)


def place_of(subject: Any) -> str:
    """The place code of the congress behind a congress, a term, a mandate or an office."""
    if hasattr(subject, "place_code"):
        return str(subject.place_code)
    if hasattr(subject, "region_id"):
        return str(subject.region_id)
    if hasattr(subject, "congress"):
        return str(subject.congress.region_id)
    return place_of(subject.term)


def _home_above(subject: Any) -> str:
    """Where a deputy of the nation or the province lives; empty for other subjects."""
    return (
        str(subject.home_code)
        if getattr(subject, "level", "") in ABOVE_THE_CITY and hasattr(subject, "home_code")
        else ""
    )


def is_system(actor: Actor, _subject: object) -> bool:
    """The installation itself: first load, demo, commands."""
    return actor.is_system


def office_of(actor: Actor, subject: Any) -> bool:
    """The office of this congress, or of one above it."""
    return subject is not None and actor.holds(Role.OFFICE, place_of(subject))


def office_at_home(actor: Actor, subject: Any) -> bool:
    """The office of the place where a deputy of the nation or the province lives."""
    home = _home_above(subject) if subject is not None else ""
    return bool(home) and actor.holds(Role.OFFICE, home)


def own_office(actor: Actor, subject: Any) -> bool:
    """The office of just this congress, or of the place where a higher deputy lives."""
    if subject is None:
        return False
    home = _home_above(subject)
    return actor.holds_exactly(Role.OFFICE, place_of(subject)) or (
        bool(home) and actor.holds_exactly(Role.OFFICE, home)
    )


def keeps_rolls(actor: Actor, _subject: object) -> bool:
    """Someone of an office, or the operator who sets the installation up."""
    return bool(actor.roles & {Role.OFFICE, Role.OPERATOR})


def reads_rolls(actor: Actor, _subject: object) -> bool:
    """Offices, leaders and the operator; what they find is limited to their places."""
    return bool(actor.roles & {Role.OFFICE, Role.OPERATOR, Role.LEADER})


def is_operator(actor: Actor, _subject: object) -> bool:
    """The operator of the installation."""
    return Role.OPERATOR in actor.roles


def is_the_deputy(actor: Actor, subject: Any) -> bool:
    """The deputy in person."""
    return subject is not None and actor.user_id is not None and getattr(subject, "user_id", None) == actor.user_id


for permission in ("deputies.manage", "deputies.set_up"):
    grant(permission, is_system, who="系统")
    grant(permission, office_of, who="本级或者上级人大机关工作人员")
grant("deputies.manage", office_at_home, who="全国、省级代表所在地人大机关工作人员")
grant("deputies.set_up", is_operator, who="系统管理员")
grant("deputies.read", reads_rolls, who="人大机关工作人员、领导、系统管理员（限于所辖区域）")
grant("deputies.see_phone", own_office, who="本级人大机关工作人员")
grant("deputies.keep_rolls", keeps_rolls, who="人大机关工作人员、系统管理员")
grant("deputies.read_own", is_the_deputy, who="代表本人")
