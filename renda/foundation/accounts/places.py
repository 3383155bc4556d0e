"""Place codes as prefixes of one another: what lies at a place or below it, as a range of codes."""

from __future__ import annotations

from django.db.models import Q


def next_code(code: str) -> str:
    """The code just after everything that begins with this one; digits only, so every database collates alike."""
    return str(int(code) + 1).zfill(len(code))


def under(code: str, column: str = "place_code") -> Q:
    """Rows at a place or below it; no code is everywhere."""
    if not code:
        return Q(**{f"{column}__gte": ""})
    return Q(**{f"{column}__gte": code, f"{column}__lt": next_code(code)})
