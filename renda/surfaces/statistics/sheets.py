"""The table as an Excel sheet: numbers as numbers, every column, totals, and the year before beside."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal

from django.utils.timezone import localdate
from django.utils.translation import gettext

from renda.foundation.documents import excel
from renda.foundation.web import wording as web_wording
from renda.surfaces.statistics import columns, pages, wording
from renda.surfaces.statistics.columns import Column, Value
from renda.surfaces.statistics.tables import Row, Table

COUNT_FORMAT, RATE_FORMAT = "#,##0", "0.0%"
FIRST_WIDTH, WIDTH = 24, 12


def sheet(table: Table, *, at: datetime) -> bytes:
    """The workbook of a table; its second line states the period and the moment the figures are of."""
    shown = pages.shown_columns(table)
    heads = wording.heads()
    _, first = wording.head(table.around)
    head = [excel.Column(first, FIRST_WIDTH)]
    head += [_head(column, *heads[column.code]) for column in shown]
    compared = [columns.BY_CODE[code] for code in columns.COMPARED]
    for column in compared:
        title, unit = heads[column.code]
        head.append(_head(column, gettext("上年同期%(what)s") % {"what": title}, unit))
        head.append(_head(column, gettext("%(what)s比上年同期") % {"what": title}, unit))
    title = wording.title(table.around.place)
    return excel.workbook(title, head, _lines(table, shown, compared), note=_note(table, at=at, today=localdate(at)))


def _head(column: Column, title: str, unit: str) -> excel.Column:
    said = gettext("%(title)s（%(unit)s）") % {"title": title, "unit": unit}
    return excel.Column(said, WIDTH, RATE_FORMAT if column.is_rate else COUNT_FORMAT)


def _note(table: Table, *, at: datetime, today: date) -> str:
    return gettext(
        "%(span)s；数据截至%(at)s；办结率＝办结件数÷收集件数，未办结按期末计，“其中”各行已计入所属联络站"
    ) % {
        "span": wording.span(table.span, today=today),
        "at": web_wording.moment(at),
    }


def _lines(table: Table, shown: list[Column], compared: list[Column]) -> Iterator[list[object]]:
    for row in table.rows:
        name = wording.month(row.span.first) if table.is_by_month else row.name
        said = gettext("其中：%(name)s") % {"name": name} if row.is_part else name
        yield _line(row, said, shown, compared, known=table.has_year_before)
    yield _line(table.total, gettext("合计"), shown, compared, known=table.has_year_before)


def _line(row: Row, name: str, shown: list[Column], compared: list[Column], *, known: bool) -> list[object]:
    before: list[object] = []
    for column in compared:
        now, then = row.figures[column.code], row.before[column.code]
        more = None if now is None or then is None else now - then
        before += [_cell(column, then), _cell(column, more)] if known else [gettext("未报")] * 2
    return [name, *(_cell(c, row.figures[c.code]) for c in shown), *before]


def _cell(column: Column, number: Value) -> object:
    if number is None:
        return gettext("不适用")
    return Decimal(number) / 1000 if column.is_rate else number
