"""How alike two texts are: the weights and the measure, tuned on the one half of the labelled issues."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from renda.foundation.similarity.features import FIRST_PAIR, HINT_BIT, Features

Numbers = npt.NDArray[np.float32]

# What a text is about counts in full, what is wrong and what is wished for little: those are the same everywhere.
GROUP_WEIGHTS = np.array((1.0, 0.2, 0.1, 0.0), dtype=np.float32)
HINT_WEIGHT = 0.35
CONCEPT_SHARE = 0.7
# Below this two texts are not said to be alike.
AT_LEAST = 0.5
# What shares no level, the city, the county, the township: the closer text comes first by this factor, and
# in the same township, where it is likelier the same matter, so much less is asked of it.
LEVEL_LENGTHS = (4, 6, 9)
NEARNESS = np.array((1.0, 1.2, 1.5, 2.2), dtype=np.float32)
LENIENCE = 0.07
# So few texts would make every word rare: the weights begin as if some had been read already.
READ_BEFORE, SEEN_BEFORE = 200, 3


def terms(features: Features) -> tuple[Features, npt.NDArray[np.bool_]]:
    """The features without the mark of a hint, and where that mark was."""
    is_hint = (features < FIRST_PAIR) & (features & HINT_BIT > 0)
    return np.where(is_hint, features ^ HINT_BIT, features).astype(np.uint32), is_hint


def rarity(counts: npt.NDArray[np.int64], total: int) -> Numbers:
    """The weight of terms that so many of all texts have: the rarer, the more they tell."""
    return np.log1p((total + READ_BEFORE) / (counts + SEEN_BEFORE)).astype(np.float32)


def weights(found: Features, is_hint: npt.NDArray[np.bool_], rarities: Numbers) -> Numbers:
    """The weight of each term where it stands: its rarity, less for hints and for the lesser groups."""
    groups = np.where(found < FIRST_PAIR, GROUP_WEIGHTS[(found >> 24) & 3], 1.0)
    return (rarities * groups * np.where(is_hint, HINT_WEIGHT, 1.0)).astype(np.float32)


def score(concepts: Numbers, pairs: Numbers, comparable: npt.NDArray[np.bool_]) -> Numbers:
    """From 0 to 1, of the two cosines; where one side names no concept, its pairs must speak alone."""
    return np.where(comparable, CONCEPT_SHARE * concepts + (1 - CONCEPT_SHARE) * pairs, pairs).astype(np.float32)
