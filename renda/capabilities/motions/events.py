"""Facts of motions that other capabilities may act on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class MotionOnAgenda:
    """A motion was put on the agenda of a session or meeting."""

    motion_id: int
    at: datetime


@dataclass(frozen=True)
class MotionTurned:
    """A motion became a deputy's suggestion."""

    motion_id: int
    suggestion_id: int
    at: datetime


@dataclass(frozen=True)
class InquiryAnswered:
    """The organ that was asked has answered."""

    inquiry_id: int
    at: datetime
