"""What is refused says by which article, and of two clerks at one suggestion the second is told."""

import re
from typing import Any

from playwright.sync_api import expect

from tests.journeys import people
from tests.journeys import suggestion_people as acts
from tools import town as towns

ARTICLE = re.compile("《[^》]+》第[一二三四五六七八九十百]+条")
SUBMIT = "document.querySelector('#act form').requestSubmit()"


def test_a_return_that_comes_too_late(company: acts.Company, visitors: Any) -> None:
    organ = company.enter(visitors, "bureau")
    organ.goto(f"{company.town.url}/suggestions/inbox/?overdue=1&part=lead")
    organ.locator("[data-rows] tr", has=organ.get_by_role("link", name="写答复")).first.locator("a").first.click()
    people.take(organ, "提出退回申请")
    expect(organ.locator(".notice-warn")).to_contain_text("退回期限是")
    expect(organ.locator(".notice-warn")).to_contain_text(ARTICLE)
    organ.get_by_label("退回理由").fill("该路段由其他部门管养")
    organ.get_by_role("button", name="提出退回申请").click()
    told = organ.locator("#act").get_by_role("alert")
    expect(told).to_contain_text("已经过了，请继续办理")
    expect(told).to_contain_text(ARTICLE)
    expect(organ.get_by_label("退回理由")).to_have_value("该路段由其他部门管养")


def test_a_reply_before_anybody_talked_with_the_deputy(company: acts.Company, visitors: Any) -> None:
    organ = company.enter(visitors, "bureau")
    organ.goto(f"{company.town.url}/suggestions/inbox/?silent=1&part=lead")
    organ.get_by_role("link", name="写答复").first.click()
    expect(organ.locator(".notice-warn").first).to_contain_text(ARTICLE)
    organ.get_by_label("答复内容").fill("您提的建议收悉，已经安排。")
    organ.locator("label", has_text="A类").click()
    organ.get_by_label("联系电话").fill("0358-3020119")
    organ.get_by_role("button", name="送负责人审核").click()
    told = organ.locator("#act").get_by_role("alert")
    expect(told).to_contain_text("答复前须与代表联系沟通")
    expect(told).to_contain_text("《代表法》第五十一条")
    expect(organ.get_by_label("答复内容")).to_have_value("您提的建议收悉，已经安排。")


def test_what_is_to_stay_secret_is_not_published(company: acts.Company, visitors: Any) -> None:
    office = company.enter(visitors, "wenshui")
    office.goto(f"{company.town.url}/suggestions/?state=closed")
    secret = office.locator("[data-rows] tr", has=office.locator(".chip", has_text="要求保密")).first
    secret.locator("a").first.click()
    expect(office.get_by_role("heading", name="办理经过")).to_be_visible()
    pk = acts.number_in(office)
    expect(office.get_by_role("link", name="公开", exact=True)).to_have_count(0)
    answer = office.goto(f"{company.town.url}/suggestions/{pk}/publish/")
    assert answer is not None
    assert answer.status == 422
    expect(office.locator("h1")).to_contain_text("代表要求保密，不能公开")
    expect(office.locator("h1")).to_contain_text(ARTICLE)
    citizen = visitors.open(towns.PHONE)
    gone = citizen.request.get(f"{company.town.url}/suggestions/public/{pk}/")
    assert gone.status == 404


def test_two_clerks_of_the_office_at_one_suggestion(company: acts.Company, visitors: Any) -> None:
    pages = [company.enter(visitors, who) for who in ("wenshui", "second")]
    pages[0].goto(f"{company.town.url}/suggestions/desk/?queue=submitted")
    title = pages[0].locator("[data-rows] tr").last.locator("a b").inner_text()
    typed = ("请补充具体路段和户数", "请写明希望哪天完成")
    for page, words in zip(pages, typed, strict=True):
        acts.to_row(page, company.town, "submitted", title)
        page.keyboard.press("b")
        page.get_by_label("请代表补充什么").fill(words)
    for page in pages:
        page.evaluate(SUBMIT)
    for page in pages:
        expect(page.locator(".messages, #act [role=alert]").first).to_be_visible()
    won = [page.locator("#act [role=alert]").count() == 0 for page in pages]
    assert sorted(won) == [False, True]
    first, second = (pages, typed) if won[0] else (pages[::-1], typed[::-1])
    expect(first[0].locator(".messages")).to_contain_text(f"已退回代表补充：{title}")
    told = first[1].locator("#act")
    expect(told.get_by_role("alert")).to_contain_text("退回补充")
    expect(told).to_contain_text(second[1])
    first[1].get_by_role("link", name="看最新内容").click()
    expect(first[1].locator("#main")).to_contain_text(second[0])
