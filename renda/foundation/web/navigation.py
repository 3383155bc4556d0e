"""The main navigation: each capability or surface adds its entries, each shown to whom it concerns."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse


@dataclass(frozen=True)
class Entry:
    """One place to go: its label, its URL name, its icon, whom it is for, where it stands, and what waits there."""

    label: str
    url_name: str
    icon: str
    shown_to: Callable[[Any], bool]
    order: int
    on_phone: bool = False
    count: Callable[[Any], int] | None = None

    @property
    def url(self) -> str:
        """The address."""
        return reverse(self.url_name)


_entries: dict[str, Entry] = {}


def add(
    label: str,
    url_name: str,
    *,
    icon: str,
    shown_to: Callable[[Any], bool],
    order: int,
    on_phone: bool = False,
    count: Callable[[Any], int] | None = None,
) -> None:
    """Register an entry, with the number of things that wait behind it where there is one; called from ready()."""
    _entries[url_name] = Entry(label, url_name, icon, shown_to, order, on_phone, count)


def entries_for(actor: Any) -> list[Entry]:
    """The entries this actor sees, in order."""
    return sorted((e for e in _entries.values() if e.shown_to(actor)), key=lambda e: e.order)
