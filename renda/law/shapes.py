"""What each kind of row must hold, and the reading of its shares (1/2, 2/3) and month-days."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from renda.law.levels import Level
from renda.law.units import Base, Direction, Start

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from renda.law.errors import BadData

    Refuse = Callable[[str], BadData]
    Fields = Mapping[str, Any]

_SHARE = re.compile(r"([1-9][0-9]?)/([1-9][0-9]?)")
_MONTH_DAY = re.compile(r"(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])")
_WORDS = re.compile(r"[a-z][a-z0-9_]*")


class Share(NamedTuple):
    """A whole-number ratio; never a float."""

    numerator: int
    denominator: int

    def at_least(self, total: int) -> int:
        """Give the smallest count that reaches the share (以上 includes the number itself)."""
        return -(-total * self.numerator // self.denominator)

    def more_than(self, total: int) -> int:
        """Give the smallest count above the share (超过、过半数 exclude the number itself)."""
        return total * self.numerator // self.denominator + 1

    def at_most(self, total: int) -> int:
        """Give the largest count within the share."""
        return total * self.numerator // self.denominator

    def of(self, total: int) -> str:
        """Write the sum out, as in 197 × 2 ÷ 3."""
        times = "" if self.numerator == 1 else f" × {self.numerator}"
        return f"{total}{times} ÷ {self.denominator}"

    def __str__(self) -> str:
        """Write the share as in 2/3."""
        return f"{self.numerator}/{self.denominator}"


def share(text: str) -> Share:
    """Read 2/3; ValueError for anything else."""
    match = _SHARE.fullmatch(text)
    if match is None:
        raise ValueError(text)
    return Share(int(match[1]), int(match[2]))


def amount(value: int | str) -> int | Share:
    """Read a plain count or a share."""
    return share(value) if isinstance(value, str) else value


def check(kind: str, fields: Fields, refuse: Refuse) -> None:
    """Refuse a row whose own fields do not fit its kind."""
    required, optional, look = _SHAPES[kind]
    missing = set(required) - set(fields)
    if missing:
        raise refuse("缺少" + "、".join(sorted(missing)))
    for name, value in fields.items():
        test = required.get(name) or optional.get(name)
        if test is None:
            raise refuse(f"不认识的字段{name}")
        if not test(value):
            raise refuse(f"{name}的值不对：{value!r}")
    look(fields, refuse)


def _is_count(value: object) -> bool:
    return type(value) is int and value >= 0


def _is_flag(value: object) -> bool:
    return type(value) is bool


def _is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value)


def _is_word(value: object) -> bool:
    return isinstance(value, str) and _WORDS.fullmatch(value) is not None


def _is_share(value: object) -> bool:
    return isinstance(value, str) and _SHARE.fullmatch(value) is not None


def _is_amount(value: object) -> bool:
    return _is_count(value) or _is_share(value)


def _is_month_day(value: object) -> bool:
    return isinstance(value, str) and _MONTH_DAY.fullmatch(value) is not None


def _is_base(value: object) -> bool:
    return value in {base.code for base in Base}


def _is_levels(value: object) -> bool:
    codes = {level.code for level in Level}
    return isinstance(value, dict) and set(value) <= codes and bool(value) and all(map(_is_amount, value.values()))


def _is_texts(value: object) -> bool:
    return isinstance(value, list) and bool(value) and all(map(_is_text, value))


def _is_level(value: object) -> bool:
    return value in {level.code for level in Level}


def _is_start(value: object) -> bool:
    return value in {start.code for start in Start}


def _is_direction(value: object) -> bool:
    return value in {direction.code for direction in Direction}


def _anything(_fields: Fields, _refuse: Refuse) -> None:
    return


def _one_amount(fields: Fields, refuse: Refuse) -> None:
    if sum(name in fields for name in ("days", "working_days", "months")) != 1:
        raise refuse("days、working_days、months须恰写一个")


def _one_share(fields: Fields, refuse: Refuse) -> None:
    if ("more_than" in fields) == ("at_least" in fields):
        raise refuse("more_than、at_least须恰写一个")


def _some_number(fields: Fields, refuse: Refuse) -> None:
    if not {"value", "at_least", "at_most"} & set(fields):
        raise refuse("value、at_least、at_most至少写一个")
    if fields.get("at_least", 0) > fields.get("at_most", fields.get("at_least", 0)):
        raise refuse("at_least大于at_most")


def _deputies_or_committee(fields: Fields, refuse: Refuse) -> None:
    of_deputies, of_committee = {"base", "per", "cap"}, {"least", "most", "larger_most", "larger_above"}
    if not (of_deputies <= set(fields)) ^ (of_committee <= set(fields)):
        raise refuse("须写base、per、cap，或写least、most、larger_most、larger_above")


_Test = dict[str, "Callable[[object], bool]"]
_SHAPES: Mapping[str, tuple[_Test, _Test, Callable[[Fields, Refuse], None]]] = {
    "deadline": (
        {"counted_from": _is_start},
        {
            "days": _is_count,
            "working_days": _is_count,
            "months": _is_count,
            "direction": _is_direction,
            "is_minimum": _is_flag,
        },
        _one_amount,
    ),
    "window": ({"opens": _is_month_day, "closes": _is_month_day}, {}, _anything),
    "threshold": ({"base": _is_base}, {"more_than": _is_share, "at_least": _is_share}, _one_share),
    "quorum": ({"base": _is_base}, {"more_than": _is_share, "at_least": _is_share}, _one_share),
    "signatures": ({"base": _is_base, "by_level": _is_levels}, {"paragraphs": _is_levels}, _anything),
    "seats": (
        {"level": _is_level},
        dict.fromkeys(
            ("base", "per", "cap", "cap_above", "fewer_below", "least", "most", "larger_most", "larger_above"),
            _is_count,
        ),
        _deputies_or_committee,
    ),
    "gap": ({"least": _is_amount}, {"most": _is_amount, "equal_only_for_sole_nominee": _is_flag}, _anything),
    "number": (
        {"of": _is_text},
        {"value": _is_count, "at_least": _is_count, "at_most": _is_count, "by_level": _is_levels},
        _some_number,
    ),
    "rule": ({}, {"options": _is_texts, "answer": _is_word}, _anything),
}
