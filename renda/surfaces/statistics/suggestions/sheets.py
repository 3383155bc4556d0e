"""A table of figures as an Excel sheet: numbers as numbers, shares as shares, how it is to be read above the head."""

from __future__ import annotations

from decimal import Decimal

from django.utils.translation import gettext

from renda.foundation.documents import excel
from renda.surfaces.statistics.suggestions.shapes import Cell, Kind, Table

FORMATS = {Kind.TEXT: "", Kind.COUNT: "#,##0", Kind.RATE: "0.0%", Kind.CHANGE: "+#,##0;-#,##0;0"}


def sheet(table: Table, *, title: str, note: str) -> bytes:
    """The workbook of one table."""
    heads = [excel.Column(table.first, 28)]
    heads += [excel.Column(head.title, head.width, FORMATS[head.kind]) for head in table.heads]
    rows = [[one.name, *map(_value, one.cells)] for one in (*table.lines, *filter(None, [table.total]))]
    return excel.workbook(f"{title} · {table.title}", heads, rows, note=f"{note}{table.note}")


def _value(cell: Cell) -> object:
    if cell.head.kind == Kind.RATE:
        return gettext("不适用") if cell.value is None else Decimal(int(cell.value)) / 1000
    return "" if cell.value is None else cell.value
