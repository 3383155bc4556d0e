"""Facts of suggestions that other capabilities may act on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class SuggestionSubmitted:
    """A deputy handed a suggestion in."""

    suggestion_id: int
    at: datetime


@dataclass(frozen=True)
class SuggestionAssigned:
    """A suggestion was handed over to its organs."""

    suggestion_id: int
    at: datetime


@dataclass(frozen=True)
class SuggestionReplied:
    """Every leading organ has replied; ``text`` is what may be told to those who asked."""

    suggestion_id: int
    text: str
    at: datetime


@dataclass(frozen=True)
class SuggestionEnded:
    """A suggestion will get no reply: a draft given up, withdrawn, or not accepted; ``reason`` may be told."""

    suggestion_id: int
    reason: str
    at: datetime


@dataclass(frozen=True)
class SuggestionMerged:
    """A suggestion went into another one, which gets the reply for both."""

    suggestion_id: int
    main_id: int
    at: datetime
