"""A search sees what is committed at its moment: new, changed and forgotten texts, also those of other processes."""

from datetime import date

import pytest
from django.db import transaction

from renda.foundation.action import one_transaction
from renda.foundation.similarity import searching, texts
from renda.foundation.similarity.models import Text
from renda.foundation.similarity.registry import Source
from renda.foundation.similarity.tests import kept
from renda.foundation.similarity.tests.kept import COLD, DAY, DOGS, FAR, HERE, LAMP, LAMP_AGAIN, NEXT_DOOR, keep, refs

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("kinds")]
kinds = kept.kinds


def _forget(ref: int) -> None:
    with one_transaction():
        texts.forget(kind="matter", ref=ref)


def test_the_same_in_other_words_is_found_with_what_is_known_of_it() -> None:
    keep(1, LAMP)
    keep(2, COLD)
    (match,) = searching.similar(LAMP_AGAIN)
    assert (match.kind, match.ref, match.place_code, match.on) == ("matter", 1, HERE, DAY)
    assert 0.5 <= match.score <= 1


def test_what_was_never_raised_is_answered_by_nothing() -> None:
    assert refs(DOGS) == []
    keep(1, LAMP)
    keep(2, COLD)
    assert refs(DOGS) == []
    assert refs("") == []
    assert refs("12345 abc") == []


def test_texts_without_any_known_word_are_compared_by_their_characters() -> None:
    keep(1, "祖传的铜钱被邻家孩童换走了")
    assert refs("祖传的铜钱被邻家孩童换走") == [1]


def test_limits_of_kind_place_and_number() -> None:
    keep(1, LAMP)
    keep(2, LAMP, place_code=NEXT_DOOR)
    keep(3, LAMP, place_code=FAR, kind="wish")
    assert sorted(refs(LAMP_AGAIN)) == [1, 2, 3]
    assert refs(LAMP_AGAIN, kinds=["wish"]) == [3]
    assert sorted(refs(LAMP_AGAIN, under="141182")) == [1, 2]
    assert refs(LAMP_AGAIN, at_most=1, near=NEXT_DOOR) == [2]
    assert refs(LAMP_AGAIN, near=FAR)[0] == 3
    assert sorted(refs(LAMP_AGAIN, except_ref=("matter", 1))) == [2, 3]
    assert refs(LAMP_AGAIN, at_least=0.99) == []


def test_of_two_alike_the_newer_comes_first() -> None:
    keep(1, LAMP)
    keep(2, LAMP)
    assert refs(LAMP) == [2, 1]


def test_new_changed_and_forgotten_texts_are_seen_by_the_next_search() -> None:
    assert refs(LAMP) == []
    keep(1, LAMP)
    assert refs(LAMP) == [1]
    keep(1, COLD)
    assert refs(LAMP) == []
    assert refs(COLD) == [1]
    _forget(1)
    assert refs(COLD) == []


def test_every_searcher_sees_the_same_whenever_it_began() -> None:
    early = searching.Searcher()
    limits = searching.Limits()
    for ref in range(30):
        keep(ref, (LAMP, COLD, DOGS)[ref % 3])
        early.similar(LAMP, limits, 5, None)
        if ref % 5 == 4:
            _forget(ref - 1)
    late = searching.Searcher()
    for text in (LAMP, COLD, DOGS):
        found = [{m.ref for m in searcher.similar(text, limits, 50, None)} for searcher in (early, late)]
        assert found[0] == found[1] == set(Text.objects.values_list("ref", flat=True)) & found[0]
        assert len(found[0]) > 5


def test_what_a_transaction_saw_and_took_back_is_not_kept() -> None:
    keep(1, LAMP)

    def take_back() -> None:
        with transaction.atomic():
            Text.objects.all().delete()
            Text.objects.create(kind="matter", ref=9, place_code=HERE, on=DAY, features=b"")
            keep(2, COLD)
            assert (refs(LAMP), refs(COLD)) == ([], [2])
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        take_back()
    assert (refs(LAMP), refs(COLD)) == ([1], [])
    keep(3, COLD)
    assert refs(COLD) == [3]


def test_a_row_with_a_lower_id_that_commits_later_is_found() -> None:
    keep(1, DOGS)
    keep(2, LAMP)
    late = Text.objects.get(ref=1)
    Text.objects.filter(pk=late.pk).delete()
    assert refs(LAMP) == [2]
    # As if another transaction had drawn its id first and committed last.
    late.save(force_insert=True)
    assert refs(DOGS) == [1]


def test_after_a_rebuild_old_and_new_rows_are_told_apart(kinds: list[Source]) -> None:
    kinds += [Source(ref, HERE, date(2023, 1, 1), LAMP) for ref in range(200)]
    texts.rebuild()
    assert len(refs(LAMP, at_most=200)) == 200
    texts.rebuild()
    assert refs(LAMP, at_most=3) == [199, 198, 197]
    del kinds[3:]
    texts.rebuild()
    assert refs(LAMP) == [2, 1, 0]
    assert searching.warm() >= 3
    assert searching.memory() > 0


def test_a_search_asks_the_database_three_times_at_most(django_assert_max_num_queries: object) -> None:
    for ref in range(40):
        keep(ref, LAMP)
    refs(LAMP)
    # What is new, what was awaited, and the rows of the answer.
    with django_assert_max_num_queries(3):
        assert len(refs(LAMP)) == 5
    with django_assert_max_num_queries(2):
        assert refs(DOGS) == []


def test_many_rows_are_read_in_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(searching, "CHUNK", 3)
    monkeypatch.setattr(searching, "FEW", 1)
    for ref in range(8):
        keep(ref, LAMP)
    assert sorted(refs(LAMP, at_most=10)) == list(range(8))
    for ref in range(8, 14):
        keep(ref, LAMP)
    assert len(refs(LAMP, at_most=20)) == 14
