"""Background jobs in a loop: reminding, sending notices, sealing the trail, forgetting; each safe to run twice."""

from __future__ import annotations

import logging
import threading
from datetime import datetime

from django.conf import settings
from django.db import close_old_connections
from django.utils import timezone

from renda.capabilities.suggestions import jobs as suggestion_jobs
from renda.foundation.accounts import throttle
from renda.foundation.audit import sealing
from renda.foundation.notices import outbox
from renda.project.keys import audit_key

log = logging.getLogger(__name__)
PAUSE_SECONDS = 3.0
ORIGIN = "renda/audit"


def seal_trail(*, at: datetime) -> int:
    """Seal every entry that is settled; returns how many seals were made."""
    made, key = 0, audit_key(settings.DATA_DIR)
    while sealing.seal(at=at, key=key, origin=ORIGIN):
        made += 1
    return made


def run_once() -> None:
    """One round of every job; a fault in one does not stop the others."""
    for job in (suggestion_jobs.remind_due, outbox.send_waiting, seal_trail, throttle.forget_old):
        try:
            job(at=timezone.now())
        except Exception:
            log.exception("job %s failed", job.__name__)


def run_until(stop: threading.Event) -> None:
    """Rounds of jobs until told to stop."""
    while not stop.wait(PAUSE_SECONDS):
        close_old_connections()
        run_once()
