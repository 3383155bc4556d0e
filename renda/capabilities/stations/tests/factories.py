"""Stations, points, clerks and duty days for the tests of this and other capabilities."""

from __future__ import annotations

import io
import itertools
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.test import Client
from django.utils import timezone
from PIL import Image

from renda.capabilities.deputies.tests import factories as deputy_factories
from renda.capabilities.stations.actions import duty, roster, stations
from renda.capabilities.stations.models import DutyDay, LiaisonStation
from renda.capabilities.stations.rules.duty_rule import DutyRule
from renda.capabilities.stations.terms import DutyRuleKind
from renda.foundation.accounts.actor import SYSTEM, Actor, HeldPost
from renda.foundation.accounts.models import Region, User
from renda.foundation.accounts.terms import Role

SHANGHAI = ZoneInfo("Asia/Shanghai")
AT = datetime(2023, 3, 1, 9, 0, tzinfo=SHANGHAI)
OPENED = date(2022, 6, 1)
TUESDAYS = DutyRule(kind=DutyRuleKind.WEEKLY, weekdays=(2,), opens=time(9), closes=time(11, 30))

_numbers = itertools.count(1)


def township() -> Region:
    """贾家庄镇 of 汾阳市, with the regions and congresses around it."""
    return deputy_factories.region_tree().townships[0].region


def station(region: Region | None = None, **facts: Any) -> LiaisonStation:
    """A new open station, of a township when no region is given."""
    given = {"name": f"第{next(_numbers)}代表联络站", "opened_on": OPENED, "actor": SYSTEM, "at": AT}
    return stations.open_station(region or township(), **given | facts)


def point(parent: LiaisonStation | None = None, **facts: Any) -> LiaisonStation:
    """A new point of a station."""
    parent = parent or station()
    return station(parent.region, parent=parent, **{"name": f"第{next(_numbers)}代表联络点"} | facts)


def clerk_user(of: LiaisonStation) -> User:
    """A user who is clerk of a station."""
    return deputy_factories.user(Role.CLERK, of.code, name="张文书")


def clerk(of: LiaisonStation) -> Actor:
    """A clerk of a station, without a row in the database."""
    return Actor(None, "张文书", (HeldPost(Role.CLERK, of.code),))


def deputies(count: int) -> list[int]:
    """The ids of new deputies."""
    return [deputy_factories.deputy().pk for _ in range(count)]


def duty_day(of: LiaisonStation | None = None, on: date = date(2023, 3, 14), **facts: Any) -> DutyDay:
    """A duty day by itself, not yet public."""
    given = {"starts_at": time(9), "ends_at": time(11, 30), "reason": "", "actor": SYSTEM, "at": AT}
    return duty.add_duty_day(of or station(), on=on, **given | facts)


def published_day(of: LiaisonStation | None = None, on: date = date(2023, 3, 14)) -> DutyDay:
    """A duty day the public knows of."""
    day = duty_day(of, on)
    (day,) = duty.publish_plan(
        day.station, starts_on=on, ends_before=date.fromordinal(on.toordinal() + 1), actor=SYSTEM, at=AT
    )
    return day


def public_days(of: LiaisonStation, count: int = 4) -> list[DutyDay]:
    """Public duty days from today's fortnight on, a week apart, with a roster of two."""
    at, today = timezone.now(), timezone.localdate()
    days = [duty_day(of, today + timedelta(weeks=2 + n), at=at) for n in range(count)]
    window = {"starts_on": today, "ends_before": today + timedelta(days=300), "actor": SYSTEM, "at": at}
    duty.publish_plan(of, **window)
    roster.assign_rota(of, deputies=deputies(3), **window)
    return days


def office_client(place_code: str = "141182") -> Client:
    """A browser signed in as someone of the congress office of a place."""
    return deputy_factories.client_for(deputy_factories.office_user(place_code))


def clerk_client(of: LiaisonStation) -> Client:
    """A browser signed in as the clerk of a station."""
    return deputy_factories.client_for(clerk_user(of))


def photo(name: str = "p.jpg") -> io.BytesIO:
    """A small photo to upload."""
    out = io.BytesIO()
    Image.new("RGB", (8, 8)).save(out, "JPEG")
    out.seek(0)
    out.name = name  # type: ignore[attr-defined]
    return out
