"""What follows from ratings and clocks: the next state, the lamp, the worst of several grades."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date

from renda.capabilities.suggestions.terms import (
    ENDED_STATES,
    RUNNING_STATES,
    Grade,
    Lamp,
    Mode,
    Outcome,
    Part,
    State,
)

WARN_DAYS = 15
_GRADES = [Grade.SATISFIED.value, Grade.BASICALLY.value, Grade.NOT.value]
_OUTCOMES = [Outcome.A.value, Outcome.B.value, Outcome.C.value, Outcome.D.value]


def mode_of(parts: Iterable[str]) -> Mode:
    """One lead alone, a lead with joint organs, or several that each reply."""
    held = list(parts)
    if held.count(Part.LEAD) > 1:
        return Mode.SEPARATE
    return Mode.JOINT if Part.JOINT in held else Mode.SOLE


def after_rating(
    grades: Collection[tuple[str, str]], *, outcomes: Collection[str], rounds_before: int
) -> tuple[str, State]:
    """The step that follows when every reply of this round is rated, and where it leads.

    A first "not satisfied" is handled again; a second one is for a meeting. What is only promised is tracked.
    """
    if any(Grade.NOT in pair for pair in grades):
        return ("redo", State.REDOING) if rounds_before == 0 else ("call_meeting", State.MEETING)
    return after_silence(outcomes)


def after_silence(outcomes: Collection[str]) -> tuple[str, State]:
    """The step that follows where nobody objected: promises are tracked, the rest is ready to be filed."""
    return ("track", State.TRACKING) if Outcome.B in outcomes else ("settle", State.RATED)


def worst_grade(grades: Iterable[str]) -> str:
    """The least satisfied of several grades; none of none."""
    return max((grade for grade in grades if grade in _GRADES), key=_GRADES.index, default="")


def overall_outcome(outcomes: Iterable[str]) -> str:
    """The class of a suggestion with several replies: the one furthest from solved."""
    return max((outcome for outcome in outcomes if outcome in _OUTCOMES), key=_OUTCOMES.index, default="")


def lamp(
    state: str,
    *,
    due_on: date | None,
    today: date,
    started_on: date | None = None,
    contacted: bool = True,
    is_dissatisfied: bool = False,
) -> Lamp:
    """How a suggestion goes: red when overdue or not satisfied, yellow with 15 days left or no contact at half time."""
    if state in ENDED_STATES or state == State.RATED:
        return Lamp.OK
    if is_dissatisfied:
        return Lamp.DANGER
    if state not in {*RUNNING_STATES, State.TRACKING} or due_on is None:
        return Lamp.WAIT
    left = (due_on - today).days
    if left < 0:
        return Lamp.DANGER
    half = started_on is not None and (today - started_on).days * 2 >= (due_on - started_on).days
    return Lamp.WARN if left <= WARN_DAYS or (half and not contacted) else Lamp.OK


# Kept with a citizen's matter as it was told; not a message.
TOLD_OF_A_WISH = "代表建议已经答复。代表要求这件建议保密，具体情况请向联络站询问。"


def told(texts: Iterable[str], *, is_secret: bool) -> str:
    """What the citizens behind a suggestion are told of its replies; a wish for secrecy keeps the texts from them."""
    return TOLD_OF_A_WISH if is_secret else "\n\n".join(texts)
