"""The city's table read three ways: off the page, off the sheet, off the command; the same figures in each."""

import io
import json
import os
import re
import subprocess
import sys
from datetime import date, datetime
from zoneinfo import ZoneInfo

from openpyxl import load_workbook
from playwright.sync_api import Page, expect

from tools import town as towns

# Head of a column and the name of its figure on the command; a rate is in tenths of a percent.
# A column without anything to tell may be left out of page and sheet.
COLUMNS = {
    "联络站": "stations",
    "联络点": "points",
    "进站": "visits",
    "接待": "visitors",
    "收集": "matters",
    "当场办结": "on_spot",
    "交办转办": "passed_on",
    "办结": "settled",
    "逾期办结": "settled_late",
    "未办结": "open",
    "办结率": "settled_rate",
    "不受理转送": "referred",
    "转为建议": "raised",
}
CITY, FEWEST = "1411", 10


def today() -> date:
    """The day it is in the demo city."""
    return datetime.now(ZoneInfo("Asia/Shanghai")).date()


def number(text: str) -> int | None:
    """A figure as it is written; a rate in tenths of a percent; None where there is none to be told."""
    digits = re.sub(r"[^0-9]", "", text)
    return int(digits) if digits else None


def on_page(page: Page, town: towns.Town, month: date, place: str = CITY) -> dict[str, int | None]:
    """The totals of a place's table for one month, off the page."""
    page.goto(f"{town.url}/statistics/{place}/?year={month.year}&month={month.month}")
    expect(page.locator("tfoot tr")).to_have_count(1)
    cells = page.locator("tfoot td[data-label]")
    found = {cell.get_attribute("data-label"): cell.text_content() or "" for cell in cells.all()}
    return {code: number(found[head]) for head, code in COLUMNS.items() if head in found}


def on_sheet(page: Page) -> dict[str, int | None]:
    """The totals of the workbook that the table's page hands out; rates in tenths of a percent."""
    with page.expect_download() as handed:
        page.get_by_role("link", name="导出报表").click()
    content = handed.value.path().read_bytes()
    assert handed.value.suggested_filename.endswith(".xlsx")
    rows = list(load_workbook(io.BytesIO(content)).active.iter_rows(values_only=True))
    heads = next(row for row in rows if "收集（件）" in row)
    total = dict(zip(heads, next(row for row in rows if row[0] == "合计"), strict=True))
    named = {re.sub(r"（.*", "", str(head)): value for head, value in total.items()}
    return {code: _whole(named[head], is_rate=head.endswith("率")) for head, code in COLUMNS.items() if head in named}


def _whole(value: object, *, is_rate: bool) -> int | None:
    if not isinstance(value, int | float):
        return None
    return round(value * 1000) if is_rate else int(value)


def on_command(town: towns.Town, month: date, place: str = CITY) -> dict[str, int | None]:
    """The totals of a place for one month as ``renda figures --json`` prints them."""
    command = [sys.executable, "-m", "renda.project.command", "figures", "--json", "--place", place]
    command += ["--year", str(month.year), "--month", str(month.month)]
    surroundings = os.environ | {"RENDA_DATA": str(town.data)}
    printed = subprocess.run(command, cwd=towns.ROOT, env=surroundings, capture_output=True, text=True, check=True)
    figures = json.loads(printed.stdout)
    return {code: figures[code] for code in COLUMNS.values()}


def agree(shown: dict[str, int | None], other: dict[str, int | None]) -> bool:
    """Whether every figure of a page is the same elsewhere."""
    return len(shown) >= FEWEST and all(other[code] == figure for code, figure in shown.items())
