"""Regions, users and posts for the tests of foundation and its pages."""

from __future__ import annotations

import itertools
from datetime import datetime
from zoneinfo import ZoneInfo

from renda.foundation.accounts import actions, queries
from renda.foundation.accounts.actor import SYSTEM, Actor, HeldPost
from renda.foundation.accounts.models import Organ, Region, User
from renda.foundation.accounts.terms import OrganKind, PlaceKind, Role

SHANGHAI = ZoneInfo("Asia/Shanghai")
AT = datetime(2026, 11, 24, 10, tzinfo=SHANGHAI)
CITY, COUNTY, STATION = "1411", "141102", "14110200101"
PASSWORD = "Jiuxian-huayuan-7"
_numbers = itertools.count(1)


def regions() -> list[Region]:
    """A city, a county and a sub-district, made once."""
    rows = (
        (CITY, "吕梁市", PlaceKind.CITY),
        (COUNTY, "离石区", PlaceKind.COUNTY),
        ("141102001", "滨河街道", PlaceKind.SUBDISTRICT),
    )
    made, parent = [], None
    for code, name, kind in rows:
        known = Region.objects.filter(pk=code).first()
        made.append(
            known or actions.add_region(code=code, name=name, kind=kind, parent_code=parent, actor=SYSTEM, at=AT)
        )
        parent = code
    return made


def organ(name: str = "住建局") -> Organ:
    """An organ of the county."""
    return actions.add_organ(
        regions()[1], kind=OrganKind.GOVERNMENT, name=f"离石区{name}", short_name=name, actor=SYSTEM, at=AT
    )


def user(role: str = "", place_code: str = COUNTY, *, organ_id: int | None = None, must_change: bool = False) -> User:
    """A user with a sign-in name and, where a role is named, a post."""
    new = actions.add_user(
        username=f"user{next(_numbers)}", name="郝丽芳", password=PASSWORD, must_change=must_change, actor=SYSTEM, at=AT
    )
    if role:
        actions.give_post(new, HeldPost(role, place_code, organ_id, "测试岗位"), actor=SYSTEM, at=AT)
    return new


def operator() -> User:
    """An operator of the city."""
    return user(Role.OPERATOR, CITY)


def actor(of: User) -> Actor:
    """Who a user is."""
    return queries.actor_of(of)
