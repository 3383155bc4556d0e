"""Who may keep templates of documents."""

from __future__ import annotations

from typing import Any

from renda.foundation.accounts.models import Congress
from renda.foundation.accounts.terms import Role
from renda.foundation.policy.grants import grant


def is_office_of(actor: Any, congress: Any) -> bool:
    """The office of just this congress; a wider one does not write a narrower one's letters."""
    return isinstance(congress, Congress) and bool(actor.holds_exactly(Role.OFFICE, congress.region_id))


grant("documents.edit_templates", is_office_of, who="本级人大机关工作人员")
