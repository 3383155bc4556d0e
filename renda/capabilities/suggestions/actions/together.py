"""Acts of the office on many suggestions at once: each is an act of its own, and one refused leaves the others."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime

from renda.capabilities.suggestions.actions import closing, examining, rating
from renda.capabilities.suggestions.actions.examining import HandedOver
from renda.capabilities.suggestions.models import Suggestion
from renda.foundation.accounts.actor import Actor
from renda.foundation.action import attempt, one_transaction
from renda.foundation.errors import NotPermitted, RuleBroken, StaleState


def _each(suggestions: Iterable[Suggestion], act: Callable[[Suggestion], object]) -> HandedOver:
    done: list[int] = []
    refused: list[tuple[int, RuleBroken | NotPermitted | StaleState]] = []
    with one_transaction():
        for suggestion in suggestions:
            try:
                with attempt():
                    act(suggestion)
            except (RuleBroken, NotPermitted, StaleState) as refusal:
                refused.append((suggestion.pk, refusal))
            else:
                done.append(suggestion.pk)
    return HandedOver(tuple(done), tuple(refused))


def accept_many(suggestions: Iterable[Suggestion], *, actor: Actor, at: datetime) -> HandedOver:
    """Accept many after each was read."""
    return _each(suggestions, lambda one: examining.accept(one, actor=actor, at=at))


def archive_many(suggestions: Iterable[Suggestion], *, actor: Actor, at: datetime) -> HandedOver:
    """File many that are at their end."""
    return _each(suggestions, lambda one: closing.archive(one, actor=actor, at=at))


def remind_rating_many(suggestions: Iterable[Suggestion], *, actor: Actor, at: datetime) -> HandedOver:
    """Remind the deputies of many to rate; without it silence may not be passed over."""
    return _each(suggestions, lambda one: rating.remind_rating(one, actor=actor, at=at))


def pass_over_many(suggestions: Iterable[Suggestion], *, actor: Actor, at: datetime) -> HandedOver:
    """Go on without the ratings of deputies who stayed silent after a reminder."""
    return _each(suggestions, lambda one: rating.pass_over(one, actor=actor, at=at))


def move_hand_over_many(
    suggestions: Iterable[Suggestion], *, assigned_on: date, reason: str, actor: Actor, at: datetime
) -> HandedOver:
    """Correct the day of a whole hand-over meeting; every clock that runs moves with it."""
    return _each(
        suggestions,
        lambda one: examining.move_hand_over(one, assigned_on=assigned_on, reason=reason, actor=actor, at=at),
    )
