"""The suggestions under way on the day of the loading: every desk has work, some of it due soon, some overdue.

All days are counted back from the day of the loading, so that clocks are alive whenever the demo is loaded;
the figures of 2023 are none of these.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from renda.capabilities.suggestions.terms import Outcome, Weight
from renda.law.calendar import national
from renda.project.demo import year
from renda.project.demo.suggestions import course as ways
from renda.project.demo.suggestions import life, past, topics
from renda.project.demo.suggestions.course import Course, Pledge, Proposal
from renda.project.demo.suggestions.past import BAD, GOOD
from renda.project.demo.suggestions.pool import Pool

BUREAU = "住建局"
SUBMITTED, HANDED_OVER = "submitted", "handed_over"


@dataclass(frozen=True)
class Row:
    """So many suggestions that stand at one point, their days counted back from today."""

    count: int
    upto: int
    ago: tuple[int, int]
    counted_from: str = HANDED_OVER
    organ: str = ""
    turns: tuple[str, ...] = ()
    # Days from today to the promise's day, its fate, days since the report.
    pledge: tuple[int, str, int | None] | None = None
    is_key: bool = False
    is_secret: bool = False
    facts: dict[str, Any] = field(default_factory=dict)


ROWS = (
    Row(3, ways.DRAFT, (2, 6), SUBMITTED, facts={"drafted_before": 0}),
    Row(2, ways.COSIGN, (2, 5), SUBMITTED, facts={"drafted_before": 1, "cosigners": 4}),
    Row(17, ways.SUBMIT, (3, 9), SUBMITTED, facts={"cosigners": 1}),
    Row(15, ways.ACCEPT, (6, 10), SUBMITTED),
    Row(15, ways.PLAN, (6, 12), SUBMITTED, facts={"joint": 1}),
    Row(2, ways.SUPPLEMENT, (7, 12), SUBMITTED, turns=("sent_back",)),
    Row(4, ways.HAND_OVER, (1, 3), organ=BUREAU),
    Row(6, ways.HAND_OVER, (1, 3)),
    Row(2, ways.HAND_OVER, (8, 11)),
    Row(2, ways.PUBLISH, (9, 14), turns=("withdrawn",)),
    Row(2, ways.SIGN, (9, 20), organ=BUREAU),
    Row(4, ways.SIGN, (9, 20)),
    Row(3, ways.SIGN, (52, 60), organ=BUREAU),
    Row(4, ways.CONTACT, (35, 70), organ=BUREAU, facts={"contact_after": 15}),
    Row(5, ways.CONTACT, (35, 70), facts={"contact_after": 20}),
    Row(2, ways.CONTACT, (80, 89), organ=BUREAU),
    Row(3, ways.CONTACT, (80, 89)),
    Row(2, ways.CONTACT, (97, 112), organ=BUREAU, turns=("reminded",)),
    Row(1, ways.CONTACT, (97, 112), turns=("reminded",)),
    Row(3, ways.CONTACT, (110, 150), facts={"weight": Weight.COMPLEX}),
    Row(2, ways.CONTACT, (40, 70), is_key=True, facts={"joint": 1}),
    Row(1, ways.CONTACT, (40, 60), organ=BUREAU, is_key=True, facts={"cosigners": 5}),
    Row(3, ways.CONTACT, (18, 26), turns=("no_opinion",), facts={"joint": 1}),
    Row(2, ways.CONTACT, (40, 50), turns=("no_opinion",), facts={"joint": 2}),
    Row(1, ways.CONTACT, (40, 60), turns=("opinion_again",), facts={"joint": 1}),
    Row(1, ways.CONTACT, (30, 50), is_secret=True),
    Row(1, ways.REPLY, (68, 75), turns=("half_replied",), facts={"separate": True, "reply_after": 50}),
    Row(2, ways.REPLY, (5, 7), turns=("return_waiting",)),
    Row(1, ways.REPLY, (8, 10), organ=BUREAU, turns=("return_open",)),
    Row(1, ways.CONTACT, (30, 40), turns=("return_denied",)),
    Row(1, ways.CONTACT, (30, 40), turns=("return_agreed",)),
    Row(2, ways.REPLY, (66, 76), turns=("extension_waiting",), facts={"contact_after": 45}),
    Row(1, ways.REPLY, (98, 108), turns=("extension_agreed",), facts={"contact_after": 50, "reply_after": 160}),
    Row(1, ways.REPLY, (72, 80), turns=("extension_denied",), facts={"contact_after": 45, "reply_after": 86}),
    Row(4, ways.DRAFT_REPLY, (64, 80), organ=BUREAU, facts={"reply_after": 56, "outcome": Outcome.A}),
    Row(1, ways.DRAFT_REPLY, (64, 80), facts={"reply_after": 56, "outcome": Outcome.C}),
    Row(2, ways.REPLY, (72, 84), organ=BUREAU, facts={"reply_after": 62}),
    Row(6, ways.REPLY, (72, 84), facts={"reply_after": 62, "cosigners": 1}),
    Row(2, ways.RATE, (104, 116), turns=("rating_reminded",), facts={"reply_after": 64, "grades": ()}),
    Row(2, ways.RATE, (80, 88), organ=BUREAU, facts={"reply_after": 48, "rated_after": 5, "grades": (BAD,)}),
    Row(1, ways.RATE, (116, 124), facts={"reply_after": 50, "rated_after": 9, "grades": (BAD,)}),
    Row(2, ways.RATE, (130, 140), facts={"reply_after": 50, "rated_after": 5, "grades": (BAD, BAD)}),
    Row(2, ways.PUBLISH, (110, 120), organ=BUREAU, pledge=(12, "open", None)),
    Row(2, ways.PUBLISH, (110, 120), pledge=(50, "open", None)),
    Row(1, ways.PUBLISH, (130, 140), organ=BUREAU, pledge=(-8, "open", None)),
    Row(2, ways.PUBLISH, (130, 140), pledge=(-4, "reported", 9)),
    Row(1, ways.PUBLISH, (130, 140), pledge=(-10, "renewed", 20)),
    Row(1, ways.PUBLISH, (120, 130), pledge=(10, "postponed", 12)),
    Row(4, ways.RATE, (84, 96), facts={"reply_after": 58, "rated_after": 6, "grades": (GOOD,)}),
    Row(2, ways.CLOSE, (124, 145), turns=("unpublished",), facts={"reply_after": 55, "closed_after": 8}),
    Row(8, ways.PUBLISH, (124, 145), facts={"reply_after": 55, "closed_after": 8}),
    Row(1, ways.PUBLISH, (124, 145), is_secret=True, facts={"reply_after": 55, "closed_after": 8}),
)


def fill(
    runner: year.Clock, pool: Pool, *, today: date, share: tuple[int, int], every: bool, rng: random.Random
) -> None:
    """Put the rows' suggestions before a congress; ``share`` is a fraction, ``every`` leaves no row out."""
    made: list[Proposal] = []
    keys: list[Proposal] = []
    for row in ROWS:
        count = (row.count * share[0] + share[1] // 2) // share[1]
        for _ in range(max(count, 1 if every else 0)):
            one = pool.proposal(_course(row, today, rng), organ=row.organ, secret=row.is_secret)
            made.append(one)
            if row.is_key and pool.place.committees:
                keys.append(one)
    _refused_and_merged(pool, made, today=today, every=every)
    for one in made:
        runner.start(life.live(one))
    past.supervised(
        runner, keys, chosen_on=national().roll_back(today - timedelta(days=33)), gap=7, told=past.UNDER_WAY
    )


def _course(row: Row, today: date, rng: random.Random) -> Course:
    calendar = national()
    day = calendar.roll_back(today - timedelta(days=rng.randint(*row.ago)))
    facts = dict(row.facts)
    if row.pledge is not None:
        due_in, fate, reported = row.pledge
        reported_on = today - timedelta(days=reported) if reported is not None else None
        facts |= {
            "outcome": Outcome.B,
            "reply_after": 55,
            "pledges": (Pledge(today + timedelta(days=due_in), fate, reported_on=reported_on),),
        }
    if row.counted_from == SUBMITTED:
        return Course(day, upto=row.upto, turns=frozenset(row.turns), **facts)
    submitted = calendar.roll_back(day - timedelta(days=rng.randint(8, 13)))
    return Course(submitted, upto=row.upto, handed_over=day, turns=frozenset(row.turns), **facts)


def _refused_and_merged(pool: Pool, made: list[Proposal], *, today: date, every: bool) -> None:
    """What is not accepted or goes into another: where a congress has everything, two or three of each."""
    if not every:
        return
    submitted = national().roll_back(today - timedelta(days=24))
    for told in topics.refused():
        course = Course(
            submitted, turns=frozenset({"refused"}), refusal=(told["refusal"], told["explanation"]), drafted_before=3
        )
        made.append(pool.as_written(topics.plain(told), course))
    running = [one for one in made if one.course.upto == ways.CONTACT and one.course.handed_over]
    for main in running[:2]:
        one = pool.proposal(Course(submitted, cosigners=1), organ=main.written.topic.organ)
        one.main = main
        made.append(one)


def own(runner: year.Clock, pool: Pool, *, lead: Any, today: date) -> None:
    """What the deputy who signs in to the demo finds: drafts, a request to sign, a reply and a promise to rate."""
    calendar = national()

    def back(days: int) -> date:
        return calendar.roll_back(today - timedelta(days=days))

    def handed_over(days: int, upto: int, **facts: Any) -> Course:
        return Course(back(days + 10), upto=upto, handed_over=back(days), **facts)

    reported = Pledge(today - timedelta(days=1), "reported", reported_on=back(6))
    courses = (
        Course(back(2), upto=ways.DRAFT, drafted_before=0),
        Course(back(9), upto=ways.DRAFT, drafted_before=0),
        Course(back(4), upto=ways.SUBMIT, cosigners=2),
        handed_over(45, ways.CONTACT, contact_after=15),
        handed_over(98, ways.CONTACT),
        handed_over(74, ways.REPLY, reply_after=62, outcome=Outcome.A),
        handed_over(130, ways.PUBLISH, reply_after=60, outcome=Outcome.B, pledges=(reported,)),
        handed_over(150, ways.PUBLISH, reply_after=55, closed_after=8),
    )
    for number, course in enumerate(courses):
        # The handler who signs in sees most of them too.
        runner.start(life.live(pool.proposal(course, organ=BUREAU if number > 2 else "", lead=lead)))
    asking = pool.proposal(Course(back(2), upto=ways.COSIGN, drafted_before=1, cosigners=2))
    first = next(seat for seat in pool.place.seats if seat not in {asking.lead, lead})
    asking.mates = (first, lead)
    runner.start(life.live(asking))
