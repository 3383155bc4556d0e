"""Putting messages in the outbox within an act, and sending what waits."""

from __future__ import annotations

import logging
from datetime import datetime

from renda.foundation.action import current_unit
from renda.foundation.notices.models import Notice
from renda.foundation.notices.terms import Channel, Delivery
from renda.foundation.sealing import personal

log = logging.getLogger(__name__)
MAX_TRIES = 5


def tell_user(user_id: int, text: str, *, link: str = "", at: datetime) -> None:
    """Queue an in-app message."""
    current_unit().queue(_write, Notice(channel=Channel.IN_APP, user_id=user_id, text=text, link=link, created_at=at))


def tell_phone(phone: str, text: str, *, at: datetime) -> None:
    """Queue a text message; the number is kept sealed."""
    current_unit().queue(
        _write, Notice(channel=Channel.SMS, sealed_phone=personal.seal(phone), text=text, created_at=at)
    )


def send_waiting(*, at: datetime, limit: int = 200) -> int:
    """Send what waits; a message is claimed first, so two workers never send it twice."""
    sent = 0
    for notice in Notice.objects.filter(delivery=Delivery.WAITING, tries__lt=MAX_TRIES).order_by("pk")[:limit]:
        claimed = Notice.objects.filter(pk=notice.pk, delivery=Delivery.WAITING, tries=notice.tries)
        if claimed.update(delivery=Delivery.SENT, sent_at=at, tries=notice.tries + 1):
            if notice.channel == Channel.SMS:
                log.info("text message %s handed to the gateway", notice.pk)
            sent += 1
    return sent


def _write(notices: list[Notice]) -> None:
    Notice.objects.bulk_create(notices, batch_size=500)
