"""The suggestions of the congresses below a place, one row each, out of the cells: registered once, never reported."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext

from renda.capabilities.suggestions import indicators
from renda.foundation.accounts.models import Congress
from renda.foundation.facts import queries as fact_queries
from renda.foundation.indicators import registry
from renda.surfaces.statistics.periods import Span
from renda.surfaces.statistics.suggestions import shapes
from renda.surfaces.statistics.suggestions.shapes import Head, Kind, Line, Table, Value

EVENTS = ("submitted", "refused", "merged", "assigned", "replied", "replied_late")
RATED = ("rated_satisfied", "rated_basically", "rated_not")


@dataclass(frozen=True)
class Below:
    """A congress and those directly below it, in administrative order."""

    own: Any
    rows: Sequence[Any]


def around(code: str) -> Below | None:
    """The congress of a place with those directly below; one query."""
    known = Congress.objects.filter(Q(region_id=code) | Q(region__parent_id=code)).select_related("region")
    found = list(known.order_by("region_id"))
    own = next((one for one in found if one.region_id == code), None)
    return Below(own, [one for one in found if one is not own]) if own is not None else None


def heads() -> tuple[Head, ...]:
    """The columns."""
    return (
        Head(gettext("提出")),
        Head(gettext("不予接收")),
        Head(gettext("并案")),
        Head(gettext("交办")),
        Head(gettext("答复")),
        Head(gettext("逾期答复")),
        Head(gettext("按期答复率"), Kind.RATE),
        Head(gettext("满意")),
        Head(gettext("基本满意")),
        Head(gettext("不满意")),
        Head(gettext("满意率"), Kind.RATE),
        Head(gettext("归档")),
        Head(gettext("上年同期提出")),
        Head(gettext("增减"), Kind.CHANGE),
    )


def build(below: Below, span: Span, *, today: date) -> Table:
    """The table of a place and its months; one query, however many suggestions lie behind the cells."""
    codes = [one.region_id for one in (below.own, *below.rows)]
    sums = fact_queries.sums(codes, {"now": span.periods, "then": span.a_year_before.periods})
    shown = heads()

    def row(one: Any, name: str, url: str) -> Line:
        measures, then = (sums[when].get(one.region_id, {}) for when in ("now", "then"))
        return _line(shown, name, one.level, measures, then, span, {"place": one.region_id}, url, today=today)

    lines = [row(one, one.region.name, f"{_page(one.region_id)}?year={span.year}") for one in below.rows]
    own = row(below.own, gettext("本级"), f"{_page(below.own.region_id)}?year={span.year}")
    levels = {one.level for one in below.rows}
    total = None
    if len(levels) == 1:
        level = levels.pop()
        now, then = (_added(sums[when], below.rows) for when in ("now", "then"))
        asked = {"place": below.own.region_id, "level": level}
        total = _line(shown, gettext("下级合计"), level, now, then, span, asked, "", today=today)
    note = gettext(
        "各级只登记一次，下级的数由系统逐件汇总，不用填报。本级一行不计入下级合计。交办的含后来撤回的。答复、评价按发生的日期计，可以是以前提出的；满意率＝满意和基本满意÷作出评价的，未评价的不计入；没有期限记录的往年答复不计入按期答复率。按行政区划排列，不排名。"
    )
    return Table("below", gettext("各级人大"), gettext("人民代表大会"), shown, (own, *lines), total, note, is_wide=True)


def _page(code: str) -> str:
    return reverse("statistics:suggestions", args=[code])


def _added(by_place: Mapping[str, Mapping[str, int]], rows: Sequence[Any]) -> dict[str, int]:
    found: dict[str, int] = {}
    for one in rows:
        for measure, quantity in by_place.get(one.region_id, {}).items():
            found[measure] = found.get(measure, 0) + quantity
    return found


def _line(
    shown: Sequence[Head],
    name: str,
    level: str,
    now: Mapping[str, int],
    then: Mapping[str, int],
    span: Span,
    asked: Mapping[str, str],
    url: str,
    *,
    today: date,
) -> Line:
    def counted(what: str) -> tuple[int, str]:
        number = now.get(indicators.code(level, what), 0)
        days = {"since": span.starts_on.isoformat(), "until": min(span.last_on, today).isoformat()}
        return number, f"{reverse('suggestions:list')}?{urlencode({**asked, 'event': what, **days})}"

    def rate(what: str) -> int | None:
        return registry.get(indicators.code(level, what)).formula(now)

    submitted = now.get(indicators.code(level, "submitted"), 0)
    earlier = then.get(indicators.code(level, "submitted"), 0)
    values: list[Value | tuple[Value, str]] = [
        *(counted(what) for what in EVENTS),
        rate("replied_in_time"),
        *(counted(what) for what in RATED),
        rate("satisfied_rate"),
        counted("closed"),
        earlier,
        submitted - earlier,
    ]
    return shapes.line(shown, name, *values, url=url)
