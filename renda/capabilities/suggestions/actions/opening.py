"""That a signer opened the replies: each letter keeps its first moment."""

from __future__ import annotations

from datetime import datetime

from renda.capabilities.suggestions.models import Letter, Suggestion
from renda.foundation.accounts.actor import Actor
from renda.foundation.action import action
from renda.foundation.audit import trail
from renda.foundation.policy import grants


@action
def open_letters(suggestion: Suggestion, *, actor: Actor, at: datetime) -> int:
    """Keep when a signer first opened the replies to a suggestion; how many letters that were."""
    grants.require(actor, "suggestions.open_letters", suggestion)
    letters = Letter.objects.filter(reply__assignment__suggestion=suggestion, opened_at__isnull=True)
    opened = letters.filter(deputy__user_id=actor.user_id).update(opened_at=at) if actor.user_id is not None else 0
    trail.record(at=at, actor=actor, verb="suggestions.open_letters", subject=suggestion, changes={"letters": opened})
    return opened
