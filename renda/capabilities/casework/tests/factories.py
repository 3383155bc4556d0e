"""A town with a station, organs, people and matters for the tests of casework."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.test import Client

from renda.capabilities.casework import actions
from renda.capabilities.casework.actions.register import Matter, Taken, Visitor
from renda.capabilities.deputies.tests import factories as people
from renda.capabilities.stations.actions import stations as station_actions
from renda.foundation.accounts import actions as account_actions
from renda.foundation.accounts.actor import SYSTEM, Actor, HeldPost
from renda.foundation.accounts.models import Congress, Organ
from renda.foundation.accounts.terms import Level, OrganKind, PlaceKind, Role

SHANGHAI = ZoneInfo("Asia/Shanghai")
AT = datetime(2023, 3, 6, 10, 0, tzinfo=SHANGHAI)
CITY, COUNTY, TOWN = "1411", "141182", "141182100"
WORDS = "惠民苑小区3号楼暖气不热，家里只有14度。已经一个星期了。"


@dataclass(frozen=True)
class Town:
    """A station in a town, the organs around it, and one actor for each part in a matter's life."""

    station: Any
    village: Organ
    township: Organ
    bureau: Organ
    city_bureau: Organ
    clerk: Actor
    office: Actor
    county_office: Actor
    handler: Actor


def town(**station: Any) -> Town:
    """贾家庄镇 in 汾阳 with its congress, organs and station, under the sample rules."""
    place = people.region("14", "山西省", PlaceKind.PROVINCE)
    place = people.region(CITY, "吕梁市", PlaceKind.CITY, "14")
    city = place
    county = people.region(COUNTY, "汾阳市", PlaceKind.COUNTY, CITY)
    place = people.region(TOWN, "贾家庄镇", PlaceKind.TOWN, COUNTY)
    for region, level in ((city, Level.CITY), (county, Level.COUNTY), (place, Level.TOWNSHIP)):
        _congress(region, level)
    opened = station_actions.open_station(
        place, actor=SYSTEM, at=AT, **{"name": "贾家庄镇人大代表联络站", "phone": "0358-7000000", **station}
    )
    village = organ(place, OrganKind.VILLAGE, "东马寨村村民委员会", "东马寨村")
    township = organ(place, OrganKind.TOWNSHIP, "贾家庄镇人民政府", "贾家庄镇")
    bureau = organ(county, OrganKind.GOVERNMENT, "汾阳市住房和城乡建设局", "住建局")
    return Town(
        station=opened,
        village=village,
        township=township,
        bureau=bureau,
        city_bureau=organ(city, OrganKind.GOVERNMENT, "吕梁市交通运输局", "市交通局"),
        clerk=clerk_of(opened),
        office=Actor(None, "薛主席", (HeldPost(Role.OFFICE, TOWN),)),
        county_office=Actor(None, "冯主任", (HeldPost(Role.OFFICE, COUNTY),)),
        handler=handler_of(bureau),
    )


def _congress(region: Any, level: str) -> None:
    known = Congress.objects.filter(region=region).first()
    if known is None:
        account_actions.add_congress(
            region, level=level, name=f"{region.name}人民代表大会", overlays=["sample"], actor=SYSTEM, at=AT
        )


def organ(region: Any, kind: str, name: str, short_name: str, *, phone: str = "") -> Organ:
    """An organ of a region, added once."""
    known = Organ.objects.filter(region=region, name=name).first()
    return known or account_actions.add_organ(
        region, kind=kind, name=name, short_name=short_name, phone=phone, actor=SYSTEM, at=AT
    )


def clerk_of(station: Any) -> Actor:
    """Whoever keeps the register of a station, without a row in the database."""
    return Actor(None, "郝丽芳", (HeldPost(Role.CLERK, station.code, None, "工作人员"),))


def handler_of(body: Organ) -> Actor:
    """Someone who handles matters for an organ, without a row in the database."""
    return Actor(None, "任晓东", (HeldPost(Role.HANDLER, body.region_id, body.pk, body.short_name),))


def bearer_of(case: Any) -> Actor:
    """The citizen with the receipt of a matter."""
    return Actor(None, "反映人", bearer_of=case.pk)


def taken(place: Town, *, words: str = WORDS, at: datetime = AT, key: str = "", **facts: Any) -> Taken:
    """A matter registered by the clerk, with its receipt."""
    visitor = {"name": "白玉梅", "phone": "13900002716", **facts.pop("visitor", {})}
    deputies = facts.pop("deputies", ())
    return actions.register(
        place.station,
        Matter(words, **{"category": "utilities", "location": "惠民苑小区", **facts}),
        Visitor(**visitor),
        deputies=deputies,
        actor=place.clerk,
        at=at,
        submission_key=key,
    )


def case(place: Town, **facts: Any) -> Any:
    """A matter registered by the clerk."""
    return taken(place, **facts).case


def assigned(place: Town, *, to: Organ | None = None, at: datetime = AT, **facts: Any) -> Any:
    """A matter assigned to an organ, the county's bureau unless another is named."""
    return actions.assign(case(place, at=at, **facts), organ=to or place.bureau, actor=place.clerk, at=at)


def handled(place: Town, *, at: datetime = AT, **facts: Any) -> Any:
    """A matter the bureau has signed for."""
    return actions.sign(assigned(place, at=at, **facts), actor=place.handler, at=at)


def answered(place: Town, *, at: datetime = AT, **facts: Any) -> Any:
    """A matter the bureau has answered."""
    return actions.answer(handled(place, at=at, **facts), text="已换阀门，室温19度", actor=place.handler, at=at)


def settled(place: Town, *, at: datetime = AT, **facts: Any) -> Any:
    """A matter settled and the citizen told, ready to be rated."""
    return actions.tell(answered(place, at=at, **facts), how="phone", actor=place.clerk, at=at)


def signed_in(role: str, place_code: str, *, organ: Organ | None = None, name: str = "王工作") -> Client:
    """A browser signed in as someone with one post."""
    one = people.user(role, place_code, organ_id=organ.pk if organ else None, name=name)
    return people.client_for(one)


def at_station(place: Town, *, name: str = "郝丽芳") -> Client:
    """A browser signed in as a clerk of the town's station."""
    return signed_in(Role.CLERK, place.station.code, name=name)


def at_bureau(place: Town, *, name: str = "任晓东") -> Client:
    """A browser signed in as a handler of the county's bureau."""
    return signed_in(Role.HANDLER, place.bureau.region_id, organ=place.bureau, name=name)


def receiving(place: Town, **facts: Any) -> tuple[Any, Client]:
    """A matter received by a deputy, and that deputy's browser."""
    one = people.deputy()
    account = people.user(Role.DEPUTY, COUNTY, name=one.name)
    type(one).objects.filter(pk=one.pk).update(user=account)
    return case(place, deputies=(one.pk,), **facts), people.client_for(account)
