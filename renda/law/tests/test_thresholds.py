"""Majorities, quorums and signatures as whole numbers."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from renda.law import rules, shapes, thresholds
from renda.law.errors import BadNumber, NotAtLevel, UnknownKey
from renda.law.levels import Level
from renda.law.units import Base, Body

TODAY = date(2026, 3, 2)
TOTALS = st.integers(min_value=1, max_value=5000)


@given(total=TOTALS)
def test_a_majority_is_the_smallest_count_above_half(total: int) -> None:
    needed = thresholds.majority(total)
    assert needed == total // 2 + 1
    assert 2 * needed > total >= 2 * (needed - 1)


@given(total=TOTALS)
def test_two_thirds_is_the_smallest_count_that_reaches_it(total: int) -> None:
    needed = thresholds.two_thirds(total)
    assert 3 * needed >= 2 * total > 3 * (needed - 1)


@given(total=TOTALS, numerator=st.integers(1, 9), denominator=st.integers(1, 99))
def test_shares_are_exact(total: int, numerator: int, denominator: int) -> None:
    share, exact = shapes.Share(numerator, denominator), Fraction(numerator, denominator) * total
    assert share.at_least(total) == -(-exact.numerator // exact.denominator)
    assert share.at_most(total) == exact.numerator // exact.denominator
    assert share.more_than(total) == exact.numerator // exact.denominator + 1


@given(total=TOTALS, data=st.data())
def test_a_count_passes_from_the_required_number_on(total: int, data: st.DataObject) -> None:
    yes = data.draw(st.integers(0, total))
    for found in (thresholds.vote(Body.CONGRESS, on=TODAY), thresholds.quorum(Body.CONGRESS, on=TODAY)):
        assert found.passes(yes, total) is (yes >= found.required(total))


@pytest.mark.parametrize("total", [0, -1, 1.5, True, "12"])
def test_a_whole_is_a_positive_integer(total: object) -> None:
    with pytest.raises(BadNumber):
        thresholds.majority(total)  # type: ignore[arg-type]


@pytest.mark.parametrize("yes", [-1, 11, 5.0])
def test_a_count_lies_within_its_whole(yes: int) -> None:
    with pytest.raises(BadNumber):
        thresholds.vote(Body.CONGRESS, on=TODAY).passes(yes, 10)


@pytest.mark.parametrize(
    ("key", "base", "of_100", "article"),
    [
        ("vote.congress", Base.ALL_DEPUTIES, 51, "《地方组织法》第二十五条"),
        ("vote.committee", Base.COMMITTEE_MEMBERS, 51, "《地方组织法》第五十一条第四款"),
        ("vote.regulation", Base.COMMITTEE_MEMBERS, 51, "《立法法》第四十四条第一款"),
        ("vote.removal", Base.COMMITTEE_MEMBERS, 51, "《监督法》第六十二条第三款"),
        ("recall.direct.vote", Base.CONSTITUENCY_VOTERS, 51, "《选举法》第五十三条第一款"),
        ("recall.upper_deputy.vote", Base.ELECTING_DEPUTIES, 51, "《选举法》第五十三条第二款"),
        ("election.valid.direct", Base.CONSTITUENCY_VOTERS, 51, "《选举法》第四十五条第一款"),
        ("election.win.direct", Base.VOTING_VOTERS, 51, "《选举法》第四十五条第一款"),
        ("election.win.upper_deputies", Base.ALL_DEPUTIES, 51, "《选举法》第四十五条第二款"),
        ("election.second.direct", Base.VOTES_CAST, 34, "《选举法》第四十五条第五款"),
        ("interpellation.unsatisfied.congress", Base.SIGNERS, 50, "《代表法》第二十条第五款"),
        ("interpellation.unsatisfied.committee", Base.SIGNERS, 51, "《监督法》第五十三条"),
    ],
)
def test_each_threshold_has_its_base(key: str, base: Base, of_100: int, article: str) -> None:
    found = thresholds.threshold(key, on=TODAY)
    assert (found.base, found.required(100), str(found.citation)) == (base, of_100, article)
    assert found.key == key


def test_no_local_law_asks_two_thirds_of_a_vote() -> None:
    from renda.law import keys

    shares = {row.fields.get("at_least") for row in keys.all_rows() if row.kind == "threshold"}
    assert "2/3" not in shares


def test_the_sum_is_written_out() -> None:
    assert thresholds.vote(Body.CONGRESS, on=TODAY).arithmetic(197) == "⌊197 ÷ 2⌋ + 1 = 99"
    assert thresholds.quorum(Body.CONGRESS, on=TODAY).arithmetic(197) == "⌈197 × 2 ÷ 3⌉ = 132"


@pytest.mark.parametrize("text", ["0/3", "half", "2/0", "1.5/2"])
def test_a_share_is_two_whole_numbers(text: str) -> None:
    with pytest.raises(ValueError, match=text):
        shapes.share(text)
    assert str(shapes.share("2/3")) == "2/3"


def test_a_presidium_has_a_quorum_only_where_local_rules_give_one() -> None:
    with pytest.raises(UnknownKey):
        thresholds.quorum(Body.PRESIDIUM, on=TODAY)
    session = thresholds.quorum(Body.PRESIDIUM, on=TODAY, overlays=("guangdong",))
    assert (session.required(75), str(session.citation)) == (50, "《广东省人民代表大会议事规则》第十一条第二款")
    township = thresholds.quorum(Body.TOWNSHIP_PRESIDIUM, on=TODAY, overlays=("zhejiang",))
    assert township.required(9) == 5
    assert thresholds.vote(Body.TOWNSHIP_PRESIDIUM, on=TODAY, overlays=("zhejiang",)).required(9) == 5


def test_a_share_of_signatures_needs_its_whole() -> None:
    recall = thresholds.signatures("recall.officials", Level.COUNTY, on=TODAY)
    assert recall.needs_total
    assert recall.arithmetic(232) == "⌈232 ÷ 10⌉ = 24"
    with pytest.raises(BadNumber) as refusal:
        recall.required()
    assert "全体代表" in str(refusal.value)
    motion = thresholds.signatures("motion.signatures", Level.COUNTY, on=TODAY)
    assert not motion.needs_total
    assert motion.arithmetic() == motion.arithmetic(232) == "10"


def test_nobody_signs_a_special_inquiry_committee_in_a_township() -> None:
    with pytest.raises(NotAtLevel):
        thresholds.signatures("inquiry_committee.congress", Level.TOWNSHIP, on=TODAY)


def test_the_nations_deputies_resign_to_their_province() -> None:
    assert thresholds.resigns_to(Level.NATION) == (Level.PROVINCE, Body.COMMITTEE)
    assert thresholds.resignation(Level.NATION, on=TODAY).base is Base.ELECTING_COMMITTEE_MEMBERS


@pytest.mark.parametrize(
    ("key", "overlays", "level", "inside", "outside", "article"),
    [
        ("constituency.seats", (), None, 3, 4, "《选举法》第二十五条第二款"),
        ("ballot.proxy", (), None, 3, 4, "《选举法》第四十二条"),
        ("township.vice_chairs", (), None, 0, 3, "《地方组织法》第十八条第一款"),
        ("group.size", (), None, 3, 2, "《地方组织法》第四十三条第三款"),
        ("nomination.days", (), None, 2, 1, "《地方组织法》第二十七条第二款"),
        ("term.years", (), None, 5, 4, "《地方组织法》第九条"),
        ("presidium.township.size", ("zhejiang",), None, 17, 18, "《浙江省乡镇人大工作条例》第八条第二款"),
        ("deputy.days", ("zhejiang",), Level.TOWNSHIP, 7, 6, "《浙江省实施代表法办法》第三十五条第一款"),
        ("deputy.days", ("zhejiang",), Level.COUNTY, 15, 14, "《浙江省实施代表法办法》第三十五条第一款"),
        ("group.meetings", ("shandong",), Level.COUNTY, 4, 3, "《山东省实施代表法办法》第十九条第三款"),
        ("group.meetings", ("shandong",), Level.CITY, 2, 1, "《山东省实施代表法办法》第十九条第三款"),
        ("duty.reception", ("beijing",), None, 2, 1, "《北京市实施代表法办法》第二十二条第二款"),
        ("regulation.draft.readings", ("puyang",), None, 2, 4, "《濮阳市地方立法条例》第三十七条"),
    ],
)
def test_plain_numbers(
    key: str, overlays: tuple[str, ...], level: Level | None, inside: int, outside: int, article: str
) -> None:
    number = rules.number(key, on=TODAY, overlays=overlays, level=level)
    assert number.allows(inside)
    assert not number.allows(outside)
    assert str(number.citation) == article
    assert number.of


def test_a_rule_gives_its_options_and_its_sentence() -> None:
    rule = rules.rule("motion.form", on=TODAY)
    assert rule.options == ("案由", "案据", "方案")
    assert "方案" in rule.summary
    assert rule.answer == ""
