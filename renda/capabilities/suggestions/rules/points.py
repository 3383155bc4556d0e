"""The points of an advice, so that a reply can answer each: found by how people number them."""

from __future__ import annotations

import re
from collections.abc import Sequence

NUMERALS = ("一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二")  # not a message
POINTS_MOST = len(NUMERALS)
SHORT = 20
# 一、 （一） 1. 1、 (1) 第一， stand at the head of a line; 一是 also after a full stop or a semicolon.
_HEAD = re.compile(
    r"^[ \t　]*(?:[一二三四五六七八九十]{1,3}、|（[一二三四五六七八九十]{1,3}）|[(（]?\d{1,2}[.．、)）](?!\d)|第[一二三四五六七八九十]{1,3}[，、])",  # not a message
    re.MULTILINE,
)
_INLINE = re.compile(r"(?:^|(?<=[\n。；;：:，]))[ \t　]*[一二三四五六七八九十]{1,2}是(?!否)")  # not a message
_STOPS = re.compile(r"[。；;，！？\n]")


def points(advice: str) -> list[str]:
    """Each numbered point of an advice, without its number; none where fewer than two are numbered."""
    for pattern in (_HEAD, _INLINE):
        marks = list(pattern.finditer(advice))
        if len(marks) > 1:
            ends = [mark.start() for mark in marks[1:]] + [len(advice)]
            said = [advice[mark.end() : end].strip(" \t　\n；;") for mark, end in zip(marks, ends, strict=True)]
            return [one for one in said if one][:POINTS_MOST]
    return []


def heading(n: int, point: str) -> str:
    """The heading under which a reply answers the point of that number, counted from one."""
    short = _STOPS.split(point)[0][:SHORT]
    return f"{NUMERALS[n - 1]}、关于{short}"  # not a message


def skeleton(found: Sequence[str]) -> str:
    """An empty reply with a heading a point."""
    return "\n\n".join(heading(n, point) for n, point in enumerate(found, start=1)) + ("\n" if found else "")


def unanswered(found: Sequence[str], text: str) -> list[int]:
    """The numbers of the points under whose number a reply has no heading."""
    heads = {line.strip(" \t　").partition("、")[0] for line in text.splitlines() if "、" in line}
    return [n for n in range(1, len(found) + 1) if NUMERALS[n - 1] not in heads]
