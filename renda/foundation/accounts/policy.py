"""Who may administer accounts."""

from __future__ import annotations

from typing import Any

from renda.foundation.accounts.terms import Role
from renda.foundation.policy.grants import grant


def is_system(actor: Any, _subject: object) -> bool:
    """The installation itself: first load, jobs, commands of the operator."""
    return bool(actor.is_system)


def is_operator(actor: Any, _subject: object) -> bool:
    """A user with the operator's post."""
    return Role.OPERATOR in actor.roles


grant("accounts.administer", is_system, who="系统")
grant("accounts.administer", is_operator, who="系统管理员")
