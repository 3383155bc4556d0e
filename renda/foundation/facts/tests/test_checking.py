"""Counting again agrees with what was kept, finds what was spoilt, and repairs it."""

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from renda.foundation.facts import checking, queries
from renda.foundation.facts.models import Cell, Fact
from renda.foundation.facts.tests import counted
from renda.foundation.facts.tests.counted import LEFT, SEEN, happen

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("measures")]
measures = counted.measures
DAY = date(2023, 3, 6)
STATION, POINT = "14118210001", "1411821000103"

ROWS = st.tuples(
    st.sampled_from((SEEN, LEFT)),
    st.sampled_from((STATION, POINT, "14118210002", "14112100001", "14118200001")),
    st.dates(date(2021, 12, 30), date(2024, 1, 3)),
    st.integers(-3, 5),
)


def _clear() -> None:
    Cell.objects.all().delete()
    Fact.objects.all().delete()
    counted.business.clear()


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=st.lists(st.lists(ROWS, max_size=4), max_size=5))
def test_whatever_is_counted_agrees_with_counting_again(acts: list) -> None:
    _clear()
    for act in acts:
        happen(*act)
    assert checking.differences() == []
    kept = queries.cells(["14", "1411", STATION], [202200, 202300])
    checking.rebuild()
    assert checking.differences() == []
    again = queries.cells(["14", "1411", STATION], [202200, 202300])
    assert {k: q for k, q in kept.items() if q} == {k: q for k, q in again.items() if q}


def test_a_spoilt_cell_is_found_and_repaired() -> None:
    happen((SEEN, STATION, DAY, 2))
    Cell.objects.filter(place_code="1411", period=202303).update(quantity=7)
    assert checking.differences() == [checking.Difference(SEEN, "1411", "202303", 7, 2)]
    assert checking.rebuild() == 1
    assert checking.differences() == []


def test_an_act_that_forgot_to_count_is_found() -> None:
    counted.business.append((SEEN, STATION, DAY, 1))
    found = checking.differences()
    assert found[0] == checking.Difference(SEEN, STATION, "2023-03-06", 0, 1)
    assert len(found) == 1 + 2 * len(("14", "1411", "141182", "141182100", STATION))
    assert len(checking.differences(limit=3)) == 3


def test_a_fact_without_a_row_behind_it_is_found() -> None:
    happen((SEEN, STATION, DAY, 1))
    counted.business.clear()
    assert {d.counted for d in checking.differences()} == {0}


def test_a_rebuilt_table_is_newer_than_every_kept_page() -> None:
    happen((SEEN, STATION, DAY, 2))
    happen((LEFT, STATION, DAY, 1))
    seen = {queries.fingerprint("1411", 2023)}
    for _ in range(3):
        checking.rebuild()
        found = queries.fingerprint("1411", 2023)
        assert found not in seen
        seen.add(found)
