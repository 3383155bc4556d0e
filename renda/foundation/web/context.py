"""What every template knows: who asks, where they can go, how they want to see it."""

from __future__ import annotations

from functools import cache
from typing import Any

from django.conf import settings

from renda.foundation.accounts.actor import ANYONE
from renda.foundation.notices import queries as notice_queries
from renda.foundation.web import navigation


class Link:
    """A navigation entry as the shell shows it on this page."""

    __slots__ = ("count", "icon", "is_current", "label", "url")

    def __init__(self, entry: navigation.Entry, path: str) -> None:
        self.label, self.url, self.icon = entry.label, entry.url, entry.icon
        self.is_current = path == self.url or (self.url != "/" and path.startswith(self.url))
        self.count = 0


def shell(request: Any) -> dict[str, Any]:
    """Variables of the page shell."""
    actor = getattr(request, "actor", ANYONE)
    entries = navigation.entries_for(actor) if actor.is_signed_in else []
    links = [Link(entry, request.path) for entry in entries]
    return {
        "actor": actor,
        "nav": links,
        # Asked by the bell of signed-in pages only, hence a question and not yet an answer.
        "unread": cache(lambda: notice_queries.unread_count(actor.user_id)),
        "tabs": [link for link, entry in zip(links, entries, strict=True) if entry.on_phone][:5],
        "view": "elder" if request.COOKIES.get("view") == "elder" else "",
        "theme": request.COOKIES.get("theme") if request.COOKIES.get("theme") in {"light", "dark"} else "",
        "seal": settings.SEAL,
        "product_name": settings.PRODUCT_NAME,
        "search_url": "/cases/" if actor.is_signed_in else "",
    }
