"""Loading the demo city once, with a progress bar, and telling who can sign in."""

from __future__ import annotations

import random
import sys
import time as clock_time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta

from django.db import connection
from django.utils import timezone
from tqdm import tqdm

from renda.capabilities.deputies import demo as deputies_demo
from renda.capabilities.stations import demo as stations_demo
from renda.foundation.accounts.models import Congress, Region
from renda.foundation.action import one_transaction
from renda.law import seats
from renda.project import jobs
from renda.project.demo import city, plan, year

LOADED_AT = datetime(2022, 12, 20, 9, tzinfo=year.ZONE)
RECENT_DAYS = 75
RECENT = plan.Share(620, 940, 380, 240)
SEED = 20231124
INDUSTRY = {
    "141181": ("新型煤化工代表联络站", "商贸服务业代表联络站"),
}


def load_once(*, small: bool) -> None:
    """Load the city unless it is there; cut off in the middle, it is loaded anew the next time.

    Raises:
        SystemExit: the database holds something else.
    """
    done = Region.objects.filter(pk=city.CITY).exists()
    if done:
        print("演示城市已经装好 / the demo city is loaded already")
        return
    if Congress.objects.exists():
        sys.exit("数据库里已有其他数据，演示城市不能装入 / the database is not empty")
    started = clock_time.monotonic()
    print("人名和事项均为虚构；2023年合计与公开报道一致 / names and matters are invented, the totals of 2023 are published")
    with _bulk_loading(), one_transaction():
        _load(small=small, now=timezone.now().astimezone(year.ZONE))
    jobs.seal_trail(at=timezone.now())
    print(f"装入用时{clock_time.monotonic() - started:.0f}秒 / loaded")


@contextmanager
def _bulk_loading() -> Iterator[None]:
    """On SQLite, do not wait for the disk at each step of a load that can be started again."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA synchronous=OFF")
    try:
        yield
    finally:
        if connection.vendor == "sqlite":
            with connection.cursor() as cursor:
                cursor.execute("PRAGMA synchronous=NORMAL")
                cursor.execute("ANALYZE")


def _load(*, small: bool, now: datetime) -> None:
    rng = random.Random(SEED)  # noqa: S311 - a repeatable demo, not a secret
    bar = tqdm(total=100, unit="%", desc="演示城市", disable=None)
    built = city.build(at=LOADED_AT, small=small, rng=rng)
    bar.update(4)
    deputies_demo.build(_congress_sizes(built), rng=rng, at=LOADED_AT)
    bar.update(12)
    sites = _sites(built, rng, now)
    bar.update(8)
    city.people(built, at=LOADED_AT, station_code=_binhe(sites).station.code)
    runner = year.Clock(ends_at=now)
    _fill_2023(runner, built, sites, rng)
    _fill_recent(runner, sites, rng, now)
    months = 15 + 4
    runner.run(lambda _done: bar.update(min(76 / months, 100 - bar.n)))
    bar.update(100 - bar.n)
    bar.close()


def _congress_sizes(built: city.City) -> dict[Congress, int]:
    """How many deputies each congress has, by 《选举法》第十二条 and invented populations."""
    people = {code: thousands * 1000 for code, thousands in plan.POPULATION.items()}
    sizes = {}
    for code, congress in built.congresses.items():
        if code == city.CITY:
            population = sum(people.values())
        elif code in people:
            population = people[code]
        else:
            parent = code[:6]
            population = people[parent] // max(len(built.below(parent)), 1)
        sizes[congress] = seats.deputies(congress.level, population)
    return sizes
