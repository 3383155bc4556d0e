"""A walk over the links of the pages, as one person finds them: every address once or a few times by its shape."""

import re
from collections import Counter, deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import parse_qsl, urldefrag, urljoin, urlsplit

from playwright.sync_api import Page

MOST_PAGES = 150
# Pages of one shape that are visited; the third matter is like the second.
OF_A_SHAPE = 2
NUMBER = re.compile(r"(?<![A-Za-z])\d+|\b[0-9A-HJ-NP-Z]{8,}\b")
UNREAD = frozenset({"script", "style", "svg"})
VOID = frozenset({"area", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"})
READ_ATTRIBUTES = frozenset({"alt", "aria-label", "placeholder", "title", "value"})


@dataclass
class Found:
    """A page as it was answered, and the page that led to it."""

    url: str
    status: int
    came_from: str
    is_page: bool = False
    links: list[str] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)

    @property
    def shape(self) -> str:
        """The address without its numbers."""
        return shape(self.url)


class Reader(HTMLParser):
    """What a page says in the reader's language, and where it leads; what is marked as Chinese is left as it is."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.links: list[str] = []
        self.texts: list[str] = []
        self._unread = 0
        # How deep the reader is within a part whose language is given as Chinese.
        self._chinese = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take down links, pictures and parts that are fetched later, and what attributes say."""
        given = {name: value for name, value in attrs if value}
        self._unread += tag in UNREAD
        is_chinese = self._chinese > 0 or (tag != "html" and given.get("lang", "").startswith("zh"))
        if is_chinese and tag not in VOID:
            self._chinese += 1
        # What a script fetches with what is typed is no link; what it fetches as the page opens is one.
        fetched = ["hx-get"] if given.get("hx-trigger") == "load" else []
        self.links += [given[name] for name in ("href", "src", *fetched) if name in given]
        if not is_chinese:
            self.texts += [value for name, value in given.items() if name in READ_ATTRIBUTES and tag != "option"]

    def handle_endtag(self, tag: str) -> None:
        """Leave what is not read."""
        self._unread -= tag in UNREAD
        self._chinese = max(0, self._chinese - 1)

    def handle_data(self, data: str) -> None:
        """Take down a text."""
        if not self._unread and not self._chinese and data.strip():
            self.texts.append(" ".join(data.split()))


def shape(url: str) -> str:
    """An address without numbers and codes; of a query only the names count."""
    parts = urlsplit(url)
    names = "&".join(sorted({name for name, _ in parse_qsl(parts.query)}))
    return f"{NUMBER.sub('…', parts.path)}?{names}" if names else NUMBER.sub("…", parts.path)


def over(page: Page, starts: list[str], *, most: int = MOST_PAGES) -> Iterator[Found]:
    """Every page reachable from the addresses given, with the cookies of a browser's page but without its scripts."""
    host = urlsplit(starts[0]).netloc
    waiting: deque[tuple[str, str]] = deque((url, "") for url in starts)
    seen: set[str] = set()
    shapes: Counter[str] = Counter()
    while waiting and len(seen) < most:
        url, came_from = waiting.popleft()
        if url in seen or shapes[shape(url)] >= OF_A_SHAPE:
            continue
        seen.add(url)
        shapes[shape(url)] += 1
        found = _fetched(page, url, came_from)
        yield found
        for link in found.links:
            target = urldefrag(urljoin(found.url, link)).url
            if urlsplit(target).scheme in {"http", "https"} and urlsplit(target).netloc == host:
                waiting.append((target, url))


def _fetched(page: Page, url: str, came_from: str) -> Found:
    answer = page.request.get(url, headers={"Referer": came_from} if came_from else {})
    found = Found(url, answer.status, came_from)
    if "html" in answer.headers.get("content-type", ""):
        reader, text = Reader(), answer.text()
        reader.feed(text)
        # A part that a script fetches into a page is read, and is no page to look at.
        found.is_page, found.links, found.texts = "<html" in text, reader.links, reader.texts
    answer.dispose()
    return found
