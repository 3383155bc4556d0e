"""Keeping suggestions for the repeat radar: title and words, from the hand-in until they are withdrawn or refused."""

from __future__ import annotations

from renda.capabilities.suggestions.models import Suggestion
from renda.capabilities.suggestions.terms import RADAR_KIND, radar_text
from renda.foundation.similarity import texts


def keep(suggestion: Suggestion) -> None:
    """Let it be found by whoever writes or examines the like."""
    if suggestion.submitted_on is None:
        return
    texts.index(
        kind=RADAR_KIND,
        ref=suggestion.pk,
        place_code=suggestion.place_code,
        on=suggestion.submitted_on,
        text=radar_text(suggestion.title, suggestion.situation, suggestion.advice),
    )


def drop(suggestion: Suggestion) -> None:
    """Let it be found no more."""
    texts.forget(kind=RADAR_KIND, ref=suggestion.pk)
