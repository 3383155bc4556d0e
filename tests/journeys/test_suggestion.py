"""The whole life of a suggestion: from a deputy's phone to the file, with everybody who has a hand in it."""

from typing import Any

from playwright.sync_api import Page, expect

from tests.journeys import people
from tests.journeys import suggestion_people as acts
from tools import town as towns

TITLE = "关于整治凤城镇东大街占道停车的建议"
STREET = acts.Written(
    TITLE,
    "东大街北段两侧每天占道停车六十余辆，早晚高峰公交车要停在路中间上下客，学生在车缝里穿行。",
    "沿街没有公共停车场，划定的泊位不到二十个，执法只在白天，晚上没有人管。",
    "一、利用原粮站空地建临时停车场。二、早晚高峰安排人员疏导。三、重新划定泊位并公布。",
)
FIRST = "您提出的建议收悉。\n一、原粮站空地已列入停车场建设计划。\n二、已会同交警安排高峰疏导。\n三、泊位重新划定方案正在征求意见。"
SECOND = "接到您的评价后我局再次到现场。\n一、原粮站空地已完成移交，临时停车场已经开工。\n二、高峰疏导增加到四人。\n三、新划泊位七十二个，已在街口公布。"
FIRST_PROMISE, SECOND_PROMISE = "完成原粮站空地移交", "建成临时停车场并开放"
REPORTED = "临时停车场已建成，共一百一十个车位，已向社会开放"
OPINION = "我局将在年度预算调整中安排停车场建设资金四十万元，请住建局提出用款计划。"


def _raise(company: acts.Company, visitors: Any) -> tuple[Page, Page, int]:
    """Two deputies on phones: one writes and asks, the other signs, the first hands in."""
    deputy, colleague = (company.enter(visitors, who, towns.PHONE) for who in ("lead", "mate"))
    acts.write(deputy, company.town, STREET)
    acts.ask_to_sign(deputy, company.names["mate"])
    acts.open_card(colleague, company.town, TITLE)
    expect(colleague.locator("#act")).to_contain_text(STREET.situation)
    people.done(colleague, "同意联名", "已同意联名")
    deputy.reload()
    expect(deputy.locator("#main")).to_contain_text(company.names["mate"])
    return deputy, colleague, acts.submit(deputy)


def _give_out(company: acts.Company, office: Page) -> None:
    """The office examines, chooses organs, hands over with another one, and prints the list."""
    town = company.town
    acts.accept(office, town, TITLE)
    acts.choose_organs(office, town, TITLE, acts.BUREAU, acts.PARTNER)
    office.goto(f"{town.url}/suggestions/desk/?queue=planned")
    boxes = office.locator("[data-rows] input[name=suggestion]")
    labels = [str(box.get_attribute("aria-label")) for box in boxes.all()]
    other = next(label for label in labels if label != TITLE)
    acts.hand_over(office, town, TITLE, other)
    office.get_by_role("link", name="打印交办清单").click()
    for organ in (acts.BUREAU, acts.PARTNER):
        sheet = office.locator(".hand-over-list", has_text=organ).first
        expect(sheet).to_contain_text(TITLE)
        expect(sheet).to_contain_text("签收人")


def _longer(company: acts.Company, office: Page, organ: Page, days: acts.Days) -> None:
    """The organ asks for longer, and the office agrees."""
    acts.open_part(organ, company.town, TITLE)
    people.take(organ, "提出延期申请")
    organ.get_by_label("延期到").fill(days.after(150).isoformat())
    organ.get_by_label("延期理由").fill("停车场用地移交须与粮食部门协商")
    people.done(organ, "提出延期申请", f"已申请延期：{TITLE}")
    office.goto(f"{company.town.url}/suggestions/waiting/")
    office.locator(".asks article", has_text=TITLE).get_by_role("link", name="同意", exact=True).click()
    people.done(office, "同意延期", TITLE)


def _opinion(company: acts.Company, partner: Page) -> None:
    acts.sign(partner, company.town, TITLE)
    acts.open_part(partner, company.town, TITLE)
    people.take(partner, "出具意见")
    partner.get_by_label("会办意见").fill(OPINION)
    people.done(partner, "出具意见", f"已出具会办意见：{TITLE}")


def _reply(company: acts.Company, organ: Page, head: Page, said: str, promise: str, days: acts.Days) -> None:
    acts.open_part(organ, company.town, TITLE)
    acts.log_contact(organ, "与代表到东大街查看停车情况，代表希望写明完成时间")
    acts.open_part(organ, company.town, TITLE)
    acts.write_reply(organ, said, number="文住建函〔2026〕58号", promise=promise, due_on=days.after(30))
    acts.issue(head, company.town, TITLE, promise)


def _keep(company: acts.Company, organ: Page, deputy: Page) -> None:
    """The organ reports what became of its promise, and the deputy rates it."""
    organ.goto(f"{company.town.url}/suggestions/promises/?q={SECOND_PROMISE}")
    organ.get_by_role("link", name=SECOND_PROMISE, exact=True).click()
    people.take(organ, "报送落实结果")
    organ.get_by_label("落实结果").fill(REPORTED)
    people.done(organ, "报送落实结果", f"已报送落实结果：{TITLE}")
    acts.open_card(deputy, company.town, TITLE)
    expect(deputy.locator("#act")).to_contain_text(REPORTED)
    acts.choose(deputy, "grade", "满意")
    people.done(deputy, "评价落实结果", f"已评价承诺落实：{TITLE}")


def _read_in_public(company: acts.Company, citizen: Page) -> None:
    """A citizen finds it among what is published, and reads what was asked and what was answered."""
    citizen.goto(f"{company.town.url}/suggestions/public/")
    citizen.get_by_label("标题里的字").fill("占道停车")
    citizen.get_by_role("button", name="查找").click()
    citizen.get_by_role("link", name=TITLE).click()
    for said in (STREET.situation, "临时停车场已经开工", SECOND_PROMISE):
        expect(citizen.get_by_text(said).first).to_be_visible()
    expect(citizen.locator("#main")).not_to_contain_text("0358-3020119")


def test_a_suggestion_goes_from_a_phone_to_the_public_page(company: acts.Company, visitors: Any) -> None:
    town, days = company.town, acts.Days()
    deputy, colleague, pk = _raise(company, visitors)
    office, organ, head, partner = (company.enter(visitors, who) for who in ("wenshui", "bureau", "head", "partner"))
    _give_out(company, office)

    acts.sign(organ, town, TITLE)
    _opinion(company, partner)
    _longer(company, office, organ, days)
    _reply(company, organ, head, FIRST, FIRST_PROMISE, days)

    acts.open_card(deputy, town, TITLE)
    expect(deputy.locator("article.reply")).to_contain_text("原粮站空地已列入停车场建设计划")
    acts.rate(deputy, "满意", "不满意", "没有写哪天移交，街上还是老样子")
    organ.goto(f"{town.url}/suggestions/inbox/?q={TITLE}")
    expect(organ.locator("tbody")).to_contain_text("重新办理")

    _reply(company, organ, head, SECOND, SECOND_PROMISE, days)
    acts.open_card(deputy, town, TITLE)
    expect(deputy.locator("#main")).to_contain_text("第2次答复")
    acts.rate(deputy, "满意", "满意")
    deputy.goto(f"{town.url}/suggestions/{pk}/")
    expect(deputy.locator(".facts")).to_contain_text("跟踪办理")
    _keep(company, organ, deputy)

    office.goto(f"{town.url}/suggestions/{pk}/")
    people.take(office, "归档")
    people.done(office, "归档", f"已归档：{TITLE}")
    office.goto(f"{town.url}/suggestions/{pk}/")
    people.take(office, "公开")
    people.done(office, "公开", f"已公开：{TITLE}")
    colleague.goto(f"{town.url}/suggestions/{pk}/")
    expect(colleague.locator("article.reply")).to_have_count(2)
    expect(colleague.locator(".facts").first).to_contain_text("已公开")
    _read_in_public(company, visitors.open(towns.PHONE))
