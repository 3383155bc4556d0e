"""What the law asks of the offices that deputies hold."""

from __future__ import annotations

from datetime import date

from renda.capabilities.deputies.rules.articles import article, level_of
from renda.capabilities.deputies.terms import SINGLE_TITLES, MandateState, OfficeTitle
from renda.foundation.errors import RuleBroken
from renda.law import levels

MOST_TOWNSHIP_VICE_CHAIRS = 2


def titles_at(level: str) -> tuple[OfficeTitle, ...]:
    """The offices there are at a level; the nation's committee is not kept here but for its members."""
    law_level = level_of(level)
    if not law_level.has_standing_committee:
        return (OfficeTitle.TOWNSHIP_CHAIR, OfficeTitle.TOWNSHIP_VICE_CHAIR)
    if law_level is levels.Level.NATION:
        return (OfficeTitle.MEMBER,)
    titles = [OfficeTitle.CHAIR, OfficeTitle.VICE_CHAIR, OfficeTitle.MEMBER]
    if law_level.has_secretary_general:
        titles.insert(2, OfficeTitle.SECRETARY_GENERAL)
    return tuple(titles)


def must_exist_at(title: str, level: str, *, on: date) -> None:
    """A county has no secretary-general, a township no standing committee (《地方组织法》第十八、四十七条)."""
    if title in titles_at(level):
        return
    if title == OfficeTitle.SECRETARY_GENERAL and level == "county":
        raise RuleBroken(
            "no-secretary-general",
            "县级人大常委会不设秘书长",
            citation=article("committee.secretary_general", on=on),
        )
    if not level_of(level).has_standing_committee:
        raise RuleBroken(
            "no-standing-committee",
            "乡镇人民代表大会不设常务委员会，只设主席、副主席",
            citation=article("township.vice_chairs", on=on),
        )
    raise RuleBroken(
        "no-such-office",
        "这一级人民代表大会没有“%(title)s”",
        citation=article("township.vice_chairs", on=on),
        title=_label(title),
    )


def must_be_deputy(state: str | None, *, on: date) -> None:
    """Committee members and township chairs are chosen among the deputies of this congress (《地方组织法》第十八、四十七条)."""
    if state != MandateState.ACTIVE:
        raise RuleBroken("not-a-deputy", "人选须是本届在任代表", citation=article("committee.secretary_general", on=on))


def must_be_vacant(title: str, holders: int, *, on: date) -> None:
    """One chair, one secretary-general; a township has at most two vice-chairs (《地方组织法》第十八条)."""
    if title in SINGLE_TITLES and holders:
        raise RuleBroken(
            "office-taken",
            "“%(title)s”现有人担任，请先登记免去或者辞去",
            citation=article(
                "township.vice_chairs" if title == OfficeTitle.TOWNSHIP_CHAIR else "council.composition", on=on
            ),
            title=_label(title),
        )
    if title == OfficeTitle.TOWNSHIP_VICE_CHAIR and holders >= MOST_TOWNSHIP_VICE_CHAIRS:
        raise RuleBroken(
            "too-many-vice-chairs",
            "乡镇人大副主席一至二人，现已满额",
            citation=article("township.vice_chairs", on=on),
        )


def must_end_after_start(started_on: date, ended_on: date) -> None:
    """An office ends on or after the day it began."""
    if ended_on < started_on:
        raise RuleBroken("ends-too-early", "免职或者辞职日期不能早于任职日期")


def _label(title: str) -> str:
    return dict(OfficeTitle.choices())[title]
