"""Receipts on their way to paper: kept in the visitor's session only, and sealed there."""

from __future__ import annotations

from base64 import b64decode, b64encode
from datetime import datetime, timedelta
from typing import Any

import segno
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe

from renda.foundation.sealing import personal

AT_DESK, AT_HOME = "casework-desk-receipt", "casework-home-receipt"
KEPT_FOR = timedelta(minutes=60)


def keep(request: Any, slot: str, case: Any, code: str) -> dict[str, Any]:
    """Keep a receipt until the next one; sessions lie in the database, so the code is sealed."""
    kept = {
        "case_id": case.pk,
        "number": case.number,
        "sealed": b64encode(personal.seal(code)).decode(),
        "station_name": case.station.name,
        "station_phone": case.station.phone,
        "is_confidential": case.is_confidential,
        "at": case.registered_at.isoformat(),
    }
    request.session[slot] = kept
    return _readable(kept)


def kept(request: Any, slot: str, *, now: datetime) -> dict[str, Any] | None:
    """The receipt of this session, or none where there was none, or an hour has passed."""
    found = request.session.get(slot)
    if found is None or datetime.fromisoformat(found["at"]) + KEPT_FOR < now:
        return None
    return _readable(found)


def forget(request: Any, slot: str) -> None:
    """Let go of a receipt that the citizen has written down."""
    request.session.pop(slot, None)


def _readable(found: dict[str, Any]) -> dict[str, Any]:
    code = personal.reveal(b64decode(found["sealed"]))
    return found | {"code": code, "at": timezone.localtime(datetime.fromisoformat(found["at"]))}


def track_address(request: Any, code: str = "") -> str:
    """Where progress is shown; the code stands behind #, which browsers do not send and no log keeps."""
    address = str(request.build_absolute_uri(reverse("reporting:track")))
    return f"{address}#{code}" if code else address


def qr(text: str) -> SafeString:
    """A text as a QR code to print."""
    drawn = segno.make(text, error="m").svg_inline(border=4, omitsize=True)
    return mark_safe(drawn)  # noqa: S308 - drawn by the library, holds no text
