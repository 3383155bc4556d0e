"""What may be shown of a text that was found: each owner says it, reader by reader."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Shown:
    """A text that was found, as one reader may see it; without a title the reader learns only that it is there.

    ``state``, ``outcome`` and ``grade`` are plain words that the screen translates.
    """

    title: str = ""
    number: str = ""
    state: str = ""
    outcome: str = ""
    grade: str = ""
    organs: str = ""
    replies: tuple[str, ...] = ()
    url: str = ""


Show = Callable[[Any, Collection[int]], dict[int, Shown]]

_shows: dict[str, Show] = {}


def shown(kind: str) -> Callable[[Show], Show]:
    """Register what a reader may see of texts of a kind, by their refs; a ref left out is not spoken of at all."""

    def register(show: Show) -> Show:
        _shows[kind] = show
        return show

    return register


def seen_by(actor: Any, kind: str, refs: Collection[int]) -> dict[int, Shown]:
    """What the reader may see of these texts.

    Raises:
        KeyError: nobody said how texts of this kind are shown.
    """
    return _shows[kind](actor, refs) if refs else {}
