"""Words of the field as enumerations that carry a label for the screen."""

from __future__ import annotations

import enum
from typing import Self


class Term(enum.StrEnum):
    """One word of a closed vocabulary: the stored value and its Chinese label.

    Members are written ``DRAFT = "draft", "草稿"``. The label is a message id; the
    screen translates it.
    """

    label: str

    def __new__(cls, value: str, label: str = "") -> Self:
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label
        return member

    @classmethod
    def choices(cls) -> list[tuple[str, str]]:
        """Value and label of each member, in the order they are written."""
        return [(member.value, member.label) for member in cls]

    @classmethod
    def values(cls) -> list[str]:
        """The stored values, in the order they are written."""
        return [member.value for member in cls]

    @classmethod
    def longest(cls) -> int:
        """Length of the longest value, to size a column by."""
        return max(len(member.value) for member in cls)
