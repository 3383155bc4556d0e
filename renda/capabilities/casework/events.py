"""Facts of casework that other capabilities may act on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class CaseRegistered:
    """A citizen's matter was taken down, by a clerk or by the citizen."""

    case_id: int
    station_id: int
    at: datetime


@dataclass(frozen=True)
class CaseRaised:
    """A matter is to become a deputy's suggestion; what was merged into it goes along."""

    case_id: int
    deputy_id: int
    level: str
    at: datetime


@dataclass(frozen=True)
class CaseSettled:
    """A matter was settled and the citizen told."""

    case_id: int
    at: datetime


@dataclass(frozen=True)
class CaseReopened:
    """A settled matter is handled again, since the citizen was not satisfied."""

    case_id: int
    at: datetime
