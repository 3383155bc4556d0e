"""The suggestions of years that are over: the session of 2023 as published, one trouble four years running, a few between."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from renda.capabilities.suggestions.terms import Grade, Manner, Outcome, Weight
from renda.foundation.accounts.terms import Level
from renda.law.calendar import national
from renda.project.demo import plan, year
from renda.project.demo.suggestions import life, sessions, topics
from renda.project.demo.suggestions.course import Course, Meeting, Pledge, Proposal
from renda.project.demo.suggestions.pool import Pool

GOOD, FAIR = (Grade.SATISFIED, Grade.SATISFIED), (Grade.SATISFIED, Grade.BASICALLY)
BAD = (Grade.BASICALLY, Grade.NOT)
LEADERS = (
    "主任会议成员 雷建平",
    "主任会议成员 郝玉珍",
    "主任会议成员 乔志强",
    "主任会议成员 孟海燕",
    "主任会议成员 段福生",
)
STEPS = (
    (Manner.MEETING, "召开督办会，听取承办单位办理方案的汇报，要求列出时间表"),
    (Manner.GUIDANCE, "到现场指导督办，与领衔代表一起查看进展，提出三条意见"),
    (Manner.TRACKING, "跟踪督办，核对完成情况，逐项销号"),
    (Manner.TRACKING, "回访群众，办理效果得到认可"),
)
# Of those whose organs are still at work.
UNDER_WAY = STEPS[:2]
# What cannot be left to chance: these come among the first of a session.
FIXED: tuple[dict[str, Any], ...] = (
    {"turns": {"withdrawn"}},
    {"turns": {"concluded"}, "grades": (BAD, BAD), "outcome": Outcome.C},
    {"turns": {"silent"}, "grades": ()},
    {"turns": {"extension_agreed"}, "reply_after": 140},
    {"turns": {"return_agreed"}},
    {"turns": {"return_denied"}},
    {"turns": {"opinion_again"}, "joint": 1},
    {"separate": True},
    {"turns": {"sent_back"}},
    {"grades": (BAD, GOOD)},
    {"turns": {"reply_returned"}},
    {"turns": {"extension_denied"}},
)
MERGED, SECRET = 3, 4


def session(runner: year.Clock, pool: Pool, *, count: int, keys: int, with_running: bool, rng: random.Random) -> None:
    """All suggestions of one congress at its session of 2023: exactly ``count``, of them ``keys`` under priority."""
    opens_on, closes_on = sessions.spring(Level.COUNTY, plan.YEAR)
    met_on = national().roll_forward(closes_on + timedelta(days=18))
    meeting = Meeting(datetime.combine(met_on, time(9, 30), year.ZONE))
    runner.start(life.meet(meeting, pool.place.office))
    days = [opens_on + timedelta(days=n) for n in range((closes_on - opens_on).days)]
    chosen = [_key(pool, days, meeting, number, rng) for number in range(keys - with_running)]
    if with_running:
        chosen.append(_running(pool, plan.YEAR, days[0], meeting=meeting))
    others = [_one(pool, days, meeting, number, rng) for number in range(count - keys)]
    for number in range(min(MERGED, len(others) // 12)):
        others[-1 - number].main = others[2 + number]
    for one in [*chosen, *others]:
        runner.start(life.live(one))
    supervised(runner, chosen, chosen_on=national().roll_forward(met_on + timedelta(days=12)))


def supervised(
    runner: year.Clock,
    chosen: Sequence[Proposal],
    *,
    chosen_on: date,
    gap: int = 32,
    told: Sequence[tuple[str, str]] = STEPS,
) -> None:
    """The chairpersons choose key suggestions, make the list public, and each is supervised."""
    for number, one in enumerate(chosen):
        first = chosen_on + timedelta(days=6 + number)
        steps = [
            (national().roll_forward(first + timedelta(days=gap * n)), manner, text)
            for n, (manner, text) in enumerate(told[number % 2 :])
        ]
        runner.start(
            life.supervise(
                one,
                chosen_on=chosen_on,
                meeting=f"{chosen_on.year}年主任会议第{chosen_on.month}次会议",
                leader=LEADERS[number % len(LEADERS)],
                committee_number=number,
                steps=steps,
            )
        )
    if chosen:
        runner.start(life.announce(chosen[0], national().roll_forward(chosen_on + timedelta(days=3))))


def _key(pool: Pool, days: list[date], meeting: Meeting, number: int, rng: random.Random) -> Proposal:
    outcome = Outcome.B if number % 4 == 3 else Outcome.A
    pledges = (Pledge(date(plan.YEAR, 11, 30)),) if outcome == Outcome.B else ()
    course = Course(
        rng.choice(days),
        cosigners=2 + number % 5,
        meeting=meeting,
        joint=1,
        reply_after=rng.randint(50, 84),
        outcome=outcome,
        pledges=pledges,
    )
    return pool.key_proposal(number, course)


def _one(pool: Pool, days: list[date], meeting: Meeting, number: int, rng: random.Random) -> Proposal:
    chance = rng.random()
    outcome = Outcome.A if chance < 0.6 else Outcome.B if chance < 0.85 else Outcome.C if chance < 0.95 else Outcome.D
    weight = Weight.COMPLEX if rng.random() < 0.12 else Weight.ORDINARY
    facts: dict[str, Any] = {
        "cosigners": rng.choice((0, 0, 0, 1, 1, 2, 3, 5)),
        "drafted_before": rng.randint(1, 14),
        "weight": weight,
        "joint": 1 if rng.random() < 0.25 else 0,
        "contact_after": rng.randint(6, 27),
        "reply_after": rng.randint(36, 86) if weight == Weight.ORDINARY else rng.randint(90, 172),
        "outcome": outcome,
        "grades": (rng.choices((GOOD, FAIR, (Grade.BASICALLY, Grade.BASICALLY)), (80, 13, 7))[0],),
        "rated_after": rng.randint(2, 16),
        "closed_after": rng.randint(10, 60),
    }
    if weight == Weight.ORDINARY and rng.random() < 0.04:
        facts["reply_after"] = rng.randint(93, 106)
    if number < len(FIXED):
        facts |= FIXED[number]
        facts["weight"] = Weight.ORDINARY
    elif rng.random() < 0.06:
        facts |= {"turns": {"silent"}, "grades": ()}
    if facts["outcome"] == Outcome.B:
        facts["pledges"] = (_pledge(rng),)
    facts["turns"] = frozenset(facts.get("turns", ()))
    course = Course(rng.choice(days), meeting=meeting, **facts)
    return pool.proposal(course, secret=len(FIXED) + MERGED <= number < len(FIXED) + MERGED + SECRET)


def _pledge(rng: random.Random) -> Pledge:
    fate = rng.choices(("kept", "unrated", "explained", "postponed"), (84, 8, 4, 4))[0]
    return Pledge(date(plan.YEAR, 10, 10) + timedelta(days=rng.randint(0, 260)), fate)


def _running(pool: Pool, of_year: int, submitted: date, *, meeting: Meeting | None = None) -> Proposal:
    written, said = topics.told_in(of_year)
    pledges: tuple[Pledge, ...] = ()
    if said["outcome"] == Outcome.B:
        first, second = said["promises"]
        done = Pledge(date(of_year, 10, 31), text=first, reported_on=date(of_year, 10, 26))
        # The second is still open: what was put off four times is worth looking at.
        pledges = (done, Pledge(date(of_year + 1, 10, 31), "open", text=second))
    course = Course(
        submitted,
        cosigners=2,
        meeting=meeting,
        handed_over=None if meeting else submitted + timedelta(days=20),
        weight=Weight.COMPLEX,
        reply_after=70,
        outcome=said["outcome"],
        pledges=pledges,
        grades=(FAIR,) if said["outcome"] != Outcome.B else (GOOD,),
        reply_text=said["reply"],
        reported_text=said.get("reported", ""),
    )
    return pool.as_written(written, course)


def running_in(runner: year.Clock, pool: Pool, years: Sequence[int]) -> None:
    """The trouble of the old town's drains, as it was raised in other years."""
    for of_year in years:
        opens_on, _ = sessions.spring(Level.COUNTY, of_year)
        runner.start(life.live(_running(pool, of_year, opens_on)))


def sprinkle(runner: year.Clock, pool: Pool, *, years: Sequence[int], count: int, rng: random.Random) -> None:
    """A few suggestions of each year between, all answered and filed."""
    for of_year in years:
        opens_on, _ = sessions.spring(pool.place.congress.level, of_year)
        for _ in range(count):
            course = Course(
                opens_on,
                cosigners=rng.choice((0, 1, 2)),
                handed_over=national().roll_forward(opens_on + timedelta(days=20)),
                reply_after=rng.randint(40, 85),
                outcome=rng.choice((Outcome.A, Outcome.A, Outcome.C)),
            )
            runner.start(life.live(pool.proposal(course)))
