"""A day something is due, with the article that says so: the law's deadline in the shape that screens and tables keep."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from renda.foundation.errors import RuleBroken
from renda.law import deadlines, provisions
from renda.law.calendar import Calendar
from renda.law.errors import LawError, NotInForce, UnknownKey


@dataclass(frozen=True)
class Clock:
    """When something is due, and the article that says so; ``key`` and ``overlay`` name its row of the law.

    ``english`` holds citation, rule and rank in English.
    """

    due_on: date
    citation: str
    rule: str = ""
    rank: str = ""
    key: str = ""
    english: tuple[str, str, str] = ("", "", "")
    overlay: str = ""
    in_force_from: date = date.min

    @property
    def in_english(self) -> Clock:
        """The same clock whose article, rule and rank are said in English."""
        citation, rule, rank = self.english
        return replace(self, citation=citation or self.citation, rule=rule or self.rule, rank=rank or self.rank)


def of(key: str, *, starts: Mapping[str, date] | date, overlays: tuple[str, ...], calendar: Calendar) -> Clock | None:
    """The clock of a key, counted from the start its own article names; None where no rule in force sets one.

    ``starts`` gives the day of every start the caller knows, by its code in the law floor (``assigned_on``),
    or one day for whatever the article calls it.

    Raises:
        KeyError: the article counts from an event the caller did not think of; a gap in the program.
    """
    latest = starts if isinstance(starts, date) else max(starts.values())
    try:
        limit = deadlines.deadline(key, on=latest, overlays=overlays)
    except (UnknownKey, NotInForce):
        return None
    start = starts if isinstance(starts, date) else starts[limit.counted_from.code]
    return said(limit.provision, limit.due_on(start, calendar))


def need(key: str, *, starts: Mapping[str, date] | date, overlays: tuple[str, ...], calendar: Calendar) -> Clock:
    """The clock of a key that some rule must set.

    Raises:
        RuleBroken: neither the law nor the local rules chosen have it.
    """
    found = of(key, starts=starts, overlays=overlays, calendar=calendar)
    if found is None:
        raise RuleBroken("no-clock", "没有找到这一步的期限规定（%(key)s），请人大机关先选定本级办法", key=key)
    return found


def said(row: provisions.Provision, due_on: date) -> Clock:
    """A day with what its row says, in both languages."""
    source = row.citation
    english = (source.english, row.english, source.rank.english)
    return Clock(due_on, str(source), row.summary, source.rank.label, row.key, english, row.overlay, row.in_force_from)


def behind(key: str, *, on: date, overlays: tuple[str, ...]) -> Clock | None:
    """What the row of a key said on a day, for a due day that is kept elsewhere."""
    try:
        return said(provisions.find(key, on=on, overlays=overlays), on)
    except LawError:
        return None
