"""Facts move the cells of every place above, in one order, and a correction takes them back."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from renda.foundation.action import one_transaction
from renda.foundation.facts import counting, queries
from renda.foundation.facts.models import Cell, Fact
from renda.foundation.facts.tests import counted
from renda.foundation.facts.tests.counted import SEEN, add

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("measures")]
measures = counted.measures
DAY = date(2023, 3, 6)
STATION = "14118210001"


def _cells() -> dict[tuple[str, int], int]:
    return {(c.place_code, c.period): c.quantity for c in Cell.objects.all()}


def test_a_fact_moves_month_and_year_of_every_place_above() -> None:
    add((SEEN, STATION, DAY, 2))
    places = ("14", "1411", "141182", "141182100", STATION)
    assert _cells() == {(place, period): 2 for place in places for period in (202300, 202303)}


def test_a_correction_takes_back_what_was_counted_on_its_day() -> None:
    add((SEEN, STATION, DAY, 3))
    add((SEEN, STATION, DAY, -1))
    assert set(_cells().values()) == {2}
    assert [fact.quantity for fact in Fact.objects.order_by("pk")] == [3, -1]


def test_what_cancels_out_within_an_act_moves_no_cell() -> None:
    add((SEEN, STATION, DAY, 1), (SEEN, STATION, DAY, -1))
    assert _cells() == {}


def test_nothing_counts_as_nothing() -> None:
    add((SEEN, STATION, DAY, 0))
    assert not Fact.objects.exists()


@pytest.mark.parametrize("quantity", [0, 1])
def test_an_unknown_measure_is_refused(quantity: int) -> None:
    with one_transaction(), pytest.raises(KeyError):
        counting.add("test.unknown", place_code=STATION, day=DAY, quantity=quantity)


def test_counting_outside_an_act_is_refused() -> None:
    with pytest.raises(RuntimeError):
        counting.add(SEEN, place_code=STATION, day=DAY)


def test_a_touch_moves_revisions_and_no_quantity() -> None:
    add((SEEN, STATION, DAY, 2))
    before, was = queries.fingerprint("1411", 2023), _cells()
    with one_transaction():
        counting.touch(SEEN, place_code=STATION, day=DAY)
    assert queries.fingerprint("1411", 2023) != before
    assert _cells() == was
    assert Fact.objects.count() == 1


def test_cells_are_always_moved_in_one_order() -> None:
    """Two acts that want the same cells take their rows in the same order, so neither waits for the other in turn."""
    facts = [(SEEN, "14118220001", date(2023, 4, 1), 1), (SEEN, STATION, DAY, 1), ("test.left", "14112110001", DAY, 1)]
    orders = []
    for order in (facts, facts[::-1]):
        with CaptureQueriesContext(
            connection,
        ) as captured:
            add(*order)
        (moved,) = [q["sql"] for q in captured if q["sql"].lstrip().startswith("INSERT INTO facts_cell")]
        orders.append(moved)
    assert orders[0] == orders[1]


def test_many_cells_are_moved_in_parts() -> None:
    add(*[(SEEN, f"141182100{n:02d}", date(2023, month, 1), 1) for n in range(1, 31) for month in range(1, 13)])
    assert _cells()["1411", 202300] == 360
    assert Cell.objects.count() > counting.CHUNK
