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

from renda.capabilities.deputies import queries as deputy_queries
from renda.capabilities.deputies.models import Deputy
from renda.capabilities.stations.actions import duty as duty_actions
from renda.capabilities.stations.actions import roster as roster_actions
from renda.capabilities.stations.models import LiaisonStation
from renda.foundation.accounts.actor import SYSTEM
from renda.foundation.accounts.models import Congress, Region
from renda.foundation.action import one_transaction
from renda.foundation.notices.models import Notice
from renda.law.calendar import national
from renda.project import jobs
from renda.project.demo import city, plan, roll, year
from renda.project.demo.suggestions import filling, sessions

LOADED_AT = datetime(2022, 12, 20, 9, tzinfo=year.ZONE)
RECENT_DAYS = 75
RECENT_VISITS, RECENT_MATTERS = 620, 380
ON_DUTY = 2
# What waits at a station's stages, and since how many days.
WAITING_AT_BINHE = (
    (year.DESK, 0),
    (year.DESK, 1),
    (year.DESK, 0),
    (year.STREET, 1),
    (year.STREET, 2),
    (year.COUNTY_DESK, 1),
    (year.COUNTY_DESK, 3),
    (year.UNSIGNED, 1),
    (year.UNSIGNED, 4),
    (year.AT_WORK, 40),
    (year.AT_WORK, 29),
    (year.AT_WORK, 8),
    (year.ANSWERED, 2),
    (year.ANSWERED, 5),
)
WAITING_ELSEWHERE = ((year.DESK, 1), (year.COUNTY_DESK, 2), (year.AT_WORK, 27), (year.UNSIGNED, 1))
SEED = 20231124


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
    print(
        "人名和事项均为虚构；2023年合计与公开报道一致 / names and matters are invented, the totals of 2023 are published"
    )
    now = timezone.now().astimezone(year.ZONE)
    with _bulk_loading(), one_transaction():
        _load(small=small, now=now)
    # Three years of notices are not news; the last days' are.
    Notice.objects.filter(created_at__lt=now - timedelta(days=2)).update(read_at=now)
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
    rng = random.Random(SEED)
    with tqdm(total=100, unit="%", desc="演示城市", bar_format="{desc} {percentage:3.0f}%|{bar}| {elapsed}") as bar:
        built = city.build(at=LOADED_AT, small=small, rng=rng)
        bar.update(3)
        filling.earlier(built, at=LOADED_AT)
        bar.update(1)
        roll.deputies(built, at=LOADED_AT, rng=rng, tick=lambda: bar.update(6 / len(built.congresses)))
        sessions.hold(built, today=now.date())
        bar.update(3)
        sites = roll.stations(built, at=LOADED_AT, rng=rng, tick=lambda: bar.update(7 / len(built.regions)))
        binhe = next(s for s in sites[city.LISHI] if s.station.code.startswith(city.BINHE))
        city.people(built, at=LOADED_AT, station_code=binhe.station.code)
        city.deputy_sign_in(_signs_in(binhe), at=LOADED_AT)
        # Everything happens in one transaction, where PostgreSQL gathers no statistics by itself.
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
        runner = year.Clock(ends_at=now)
        signs_in = Deputy.objects.get(pk=_signs_in(binhe))
        for _ in filling.fill(built, runner, small=small, now=now, at=LOADED_AT, deputy=signs_in):
            bar.update(2 / len(filling.SEATS))
        _fill_2023(runner, sites, rng)
        _fill_recent(runner, sites, rng, now)
        bar.update(8)
        expected = sum(plan.CITY) // 1000
        runner.run(lambda _done: bar.update(min(max(100 - bar.n, 0), 70 / max(expected, 20))))
        bar.update(100 - bar.n)


def _working_days(starts_on: date, ends_before: date) -> list[date]:
    calendar = national()
    span = (ends_before - starts_on).days
    return [day for n in range(span) if calendar.is_working_day(day := starts_on + timedelta(days=n))]


def _plan(site: year.Site, starts_on: date, ends_before: date) -> None:
    """Put a stretch of duty days into the calendar of a station, in time for their notice."""
    at = datetime.combine(starts_on - timedelta(days=10), time(9), year.ZONE)
    span = {"starts_on": starts_on, "ends_before": ends_before}
    if site.station.duty_rule:
        site.duty_days = duty_actions.plan_duty_days(site.station, **span, actor=SYSTEM, at=at)
        if site.duty_days:
            duty_actions.publish_plan(site.station, **span, actor=SYSTEM, at=at)


def _signs_in(site: year.Site) -> int:
    """The deputy of a station's roster who can sign in to the demo, and whose home page is to show something."""
    # Of the county's congress, like the office and the organ that can sign in.
    return next(pk for pk in site.deputies if deputy_queries.seat_in(city.LISHI, deputy_id=pk) is not None)


def _rosters(site: year.Site, today: date) -> dict[date, list[int]]:
    """Deputies in turn on the planned days, by day; whoever can sign in has the first day to come."""
    first, last = site.duty_days[0].on, site.duty_days[-1].on
    at = datetime.combine(first - timedelta(days=9), time(9), year.ZONE)
    per_day = min(ON_DUTY, len(site.deputies))
    assigned = roster_actions.assign_rota(
        site.station,
        starts_on=first,
        ends_before=last + timedelta(days=1),
        deputies=site.deputies,
        per_day=per_day,
        actor=SYSTEM,
        at=at,
    )
    by_day: dict[date, list[int]] = {}
    for one in assigned:
        by_day.setdefault(one.duty_day.on, []).append(one.deputy_id)
    coming = next((day for day in site.duty_days if day.on > today), None)
    if coming is not None and site.station.code.startswith(city.BINHE):
        others = [deputy for deputy in by_day[coming.on] if deputy != _signs_in(site)]
        by_day[coming.on] = [_signs_in(site), *others[: per_day - 1]]
        roster_actions.assign(coming, deputies=by_day[coming.on], actor=SYSTEM, at=at)
    return by_day


def _weights(sites: list[year.Site]) -> list[int]:
    """A station takes about eight times what a point takes; the coal-chemistry station is a busy one."""
    return [16 if "煤化工" in s.station.name else 8 if s.station.parent_id is None else 1 for s in sites]


def _fill_2023(runner: year.Clock, sites: dict[str, list[year.Site]], rng: random.Random) -> None:
    starts_on, ends_before = date(plan.YEAR, 1, 3), date(plan.YEAR + 1, 1, 1)
    free = _working_days(starts_on, ends_before)
    for county, share in plan.counties().items():
        there = sites.get(county, [])
        if not there:
            continue
        for site, part in zip(there, plan.stations(share, _weights(there)), strict=True):
            _plan(site, starts_on, ends_before)
            site.free_days = free
            year.fill(runner, site, part, year_end=ends_before - timedelta(days=1), rng=rng)


def _fill_recent(runner: year.Clock, sites: dict[str, list[year.Site]], rng: random.Random, now: datetime) -> None:
    """The last weeks up to now: work under way at some stations, so that every desk has something on it."""
    today = now.date()
    starts_on, ends_before = today - timedelta(days=RECENT_DAYS), today + timedelta(days=28)
    busy = [s for there in sites.values() for s in there if s.station.parent_id is None]
    weights = [30 if s.station.code.startswith(city.BINHE) else 4 for s in busy]
    visits = plan.shared_out(RECENT_VISITS, weights)
    matter_counts = plan.shared_out(RECENT_MATTERS, weights)
    for site, came, count in zip(busy, visits, matter_counts, strict=True):
        _plan(site, starts_on, ends_before)
        if not site.duty_days:
            continue
        rosters = _rosters(site, today)
        past = [day for day in site.duty_days if day.on <= today]
        if not past:
            continue
        for day, n in zip(past, year.spread(came, len(past), rng, most=len(site.deputies)), strict=True):
            # Those on the roster come first, others when more come.
            others = [deputy for deputy in rng.sample(site.deputies, n) if deputy not in rosters[day.on]]
            runner.start(year.duty_life(site, day, [*rosters[day.on], *others][:n], rng))
        share = plan.Share(came, count * 2, count, 0)
        year.fill_people(runner, site, share, [d.on for d in past], year_end=None, rng=rng)
    calendar = national()
    for number, site in enumerate(busy):
        county = [organ for organ in site.organs if organ.region_id == site.station.code[:6]]
        is_binhe = site.station.code.startswith(city.BINHE)
        stages = WAITING_AT_BINHE if is_binhe else WAITING_ELSEWHERE[number % len(WAITING_ELSEWHERE) :][:1]
        for stage, days_ago in stages:
            on = calendar.roll_back(today - timedelta(days=days_ago + (0 if is_binhe else number % 5)))
            organ = county[0] if is_binhe else rng.choice(county)
            receiver = _signs_in(site) if is_binhe and stage in {year.AT_WORK, year.ANSWERED} else None
            runner.start(year.waiting_life(site, on, stage, organ, rng, receiver=receiver))


def print_sign_ins(port: int) -> None:
    """Tell who can sign in, and where."""
    print(f"\n  http://127.0.0.1:{port}/   密码 / password: {city.PASSWORD}\n")
    for person in city.sign_ins():
        print(f"  {person.username:<10} {person.name}　{person.title}")
    station = LiaisonStation.objects.filter(region_id=city.BINHE).order_by("code").first()
    print(f"\n  群众扫码 / citizen: http://127.0.0.1:{port}/s/{station.public_code if station else ''}/report/\n")
