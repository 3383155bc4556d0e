"""Keeping and forgetting texts within an act, and reading all of them again to check or repair what is kept."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import NamedTuple

from django.db import transaction

from renda.foundation.action import current_unit
from renda.foundation.similarity import features
from renda.foundation.similarity.models import Text
from renda.foundation.similarity.registry import Source, all_kinds

CHUNK = 500


class _Change(NamedTuple):
    kind: str
    ref: int
    text: Text | None


@dataclass(frozen=True)
class Difference:
    """A text that is kept otherwise than its owner has it: missing, changed or left over."""

    kind: str
    ref: int
    what: str


def index(*, kind: str, ref: int, place_code: str, on: date, text: str) -> None:
    """Let a text be found from now on, or in its new wording; written just before the act commits.

    Give title and words only, never a name or a number: they are matched, and cannot be read back.

    Raises:
        KeyError: the kind is not registered.
        RuntimeError: called outside an act.
    """
    if kind not in all_kinds():
        raise KeyError(kind)
    current_unit().queue(_write, _Change(kind, ref, _row(kind, Source(ref, place_code, on, text))))


def forget(*, kind: str, ref: int) -> None:
    """Let a text be found no more: nothing of it stays in the table.

    Raises:
        RuntimeError: called outside an act.
    """
    current_unit().queue(_write, _Change(kind, ref, None))


def _row(kind: str, source: Source) -> Text:
    kept = features.pack(features.of(source.text))
    return Text(kind=kind, ref=source.ref, place_code=source.place_code, on=source.on, features=kept)


def _write(changes: list[_Change]) -> None:
    last = {(change.kind, change.ref): change.text for change in changes}
    refs = defaultdict(list)
    for kind, ref in last:
        refs[kind].append(ref)
    for kind, some in refs.items():
        for start in range(0, len(some), CHUNK):
            Text.objects.filter(kind=kind, ref__in=some[start : start + CHUNK]).delete()
    Text.objects.bulk_create([text for text in last.values() if text is not None], batch_size=CHUNK)


def differences(*, limit: int = 100) -> list[Difference]:
    """Where what is kept and what the owners have disagree; none is the expected answer."""
    found: list[Difference] = []
    for kind, reread in all_kinds().items():
        kept = {
            ref: (place, on, bytes(blob))
            for ref, place, on, blob in Text.objects.filter(kind=kind).values_list(
                "ref", "place_code", "on", "features"
            )
        }
        for source in reread():
            was = kept.pop(source.ref, None)
            if was != (source.place_code, source.on, features.pack(features.of(source.text))):
                found.append(Difference(kind, source.ref, "missing" if was is None else "changed"))
        found += [Difference(kind, ref, "left over") for ref in kept]
    known = list(all_kinds())
    strangers = Text.objects.exclude(kind__in=known).values_list("kind", "ref")[:limit]
    found += [Difference(kind, ref, "left over") for kind, ref in strangers]
    return found[:limit]


@transaction.atomic
def rebuild() -> int:
    """Throw everything away and read every text again; returns how many there are."""
    Text.objects.all().delete()
    count = 0
    for kind, reread in all_kinds().items():
        rows = (_row(kind, source) for source in reread())
        while part := list(islice(rows, CHUNK)):
            Text.objects.bulk_create(part)
            count += len(part)
    return count
