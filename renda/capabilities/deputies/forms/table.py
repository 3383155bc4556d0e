"""Reading an uploaded roll: the rows that could be read, and what is wrong with the others."""

from __future__ import annotations

from dataclasses import dataclass
from typing import BinaryIO

from renda.capabilities.deputies.rules import roll
from renda.foundation.documents import table
from renda.foundation.errors import RuleBroken


@dataclass(frozen=True)
class Table:
    """The rows that could be read and those that could not."""

    rows: list[roll.RollRow]
    errors: list[roll.RowError]


def read(upload: BinaryIO, name: str) -> Table:
    """Read a roll from a file.

    Raises:
        RuleBroken: empty, too large, neither Excel nor CSV, broken, or without the head 姓名.
    """
    rows: list[roll.RollRow] = []
    errors: list[roll.RowError] = []
    for number, values in table.lines(upload, name, head=roll.NAME, head_of=roll.head_of):
        if tuple(values.get(head, "") for head in roll.HEADS) == roll.EXAMPLE:
            continue
        row, wrong = roll.read_row(number, values)
        errors += wrong
        rows += [row] if row else []
    if not rows and not errors:
        raise RuleBroken("table-no-rows", "文件“%(name)s”里没有代表，请在表头下面填写", name=name)
    rows, repeated = roll.without_repeats(rows)
    return Table(rows, sorted([*errors, *repeated], key=lambda error: error.line))
