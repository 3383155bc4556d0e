"""The calendar that clocks go by."""

from __future__ import annotations

from renda.foundation.action import memo
from renda.foundation.workdays.models import OfficeDay
from renda.law.calendar import Calendar, national


def calendar() -> Calendar:
    """The published calendar with the office's own days; read once a transaction."""
    known = memo()
    if "calendar" not in known:
        extra = dict(OfficeDay.objects.values_list("day", "is_working"))
        known["calendar"] = Calendar(extra) if extra else national()
    found: Calendar = known["calendar"]
    return found
