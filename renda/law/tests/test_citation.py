"""How articles are written, in Chinese and in English."""

from datetime import date

import pytest

from renda.law import provisions
from renda.law.citation import Citation, numeral
from renda.law.errors import BadNumber
from renda.law.levels import Level
from renda.law.units import Rank

TODAY = date(2026, 3, 2)


@pytest.mark.parametrize(
    ("number", "written"),
    [
        (1, "一"), (9, "九"), (10, "十"), (11, "十一"), (20, "二十"), (65, "六十五"), (100, "一百"), (101, "一百零一"),
        (105, "一百零五"), (110, "一百一十"), (112, "一百一十二"), (200, "二百"), (203, "二百零三"), (1000, "一千"),
        (1001, "一千零一"), (1010, "一千零一十"), (1200, "一千二百"), (1259, "一千二百五十九"), (9999, "九千九百九十九"),
    ],
)  # fmt: skip
def test_numbers_are_written_as_statutes_write_them(number: int, written: str) -> None:
    assert numeral(number) == written


@pytest.mark.parametrize("number", [0, -1, 10_000])
def test_no_statute_has_such_an_article(number: int) -> None:
    with pytest.raises(BadNumber):
        numeral(number)


def test_a_citation_in_full_and_in_english() -> None:
    citation = provisions.find("suggestion.reply.complex", on=TODAY).citation
    assert str(citation) == "《代表法》第五十一条第二款"
    assert citation.full == "《中华人民共和国全国人民代表大会和地方各级人民代表大会代表法》第五十一条第二款"
    assert citation.english == "Deputies Law, art. 51(2)"
    assert citation.rank is Rank.LAW
    assert citation.version == date(2025, 3, 11)


def test_items_further_articles_and_whole_statutes() -> None:
    statute = provisions.find("seats.deputies.city", on=TODAY).citation.statute
    several = Citation(statute=statute, article=12, paragraph=1, item=2, also=(13, 14))
    assert str(several) == "《选举法》第十二条第一款第二项、第十三条、第十四条"
    assert several.english == "Electoral Law, art. 12(1)(2), 13, 14"
    assert str(Citation(statute=statute)) == "《选举法》"
    assert Citation(statute=statute).english == "Electoral Law"


@pytest.mark.parametrize("level", Level)
def test_levels_stand_in_order(level: Level) -> None:
    assert str(level) == level.label
    assert level.above is None or level.above.below is level
    assert level.below is None or level.below.above is level


def test_facts_of_the_levels() -> None:
    assert Level.NATION.council_of_chairs == ("委员长", "副委员长", "秘书长")
    assert [level for level in Level if level.is_elected_directly] == [Level.COUNTY, Level.TOWNSHIP]
    assert [level for level in Level if level.may_make_regulations] == [Level.PROVINCE, Level.CITY]
    assert Level.TOWNSHIP.below is None
    assert Level.NATION.above is None
