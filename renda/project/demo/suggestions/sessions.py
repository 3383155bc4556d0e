"""The sessions of the demo's congresses: one each spring, those of 文水 also in its term before, and one just closed."""

from __future__ import annotations

import random
from datetime import date, datetime, time, timedelta

from renda.capabilities.deputies.actions import roll as roll_actions
from renda.capabilities.deputies.actions import terms as term_actions
from renda.capabilities.deputies.models import CongressTerm
from renda.capabilities.deputies.rules.roll import RollRow
from renda.foundation.accounts.actor import SYSTEM
from renda.foundation.accounts.terms import Level
from renda.law.calendar import national
from renda.project.demo import city, matters, roll, year

# Month, day and length of the yearly session.
SPRING = {Level.CITY: (2, 21, 4), Level.COUNTY: (3, 21, 4), Level.TOWNSHIP: (3, 7, 2)}
FIRST_DAYS = 3
# A session of the present year this near to the loading would meet the one that 文水 has just closed.
KEPT_FREE_DAYS = 60
EARLIER_TERM, EARLIER_SEATS, EARLIER_STARTED = 16, 207, date(2016, 9, 20)


def spring(level: str, of_year: int) -> tuple[date, date]:
    """First and last day of a congress's session in a year."""
    month, day, length = SPRING[Level(level)]
    opens_on = national().roll_forward(date(of_year, month, day))
    return opens_on, opens_on + timedelta(days=length - 1)


def just_closed(today: date) -> tuple[date, date]:
    """First and last day of the session 文水 held shortly before the loading, whose suggestions lie on the desk."""
    closes_on = national().roll_back(today - timedelta(days=6))
    return national().roll_back(closes_on - timedelta(days=3)), closes_on


def _noon(day: date) -> datetime:
    return datetime.combine(day, time(12), year.ZONE)


def hold(built: city.City, *, today: date) -> None:
    """Close the first session of each term in office, and hold one each spring since."""
    for congress in built.congresses.values():
        term = CongressTerm.objects.get(congress=congress, started_on__isnull=False, ended_on__isnull=True)
        _close_first(term)
        latest = today - timedelta(days=KEPT_FREE_DAYS)
        held = [spring(congress.level, y) for y in range(roll.TERM_STARTED.year + 1, today.year + 1)]
        held = [span for span in held if span[1] < latest]
        if congress.region_id == city.WENSHUI:
            held.append(just_closed(today))
        _hold(term, held)


def _close_first(term: CongressTerm) -> None:
    first = term.sessions.get(number=1)
    closes_on = first.opens_on + timedelta(days=FIRST_DAYS)
    term_actions.close_session(first, closes_on=closes_on, actor=SYSTEM, at=_noon(closes_on))


def _hold(term: CongressTerm, spans: list[tuple[date, date]]) -> None:
    for number, (opens_on, closes_on) in enumerate(spans, 2):
        session = term_actions.open_session(term, number=number, opens_on=opens_on, actor=SYSTEM, at=_noon(opens_on))
        term_actions.close_session(session, closes_on=closes_on, actor=SYSTEM, at=_noon(closes_on))


def earlier_term(built: city.City, rng: random.Random) -> None:
    """The term of 文水 before the present one, with its roll and its sessions."""
    at, congress = _noon(EARLIER_STARTED), built.congresses[city.WENSHUI]
    term = term_actions.register_term(congress, number=EARLIER_TERM, seats=EARLIER_SEATS, actor=SYSTEM, at=at)
    term_actions.start_next_term(term, opens_on=EARLIER_STARTED, actor=SYSTEM, at=at)
    rows = [RollRow(line, matters.name(rng), phone="", delegation="") for line in range(EARLIER_SEATS)]
    roll_actions.register_many(term, rows, actor=SYSTEM, at=at, started_on=EARLIER_STARTED)
    _close_first(term)
    _hold(term, [spring(congress.level, y) for y in range(EARLIER_STARTED.year + 1, 2022)])
