"""Lists of what the law floor knows: every key, and the map from article to key."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from renda.law import provisions

if TYPE_CHECKING:
    from collections.abc import Iterator

    from renda.law.provisions import Provision, Source


@dataclass(frozen=True, slots=True, kw_only=True)
class MapEntry:
    """One line of the law map: an article and a row that rests on it."""

    statute_id: str
    article: int
    citation: str
    provision: Provision

    @property
    def key(self) -> str:
        """Give the key of the row."""
        return self.provision.key


def all_keys(*, overlays: tuple[str, ...] | None = None) -> tuple[str, ...]:
    """List every key in reach, in order; with no overlays named, the keys of all of them."""
    return tuple(sorted({key for source in _sources(overlays) for key in source}))


def all_rows(*, overlays: tuple[str, ...] | None = None) -> tuple[Provision, ...]:
    """List every row in reach, dead numbering included."""
    return tuple(row for source in _sources(overlays) for row in source.rows)


def law_map(*, overlays: tuple[str, ...] | None = None) -> tuple[MapEntry, ...]:
    """List article by article the rows that rest on it, also those that only refer to it."""
    entries = [entry for row in all_rows(overlays=overlays) for entry in _entries(row)]
    return tuple(
        sorted(entries, key=lambda entry: (entry.provision.overlay, entry.statute_id, entry.article, entry.key))
    )


@cache
def _english_citations() -> dict[str, str]:
    return {str(row.citation): row.citation.english for row in all_rows()}


def english_citation(citation: str) -> str:
    """Say a kept citation in English; one that no row stands behind stays as it is."""
    return _english_citations().get(citation, citation)


def search(text: str, *, overlays: tuple[str, ...] | None = None, kind: str = "") -> tuple[Provision, ...]:
    """Find the rows whose key, summary, English or citation holds every word of the text."""
    words = text.lower().split()
    return tuple(
        row
        for row in all_rows(overlays=overlays)
        if (not kind or row.kind == kind) and all(word in _haystack(row) for word in words)
    )


def _haystack(row: Provision) -> str:
    return " ".join((row.key, row.summary, row.english, str(row.citation), row.citation.english)).lower()


def _sources(overlays: tuple[str, ...] | None) -> Iterator[Source]:
    yield provisions.national()
    for name in provisions.overlay_names() if overlays is None else overlays:
        yield provisions.overlay(name)


def _entries(row: Provision) -> Iterator[MapEntry]:
    for citation in (row.citation, *row.see):
        for article in (citation.article, *citation.also):
            yield MapEntry(statute_id=citation.statute.id, article=article, citation=str(citation), provision=row)
