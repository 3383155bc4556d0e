"""The demo city itself: real regions, congresses, organs, and the people who can sign in."""

from __future__ import annotations

import csv
import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from django.contrib.auth.hashers import make_password

from renda.capabilities.deputies import queries as deputy_queries
from renda.capabilities.deputies.actions import people as deputy_people
from renda.capabilities.deputies.actions import sign_in as deputy_sign_ins
from renda.foundation.accounts import actions
from renda.foundation.accounts.actor import SYSTEM, HeldPost
from renda.foundation.accounts.models import Congress, Organ, Region, User
from renda.foundation.accounts.terms import Level, OrganKind, PlaceKind, Role

DATA = Path(__file__).parent / "data" / "lvliang-regions.csv"
CITY, LISHI, BINHE = "1411", "141102", "141102001"
PASSWORD = "lvliang-2023"  # noqa: S105 - printed for everyone who tries the demo
OVERLAYS = ["sample"]
SIGN_INS = (
    "clerk",
    "street",
    "county",
    "organ",
    "city",
    "leader",
    "operator",
    "deputy",
    "wenshui",
    "bureau",
    "head",
    "committee",
)
WENSHUI = "141121"
SMALL_COUNTIES = ("141102", "141182")

DEPARTMENTS = (
    ("住房和城乡建设局", "住建局"),
    ("城市管理局", "城管局"),
    ("交通运输局", "交通局"),
    ("教育科技局", "教科局"),
    ("卫生健康局", "卫健局"),
    ("民政局", "民政局"),
    ("生态环境局", "环保局"),
    ("水利局", "水利局"),
    ("农业农村局", "农业局"),
    ("公安局", "公安局"),
    ("人力资源和社会保障局", "人社局"),
    ("自然资源局", "自然资源局"),
    ("财政局", "财政局"),
    ("发展和改革局", "发改局"),
    ("文化和旅游局", "文旅局"),
    ("林业局", "林业局"),
    ("市场监督管理局", "市监局"),
    ("工业和信息化局", "工信局"),
    ("医疗保障局", "医保局"),
    ("应急管理局", "应急局"),
    ("司法局", "司法局"),
)
COMPANIES = (("供热公司", "供热公司"), ("自来水公司", "自来水公司"))
# Committees of the congresses whose suggestions are told at length.
COMMITTEES = (
    ("城建环保工作委员会", "城建环保工委"),
    ("教科文卫工作委员会", "教科文卫工委"),
    ("农业农村工作委员会", "农业农村工委"),
    ("财政经济工作委员会", "财经工委"),
)
WITH_COMMITTEES = ("1411", "141102", "141121", "141182")


@dataclass
class City:
    """What was built, by region code."""

    regions: dict[str, Region] = field(default_factory=dict)
    congresses: dict[str, Congress] = field(default_factory=dict)
    organs: dict[str, list[Organ]] = field(default_factory=dict)
    committees: dict[str, list[Organ]] = field(default_factory=dict)

    def below(self, code: str) -> list[Region]:
        """Regions directly below one, in administrative order."""
        return [r for r in self.regions.values() if r.parent_id == code]


def read_regions(*, small: bool) -> Iterator[tuple[str, str, str, str | None]]:
    """Code, name, kind and parent of each region, parents first."""
    with DATA.open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            code = row["code"]
            # The small city has 文水 for its congress, without the towns and their thousands of visits.
            if small and len(code) >= len(LISHI) and code[:6] not in SMALL_COUNTIES and code != WENSHUI:
                continue
            yield code, row["name"], row["kind"], row["parent_code"] or None


def build(*, at: datetime, small: bool, rng: random.Random) -> City:
    """Regions, congresses and organs, through the real acts."""
    city = City()
    for code, name, kind, parent in read_regions(small=small):
        city.regions[code] = actions.add_region(
            code=code, name=name, kind=kind, parent_code=parent, actor=SYSTEM, at=at
        )
    for region in city.regions.values():
        level = _level(region)
        if level:
            city.congresses[region.code] = actions.add_congress(
                region, level=level, name=f"{region.name}人民代表大会", overlays=OVERLAYS, actor=SYSTEM, at=at
            )
    for region in city.regions.values():
        city.organs[region.code] = [
            actions.add_organ(region, kind=kind, name=name, short_name=short, actor=SYSTEM, at=at)
            for kind, name, short in _organs(region, rng)
        ]
    for code in WITH_COMMITTEES:
        region = city.regions[code]
        city.committees[code] = [
            actions.add_organ(
                region,
                kind=OrganKind.CONGRESS,
                name=f"{region.name}人大常委会{name}",
                short_name=short,
                actor=SYSTEM,
                at=at,
            )
            for name, short in COMMITTEES
        ]
    return city


def _level(region: Region) -> str:
    kinds = {
        PlaceKind.CITY: Level.CITY,
        PlaceKind.COUNTY: Level.COUNTY,
        PlaceKind.TOWN: Level.TOWNSHIP,
        PlaceKind.TOWNSHIP: Level.TOWNSHIP,
    }
    return kinds.get(PlaceKind(region.kind), "")


def _organs(region: Region, rng: random.Random) -> Iterator[tuple[str, str, str]]:
    if region.kind in {PlaceKind.CITY, PlaceKind.COUNTY}:
        for name, short in DEPARTMENTS:
            yield OrganKind.GOVERNMENT, f"{region.name}{name}", short
        for name, short in COMPANIES:
            yield OrganKind.ENTERPRISE, f"{region.name}{name}", short
    elif region.kind in {PlaceKind.TOWN, PlaceKind.TOWNSHIP}:
        yield OrganKind.TOWNSHIP, f"{region.name}人民政府", f"{region.name}政府"
        for name in rng.sample(("东关", "西关", "南庄", "北坡", "上庄", "下庄", "新村", "河湾"), 2):
            yield OrganKind.VILLAGE, f"{region.name}{name}村民委员会", f"{name}村"
    elif region.kind == PlaceKind.SUBDISTRICT:
        yield OrganKind.TOWNSHIP, f"{region.name}办事处", f"{region.name}办"
        for name in rng.sample(("东风", "建设", "永宁", "龙凤", "滨河", "昌宁"), 2):
            yield OrganKind.VILLAGE, f"{region.name}{name}社区居民委员会", f"{name}社区"


@dataclass(frozen=True)
class SignIn:
    """Someone who can sign in to the demo, and in which post."""

    username: str
    name: str
    title: str


def people(city: City, *, at: datetime, station_code: str) -> None:
    """The printed sign-ins, one a role; their password is the same and public."""
    organ, bureau = city.organs[LISHI][0], city.organs[WENSHUI][0]
    committee = city.committees[WENSHUI][0]
    posts = (
        ("clerk", "郝丽芳", HeldPost(Role.CLERK, station_code, None, "滨河街道联络站 工作人员")),
        ("street", "薛海平", HeldPost(Role.OFFICE, BINHE, None, "滨河街道人大工委")),
        ("county", "冯建国", HeldPost(Role.OFFICE, LISHI, None, "离石区人大常委会 联络处")),
        ("organ", "任晓东", HeldPost(Role.HANDLER, LISHI, organ.pk, organ.name)),
        ("city", "成志刚", HeldPost(Role.OFFICE, CITY, None, "吕梁市人大常委会 联络处")),
        ("leader", "武爱民", HeldPost(Role.LEADER, CITY, None, "吕梁市人大常委会 领导")),
        ("operator", "雷文斌", HeldPost(Role.OPERATOR, CITY, None, "系统管理员")),
        ("wenshui", "段永红", HeldPost(Role.OFFICE, WENSHUI, None, "文水县人大常委会 代表工作机构")),
        ("bureau", "侯旭东", HeldPost(Role.HANDLER, WENSHUI, bureau.pk, bureau.name)),
        ("head", "康振华", HeldPost(Role.HEAD, WENSHUI, bureau.pk, f"{bureau.name} 负责人")),
        ("committee", "邵玉梅", HeldPost(Role.COMMITTEE, WENSHUI, committee.pk, committee.name)),
    )
    for username, name, post in posts:
        user = actions.add_user(username=username, name=name, password=PASSWORD, must_change=False, actor=SYSTEM, at=at)
        actions.give_post(user, post, actor=SYSTEM, at=at)


def deputy_sign_in(deputy_id: int, *, at: datetime) -> None:
    """Let one deputy of the demo sign in under the demo's name and password."""
    deputy = deputy_people.correct(
        deputy_queries.deputies_near(BINHE).get(pk=deputy_id), revision=0, name="李秀兰", actor=SYSTEM, at=at
    )
    given = deputy_sign_ins.give_sign_in(deputy, actor=SYSTEM, at=at)
    User.objects.filter(username=given.username).update(
        username="deputy", password=make_password(PASSWORD), must_change_password=False
    )


def sign_ins() -> list[SignIn]:
    """The sign-ins of a city that was loaded before."""
    known = {u.username: u for u in User.objects.filter(username__in=SIGN_INS).prefetch_related("posts")}
    users = [known[name] for name in SIGN_INS if name in known]
    return [SignIn(u.username, u.name, p.title) for u in users for p in list(u.posts.all())[:1]]
