"""Invented stations and points for a demo city, benchmarks and tests, opened through the real acts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from renda.capabilities.stations.actions import stations
from renda.capabilities.stations.models import LiaisonStation
from renda.foundation.accounts.actor import SYSTEM, Actor
from renda.foundation.accounts.models import Region
from renda.foundation.action import one_transaction

POINT = "%s第%d联络点"


def build(
    plan: Iterable[tuple[str, Sequence[str], int]],
    at: datetime,
    *,
    actor: Actor = SYSTEM,
    opened_on: date | None = None,
) -> list[LiaisonStation]:
    """Open the stations named for each region, each with so many points; about a thousand in a second.

    ``plan`` holds a region's code, the names of its stations, and the points of each. Stations
    come before their points in the answer.
    """
    plan = list(plan)
    regions = Region.objects.in_bulk([code for code, _, _ in plan])
    built: list[LiaisonStation] = []
    with one_transaction():
        for code, names, n_points in plan:
            region = regions[code]
            for name in names:
                station = stations.open_station(region, name=name, opened_on=opened_on, actor=actor, at=at)
                built.append(station)
                built.extend(
                    stations.open_station(
                        region,
                        parent=station,
                        name=POINT % (name.removesuffix("联络站"), number),
                        opened_on=opened_on,
                        actor=actor,
                        at=at,
                    )
                    for number in range(1, n_points + 1)
                )
    return built
