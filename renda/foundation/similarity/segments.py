"""Texts laid out for searching: for each term, which texts have it and how much it weighs there."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from renda.foundation.similarity import weighing
from renda.foundation.similarity.features import FIRST_PAIR, Features
from renda.foundation.similarity.weighing import Numbers, Strengths

Positions = npt.NDArray[np.int64]


class Row(NamedTuple):
    """One text as it comes out of the table."""

    id: int
    kind: str
    place_code: str
    features: Features


@dataclass(frozen=True)
class Question:
    """The terms of a text that is looked for, each with its share of the cosine."""

    terms: Features
    shares: Numbers
    concepts_length: float


@dataclass(frozen=True)
class Layout:
    """The rows of a segment as columns, and every term of every text beside the position of its text."""

    ids: Positions
    kinds: npt.NDArray[np.str_]
    places: npt.NDArray[np.bytes_]
    docs: npt.NDArray[np.int32]
    terms: Features
    strengths: Strengths

    @classmethod
    def of(cls, rows: Sequence[Row]) -> Layout:
        """Columns of rows."""
        terms, strengths = weighing.terms(np.concatenate([row.features for row in rows]))
        return cls(
            np.array([row.id for row in rows], dtype=np.int64),
            np.array([row.kind for row in rows]),
            np.array([row.place_code.encode() for row in rows], dtype="S15"),
            np.repeat(np.arange(len(rows), dtype=np.int32), [len(row.features) for row in rows]),
            terms,
            strengths,
        )

    def within(self, at: Positions, kinds: Collection[str] | None, under: str) -> npt.NDArray[np.bool_]:
        """Which of the texts at these positions are of the kinds and under the place."""
        fits = np.char.startswith(self.places[at], under.encode())
        return fits if kinds is None else fits & np.isin(self.kinds[at], list(kinds))

    def joined(self, other: Layout, is_gone: npt.NDArray[np.bool_]) -> Layout:
        """These texts but for those that are gone, and then the others."""
        kept = ~np.append(is_gone, np.zeros(len(other.ids), dtype=np.bool_))
        docs_kept = np.append(self.docs, other.docs + np.int32(len(self.ids)))
        alive = kept[docs_kept]
        return Layout(
            np.append(self.ids, other.ids)[kept],
            np.append(self.kinds, other.kinds)[kept],
            np.append(self.places, other.places)[kept],
            (np.cumsum(kept) - 1).astype(np.int32)[docs_kept[alive]],
            np.append(self.terms, other.terms)[alive],
            np.append(self.strengths, other.strengths)[alive],
        )


class Segment:
    """Some texts, never changed but for the marks of those that are gone."""

    def __init__(self, rows: Layout, total: int, elsewhere: Sequence[Segment]) -> None:
        self.rows = rows
        self.is_gone = np.zeros(len(rows.ids), dtype=np.bool_)
        order = np.argsort(rows.terms, kind="stable")
        self._docs = rows.docs[order]
        self._terms, starts, counts = np.unique(rows.terms[order], return_index=True, return_counts=True)
        self._starts = np.append(starts, len(order))
        everywhere = counts + sum(other.counts(self._terms) for other in elsewhere)
        rarities = np.repeat(weighing.rarity(everywhere, total), counts)
        weights = weighing.weights(rows.terms[order], rows.strengths[order], rarities)
        split = int(np.searchsorted(rows.terms[order], FIRST_PAIR))
        lengths = [self._lengths(self._docs[part], weights[part]) for part in (slice(split), slice(split, None))]
        self.concepts_lengths = lengths[0]
        for part, length in zip((slice(split), slice(split, None)), lengths, strict=True):
            weights[part] /= length[self._docs[part]]
        self._weights = weights

    def _lengths(self, docs: npt.NDArray[np.int32], weights: Numbers) -> Numbers:
        return np.sqrt(np.bincount(docs, weights * weights, minlength=len(self.rows.ids))).astype(np.float32)

    def counts(self, terms: Features) -> Positions:
        """How many of these texts have each of the terms."""
        at = np.minimum(np.searchsorted(self._terms, terms), len(self._terms) - 1)
        if not len(self._terms):
            return np.zeros(len(terms), dtype=np.int64)
        return np.where(self._terms[at] == terms, self._starts[at + 1] - self._starts[at], 0)

    def bytes(self) -> int:
        """Memory that the arrays take."""
        own = (self.is_gone, self.concepts_lengths, self._docs, self._terms, self._starts, self._weights)
        return sum(array.nbytes for array in (*own, *vars(self.rows).values()))

    def scores(self, asked: Question) -> Numbers:
        """How alike each of these texts is to the one that is looked for."""
        sums = np.zeros((2, len(self.rows.ids)), dtype=np.float32)
        at = np.searchsorted(self._terms, asked.terms)
        for term, share, position in zip(asked.terms, asked.shares, at, strict=True):
            if position < len(self._terms) and self._terms[position] == term:
                here = slice(self._starts[position], self._starts[position + 1])
                # A text has a term once, so that no position comes twice.
                sums[int(term >= FIRST_PAIR)][self._docs[here]] += share * self._weights[here]
        comparable = (self.concepts_lengths > 0) & (asked.concepts_length > 0)
        concepts = weighing.lifted(sums[0], self.concepts_lengths, asked.concepts_length)
        scores = weighing.score(concepts, sums[1], comparable)
        scores[self.is_gone] = 0
        return scores
