"""Who may do what, in relation to what: one answer for pages, API, jobs and the printed matrix."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from renda.foundation.errors import NotPermitted

Predicate = Callable[[Any, Any], bool]


@dataclass(frozen=True)
class Grant:
    """One way of being allowed: the permission, the relation that gives it, and who that is in words."""

    permission: str
    predicate: Predicate
    who: str


_grants: dict[str, list[Grant]] = {}


def grant(permission: str, predicate: Predicate, *, who: str) -> None:
    """Allow ``permission`` (``capability.verb``) wherever ``predicate(actor, subject)`` holds."""
    entry = Grant(permission, predicate, who)
    known = _grants.setdefault(permission, [])
    if entry not in known:
        known.append(entry)


def allowed(actor: object, permission: str, subject: object = None) -> bool:
    """Whether any grant of the permission holds for this actor and subject.

    Raises:
        KeyError: no such permission was ever granted to anyone; a spelling mistake.
    """
    return any(g.predicate(actor, subject) for g in _grants[permission])


def require(actor: object, permission: str, subject: object = None) -> None:
    """Refuse unless allowed.

    Raises:
        NotPermitted: no grant of the permission holds.
    """
    if not allowed(actor, permission, subject):
        raise NotPermitted(permission)


def all_grants() -> list[Grant]:
    """Every grant, sorted by permission, for the printed matrix and its test."""
    return [g for permission in sorted(_grants) for g in _grants[permission]]
