"""What other capabilities hang on a suggestion: each says what it has, and the page shows title and number."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass

from renda.capabilities.suggestions.models import Suggestion


@dataclass(frozen=True)
class Linked:
    """A matter behind a suggestion: never more than what it is called."""

    number: str
    title: str
    joined: int = 0


_sources: dict[str, Callable[[int], Collection[Linked]]] = {}


def add(name: str, source: Callable[[int], Collection[Linked]]) -> None:
    """Let a capability above tell what it has behind a suggestion, by the suggestion's id; called on import."""
    _sources[name] = source


def of(suggestion: Suggestion) -> list[Linked]:
    """Everything behind a suggestion; for its lead deputy and its office only."""
    return [one for name in sorted(_sources) for one in _sources[name](suggestion.pk)]
