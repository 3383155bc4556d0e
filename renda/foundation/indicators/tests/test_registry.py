"""Rates are integers of tenths, rounded half up; an indicator is found by its code."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from renda.foundation.indicators import registry


@pytest.mark.parametrize(
    ("part", "whole", "rate"),
    [
        (3589, 4344, 826),
        (196, 231, 848),
        (1, 3, 333),
        (1, 2000, 1),
        (1, 2001, 0),
        (0, 5, 0),
        (5, 5, 1000),
        (7, 5, 1400),
    ],
)
def test_tenths_of_a_percent_are_rounded_half_up(part: int, whole: int, rate: int) -> None:
    assert registry.tenths(part, whole) == rate


def test_of_nothing_there_is_no_rate() -> None:
    assert registry.tenths(0, 0) is None


@given(st.integers(0, 10**6), st.integers(1, 10**6))
def test_a_rate_is_never_off_by_more_than_half_a_tenth(part: int, whole: int) -> None:
    assert abs(registry.tenths(part, whole) * whole - part * 1000) * 2 <= whole


def test_an_indicator_is_registered_by_decorating_its_formula(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry, "_indicators", {})

    @registry.indicator("test.twice", title="两倍", unit="次")
    def twice(of):
        return 2 * of.get("test.seen", 0)

    assert registry.get("test.twice").formula({"test.seen": 4}) == 8
    assert list(registry.all_indicators()) == ["test.twice"]
    with pytest.raises(KeyError):
        registry.get("test.thrice")
