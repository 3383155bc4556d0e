"""What the law asks of a deputy's mandate: seats, two places, suspension, return, ending."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from renda.capabilities.deputies.rules.articles import article, level_of
from renda.capabilities.deputies.terms import NATION_CODE, Ending, Suspension
from renda.foundation.errors import RuleBroken


def are_in_line(one: str, other: str) -> bool:
    """Whether one place contains the other; the nation contains all."""
    return NATION_CODE in {one, other} or one.startswith(other) or other.startswith(one)


def must_not_sit_in_two_places(place_code: str, others: Iterable[str], *, on: date) -> None:
    """Nobody is a deputy in two areas of which neither contains the other (《选举法》第四十八条)."""
    if any(not are_in_line(place_code, other) for other in others):
        raise RuleBroken(
            "two-places",
            "该代表已在另一个没有隶属关系的行政区域任代表，不能同时担任两地代表",
            citation=article("mandate.two_places", on=on),
        )


def must_be_free_seat(filled: int, seats: int, *, on: date) -> None:
    """The approved number is not exceeded (《选举法》第十四条)."""
    if filled >= seats:
        raise RuleBroken(
            "no-free-seat",
            "本届代表名额%(seats)s名已满，名额确定后不再变动",
            citation=article("seats.deputies.fixed", on=on),
            seats=seats,
        )


def must_be_free_in_constituency(filled: int, seats: int | None, *, name: str, on: date) -> None:
    """A constituency elects no more deputies than it was given (《选举法》第二十五条)."""
    if seats is not None and filled >= seats:
        raise RuleBroken(
            "no-free-seat-here",
            "选区（选举单位）“%(name)s”应选%(seats)s名，已满",
            citation=article("constituency.seats", on=on),
            name=name,
            seats=seats,
        )


def must_fit_constituency(level: str, seats: int | None, *, on: date) -> None:
    """Where voters elect directly, a constituency has one to three seats (《选举法》第二十五条)."""
    if seats is not None and (seats < 1 or (level_of(level).is_elected_directly and seats > 3)):
        raise RuleBroken(
            "constituency-seats", "直接选举的选区应选一名至三名代表", citation=article("constituency.seats", on=on)
        )


def must_be_open(term: Any, *, on: date) -> None:
    """No seat is given in a term that is over (《代表法》第二条)."""
    if term.ended_on is not None:
        raise RuleBroken("term-over", "本届已经届满，不能再增加代表", citation=article("term.deputies", on=on))


def must_name_ground(_mandate: object, facts: Mapping[str, Any]) -> None:
    """A suspension has one of the two grounds of the law (《代表法》第六十一条)."""
    if facts.get("suspended_reason") not in Suspension.values():
        raise RuleBroken(
            "no-ground",
            "暂停执行代表职务只有法律规定的两种情形，请选择其中一种",
            citation=article("deputy.suspended", on=_day(facts, "suspended_on")),
        )


def must_not_precede_start(mandate: Any, facts: Mapping[str, Any]) -> None:
    """Neither suspension nor ending lies before the mandate began."""
    day = facts.get("suspended_on") or facts.get("ended_on")
    if day is not None and mandate.started_on is not None and day < mandate.started_on:
        raise RuleBroken("before-start", "日期不能早于该代表任职之日")


def must_name_ending(mandate: Any, facts: Mapping[str, Any]) -> None:
    """A mandate ends on the grounds of the law only, and a term's end is no single deputy's (《代表法》第六十二条)."""
    reason, on = facts.get("ended_reason"), _day(facts, "ended_on")
    if reason not in Ending.values() or reason == Ending.TERM_OVER:
        raise RuleBroken("no-ending", "代表资格终止须有法律规定的情形", citation=article("deputy.ended", on=on))
    if reason == Ending.MOVED and mandate.place_code == NATION_CODE:
        raise RuleBroken(
            "moved-is-local", "迁出或者调离本行政区域只适用于地方各级人大代表", citation=article("deputy.ended", on=on)
        )


def ending_article(reason: str, *, on: date) -> str:
    """The article behind an ending; absence has an item of its own."""
    if reason == Ending.TERM_OVER:
        return article("term.deputies", on=on)
    return article("deputy.absence" if reason == Ending.ABSENT else "deputy.ended", on=on)


def who_accepts_resignation(level: str, *, on: date) -> tuple[str, str]:
    """Who decides on a resignation, and the article: the body that elected the deputy (《选举法》第五十五条)."""
    by_level = {
        "county": ("本级人大常委会", "resignation.county"),
        "township": ("本级人民代表大会", "resignation.township"),
    }
    body, key = by_level.get(level, ("选举该代表的人民代表大会的常务委员会", "resignation.upper_deputy"))
    return body, article(key, on=on)


def who_announces_ending(level: str, *, on: date) -> tuple[str, str]:
    """Who announces that a mandate ended, and the article (《代表法》第六十三条)."""
    body = "本级人民代表大会" if level == "township" else "本级人大常委会"
    return body, article("deputy.ended.announced", on=on)


def _day(facts: Mapping[str, Any], name: str) -> date:
    day = facts.get(name)
    return day if isinstance(day, date) else date.max
