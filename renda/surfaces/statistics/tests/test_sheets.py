"""The Excel file holds the table: numbers as numbers, totals that add up, the period stated."""

import io
import re
import shutil
import subprocess
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from django.urls import reverse

from renda.capabilities.deputies.tests import factories as people
from renda.foundation.accounts.terms import Role
from renda.surfaces.statistics.tests import scene

pytestmark = pytest.mark.django_db


def _file(code: str, query: str = "?year=2023") -> bytes:
    client = people.client_for(people.user(Role.OFFICE, scene.CITY))
    response = client.get(reverse("statistics:export", args=[code]) + query)
    assert response.status_code == 200
    assert re.search(r'filename="statistics-\d+-\d{6}-\d{6}\.xlsx"', response.headers["Content-Disposition"])
    return response.content


def _sheet(content: bytes) -> list[tuple]:
    return list(openpyxl.load_workbook(io.BytesIO(content)).active.iter_rows(values_only=True))


def test_numbers_are_numbers_and_rates_are_shares() -> None:
    scene.year()
    rows = _sheet(_file(scene.CITY))
    head, total = rows[2], dict(zip(rows[2], rows[-1], strict=True))
    assert rows[0][0] == "吕梁市联络站运行情况"
    assert "2023年1月1日至12月31日" in rows[1][0]
    assert "数据截至" in rows[1][0]
    assert head[0] == "县（市、区）"
    assert total["收集（件）"] == 6
    assert total["未办结（件）"] == 3
    assert total["办结率（%）"] == pytest.approx(0.333)
    assert total["上年同期收集（件）"] == "未报"
    assert rows[-1][0] == "合计"


def test_totals_are_the_sums_of_the_rows_above() -> None:
    made = scene.year()
    scene.count(
        ("casework.matters", "14112110001", date(2023, 5, 1), 8),
        ("casework.matters", "14112110001", date(2022, 5, 1), 5),
    )
    for code in (scene.CITY, scene.COUNTY):
        rows = _sheet(_file(code))
        for index, title in enumerate(rows[2]):
            if "率" not in title and isinstance(rows[-1][index], int):
                assert sum(row[index] for row in rows[3:-1]) == rows[-1][index], (code, title)
    city = dict(zip(rows[2], rows[-1], strict=True))
    assert city["收集比上年同期（件）"] == "未报"
    above = _sheet(_file(scene.CITY))
    assert dict(zip(above[2], above[-1], strict=True))["收集比上年同期（件）"] == 9
    months = _sheet(_file(made.town.station.code))
    assert [row[0] for row in months[3:]] == [*(f"{n}月" for n in range(1, 13)), "合计"]


def test_formats_and_points() -> None:
    made = scene.year()
    book = openpyxl.load_workbook(io.BytesIO(_file(scene.TOWN))).active
    heads = [cell.value for cell in book[3]]
    assert book.cell(row=4, column=heads.index("办结率（%）") + 1).number_format == "0.0%"
    assert book.cell(row=4, column=heads.index("收集（件）") + 1).number_format == "#,##0"
    assert [row[0].value for row in book.iter_rows(min_row=4)] == [
        made.town.station.name,
        f"其中：{made.point.name}",
        "合计",
    ]


def test_an_office_program_opens_the_file(tmp_path: Path) -> None:
    """Read back by LibreOffice where it is installed, else by the library that other programs build upon."""
    scene.year()
    path = tmp_path / "table.xlsx"
    path.write_bytes(_file(scene.CITY))
    office = shutil.which("soffice")
    if office:
        # Comma, double quote, UTF-8; with a profile of its own, as another may be running.
        csv = "csv:Text - txt - csv (StarCalc):44,34,76"
        home = f"-env:UserInstallation=file://{tmp_path}/office"
        command = [office, home, "--headless", "--convert-to", csv, "--outdir", tmp_path, path]
        subprocess.run(command, check=True, timeout=120, capture_output=True)
        assert "吕梁市联络站运行情况" in (tmp_path / "table.csv").read_text(encoding="utf-8")
    assert openpyxl.load_workbook(path).active.freeze_panes == "B4"
