"""Putting messages in the outbox within an act, and sending what waits."""

from __future__ import annotations

import logging
from datetime import datetime

from renda.foundation.accounts import queries as account_queries
from renda.foundation.action import current_unit
from renda.foundation.notices.models import Notice
from renda.foundation.notices.terms import Channel, Delivery
from renda.foundation.sealing import personal

log = logging.getLogger(__name__)
MAX_TRIES = 5


def tell_user(user_id: int, text: str, *, link: str = "", at: datetime, **params: object) -> None:
    """Queue an in-app message: a message id with ``%(name)s`` places for ``params``."""
    notice = Notice(channel=Channel.IN_APP, user_id=user_id, text=text, params=params, link=link, created_at=at)
    current_unit().queue(_write, notice)


def tell_posts(
    role: str,
    text: str,
    *,
    place_code: str = "",
    organ_id: int | None = None,
    but_not: int | None = None,
    link: str = "",
    at: datetime,
    **params: object,
) -> int:
    """Queue an in-app message to all who hold a role just there, or in an organ; returns how many are told.

    ``but_not`` is the one who need not be told, since it was their own act. Who holds a post
    is read once a transaction.

    Raises:
        ValueError: neither a place nor an organ is named; nobody writes to a whole role.
    """
    if not place_code and organ_id is None:
        message = "a notice to posts names a place or an organ"
        raise ValueError(message)
    told = [pk for pk in account_queries.holders(role, place_code=place_code, organ_id=organ_id) if pk != but_not]
    for user_id in told:
        tell_user(user_id, text, link=link, at=at, **params)
    return len(told)


def tell_phone(phone: str, text: str, *, at: datetime, **params: object) -> None:
    """Queue a text message; the number is kept sealed."""
    sealed = personal.seal(phone)
    current_unit().queue(
        _write, Notice(channel=Channel.SMS, sealed_phone=sealed, text=text, params=params, created_at=at)
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
