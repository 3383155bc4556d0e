"""The civic words: which concepts a text names, how firmly, and which words of it say nothing."""

from __future__ import annotations

import functools
import tomllib
from collections import defaultdict
from pathlib import Path
from typing import NamedTuple

WORDS = Path(__file__).parent / "data" / "civic_words.toml"
SILENT = "silent"
HINT = "?"


class Meaning(NamedTuple):
    """One concept that a word stands for; a hint also turns up where the text is about something else."""

    group: str
    concept: str
    is_hint: bool


class Thesaurus:
    """Words by their first character, the longest first, so that one walk through a text finds all of them."""

    def __init__(self, groups: dict[str, dict[str, str]]) -> None:
        meanings: dict[str, list[Meaning]] = defaultdict(list)
        for group, lines in groups.items():
            for concept, words in lines.items():
                for word in words.split():
                    meanings[word.removesuffix(HINT)].append(Meaning(group, concept, word.endswith(HINT)))
        self._by_first: dict[str, list[tuple[str, list[Meaning]]]] = defaultdict(list)
        for word in sorted(meanings, key=len, reverse=True):
            self._by_first[word[0]].append((word, meanings[word]))

    def read(self, text: str) -> tuple[dict[tuple[str, str], bool], str]:
        """The concepts that a text names, each with whether it is only hinted at, and the text less its silent words."""
        found: dict[tuple[str, str], bool] = {}
        rest = list(text)
        start = 0
        while start < len(text):
            length = 1
            for word, meanings in self._by_first.get(text[start], ()):
                if text.startswith(word, start):
                    length = len(word)
                    for group, concept, is_hint in meanings:
                        if group == SILENT:
                            rest[start : start + length] = " " * length
                        else:
                            found[group, concept] = found.get((group, concept), True) and is_hint
                    break
            start += length
        return found, "".join(rest)


@functools.cache
def civic() -> Thesaurus:
    """The list that is shipped."""
    return Thesaurus(tomllib.loads(WORDS.read_text(encoding="utf-8")))
