"""Two people at one matter: one of them is first, the other is told so and keeps what was typed."""

from collections.abc import Callable
from typing import Any

from playwright.sync_api import Page, expect

from tests.journeys import people
from tools import town as towns

SignIn = Callable[[Page, str], None]
SUBMIT = "document.querySelector('#act form').requestSubmit()"


def _both_at(town: towns.Town, visitors: Any, sign_in: SignIn, said: people.Report, who: str) -> list[Page]:
    """The same matter, open on two machines."""
    citizen = visitors.open(towns.PHONE)
    people.report(citizen, town, town.public_code, said)
    pages = [visitors.open(towns.DESK) for _ in range(2)]
    for page in pages:
        sign_in(page, who)
        people.open_waiting(page, town, said.words)
    return pages


def test_two_clerks_press_at_the_same_moment(town: towns.Town, visitors: Any, sign_in: SignIn) -> None:
    said = people.Report("桥西巷口的井盖响了一夜没有人来修", "桥西巷口")
    pages = _both_at(town, visitors, sign_in, said, "clerk")
    typed = ["已请物业垫好井盖", "已通知城管局当天更换"]
    for page, words in zip(pages, typed, strict=True):
        people.take(page, "当场办结")
        page.get_by_label("当场怎样答复的").fill(words)
    for page in pages:
        page.evaluate(SUBMIT)
    for page in pages:
        expect(page.locator(".messages, #act [role=alert]").first).to_be_visible()
    won = [page.locator("#act [role=alert]").count() == 0 for page in pages]
    assert sorted(won) == [False, True]
    first, second = (pages, typed) if won[0] else (pages[::-1], typed[::-1])
    expect(first[0].locator(".messages")).to_contain_text("已办结")
    told = first[1].locator("#act")
    expect(told.get_by_role("alert")).to_contain_text("当场")
    expect(told).to_contain_text(second[1])
    first[1].get_by_role("link", name="看最新内容").click()
    expect(first[1].locator("#main")).to_contain_text(second[0])


def test_a_clerk_who_comes_later_may_go_on_from_what_is_now(town: towns.Town, visitors: Any, sign_in: SignIn) -> None:
    said = people.Report("新建路南口的红绿灯一直闪黄灯", "新建路南口")
    pages = _both_at(town, visitors, sign_in, said, "clerk")
    organ = "离石区住房和城乡建设局"
    for page in pages:
        people.take(page, "交办")
        page.get_by_label("承办单位").select_option(label=organ)
        expect(page.locator("#preview")).to_contain_text("前办结")
        page.get_by_label("交办要求").fill("请先到现场看一看")
    people.done(pages[0], "交办", "已交办")
    pages[1].get_by_role("button", name="交办", exact=True).click()
    expect(pages[1].locator("#act").get_by_role("alert")).to_contain_text("交办")
    expect(pages[1].locator("#act")).to_contain_text("请先到现场看一看")
