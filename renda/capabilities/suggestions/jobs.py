"""What suggestions do by themselves."""

from __future__ import annotations

from datetime import datetime

from renda.capabilities.suggestions.actions import reminding


def remind_due(*, at: datetime) -> int:
    """Remind organs and deputies of what is due, once a day; returns of how many things."""
    return reminding.remind_due(at=at)
