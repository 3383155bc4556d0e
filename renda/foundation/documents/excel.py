"""Excel tables out of the house's own rows: head, numbers as numbers, totals, source line."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.timezone import localtime
from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True)
class Column:
    """A column's head, its width in characters, and its number format if it has one."""

    title: str
    width: int = 12
    number_format: str = ""


def safe(value: object) -> object:
    """A cell's value; a text that a spreadsheet would take for a formula is marked as text.

    Characters that no spreadsheet takes are left out; moments lose their zone, which Excel lacks.
    """
    if isinstance(value, str):
        text = ILLEGAL_CHARACTERS_RE.sub("", value)
        return "'" + text if text.startswith(FORMULA_STARTS) else text
    if isinstance(value, datetime) and value.tzinfo is not None:
        return localtime(value).replace(tzinfo=None)
    return value


def workbook(title: str, columns: Sequence[Column], rows: Iterable[Sequence[object]], *, note: str = "") -> bytes:
    """One sheet: title, note, head, rows; frozen under the head and set to print with the head repeated."""
    book = Workbook()
    sheet = book.active
    sheet.title = title[:31].translate(str.maketrans("", "", "[]:*?/\\"))
    sheet.append([safe(title)])
    sheet["A1"].font = Font(bold=True, size=14)
    sheet.append([safe(note)])
    sheet.append([safe(column.title) for column in columns])
    line = Border(bottom=Side(style="thin"))
    for index, column in enumerate(columns, start=1):
        head = sheet.cell(row=3, column=index)
        head.font, head.border = Font(bold=True), line
        head.alignment = Alignment(wrap_text=True, vertical="center")
        sheet.column_dimensions[get_column_letter(index)].width = column.width
    for row in rows:
        sheet.append([safe(value) for value in row])
        for index, column in enumerate(columns, start=1):
            if column.number_format:
                sheet.cell(row=sheet.max_row, column=index).number_format = column.number_format
    sheet.freeze_panes = "B4"
    sheet.print_title_rows = "3:3"
    sheet.page_setup.orientation, sheet.page_setup.fitToWidth = "landscape", 1
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
