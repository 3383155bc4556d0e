"""How alike two texts are: the weights and the measure, tuned on the labelled issues (ADR 9 says on which)."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from renda.foundation.similarity.features import CONCEPT_BITS, FIRST_PAIR, STRENGTH_SHIFT, Features

Numbers = npt.NDArray[np.float32]
Strengths = npt.NDArray[np.uint8]

# What a text is about counts in full, what is wrong and what is wished for little: those are the same everywhere.
GROUP_WEIGHTS = np.array((1.0, 0.1, 0.1, 0.0), dtype=np.float32)
# A hint, a name, and what several words speak of.
STRENGTHS = np.array((0.5, 1.0, 1.5, 1.8), dtype=np.float32)
# Rare concepts tell more, but by far not as much as rare words.
CONCEPT_RARITY = 0.5
CONCEPT_SHARE = 0.5
# Of two texts on one matter few pairs are the same, yet each tells much: low cosines of pairs are raised.
PAIRS_FACTOR, PAIRS_POWER = 1.5, 0.7
# A story touches much besides its matter; against a short text of the one matter its cosine is lifted.
MOST_UNEQUAL, LIFT = 3.0, 0.4
# Below this two texts are not said to be alike.
AT_LEAST = 0.45
# What shares no level, the city, the county, the township: the closer text comes first by this factor, and
# in the same township, where it is likelier the same matter, so much less is asked of it.
LEVEL_LENGTHS = (4, 6, 9)
NEARNESS = np.array((1.0, 1.2, 1.5, 2.2), dtype=np.float32)
LENIENCE = 0.15
# So few texts would make every word rare: the weights begin as if some had been read already.
READ_BEFORE, SEEN_BEFORE = 200, 3


def terms(features: Features) -> tuple[Features, Strengths]:
    """The features without the mark of their strength, and the strengths; those of pairs mean nothing."""
    is_pair = features >= FIRST_PAIR
    plain = np.where(is_pair, features, features & CONCEPT_BITS).astype(np.uint32)
    return plain, np.where(is_pair, 0, features >> STRENGTH_SHIFT).astype(np.uint8)


def rarity(counts: npt.NDArray[np.int64], total: int) -> Numbers:
    """The weight of terms that so many of all texts have: the rarer, the more they tell."""
    return np.log1p((total + READ_BEFORE) / (counts + SEEN_BEFORE)).astype(np.float32)


def weights(found: Features, strengths: Strengths, rarities: Numbers) -> Numbers:
    """The weight of each term where it stands: its rarity, and for concepts their strength and group."""
    concepts = rarities**CONCEPT_RARITY * GROUP_WEIGHTS[(found >> 24) & 3] * STRENGTHS[strengths]
    return np.where(found < FIRST_PAIR, concepts, rarities).astype(np.float32)


def lifted(cosines: Numbers, lengths: Numbers, asked_length: float) -> Numbers:
    """Cosines of concepts, higher where one text speaks of much more than the other; never above 1."""
    ratios = np.maximum(lengths, asked_length) / np.maximum(np.minimum(lengths, asked_length), 1e-6)
    return np.minimum(cosines * np.minimum(ratios, MOST_UNEQUAL) ** LIFT, 1).astype(np.float32)


def score(concepts: Numbers, pairs: Numbers, comparable: npt.NDArray[np.bool_]) -> Numbers:
    """From 0 to 1, of the two cosines; where one side names no concept, its pairs must speak alone."""
    raised = np.minimum(PAIRS_FACTOR * pairs**PAIRS_POWER, 1)
    return np.where(comparable, CONCEPT_SHARE * concepts + (1 - CONCEPT_SHARE) * raised, raised).astype(np.float32)
