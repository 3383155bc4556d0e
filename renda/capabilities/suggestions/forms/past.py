"""Reading a file of earlier years' suggestions: the rows that could be read, and what is wrong with the others."""

from __future__ import annotations

from dataclasses import dataclass
from typing import BinaryIO

from django import forms
from django.utils.translation import gettext_lazy as _

from renda.capabilities.suggestions.rules import past
from renda.foundation.documents import table


class Upload(forms.Form):
    """One file."""

    file = forms.FileField(
        label=_("文件"),
        help_text=_("Excel（.xlsx）或者CSV文件，不超过5MB，一次最多3000行"),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv"}),
        max_length=200,
    )


@dataclass(frozen=True)
class Read:
    """The rows that could be read and those that could not."""

    rows: list[past.PastRow]
    errors: list[past.RowError]


def read(upload: BinaryIO, name: str, *, this_year: int) -> Read:
    """Read a file.

    Raises:
        RuleBroken: empty, too large, neither Excel nor CSV, broken, or without the head 标题.
    """
    lines = table.lines(upload, name, head=past.TITLE, head_of=past.head_of)
    rows, errors = past.read_rows(lines, this_year=this_year)
    return Read(rows, sorted(errors, key=lambda error: error.line))
