"""Rules of the law that are a plain number or a plain sentence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from renda.law import provisions

if TYPE_CHECKING:
    from datetime import date

    from renda.law.citation import Citation
    from renda.law.levels import Level
    from renda.law.provisions import Provision


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    """A number the law sets: exact, at least, at most, or a mix; `of` is its measure word."""

    provision: Provision
    value: int | None
    at_least: int | None
    at_most: int | None
    of: str

    @property
    def citation(self) -> Citation:
        """Give the article behind the number."""
        return self.provision.citation

    def allows(self, count: int) -> bool:
        """Say whether a count keeps within the limits the law sets; a bare usual value limits nothing."""
        if self.at_least is None and self.at_most is None:
            return count == self.value
        return (self.at_least is None or count >= self.at_least) and (self.at_most is None or count <= self.at_most)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A rule in words: perhaps a closed list of options, perhaps a one-word answer for programs."""

    provision: Provision
    options: tuple[str, ...]
    answer: str

    @property
    def citation(self) -> Citation:
        """Give the article behind the rule."""
        return self.provision.citation

    @property
    def summary(self) -> str:
        """Give the rule in one Chinese sentence."""
        return self.provision.summary


def number(key: str, *, on: date, overlays: tuple[str, ...] = (), level: Level | None = None) -> Number:
    """Find a number; where it differs by level, the level's own number stands as the minimum."""
    row = provisions.find(key, on=on, overlays=overlays, kind="number")
    fields = row.fields
    own = fields.get("by_level", {}).get(level.code) if level else None
    return Number(
        provision=row,
        value=fields.get("value"),
        at_least=fields.get("at_least") if own is None else own,
        at_most=fields.get("at_most"),
        of=fields["of"],
    )


def rule(key: str, *, on: date, overlays: tuple[str, ...] = ()) -> Rule:
    """Find a rule in words."""
    row = provisions.find(key, on=on, overlays=overlays, kind="rule")
    return Rule(provision=row, options=tuple(row.fields.get("options", ())), answer=row.fields.get("answer", ""))
