"""The visits and duty days behind the figures of a place; as many rows as the figures count."""

from __future__ import annotations

from datetime import date

from django.db.models import Q, QuerySet

from renda.capabilities.stations.models import DutyDay, Visit
from renda.capabilities.stations.terms import DutyState
from renda.foundation.accounts import places


def _within(place_code: str, starts_on: date, ends_before: date) -> Q:
    return places.under(place_code, "station__code") & Q(on__gte=starts_on, on__lt=ends_before)


def visits_counted(place_code: str, starts_on: date, ends_before: date, *, on_duty: bool = False) -> QuerySet[Visit]:
    """Visits that count at a place in a window; ``on_duty`` leaves those made for a duty day."""
    found = Visit.objects.filter(_within(place_code, starts_on, ends_before), is_withdrawn=False)
    return found.filter(duty_day__isnull=False) if on_duty else found


def duty_days_counted(
    place_code: str, starts_on: date, ends_before: date, *, is_held: bool = False
) -> QuerySet[DutyDay]:
    """Duty days that count at a place in a window, cancelled ones left out; ``is_held`` leaves those that took place."""
    found = DutyDay.objects.filter(_within(place_code, starts_on, ends_before))
    return found.filter(state=DutyState.HELD) if is_held else found.exclude(state=DutyState.CANCELLED)
