"""Every page that a role can reach: none breaks, none leads nowhere, all of it is in English, nothing runs off a phone."""

import json
import re
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from tests.journeys import walk
from tools import town as towns

OK = 200
NARROW = (390, 320)
HAN = re.compile(r"[\u3400-\u9fff]+")
# What stays Chinese in English: the installation's own name, the name of the language, titles of statutes, and numbers
# of documents.
KEPT = re.compile(
    r"吕梁智慧人大|中文|《[^》]*》(?:第[〇零一二三四五六七八九十百]+[条款项]|之[一二三四五])*|[\u3400-\u9fff]+〔\d{4}〕\d+号"
)
Walked = dict[str, list[walk.Found]]


def test_every_link_of_every_role_leads_somewhere(walked: Walked) -> None:
    broken = [
        f"{who or 'visitor'}: {found.status} {found.url} from {found.came_from}"
        for who, pages in walked.items()
        for found in pages
        if found.status != OK
    ]
    assert not broken, "\n".join(broken)
    assert all(len(pages) >= 10 for pages in walked.values())


def _words_of_the_city(data: Path) -> str:
    """Every text that the city's database holds: names, words of matters, titles of posts."""
    texts: set[str] = set()
    with sqlite3.connect(f"file:{next(data.glob('*.sqlite3'))}?mode=ro", uri=True) as database:
        tables = [name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        for table in tables:
            columns = [(row[1], row[2]) for row in database.execute(f'PRAGMA table_info("{table}")')]
            for column, kind in columns:
                if re.search("char|text", kind, re.IGNORECASE):
                    rows = database.execute(f'SELECT DISTINCT "{column}" FROM "{table}"')
                    texts |= {value for (value,) in rows if isinstance(value, str)}
    decoded = (json.dumps(json.loads(t), ensure_ascii=False) if t[:1] in "[{" and "\\u" in t else t for t in texts)
    return "\n".join(" ".join(text.split()) for text in decoded)


def test_what_is_not_data_is_in_english(town: towns.Town, walked: Walked) -> None:
    known = _words_of_the_city(town.data)
    left = {
        f"{found.shape}: {text}"
        for pages in walked.values()
        for found in pages
        for text in found.texts
        if any(run not in known for run in HAN.findall(KEPT.sub(" ", text)))
    }
    assert not left, "\n".join(sorted(left))


@pytest.mark.parametrize("language", ["zh-CN", "en"])
def test_nothing_runs_off_a_phone(town: towns.Town, walked: Walked, visitors: Any, sign_in: Any, language: str) -> None:
    visited: set[str] = set()
    too_wide = []
    for who, pages in walked.items():
        page = visitors.open(towns.PHONE, language=language)
        if who:
            sign_in(page, who)
        if language == "en":
            page.context.add_cookies([{"name": "django_language", "value": "en", "url": town.url}])
        for found in pages:
            if not found.is_page or (found.shape in visited and found.shape != "/"):
                continue
            visited.add(found.shape)
            page.set_viewport_size(towns.PHONE)
            page.goto(found.url)
            for width in NARROW:
                page.set_viewport_size({"width": width, "height": towns.PHONE["height"]})
                is_wide = page.evaluate("document.documentElement.scrollWidth")
                if is_wide > width:
                    too_wide.append(f"{who or 'visitor'}: {is_wide} > {width} {found.url}")
    assert not too_wide, "\n".join(too_wide)
