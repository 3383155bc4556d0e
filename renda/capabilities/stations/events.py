"""Facts of liaison stations that other capabilities may act on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True)
class DutyPlanPublished:
    """The duty days of a station from ``starts_on`` up to but not including ``ends_before`` are public."""

    station_id: int
    starts_on: date
    ends_before: date
    at: datetime


@dataclass(frozen=True)
class DutyAssigned:
    """A deputy has been put on the roster of a duty day."""

    duty_day_id: int
    station_id: int
    deputy_id: int
    on: date
    at: datetime


@dataclass(frozen=True)
class DutyDayMoved:
    """A published duty day takes place on another day."""

    duty_day_id: int
    station_id: int
    moved_from: date
    on: date
    at: datetime


@dataclass(frozen=True)
class DutyDayCancelled:
    """A published duty day does not take place."""

    duty_day_id: int
    station_id: int
    on: date
    at: datetime


@dataclass(frozen=True)
class DutyDayHeld:
    """A duty day took place."""

    duty_day_id: int
    station_id: int
    on: date
    at: datetime


@dataclass(frozen=True)
class DutyDayNotHeld:
    """That a duty day took place was said by mistake."""

    duty_day_id: int
    station_id: int
    on: date
    at: datetime


@dataclass(frozen=True)
class DeputyVisited:
    """A deputy came to a station (进站); one event a person and visit."""

    visit_id: int
    station_id: int
    deputy_id: int
    on: date
    at: datetime
