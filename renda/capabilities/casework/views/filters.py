"""What a list of matters is narrowed to: read from the address, shown as removable words, carried on."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext

from renda.capabilities.casework import queries
from renda.capabilities.casework.terms import Arrival, Category, State, Way
from renda.capabilities.stations.queries import stations as station_queries
from renda.foundation.accounts.models import Region
from renda.foundation.vocabulary import Term
from renda.foundation.web import wording

WORDS: dict[str, type[Term]] = {"state": State, "category": Category, "way": Way}
PLACE_LENGTHS = (2, 4, 6, 9, 11, 13, 15)
REGION_LENGTH = 9
TEXT_MOST = 60


def period(text: str) -> tuple[date, date] | None:
    """First day and the day after the last of a year (2023, 202300), a month (202305), or months (202301-202309)."""
    if text.count("-") == 1:
        first, last = (period(part) for part in text.split("-"))
        return (first[0], last[1]) if first and last and first[0] < last[0] and first[0].year == last[0].year else None
    if not (text.isascii() and text.isdigit() and len(text) in {4, 6}):
        return None
    year, month = int(text[:4]), int(text[4:] or 0)
    if not (1990 <= year <= 2100 and 0 <= month <= 12):
        return None
    if not month:
        return date(year, 1, 1), date(year + 1, 1, 1)
    return date(year, month, 1), date(year + month // 12, month % 12 + 1, 1)


def read(query: Any) -> queries.Filter:
    """The filter an address asks for; what cannot be understood narrows nothing."""
    chosen = {name: query.get(name, "") for name in WORDS}
    span = period(query.get("period", ""))
    place, figure = query.get("place", ""), query.get("figure", "")
    is_place = place.isascii() and place.isdigit() and len(place) in PLACE_LENGTHS
    is_figure = figure in Arrival.values() and is_place and span is not None
    return queries.Filter(
        **{name: value for name, value in chosen.items() if value in WORDS[name].values()},
        place_code=place if is_place else "",
        text=query.get("q", "").replace("\x00", "").strip()[:TEXT_MOST],
        is_overdue=query.get("overdue") == "1",
        is_mine=query.get("mine") == "1",
        figure=figure if is_figure else "",
        starts_on=span[0] if span else None,
        ends_before=span[1] if span else None,
        sort=queries.DUE_FIRST if query.get("sort") == queries.DUE_FIRST else "",
    )


def words(query: Any, wanted: queries.Filter, places: dict[str, str]) -> list[dict[str, str]]:
    """Each part of the filter as a word with the address that leaves it out."""
    said: list[tuple[str, str]] = []
    if wanted.text:
        said.append(("q", gettext("“%(text)s”") % {"text": wanted.text}))
    if wanted.figure:
        said.append(("figure", gettext(Arrival(wanted.figure).label)))
    if wanted.place_code:
        said.append(("place", places.get(wanted.place_code, wanted.place_code)))
    if wanted.starts_on and wanted.ends_before:
        said.append(("period", _period_word(wanted.starts_on, wanted.ends_before)))
    said += [(name, gettext(kind(value).label)) for name, kind in WORDS.items() if (value := getattr(wanted, name))]
    if wanted.is_overdue:
        said.append(("overdue", gettext(Arrival.OVERDUE.label)))
    if wanted.is_mine:
        said.append(("mine", gettext("轮到我的")))
    if wanted.sort == queries.DUE_FIRST:
        said.append(("sort", gettext("计时中的，先到期的在前")))
    return [{"label": label, "remove_url": without(query, name)} for name, label in said]


def _period_word(starts_on: date, ends_before: date) -> str:
    last = ends_before - timedelta(days=1)
    return wording.months(starts_on.year, starts_on.month, last.month)


def without(query: Any, *names: str) -> str:
    """The same address without some of its filters; the figure goes with its place and period."""
    rest = query.copy()
    for name in (*names, "after", "before", *(("figure",) if {"place", "period"} & set(names) else ())):
        rest.pop(name, None)
    return f"?{rest.urlencode()}"


def place_names(code: str) -> dict[str, str]:
    """The name of a region or a station by its code; one query, none where there is no code."""
    if not code:
        return {}
    if len(code) > REGION_LENGTH:
        return station_queries.names_by_code([code])
    region = Region.objects.filter(pk=code).first()
    return {code: region.name} if region else {}
