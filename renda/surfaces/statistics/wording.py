"""How the table speaks: titles, spans, comparisons, heads and values, in the reader's language."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext

from renda.capabilities.stations.terms import StationKind
from renda.foundation.accounts.terms import PlaceKind
from renda.foundation.web import wording as web_wording
from renda.surfaces.statistics import columns
from renda.surfaces.statistics.columns import Column, Value
from renda.surfaces.statistics.periods import Span
from renda.surfaces.statistics.places import Place, Surroundings
from renda.surfaces.statistics.tables import Row


def month(number: int) -> str:
    """A month by its number."""
    return web_wording.month(number)


def title(place: Place) -> str:
    """What the page is about."""
    if place.is_region:
        return gettext("%(place)s联络站运行情况") % {"place": place.name}
    return gettext("%(place)s运行情况") % {"place": place.name}


def span(of: Span, *, today: date) -> str:
    """From day to day; what has not ended yet goes up to today."""
    return gettext("%(first)s至%(last)s") % {
        "first": web_wording.day(of.starts_on, with_year=True),
        "last": web_wording.day(min(of.last_on, today), today=of.starts_on, with_year=web_wording.in_english()),
    }


def below(around: Surroundings) -> str:
    """How many places lie directly below, by what they are."""
    kinds = {place.kind for place in around.below}
    count = {"n": sum(not place.is_closed for place in around.below)}
    if PlaceKind.CITY in kinds:
        return gettext("%(n)s个市") % count
    if PlaceKind.COUNTY in kinds:
        return gettext("%(n)s个县（市、区）") % {"n": sum(place.kind == PlaceKind.COUNTY for place in around.below)}
    if kinds & {PlaceKind.TOWN, PlaceKind.TOWNSHIP, PlaceKind.SUBDISTRICT, PlaceKind.ZONE}:
        return gettext("%(n)s个乡镇（街道）") % {"n": sum(place.is_region for place in around.below)}
    return gettext("%(n)s个联络站") % count


def head(around: Surroundings) -> tuple[str, str]:
    """The title of the table and the head of its first column."""
    if not around.place.is_region:
        return gettext("分月"), gettext("月份")
    kinds = {place.kind for place in around.below}
    if PlaceKind.COUNTY in kinds:
        return gettext("分县（市、区）"), gettext("县（市、区）")
    if kinds == {StationKind.STATION}:
        return gettext("分联络站"), gettext("联络站")
    if PlaceKind.CITY in kinds:
        return gettext("分市"), gettext("市")
    return gettext("分乡镇（街道）"), gettext("乡镇（街道）")


def rates(around: Surroundings) -> str:
    """The title over the map."""
    kinds = {place.kind for place in around.below}
    if PlaceKind.COUNTY in kinds:
        return gettext("各县办结率")
    return gettext("各站办结率") if kinds == {StationKind.STATION} else gettext("各地办结率")


def value(column: Column, number: Value) -> str:
    """A figure as it is written; what cannot be said is not applicable."""
    if column.is_rate or number is None:
        return web_wording.tenths_percent(number)
    return web_wording.thousands(number)


def against(now: Value, before: Value, *, known: bool) -> str:
    """A figure beside that of the same months a year before."""
    if not known or now is None or before is None:
        return gettext("上年同期未报")
    said = {"before": web_wording.thousands(before), "n": web_wording.thousands(abs(now - before))}
    if now == before:
        return gettext("上年同期%(before)s，持平") % said
    if now > before:
        return gettext("上年同期%(before)s，多%(n)s") % said
    return gettext("上年同期%(before)s，少%(n)s") % said


def rate_against(now: Value, before: Value, *, known: bool) -> str:
    """The rate beside that of the same months a year before."""
    if not known:
        return gettext("办结率%(now)s，上年同期未报") % {"now": web_wording.tenths_percent(now)}
    return gettext("办结率%(now)s，上年同期%(before)s") % {
        "now": web_wording.tenths_percent(now),
        "before": web_wording.tenths_percent(before),
    }


def year_before(row: Row, *, known: bool) -> dict[str, str]:
    """Matters of the same months a year before, how many more there are now, and the rate then."""
    if not known:
        return dict.fromkeys(("matters", "more", "rate"), gettext("未报"))
    now, then = row.figures["matters"] or 0, row.before["matters"] or 0
    return {
        "matters": web_wording.thousands(then),
        "more": signed(now - then),
        "rate": web_wording.tenths_percent(row.before["settled_rate"]),
    }


def signed(number: int) -> str:
    """A difference with its sign; none is 0."""
    sign = "+" if number > 0 else "−" if number < 0 else ""
    return f"{sign}{abs(number):,}"


def heads() -> dict[str, tuple[str, str]]:
    """Title and unit of each column, in the reader's language."""
    return {column.code: (gettext(column.title), gettext(column.unit)) for column in columns.COLUMNS}
