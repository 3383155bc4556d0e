"""Numbers of deputies and the size of committees."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from renda.law import seats
from renda.law.errors import BadNumber, NotAtLevel
from renda.law.levels import Level

TODAY = date(2026, 3, 2)


@pytest.mark.parametrize(
    ("level", "population", "number", "article"),
    [
        (Level.PROVINCE, 34_900_000, 582, "《选举法》第十二条第一款第一项"),
        (Level.PROVINCE, 120_000_000, 1000, "《选举法》第十二条第一款第一项"),
        (Level.CITY, 3_398_431, 375, "《选举法》第十二条第一款第二项"),
        (Level.CITY, 12_000_000, 650, "《选举法》第十二条第一款第二项"),
        (Level.CITY, 10_000_000, 640, "《选举法》第十二条第一款第二项"),
        (Level.COUNTY, 460_000, 232, "《选举法》第十二条第一款第三项"),
        (Level.COUNTY, 1_550_000, 450, "《选举法》第十二条第一款第三项"),
        (Level.COUNTY, 1_900_000, 450, "《选举法》第十二条第一款第三项"),
        (Level.TOWNSHIP, 21_000, 59, "《选举法》第十二条第一款第四项"),
        (Level.TOWNSHIP, 500_000, 160, "《选举法》第十二条第一款第四项"),
    ],
)
def test_base_step_and_cap(level: Level, population: int, number: int, article: str) -> None:
    found = seats.deputies(level, population, on=TODAY)
    assert (found.number, str(found.citation)) == (number, article)


def test_a_municipality_counts_in_smaller_steps() -> None:
    assert seats.deputies(Level.PROVINCE, 10_000_000, on=TODAY, is_municipality=True).number == 750
    assert seats.deputies(Level.PROVINCE, 10_000_000, on=TODAY).number == 416


def test_small_places_may_have_fewer_and_minority_ones_five_per_cent_more() -> None:
    small = seats.deputies(Level.TOWNSHIP, 1_900, on=TODAY)
    assert small.may_be_fewer
    assert not seats.deputies(Level.TOWNSHIP, 2_000, on=TODAY).may_be_fewer
    more = seats.deputies(Level.COUNTY, 300_000, on=TODAY, has_extra=True)
    assert (more.number, more.arithmetic) == (210, "140 + ⌊300000 ÷ 5000⌋ = 200; + ⌊200 × 5%⌋ = 210")


@given(
    population=st.integers(1, 200_000_000),
    level=st.sampled_from([Level.PROVINCE, Level.CITY, Level.COUNTY, Level.TOWNSHIP]),
)
def test_no_congress_exceeds_its_cap(population: int, level: Level) -> None:
    found = seats.deputies(level, population, on=TODAY)
    cap = found.provision.fields["cap"]
    assert found.provision.fields["base"] <= found.number <= cap
    assert found.is_capped == (found.arithmetic.endswith(f"→ {cap}"))


@pytest.mark.parametrize(
    ("level", "population", "expected", "article"),
    [
        (Level.PROVINCE, 80_000_000, (45, 75), "《地方组织法》第四十七条第四款第一项"),
        (Level.PROVINCE, 80_000_001, (45, 95), "《地方组织法》第四十七条第四款第一项"),
        (Level.CITY, 3_400_000, (29, 51), "《地方组织法》第四十七条第四款第二项"),
        (Level.CITY, 9_000_000, (29, 61), "《地方组织法》第四十七条第四款第二项"),
        (Level.COUNTY, 1_000_000, (15, 35), "《地方组织法》第四十七条第四款第三项"),
        (Level.COUNTY, 1_000_001, (15, 45), "《地方组织法》第四十七条第四款第三项"),
    ],
)
def test_committee_sizes(level: Level, population: int, expected: tuple[int, int], article: str) -> None:
    found = seats.committee(level, population, on=TODAY)
    assert ((found.least, found.most), str(found.citation)) == (expected, article)
    assert found.allows(expected[0])
    assert not found.allows(expected[1] + 1)


def test_a_township_has_no_committee_to_size() -> None:
    with pytest.raises(NotAtLevel):
        seats.committee(Level.TOWNSHIP, 20_000, on=TODAY)
    with pytest.raises(NotAtLevel):
        seats.deputies(Level.NATION, 1_400_000_000, on=TODAY)


@pytest.mark.parametrize("count", [0, -3, 2.0])
def test_seats_are_positive_whole_numbers(count: int) -> None:
    with pytest.raises(BadNumber):
        seats.gap("head", count, on=TODAY)
    with pytest.raises(BadNumber):
        seats.deputies(Level.CITY, count, on=TODAY)


@given(
    count=st.integers(1, 700),
    kind=st.sampled_from(["committee_member", "upper_deputies", "direct_deputies", "deputy_head"]),
)
def test_a_gap_is_at_least_one_and_never_upside_down(count: int, kind: str) -> None:
    found = seats.gap(f"gap.{kind}", count, on=TODAY)
    assert found.most is not None
    assert 1 <= found.least <= found.most
    assert found.allows(count + found.least, nominated=count + found.least)
    assert not found.allows(count, nominated=count)
    assert not found.allows(count + found.most + 1, nominated=count + found.most + 1)
