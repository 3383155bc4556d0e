"""What a table of figures is made of, for the page and for Excel alike."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from django.utils.translation import gettext

from renda.foundation.indicators.registry import tenths
from renda.foundation.web import wording as web_wording
from renda.surfaces.statistics import wording

Value = int | str | None


class Kind(StrEnum):
    """How the values of a column are written."""

    TEXT = "text"
    COUNT = "count"
    RATE = "rate"
    CHANGE = "change"


@dataclass(frozen=True)
class Head:
    """A column: its head, how its values are written, how wide it is in a sheet."""

    title: str
    kind: Kind = Kind.COUNT
    width: int = 12

    @property
    def is_number(self) -> bool:
        """Whether its values stand to the right."""
        return self.kind != Kind.TEXT


@dataclass(frozen=True)
class Cell:
    """A value, and the rows behind it where it opens some; rates in tenths of a percent."""

    head: Head
    value: Value
    url: str = ""

    @property
    def text(self) -> str:
        """As it is written on the page."""
        if isinstance(self.value, str):
            return self.value
        if self.head.kind == Kind.RATE:
            return web_wording.tenths_percent(self.value)
        if self.value is None:
            return "—"
        return wording.signed(self.value) if self.head.kind == Kind.CHANGE else web_wording.thousands(self.value)


@dataclass(frozen=True)
class Line:
    """A row: what it is of, the page of that where there is one, its cells, and whether it is what was asked for."""

    name: str
    cells: tuple[Cell, ...]
    url: str = ""
    is_current: bool = False


@dataclass(frozen=True)
class Table:
    """A table with its title, the head of its first column, its rows, totals and how it is to be read."""

    code: str
    title: str
    first: str
    heads: tuple[Head, ...]
    lines: tuple[Line, ...]
    total: Line | None = None
    note: str = ""
    is_wide: bool = False
    export_url: str = field(default="", compare=False)


def line(
    heads: Sequence[Head], name: str, *values: Value | tuple[Value, str], url: str = "", is_current: bool = False
) -> Line:
    """A row out of plain values, or of values with the address behind them; nothing opens where there is nothing."""
    cells = []
    for head, value in zip(heads, values, strict=True):
        plain, behind = value if isinstance(value, tuple) else (value, "")
        cells.append(Cell(head, plain, behind if plain else ""))
    return Line(name, tuple(cells), url, is_current)


def change(now: int, before: int | None) -> int | None:
    """How many more there are."""
    return None if before is None else now - before


def share(part: int, whole: int) -> int | None:
    """A share in tenths of a percent; none of nothing."""
    return tenths(part, whole)


def count_head() -> Head:
    """The head over numbers of suggestions."""
    return Head(gettext("件数"))
