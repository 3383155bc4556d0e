"""Who may change the working calendar."""

from __future__ import annotations

from typing import Any

from renda.foundation.accounts.terms import Role
from renda.foundation.policy.grants import grant

CITY_LENGTH = 4


def is_operator(actor: Any, _subject: object) -> bool:
    """The operator of the installation."""
    return Role.OPERATOR in actor.roles


def is_widest_office(actor: Any, _subject: object) -> bool:
    """The office of the city, or of a wider place."""
    return any(len(code) <= CITY_LENGTH for code in actor.places(Role.OFFICE))


grant("workdays.change", is_operator, who="系统管理员")
grant("workdays.change", is_widest_office, who="市级人大机关")
