"""Reads of the cells: what is asked for, in one query, and a fingerprint that misses no change."""

from datetime import date

import pytest

from renda.foundation.facts import queries
from renda.foundation.facts.tests import counted
from renda.foundation.facts.tests.counted import LEFT, SEEN, add

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("measures")]
measures = counted.measures
STATION, OTHER = "14118210001", "14112110001"


def _fill() -> None:
    add(
        (SEEN, STATION, date(2022, 3, 1), 1),
        (SEEN, STATION, date(2023, 3, 1), 2),
        (SEEN, STATION, date(2023, 4, 1), 4),
        (LEFT, OTHER, date(2023, 3, 1), 8),
    )


def test_cells_of_places_and_periods(django_assert_num_queries) -> None:
    _fill()
    with django_assert_num_queries(1):
        found = queries.cells(["1411", STATION], [202300, 202303])
    assert found["1411", 202300, SEEN] == 6
    assert found["1411", 202303, LEFT] == 8
    assert (STATION, 202300, LEFT) not in found
    assert queries.cells(["1411"], [202300], [LEFT]) == {("1411", 202300, LEFT): 8}


def test_sums_of_several_spans_in_one_query(django_assert_num_queries) -> None:
    _fill()
    with django_assert_num_queries(1):
        found = queries.sums(["1411", STATION], {"now": [202303, 202304], "then": [202203], "never": []})
    assert found["now"]["1411"] == {SEEN: 6, LEFT: 8}
    assert found["then"][STATION] == {SEEN: 1}
    assert not any(found["never"].get("1411", {}).values())


def test_the_fingerprint_names_the_years_with_figures() -> None:
    _fill()
    assert [year for year, *_ in queries.fingerprint("1411", 2023)] == [2022, 2023]
    assert [year for year, *_ in queries.fingerprint("1411", 2022)] == [2022]
    assert queries.fingerprint("1499", 2023) == ()


@pytest.mark.parametrize("day", [date(2022, 1, 1), date(2023, 12, 31)])
def test_any_fact_below_a_place_changes_its_fingerprint_and_no_other(day: date) -> None:
    _fill()
    city, county, other = (queries.fingerprint(code, 2023) for code in ("1411", "141182", "141121"))
    add((LEFT, STATION, day, -1))
    assert queries.fingerprint("1411", 2023) != city
    assert queries.fingerprint("141182", 2023) != county
    assert queries.fingerprint("141121", 2023) == other
