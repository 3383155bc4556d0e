"""How many must vote, sit or sign: each number with the whole it is taken of and its article."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from renda.law import provisions, shapes
from renda.law.errors import BadNumber, NotAtLevel
from renda.law.levels import Level
from renda.law.shapes import Share
from renda.law.units import Base, Body, by_code

if TYPE_CHECKING:
    from datetime import date

    from renda.law.citation import Citation
    from renda.law.provisions import Provision

_LOOK_UPS = 4096
_HALF = Share(1, 2)
_TWO_THIRDS = Share(2, 3)

_QUORUMS = {
    Body.CONGRESS: "session.quorum",
    Body.COMMITTEE: "committee.quorum",
    Body.PRESIDIUM: "presidium.quorum",
    Body.TOWNSHIP_PRESIDIUM: "presidium.township.quorum",
}
_VOTES = {
    Body.CONGRESS: "vote.congress",
    Body.COMMITTEE: "vote.committee",
    Body.PRESIDIUM: "presidium.vote",
    Body.TOWNSHIP_PRESIDIUM: "presidium.township.vote",
}
_RESIGNATIONS = {
    Level.NATION: "resignation.upper_deputy",
    Level.PROVINCE: "resignation.upper_deputy",
    Level.CITY: "resignation.upper_deputy",
    Level.COUNTY: "resignation.county",
    Level.TOWNSHIP: "resignation.township",
}


def majority(total: int) -> int:
    """Give the votes needed out of everyone in office: more than half, so exactly half fails."""
    return _HALF.more_than(whole(total))


def two_thirds(total: int) -> int:
    """Give the deputies needed for a congress to sit: exactly two thirds is enough."""
    return _TWO_THIRDS.at_least(whole(total))


def whole(total: int) -> int:
    """Give the count back if it can be a whole; BadNumber for zero, a negative or anything but an integer."""
    if type(total) is not int or total < 1:
        raise BadNumber("bad-count", "人数须为正整数：%(number)s", number=total)
    return total


@dataclass(frozen=True, slots=True, kw_only=True)
class Threshold:
    """A share of a whole that must be reached or exceeded."""

    provision: Provision
    share: Share
    is_inclusive: bool
    base: Base

    @property
    def key(self) -> str:
        """Give the key of the row behind the threshold."""
        return self.provision.key

    @property
    def citation(self) -> Citation:
        """Give the article behind the threshold."""
        return self.provision.citation

    def required(self, total: int) -> int:
        """Give the smallest count that is enough out of the whole."""
        total = whole(total)
        return self.share.at_least(total) if self.is_inclusive else self.share.more_than(total)

    def passes(self, count: int, total: int) -> bool:
        """Say whether the count is enough; BadNumber when it is negative or above the whole."""
        if type(count) is not int or not 0 <= count <= whole(total):
            raise BadNumber("bad-count", "票数须在零和%(total)s之间：%(number)s", number=count, total=total)
        return count >= self.required(total)

    def arithmetic(self, total: int) -> str:
        """Write the sum out, as in ⌊197 ÷ 2⌋ + 1 = 99."""
        rounded = f"⌈{self.share.of(total)}⌉" if self.is_inclusive else f"⌊{self.share.of(total)}⌋ + 1"
        return f"{rounded} = {self.required(total)}"


@lru_cache(maxsize=_LOOK_UPS)
def threshold(key: str, *, on: date, overlays: tuple[str, ...] = ()) -> Threshold:
    """Find the threshold a decision must reach, as in vote.congress or vote.removal."""
    return _threshold(provisions.find(key, on=on, overlays=overlays, kind="threshold"))


@lru_cache(maxsize=_LOOK_UPS)
def quorum(body: Body, *, on: date, overlays: tuple[str, ...] = ()) -> Threshold:
    """Find how many must be present: two thirds for a congress, more than half for a committee.

    A presidium's quorum is local; without an overlay that has one this raises UnknownKey.
    """
    return _threshold(provisions.find(_QUORUMS[body], on=on, overlays=overlays, kind="quorum"))


def vote(body: Body, *, on: date, overlays: tuple[str, ...] = ()) -> Threshold:
    """Find what a resolution of this body takes: more than half of all its members, present or not."""
    return threshold(_VOTES[body], on=on, overlays=overlays)


def recall(level: Level, *, in_session: bool, on: date, overlays: tuple[str, ...] = ()) -> Threshold:
    """Find what recalling a deputy of this level takes (选举法第五十三条)."""
    if level.is_elected_directly:
        return threshold("recall.direct.vote", on=on, overlays=overlays)
    return threshold(
        "recall.upper_deputy.vote" if in_session else "recall.upper_deputy.committee.vote", on=on, overlays=overlays
    )


def resignation(level: Level, *, on: date, overlays: tuple[str, ...] = ()) -> Threshold:
    """Find what accepting the resignation of a deputy of this level takes (选举法第五十五条)."""
    return threshold(_RESIGNATIONS[level], on=on, overlays=overlays)


def resigns_to(level: Level) -> tuple[Level, Body]:
    """Say who decides on a deputy's resignation: a city deputy's goes to the county that elected him."""
    if level is Level.TOWNSHIP:
        return Level.TOWNSHIP, Body.CONGRESS
    return (level if level is Level.COUNTY else level.below or level), Body.COMMITTEE


def _threshold(row: Provision) -> Threshold:
    is_inclusive = "at_least" in row.fields
    return Threshold(
        provision=row,
        share=shapes.share(row.fields["at_least" if is_inclusive else "more_than"]),
        is_inclusive=is_inclusive,
        base=by_code(Base, row.fields["base"]),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Signatures:
    """How many must sign an act together at one level."""

    provision: Provision
    level: Level
    base: Base
    amount: int | Share

    @property
    def citation(self) -> Citation:
        """Give the article behind the number."""
        return self.provision.citation

    @property
    def needs_total(self) -> bool:
        """Say whether the number is a share, so that the whole must be known."""
        return isinstance(self.amount, Share)

    def required(self, total: int | None = None) -> int:
        """Give the signatures needed; BadNumber when a share is asked for without its whole."""
        if not isinstance(self.amount, Share):
            return self.amount
        if total is None:
            raise BadNumber("needs-total", "联名人数按比例计算，须给出%(base)s的人数", base=self.base.label)
        return self.amount.at_least(whole(total))

    def arithmetic(self, total: int | None = None) -> str:
        """Write the sum out, as in ⌈232 ÷ 5⌉ = 47, or the plain number."""
        needed = self.required(total)
        if total is None or not isinstance(self.amount, Share):
            return str(needed)
        return f"⌈{self.amount.of(total)}⌉ = {needed}"


@lru_cache(maxsize=_LOOK_UPS)
def signatures(act: str, level: Level, *, on: date, overlays: tuple[str, ...] = ()) -> Signatures:
    """Find how many must sign an act, as in motion, interpellation, nomination, committee.motion.

    Each act has its own number, a township's not always the smaller; NotAtLevel where the act does not exist.
    """
    key = act if act.endswith(".signatures") else f"{act}.signatures"
    row = provisions.find(key, on=on, overlays=overlays, kind="signatures")
    try:
        amount = shapes.amount(row.fields["by_level"][level.code])
    except KeyError:
        raise NotAtLevel("not-at-level", "“%(key)s”不适用于%(level)s级", key=row.key, level=level.label) from None
    own_paragraph = row.fields.get("paragraphs", {}).get(level.code)
    if own_paragraph:
        row = replace(row, citation=replace(row.citation, paragraph=own_paragraph))
    return Signatures(provision=row, level=level, base=by_code(Base, row.fields["base"]), amount=amount)
