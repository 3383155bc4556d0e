"""What is counted at stations, each with the way to count it again from the tables."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.db.models import Count, QuerySet

from renda.capabilities.stations.models import DutyDay, Visit
from renda.capabilities.stations.queries import stations as station_queries
from renda.capabilities.stations.terms import DutyState
from renda.foundation.facts.registry import measure

VISITS = station_queries.VISITS
DUTY_PLANNED = "stations.duty_planned"
DUTY_HELD = "stations.duty_held"
ON_DUTY = "stations.deputies_on_duty"


def _by_day(rows: QuerySet[DutyDay] | QuerySet[Visit]) -> Iterator[tuple[str, date, int]]:
    counted = rows.order_by().values_list("station__code", "on").annotate(n=Count("pk"))
    yield from counted.iterator()


@measure(VISITS, title="代表进站", unit="人次")
def visits() -> Iterator[tuple[str, date, int]]:
    """Deputies who came to a station, once a person and day."""
    return _by_day(Visit.objects.filter(is_withdrawn=False))


@measure(DUTY_PLANNED, title="计划值班", unit="次")
def duty_planned() -> Iterator[tuple[str, date, int]]:
    """Duty days in the calendar, on the day they take place; a cancelled one no longer counts."""
    return _by_day(DutyDay.objects.exclude(state=DutyState.CANCELLED))


@measure(DUTY_HELD, title="开展值班", unit="次")
def duty_held() -> Iterator[tuple[str, date, int]]:
    """Duty days that took place."""
    return _by_day(DutyDay.objects.filter(state=DutyState.HELD))


@measure(ON_DUTY, title="值班代表", unit="人次")
def deputies_on_duty() -> Iterator[tuple[str, date, int]]:
    """Deputies who came to a station for one of its duty days."""
    return _by_day(Visit.objects.filter(is_withdrawn=False, duty_day__isnull=False))
