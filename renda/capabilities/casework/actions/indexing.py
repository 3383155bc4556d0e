"""Keeping what finds a matter: the pairs of characters of its title, place and first words, and the repeat radar."""

from __future__ import annotations

from renda.capabilities.casework import rules
from renda.capabilities.casework.models import Case, Gram
from renda.capabilities.casework.terms import RADAR_KIND
from renda.foundation.action import current_unit
from renda.foundation.similarity import texts

INDEXED_CHARACTERS = 120
AREA_LENGTH = 9


def keep(case: Case) -> None:
    """Index a new matter; the rows are written with the others of its act."""
    unit = current_unit()
    text = f"{case.title} {case.location} {case.words[:INDEXED_CHARACTERS]}"
    area = case.place_code[:AREA_LENGTH]
    for gram in rules.grams(text):
        unit.queue(_write, Gram(gram=gram, area_code=area, case_id=case.pk))
    if not case.wants_secrecy:
        texts.index(
            kind=RADAR_KIND,
            ref=case.pk,
            place_code=case.place_code,
            on=case.registered_on,
            text=f"{case.title}\n{case.words}",
        )


def _write(rows: list[Gram]) -> None:
    Gram.objects.bulk_create(rows, batch_size=2000)


def drop(case: Case) -> None:
    """Take a matter out of the index: no search finds it any more."""
    Gram.objects.filter(case_id=case.pk, area_code=case.place_code[:AREA_LENGTH]).delete()
    texts.forget(kind=RADAR_KIND, ref=case.pk)
