"""How the table speaks: titles, spans, comparisons, heads and values, in the reader's language."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext

from renda.capabilities.stations.terms import StationKind
from renda.foundation.accounts.terms import PlaceKind
from renda.foundation.web import wording
from renda.surfaces.statistics import columns
from renda.surfaces.statistics.columns import Column, Value
from renda.surfaces.statistics.periods import Span
from renda.surfaces.statistics.places import Place, Surroundings


def month(number: int) -> str:
    """A month by its number."""
    return wording.MONTHS[number - 1] if wording.in_english() else gettext("%(n)s月") % {"n": number}


def title(place: Place) -> str:
    """What the page is about."""
    if place.is_region:
        return gettext("%(place)s联络站运行情况") % {"place": place.name}
    return gettext("%(place)s运行情况") % {"place": place.name}


def span(of: Span, *, today: date) -> str:
    """From day to day; what has not ended yet goes up to today."""
    return gettext("%(first)s至%(last)s") % {
        "first": wording.day(of.starts_on, with_year=True),
        "last": wording.day(min(of.last_on, today), today=of.starts_on, with_year=wording.in_english()),
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
        return wording.tenths_percent(number)
    return wording.thousands(number)


def against(now: Value, before: Value, *, known: bool) -> str:
    """A figure beside that of the same months a year before."""
    if not known or now is None or before is None:
        return gettext("上年同期未报")
    said = {"before": wording.thousands(before), "n": wording.thousands(abs(now - before))}
    if now == before:
        return gettext("上年同期%(before)s，持平") % said
    if now > before:
        return gettext("上年同期%(before)s，多%(n)s") % said
    return gettext("上年同期%(before)s，少%(n)s") % said


def rate_against(now: Value, before: Value, *, known: bool) -> str:
    """The rate beside that of the same months a year before."""
    if not known:
        return gettext("办结率%(now)s，上年同期未报") % {"now": wording.tenths_percent(now)}
    return gettext("办结率%(now)s，上年同期%(before)s") % {
        "now": wording.tenths_percent(now),
        "before": wording.tenths_percent(before),
    }


def difference(column: Column, now: Value, before: Value) -> str:
    """More or less than a year before; a rate differs in percentage points."""
    if now is None or before is None:
        return gettext("不适用")
    if column.is_rate:
        return signed(now - before, tenths=True)
    return signed(now - before)


def signed(number: int, *, tenths: bool = False) -> str:
    """A difference with its sign; none is 0."""
    sign = "+" if number > 0 else "−" if number < 0 else ""
    whole, tenth = divmod(abs(number), 10)
    return f"{sign}{whole}.{tenth}" if tenths else f"{sign}{abs(number):,}"


def heads() -> dict[str, tuple[str, str]]:
    """Title and unit of each column, in the reader's language."""
    return {column.code: (gettext(column.title), gettext(column.unit)) for column in columns.COLUMNS}
