"""What the stream looks at: who is asking, and which notices are new; plain reads, run outside the event loop."""

from __future__ import annotations

from collections.abc import Iterable

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.db.models import Count, Max
from django.utils.crypto import constant_time_compare

from renda.foundation.accounts.models import User
from renda.foundation.notices.models import Notice
from renda.foundation.notices.terms import Channel

# Ids are given before commit, so a lower one can appear late; so many are looked at again each time.
LOOK_BACK = 50


def user_of(session_key: str) -> int | None:
    """The active user behind a session cookie, by the same tests that a page makes."""
    session = SessionStore(session_key)
    if session.get(BACKEND_SESSION_KEY) not in settings.AUTHENTICATION_BACKENDS:
        return None
    user = User.objects.filter(pk=session.get(SESSION_KEY, 0), is_active=True).first()
    if user is None or not constant_time_compare(session.get(HASH_SESSION_KEY, ""), user.get_session_auth_hash()):
        return None
    return int(user.pk)


def newest() -> int:
    """The highest id of any notice; 0 where there is none."""
    return Notice.objects.aggregate(top=Max("pk"))["top"] or 0


def since(last: int) -> list[tuple[int, int]]:
    """Id and user of each in-app notice from a little before ``last`` on."""
    rows = Notice.objects.filter(pk__gt=last - LOOK_BACK, channel=Channel.IN_APP, user__isnull=False)
    return [(pk, user) for pk, user in rows.order_by("pk").values_list("pk", "user_id")]


def unread(users: Iterable[int]) -> dict[int, int]:
    """How many unread notices each of these users has; one query for all."""
    rows = Notice.objects.filter(user_id__in=list(users), channel=Channel.IN_APP, read_at__isnull=True)
    return dict(rows.order_by().values_list("user_id").annotate(n=Count("pk")))
