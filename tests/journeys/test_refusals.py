"""What is wrong is said under its field, and what was typed stays."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.journeys import people
from tools import town as towns

SignIn = Callable[[Page, str], None]


def _says(page: Page, name: str, words: str) -> None:
    wrong = page.locator(".field.has-error").filter(has=page.locator(f"[name={name}]"))
    expect(wrong.locator(".error")).to_contain_text(words)


def test_a_report_with_three_faults_keeps_what_is_right(town: towns.Town, phone: Page) -> None:
    phone.goto(f"{town.url}/s/{town.public_code}/report/")
    phone.get_by_label("什么事").fill("灯")
    phone.get_by_label("在哪里").fill("安居苑东门")
    phone.locator("input[name=photos]").set_input_files(
        [{"name": "现场.jpg", "mimeType": "image/jpeg", "buffer": b"MZ" + bytes(2000)}]
    )
    phone.get_by_label("怎么联系您").fill("1990000")
    phone.get_by_label("我同意用这个电话告诉我办理结果").check()
    phone.get_by_role("button", name="提交").click()
    _says(phone, "words", "至少4个字")
    _says(phone, "photos", "现场.jpg")
    _says(phone, "phone", "7位")
    expect(phone.get_by_label("什么事")).to_have_value("灯")
    expect(phone.get_by_label("在哪里")).to_have_value("安居苑东门")
    expect(phone.get_by_label("怎么联系您")).to_have_value("1990000")

    phone.get_by_label("什么事").fill("<script>document.title='x'</script>路灯不亮")
    phone.get_by_label("怎么联系您").fill("19900005555")
    phone.get_by_role("button", name="提交").click()
    receipt = phone.locator(".receipt-number")
    expect(receipt).to_have_text(people.RECEIPT)
    people.track(phone, town, receipt.inner_text())
    expect(phone.locator("p.quote").last).to_have_text("<script>document.title='x'</script>路灯不亮")


def test_a_receipt_that_is_none_opens_nothing(town: towns.Town, phone: Page) -> None:
    phone.goto(f"{town.url}/track/")
    for guess in ("2345-6789-ABCD", "' OR 1=1 --", "<b>"):
        phone.get_by_label("回执号").fill(guess)
        phone.get_by_role("button", name="查进度").click()
        _says(phone, "receipt", "没有查到")
        expect(phone.get_by_label("回执号")).to_have_value(guess)


def test_the_register_refuses_days_to_come(town: towns.Town, page: Page, sign_in: SignIn) -> None:
    sign_in(page, "clerk")
    page.goto(f"{town.url}/cases/register/")
    page.get_by_label("姓名").fill("康素琴")
    page.get_by_label("反映什么").fill("村口的桥栏杆断了")
    page.locator("details.more summary").click()
    page.get_by_label("哪天来的").fill("2099-01-01")
    page.get_by_role("button", name="登记", exact=True).click()
    _says(page, "registered_on", "登记日期不能晚于今天")
    expect(page.get_by_label("姓名")).to_have_value("康素琴")
    expect(page.get_by_label("反映什么")).to_have_value("村口的桥栏杆断了")
