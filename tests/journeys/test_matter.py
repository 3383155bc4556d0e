"""The main journey: a matter from the poster's code to the city's table, and back when the citizen is not satisfied."""

import re
from collections.abc import Callable
from typing import Any

from playwright.sync_api import Page, expect

from tests.journeys import people, table
from tools import town as towns

SignIn = Callable[[Page, str], None]

STREET, COUNTY, ORGAN = "滨河街道人大", "离石区人大", "离石区住房和城乡建设局"
LIFT = people.Report("龙凤小区七号楼电梯停了九天。八十岁的老人下不了楼", "龙凤小区七号楼", phone="19900001234")
LIFT_TITLE = "龙凤小区七号楼电梯停了九天"
FIRST_ANSWER, SECOND_ANSWER = "已请厂家检修，电梯恢复运行", "更换了主控板，连续运行七天没有再停"
SAID_ON_THE_SPOT = "所需材料已写在纸上交给来访人"
# What the acts of this journey add to the city's table: one person by phone and two at the desk, one matter each.
MOVES = {"visitors": 3, "matters": 2, "on_spot": 1, "passed_on": 1, "settled": 2}


def _register_with_the_keyboard(page: Page) -> None:
    """Take down two people who ask about papers, and answer on the spot; no mouse is touched."""
    expect(page.get_by_label("姓名")).to_be_focused()
    keys = page.keyboard
    keys.type("贺文斌")
    keys.press("Tab")
    keys.type("19900004321")
    keys.press("Tab")
    keys.type("2")
    keys.press("Tab")
    keys.type("办理个体营业执照要带哪些材料。跑了两趟没有问清")
    keys.press("Tab")
    keys.press("8")
    keys.press("Tab")
    keys.type("滨河街道便民大厅")
    keys.press("Tab")
    keys.press("Tab")
    keys.press("2")
    expect(page.get_by_role("radio", name="当场办结")).to_be_checked()
    keys.press("Tab")
    keys.type(SAID_ON_THE_SPOT)
    keys.press("Control+Enter")
    expect(page.locator(".saved")).to_contain_text("已登记，编号")
    expect(page.locator(".saved .receipt-number")).to_have_text(people.RECEIPT)
    expect(page.locator("#today tbody tr").first).to_contain_text("办理个体营业执照要带哪些材料")
    expect(page.locator("#today tbody tr").first).to_contain_text("当场办结")
    expect(page.get_by_label("姓名")).to_have_value("")


def _pass_on(page: Page, town: towns.Town, where_to: str) -> None:
    people.open_waiting(page, town, LIFT_TITLE)
    people.take(page, "转上级人大")
    page.locator("label", has_text=where_to).click()
    people.done(page, "转上级人大", f"已转上级人大：{LIFT_TITLE}")


def _assign(page: Page, town: towns.Town) -> None:
    people.open_waiting(page, town, LIFT_TITLE)
    people.take(page, "交办")
    page.get_by_label("承办单位").select_option(label=ORGAN)
    expect(page.locator("#preview")).to_contain_text("前办结")
    people.done(page, "交办", f"已交办：{LIFT_TITLE}")


def _answer(page: Page, town: towns.Town, words: str, *, signs: bool) -> None:
    if signs:
        people.open_waiting(page, town, LIFT_TITLE, "inbox")
        people.take(page, "签收")
        people.done(page, "签收", f"已签收：{LIFT_TITLE}")
    people.open_waiting(page, town, LIFT_TITLE, "inbox")
    people.take(page, "答复")
    page.get_by_label("办理结果").fill(words)
    people.done(page, "答复", f"已答复：{LIFT_TITLE}")


def _tell(page: Page, town: towns.Town, answer: str) -> None:
    people.open_waiting(page, town, LIFT_TITLE)
    expect(page.get_by_text(answer).first).to_be_visible()
    people.take(page, "告知并办结")
    page.locator("label", has_text="电话").click()
    people.done(page, "告知并办结", f"已告知并办结：{LIFT_TITLE}")


def test_a_matter_goes_from_the_poster_to_the_table_and_back(
    town: towns.Town, visitors: Any, phone: Page, sign_in: SignIn
) -> None:
    clerk, street, county, organ, city = (visitors.open(towns.DESK) for _ in range(5))
    for page, name in ((clerk, "clerk"), (street, "street"), (county, "county"), (organ, "organ"), (city, "city")):
        sign_in(page, name)
    month = table.today()
    before = table.on_page(city, town, month)

    code = people.code_on_poster(clerk, town)
    receipt = people.report(phone, town, code, LIFT, people.photograph())

    clerk.goto(f"{town.url}/cases/register/")
    _register_with_the_keyboard(clerk)
    people.open_waiting(clerk, town, LIFT_TITLE)
    expect(clerk.get_by_role("heading", name=LIFT_TITLE)).to_be_visible()
    people.see_photograph(clerk)

    _pass_on(clerk, town, STREET)
    _pass_on(street, town, COUNTY)
    _assign(county, town)
    people.track(phone, town, receipt)
    expect(phone.get_by_text("已经交办，等承办单位签收")).to_be_visible()
    expect(phone.get_by_text(ORGAN).first).to_be_visible()
    _answer(organ, town, FIRST_ANSWER, signs=True)
    _tell(clerk, town, FIRST_ANSWER)

    people.track(phone, town, receipt)
    expect(phone.get_by_text(FIRST_ANSWER).first).to_be_visible()
    people.rate(phone, "不满意", "修好第二天又停了")
    expect(phone.get_by_text("承办单位正在办理")).to_be_visible()
    _answer(organ, town, SECOND_ANSWER, signs=False)
    _tell(clerk, town, SECOND_ANSWER)

    people.track(phone, town, receipt)
    expect(phone.get_by_text(SECOND_ANSWER).first).to_be_visible()
    people.rate(phone, "满意")
    expect(phone.get_by_text(re.compile("您的评价")).first).to_be_visible()
    expect(phone.get_by_text("已经办结")).to_be_visible()

    after = table.on_page(city, town, month)
    moved = {code: after[code] - before[code] for code in before if after[code] != before[code]}
    moved.pop("settled_rate", None)
    assert moved == MOVES
    assert table.agree(after, table.on_command(town, month))
