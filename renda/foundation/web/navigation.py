"""The main navigation: each capability or surface adds its entries, each shown to whom it concerns."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse


@dataclass(frozen=True)
class Entry:
    """One place to go: its label, its URL name, its icon, whom it is for, and where it stands."""

    label: str
    url_name: str
    icon: str
    shown_to: Callable[[Any], bool]
    order: int
    on_phone: bool = False

    @property
    def url(self) -> str:
        """The address."""
        return reverse(self.url_name)


_entries: dict[str, Entry] = {}


def add(
    label: str, url_name: str, *, icon: str, shown_to: Callable[[Any], bool], order: int, on_phone: bool = False
) -> None:
    """Register an entry; called from an app's ready()."""
    _entries[url_name] = Entry(label, url_name, icon, shown_to, order, on_phone)


def entries_for(actor: Any) -> list[Entry]:
    """The entries this actor sees, in order."""
    return sorted((e for e in _entries.values() if e.shown_to(actor)), key=lambda e: e.order)
