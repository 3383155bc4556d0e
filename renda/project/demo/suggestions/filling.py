"""Which congress of the demo gets which suggestions, in the whole city and in the small one."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, datetime

from renda.capabilities.deputies.models import Deputy
from renda.project.demo import city, plan, year
from renda.project.demo.suggestions import cast, past, present, sessions
from renda.project.demo.suggestions.pool import Pool

SEED = 177_068
FENYANG = plan.FENYANG
TOWNS = ("141182100", "141182101")
# How many deputies take part, and what part of the rows of the day of loading a congress gets.
SEATS = {city.WENSHUI: 90, FENYANG: 40, city.LISHI: 16, city.CITY: 12, TOWNS[0]: 6, TOWNS[1]: 6}
SHARES = {
    city.WENSHUI: (1, 1),
    FENYANG: (1, 3),
    city.LISHI: (1, 4),
    city.CITY: (1, 5),
    TOWNS[0]: (1, 11),
    TOWNS[1]: (1, 11),
}
# Published of 2023: suggestions of the session, and how many of them were under priority follow-up.
PUBLISHED = {city.WENSHUI: (177, 10), FENYANG: (68, 5)}
SMALLER, EARLIER = 5, (2020, 2021)
SPRINKLED = {city.WENSHUI: 6, FENYANG: 3, city.LISHI: 3, city.CITY: 1, TOWNS[0]: 1, TOWNS[1]: 1}


def earlier(built: city.City, *, at: datetime) -> None:
    """The term of 文水 before this one, in which the trouble of four years was raised twice; before the present roll."""
    rng = random.Random(SEED - 1)
    sessions.earlier_term(built, rng)
    place = cast.place(built, city.WENSHUI, seats=8, at=at, rng=rng)
    runner = year.Clock(ends_at=datetime(2021, 10, 31, 18, tzinfo=year.ZONE))
    past.running_in(runner, Pool(place, rng), EARLIER)
    runner.run(lambda _done: None)


def fill(
    built: city.City, runner: year.Clock, *, small: bool, now: datetime, at: datetime, deputy: Deputy
) -> Iterator[str]:
    """Start the lives of all suggestions, congress by congress; gives the code of each when it is done."""
    today = now.date()
    for code, seats in SEATS.items():
        rng = random.Random(f"{SEED} {code}")
        place = cast.place(built, code, seats=max(seats // (SMALLER if small else 1), 6), at=at, rng=rng)
        pool = Pool(place, rng)
        share = SHARES[code]
        if code in PUBLISHED:
            count, keys = PUBLISHED[code]
            if small:
                count, keys = count // SMALLER, keys // SMALLER
            past.session(runner, pool, count=count, keys=keys, with_running=code == city.WENSHUI, rng=rng)
        if code == city.WENSHUI:
            past.running_in(runner, pool, [2022])
        years = _years_between(code, today)
        past.sprinkle(runner, pool, years=years[-1:] if small else years, count=SPRINKLED[code], rng=rng)
        if small:
            share = (share[0], share[1] * SMALLER)
        present.fill(runner, pool, today=today, share=share, every=code == city.WENSHUI, rng=rng)
        if code == city.LISHI:
            present.own(runner, pool, lead=cast.seat(deputy, code, at=at), today=today)
        yield code


def _years_between(code: str, today: date) -> list[int]:
    """Years whose session is long past; 2023 is told as it was where it is published."""
    first = plan.YEAR + 1 if code in PUBLISHED else plan.YEAR - 1
    return list(range(first, today.year))
