"""What a list of suggestions is narrowed to: read from the address, shown as removable words, carried on."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext

from renda.capabilities.suggestions.queries import listing
from renda.capabilities.suggestions.queries.listing import Concern
from renda.capabilities.suggestions.terms import Origin, Outcome, State, Subject
from renda.capabilities.suggestions.views import behind
from renda.foundation.vocabulary import Term

WORDS: dict[str, type[Term]] = {
    "state": State,
    "subject": Subject,
    "origin": Origin,
    "outcome": Outcome,
    "concern": Concern,
}
LABELS = {"state": "状态", "subject": "类别", "origin": "来源", "outcome": "答复类别", "concern": "需要关注"}
BETWEEN = {"session": False, "between": True}
BETWEEN_LABELS = {"session": "大会期间", "between": "闭会期间"}
FIRST_YEAR, LAST_YEAR, TEXT_MOST = 1980, 2100, 60


def read(query: Any) -> listing.Filter:
    """The filter an address asks for; what cannot be understood narrows nothing."""
    chosen = {name: query.get(name, "") for name in WORDS}
    return listing.Filter(
        **{name: value for name, value in chosen.items() if value in WORDS[name].values()},
        year=year_of(query.get("year", "")),
        is_between=BETWEEN.get(query.get("raised", "")),
        organ_id=listing.key_id(query.get("organ", "")),
        is_priority=query.get("priority") == "1",
        is_mine=query.get("mine") == "1",
        text=query.get("q", "").replace("\x00", "").strip()[:TEXT_MOST],
        sort=listing.DUE_FIRST if query.get("sort") == listing.DUE_FIRST else "",
        behind=behind.read(query),
    )


def year_of(text: str) -> int | None:
    """A year as an address writes it; None for what is none."""
    year = int(text) if text.isascii() and text.isdecimal() and len(text) == 4 else 0
    return year if FIRST_YEAR <= year <= LAST_YEAR else None


def words(query: Any, wanted: listing.Filter, organ_names: dict[int, str]) -> list[dict[str, str]]:
    """Each part of the filter as a word with the address that leaves it out."""
    said: list[tuple[str, str]] = []
    if wanted.text:
        said.append(("q", gettext("“%(text)s”") % {"text": wanted.text}))
    said += behind.words(wanted.behind)
    if wanted.year:
        said.append(("year", gettext("%(year)s年") % {"year": wanted.year}))
    if wanted.is_between is not None:
        said.append(("raised", gettext(BETWEEN_LABELS["between" if wanted.is_between else "session"])))
    said += [(name, gettext(kind(value).label)) for name, kind in WORDS.items() if (value := getattr(wanted, name))]
    if wanted.organ_id is not None:
        said.append(("organ", organ_names.get(wanted.organ_id, str(wanted.organ_id))))
    if wanted.is_priority:
        said.append(("priority", gettext("重点督办")))
    if wanted.is_mine:
        said.append(("mine", gettext("轮到我的")))
    if wanted.sort == listing.DUE_FIRST:
        said.append(("sort", gettext("计时中的，先到期的在前")))
    return [{"label": label, "remove_url": without(query, name)} for name, label in said]


def without(query: Any, *names: str) -> str:
    """The same address without some of its filters."""
    rest = query.copy()
    for name in (*names, "after", "before", "done"):
        rest.pop(name, None)
    return f"?{rest.urlencode()}"
