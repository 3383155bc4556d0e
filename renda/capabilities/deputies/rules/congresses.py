"""What the law asks of a congress, its terms and its sessions."""

from __future__ import annotations

from datetime import date
from typing import Any

from renda.capabilities.deputies.rules.articles import article
from renda.foundation.errors import RuleBroken
from renda.law import levels

_PLACES_WITHOUT = {place.code for place in levels.Place if not place.has_congress}


def must_have_a_congress(kind: str, *, on: date) -> None:
    """A sub-district or a zone elects no congress (《地方组织法》第五十九条)."""
    if kind in _PLACES_WITHOUT:
        raise RuleBroken(
            "no-congress-here",
            "街道、开发区不设人民代表大会，只设人大工作机构，不能登记届次和代表",
            citation=article("subdistrict.bodies", on=on),
        )


def must_have_seats(seats: int, *, on: date) -> None:
    """The approved number is registered as it was approved (《选举法》第十二、十四条)."""
    if seats < 1:
        raise RuleBroken("no-seats", "请填写上级批准的代表名额", citation=article("seats.deputies.fixed", on=on))


def must_be_unstarted(term: Any, *, on: date) -> None:
    """A term begins once, with its first session (《地方组织法》第三十八条)."""
    if term.started_on is not None:
        raise RuleBroken(
            "term-started", "本届第一次会议已经举行，本届已经开始", citation=article("term.deputies", on=on)
        )


def must_follow(term: Any, previous: Any, *, opens_on: date, on: date) -> None:
    """The next term follows the one in office and opens after it did."""
    if previous is None:
        return
    if term.number != previous.number + 1:
        raise RuleBroken(
            "term-out-of-order",
            "现任是第%(now)s届，下一届应为第%(next)s届",
            citation=article("term.deputies", on=on),
            now=previous.number,
            next=previous.number + 1,
        )
    if opens_on <= previous.started_on:
        raise RuleBroken(
            "opens-too-early", "新一届第一次会议应晚于上一届第一次会议", citation=article("term.deputies", on=on)
        )


def must_be_sitting(term: Any, *, on: date) -> None:
    """Only the term in office holds sessions and offices."""
    if not term.is_sitting:
        raise RuleBroken("term-not-sitting", "本届尚未开始或者已经届满", citation=article("term.deputies", on=on))


def must_be_next_session(term: Any, last: Any, *, number: int, opens_on: date, on: date) -> None:
    """Sessions are numbered without a gap, one at a time."""
    expected = last.number + 1 if last is not None else 1
    if number != expected:
        raise RuleBroken("session-number", "下一次会议应为第%(next)s次", next=expected)
    if last is not None and last.closes_on is None:
        raise RuleBroken("session-open", "第%(number)s次会议还没有闭幕", number=last.number)
    if last is not None and opens_on < last.closes_on:
        raise RuleBroken("session-too-early", "开幕日期不能早于上次会议闭幕日期")


def must_close_after_opening(session: Any, *, closes_on: date) -> None:
    """A session closes on or after the day it opened, and once."""
    if session.closes_on is not None:
        raise RuleBroken("session-closed", "这次会议已经闭幕")
    if closes_on < session.opens_on:
        raise RuleBroken("closes-too-early", "闭幕日期不能早于开幕日期")
