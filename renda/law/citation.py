"""Statutes and citations: how the house names the article behind an act, 《代表法》第五十一条."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from renda.law.errors import BadNumber

if TYPE_CHECKING:
    from datetime import date

    from renda.law.units import Certainty, Rank

_DIGITS = "零一二三四五六七八九"
_PLACES = ((1000, "千"), (100, "百"), (10, "十"))
_LARGEST = 9999


def numeral(number: int) -> str:
    """Write 1 to 9999 as statutes do (第一百零五条, 第十二条); BadNumber outside."""
    if not 1 <= number <= _LARGEST:
        raise BadNumber("bad-article", "条文序号须在1至9999之间：%(number)s", number=number)
    written = ""
    rest, owes_zero = number, False
    for place, name in _PLACES:
        digit, rest = divmod(rest, place)
        if digit:
            written += ("零" if owes_zero else "") + _DIGITS[digit] + name
            owes_zero = False
        elif written and rest:
            owes_zero = True
    if rest:
        written += ("零" if owes_zero else "") + _DIGITS[rest]
    return written.removeprefix("一") if written.startswith("一十") else written


@dataclass(frozen=True, slots=True, kw_only=True)
class Statute:
    """One version of one source: a law, a regulation, or a congress's own rule."""

    id: str
    title: str
    full_title: str
    english: str
    rank: Rank
    version: date
    in_force_from: date
    certainty: Certainty
    overlay: str = ""
    is_sample: bool = False

    def __str__(self) -> str:
        """Give the short title in book-title marks."""
        return f"《{self.title}》"


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """A place in a statute; an article of 0 cites the statute as a whole."""

    statute: Statute
    article: int = 0
    paragraph: int = 0
    item: int = 0
    also: tuple[int, ...] = ()

    @property
    def place(self) -> str:
        """Give the article part, as in 第十二条第一款、第十三条."""
        if not self.article:
            return ""
        first = f"第{numeral(self.article)}条"
        if self.paragraph:
            first += f"第{numeral(self.paragraph)}款"
        if self.item:
            first += f"第{numeral(self.item)}项"
        return "、".join((first, *(f"第{numeral(other)}条" for other in self.also)))

    @property
    def full(self) -> str:
        """Give the citation with the statute's full title."""
        return f"《{self.statute.full_title}》{self.place}"

    @property
    def english(self) -> str:
        """Give the citation in English, as in Deputies Law, art. 51(2)."""
        if not self.article:
            return self.statute.english
        first = f"{self.article}"
        for part in (self.paragraph, self.item):
            first += f"({part})" if part else ""
        return f"{self.statute.english}, art. " + ", ".join((first, *(str(other) for other in self.also)))

    @property
    def rank(self) -> Rank:
        """Give the rank of the statute cited."""
        return self.statute.rank

    @property
    def version(self) -> date:
        """Give the day the cited text was adopted; article numbers mean nothing without it."""
        return self.statute.version

    def __str__(self) -> str:
        """Give the citation with the short title, as in 《代表法》第五十一条."""
        return f"{self.statute}{self.place}"
