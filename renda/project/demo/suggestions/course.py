"""How a suggestion of the demo is to go: on which days, how far, and by which turns."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from renda.capabilities.suggestions.models import Assignment, Suggestion
from renda.capabilities.suggestions.terms import Grade, Outcome, Part, Weight
from renda.foundation.accounts.models import Organ
from renda.law.calendar import national
from renda.project.demo import year
from renda.project.demo.suggestions.cast import Place, Seat
from renda.project.demo.suggestions.topics import Written

Life = year.Life
# How far it goes: nothing after the named step is done.
DRAFT, COSIGN, SUBMIT, SUPPLEMENT, ACCEPT, PLAN, HAND_OVER, SIGN, CONTACT, DRAFT_REPLY, REPLY, RATE, CLOSE, PUBLISH = (
    range(14)
)
# Turns a suggestion may take on its way.
TURNS = frozenset(
    {
        "refused",
        "withdrawn",
        "sent_back",
        "return_waiting",
        "return_denied",
        "return_agreed",
        "return_open",
        "extension_waiting",
        "extension_agreed",
        "extension_denied",
        "opinion_again",
        "no_opinion",
        "reply_returned",
        "reminded",
        "half_replied",
        "rating_reminded",
        "silent",
        "concluded",
        "unpublished",
    }
)


@dataclass(frozen=True)
class Pledge:
    """One promise of a class B reply: its day, and what comes of it."""

    due_on: date
    # open, reported, kept, unrated, renewed, postponed or explained
    fate: str = "kept"
    text: str = ""
    reported_on: date | None = None


@dataclass
class Meeting:
    """A meeting that hands many suggestions over at once."""

    at: datetime
    waiting: list[Suggestion] = field(default_factory=list)


@dataclass(frozen=True)
class Course:
    """The way of one suggestion; days not given follow from the ones before."""

    submitted: date
    upto: int = PUBLISH
    drafted_before: int = 6
    cosigners: int = 0
    meeting: Meeting | None = None
    handed_over: date | None = None
    weight: str = Weight.ORDINARY
    joint: int = 0
    separate: bool = False
    contact_after: int = 12
    reply_after: int = 60
    outcome: str = Outcome.A
    pledges: Sequence[Pledge] = ()
    grades: Sequence[tuple[str, str]] = ((Grade.SATISFIED, Grade.SATISFIED),)
    rated_after: int = 8
    closed_after: int = 20
    turns: frozenset[str] = frozenset()
    refusal: tuple[str, str] = ("", "")
    reply_text: str = ""
    reported_text: str = ""

    def __post_init__(self) -> None:
        if not self.turns <= TURNS:
            raise ValueError(f"unknown turns: {self.turns - TURNS}")


@dataclass
class Proposal:
    """One suggestion while it lives: who raised it, what it says, where it stands."""

    place: Place
    lead: Seat
    written: Written
    course: Course
    rng: random.Random
    # The suggestion this one is put into, where it is merged.
    main: Proposal | None = None
    # Who is asked to sign, where that is not left to chance.
    mates: Sequence[Seat] = ()
    pk: int = 0
    it: Any = None
    at: datetime = datetime(2000, 1, 1, tzinfo=year.ZONE)

    def on(self, day: date) -> datetime:
        """The moment of the next act: that day, or at once where the day is past."""
        soon = self.at + timedelta(minutes=self.rng.randint(3, 20)) if self.pk else self.at
        then = year.moment(day, self.rng)
        self.at = max(then, soon) if self.pk else then
        return self.at

    def after(self, days: int) -> datetime:
        """The moment of the next act, so many days after the last and on a working day."""
        return self.on(national().roll_forward(self.at.date() + timedelta(days=days)))

    def has(self, turn: str) -> bool:
        """Whether it takes a turn."""
        return turn in self.course.turns

    def now(self) -> Suggestion:
        """The suggestion as it stands, read anew; organs' acts change it behind the copy kept."""
        self.it = Suggestion.objects.select_related("congress", "lead").get(pk=self.pk)
        return self.it

    def parts(self, part: str = "") -> list[Assignment]:
        """The organs' parts that count, each with its suggestion."""
        rows = Assignment.objects.select_related("suggestion", "organ")
        rows = rows.filter(suggestion_id=self.pk).exclude(state__in=["returned", "ended"])
        return list(rows.filter(part=part) if part else rows)

    def organs(self) -> dict[Organ, str]:
        """Who is to lead and who to assist."""
        topic, course = self.written.topic, self.course
        lead = self.place.organ(topic.organ)
        others = [organ for name in topic.joint if (organ := self.place.organ(name)) != lead]
        spare = [organ for organ in self.place.organs.values() if organ not in {lead, *others}]
        if course.separate or course.joint:
            others = [*others, *spare][: max(course.joint, 1)]
            part = Part.LEAD if course.separate else Part.JOINT
            return {lead: Part.LEAD, **dict.fromkeys(others, part)}
        return {lead: Part.LEAD}

    def handler(self, part: Assignment) -> Any:
        """Whoever handles an organ's part."""
        return self.place.of_organ("handler", part.organ)

    def head(self, part: Assignment) -> Any:
        """Whoever signs for an organ."""
        return self.place.of_organ("head", part.organ)
