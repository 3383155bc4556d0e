"""Time limits: how far, in which unit, from which event, and what happens on a holiday."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

from renda.law import calendar as calendars
from renda.law import provisions
from renda.law.errors import WrongDirection
from renda.law.units import Direction, Start, Unit, by_code

if TYPE_CHECKING:
    from renda.law.calendar import Calendar
    from renda.law.citation import Citation
    from renda.law.provisions import Provision

_MONTHS = 12
_LOOK_UPS = 8192


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline:
    """A time limit of the law; the day it starts from is never counted (民法典第二百零一条)."""

    provision: Provision
    amount: int
    unit: Unit
    direction: Direction
    counted_from: Start
    is_minimum: bool

    @property
    def key(self) -> str:
        """Give the key of the row behind the limit."""
        return self.provision.key

    @property
    def citation(self) -> Citation:
        """Give the article behind the limit."""
        return self.provision.citation

    def target_on(self, anchor: date, calendar: Calendar | None = None) -> date:
        """Give the day the count ends on, before any holiday is considered."""
        signed = self.amount if self.direction is Direction.FORWARD else -self.amount
        if self.unit is Unit.MONTH:
            return add_months(anchor, signed)
        if self.unit is Unit.WORKING_DAY:
            return (calendar or calendars.national()).add_working_days(anchor, signed)
        return anchor + timedelta(days=signed)

    def due_on(self, start: date, calendar: Calendar | None = None) -> date:
        """Give the last day of a forward limit; a holiday rolls it on (民法典第二百零三条).

        Raises WrongDirection for a limit that runs back from a meeting.
        """
        self._must_run(Direction.FORWARD)
        target = self.target_on(start, calendar)
        # A limit of no days is an act done on the spot, also on a market day that is a Sunday.
        return (calendar or calendars.national()).roll_forward(target) if self.amount else target

    def before(self, meeting: date, calendar: Calendar | None = None) -> date:
        """Give the last day of a backward limit; a holiday rolls it back, since later would be late.

        Raises WrongDirection for a limit that runs on from an event.
        """
        self._must_run(Direction.BACKWARD)
        return (calendar or calendars.national()).roll_back(self.target_on(meeting, calendar))

    def _must_run(self, wanted: Direction) -> None:
        if self.direction is not wanted:
            raise WrongDirection(
                "wrong-direction",
                "“%(key)s”按%(start)s%(direction)s计算，不能反向推算",
                key=self.key,
                start=self.counted_from.label,
                direction=self.direction.label,
            )


@lru_cache(maxsize=_LOOK_UPS)
def deadline(key: str, *, on: date, overlays: tuple[str, ...] = ()) -> Deadline:
    """Find the time limit that binds on this day.

    Raises UnknownKey with the closest keys, NotInForce, WrongKind or UnknownOverlay.
    """
    row = provisions.find(key, on=on, overlays=overlays, kind="deadline")
    fields = row.fields
    unit = next(unit for name, unit in _UNITS.items() if name in fields)
    return Deadline(
        provision=row,
        amount=fields[_FIELDS[unit]],
        unit=unit,
        direction=by_code(Direction, fields.get("direction", Direction.FORWARD.code)),
        counted_from=by_code(Start, fields["counted_from"]),
        is_minimum=fields.get("is_minimum", False),
    )


_UNITS = {"days": Unit.CALENDAR_DAY, "working_days": Unit.WORKING_DAY, "months": Unit.MONTH}
_FIELDS = {unit: name for name, unit in _UNITS.items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """A part of the year in which something must be done; both end days belong to it."""

    provision: Provision
    opens_on: date
    closes_on: date

    @property
    def citation(self) -> Citation:
        """Give the article behind the window."""
        return self.provision.citation


def window(key: str, year: int, *, on: date, overlays: tuple[str, ...] = ()) -> Window:
    """Give a yearly window in one year, as in the final accounts handed in from June to September."""
    row = provisions.find(key, on=on, overlays=overlays, kind="window")
    opens, closes = (date.fromisoformat(f"{year:04}-{row.fields[name]}") for name in ("opens", "closes"))
    return Window(provision=row, opens_on=opens, closes_on=closes)


def add_months(day: date, months: int) -> date:
    """Go to the same date so many months on, or to the month's end if it has none (民法典第二百零二条)."""
    year, month = divmod(day.year * _MONTHS + day.month - 1 + months, _MONTHS)
    month += 1
    return date(year, month, min(day.day, _last_day(year, month)))


def _last_day(year: int, month: int) -> int:
    following = date(year + month // _MONTHS, month % _MONTHS + 1, 1)
    return (following - timedelta(days=1)).day
