"""Excel tables: numbers are numbers, texts are never formulas, and other programs open them."""

import io
import shutil
import subprocess
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from openpyxl import load_workbook

from renda.foundation.documents.excel import Column, workbook

COLUMNS = [Column("县（市、区）", 16), Column("接待（人次）", 12, "#,##0"), Column("日期", 12)]
EVIL = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", '=HYPERLINK("http://evil.example")']


def _opened(*args: object, **kwargs: object):
    return load_workbook(io.BytesIO(workbook(*args, **kwargs))).active


def test_a_table_has_title_note_head_and_rows() -> None:
    sheet = _opened("城市表", COLUMNS, [("汾阳市", 629, date(2023, 12, 31))], note="截至12月31日")
    assert [[cell.value for cell in row] for row in sheet.iter_rows(min_row=1, max_row=4, max_col=2)] == [
        ["城市表", None],
        ["截至12月31日", None],
        ["县（市、区）", "接待（人次）"],
        ["汾阳市", 629],
    ]
    assert sheet["B4"].data_type == "n"
    assert sheet["B4"].number_format == "#,##0"
    assert sheet["C4"].value.date() == date(2023, 12, 31)
    assert sheet.freeze_panes == "B4"
    assert sheet.print_title_rows == "$3:$3"


@pytest.mark.parametrize("text", EVIL)
def test_a_text_never_becomes_a_formula(text: str) -> None:
    sheet = _opened("表", [Column(text)], [(text,)], note=text)
    for cell in ("A2", "A3", "A4"):
        assert sheet[cell].data_type == "s"
        assert str(sheet[cell].value).startswith("'")


def test_a_title_never_becomes_a_formula() -> None:
    assert _opened("=1+1", COLUMNS, [])["A1"].data_type == "s"


def test_characters_no_spreadsheet_takes_are_left_out() -> None:
    assert _opened("表", COLUMNS, [("井\x0b盖\x00坏了", 1, None)])["A4"].value == "井盖坏了"


def test_moments_lose_their_zone_and_keep_the_hour() -> None:
    moment = datetime(2023, 3, 1, 9, 30, tzinfo=ZoneInfo("Asia/Shanghai"))
    assert _opened("表", COLUMNS, [("x", 1, moment)])["C4"].value.isoformat() == "2023-03-01T09:30:00"


@pytest.mark.parametrize("title", ["a/b:c*d?e[f]g\\h", "很长的名字" * 20])
def test_any_title_names_a_sheet(title: str) -> None:
    sheet = _opened(title, COLUMNS, [])
    assert len(sheet.title) <= 31
    assert sheet["A1"].value == title


def test_libreoffice_opens_it(tmp_path) -> None:
    office = shutil.which("soffice") or shutil.which("libreoffice")
    path = tmp_path / "table.xlsx"
    path.write_bytes(workbook("城市表", COLUMNS, [("汾阳市", 629, None), *((text, 0, None) for text in EVIL)]))
    if office is None:
        assert load_workbook(path).active["A4"].value == "汾阳市"
        return
    home = f"-env:UserInstallation=file://{tmp_path}/home"
    convert = [office, home, "--headless", "--convert-to", "csv", "--outdir", str(tmp_path), str(path)]
    subprocess.run(convert, check=True, capture_output=True, timeout=120)
    text = (tmp_path / "table.csv").read_text(encoding="utf-8", errors="replace")
    assert "629" in text
    assert "'=1+1" in text
