"""The matters behind a deputy's suggestion."""

from __future__ import annotations

from django.db.models import Count

from renda.capabilities.casework.models import Case
from renda.capabilities.casework.terms import State
from renda.capabilities.suggestions.queries import linked
from renda.capabilities.suggestions.queries.linked import Linked


def waiting_for(suggestion_id: int) -> list[Case]:
    """Matters that wait for what comes of a suggestion, held until the act ends: who reacts to it cannot be too late."""
    rows = Case.objects.select_for_update(of=("self",))
    return list(rows.filter(suggestion_id=suggestion_id, state=State.RAISED).order_by("pk"))


def behind(suggestion_id: int) -> list[Linked]:
    """What the deputy and the office may know of the matters behind a suggestion: title, number, how many more."""
    rows = Case.objects.filter(suggestion_id=suggestion_id, is_confidential=False).annotate(n=Count("merged"))
    return [Linked(number, title, joined) for number, title, joined in rows.values_list("number", "title", "n")]


linked.add("casework", behind)
