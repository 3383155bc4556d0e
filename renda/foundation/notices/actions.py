"""The writers of what a reader does with messages."""

from __future__ import annotations

from datetime import datetime

from renda.foundation.accounts.actor import Actor
from renda.foundation.accounts.models import User
from renda.foundation.action import action
from renda.foundation.audit import trail
from renda.foundation.notices.models import Notice
from renda.foundation.policy import grants


@action
def read(notice: Notice, *, actor: Actor, at: datetime) -> Notice:
    """Mark a message as read; the first reading counts."""
    grants.require(actor, "notices.read", notice.user_id)
    if Notice.objects.filter(pk=notice.pk, read_at__isnull=True).update(read_at=at):
        notice.read_at = at
    trail.record(at=at, actor=actor, verb="notices.read", subject=notice)
    return notice


@action
def read_all(*, up_to: int, actor: Actor, at: datetime) -> int:
    """Mark one's messages as read, those that came after the page was drawn excepted; returns how many."""
    grants.require(actor, "notices.read", actor.user_id)
    waiting = Notice.objects.filter(user=actor.user_id, pk__lte=up_to, read_at__isnull=True)
    count = waiting.update(read_at=at)
    trail.record(at=at, actor=actor, verb="notices.read_all", subject=User(pk=actor.user_id), changes={"count": count})
    return count
