"""The demo city as a whole: what is published of 2023 comes out of the acts, to the last figure."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.db import transaction
from django.test import Client
from pytest_django.plugin import DjangoDbBlocker

from renda.capabilities.casework.models import Case, Gram
from renda.capabilities.deputies.models import CongressTerm, Deputy
from renda.capabilities.stations.models import DutyAssignment, DutyDay, LiaisonStation, Visit
from renda.foundation.accounts.models import Congress, Region, User
from renda.foundation.action import one_transaction
from renda.foundation.audit.models import Entry
from renda.foundation.facts import checking, queries
from renda.project.demo import load, plan
from renda.surfaces.statistics import periods
from renda.surfaces.statistics.tests import counting_rows
from tests.demo import checks
from tests.demo.checks import NOW

YEAR = 202300
FIGURES = ("stations.visits", "casework.visitors", "casework.matters", "casework.settled")


@pytest.fixture(scope="module")
def city(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The whole city, loaded once for this module and rolled back after it."""
    del django_db_setup
    with django_db_blocker.unblock(), transaction.atomic():
        with one_transaction():
            load._load(small=False, now=NOW)
        yield
        transaction.set_rollback(True)


def _figures(place: str, *, month: int = 0) -> tuple[int, ...]:
    cells = queries.cells([place], [YEAR + month])
    return tuple(cells.get((place, YEAR + month, measure), 0) for measure in FIGURES)


@pytest.mark.django_db
@pytest.mark.xdist_group("city")
@pytest.mark.usefixtures("city")
class TestCity:
    """Everything below reads the same loaded city."""

    def test_the_city_has_its_published_figures(self) -> None:
        assert _figures("1411") == (7164, 14349, 4344, 3589)

    def test_fenyang_has_its_published_figures(self) -> None:
        assert _figures("141182") == (464, 629, 231, 196)

    def test_wenshui_settled_96_percent_of_more_than_370(self) -> None:
        visits, visitors, matters, settled = _figures("141121")
        assert visits >= 2000
        assert visitors >= 4100
        assert matters >= 370
        assert round(100 * settled / matters) == 96

    def test_jiaocheng_has_8_stations_and_56_points(self) -> None:
        there = LiaisonStation.objects.filter(code__startswith="141122")
        assert there.filter(kind="station").count() == 8
        assert there.filter(kind="point").count() == 56

    def test_counties_months_and_stations_add_up(self) -> None:
        counties = [_figures(code) for code in plan.POPULATION]
        assert tuple(map(sum, zip(*counties, strict=True))) == _figures("1411")
        months = [_figures("1411", month=month) for month in range(1, 13)]
        assert tuple(map(sum, zip(*months, strict=True))) == _figures("1411")

    @pytest.mark.parametrize(
        ("who", "place", "query"),
        [
            ("city", "1411", "year=2023&month=5"),
            ("city", "141182", "year=2023"),
            ("county", "141102", "year=2023&month=7&to=9"),
            ("county", "141102", f"year={NOW.year}"),
            ("street", "141102001", f"year={NOW.year}&month={NOW.month}"),
            ("clerk", "14110200101", "year=2023"),
        ],
    )
    def test_every_figure_opens_as_many_rows_as_it_says(self, who: str, place: str, query: str) -> None:
        client = Client()
        client.force_login(User.objects.get(username=who))
        page = client.get(f"/statistics/{place}/?{query}")
        assert page.status_code == 200
        span = periods.asked(dict(pair.split("=") for pair in query.split("&")), today=NOW.date())
        figures = counting_rows.figures_of(page.content.decode())
        assert {"visitors", "settled_in_time", "settled", "open", "settled_rate"} <= {one.code for one in figures}
        for figure in figures:
            wanted = counting_rows.numerator(figure, place, span)
            assert counting_rows.rows_behind(client, figure.url) == wanted, figure

    def test_a_recount_from_the_business_tables_agrees(self) -> None:
        assert checking.differences() == []

    def test_regions_and_congresses_are_the_real_ones(self) -> None:
        assert Region.objects.filter(kind="county").count() == 13
        assert Region.objects.filter(kind="town").count() == 91
        assert Region.objects.filter(kind="township").count() == 45
        assert Region.objects.filter(kind="subdistrict").count() == 15
        assert Region.objects.filter(kind="zone").count() == 3
        assert Congress.objects.count() == 1 + 13 + 136
        assert not Congress.objects.filter(region__kind__in=["subdistrict", "zone"]).exists()

    def test_congresses_are_sized_by_the_electoral_law(self) -> None:
        """Article 12: a city has 240 and one more for each 25,000 people."""
        city = CongressTerm.objects.get(congress__region_id="1411")
        assert city.seats == 240 + 1000 * sum(plan.POPULATION.values()) // 25_000
        assert all(term.seats <= 160 for term in CongressTerm.objects.filter(congress__level="township"))

    def test_every_desk_has_something_on_it(self) -> None:
        """A newcomer who signs in finds work in each state."""
        states = set(Case.objects.filter(registered_on__year=2026).values_list("state", flat=True))
        assert {"registered", "assigned", "handling", "answered", "settled", "referred"} <= states

    def test_the_deputy_who_signs_in_has_duty_behind_and_ahead_and_matters_to_follow(self) -> None:
        deputy = Deputy.objects.get(user__username="deputy")
        turns = DutyAssignment.objects.filter(deputy=deputy, is_withdrawn=False)
        assert turns.filter(duty_day__on__lt=NOW.date()).count() >= 5
        assert turns.filter(duty_day__on__gt=NOW.date()).count() >= 2
        assert Visit.objects.filter(deputy=deputy, duty_day__isnull=False, on__year=NOW.year).exists()
        received = Case.objects.filter(receivers__deputy=deputy)
        assert received.filter(registered_on__year=2023).exists()
        assert received.filter(state="answered").count() >= 1
        assert received.filter(state="handling", due_on__lt=NOW.date() + timedelta(days=30)).exists()

    def test_whoever_came_on_a_recent_duty_day_was_on_its_roster_first(self) -> None:
        for day in DutyDay.objects.filter(on__year=NOW.year, state="held").prefetch_related("assignments", "visits"):
            listed = {one.deputy_id for one in day.assignments.all()}
            came = {one.deputy_id for one in day.visits.all()}
            assert came <= listed or listed <= came, day.on

    def test_everything_left_a_trace_and_can_be_found(self) -> None:
        assert Entry.objects.filter(verb="casework.register").count() == Case.objects.count()
        assert Gram.objects.values("case_id").distinct().count() == Case.objects.count()


@pytest.mark.django_db
@pytest.mark.xdist_group("city")
class TestSuggestionsOfTheCity(checks.OfSuggestions):
    """The suggestions of the same city."""

    @pytest.fixture
    def loaded(self, city: None) -> str:
        """Which city this is."""
        del city
        return "whole"
