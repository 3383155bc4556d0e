"""A citizen's matter that becomes a deputy's suggestion: its reply comes back to the citizen's phone."""

from typing import Any

from playwright.sync_api import Page, expect

from tests.journeys import people
from tests.journeys import suggestion_people as acts
from tools import town as towns

BUREAU, DEPUTY = "离石区住房和城乡建设局", "李秀兰"
BRIDGE = people.Report(
    "滨河南路人行桥护栏断了三处，孩子上学从上面走。找过几回没有修", "滨河南路人行桥", phone="19900002345"
)
BRIDGE_TITLE = "滨河南路人行桥护栏断了三处"
ANSWER = "人行桥护栏已全部更换，并加了夜间照明，今后每月检查一次。"


def _made_a_suggestion(company: acts.Company, office: Page) -> None:
    """The street's office asks a deputy to make a suggestion of the matter that came up to it."""
    people.open_waiting(office, company.town, BRIDGE_TITLE)
    people.take(office, "转为代表建议")
    office.locator("[name=other]").fill(DEPUTY)
    acts.choose(office, "level", "县级")
    people.done(office, "转为代表建议", f"已转为代表建议：{BRIDGE_TITLE}")


def _hand_in(company: acts.Company, deputy: Page) -> tuple[int, str]:
    """The deputy finds the draft with the citizen's matter beside it, completes it and hands it in."""
    deputy.goto(f"{company.town.url}/suggestions/mine/")
    deputy.locator("a.item", has_text="滨河南路人行桥").first.click()
    expect(deputy.locator("aside, main").filter(has_text="群众反映的问题").first).to_be_visible()
    expect(deputy.locator(".linked")).to_contain_text(BRIDGE_TITLE)
    expect(deputy.get_by_label("基本情况")).to_have_value(BRIDGE.words)
    deputy.get_by_label("问题分析").fill("护栏是十年前装的，多处锈断，养护责任没有落实。")
    deputy.get_by_label("具体建议").fill("更换护栏，明确养护单位，定期检查。")
    title = deputy.get_by_label("标题").input_value()
    return acts.submit(deputy), title


def test_the_reply_to_a_suggestion_comes_back_to_the_citizen(company: acts.Company, visitors: Any) -> None:
    town = company.town
    citizen = visitors.open(towns.PHONE)
    clerk, street, county, organ, head = (
        company.enter(visitors, who) for who in ("clerk", "street", "county", "organ", "head-of-lishi")
    )
    receipt = people.report(citizen, town, town.public_code, BRIDGE)
    people.open_waiting(clerk, town, BRIDGE_TITLE)
    people.take(clerk, "转上级人大")
    clerk.locator("label", has_text="滨河街道人大").click()
    people.done(clerk, "转上级人大", BRIDGE_TITLE)
    _made_a_suggestion(company, street)
    deputy = company.enter(visitors, "deputy", towns.PHONE)
    pk, title = _hand_in(company, deputy)
    people.track(citizen, town, receipt)
    expect(citizen.locator("#main")).to_contain_text("代表建议")

    acts.accept(county, town, title)
    acts.choose_organs(county, town, title, BUREAU)
    county.goto(f"{town.url}/suggestions/{pk}/")
    people.take(county, "交办")
    people.done(county, "交办", f"已交办：{title}")
    acts.sign(organ, town, title)
    acts.open_part(organ, town, title)
    acts.log_contact(organ, "与代表一同到桥上查看，商定更换方案")
    acts.open_part(organ, town, title)
    acts.write_reply(organ, ANSWER)
    acts.issue(head, town, title, ANSWER)

    people.track(citizen, town, receipt)
    expect(citizen.get_by_text(ANSWER).first).to_be_visible()
    people.open_waiting(clerk, town, BRIDGE_TITLE)
    people.take(clerk, "告知并办结")
    clerk.locator("label", has_text="电话").click()
    people.done(clerk, "告知并办结", f"已告知并办结：{BRIDGE_TITLE}")
