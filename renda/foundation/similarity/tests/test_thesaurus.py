"""Words stand for concepts, hints are told from names, silent words say nothing, and no two concepts share a number."""

import tomllib

from renda.foundation.similarity import features, thesaurus, weighing
from renda.foundation.similarity.thesaurus import Thesaurus

LISTED = tomllib.loads(thesaurus.WORDS.read_text(encoding="utf-8"))
LITTLE = Thesaurus({"things": {"灯": "路灯 照明 手电?", "路": "路"}, "silent": {"words": "关于 建议"}})


def test_the_longest_word_counts_and_what_lies_in_it_does_not() -> None:
    assert LITTLE.read("路灯")[0] == {("things", "灯"): 2}
    assert LITTLE.read("路边有路灯")[0] == {("things", "路"): 2, ("things", "灯"): 2}


def test_different_words_add_up_and_the_same_word_again_does_not() -> None:
    assert LITTLE.read("打手电")[0] == {("things", "灯"): 1}
    assert LITTLE.read("打手电，没路灯，打手电")[0] == {("things", "灯"): 3}


def test_what_more_words_speak_of_is_kept_as_stronger() -> None:
    hinted = features.concept("things", "照明")
    for text, strength in (("手电", 0), ("路灯", 1), ("路灯手电", 2), ("路灯照明手电", 3), ("路灯照明灯杆手电", 3)):
        plain, strengths = weighing.terms(features.of(text))
        assert dict(zip(plain.tolist(), strengths.tolist(), strict=True))[hinted] == strength


def test_silent_words_are_blanked() -> None:
    assert LITTLE.read("关于照明的建议") == ({("things", "灯"): 2}, "  照明的  ")
    assert features.of("关于的建议").size == 0


def test_the_list_is_well_formed() -> None:
    assert set(LISTED) == {*features.GROUPS, thesaurus.SILENT}
    numbers = [features.concept(group, name) for group in features.GROUPS for name in LISTED[group]]
    assert len(set(numbers)) == len(numbers)
    assert max(numbers) <= features.CONCEPT_BITS
    assert (3 << features.STRENGTH_SHIFT) + max(numbers) < features.FIRST_PAIR
    for group in LISTED.values():
        for concept, words in group.items():
            listed = words.split()
            assert len(set(listed)) == len(listed), concept


def test_features_come_back_as_they_were_kept_and_hold_no_digits() -> None:
    found = features.of("文昌街13900001234路灯")
    assert (features.unpack(features.pack(found)) == found).all()
    assert (found == features.of("文昌街98 路灯")).all()
    assert features.of("").size == features.unpack(b"").size == 0
