"""Congresses, terms, deputies and signed-in clients for the tests of this and other capabilities."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.test import Client

from renda.capabilities.deputies.actions import mandates, people, terms
from renda.capabilities.deputies.models import CongressTerm, Deputy, Mandate
from renda.capabilities.deputies.terms import NATION_CODE
from renda.foundation.accounts import actions as account_actions
from renda.foundation.accounts import queries as account_queries
from renda.foundation.accounts.actor import SYSTEM, Actor, HeldPost
from renda.foundation.accounts.models import Congress, Region, User
from renda.foundation.accounts.terms import Level, PlaceKind, Role

SHANGHAI = ZoneInfo("Asia/Shanghai")
AT = datetime(2023, 3, 1, 9, 0, tzinfo=SHANGHAI)
OPENED = date(2021, 10, 20)
PASSWORD = "correct horse battery"

LEVEL_OF = {
    PlaceKind.NATION: Level.NATION,
    PlaceKind.PROVINCE: Level.PROVINCE,
    PlaceKind.CITY: Level.CITY,
    PlaceKind.COUNTY: Level.COUNTY,
    PlaceKind.TOWN: Level.TOWNSHIP,
    PlaceKind.TOWNSHIP: Level.TOWNSHIP,
}

_numbers = itertools.count(1)


def region(code: str, name: str, kind: str, parent_code: str | None = None) -> Region:
    """A region, added once."""
    known = Region.objects.filter(pk=code).first()
    return known or account_actions.add_region(
        code=code, name=name, kind=kind, parent_code=parent_code, actor=SYSTEM, at=AT
    )


def congress(place: Region | None = None, *, name: str = "") -> Congress:
    """The congress of a region, added once; a county of the tree when none is given."""
    place = place or region_tree().counties[0].region
    known = Congress.objects.filter(region=place).first()
    return known or account_actions.add_congress(
        place,
        level=LEVEL_OF[PlaceKind(place.kind)],
        name=name or f"{place.name}人民代表大会",
        overlays=[],
        actor=SYSTEM,
        at=AT,
    )


@dataclass(frozen=True)
class Tree:
    """吕梁 city, two counties, two townships with congresses, and one sub-district without."""

    province: Congress
    city: Congress
    counties: tuple[Congress, Congress]
    townships: tuple[Congress, Congress]
    subdistrict: Region


def region_tree() -> Tree:
    """The regions and congresses that most tests need, added once."""
    province = region("14", "山西省", PlaceKind.PROVINCE)
    city = region("1411", "吕梁市", PlaceKind.CITY, "14")
    fenyang = region("141182", "汾阳市", PlaceKind.COUNTY, "1411")
    wenshui = region("141121", "文水县", PlaceKind.COUNTY, "1411")
    jiajiazhuang = region("141182100", "贾家庄镇", PlaceKind.TOWN, "141182")
    liyi = region("141182200", "栗家庄乡", PlaceKind.TOWNSHIP, "141182")
    street = region("141182001", "文峰街道", PlaceKind.SUBDISTRICT, "141182")
    return Tree(
        congress(province),
        congress(city),
        (congress(fenyang), congress(wenshui)),
        (congress(jiajiazhuang), congress(liyi)),
        street,
    )


def nation() -> Congress:
    """The national congress, which contains every place."""
    return congress(region(NATION_CODE, "全国", PlaceKind.NATION))


def term(of: Congress | None = None, *, number: int = 5, seats: int = 60, opened: date | None = OPENED) -> CongressTerm:
    """A term, in office unless ``opened`` is None; the same term when asked again."""
    of = of or congress()
    known = CongressTerm.objects.filter(congress=of, number=number).first()
    if known:
        return known
    new = terms.register_term(of, number=number, seats=seats, actor=SYSTEM, at=AT)
    if opened:
        terms.start_next_term(new, opens_on=opened, actor=SYSTEM, at=AT)
    return new


def mandate(of: CongressTerm | None = None, *, name: str = "", phone: str = "", **facts: Any) -> Mandate:
    """A new deputy's seat in a term, with a name and telephone of its own."""
    number = next(_numbers)
    return people.add_deputy(
        of or term(),
        name=name or f"李代表{'一二三四五六七八九十'[number % 10]}",
        phone=phone or f"139{number:08d}",
        actor=SYSTEM,
        at=AT,
        **{"started_on": OPENED, **facts},
    )


def deputy(of: CongressTerm | None = None, **facts: Any) -> Deputy:
    """A new deputy with a seat in a term."""
    return mandate(of, **facts).deputy


def second_mandate(person: Deputy, of: CongressTerm) -> Mandate:
    """One more seat, of another congress, for the same person."""
    return mandates.give_mandate(person, term=of, started_on=OPENED, actor=SYSTEM, at=AT)


def user(role: str, place_code: str, *, organ_id: int | None = None, name: str = "王工作") -> User:
    """A user with one post, who has changed the first password."""
    new = account_actions.add_user(
        username=f"user{next(_numbers)}", name=name, password=PASSWORD, must_change=False, actor=SYSTEM, at=AT
    )
    account_actions.give_post(new, HeldPost(role, place_code, organ_id, ""), actor=SYSTEM, at=AT)
    return new


def office_user(place_code: str) -> User:
    """Someone of the congress office of a place."""
    return user(Role.OFFICE, place_code)


def actor_for(one: User) -> Actor:
    """The actor a user is."""
    return account_queries.actor_of(one)


def office(place_code: str) -> Actor:
    """An office actor, without a row in the database."""
    return Actor(None, "王工作", (HeldPost(Role.OFFICE, place_code),))


def client_for(one: User) -> Client:
    """A browser signed in as a user."""
    client = Client()
    client.force_login(one)
    return client
