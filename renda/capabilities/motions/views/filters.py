"""What a list of motions or inquiries is narrowed to: read from the address, shown as removable words, carried on."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext

from renda.capabilities.motions import queries
from renda.capabilities.motions.terms import Body, Proposer
from renda.capabilities.motions.views.kinds import MOTIONS, Kind
from renda.foundation.accounts import queries as account_queries
from renda.foundation.vocabulary import Term

TEXT_MOST = 60
PLACE_LENGTHS = (2, 4, 6, 9)
LABELS = {"state": "状态", "body": "向谁提出", "proposer": "提出者"}


def words_of(kind: Kind) -> dict[str, type[Term]]:
    """The closed words a list can be narrowed by."""
    shared: dict[str, type[Term]] = {"state": kind.states, "body": Body}
    return shared | {"proposer": Proposer} if kind is MOTIONS else shared


def read(query: Any, kind: Kind) -> queries.Filter:
    """The filter an address asks for; what cannot be understood narrows nothing."""
    place = query.get("place", "")
    is_place = place.isascii() and place.isdigit() and len(place) in PLACE_LENGTHS
    chosen = {name: value for name, words in words_of(kind).items() if (value := query.get(name, "")) in words.values()}
    text = query.get("q", "").replace("\x00", "").strip()[:TEXT_MOST]
    return queries.Filter(**chosen, place_code=place if is_place else "", text=text)


def words(query: Any, wanted: queries.Filter, kind: Kind) -> list[dict[str, str]]:
    """Each part of the filter as a word with the address that leaves it out."""
    said: list[tuple[str, str]] = []
    if wanted.text:
        said.append(("q", gettext("“%(text)s”") % {"text": wanted.text}))
    if wanted.place_code:
        names = account_queries.place_names({wanted.place_code})
        said.append(("place", names.get(wanted.place_code, wanted.place_code)))
    for name, term in words_of(kind).items():
        if value := getattr(wanted, name):
            said.append((name, gettext(term(value).label)))
    return [{"label": label, "remove_url": without(query, name)} for name, label in said]


def choices(wanted: queries.Filter, kind: Kind) -> list[tuple[str, str, list[tuple[str, str]], str]]:
    """The boxes above a list: name, label, choices, and what is chosen."""
    return [
        (name, gettext(LABELS[name]), [(one.value, gettext(one.label)) for one in term], getattr(wanted, name))
        for name, term in words_of(kind).items()
    ]


def without(query: Any, name: str) -> str:
    """The same address without one of its filters, at the first page."""
    rest = query.copy()
    for one in (name, "after", "before"):
        rest.pop(one, None)
    return f"?{rest.urlencode()}"
