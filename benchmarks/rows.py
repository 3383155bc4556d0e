"""Filling the register of the small demo city with many rows, straight into the tables."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.db import connection, transaction

from renda.capabilities.casework import rules
from renda.capabilities.casework.models import Case, Gram, Progress
from renda.capabilities.casework.terms import State
from renda.capabilities.stations.models import LiaisonStation
from renda.foundation.accounts.models import Organ
from renda.foundation.facts import checking
from renda.foundation.sealing import personal
from renda.project.demo import matters

ZONE = ZoneInfo("Asia/Shanghai")
FIRST_DAY, DAYS = date(2023, 1, 3), 1400
BATCH = 2000
LINES = ("register", "assign", "sign", "answer", "tell")


def fill(total: int) -> None:
    """Bring the register to ``total`` rows, with index, timeline and figures."""
    missing = total - Case.objects.count()
    rng = random.Random(total)
    stations = list(LiaisonStation.objects.select_related("region"))
    organs = {s.pk: list(Organ.objects.filter(region_id=s.code[:6])) for s in stations}
    while missing > 0:
        with transaction.atomic():
            part = min(BATCH, missing)
            cases = [_case(n, stations, organs, rng) for n in range(missing, missing - part, -1)]
            Case.objects.bulk_create(cases)
            Gram.objects.bulk_create(_grams(cases), batch_size=5000)
            Progress.objects.bulk_create(_lines(cases), batch_size=5000)
        missing -= part
    checking.rebuild()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _case(number: int, stations: list[LiaisonStation], organs: dict[int, list[Organ]], rng: random.Random) -> Case:
    station = rng.choice(stations)
    told = matters.matter(station.region.name, rng)
    on = FIRST_DAY + timedelta(days=rng.randrange(DAYS))
    at = datetime(on.year, on.month, on.day, rng.randint(8, 17), rng.randrange(60), tzinfo=ZONE)
    fate = rng.random()
    state = State.SETTLED if fate < 0.9 else State.HANDLING if fate < 0.97 else State.REGISTERED
    organ = rng.choice(organs[station.pk])
    sent = state != State.REGISTERED
    due = on + timedelta(days=30)
    phone = matters.phone(rng)
    return Case(
        number=f"{station.code}-b{number:07d}-{rng.randrange(10**6):06d}",
        station=station,
        place_code=station.code,
        county_code=station.code[:6],
        registered_at=at,
        registered_on=on,
        way="visit",
        category=told.category,
        title=rules.title_of(told.words),
        words=told.words,
        location=told.location,
        people_count=rng.randint(1, 4),
        sealed_name=personal.seal(matters.name(rng)),
        sealed_phone=personal.seal(phone),
        phone_digest=personal.digest(phone, purpose="phone"),
        receipt_digest=personal.digest(f"{number}-{rng.random()}", purpose="receipt"),
        state=state,
        desk_code=station.code,
        route="county" if sent else "",
        organ=organ if sent else None,
        assigned_on=on if sent else None,
        first_assigned_on=on if sent else None,
        due_on=due if sent else None,
        due_citation="《代表联络站工作办法（示例）》第十二条" if sent else "",
        answer=told.answer if state == State.SETTLED else "",
        answered_on=due if state == State.SETTLED else None,
        told_on=due if state == State.SETTLED else None,
        settled_on=due if state == State.SETTLED else None,
    )


def _grams(cases: list[Case]) -> Iterator[Gram]:
    for case in cases:
        for gram in rules.grams(f"{case.title} {case.location} {case.words[:120]}"):
            yield Gram(gram=gram, area_code=case.place_code[:9], case_id=case.pk)


def _lines(cases: list[Case]) -> Iterator[Progress]:
    for case in cases:
        for verb in LINES if case.state == State.SETTLED else LINES[:2]:
            yield Progress(case_id=case.pk, at=case.registered_at, verb=verb, who="联络站", text="", is_public=True)
