"""Kept citations said in English."""

from renda.law import keys


def test_a_kept_citation_is_said_in_english() -> None:
    assert keys.english_citation("《代表法》第五十一条第二款") == "Deputies Law, art. 51(2)"


def test_a_citation_that_no_row_stands_behind_stays() -> None:
    assert keys.english_citation("《没有这部法》第一条") == "《没有这部法》第一条"
