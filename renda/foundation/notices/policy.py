"""Who may mark messages as read: those they were written to."""

from __future__ import annotations

from typing import Any

from renda.foundation.policy.grants import grant


def is_addressee(actor: Any, user_id: object) -> bool:
    """The user the messages were written to."""
    return actor.user_id is not None and actor.user_id == user_id


grant("notices.read", is_addressee, who="收到消息的本人")
