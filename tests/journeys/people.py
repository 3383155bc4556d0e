"""What people do at the pages, as they would do it: a citizen with a phone, and those who work on the matter."""

import io
import re
from dataclasses import dataclass
from urllib.parse import urljoin

from PIL import Image
from playwright.sync_api import FilePayload, Page, expect

from tools import town as towns

RECEIPT = re.compile(r"[2-9A-HJ-NP-Z]{4}-[2-9A-HJ-NP-Z]{4}-[2-9A-HJ-NP-Z]{4}")
SWAPPING = ".htmx-request,.htmx-swapping,.htmx-settling,.htmx-added"
GPS, MODEL = 0x8825, 0x0110


@dataclass(frozen=True)
class Report:
    """What a citizen writes on a phone."""

    words: str
    location: str
    phone: str = ""


def photograph(name: str = "现场.jpg") -> FilePayload:
    """A photograph as a phone takes it, with the camera's name and the place it was taken at."""
    picture, out = Image.new("RGB", (640, 480), "darkslategray"), io.BytesIO()
    exif = Image.Exif()
    exif[MODEL] = "Pocket 9"
    exif.get_ifd(GPS).update({1: "N", 2: (37.0, 31.0, 0.0), 3: "E", 4: (111.0, 8.0, 0.0)})
    picture.save(out, "JPEG", exif=exif)
    return {"name": name, "mimeType": "image/jpeg", "buffer": out.getvalue()}


def code_on_poster(page: Page, town: towns.Town) -> str:
    """The address that the poster of the clerk's station leads to, read off the poster; the clerk is signed in."""
    page.goto(f"{town.url}/stations/my/duty/")
    page.locator("a[href*='/stations/']").first.wait_for()
    station = re.search(r"/stations/(\d+)/", page.content())
    assert station, "the clerk's duty page leads to no station"
    page.goto(f"{town.url}/stations/{station[1]}/poster/")
    address = page.locator(".poster-address")
    expect(address).to_contain_text("/s/")
    return address.inner_text().rpartition("/s/")[2].strip()


def report(page: Page, town: towns.Town, public_code: str, said: Report, *photos: FilePayload) -> str:
    """Report a matter behind a station's code; returns the receipt."""
    page.goto(f"{town.url}/s/{public_code}/")
    page.get_by_role("link", name="我要反映").click()
    page.get_by_label("什么事").fill(said.words)
    page.get_by_label("在哪里").fill(said.location)
    if photos:
        page.locator("input[name=photos]").set_input_files(list(photos))
        expect(page.locator(".photo img")).to_have_count(len(photos))
    if said.phone:
        page.get_by_label("怎么联系您").fill(said.phone)
        page.get_by_label("我同意用这个电话告诉我办理结果").check()
    page.get_by_role("button", name="提交").click()
    number = page.locator(".receipt-number")
    expect(number).to_have_text(RECEIPT)
    return number.inner_text()


def track(page: Page, town: towns.Town, receipt: str) -> None:
    """Open the progress of a matter with its receipt."""
    page.goto(f"{town.url}/track/")
    page.get_by_label("回执号").fill(receipt)
    page.get_by_role("button", name="查进度").click()
    page.wait_for_url("**/track/progress/")


def rate(page: Page, grade: str, note: str = "") -> None:
    """Rate the result that the progress page shows, and confirm it."""
    page.get_by_label("想说的话").fill(note)
    page.get_by_role("button", name=grade, exact=True).click()
    expect(page.get_by_role("heading", name=grade)).to_be_visible()
    page.get_by_role("button", name="提交评价").click()
    page.wait_for_url("**/track/progress/")


def open_waiting(page: Page, town: towns.Town, title: str, where: str = "todo") -> None:
    """Find a matter among what waits at one's desk (``todo``) or for one's organ (``inbox``), and open it."""
    page.goto(f"{town.url}/cases/{where}/")
    page.get_by_role("link", name=title).first.click()


def take(page: Page, act: str) -> None:
    """Go from a matter, the desk or the inbox to the page of an act."""
    page.get_by_role("link", name=act, exact=True).first.click()
    expect(page.get_by_role("heading", name=act, level=1)).to_be_visible()
    # A part that was swapped in listens a moment after it is seen.
    expect(page.locator(SWAPPING)).to_have_count(0)


def done(page: Page, act: str, says: str) -> None:
    """Press the button of an act's page and read that it was done."""
    page.get_by_role("button", name=act, exact=True).click()
    expect(page.locator(".messages")).to_contain_text(says)


def see_photograph(page: Page) -> None:
    """Open the photograph of the matter shown: it is a picture, and tells neither camera nor place."""
    address = page.locator("a[href*='/files/']").first.get_attribute("href")
    answer = page.request.get(urljoin(page.url, address or ""))
    expect(answer).to_be_ok()
    exif = Image.open(io.BytesIO(answer.body())).getexif()
    assert MODEL not in exif
    assert not exif.get_ifd(GPS)
