"""Slowing down guessing: so many tries from one source in a span of time, counted in the database."""

from __future__ import annotations

from datetime import datetime

from django.db import connection, transaction

from renda.foundation.accounts.models import Throttle
from renda.foundation.errors import RuleBroken
from renda.foundation.sealing import personal

_UPSERT = """
INSERT INTO accounts_throttle (source, span, tries) VALUES (%s, %s, 1)
ON CONFLICT (source, span) DO UPDATE SET tries = accounts_throttle.tries + 1
"""


class TooMany(RuleBroken):
    """Too many tries; wait."""

    status = 429


def _source(what: str, address: str) -> str:
    return personal.digest(f"{what} {address}", purpose="throttle")


def count(what: str, address: str, *, at: datetime, minutes: int = 10) -> None:
    """Count one try of ``what`` from an address; the address itself is not kept."""
    span = int(at.timestamp()) // (60 * minutes)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(_UPSERT, [_source(what, address), span])


def forget_old(*, at: datetime, minutes: int = 10, hours: int = 24) -> int:
    """Drop the counts of spans long over; returns how many."""
    oldest = (int(at.timestamp()) - hours * 3600) // (60 * minutes)
    return Throttle.objects.filter(span__lt=oldest).delete()[0]


def check(
    what: str, address: str, *, limit: int, at: datetime, minutes: int = 10, refusal: RuleBroken | None = None
) -> None:
    """Refuse once the limit of tries in this span is used up.

    Raises:
        TooMany: wait until the span is over; or the refusal that was named.
    """
    span = int(at.timestamp()) // (60 * minutes)
    tries = Throttle.objects.filter(source=_source(what, address), span=span).values_list("tries", flat=True).first()
    if (tries or 0) >= limit:
        raise refusal or TooMany("too-many-tries", "尝试次数太多，请%(minutes)s分钟后再试", minutes=minutes)
