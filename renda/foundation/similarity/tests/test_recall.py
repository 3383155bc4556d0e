"""Repeats told in other words are found, and what was never raised is not; how far, on issues tuned on and not (ADR 9)."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from renda.foundation.similarity import features
from renda.foundation.similarity.segments import Row
from renda.foundation.similarity.shelf import Limits, Shelf
from renda.foundation.similarity.tests import labelled

AROUND, AT_MOST = 5_000, 5


@dataclass
class Measured:
    """What came back for the questions: shares of all of them, and of all that was returned."""

    recall: float
    alike: float
    elsewhere: float
    precision: float
    false_alarms: float


def _asked(shelf: Shelf, told: list[labelled.Told], question: labelled.Told, near: str) -> list[labelled.Told]:
    found = shelf.best(features.of(question.text), Limits(near=near))
    return [told[pk] for pk, _ in found[:AT_MOST]]


def _shelf(told: list[labelled.Told]) -> Shelf:
    return Shelf().with_rows([Row(pk, "text", t.place_code, features.of(t.text)) for pk, t in enumerate(told)])


def _share(answers: Iterator[bool]) -> float:
    counted = list(answers)
    return sum(counted) / len(counted)


def measure(*, held_out: bool | None, around: int = AROUND, files: tuple[str, ...] = labelled.FILES) -> Measured:
    """Ask for each repeat among the given number of other texts, and again with its issue taken away."""
    pairs = list(labelled.repeats(held_out=held_out, files=files))
    matters = {(first.key, first.place_code) for first, _ in pairs}
    told = [*labelled.earlier(around, besides=matters, files=files), *(first for first, _ in pairs)]
    shelf = _shelf(told)
    near = [(q, _asked(shelf, told, q, q.place_code)) for _, q in pairs]
    far = [(q, _asked(shelf, told, q, "")) for _, q in pairs]
    returned = [(q, t) for q, found in near for t in found]
    absent = []
    for key in sorted({q.key for _, q in pairs}):
        others = list(labelled.earlier(around // 5, without=frozenset({key}), files=files))
        without = _shelf(others)
        absent += [bool(_asked(without, others, q, q.place_code)) for _, q in pairs if q.key == key]
    return Measured(
        recall=_share(any((t.key, t.place_code) == (q.key, q.place_code) for t in found) for q, found in near),
        alike=_share(any(t.key == q.key for t in found) for q, found in near),
        elsewhere=_share(any(t.key == q.key for t in found) for q, found in far),
        precision=_share(t.key == q.key for q, t in returned),
        false_alarms=_share(iter(absent)),
    )


@pytest.mark.parametrize("held_out", [True, False], ids=["held out", "tuned on"])
def test_a_matter_raised_again_in_other_words_is_among_the_first_five(held_out: bool) -> None:
    found = measure(held_out=held_out)
    print(
        f"\n{'held out' if held_out else 'tuned on'}: recall@5 {found.recall:.3f} (same issue {found.alike:.3f}, "
        f"without the place {found.elsewhere:.3f}), precision {found.precision:.3f}, "
        f"false alarms for issues never raised {found.false_alarms:.3f}"
    )
    assert found.recall >= 0.95
    assert found.precision >= 0.95
    assert found.false_alarms <= 0.15


# The floors are a little below what was measured, which is not what one would wish: where a telling names nothing of
# what the other names, neither words nor pairs find it.
@pytest.mark.parametrize(
    ("files", "recall", "precision"),
    [(labelled.FRESH, 0.92, 0.95), (labelled.FRESH_AGAIN, 0.21, 0.40)],
    ids=["written blind, then tuned on", "written before it was measured, never tuned on"],
)
def test_issues_of_another_set_are_found_as_often_as_was_measured(
    files: tuple[str, ...], recall: float, precision: float
) -> None:
    found = measure(held_out=None, files=files)
    print(f"\n{files[0]}: {found}")
    assert found.recall >= recall
    assert found.precision >= precision


def test_no_wording_asked_with_stands_in_the_index() -> None:
    every = [
        issue
        for issue in labelled.issues((*labelled.FILES, *labelled.FRESH, *labelled.FRESH_AGAIN))
        if set(issue.earlier) & set(issue.again)
    ]
    assert not every
    assert len(labelled.issues()) >= 60
