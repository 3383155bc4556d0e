"""A year at one station of 贾家庄镇, made through the real acts and counted by hand."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from renda.capabilities.casework import actions as case_actions
from renda.capabilities.casework.tests import factories as cases
from renda.capabilities.deputies.tests import factories as people
from renda.capabilities.stations.actions import duty, visits
from renda.capabilities.stations.terms import VisitManner
from renda.capabilities.stations.tests import factories as stations
from renda.foundation.accounts.actor import SYSTEM
from renda.foundation.action import one_transaction
from renda.foundation.facts import counting

CITY, COUNTY, TOWN = cases.CITY, cases.COUNTY, cases.TOWN
# What the year comes to, counted by hand from the acts below.
YEAR = {
    "stations": 1,
    "points": 1,
    "visits": 3,
    "deputies_on_duty": 2,
    "duty_planned": 2,
    "duty_held": 1,
    "visitors": 9,
    "matters": 6,
    "on_spot": 1,
    "passed_on": 3,
    "settled": 2,
    "settled_in_time": 2,
    "settled_late": 0,
    "open": 3,
    "settled_rate": 333,
    "satisfied_rate": 1000,
    "referred": 1,
    "raised": 0,
}


@dataclass(frozen=True)
class Year:
    """The town, its point, and some of the matters of its year."""

    town: cases.Town
    point: Any
    late: Any
    waiting: Any


def at(month: int, day: int, hour: int = 10) -> datetime:
    """A moment of 2023."""
    return datetime(2023, month, day, hour, tzinfo=cases.SHANGHAI)


def year() -> Year:
    """Seven matters, one of them merged; three visits, two for the one duty day that was held of two."""
    town = cases.town(opened_on=date(2022, 6, 1))
    point = stations.point(town.station)
    settled = cases.settled(town, at=at(3, 6), visitor={"people_count": 3})
    case_actions.rate(settled, grade="satisfied", note="", actor=cases.bearer_of(settled), at=at(3, 7))
    now = cases.case(town, at=at(3, 8))
    case_actions.settle_now(now, answer="当场说明了办法", actor=town.clerk, at=at(3, 8))
    late = cases.handled(town, at=at(3, 9))
    twin = cases.case(town, at=at(3, 10))
    case_actions.merge(twin, main=late, actor=town.clerk, at=at(3, 10))
    refused = cases.case(town, at=at(4, 3))
    case_actions.refuse(
        refused, reason="petition", explanation="属于信访事项，请到县信访局反映", actor=town.clerk, at=at(4, 3)
    )
    waiting = cases.case(town, at=at(5, 4))
    cases.assigned(town, at=at(5, 5))
    _duty(town)
    return Year(town, point, late, waiting)


def _duty(town: cases.Town) -> None:
    one, two, three = (people.deputy().pk for _ in range(3))
    held = stations.published_day(town.station, date(2023, 3, 14))
    stations.duty_day(town.station, date(2023, 4, 11))
    visits.record_visits(
        town.station,
        deputies=[one, two],
        on=date(2023, 3, 14),
        manner=VisitManner.RECEPTION,
        duty_day=held,
        actor=SYSTEM,
        at=at(3, 14),
    )
    visits.record_visits(
        town.station, deputies=[three], on=date(2023, 5, 9), manner=VisitManner.RECEPTION, actor=SYSTEM, at=at(5, 9)
    )
    held.refresh_from_db()
    if held.state != "held":
        duty.hold_duty_day(held, actor=SYSTEM, at=at(3, 14, 15))


def count(*facts: tuple[str, str, date, int]) -> None:
    """Facts (measure, place, day, quantity) without the business behind them."""
    with one_transaction():
        for measure, place, day, quantity in facts:
            counting.add(measure, place_code=place, day=day, quantity=quantity)
