"""What a journey gets: a served demo city, a page on a desk or a phone, and a watch on the console."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page

from tests.journeys import suggestion_people, walk
from tools import town as towns

PICTURES = towns.ROOT / "var/journeys"
OUTCOME: pytest.StashKey[bool] = pytest.StashKey()
# The browser reports every refused request; a refusal that a page shows is part of the journey.
REFUSAL = re.compile(r"Failed to load resource.*status of (?:403|409|422|429)\b")


@pytest.fixture(scope="session")
def town() -> Iterator[towns.Town]:
    """The small demo city, loaded once and served by the real command."""
    with towns.open_town() as served:
        yield served


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all journeys."""
    with towns.open_browser() as opened:
        yield opened


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Iterator[None]:
    """Remember whether the journey itself failed, for the picture."""
    report = yield
    if call.when == "call":
        item.stash[OUTCOME] = report.failed
    return report


class Visitors:
    """The pages of one journey: opens them, watches their consoles, takes pictures when it fails."""

    def __init__(self, browser: Browser) -> None:
        self._browser = browser
        self._contexts: list[BrowserContext] = []
        self.complaints: list[str] = []

    def open(self, size: dict[str, int], **options: str) -> Page:
        """A new visitor with cookies of their own."""
        context = towns.open_context(self._browser, size, **options)
        self._contexts.append(context)
        page = context.new_page()
        page.on("console", self._hear)
        page.on("pageerror", lambda error: self.complaints.append(f"{page.url}: {error}"))
        return page

    def _hear(self, message: ConsoleMessage) -> None:
        # A breach of the content security policy is told as an error, too.
        if message.type == "error" and not REFUSAL.search(message.text):
            self.complaints.append(f"{message.location.get('url', '')}: {message.text}")

    def take_pictures(self, name: str) -> list[Path]:
        """A picture of every open page."""
        PICTURES.mkdir(parents=True, exist_ok=True)
        pages = [page for context in self._contexts for page in context.pages]
        paths = [PICTURES / f"{re.sub(r'[^0-9A-Za-z_-]+', '-', name)}-{n}.png" for n in range(1, len(pages) + 1)]
        for page, path in zip(pages, paths, strict=True):
            page.screenshot(path=path, full_page=True)
        return paths

    def leave(self) -> None:
        """Close every page."""
        for context in self._contexts:
            context.close()


@pytest.fixture
def visitors(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Visitors]:
    """Pages for several people in one journey."""
    opened = Visitors(browser)
    yield opened
    if request.node.stash.get(OUTCOME, True) or opened.complaints:
        print("pictures:", *opened.take_pictures(request.node.name), sep="\n  ")
    opened.leave()
    assert not opened.complaints, "the console complained:\n" + "\n".join(opened.complaints)


@pytest.fixture
def desk(visitors: Visitors) -> Page:
    """A page on a wide screen."""
    return visitors.open(towns.DESK)


@pytest.fixture
def phone(visitors: Visitors) -> Page:
    """A page on a phone with a touch screen."""
    return visitors.open(towns.PHONE)


@pytest.fixture
def page(desk: Page) -> Page:
    """The page of a journey with one person at a desk."""
    return desk


@pytest.fixture
def sign_in(town: towns.Town) -> Callable[[Page, str], None]:
    """Sign a visitor in with a name of the demo: ``sign_in(page, username)``."""
    return town.sign_in


@pytest.fixture(scope="session")
def company(town: towns.Town, browser: Browser) -> suggestion_people.Company:
    """Those who work on suggestions besides the demo's sign-ins: two deputies, a joint organ, a second clerk, a head."""
    company = suggestion_people.Company(town, browser)
    company.give_deputies("lead", "mate")
    company.give_post("partner", suggestion_people.WENSHUI, suggestion_people.PARTNER)
    company.give_post("second", suggestion_people.WENSHUI, post="人大机关工作人员")
    company.give_post("head-of-lishi", suggestion_people.LISHI, "离石区住房和城乡建设局", post="承办单位负责人")
    return company


@pytest.fixture(scope="session")
def walked(town: towns.Town, browser: Browser) -> dict[str, list[walk.Found]]:
    """What each role, and a visitor, finds by following links from the first page, in English."""
    found = {}
    for who in ("", *towns.ROLES):
        context = towns.open_context(browser, towns.DESK)
        page = context.new_page()
        if who:
            town.sign_in(page, who)
        context.add_cookies([{"name": "django_language", "value": "en", "url": town.url}])
        starts = ["/"] if who else [f"/s/{town.public_code}/", "/track/"]
        found[who] = list(walk.over(page, [town.url + start for start in starts]))
        context.close()
    return found
