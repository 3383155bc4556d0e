"""Paper in and paper out: a roll of deputies is imported from a table, a station's poster fits one sheet."""

import io
import re
from collections.abc import Callable

from openpyxl import Workbook, load_workbook
from playwright.sync_api import Page, expect

from tools import town as towns

SignIn = Callable[[Page, str], None]
SHEET = re.compile(rb"/Type\s*/Page\b")
MILLIMETRES = {"width": "210mm", "height": "297mm"}


def test_a_roll_with_one_bad_row_keeps_the_good_ones(town: towns.Town, page: Page, sign_in: SignIn) -> None:
    sign_in(page, "city")
    page.goto(f"{town.url}/deputies/terms/")
    page.locator("main a[href*='/deputies/terms/']").filter(has_text=re.compile("吕梁市")).first.click()
    page.get_by_role("link", name="从表格导入").click()
    book, out = Workbook(), io.BytesIO()
    for row in (("姓名", "手机"), ("乔福生", "19900007001"), ("", "19900007002"), ("温艳红", "19900007003")):
        book.active.append(row)
    book.save(out)
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    page.locator("input[type=file]").set_input_files(
        [{"name": "代表.xlsx", "mimeType": kind, "buffer": out.getvalue()}]
    )
    page.get_by_role("button", name="看看会有哪些变化").click()
    expect(page.get_by_role("heading", name="请确认将有的变化")).to_be_visible()
    expect(page.locator("tr", has=page.locator(".lamp.danger"))).to_have_count(1)
    with page.expect_download() as handed:
        page.get_by_role("link", name="下载有误的行").click()
    errors = load_workbook(io.BytesIO(handed.value.path().read_bytes())).active
    assert any("19900007002" in map(str, row) for row in errors.iter_rows(values_only=True)) or errors.max_row > 1
    page.get_by_role("button", name="确认导入").click()
    expect(page.get_by_role("heading", name="导入结果")).to_be_visible()
    for name in ("乔福生", "温艳红"):
        page.goto(f"{town.url}/deputies/?q={name}")
        expect(page.locator("tbody")).to_contain_text(name)


def test_a_poster_fits_one_sheet(town: towns.Town, page: Page, sign_in: SignIn) -> None:
    sign_in(page, "county")
    page.goto(f"{town.url}/stations/")
    page.get_by_role("link", name="滨河街道人大代表联络站").click()
    page.get_by_role("link", name="二维码海报").click()
    expect(page.locator(".poster-code svg")).to_be_visible()
    expect(page.locator(".poster-address")).to_contain_text(f"/s/{town.public_code}")
    page.emulate_media(media="print")
    expect(page.get_by_role("button", name="打印")).to_be_hidden()
    printed = page.pdf(prefer_css_page_size=True, print_background=True, **MILLIMETRES)
    assert len(SHEET.findall(printed)) == 1
