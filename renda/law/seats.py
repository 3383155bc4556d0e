"""How many seats there are and how many candidates may stand for them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from renda.law import provisions, shapes
from renda.law.errors import BadNumber, NotAtLevel
from renda.law.levels import Level
from renda.law.shapes import Share
from renda.law.thresholds import whole

if TYPE_CHECKING:
    from datetime import date

    from renda.law.citation import Citation
    from renda.law.provisions import Provision

_HUNDRED = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class DeputySeats:
    """A computed number of deputies: a check on the approved number, which is the truth."""

    provision: Provision
    number: int
    arithmetic: str
    is_capped: bool
    may_be_fewer: bool

    @property
    def citation(self) -> Citation:
        """Give the article behind the number."""
        return self.provision.citation


@dataclass(frozen=True, slots=True, kw_only=True)
class CommitteeSize:
    """The range a standing committee's size is fixed in for a term (地方组织法第四十七条)."""

    provision: Provision
    least: int
    most: int

    @property
    def citation(self) -> Citation:
        """Give the article behind the range."""
        return self.provision.citation

    def allows(self, size: int) -> bool:
        """Say whether the size lies in the range."""
        return self.least <= size <= self.most


@dataclass(frozen=True, slots=True, kw_only=True)
class GapRange:
    """How many candidates more than seats there must and may be; `most` is nothing without an upper limit."""

    provision: Provision
    seats: int
    least: int
    most: int | None
    equal_only_for_sole_nominee: bool

    @property
    def citation(self) -> Citation:
        """Give the article behind the gap."""
        return self.provision.citation

    @property
    def candidates(self) -> tuple[int, int | None]:
        """Give the smallest and the largest number of candidates."""
        return self.seats + self.least, None if self.most is None else self.seats + self.most

    def allows(self, candidates: int, *, nominated: int) -> bool:
        """Say whether so many candidates may stand, out of so many nominated."""
        if self.equal_only_for_sole_nominee and candidates == self.seats and nominated > candidates:
            return False
        fewest, largest = self.candidates
        return fewest <= candidates and (largest is None or candidates <= largest)


def deputies(
    level: Level,
    population: int,
    *,
    on: date,
    overlays: tuple[str, ...] = (),
    is_municipality: bool = False,
    has_extra: bool = False,
) -> DeputySeats:
    """Compute a congress's number of deputies (选举法第十二条); the population term is rounded down.

    A municipality under the central government counts in smaller steps; `has_extra` adds the approved five per cent.
    """
    kind = "municipality" if is_municipality and level is Level.PROVINCE else level.code
    row = _seats(f"seats.deputies.{kind}", level, on=on, overlays=overlays)
    fields = row.fields
    base, per, cap = fields["base"], fields["per"], fields["cap"]
    steps = whole(population) // per
    is_capped = base + steps > cap
    number = cap if is_capped else base + steps
    arithmetic = f"{base} + ⌊{population} ÷ {per}⌋ = {base + steps}" + (f" → {cap}" if is_capped else "")
    if has_extra:
        percent = provisions.find("seats.deputies.extra", on=on, overlays=overlays, kind="number").fields["value"]
        extra = number * percent // _HUNDRED
        arithmetic += f"; + ⌊{number} × {percent}%⌋ = {number + extra}"
        number += extra
    return DeputySeats(
        provision=row,
        number=number,
        arithmetic=arithmetic,
        is_capped=is_capped,
        may_be_fewer=population < fields.get("fewer_below", 0),
    )


def committee(level: Level, population: int, *, on: date, overlays: tuple[str, ...] = ()) -> CommitteeSize:
    """Find the range of a standing committee's size; NotAtLevel for a township, which has none."""
    row = _seats(f"seats.committee.{level.code}", level, on=on, overlays=overlays)
    is_larger = whole(population) > row.fields["larger_above"]
    return CommitteeSize(
        provision=row, least=row.fields["least"], most=row.fields["larger_most" if is_larger else "most"]
    )


def _seats(key: str, level: Level, *, on: date, overlays: tuple[str, ...]) -> Provision:
    if key not in provisions.national():
        raise NotAtLevel("not-at-level", "“%(key)s”不适用于%(level)s级", key=key, level=level.label)
    return provisions.find(key, on=on, overlays=overlays, kind="seats")


def gap(kind: str, seats: int, *, on: date, overlays: tuple[str, ...] = ()) -> GapRange:
    """Find how many more candidates than seats: kinds are head, deputy_head, committee_member,
    upper_deputies, direct_deputies, by_election.officials and by_election.deputies.

    A share is taken of the seats, not of the candidates: its minimum rounds up, its maximum down, at least one.
    """  # noqa: D205 -- the kinds need the second line
    key = kind if kind.startswith("gap.") else f"gap.{kind}"
    row = provisions.find(key, on=on, overlays=overlays, kind="gap")
    if type(seats) is not int or seats < 1:
        raise BadNumber("bad-count", "应选名额须为正整数：%(number)s", number=seats)
    least, most = shapes.amount(row.fields["least"]), row.fields.get("most")
    fewest = max(1, least.at_least(seats)) if isinstance(least, Share) else least
    largest = None
    if most is not None:
        upper = shapes.amount(most)
        largest = max(fewest, upper.at_most(seats)) if isinstance(upper, Share) else upper
    return GapRange(
        provision=row,
        seats=seats,
        least=fewest,
        most=largest,
        equal_only_for_sole_nominee=row.fields.get("equal_only_for_sole_nominee", False),
    )
