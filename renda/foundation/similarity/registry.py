"""The kinds of texts that are compared, each with the way to read all of them again from the business tables."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import NamedTuple


class Source(NamedTuple):
    """A text as its owner has it: title and words, no names, no telephone numbers."""

    ref: int
    place_code: str
    on: date
    text: str


Reread = Callable[[], Iterable[Source]]

_kinds: dict[str, Reread] = {}


def kind(code: str) -> Callable[[Reread], Reread]:
    """Register a kind by decorating what reads all its texts again."""

    def register(reread: Reread) -> Reread:
        _kinds[code] = reread
        return reread

    return register


def all_kinds() -> dict[str, Reread]:
    """Every registered kind by code."""
    return dict(_kinds)
