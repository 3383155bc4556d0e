"""Where each role's work begins."""

from __future__ import annotations

from typing import Any

from renda.foundation.accounts.terms import Role

# Whoever registers visitors does so all day; their first page is the form itself.
ELSEWHERE = (
    (Role.CLERK, "casework:register"),
    (Role.LEADER, "statistics:index"),
    (Role.OPERATOR, "accounts:users"),
    # A head signs replies, a committee follows suggestions.
    (Role.HEAD, "suggestions:inbox"),
    (Role.COMMITTEE, "suggestions:list"),
)
OFFICE_ROLES = frozenset({Role.OFFICE, Role.HANDLER})


def works_in_office(actor: Any) -> bool:
    """Whether matters wait at this person's desk."""
    return not OFFICE_ROLES.isdisjoint(actor.roles)


def is_deputy(actor: Any) -> bool:
    """Whether this is a deputy without a desk, who looks at a telephone."""
    return Role.DEPUTY in actor.roles and not works_in_office(actor) and Role.CLERK not in actor.roles


def has_own_page(actor: Any) -> bool:
    """Whether the first page is one of the workbench's own."""
    return works_in_office(actor) or is_deputy(actor)


def elsewhere(actor: Any) -> str:
    """The name of the page where work begins, for those whose first page is not the workbench's; empty for nobody's."""
    return next((name for role, name in ELSEWHERE if role in actor.roles), "")
