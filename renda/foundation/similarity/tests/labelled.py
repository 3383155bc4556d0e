"""The labelled set: hand-written tellings of civic issues, set at invented places, with the answer known.

Two texts are the same matter when issue and township agree, and alike when the issue agrees. The wordings asked
with never stand in the index. ``FILES`` take turns between tuning and held out, though
since ``FRESH``, which was written blind, all of them have been tuned on. ``FRESH_AGAIN`` was written before it was first
measured, and nothing was changed for it. ADR 9 tells it in full.
"""

from __future__ import annotations

import random
import tomllib
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
FILES = ("issues_built.toml", "issues_lived.toml")
FRESH, FRESH_AGAIN = ("issues_fresh.toml",), ("issues_fresh_again.toml",)
COUNTIES, TOWNSHIPS = 13, 12
FIRST = (
    "文",
    "龙",
    "槐",
    "柳",
    "桥",
    "南",
    "北",
    "清",
    "石",
    "杨",
    "马",
    "上",
    "下",
    "新",
    "东",
    "西",
    "白",
    "青",
    "红",
    "大",
)
SECOND = (
    "昌",
    "泉",
    "岭",
    "湾",
    "家",
    "坪",
    "庄",
    "安",
    "沟",
    "塔",
    "源",
    "河",
    "关",
    "阳",
    "社",
    "坡",
    "峪",
    "滩",
    "会",
    "頭",
)
SPOTS = ("村", "小区", "街", "社区", "苑", "路", "巷", "新村")
TAILS = (
    "", "", "", "已经一个多星期了。", "反映过一次没有回音。", "周围几户都是这样。", "望予以重视。", "大家盼了很久。",
    "这是群众急难愁盼的事。", "此事关系民生。", "以前也提过。", "麻烦帮着问一问。",
)  # fmt: skip


@dataclass(frozen=True)
class Issue:
    """One issue, the wordings that are indexed, and those that are asked with."""

    key: str
    earlier: tuple[str, ...]
    again: tuple[str, ...]
    held_out: bool


@dataclass(frozen=True)
class Told:
    """One telling of an issue at a place."""

    key: str
    place_code: str
    text: str


def issues(files: tuple[str, ...] = FILES) -> list[Issue]:
    """The issues of the files; in each they take turns between tuning and held out."""
    found = []
    for name in files:
        rows = tomllib.loads((HERE / name).read_text(encoding="utf-8"))["issue"]
        found += [
            Issue(row["key"], tuple(row["earlier"]), tuple(row["again"]), held_out=bool(number % 2))
            for number, row in enumerate(rows)
        ]
    return found


def _place(rng: random.Random) -> tuple[str, str]:
    county, township = rng.randrange(COUNTIES), rng.randrange(TOWNSHIPS)
    # The names of a township's spots come from a few syllables of its own, as they do on the land.
    own = random.Random(county * 1000 + township)
    name = own.choice(FIRST) + own.choice(SECOND)
    spot = rng.choice((name, rng.choice(FIRST) + rng.choice(SECOND)))
    return f"1411{county + 1:02d}{100 + township}", f"{spot}{rng.choice(SPOTS)}"


def _tell(wording: str, spot: str, rng: random.Random) -> str:
    return wording.replace("{p}", spot) + rng.choice(TAILS)


def earlier(
    rows: int,
    *,
    seed: int = 1,
    without: frozenset[str] = frozenset(),
    besides: Collection[tuple[str, str]] = (),
    files: tuple[str, ...] = FILES,
) -> Iterator[Told]:
    """So many tellings for the index: the issues in turn, at any place, in any of their earlier wordings.

    Issues ``without`` are left out everywhere, and (issue, township) ``besides`` at that place.
    """
    rng = random.Random(seed)
    told = [issue for issue in issues(files) if issue.key not in without]
    taken = set(besides)
    for number in range(rows):
        issue = told[number % len(told)]
        code, spot = _place(rng)
        while (issue.key, code) in taken:
            code, spot = _place(rng)
        yield Told(issue.key, code, _tell(rng.choice(issue.earlier), spot, rng))


def repeats(
    *, held_out: bool | None, seed: int = 2, places: int = 6, files: tuple[str, ...] = FILES
) -> Iterator[tuple[Told, Told]]:
    """Pairs of an earlier telling and the same matter raised again in other words, at the same spot.

    Of the issues held out, of the others, or of all (None).
    """
    rng = random.Random(seed)
    for issue in issues(files):
        if held_out is None or issue.held_out == held_out:
            for number in range(places):
                code, spot = _place(rng)
                first = Told(issue.key, code, _tell(rng.choice(issue.earlier), spot, rng))
                yield first, Told(issue.key, code, _tell(issue.again[number % len(issue.again)], spot, rng))
