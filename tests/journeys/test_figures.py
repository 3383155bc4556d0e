"""Journeys through the figures: the page, the sheet and the command agree, and each figure opens its rows."""

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.journeys import table
from tools import town as towns

SignIn = Callable[[Page, str], None]
PUBLISHED = {"visits": 464, "visitors": 629, "matters": 231, "settled": 196}


def test_page_sheet_and_command_tell_the_same(town: towns.Town, page: Page, sign_in: SignIn) -> None:
    sign_in(page, "city")
    month = table.today()
    shown = table.on_page(page, town, month)
    assert shown["matters"], "nothing was collected this month"
    assert table.agree(shown, table.on_sheet(page))
    assert table.agree(shown, table.on_command(town, month))


def test_each_figure_opens_a_list_of_as_many_rows(town: towns.Town, page: Page, sign_in: SignIn) -> None:
    sign_in(page, "city")
    shown = table.on_page(page, town, table.today())
    cells = page.locator("tfoot a.drill")
    figures = []
    for cell in cells.all():
        href, text = str(cell.get_attribute("href")), cell.text_content() or ""
        # Of a rate, the list holds what is divided.
        is_rate = "figure=settled_rate" in href
        if is_rate or "%" not in text:
            figures.append((href, shown["settled"] if is_rate else table.number(text)))
    assert len(figures) >= 10
    for href, figure in figures:
        page.goto(town.url + href)
        said = page.locator(".page-head").inner_text().partition("＝")[0]
        kept_apart = re.search(r"另有(\d+)件", said)
        counted = re.search(
            r"([\d,]+) ?(?:件|人次|次)(?! *按规定)", said.replace(kept_apart[0], "") if kept_apart else said
        )
        assert counted, f"{href} says no count: {said}"
        assert table.number(counted[1]) + int(kept_apart[1] if kept_apart else 0) == figure, href


def test_from_the_city_down_to_one_matter(town: towns.Town, page: Page, sign_in: SignIn) -> None:
    sign_in(page, "city")
    page.goto(f"{town.url}/statistics/1411/?year=2023")
    page.locator("tbody").get_by_role("link", name="汾阳市").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("汾阳市")
    for head, code in table.COLUMNS.items():
        if code in PUBLISHED:
            expect(page.locator(f"tfoot td[data-label='{head}']")).to_have_text(str(PUBLISHED[code]))
    township = page.locator("tbody tr").filter(has=page.locator("td[data-label='收集'] a.drill")).first
    township.locator("a").first.click()
    station = page.locator("tbody tr").filter(has=page.locator("td[data-label='收集'] a.drill")).first
    station.locator("a").first.click()
    month = page.locator("tbody tr").filter(has=page.locator("td[data-label='收集'] a.drill")).first
    figure = month.locator("td[data-label='收集'] a.drill")
    count = figure.inner_text()
    figure.click()
    expect(page.locator(".page-head")).to_contain_text(f"共{count}件")
    page.locator("tbody a").first.click()
    expect(page.get_by_role("heading", name="办理经过")).to_be_visible()
