"""Deputies and stations of the demo city: congresses sized by 《选举法》第十二条, one station a township or street."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, time

from renda.capabilities.deputies import queries as deputy_queries
from renda.capabilities.deputies.actions import roll as roll_actions
from renda.capabilities.deputies.actions import terms as term_actions
from renda.capabilities.deputies.rules.roll import RollRow
from renda.capabilities.stations.actions import duty as duty_actions
from renda.capabilities.stations.actions import stations as station_actions
from renda.capabilities.stations.rules.duty_rule import DutyRule
from renda.capabilities.stations.terms import DutyRuleKind, HolidayShift, StationScope
from renda.foundation.accounts.actor import SYSTEM
from renda.foundation.accounts.models import Organ, Region
from renda.foundation.accounts.terms import PlaceKind
from renda.law import levels, seats
from renda.project.demo import city, matters, plan
from renda.project.demo.year import Site

TERM_STARTED = date(2021, 11, 8)
TERM_NUMBERS = {"city": 5, "county": 17, "township": 20}
ROSTER = 14
POINT_NAMES = ("东关", "西关", "南庄", "北坡", "上庄", "下庄", "新村", "河湾", "桥头", "槐树", "石家", "柳沟")
INDUSTRY = {"141181": ("新型煤化工代表联络站", "商贸服务业专业代表联络站")}


def _rule(kind: DutyRuleKind, shift: HolidayShift = HolidayShift.KEEP, **days: tuple[int, ...]) -> DutyRule:
    """A rule of the demo: always in the morning."""
    base = DutyRule(kind=kind, opens=time(9), closes=time(11, 30), holiday_shift=shift)
    return replace(base, **days)  # type: ignore[arg-type]


RULES = (
    _rule(DutyRuleKind.NTH_WEEKDAY, HolidayShift.WEEK_LATER, ordinals=(1, 3), weekdays=(2,)),
    _rule(DutyRuleKind.WEEKLY, HolidayShift.NEXT_WORKING_DAY, weekdays=(3,)),
    _rule(DutyRuleKind.SOLAR_MARKET, digits=(4,)),
    _rule(DutyRuleKind.LUNAR_MARKET, digits=(9,)),
    _rule(DutyRuleKind.DAY_OF_MONTH, HolidayShift.NEXT_WORKING_DAY, month_days=(5, 15)),
)
BINHE_RULE = _rule(DutyRuleKind.WEEKLY, HolidayShift.SKIP, weekdays=(1, 2, 3, 4, 5))


def deputies(built: city.City, *, at: datetime, rng: random.Random, tick: Callable[[], object]) -> None:
    """A term, its first session and a full roll for every congress."""
    begun = datetime.combine(TERM_STARTED, time(9), at.tzinfo)
    for code, congress in built.congresses.items():
        level = levels.Level[congress.level.upper()]
        number = seats.deputies(level, _population(built, code), on=TERM_STARTED).number
        term = term_actions.register_term(
            congress, number=TERM_NUMBERS[congress.level], seats=number, actor=SYSTEM, at=begun
        )
        term_actions.start_next_term(term, opens_on=TERM_STARTED, actor=SYSTEM, at=begun)
        groups = [f"{region.name}代表团" for region in built.below(code)] or [""]
        rows = [
            RollRow(line, matters.name(rng), phone="", delegation=groups[line % len(groups)])
            for line in range(number - number // 50)
        ]
        roll_actions.register_many(term, rows, actor=SYSTEM, at=begun, started_on=TERM_STARTED)
        tick()


def _population(built: city.City, code: str) -> int:
    if code == city.CITY:
        return 1000 * sum(plan.POPULATION.values())
    if code in plan.POPULATION:
        return 1000 * plan.POPULATION[code]
    county = code[:6]
    return 1000 * plan.POPULATION[county] // len(built.below(county))


def stations(
    built: city.City, *, at: datetime, rng: random.Random, tick: Callable[[], object]
) -> dict[str, list[Site]]:
    """The stations and points of each county, each with a roster and the organs it works with."""
    sitting = {
        code: list(deputy_queries.sitting(code).order_by("pk").values_list("deputy_id", flat=True))
        for code in built.congresses
    }
    sites: dict[str, list[Site]] = defaultdict(list)
    for number, region in enumerate(r for r in built.regions.values() if r.kind in _WITH_STATION):
        county = region.code[:6]
        site = _site(built, region, f"{region.name}人大代表联络站", sitting, at=at, rng=rng)
        rule = BINHE_RULE if region.code == city.BINHE else RULES[number % len(RULES)]
        duty_actions.set_duty_rule(site.station, rule, actor=SYSTEM, at=at)
        sites[county].append(site)
        points = plan.POINTS_OF_JIAOCHENG // 8 if county == plan.JIAOCHENG else 3 + number % 4
        for name in rng.sample(POINT_NAMES, points):
            sites[county].append(
                _site(built, region, f"{region.name}{name}联络点", sitting, at=at, rng=rng, parent=site)
            )
        tick()
    for county, names in INDUSTRY.items():
        for name in names:
            if county in built.regions:
                region = built.regions[county]
                site = _site(built, region, f"{region.name}{name}", sitting, at=at, rng=rng, industry=name[:6])
                duty_actions.set_duty_rule(site.station, RULES[0], actor=SYSTEM, at=at)
                sites[county].append(site)
    return sites


_WITH_STATION = (PlaceKind.TOWN, PlaceKind.TOWNSHIP, PlaceKind.SUBDISTRICT)


def _site(
    built: city.City,
    region: Region,
    name: str,
    sitting: dict[str, list[int]],
    *,
    at: datetime,
    rng: random.Random,
    parent: Site | None = None,
    industry: str = "",
) -> Site:
    code = region.code
    station = station_actions.open_station(
        region,
        name=name,
        parent=parent.station if parent else None,
        scope=StationScope.INDUSTRY if industry else StationScope.AREA,
        industry=industry,
        address=f"{region.name}便民服务中心一层",
        phone=f"0358-{rng.randrange(2_000_000, 8_999_999)}",
        opened_on=date(2022, 6, 1),
        actor=SYSTEM,
        at=at,
    )
    county, own = code[:6], sitting.get(code, [])
    pool = own[: ROSTER * 3] + rng.sample(sitting[county], 5) + rng.sample(sitting[city.CITY], 2)
    roster = parent.deputies if parent else rng.sample(pool, min(ROSTER, len(pool)))
    return Site(station, region.name, roster, _organs(built, code))


def _organs(built: city.City, code: str) -> list[Organ]:
    county = code[:6]
    near = built.organs[code] if len(code) > len(county) else []
    return [*near, *near, *built.organs[county], built.organs[city.CITY][0]]
