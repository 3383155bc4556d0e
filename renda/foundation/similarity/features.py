"""What is compared of a text: the concepts it names and the pairs of neighbouring characters of the rest."""

from __future__ import annotations

import bisect
import functools
import itertools
import re
import unicodedata
import zlib

import numpy as np
import numpy.typing as npt

from renda.foundation.similarity import thesaurus

Features = npt.NDArray[np.uint32]

# A longer text says the same again, and would make every text like it.
READ_CHARACTERS = 400
HAN = re.compile(r"[\u3400-\u9fff]+")

# A feature is a number of 32 bits. Two characters fill it and start at 0x3400; below that are the concepts:
# two bits for how strongly the text speaks of it, two for the group, and 24 for the name.
FIRST_PAIR = 0x34000000
STRENGTH_SHIFT = 28
CONCEPT_BITS = (1 << STRENGTH_SHIFT) - 1
GROUPS = ("things", "troubles", "wishes")
# So many points of evidence make each next strength.
STRONGER_FROM = (2, 3, 5)


@functools.cache
def concept(group: str, name: str) -> int:
    """The number of a concept that is barely hinted at."""
    return GROUPS.index(group) << 24 | zlib.crc32(name.encode()) & 0xFFFFFF


def of(text: str) -> Features:
    """The features of a text, each once, in order; digits, Latin letters and all else are left out."""
    text = unicodedata.normalize("NFKC", text[:READ_CHARACTERS])
    named, rest = thesaurus.civic().read(text)
    found = {concept(*name) | bisect.bisect(STRONGER_FROM, points) << STRENGTH_SHIFT for name, points in named.items()}
    for run in HAN.findall(rest):
        found.update(ord(a) << 16 | ord(b) for a, b in itertools.pairwise(run))
    return np.array(sorted(found), dtype="<u4")


def pack(features: Features) -> bytes:
    """Features as they are kept in the table."""
    return features.astype("<u4").tobytes()


def unpack(kept: bytes) -> Features:
    """Features as they are searched."""
    return np.frombuffer(kept, dtype="<u4")
