"""Texts are kept with the act that writes them, forgotten without rest, and repaired from the owners' tables."""

import pytest

from renda.foundation.action import one_transaction
from renda.foundation.similarity import features, texts
from renda.foundation.similarity.models import Text
from renda.foundation.similarity.registry import Source
from renda.foundation.similarity.tests import kept
from renda.foundation.similarity.tests.kept import COLD, DAY, DOGS, HERE, LAMP, keep

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("kinds")]
kinds = kept.kinds


def test_a_text_is_kept_by_its_features_and_not_by_its_words() -> None:
    keep(7, LAMP)
    row = Text.objects.get()
    assert (row.kind, row.ref, row.place_code, row.on) == ("matter", 7, HERE, DAY)
    assert bytes(row.features) == features.pack(features.of(LAMP))
    assert LAMP.encode() not in bytes(row.features)


def test_a_changed_text_is_a_new_row() -> None:
    keep(7, LAMP)
    before = Text.objects.get().pk
    keep(7, COLD)
    assert Text.objects.get().pk > before


def test_the_last_word_within_one_act_counts() -> None:
    keep(8, DOGS)
    with one_transaction():
        texts.index(kind="matter", ref=7, place_code=HERE, on=DAY, text=LAMP)
        texts.index(kind="matter", ref=7, place_code=HERE, on=DAY, text=COLD)
        texts.index(kind="matter", ref=9, place_code=HERE, on=DAY, text=COLD)
        texts.forget(kind="matter", ref=9)
        texts.forget(kind="matter", ref=8)
    assert bytes(Text.objects.get().features) == features.pack(features.of(COLD))


def test_an_act_that_fails_keeps_nothing() -> None:
    def fail() -> None:
        with one_transaction():
            texts.index(kind="matter", ref=7, place_code=HERE, on=DAY, text=LAMP)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert not Text.objects.exists()


def test_many_texts_are_written_in_few_statements(django_assert_max_num_queries: object) -> None:
    with django_assert_max_num_queries(6), one_transaction():
        for ref in range(300):
            texts.index(kind="matter", ref=ref, place_code=HERE, on=DAY, text=LAMP)


def test_an_unknown_kind_and_writing_outside_an_act_are_refused() -> None:
    with pytest.raises(KeyError), one_transaction():
        texts.index(kind="stranger", ref=7, place_code=HERE, on=DAY, text=LAMP)
    with pytest.raises(RuntimeError):
        texts.index(kind="matter", ref=7, place_code=HERE, on=DAY, text=LAMP)
    with pytest.raises(RuntimeError):
        texts.forget(kind="matter", ref=7)


def test_differences_are_found_and_repaired(kinds: list[Source]) -> None:
    kinds += [Source(1, HERE, DAY, LAMP), Source(2, HERE, DAY, COLD)]
    keep(2, DOGS)
    keep(3, DOGS)
    Text.objects.create(kind="stranger", ref=4, place_code=HERE, on=DAY, features=b"")
    assert {(d.kind, d.ref, d.what) for d in texts.differences()} == {
        ("matter", 1, "missing"),
        ("matter", 2, "changed"),
        ("matter", 3, "left over"),
        ("stranger", 4, "left over"),
    }
    assert len(texts.differences(limit=2)) == 2
    assert texts.rebuild() == 2
    assert texts.differences() == []
