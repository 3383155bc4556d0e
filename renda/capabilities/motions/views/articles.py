"""The articles behind what a page says: rule and citation in the reader's language, with the page that explains them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext

from renda.foundation import clocks
from renda.foundation.clocks import Clock
from renda.foundation.web import wording


@dataclass(frozen=True)
class Article:
    """What a row of the law says, its citation and rank, and where it is explained."""

    rule: str
    citation: str
    rank: str
    url: str


def behind(thing: Any, key: str, *, on: date) -> Article | None:
    """The article of a key as it binds the congress of a thing on a day; None where no rule in force has it."""
    return of(key, on=on, overlays=tuple(thing.congress.overlays))


def of(key: str, *, on: date, overlays: tuple[str, ...]) -> Article | None:
    """The article of a key on a day."""
    found = clocks.behind(key, on=on, overlays=overlays) if key else None
    if found is None:
        return None
    said = found.in_english if wording.in_english() else found
    return Article(gettext(said.rule), said.citation, gettext(said.rank), _url(found))


def _url(found: Clock) -> str:
    try:
        url = reverse("workbench:law-key", args=[found.key])
    except NoReverseMatch:
        return ""
    asked = {"on": found.in_force_from.isoformat()} | ({"overlay": found.overlay} if found.overlay else {})
    return f"{url}?{urlencode(asked)}"
