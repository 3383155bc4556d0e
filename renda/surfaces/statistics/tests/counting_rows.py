"""Reads a page of figures as its reader does: which figures open a list, and how much that list holds."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape
from urllib.parse import parse_qs, urlsplit

from django.test import Client

from renda.surfaces.statistics import columns, places, tables
from renda.surfaces.statistics.periods import Span

# What is divided, of a rate.
DIVIDED = {"settled_rate": "casework.settled", "satisfied_rate": "casework.rated_satisfied"}


@dataclass(frozen=True)
class Shown:
    """A figure as it stands in a table: its column, what is written, the list it opens."""

    code: str
    text: str
    url: str


def figures_of(page: str, part: str = "tfoot") -> list[Shown]:
    """The figures of a part of the table that open a list."""
    inside = page[page.index(f"<{part}") : page.index(f"</{part}>")]
    found = re.findall(r'<a class="drill" href="([^"]+)">([^<]+)</a>', inside)
    return [Shown(_code(unescape(url)), text, unescape(url)) for url, text in found]


def _code(url: str) -> str:
    address = urlsplit(url)
    return parse_qs(address.query).get("figure", [address.path.rstrip("/").rsplit("/", 1)[-1]])[0]


def numerator(figure: Shown, code: str, span: Span) -> int:
    """How much the list of a figure has to hold: the figure itself, or what a rate divides."""
    if not columns.BY_CODE[figure.code].is_rate:
        return int(figure.text.replace(",", ""))
    around = places.around(code)
    assert around is not None
    of = tables.fact_queries.sums([code], {"then": span.periods})["then"][code]
    return of[DIVIDED[figure.code]]


def rows_behind(client: Client, url: str) -> int:
    """How much the list behind a figure holds, counted row by row over all its pages, with what is kept apart."""
    counted, following = 0, url
    while following:
        text = client.get(following).content.decode()
        people = re.findall(r'class="num" data-label="人数">([\d,]+)<', text)
        body = text[text.index("<tbody") : text.index("</tbody>")] if "<tbody" in text else ""
        counted += sum(int(n.replace(",", "")) for n in people) if people else body.count("<tr")
        link = re.search(r'rel="next" href="([^"]+)"', text)
        following = url.split("?", maxsplit=1)[0] + "?" + unescape(link[1]).split("?")[1] if link else ""
    apart = re.search(r"另有(\d+)件|其中\d+批(\d+)人次按规定|其中(\d+)件按规定", text)
    return counted + (int(next(filter(None, apart.groups()))) if apart else 0)
