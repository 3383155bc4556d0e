"""The table says what happened, its totals are the sums of its rows, and the year before stands beside."""

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from renda.capabilities.casework.tests import factories as cases
from renda.capabilities.deputies.tests import factories as people
from renda.capabilities.stations.tests import factories as stations
from renda.foundation.errors import RuleBroken
from renda.foundation.facts import checking, queries
from renda.foundation.facts.models import Cell, Fact
from renda.surfaces.statistics import columns, places, tables
from renda.surfaces.statistics.periods import Span
from renda.surfaces.statistics.tests import scene

pytestmark = pytest.mark.django_db
TODAY = date(2024, 2, 1)
YEAR = Span(2023, 1, 12)


def table(code: str, span: Span = YEAR) -> tables.Table:
    around = places.around(code)
    assert around is not None
    return tables.build(around, span, tables.live(code, queries.fingerprint(code, TODAY.year), today=TODAY))


@pytest.mark.parametrize("code", [scene.CITY, scene.COUNTY, scene.TOWN])
def test_the_table_equals_what_was_counted_by_hand(code: str) -> None:
    scene.year()
    found = table(code)
    expected = {**scene.YEAR, "overdue": 2}
    assert found.total.figures == expected
    rows = [dict(row.figures) for row in found.rows if not row.is_part and row.figures["stations"]]
    assert rows == [expected]
    assert checking.differences() == []


def test_the_command_prints_the_same_row() -> None:
    made = scene.year()
    row = tables.figures(scene.CITY, 2023)
    assert {code: row[code] for code in scene.YEAR} == scene.YEAR
    assert (row["name"], row["from"], row["to"]) == ("吕梁市", "2023-01-01", "2023-12-31")
    march = tables.figures(made.town.station.code, 2023, 3)
    assert (march["visits"], march["matters"], march["settled"], march["open"]) == (2, 3, 2, 1)
    with pytest.raises(RuleBroken):
        tables.figures("141199", 2023)


def test_a_station_is_shown_month_by_month() -> None:
    made = scene.year()
    found = table(made.town.station.code)
    assert [row.span.first for row in found.rows] == list(range(1, 13))
    assert [row.figures["matters"] for row in found.rows] == [0, 0, 3, 1, 2, *[0] * 7]
    assert [row.figures["open"] for row in found.rows] == [0, 0, 1, 1, 3, *[3] * 7]
    total = {code: value for code, value in scene.YEAR.items() if code not in {"stations", "points"}}
    assert {code: found.total.figures[code] for code in total} == total
    assert found.total.figures["overdue"] == 2


def test_a_span_of_months_holds_those_months_and_what_is_open_from_before() -> None:
    scene.year()
    found = table(scene.COUNTY, Span(2023, 4, 5)).total.figures
    assert (found["matters"], found["settled"], found["referred"], found["open"]) == (3, 0, 1, 3)


def test_what_was_left_open_in_earlier_years_is_still_open() -> None:
    made = scene.year()
    code = made.town.station.code
    scene.count(("casework.matters", code, date(2021, 5, 1), 4), ("casework.settled", code, date(2022, 5, 1), 3))
    assert table(scene.CITY).total.figures["open"] == scene.YEAR["open"] + 1
    assert table(code).total.figures["open"] == scene.YEAR["open"] + 1


def test_the_same_months_of_the_year_before_stand_beside() -> None:
    made = scene.year()
    code = made.town.station.code
    scene.count(
        ("casework.matters", code, date(2022, 3, 31), 4),
        ("casework.settled", code, date(2022, 3, 31), 3),
        ("casework.matters", code, date(2022, 7, 1), 90),
    )
    for place in (scene.CITY, code):
        found = table(place, Span(2023, 3, 5))
        assert found.total.before["matters"] == 4
        assert found.total.before["settled_rate"] == 750
        assert found.has_year_before
    assert not table(scene.CITY, Span(2024, 6, 6)).has_year_before


def test_points_are_parts_of_their_station_and_industry_stations_rows_of_their_county() -> None:
    made = scene.year()
    county = made.town.station.region.parent
    trade = stations.station(county, scope="industry", industry="商贸", name="商贸代表联络站")
    scene.count(
        ("casework.matters", made.point.code, date(2023, 6, 1), 5),
        ("casework.matters", trade.code, date(2023, 6, 1), 7),
    )
    town = table(scene.TOWN)
    assert [(row.name, row.is_part, row.figures["matters"]) for row in town.rows] == [
        (made.town.station.name, False, 11),
        (made.point.name, True, 5),
    ]
    found = table(scene.COUNTY)
    assert [row.code for row in found.rows if row.figures["matters"]] == [scene.TOWN, trade.code]
    assert found.total.figures["matters"] == 18
    assert found.total.figures["stations"] == 2


def test_rows_stand_in_administrative_order() -> None:
    people.region_tree()
    scene.count(("casework.matters", "14118210001", date(2023, 6, 1), 1))
    assert [row.code for row in table(scene.CITY).rows] == ["141121", "141182"]
    assert [row.code for row in table(scene.COUNTY).rows] == ["141182001", "141182100", "141182200"]


FLOWS = [c.code for c in columns.COLUMNS if not c.is_rate]
FACT = st.tuples(
    st.sampled_from(
        ("casework.matters", "casework.settled", "casework.settled_late", "casework.referred", "stations.visits")
    ),
    st.sampled_from(("14118210001", "1411821000101", "14118220001", "14118200001", "14112100001")),
    st.dates(date(2022, 1, 1), date(2023, 12, 31)),
    st.integers(-2, 6),
)


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(facts=st.lists(FACT, max_size=12), first=st.integers(1, 12), length=st.integers(0, 11))
def test_totals_are_the_sums_of_their_rows(facts: list, first: int, length: int) -> None:
    Cell.objects.all().delete()
    Fact.objects.all().delete()
    people.region_tree()
    if not places.around("14118210001"):
        county = people.region_tree().counties[0].region
        for region in (*(c.region for c in people.region_tree().townships), people.region_tree().subdistrict):
            stations.point(stations.station(region))
        stations.station(county, scope="industry", industry="煤化工")
    scene.count(*facts)
    span = Span(2023, first, min(12, first + length))
    for code in ("14", scene.CITY, scene.COUNTY, scene.TOWN):
        found = table(code, span)
        rows = [row for row in found.rows if not row.is_part]
        for column in FLOWS:
            assert sum(row.figures[column] for row in rows) == found.total.figures[column], (code, column)
    months = table("14118210001", span)
    for column in (c.code for c in columns.COLUMNS if not c.is_rate and not c.is_stock):
        assert sum(row.figures[column] for row in months.rows) == months.total.figures[column]


def test_a_table_costs_the_same_with_few_and_many_rows(django_assert_num_queries) -> None:
    made = scene.year()
    for n in range(2):
        if n:
            for _ in range(40):
                cases.case(made.town, at=scene.at(6, 1))
            scene.count(
                *[("casework.matters", made.town.station.code, date(2023, 7, 1 + k % 28), 1) for k in range(2000)]
            )
        with django_assert_num_queries(6):
            table(scene.CITY)
