"""All texts known to a searcher, in segments that grow: adding a text costs little, however many there are."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from renda.foundation.similarity import weighing
from renda.foundation.similarity.features import FIRST_PAIR, Features
from renda.foundation.similarity.segments import Layout, Question, Row, Segment

# A segment is joined with the one before it as soon as that is not this many times larger.
STEP = 4
# More are never asked for.
CANDIDATES = 1000


@dataclass(frozen=True)
class Limits:
    """Which texts may be found, and where the asker stands."""

    kinds: Collection[str] | None = None
    under: str = ""
    near: str = ""
    at_least: float = weighing.AT_LEAST


class Shelf:
    """Segments from large to small; never changed, so that searches go on while texts are added."""

    def __init__(self, segments: Sequence[Segment] = ()) -> None:
        self._segments = tuple(segments)

    def __len__(self) -> int:
        return sum(len(segment.rows.ids) for segment in self._segments)

    def bytes(self) -> int:
        """Memory that the arrays take."""
        return sum(segment.bytes() for segment in self._segments)

    def with_rows(self, rows: Sequence[Row]) -> Shelf:
        """This shelf and some more texts."""
        if not rows:
            return self
        kept, layout = list(self._segments), Layout.of(rows)
        while kept and len(kept[-1].rows.ids) < STEP * len(layout.ids):
            last = kept.pop()
            layout = last.rows.joined(layout, last.is_gone)
        total = sum(len(segment.rows.ids) for segment in kept) + len(layout.ids)
        return Shelf([*kept, Segment(layout, total, kept)])

    def keep_only(self, ids: npt.NDArray[np.int64]) -> None:
        """Mark every text as gone that is not among these."""
        for segment in self._segments:
            segment.is_gone |= ~np.isin(segment.rows.ids, ids)

    def drop(self, ids: npt.NDArray[np.int64]) -> None:
        """Mark these texts as gone."""
        for segment in self._segments:
            segment.is_gone |= np.isin(segment.rows.ids, ids)

    def best(self, asked: Features, limits: Limits) -> list[tuple[int, float]]:
        """Texts at least that alike as (id, score), the best first; of two alike the nearer and newer is better."""
        question = self._question(asked)
        ids, scores, ranks = [], [], []
        for segment in self._segments:
            found = segment.scores(question)
            at = np.flatnonzero(found >= limits.at_least - weighing.LENIENCE)
            at = at[segment.rows.within(at, limits.kinds, limits.under)]
            levels = _shared_levels(segment.rows.places[at], limits.near)
            is_next_door = levels == len(weighing.LEVEL_LENGTHS)
            is_enough = found[at] >= limits.at_least - weighing.LENIENCE * is_next_door
            at, levels = at[is_enough], levels[is_enough]
            ids.append(segment.rows.ids[at])
            scores.append(found[at])
            ranks.append(found[at] * weighing.NEARNESS[levels])
        if not ids:
            return []
        all_ids, all_scores = np.concatenate(ids), np.concatenate(scores)
        order = np.lexsort((-all_ids, -np.concatenate(ranks)))[:CANDIDATES]
        return [(int(all_ids[i]), float(all_scores[i])) for i in order]

    def _question(self, asked: Features) -> Question:
        terms, strengths = weighing.terms(asked)
        counts = np.zeros(len(terms), dtype=np.int64)
        for segment in self._segments:
            counts += segment.counts(terms)
        shares = weighing.weights(terms, strengths, weighing.rarity(counts, len(self)))
        is_pair = terms >= FIRST_PAIR
        lengths = [float(np.sqrt(np.sum(shares[part] ** 2))) for part in (~is_pair, is_pair)]
        for part, length in zip((~is_pair, is_pair), lengths, strict=True):
            shares[part] /= length or 1
        return Question(terms, shares, lengths[0])


def _shared_levels(places: npt.NDArray[np.bytes_], near: str) -> npt.NDArray[np.int64]:
    """How many levels (city, county, township) each place shares with the asker's."""
    shared = np.zeros(len(places), dtype=np.int64)
    for length in weighing.LEVEL_LENGTHS:
        if len(near) >= length:
            shared += np.char.startswith(places, near[:length].encode())
    return shared
