"""What an address asks for becomes a span of months, or is refused."""

from datetime import date

import pytest

from renda.foundation.errors import RuleBroken
from renda.surfaces.statistics import periods
from renda.surfaces.statistics.periods import Span

TODAY = date(2024, 5, 20)


@pytest.mark.parametrize(
    ("query", "span"),
    [
        ({}, Span(2024, 1, 5)),
        ({"year": "2023"}, Span(2023, 1, 12)),
        ({"year": "2023", "month": "3"}, Span(2023, 3, 3)),
        ({"year": "2023", "month": "3", "to": "9"}, Span(2023, 3, 9)),
        ({"year": "2023", "month": "1", "to": "12"}, Span(2023, 1, 12)),
        ({"year": "2023", "to": "6"}, Span(2023, 1, 6)),
        ({"year": "2024", "month": "1", "to": "12"}, Span(2024, 1, 5)),
        ({"month": "5"}, Span(2024, 5, 5)),
    ],
)
def test_an_address_names_a_span(query: dict[str, str], span: Span) -> None:
    assert periods.asked(query, today=TODAY) == span


@pytest.mark.parametrize(
    "query",
    [
        {"year": "1999"},
        {"year": "2025"},
        {"year": "二〇二三"},
        {"year": "-1"},
        {"year": "9" * 50},
        {"year": "2023", "month": "13"},
        {"year": "2023", "month": "9", "to": "3"},
        {"year": "2024", "month": "6"},
        {"year": "2023", "month": "<b>"},
        {"year": "²"},
    ],
)
def test_what_is_no_period_is_refused(query: dict[str, str]) -> None:
    with pytest.raises(RuleBroken):
        periods.asked(query, today=TODAY)


def test_a_span_knows_its_days_and_periods() -> None:
    year, spring = Span(2023, 1, 12), Span(2024, 2, 4)
    assert year.periods == (202300,)
    assert spring.periods == (202402, 202403, 202404)
    assert spring.up_to_its_end == (202401, 202402, 202403, 202404)
    assert (year.starts_on, year.last_on, year.ends_before) == (date(2023, 1, 1), date(2023, 12, 31), date(2024, 1, 1))
    assert Span(2024, 2, 2).last_on == date(2024, 2, 29)
    assert spring.a_year_before == Span(2023, 2, 4)
    assert spring.holds(date(2024, 4, 30))
    assert not spring.holds(date(2024, 5, 1))


@pytest.mark.parametrize(
    ("span", "word", "query"),
    [
        (Span(2023, 1, 12), "2023", "year=2023"),
        (Span(2024, 1, 5), "2024", "year=2024&month=1&to=5"),
        (Span(2023, 1, 5), "202301-202305", "year=2023&month=1&to=5"),
        (Span(2023, 3, 3), "202303", "year=2023&month=3"),
    ],
)
def test_a_span_is_named_in_the_addresses_of_lists_and_of_its_own_pages(span: Span, word: str, query: str) -> None:
    assert span.period_word(today=TODAY) == word
    assert span.query() == query
