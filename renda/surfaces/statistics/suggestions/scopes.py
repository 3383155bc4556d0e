"""Which suggestions a page is about: those of a year or of a session, and what they are compared with."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext

from renda.capabilities.suggestions.queries.figures import Scope
from renda.foundation.errors import RuleBroken
from renda.foundation.web import wording as web_wording

EARLIEST_YEAR = 1979
MOST_DIGITS = 18


@dataclass(frozen=True)
class Asked:
    """A congress and the year or session asked for; ``sessions`` are all of the congress, the latest first."""

    congress: Any
    sessions: Sequence[Any]
    year: int | None
    session: Any
    today: date

    @property
    def place_code(self) -> str:
        """The place of the congress."""
        code: str = self.congress.region_id
        return code

    @property
    def is_by_session(self) -> bool:
        """Whether a session was asked for, not a year."""
        return self.session is not None

    @property
    def is_running(self) -> bool:
        """Whether the year asked for is not over."""
        return self.year == self.today.year

    @property
    def now(self) -> Scope:
        """The suggestions asked for."""
        return Scope(self.place_code, year=self.year, session_id=self.session.pk if self.session else None)

    @property
    def before(self) -> Scope | None:
        """What they are compared with: the year before, up to the same day while this one runs, or the session before."""
        if self.year is not None:
            until = _same_day(self.today, self.year - 1) if self.is_running else None
            return Scope(self.place_code, year=self.year - 1, until=until)
        earlier = self.session_before
        return Scope(self.place_code, session_id=earlier.pk) if earlier is not None else None

    @property
    def session_before(self) -> Any:
        """The session before the one asked for."""
        return next((one for one in self.sessions if one.opens_on < self.session.opens_on), None)

    @property
    def query(self) -> str:
        """How an address of these pages names it."""
        return f"session={self.session.pk}" if self.session is not None else f"year={self.year}"

    @property
    def said(self) -> str:
        """The year or session, in words."""
        if self.session is not None:
            return session_name(self.session)
        return web_wording.months(self.year or self.today.year, 1, 12)

    @property
    def before_head(self) -> str:
        """What the column of comparison is called."""
        if self.is_by_session:
            return gettext("上一次会议")
        return gettext("上年同期") if self.is_running else gettext("上年")

    def rows_url(self, **more: Any) -> str:
        """The list of the suggestions behind a figure."""
        own = {"session": self.session.pk} if self.session is not None else {"year": self.year}
        return f"{reverse('suggestions:list')}?{urlencode({'place': self.place_code, **own, **more})}"

    def ledger_url(self, **more: Any) -> str:
        """The promises behind a figure."""
        own = {"session": self.session.pk} if self.session is not None else {"of_year": self.year}
        return f"{reverse('suggestions:ledger')}?{urlencode({'place': self.place_code, **own, **more})}"


def session_name(session: Any) -> str:
    """A session by its term and number."""
    return gettext("第%(term)s届第%(n)s次会议") % {"term": session.term.number, "n": session.number}


def _same_day(day: date, year: int) -> date:
    """The same day of another year; the 29th of February is the 28th where there is none."""
    try:
        return day.replace(year=year)
    except ValueError:
        return day.replace(year=year, day=28)


def asked(query: Mapping[str, str], congress: Any, sessions: Sequence[Any], *, today: date) -> Asked:
    """What an address asks for: a session, a year, or else this year.

    Raises:
        RuleBroken: there is no such session, or the year has not begun.
    """
    wanted = query.get("session", "")
    if wanted:
        is_number = wanted.isascii() and wanted.isdigit() and len(wanted) <= MOST_DIGITS
        found = next((one for one in sessions if is_number and one.pk == int(wanted)), None)
        if found is None:
            raise RuleBroken("no-such-session", "没有这次会议")
        return Asked(congress, sessions, None, found, today)
    text = query.get("year", "")
    year = int(text) if len(text) == 4 and text.isascii() and text.isdigit() else today.year if not text else 0
    if not EARLIEST_YEAR <= year <= today.year:
        raise RuleBroken(
            "no-such-year", "没有这个年份。年份从%(first)s到%(last)s。", first=EARLIEST_YEAR, last=today.year
        )
    return Asked(congress, sessions, year, None, today)
