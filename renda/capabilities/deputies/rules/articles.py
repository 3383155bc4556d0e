"""Owns naming the article behind a refusal, on the day it is given."""

from __future__ import annotations

from datetime import date

from renda.law import levels, provisions
from renda.law.errors import NotInForce


def article(key: str, *, on: date) -> str:
    """The citation of a law row on a day; before its first version, that of the first version."""
    try:
        return str(provisions.find(key, on=on).citation)
    except NotInForce:
        return str(provisions.national().versions(key)[-1].citation)


def level_of(code: str) -> levels.Level:
    """The law's level behind an accounts level's value.

    Raises:
        LookupError: no such level.
    """
    for level in levels.Level:
        if level.code == code:
            return level
    raise LookupError(code)
