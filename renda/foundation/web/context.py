"""What every template knows: who asks, where they can go, how they want to see it."""

from __future__ import annotations

from functools import cache, cached_property
from typing import Any

from django.conf import settings
from django.utils.translation import gettext

from renda.foundation.accounts.actor import ANYONE
from renda.foundation.notices import queries as notice_queries
from renda.foundation.web import navigation

COUNTED = 99


class Link:
    """A navigation entry as the shell shows it on this page."""

    def __init__(self, entry: navigation.Entry, actor: Any) -> None:
        self.label, self.url, self.icon = gettext(entry.label), entry.url, entry.icon
        self.is_current = False
        self._entry, self._actor = entry, actor

    def holds(self, path: str) -> bool:
        """Whether a page lies at this entry or below it."""
        return path == self.url or (self.url != "/" and path.startswith(self.url))

    @cached_property
    def count(self) -> str:
        """How many things wait there, counted when a page first shows it; empty for none."""
        waiting = self._entry.count(self._actor) if self._entry.count else 0
        return f"{COUNTED}+" if waiting > COUNTED else str(waiting or "")


def shell(request: Any) -> dict[str, Any]:
    """Variables of the page shell."""
    actor = getattr(request, "actor", ANYONE)
    entries = navigation.entries_for(actor) if actor.is_signed_in else []
    links = [Link(entry, actor) for entry in entries]
    # Of an entry and another below it, only the nearer one is where the reader is.
    here = max((link for link in links if link.holds(request.path)), key=lambda link: len(link.url), default=None)
    if here is not None:
        here.is_current = True
    return {
        "actor": actor,
        "nav": links,
        # Asked by the bell of signed-in pages only, hence a question and not yet an answer.
        "unread": cache(lambda: notice_queries.unread_count(actor.user_id)),
        "tabs": [link for link, entry in zip(links, entries, strict=True) if entry.on_phone][:5],
        "view": "elder" if request.COOKIES.get("view") == "elder" else "",
        "theme": request.COOKIES.get("theme") if request.COOKIES.get("theme") in {"light", "dark"} else "",
        "live": settings.LIVE,
        "seal": settings.SEAL,
        "product_name": settings.PRODUCT_NAME,
        "search_url": "/cases/" if actor.is_signed_in else "",
    }
