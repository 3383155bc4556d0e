"""The five papers of suggestions as the office takes them off its pages: by the standard, and printed by LibreOffice."""

from pathlib import Path
from typing import Any

from playwright.sync_api import Locator, Page, expect

from renda.foundation.documents.tests import printing
from renda.foundation.documents.word.checker import checking
from renda.foundation.documents.word.registry import Profile
from tests.journeys import suggestion_people as acts

A4 = (595, 842)
# The year whose session is told as it was published.
TOLD = 2023


def _taken(page: Page, button: Locator) -> bytes:
    """The Word file that a link or button hands out."""
    with page.expect_download() as handed:
        button.click()
    assert handed.value.suggested_filename.endswith(".docx")
    content: bytes = handed.value.path().read_bytes()
    return content


def test_papers_keep_to_the_standard_and_print(company: acts.Company, visitors: Any, tmp_path: Path) -> None:
    town = company.town
    office: Page = company.enter(visitors, "wenshui")
    office.goto(f"{town.url}/suggestions/?year={TOLD}&state=closed")
    replied = office.locator("[data-rows] tr", has_text="类").first
    title = replied.locator("b").first.inner_text()
    replied.locator("a").first.click()
    expect(office.get_by_role("heading", name=title, level=1)).to_be_visible()
    papers = {
        Profile.FORM: ["下载建议专用纸", "下载征询意见表"],
        Profile.LETTER: ["下载答复函"],
    }
    files = [
        (profile, _taken(office, office.get_by_role("link", name=name).first))
        for profile, names in papers.items()
        for name in names
    ]
    office.goto(f"{town.url}/suggestions/hand-over/")
    office.get_by_role("link", name="交办通知").first.click()
    listed = office.locator("ol.prose li").first.inner_text()
    office.get_by_label("发文字号").fill("文人办发〔2026〕31号")
    write = office.get_by_role("button", name="出具Word文件")
    files.append((Profile.DOCUMENT, _taken(office, write)))
    office.goto(f"{town.url}/suggestions/report/?year={TOLD}")
    expect(office.locator(".lead")).to_contain_text("共收到")
    office.get_by_label("发文字号").fill("文人发〔2026〕12号")
    office.get_by_label("签发人").fill("郝玉珍")
    files.append((Profile.DOCUMENT, _taken(office, write)))

    findings = [checking.check(data, profile) for profile, data in files]
    assert findings == [[]] * len(files)
    printed = printing.printed(tmp_path, *(data for _, data in files))
    assert all((page.width, page.height) == A4 for pages in printed for page in pages)
    texts = ["".join(page.text for page in pages) for pages in printed]
    told = (title, title, title.removeprefix("关于").removesuffix("的建议"), listed, "文人发〔2026〕12号")
    assert all(said in text for text, said in zip(texts, told, strict=True))
