"""What people do with suggestions: deputies on phones, the office at its desk, organs, a head, a committee."""

import re
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from playwright.sync_api import Browser, Page, expect

from tests.journeys import people, table
from tools import town as towns

WENSHUI, LISHI = "141121", "141102"
BUREAU, PARTNER = "文水县住房和城乡建设局", "文水县财政局"
OWN_PASSWORD = "sui-yi-da-kai-de-men-2027"
SAVED = re.compile("已保存")


@dataclass(frozen=True)
class Written:
    """What a deputy writes: title, how things are, why, and what should be done."""

    title: str
    situation: str
    analysis: str
    advice: str
    subject: str = "基础设施"
    openness: str = "可以公开全文"


@dataclass
class Company:
    """Everybody who signs in, each once by the page; those the demo does not print get their sign-in from an office."""

    town: towns.Town
    browser: Browser
    names: dict[str, str] = field(default_factory=dict)
    _cookies: dict[str, Any] = field(default_factory=dict)

    def enter(self, visitors: Any, who: str, size: dict[str, int] = towns.DESK) -> Page:
        """A page of somebody who has signed in."""
        page: Page = visitors.open(size)
        if who not in self._cookies:
            self.town.sign_in(page, who)
            self._cookies[who] = page.context.cookies()
        else:
            page.context.add_cookies(self._cookies[who])
        return page

    def give_deputies(self, *roles: str) -> None:
        """Let the office of 文水 open accounts for deputies, who choose their passwords; each is known by a role."""
        page = self._visit("wenshui")
        page.goto(f"{self.town.url}/deputies/?place={WENSHUI}")
        links = page.locator("tbody a[href*='/deputies/people/']")
        found = [str(link.get_attribute("href")) for link in links.all()[: len(roles)]]
        for role, address in zip(roles, found, strict=True):
            page.goto(self.town.url + address)
            page.get_by_role("button", name=re.compile("开通账号|重发一次性密码")).click()
            expect(page.get_by_role("heading", name="一次性密码")).to_be_visible()
            name, username, password = page.locator("dl.pairs dd").all_inner_texts()
            self.names[role] = name
            self._open(role, username, password)
        page.context.close()

    def give_post(self, role: str, place: str, organ: str = "", *, post: str = "承办单位经办人") -> None:
        """Let the operator add somebody who works in an organ, or elsewhere."""
        page = self._visit("operator")
        page.goto(f"{self.town.url}/accounts/users/add/")
        page.get_by_label("登录名").fill(role)
        page.get_by_label("姓名").fill("安文博")
        page.get_by_label("岗位").select_option(label=post)
        page.get_by_label("地区或联络站编码").fill(place)
        page.get_by_label("承办单位").fill(organ)
        page.get_by_label("职务").fill(organ or post)
        page.get_by_role("button", name="增设账号").click()
        password = page.locator("[data-private]").inner_text()
        page.context.close()
        self._open(role, role, password)

    def _visit(self, who: str) -> Page:
        page = towns.open_context(self.browser, towns.DESK).new_page()
        self.town.sign_in(page, who)
        return page

    def _open(self, role: str, username: str, password: str) -> None:
        """The first time somebody signs in: the password on paper is changed for one of their own."""
        page = towns.open_context(self.browser, towns.PHONE).new_page()
        page.goto(f"{self.town.url}/accounts/sign-in/")
        page.get_by_label("登录名").fill(username)
        page.get_by_label("密码").fill(password)
        page.get_by_role("button", name="登录").click()
        for name, value in (("old", password), ("new", OWN_PASSWORD), ("again", OWN_PASSWORD)):
            page.locator(f"input[name={name}]").fill(value)
        page.locator("input[name=again]").press("Enter")
        page.wait_for_url(lambda url: "/accounts/" not in url)
        self._cookies[role] = page.context.cookies()
        page.context.close()


# ---- deputies, on phones


def write(page: Page, town: towns.Town, said: Written) -> None:
    """Write a suggestion; what is typed is kept without pressing anything, and is there after a reload."""
    page.goto(f"{town.url}/suggestions/mine/")
    page.get_by_role("link", name="写建议").click()
    page.get_by_label("标题").fill(said.title)
    page.get_by_label("基本情况").fill(said.situation)
    page.get_by_label("问题分析").fill(said.analysis)
    page.get_by_label("具体建议").fill(said.advice)
    page.get_by_label("类别").select_option(label=said.subject)
    page.locator("label", has_text=said.openness).first.click()
    expect(page.locator("#saved")).to_contain_text(SAVED)
    page.wait_for_url("**/edit/")
    expect(page.locator("#saved.htmx-request")).to_have_count(0)
    page.reload()
    expect(page.get_by_label("标题")).to_have_value(said.title)
    expect(page.get_by_label("具体建议")).to_have_value(said.advice)
    expect(page.get_by_role("radio", name=said.openness)).to_be_checked()


def submit(page: Page) -> int:
    """Hand in the suggestion that is being written or shown; returns its number in the addresses."""
    page.get_by_role("button", name="下一步：提交").or_(page.get_by_role("link", name="提交", exact=True)).first.click()
    expect(page.get_by_role("heading", name="提交", level=1)).to_be_visible()
    people.done(page, "提交", "已提交，等人大机关审查")
    return number_in(page)


def hand_in(page: Page, town: towns.Town, said: Written) -> int:
    """Write a suggestion and hand it in alone."""
    write(page, town, said)
    return submit(page)


def number_in(page: Page) -> int:
    """The number of the suggestion in the address of the page."""
    found = re.search(r"/suggestions/(\d+)/", page.url)
    assert found, f"no suggestion in {page.url}"
    return int(found[1])


def ask_to_sign(page: Page, name: str) -> None:
    """Ask a colleague, found by name, to sign what is being written."""
    page.get_by_role("button", name="请人联名").click()
    box = page.get_by_label("输入姓名或者代表团查找")
    box.fill(name)
    box.press("Enter")
    expect(page.locator("[data-organs-chosen]")).to_contain_text(name)
    people.done(page, "发出邀请", "已发出联名邀请")


def open_card(page: Page, town: towns.Town, title: str) -> None:
    """Open what waits for the deputy about a suggestion."""
    page.goto(f"{town.url}/suggestions/mine/")
    first = page.locator(".card.first", has=page.get_by_role("heading", name=title))
    if first.count():
        first.locator("a.btn-main").click()
    else:
        page.locator("a.item", has_text=title).first.click()


def choose(page: Page, field_name: str, word: str) -> None:
    """Choose one of the words of a field."""
    choices = page.get_by_role("radio", name=word, exact=True)
    choice = choices.and_(page.locator(f"input[name={field_name}]"))
    page.locator(f"label[for={choice.get_attribute('id')}]").last.click()
    expect(choice).to_be_checked()


def rate(page: Page, attitude: str, result: str, note: str = "") -> None:
    """Rate the reply that is open: attitude and result apart."""
    choose(page, "attitude", attitude)
    choose(page, "result", result)
    page.locator("[name=note]").fill(note)
    people.done(page, "提交评价", "已评价")


# ---- the office, at its desk


def to_row(page: Page, town: towns.Town, queue: str, title: str) -> None:
    """Go down the queue to a suggestion and open it, with the keyboard alone."""
    page.goto(f"{town.url}/suggestions/desk/?queue={queue}")
    rows = page.locator("[data-rows] tr")
    rows.first.wait_for()
    where = next(n for n, row in enumerate(rows.all()) if title in row.inner_text())
    for _ in range(where):
        page.keyboard.press("j")
    expect(page.locator("[data-rows] .is-current")).to_contain_text(title)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name=title, level=2)).to_be_visible()


def accept(page: Page, town: towns.Town, title: str) -> None:
    """Examine and accept with the keyboard."""
    to_row(page, town, "submitted", title)
    page.keyboard.press("a")
    expect(page.locator(".messages")).to_contain_text(f"审查通过：{title}")


def choose_organs(page: Page, town: towns.Town, title: str, lead: str, *joint: str) -> None:
    """Choose who leads and who assists with the keyboard."""
    to_row(page, town, "accepted", title)
    box = page.locator("[data-organs-search]")
    expect(page.locator(people.SWAPPING)).to_have_count(0)
    box.focus()
    for name, key in ((lead, "Enter"), *((one, "Shift+Enter") for one in joint)):
        page.keyboard.type(name)
        page.keyboard.press(key)
        expect(page.locator("[data-organs-chosen]")).to_contain_text(name)
    page.keyboard.press("Control+Enter")
    expect(page.locator(".messages")).to_contain_text(f"已确定承办单位：{title}")


def hand_over(page: Page, town: towns.Town, *titles: str) -> None:
    """Hand over the named suggestions at once, and open the list to be printed."""
    page.goto(f"{town.url}/suggestions/desk/?queue=planned")
    for title in titles:
        page.get_by_role("checkbox", name=title).check()
    page.get_by_role("button", name="勾选的交办").click()
    expect(page.get_by_role("heading", name=f"集中交办{len(titles)}件建议")).to_be_visible()
    page.get_by_role("button", name="交办", exact=True).click()
    expect(page.locator("#main")).to_contain_text(f"已交办{len(titles)}件")


# ---- organs


def open_part(page: Page, town: towns.Town, title: str, waits: str = "") -> None:
    """Open a suggestion out of the organ's inbox."""
    page.goto(f"{town.url}/suggestions/inbox/?q={title}" + (f"&waits={waits}" if waits else ""))
    page.get_by_role("link", name=title, exact=True).first.click()
    expect(page.get_by_role("heading", name=title, level=1)).to_be_visible()


def sign(page: Page, town: towns.Town, title: str) -> None:
    """Sign for a suggestion."""
    open_part(page, town, title)
    people.take(page, "签收")
    people.done(page, "签收", f"已签收：{title}")


def log_contact(page: Page, words: str) -> None:
    """Log a talk with the deputy about the suggestion that is open."""
    people.take(page, "登记与代表联系")
    page.locator("label", has_text="座谈").click()
    page.get_by_label("谈了什么、代表有什么意见").fill(words)
    people.done(page, "登记与代表联系", "已登记联系")


def write_reply(page: Page, words: str, *, number: str = "", promise: str = "", due_on: date | None = None) -> None:
    """Write a reply in the editor, of class B with a promise and else of class A, look at it, give it to the head."""
    people.take(page, "写答复并送审")
    page.get_by_label("答复内容").fill(words)
    page.locator("label", has_text="B类" if promise else "A类").click()
    if due_on is not None:
        page.locator("[name=promise_0_text]").fill(promise)
        page.locator("[name=promise_0_due]").fill(due_on.isoformat())
    page.get_by_label("联系电话").fill("0358-3020119")
    page.get_by_label("发文字号").fill(number)
    with page.context.expect_page() as opened:
        page.get_by_role("button", name="预览答复函").click()
    expect(opened.value.locator(".letter-page")).to_contain_text(words.partition("\n")[0])
    opened.value.close()
    people.done(page, "送负责人审核", "答复已送负责人审核")


def issue(page: Page, town: towns.Town, title: str, said: str) -> None:
    """The head reads what the letter says or promises, and signs it."""
    open_part(page, town, title)
    people.take(page, "审核签发")
    expect(page.get_by_text(said).first).to_be_visible()
    people.done(page, "审核签发", f"已签发答复：{title}")


@dataclass(frozen=True)
class Days:
    """Days of a journey, counted from today."""

    today: date = field(default_factory=table.today)

    def after(self, days: int) -> date:
        """So many days on."""
        return date.fromordinal(self.today.toordinal() + days)
