"""Key suggestions: those a year's meetings of chairpersons chose, as far as a reader supervises them."""

from __future__ import annotations

from renda.capabilities.suggestions.models import Priority
from renda.capabilities.suggestions.queries.scope import visible_to
from renda.foundation.accounts.actor import Actor
from renda.foundation.accounts.terms import Role

LISTED = 200


def of_year(actor: Actor, year: int) -> list[Priority]:
    """A year's key suggestions with their records, one's own committee's first."""
    rows = Priority.objects.filter(suggestion__in=visible_to(actor).values("pk"), chosen_on__year=year)
    rows = rows.select_related("suggestion", "committee").prefetch_related("notes").order_by("chosen_on", "pk")
    found = list(rows[:LISTED])
    # Who may log an entry is asked of each row; the way back to its priority is known.
    for row in found:
        row.suggestion.priority = row
    return sorted(found, key=lambda row: row.committee_id not in actor.committee_ids)


def to_announce(actor: Actor, year: int) -> list[Priority]:
    """What of the office's own list is not public yet; what is to be kept secret is never on it."""
    own = actor.places(Role.OFFICE)
    rows = Priority.objects.filter(
        suggestion__place_code__in=own,
        chosen_on__year=year,
        announced_on__isnull=True,
        suggestion__wishes_secrecy=False,
    )
    return list(rows.select_related("suggestion").order_by("chosen_on", "pk")[:LISTED])
