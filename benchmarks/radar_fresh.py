"""``python -m benchmarks.radar_fresh``: what is found of issues that were not written by whoever wrote the word list."""

from __future__ import annotations

from collections import Counter

from renda.foundation.similarity import features
from renda.foundation.similarity.segments import Row
from renda.foundation.similarity.shelf import Limits, Shelf
from renda.foundation.similarity.tests import labelled

SIZES, AT_MOST = (5_000, 10_000), 5
SETS = {"fresh": labelled.FRESH, "fresh again": labelled.FRESH_AGAIN}


def measure(name: str, files: tuple[str, ...], among: tuple[str, ...], size: int) -> Counter[str]:
    """Print one line, and return how often each issue was missed."""
    pairs = list(labelled.repeats(held_out=None, files=files))
    matters = {(first.key, first.place_code) for first, _ in pairs}
    told = [
        *labelled.earlier(size - len(pairs), besides=matters, files=(*among, *files)),
        *(first for first, _ in pairs),
    ]
    shelf = Shelf().with_rows([Row(pk, "text", t.place_code, features.of(t.text)) for pk, t in enumerate(told)])
    missed: Counter[str] = Counter()
    unanswered = returned = alike = 0
    for _, question in pairs:
        best = shelf.best(features.of(question.text), Limits(near=question.place_code))[:AT_MOST]
        found = [told[pk] for pk, _ in best]
        unanswered += not found
        returned += len(found)
        alike += sum(t.key == question.key for t in found)
        if not any((t.key, t.place_code) == (question.key, question.place_code) for t in found):
            missed[question.key] += 1
    print(
        f"{name:<14}{'all issues' if among else 'these alone':<14}{size:>7,}{len(pairs):>11}"
        f"{1 - missed.total() / len(pairs):>10.3f}{alike / max(1, returned):>11.3f}{unanswered / len(pairs):>13.3f}"
    )
    return missed


def main() -> None:
    """Measure both sets, alone and among the other issues; of these the likes are counted as wrong answers."""
    print(f"{'set':<14}{'among':<14}{'texts':>7}{'questions':>11}{'recall@5':>10}{'precision':>11}{'unanswered':>13}")
    missed: dict[str, Counter[str]] = {}
    for name, files in SETS.items():
        for among in ((), labelled.FILES):
            for size in SIZES:
                found = measure(name, files, among, size)
                missed.setdefault(name, found)
    for name, issues in missed.items():
        print(f"\n{name}, missed among these alone: " + ", ".join(f"{key} {n} of 6" for key, n in issues.most_common()))


if __name__ == "__main__":
    main()
