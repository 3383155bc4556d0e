"""Invented deputies for the demo city and for benchmarks; names are drawn from lists, nobody is meant."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from renda.capabilities.deputies.actions import offices, roll, terms
from renda.capabilities.deputies.models import CongressTerm, Mandate
from renda.capabilities.deputies.rules import roll as roll_rules
from renda.capabilities.deputies.terms import OfficeTitle
from renda.foundation.accounts.actor import SYSTEM, Actor
from renda.foundation.accounts.models import Congress
from renda.foundation.accounts.terms import Level
from renda.foundation.action import one_transaction

SURNAMES = "李王张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕任武冀郝成闫白薛侯"
FIRST = "建志文春秀晓海国玉明小红永金东立丽俊雪爱云"
SECOND = "华平军英芳强梅兰峰涛燕霞勇杰静林生亮萍辉琴"
EMPLOYERS = (
    "村民委员会主任",
    "村民",
    "中学教师",
    "卫生院医生",
    "煤业公司工人",
    "焦化公司技术员",
    "合作社理事长",
    "农业技术推广站农艺师",
    "小学校长",
    "商贸公司经理",
    "社区工作者",
    "酒业公司酿造师",
)
HEADS = {
    Level.PROVINCE: ((OfficeTitle.CHAIR, 1), (OfficeTitle.VICE_CHAIR, 6), (OfficeTitle.SECRETARY_GENERAL, 1)),
    Level.CITY: ((OfficeTitle.CHAIR, 1), (OfficeTitle.VICE_CHAIR, 6), (OfficeTitle.SECRETARY_GENERAL, 1)),
    Level.COUNTY: ((OfficeTitle.CHAIR, 1), (OfficeTitle.VICE_CHAIR, 4)),
    Level.TOWNSHIP: ((OfficeTitle.TOWNSHIP_CHAIR, 1), (OfficeTitle.TOWNSHIP_VICE_CHAIR, 1)),
}
DELEGATION = "第%d代表团"
CONSTITUENCY = "第%d选区"


@dataclass(frozen=True)
class Size:
    """A congress to fill: its term, its approved number of deputies, how many are in office, where they live."""

    congress: Congress
    number: int
    seats: int
    deputies: int
    opened_on: date
    home_code: str = ""
    with_officers: bool = True


def invented_names(rng: random.Random) -> Iterator[str]:
    """Names drawn without end; the same dice give the same names."""
    while True:
        yield rng.choice(SURNAMES) + rng.choice(FIRST) + (rng.choice(SECOND) if rng.random() < 0.85 else "")


def invented_phone(number: int) -> str:
    """A telephone number that is not in use: 1 9 9 and eight digits, by number."""
    return f"199{number:08d}"


def build(sizes: Iterable[Size], rng: random.Random, at: datetime, *, actor: Actor = SYSTEM) -> list[CongressTerm]:
    """Fill each congress through the real actions; about a thousand deputies a second."""
    names = invented_names(rng)
    built, number = [], 0
    with one_transaction():
        for size in sizes:
            built.append(_fill(size, names, rng, number, actor=actor, at=at))
            number += size.deputies
    return built


def _fill(
    size: Size, names: Iterator[str], rng: random.Random, number: int, *, actor: Actor, at: datetime
) -> CongressTerm:
    term = terms.register_term(size.congress, number=size.number, seats=size.seats, actor=actor, at=at)
    is_direct = size.congress.level in {Level.COUNTY, Level.TOWNSHIP}
    groups = max(1, min(20, size.deputies // 20))
    rows = [
        roll_rules.RollRow(
            line=index + 1,
            name=next(names),
            gender="female" if rng.random() < 0.3 else "male",
            phone=invented_phone(number + index),
            employer=rng.choice(EMPLOYERS),
            delegation=DELEGATION % (index % groups + 1) if size.deputies >= 40 else "",
            constituency=CONSTITUENCY % (index // 2 + 1) if is_direct else "",
        )
        for index in range(size.deputies)
    ]
    roll.register_many(term, rows, home_code=size.home_code, actor=actor, at=at)
    terms.start_next_term(term, opens_on=size.opened_on, actor=actor, at=at)
    if size.with_officers:
        _elect(term, size, actor=actor, at=at)
    return term


def _elect(term: CongressTerm, size: Size, *, actor: Actor, at: datetime) -> None:
    """The first deputies of the roll become the officers."""
    titles = [title for title, many in HEADS.get(Level(size.congress.level), ()) for _ in range(many)]
    held = Mandate.objects.filter(term=term).select_related("deputy").order_by("pk")[: len(titles)]
    for mandate, title in zip(held, titles, strict=False):
        offices.appoint_officer(mandate.deputy, term=term, title=title, started_on=size.opened_on, actor=actor, at=at)
