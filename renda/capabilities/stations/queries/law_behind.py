"""The articles behind what is done at stations, and the day by which a duty day must be announced."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from renda.capabilities.stations.models import LiaisonStation
from renda.capabilities.stations.rules import duty_days
from renda.foundation.accounts import queries as account_queries
from renda.law import deadlines, provisions
from renda.law.calendar import Calendar
from renda.law.errors import LawError

STATIONS = "station.basis"
CONTACT = "contact.public"
NOTICE = "duty.notice"


@dataclass(frozen=True)
class Notice:
    """The last day to announce a duty day, and the article that says so; without one it is the station's promise."""

    latest_on: date
    citation: str


def article(key: str, *, on: date) -> str:
    """The article behind an act on a day, empty where no text was in force yet."""
    try:
        return str(provisions.find(key, on=on).citation)
    except LawError:
        return ""


def overlays_of(station: LiaisonStation) -> tuple[str, ...]:
    """The local rules of the congress that answers for a station."""
    congress = account_queries.congress_of(station.region_id)
    return tuple(congress.overlays) if congress else ()


def notice(station: LiaisonStation, day: date, *, overlays: tuple[str, ...], calendar: Calendar) -> Notice:
    """When a duty day must be public: by local law where there is any, earlier where the station promises more."""
    promised = duty_days.notice_on(day, station.notice_days, calendar=calendar)
    try:
        limit = deadlines.deadline(NOTICE, on=day, overlays=overlays)
    except LawError:
        return Notice(promised, "")
    latest = limit.before(day, calendar)
    return Notice(promised, "") if promised < latest else Notice(latest, str(limit.citation))
