"""Citizens' matters in the repeat radar: what those who write and examine suggestions may see of them."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from renda.capabilities.casework.models import Case
from renda.capabilities.casework.queries.scope import visible_to
from renda.capabilities.casework.terms import RADAR_KIND, State
from renda.foundation.accounts.actor import Actor
from renda.foundation.similarity import registry, showing
from renda.foundation.similarity.showing import Shown


@registry.kind(RADAR_KIND)
def _all() -> Iterator[registry.Source]:
    """Every matter in the open: no accusation, and none whose visitor asked for secrecy."""
    rows = Case.objects.filter(is_confidential=False, wants_secrecy=False)
    fields = rows.values_list("pk", "place_code", "registered_on", "title", "words")
    for pk, place_code, on, title, words in fields.iterator(chunk_size=2000):
        yield registry.Source(pk, place_code, on, f"{title}\n{words}")


@showing.shown(RADAR_KIND)
def _shown(actor: Actor, refs: Collection[int]) -> dict[int, Shown]:
    """Title and state of what the reader may open; of the others only that they are there."""
    visible = set(visible_to(actor).filter(pk__in=refs).values_list("pk", flat=True))
    return {
        case.pk: Shown(title=case.title, number=case.number, state=State(case.state).label, url=f"/cases/{case.pk}/")
        if case.pk in visible
        else Shown(state=State(case.state).label)
        for case in Case.objects.filter(pk__in=refs)
    }
