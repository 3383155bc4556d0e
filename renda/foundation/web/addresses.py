"""Addresses that pages of several capabilities lead to: the page next to this one, the article behind a day."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.urls import NoReverseMatch, reverse

from renda.foundation.clocks import Clock


def with_key(query: Any, name: str, key: str) -> str:
    """The same address at another page; empty where there is none."""
    if not key:
        return ""
    rest = query.copy()
    rest.pop("after", None)
    rest.pop("before", None)
    rest[name] = key
    return f"?{rest.urlencode()}"


def law_url(found: Clock | None) -> str:
    """Where the row behind a clock is explained, in the version that bound; empty where no such page is served."""
    if found is None or not found.key:
        return ""
    try:
        url = reverse("workbench:law-key", args=[found.key])
    except NoReverseMatch:
        return ""
    asked = {"on": found.in_force_from.isoformat()} | ({"overlay": found.overlay} if found.overlay else {})
    return f"{url}?{urlencode(asked)}"
