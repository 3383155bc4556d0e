"""The civic words: which concepts a text speaks of, how strongly, and which words of it say nothing."""

from __future__ import annotations

import functools
import tomllib
from collections import defaultdict
from pathlib import Path
from typing import NamedTuple

WORDS = Path(__file__).parent / "data" / "civic_words.toml"
SILENT = "silent"
HINT = "?"
# What a word tells of a concept. Two hints are worth a name: who tells a story seldom names the thing.
HINT_POINTS, NAME_POINTS = 1, 2


class Meaning(NamedTuple):
    """One concept that a word stands for; a hint also turns up where the text is about something else."""

    group: str
    concept: str
    points: int


class Thesaurus:
    """Words, and how long those of a first character are, so that one walk through a text finds the longest of them."""

    def __init__(self, groups: dict[str, dict[str, str]]) -> None:
        meanings: dict[str, list[Meaning]] = defaultdict(list)
        for group, lines in groups.items():
            for concept, words in lines.items():
                for word in words.split():
                    points = HINT_POINTS if word.endswith(HINT) else NAME_POINTS
                    meanings[word.removesuffix(HINT)].append(Meaning(group, concept, points))
        self._meanings = dict(meanings)
        lengths: dict[str, set[int]] = defaultdict(set)
        for word in meanings:
            lengths[word[0]].add(len(word))
        self._lengths = {first: sorted(some, reverse=True) for first, some in lengths.items()}

    def read(self, text: str) -> tuple[dict[tuple[str, str], int], str]:
        """The concepts of a text, each with the points of its different words, and the text less its silent words."""
        found: dict[tuple[str, str], int] = defaultdict(int)
        read: set[str] = set()
        rest = list(text)
        start = 0
        while start < len(text):
            length = 1
            for each in self._lengths.get(text[start], ()):
                word = text[start : start + each]
                if word in self._meanings:
                    length = each
                    for group, concept, points in self._meanings[word]:
                        if group == SILENT:
                            rest[start : start + length] = " " * length
                        elif word not in read:
                            found[group, concept] += points
                    read.add(word)
                    break
            start += length
        return dict(found), "".join(rest)


@functools.cache
def civic() -> Thesaurus:
    """The list that is shipped."""
    return Thesaurus(tomllib.loads(WORDS.read_text(encoding="utf-8")))
