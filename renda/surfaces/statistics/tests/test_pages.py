"""The pages: who reads which, fresh at once, few queries, every figure opens its rows."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from renda.capabilities.casework import actions as case_actions
from renda.capabilities.casework.tests import factories as cases
from renda.capabilities.deputies.tests import factories as people
from renda.capabilities.stations.actions import stations as station_actions
from renda.capabilities.stations.tests import factories as stations
from renda.foundation.accounts.actor import SYSTEM
from renda.foundation.accounts.terms import Role
from renda.surfaces.statistics import columns, outlines, pages, tables
from renda.surfaces.statistics.periods import Span
from renda.surfaces.statistics.tests import scene

pytestmark = pytest.mark.django_db
YEAR = "?year=2023"


@pytest.fixture(autouse=True)
def _nothing_kept():
    pages.forget()


def _url(code: str, name: str = "place") -> str:
    return reverse(f"statistics:{name}", args=[code])


def _as(role: str, place: str, **facts) -> Client:
    return people.client_for(people.user(role, place, **facts))


def _strip(client: Client, code: str, query: str = YEAR) -> list[str]:
    """The five figures at the top of the page."""
    text = client.get(_url(code) + query).content.decode()
    return re.findall(r'class="figure num"[^>]*>([\d,]+)<', text)[:5]


def test_the_city_page_says_what_was_counted_by_hand() -> None:
    scene.year()
    client = _as(Role.OFFICE, scene.CITY)
    assert _strip(client, scene.CITY) == ["3", "9", "6", "2", "3"]
    text = client.get(_url(scene.CITY) + YEAR).content.decode()
    assert "吕梁市联络站运行情况" in text
    assert "2023年1月1日至12月31日" in text
    assert "数据截至" in text
    assert "现有2件已逾期" in text
    assert "办结率33.3%，上年同期未报" in text
    assert text.count('class="btn btn-main"') == 1


@pytest.mark.parametrize(
    ("role", "post", "readable"),
    [
        (Role.OFFICE, scene.CITY, (scene.CITY, scene.COUNTY, scene.TOWN, "station")),
        (Role.LEADER, scene.CITY, (scene.CITY, scene.COUNTY, scene.TOWN, "station")),
        (Role.OFFICE, scene.COUNTY, (scene.COUNTY, scene.TOWN, "station")),
        (Role.LEADER, "141121", ()),
        (Role.OFFICE, scene.TOWN, (scene.TOWN, "station")),
        (Role.CLERK, "station", ("station",)),
        (Role.HANDLER, scene.COUNTY, ()),
        (Role.DEPUTY, scene.COUNTY, ()),
        (Role.OPERATOR, scene.CITY, ()),
        (None, "", ()),
    ],
)
def test_only_posts_that_cover_a_place_read_it(role: str | None, post: str, readable: tuple[str, ...]) -> None:
    made = scene.year()
    code = {"station": made.town.station.code}
    organ = made.town.bureau.pk if role == Role.HANDLER else None
    client = Client() if role is None else _as(role, code.get(post, post), organ_id=organ)
    refused = 302 if role is None else 404
    for place in (scene.CITY, scene.COUNTY, scene.TOWN, "station"):
        expected = 200 if place in readable else refused
        for name in ("place", "export"):
            assert client.get(_url(code.get(place, place), name) + YEAR).status_code == expected, (place, name)
        rows = client.get(reverse("statistics:rows", args=[code.get(place, place), "visits"]) + YEAR).status_code
        assert rows == (404 if role == Role.LEADER else expected), place


@pytest.mark.parametrize(("role", "post"), [(Role.OFFICE, scene.COUNTY), (Role.LEADER, scene.CITY), (Role.CLERK, "")])
def test_the_first_page_is_the_readers_own_place(role: str, post: str) -> None:
    made = scene.year()
    post = post or made.town.station.code
    client = _as(role, post)
    assert client.get(reverse("statistics:index")).headers["Location"] == _url(post)
    assert "统计" in client.get(_url(post)).content.decode()


def test_who_has_no_place_is_told_so() -> None:
    made = scene.year()
    client = _as(Role.HANDLER, scene.COUNTY, organ_id=made.town.bureau.pk)
    assert client.get(reverse("statistics:index")).status_code == 403


@pytest.mark.parametrize("query", ["?year=1800", "?year=abc", "?year=2023&month=13", "?year=2023&month=5&to=2"])
@pytest.mark.parametrize("name", ["place", "export"])
def test_a_period_that_is_none_is_refused_in_words(query: str, name: str) -> None:
    scene.year()
    response = _as(Role.OFFICE, scene.CITY).get(_url(scene.CITY, name) + query)
    assert response.status_code == 422
    assert "没有这个统计时段" in response.content.decode()


@pytest.mark.parametrize("code", ["141199", "1411x", "14118210099", "141182100999999", "14118%27"])
def test_an_unknown_place_is_not_found(code: str) -> None:
    scene.year()
    client = _as(Role.OFFICE, scene.CITY)
    assert client.get(f"/statistics/{code}/").status_code == 404
    assert client.get(f"/statistics/{code}/table.xlsx").status_code == 404


def test_every_act_shows_at_once() -> None:
    made = scene.year()
    client = _as(Role.OFFICE, scene.CITY)
    places = (scene.CITY, scene.COUNTY, scene.TOWN, made.town.station.code)
    for code in places:
        assert _strip(client, code) == ["3", "9", "6", "2", "3"]
    case_actions.settle_now(made.waiting, answer="已当面说明", actor=made.town.clerk, at=scene.at(5, 6))
    for code in places:
        assert _strip(client, code) == ["3", "9", "6", "3", "2"]
    cases.case(made.town, at=scene.at(6, 1))
    for code in places:
        assert _strip(client, code) == ["3", "10", "7", "3", "3"]


def test_a_matter_that_gets_another_day_is_counted_as_overdue_at_once() -> None:
    made = scene.year()
    client = _as(Role.OFFICE, scene.COUNTY)
    case = cases.case(made.town, at=scene.at(6, 1))
    case_actions.assign(case, organ=made.town.bureau, actor=made.town.clerk, at=scene.at(6, 1))
    case_actions.hand_back(case, reason="不属于本单位职责", actor=made.town.handler, at=scene.at(6, 2))
    assert "现有2件已逾期" in client.get(_url(scene.COUNTY)).content.decode()
    case_actions.assign(case, organ=made.town.bureau, actor=made.town.clerk, at=scene.at(6, 3))
    assert "现有3件已逾期" in client.get(_url(scene.COUNTY)).content.decode()


def test_a_new_station_shows_at_once() -> None:
    made = scene.year()
    client = _as(Role.OFFICE, scene.CITY)
    first = client.get(_url(scene.CITY) + YEAR).content
    client.get(_url(scene.TOWN) + YEAR)
    new = stations.station(made.town.station.region)
    second = client.get(_url(scene.CITY) + YEAR).content
    assert first != second
    station_actions.close(new, reason="合并", actor=SYSTEM, at=scene.at(6, 1))
    assert client.get(_url(scene.CITY) + YEAR).content != second
    station_actions.correct_station(made.town.station, facts={"name": "新名联络站"}, actor=SYSTEM, at=scene.at(6, 1))
    assert "新名联络站" in client.get(_url(scene.TOWN) + YEAR).content.decode()


@pytest.mark.parametrize("code", [scene.CITY, scene.COUNTY, scene.TOWN, "station"])
def test_a_page_asks_ten_questions_at_most_and_a_kept_one_five(code: str, django_assert_max_num_queries) -> None:
    made = scene.year()
    url = _url(made.town.station.code if code == "station" else code) + YEAR
    client = _as(Role.OFFICE, scene.CITY)
    for n in range(2):
        if n:
            for _ in range(30):
                cases.case(made.town, at=scene.at(6, 1))
        with django_assert_max_num_queries(10):
            client.get(url)
        with django_assert_max_num_queries(5):
            client.get(url)


def test_leaders_see_figures_and_open_no_matters() -> None:
    scene.year()
    text = _as(Role.LEADER, scene.CITY).get(_url(scene.CITY) + YEAR).content.decode()
    assert 'class="drill"' not in text
    assert "/cases/?figure" not in text


def test_without_a_map_there_are_tiles(monkeypatch: pytest.MonkeyPatch) -> None:
    scene.year()
    client = _as(Role.OFFICE, scene.CITY)
    assert '<svg class="map"' in client.get(_url(scene.CITY) + YEAR).content.decode()
    pages.forget()
    monkeypatch.setattr(outlines, "of_city", lambda _name, _library: None)
    text = client.get(_url(scene.CITY) + YEAR).content.decode()
    assert '<svg class="map"' not in text
    assert 'class="tile step-1"' in text
    assert 'class="tile step-0"' in text


def test_shades_go_by_fixed_steps() -> None:
    assert [pages.step_of(rate) for rate in (None, 0, 599, 600, 700, 899, 900, 1500)] == [0, 1, 1, 2, 3, 4, 5, 5]


def test_at_most_twelve_columns_stand_at_once() -> None:
    scene.year()
    text = _as(Role.OFFICE, scene.CITY).get(_url(scene.CITY) + YEAR).content.decode()
    head = text[text.index("<thead>") : text.index("</thead>")]
    assert head.count("first-set") + 1 <= 12
    assert head.count("second-set") + 1 <= 12


def test_an_english_reader_gets_an_english_page_of_the_same_figures() -> None:
    scene.year()
    client = _as(Role.OFFICE, scene.CITY)
    _strip(client, scene.CITY)
    client.cookies["django_language"] = "en"
    text = client.get(_url(scene.CITY) + YEAR).content.decode()
    assert '<html lang="en"' in text
    assert "1 Jan 2023" in text


def test_every_column_has_its_value() -> None:
    assert set(columns.values({})) == {column.code for column in columns.COLUMNS}


def test_lines_run_over_the_span_or_the_year_up_to_its_end() -> None:
    assert tables.months_up_to(Span(2023, 1, 3)) == (202301, 202302, 202303)
    assert tables.months_up_to(Span(2023, 2, 2)) == (*range(202203, 202213), 202301, 202302)
