"""Facts that one capability announces and others may act on, in the same transaction."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

E = TypeVar("E")

_reactions: dict[type, list[Callable[..., None]]] = {}


def reacts_to(kind: type[E]) -> Callable[[Callable[[E], None]], Callable[[E], None]]:
    """Register a reaction; it must be idempotent, quick and total, since it shares the act's fate."""

    def register(reaction: Callable[[E], None]) -> Callable[[E], None]:
        known = _reactions.setdefault(kind, [])
        if reaction not in known:
            known.append(reaction)
        return reaction

    return register


def announce(event: object) -> None:
    """Tell everyone who registered for this kind of fact, in the order they registered."""
    for reaction in _reactions.get(type(event), ()):
        reaction(event)
