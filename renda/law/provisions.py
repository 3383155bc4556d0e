"""The rows of every statute and overlay: loaded once, checked, and found by key, day and overlays."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from renda.law.errors import NotInForce, UnknownKey, UnknownOverlay, WrongKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from renda.law.citation import Citation
    from renda.law.units import Certainty

_HERE = Path(__file__).parent
_LOOK_UPS = 8192

KINDS: Mapping[str, str] = {
    "deadline": "期限",
    "window": "年度时段",
    "threshold": "通过门槛",
    "quorum": "法定人数",
    "signatures": "联名人数",
    "seats": "名额",
    "gap": "差额",
    "number": "数量",
    "rule": "规则",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Provision:
    """One row of the law: a key, the article behind it, its dates, and the fields of its kind."""

    key: str
    kind: str
    citation: Citation
    see: tuple[Citation, ...]
    summary: str
    english: str
    quote: str
    note: str
    certainty: Certainty
    in_force_from: date
    in_force_until: date | None
    fields: Mapping[str, Any] = field(hash=False)

    @property
    def overlay(self) -> str:
        """Give the overlay the row comes from, or nothing for a national row."""
        return self.citation.statute.overlay

    def binds_on(self, day: date) -> bool:
        """Say whether the row was in force on this day; both end days belong to it."""
        return self.in_force_from <= day and (self.in_force_until is None or day <= self.in_force_until)


class Source:
    """The rows of one file or set of files, by key."""

    def __init__(self, name: str, title: str, rows: Sequence[Provision]) -> None:
        """Index the rows, newest first under each key."""
        self.name = name
        self.title = title
        self.rows = tuple(rows)
        self._by_key: dict[str, list[Provision]] = {}
        for row in rows:
            self._by_key.setdefault(row.key, []).append(row)
        for versions in self._by_key.values():
            versions.sort(key=lambda row: row.in_force_from, reverse=True)

    def __contains__(self, key: object) -> bool:
        """Say whether any version of this key is here."""
        return key in self._by_key

    def __iter__(self) -> Iterator[str]:
        """Go through the keys in the order of the files."""
        return iter(self._by_key)

    def versions(self, key: str) -> Sequence[Provision]:
        """Give every version of a key, newest first; empty when there is none."""
        return tuple(self._by_key.get(key, ()))


@lru_cache(maxsize=1)
def national() -> Source:
    """Load every national statute."""
    from renda.law import loading  # noqa: PLC0415 -- TOML is read at the first question, not at import

    return Source("", "国家法律法规", loading.statutes(_HERE / "data"))


@lru_cache(maxsize=1)
def overlay_names() -> tuple[str, ...]:
    """List the overlays that can be chosen for a congress."""
    return tuple(sorted(path.stem for path in (_HERE / "local").glob("*.toml")))


@lru_cache(maxsize=64)
def overlay(name: str) -> Source:
    """Load one overlay; UnknownOverlay when no file has this name."""
    if name not in overlay_names():
        raise UnknownOverlay(
            "unknown-overlay",
            "没有名为“%(name)s”的地方规定，可选：%(names)s",
            name=name,
            names="、".join(overlay_names()),
        )
    from renda.law import loading  # noqa: PLC0415 -- TOML is read at the first question, not at import

    title, rows = loading.overlay(_HERE / "local" / f"{name}.toml")
    return Source(name, title, rows)


@lru_cache(maxsize=_LOOK_UPS)
def find(key: str, *, on: date, overlays: tuple[str, ...] = (), kind: str = "") -> Provision:
    """Give the row that binds on this day; the last overlay that has one wins over the law.

    Raises UnknownKey, NotInForce, WrongKind or UnknownOverlay.
    """
    sources = [*(overlay(name) for name in reversed(overlays)), national()]
    known: list[Provision] = []
    for source in sources:
        for row in source.versions(key):
            if row.binds_on(on):
                return _of_kind(row, kind)
            known.append(row)
    if not known:
        raise _unknown(key, sources)
    raise NotInForce(
        "not-in-force",
        "“%(key)s”在%(on)s尚无有效条文，已知条文自%(since)s起施行",
        key=key,
        on=on.isoformat(),
        since=min(row.in_force_from for row in known).isoformat(),
    )


def _of_kind(row: Provision, kind: str) -> Provision:
    if kind and row.kind != kind:
        raise WrongKind(
            "wrong-kind",
            "“%(key)s”是%(actual)s，不是%(asked)s",
            key=row.key,
            actual=KINDS[row.kind],
            asked=KINDS[kind],
        )
    return row


def _unknown(key: str, sources: Sequence[Source]) -> UnknownKey:
    import difflib  # noqa: PLC0415 -- needed only to word a refusal

    elsewhere = tuple(name for name in overlay_names() if key in overlay(name))
    candidates = sorted({known for source in sources for known in source})
    return UnknownKey(
        key,
        suggestions=tuple(difflib.get_close_matches(key, candidates, n=4, cutoff=0.6)),
        found_in=elsewhere,
    )
