"""Reads of notices: how many a user has not read, the latest, and pages of them."""

from __future__ import annotations

from django.db.models import Q

from renda.foundation.notices.models import Notice
from renda.foundation.notices.terms import Channel

COUNTED = 99


def unread_count(user_id: int | None) -> int:
    """How many in-app messages a user has not read, counted no further than ``COUNTED`` and one; one query."""
    if user_id is None:
        return 0
    return Notice.objects.filter(_to(user_id), read_at__isnull=True).values("pk")[: COUNTED + 1].count()


def latest(user_id: int, *, most: int = 5) -> list[Notice]:
    """The newest messages to a user."""
    return list(Notice.objects.filter(_to(user_id)).order_by("-pk")[:most])


def page_of(
    user_id: int, *, before: int | None = None, unread_only: bool = False, size: int
) -> tuple[list[Notice], bool]:
    """One page of a user's messages, newest first, older than ``before``; and whether older ones follow."""
    found = Notice.objects.filter(_to(user_id))
    if unread_only:
        found = found.filter(read_at__isnull=True)
    if before is not None:
        found = found.filter(pk__lt=before)
    rows = list(found.order_by("-pk")[: size + 1])
    return rows[:size], len(rows) > size


def one(user_id: int | None, pk: int) -> Notice | None:
    """A message, if it was to this user."""
    return Notice.objects.filter(_to(user_id), pk=pk).first() if user_id is not None else None


def _to(user_id: int) -> Q:
    return Q(user_id=user_id, channel=Channel.IN_APP)
