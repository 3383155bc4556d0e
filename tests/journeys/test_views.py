"""How people want to see pages: in English, in large letters, in the dark; the choice stays."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tools import town as towns

SignIn = Callable[[Page, str], None]
LETTERS = "parseFloat(getComputedStyle(document.querySelector('main .label span')).fontSize)"


def test_a_citizen_reads_english_in_large_letters(town: towns.Town, phone: Page) -> None:
    phone.goto(f"{town.url}/s/{town.public_code}/report/")
    usual = phone.evaluate(LETTERS)
    phone.get_by_role("button", name="大字版").click()
    expect(phone.locator("html")).to_have_attribute("data-view", "elder")
    assert phone.evaluate(LETTERS) >= usual * 1.15
    phone.get_by_role("button", name="English").click()
    expect(phone.locator("html")).to_have_attribute("lang", "en")
    expect(phone.get_by_label("What is it about")).to_be_visible()
    phone.goto(f"{town.url}/track/")
    expect(phone.locator("html")).to_have_attribute("data-view", "elder")
    expect(phone.get_by_role("heading", level=1)).to_have_text("Where does my matter stand?")
    phone.get_by_role("button", name="中文").click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("我反映的事办到哪里了")
    expect(phone.locator("html")).to_have_attribute("data-view", "elder")


def test_an_office_keeps_language_and_darkness_when_it_signs_in_again(
    town: towns.Town, page: Page, sign_in: SignIn
) -> None:
    sign_in(page, "county")
    page.locator(".person-menu summary").click()
    page.get_by_role("button", name="深色").click()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    page.locator(".person-menu summary").click()
    page.get_by_role("button", name="English").click()
    expect(page.locator(".bar-nav")).to_contain_text("Matters")
    page.locator(".person-menu summary").click()
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
    sign_in(page, "county")
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    expect(page.locator(".bar-nav")).to_contain_text("Matters")
