"""A committee with its key suggestions: what it did and whom it reminded is on record; and the radar of the desk."""

from typing import Any

from playwright.sync_api import expect

from tests.journeys import people
from tests.journeys import suggestion_people as acts
from tools import town as towns

VISITED = "到现场查看施工进度，要求月底前公布时间表"
RAIN = acts.Written(
    "关于尽快治理老城区东大街内涝的建议",
    "老城区一场大雨东大街又积水，商户门口垒着沙袋，积水过了膝盖，半天退不下去。",
    "雨水管是老管，管径小，雨水污水走一根管，过水能力不足，年年清掏年年淹。",
    "更换东大街雨水主管，建调蓄池，公布分期时间表。",
)


def test_a_committee_keeps_its_record_and_reminds(company: acts.Company, visitors: Any) -> None:
    town, days = company.town, acts.Days()
    committee = company.enter(visitors, "committee")
    committee.goto(f"{town.url}/suggestions/key/")
    own = committee.locator("[data-rows] tr", has_text="本委员会").filter(has=committee.locator("a.btn"))
    title = own.first.locator("b").first.inner_text()
    own.first.get_by_role("link", name="登记督办").click()
    expect(committee.locator(".confirm-object")).to_have_text(title)
    committee.get_by_label("日期").fill(days.today.isoformat())
    acts.choose(committee, "manner", "指导督办")
    committee.get_by_label("督办情况").fill(VISITED)
    people.done(committee, "登记督办", f"已登记督办：{title}")
    committee.goto(f"{town.url}/suggestions/key/")
    expect(committee.locator("[data-rows] tr", has_text=title)).to_contain_text(VISITED)
    committee.get_by_role("link", name=title).click()
    people.take(committee, "催办")
    committee.get_by_label("催办的话").fill("请在月底前把时间表报委员会")
    people.done(committee, "催办", f"已催办：{title}")
    expect(committee.locator(".timeline").last).to_contain_text("请在月底前把时间表报委员会")
    expect(committee.locator(".timeline").last).to_contain_text("邵玉梅")


def test_the_desk_says_what_was_raised_four_years_running(company: acts.Company, visitors: Any) -> None:
    deputy = company.enter(visitors, "lead", towns.PHONE)
    acts.hand_in(deputy, company.town, RAIN)
    office = company.enter(visitors, "wenshui")
    acts.to_row(office, company.town, "submitted", RAIN.title)
    panel = office.locator(".deciding section", has_text="以前有人提过")
    expect(panel).to_contain_text("自2020年以来提过4次")
    expect(panel).to_contain_text("反复提")
    panel.get_by_role("link", name="对照以前的答复").click()
    expect(office.locator(".notice-warn")).to_contain_text("可以提请主任会议列为重点督办")
    for said in ("本年度财政没有安排", "排水防涝专项规划已编制完成"):
        expect(office.get_by_text(said).first).to_be_visible()
