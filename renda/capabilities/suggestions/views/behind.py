"""What a figure asks the list of suggestions for: read from the address, said in words, written into an address."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.utils.translation import gettext

from renda.capabilities.deputies import queries as deputy_queries
from renda.capabilities.suggestions.queries import figures
from renda.capabilities.suggestions.queries.figures import Behind
from renda.capabilities.suggestions.queries.listing import key_id
from renda.foundation.accounts import queries as account_queries
from renda.foundation.accounts.terms import Level
from renda.foundation.web import wording

NAMES = ("place", "level", "session", "of_year", "figure", "event", "since", "until")
LONGEST_CODE = 9


def read(query: Any) -> Behind:
    """What an address asks for; what cannot be understood narrows nothing."""
    place, level, figure, event = (query.get(name, "") for name in ("place", "level", "figure", "event"))
    return Behind(
        place_code=place if place.isascii() and place.isdecimal() and len(place) <= LONGEST_CODE else "",
        level=level if level in Level.values() else "",
        session_id=key_id(query.get("session", "")),
        figure=figure if figure in figures.FIGURES or figure in figures.PARTS else "",
        event=event if event in figures.EVENTS else "",
        since=_day(query.get("since", "")),
        until=_day(query.get("until", "")),
    )


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if len(text) == 10 and text.isascii() else None
    except ValueError:
        return None


def carried(query: Any) -> list[tuple[str, str]]:
    """The parts of the address that filters chosen by hand leave as they are."""
    return [(name, query[name]) for name in NAMES if query.get(name)]


def words(asked: Behind) -> Iterator[tuple[str, str]]:
    """Each part as a word, with its name in the address."""
    if asked.place_code:
        name = account_queries.place_names({asked.place_code}).get(asked.place_code, asked.place_code)
        yield "place", name
    if asked.level:
        yield "level", gettext(Level(asked.level).label)
    if asked.session_id is not None:
        yield "session", _session(asked.place_code, asked.session_id)
    if asked.figure:
        label, _ = figures.FIGURES.get(asked.figure) or figures.PARTS[asked.figure]
        yield "figure", gettext(label)
    if asked.event:
        yield "event", gettext(figures.EVENTS[asked.event][0])
    if asked.since is not None:
        yield "since", gettext("从%(day)s") % {"day": wording.day(asked.since, with_year=True)}
    if asked.until is not None:
        yield "until", gettext("到%(day)s") % {"day": wording.day(asked.until, with_year=True)}


def scope_of(query: Any) -> figures.Scope | None:
    """The suggestions whose promises a figure asks for: a congress's, of a session or of the year they were raised in."""
    asked, year = read(query), query.get("of_year", "")
    if not asked.place_code:
        return None
    is_year = year.isascii() and year.isdecimal() and len(year) == 4
    return figures.Scope(asked.place_code, year=int(year) if is_year else None, session_id=asked.session_id)


def scope_words(scope: figures.Scope) -> Iterator[tuple[str, str]]:
    """The same as words, each with its name in the address."""
    yield from words(Behind(place_code=scope.place_code, session_id=scope.session_id))
    if scope.year is not None:
        yield "of_year", gettext("%(year)s年提出的") % {"year": scope.year}


def _session(place_code: str, session_id: int) -> str:
    found = deputy_queries.sessions_of(place_code).filter(pk=session_id).first()
    if found is None:
        return gettext("另一次会议")
    return gettext("第%(term)s届第%(n)s次会议") % {"term": found.term.number, "n": found.number}
