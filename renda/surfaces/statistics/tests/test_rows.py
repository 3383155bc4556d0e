"""The rows behind the figures: as many as the figure says, to those who may see them, page by page and as a sheet."""

import io
import re
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from renda.capabilities.casework import actions as case_actions
from renda.capabilities.casework.tests import factories as cases
from renda.capabilities.deputies.tests import factories as people
from renda.foundation.accounts.terms import Role
from renda.foundation.facts import checking
from renda.surfaces.statistics import columns, pages, tables
from renda.surfaces.statistics.periods import Span
from renda.surfaces.statistics.tests import counting_rows, scene

pytestmark = pytest.mark.django_db
YEAR = "?year=2023"
SPANS = (Span(2023, 1, 12), Span(2023, 3, 3), Span(2023, 4, 5))


@pytest.fixture(autouse=True)
def _nothing_kept():
    pages.forget()


@pytest.fixture
def made() -> scene.Year:
    """The year of the scene, with talks, a late end, a second rating of one matter, and an accusation."""
    year = scene.year()
    town = year.town
    for month, people_count in ((3, 4), (4, 2), (5, 1)):
        case_actions.receive(
            town.station, people_count=people_count, topic="问养老金怎么领", actor=town.clerk, at=scene.at(month, 20)
        )
    case_actions.receive(year.point, people_count=5, topic="", actor=town.office, at=scene.at(3, 21))
    again = cases.settled(town, at=scene.at(4, 10))
    bearer = cases.bearer_of(again)
    case_actions.rate(again, grade="not", note="没有解决", actor=bearer, at=scene.at(4, 11))
    again.refresh_from_db()
    case_actions.answer(again, text="又换了一个阀门", actor=town.handler, at=scene.at(4, 12))
    case_actions.tell(again, how="phone", actor=town.clerk, at=scene.at(4, 13))
    case_actions.rate(again, grade="satisfied", note="", actor=bearer, at=scene.at(4, 14))
    slow = cases.answered(town, at=scene.at(3, 2))
    case_actions.tell(slow, how="phone", actor=town.clerk, at=scene.at(5, 30))
    cases.case(town, at=scene.at(5, 8), visitor={"people_count": 2}, is_accusation=True, words="举报某人违规，材料在此")
    assert checking.differences() == []
    return year


def _as(role: str, place: str) -> Client:
    return people.client_for(people.user(role, place))


def _rows_url(code: str, figure: str, query: str = YEAR, name: str = "rows") -> str:
    return reverse(f"statistics:{name}", args=[code, figure]) + query


@pytest.mark.parametrize("role", [Role.OFFICE, Role.CLERK])
def test_every_figure_opens_as_many_rows_as_it_says(made: scene.Year, role: str) -> None:
    station = made.town.station.code
    client = _as(role, scene.COUNTY if role == Role.OFFICE else station)
    opened = set()
    for span in SPANS:
        for code in (scene.COUNTY, scene.TOWN, station) if role == Role.OFFICE else (station,):
            text = client.get(reverse("statistics:place", args=[code]) + f"?{span.query()}").content.decode()
            for figure in counting_rows.figures_of(text):
                opened.add(figure.code)
                wanted = counting_rows.numerator(figure, code, span)
                assert counting_rows.rows_behind(client, figure.url) == wanted, figure
    everything = {column.code for column in columns.COLUMNS if column.rows} - {"raised"}
    # "referred" stands in the sheet only; months have nothing overdue of their own.
    assert opened == everything - {"referred"} - ({"overdue"} if role == Role.CLERK else set())


def test_the_people_received_are_listed_group_by_group(made: scene.Year) -> None:
    text = _as(Role.OFFICE, scene.COUNTY).get(_rows_url(scene.COUNTY, "visitors")).content.decode()
    total = tables.figures(scene.COUNTY, 2023)["visitors"]
    assert f"共{total}人次，14批" in text
    assert re.findall(r'data-label="人数">(\d+)<', text).count("5") == 1
    assert sum(map(int, re.findall(r'data-label="人数">(\d+)<', text))) == total
    assert text.count("<td>只接谈未登记</td>") == 4
    assert text.count("<td>登记事项</td>") == 10
    assert "问养老金怎么领" in text
    assert f'href="/cases/{made.waiting.pk}/"' in text
    first, *_, last = re.findall(r'<td class="fixed">(2023年\d+月\d+日)', text)
    assert (first, last) == ("2023年5月20日", "2023年3月2日")


def test_the_list_of_people_is_narrowed_to_one_kind_and_says_so(made: scene.Year) -> None:
    client = _as(Role.OFFICE, scene.COUNTY)
    talks = client.get(_rows_url(scene.COUNTY, "visitors", f"{YEAR}&kind=talk")).content.decode()
    assert "共12人次，4批" in talks
    assert "<td>登记事项</td>" not in talks
    matters = client.get(_rows_url(scene.COUNTY, "visitors", f"{YEAR}&kind=matter")).content.decode()
    assert "共13人次，10批" in matters
    assert "<td>只接谈未登记</td>" not in matters
    assert "共25人次" in client.get(_rows_url(scene.COUNTY, "visitors", f"{YEAR}&kind=none")).content.decode()


@pytest.mark.parametrize(("role", "place"), [(Role.OFFICE, scene.CITY), (Role.OFFICE, scene.TOWN), (Role.CLERK, "")])
def test_an_accusation_is_counted_and_not_shown(made: scene.Year, role: str, place: str) -> None:
    station = made.town.station.code
    client = _as(role, place or station)
    text = client.get(_rows_url(place or station, "visitors")).content.decode()
    assert "共25人次，14批；其中1批2人次按规定单独保管，不在此列" in text or (
        "共20人次，13批；其中1批2人次按规定单独保管，不在此列" in text
    )
    assert "举报" not in text
    sheet = client.get(_rows_url(place or station, "visitors", name="rows-export")).content
    assert not any("举报" in str(cell) for row in _lines(sheet) for cell in row)
    own = _as(Role.OFFICE, scene.COUNTY).get(_rows_url(scene.COUNTY, "visitors")).content.decode()
    assert "举报" in own


@pytest.mark.parametrize(
    ("role", "post", "readable"),
    [
        (Role.OFFICE, scene.CITY, (scene.CITY, scene.COUNTY, scene.TOWN, "station")),
        (Role.OFFICE, scene.TOWN, (scene.TOWN, "station")),
        (Role.OFFICE, "141121", ()),
        (Role.CLERK, "station", ("station",)),
        (Role.LEADER, scene.CITY, ()),
        (Role.DEPUTY, scene.COUNTY, ()),
        (Role.OPERATOR, scene.CITY, ()),
    ],
)
@pytest.mark.parametrize("figure", ["visitors", "satisfied_rate", "visits"])
def test_only_those_who_see_matters_open_rows(
    made: scene.Year, role: str, post: str, readable: tuple[str, ...], figure: str
) -> None:
    code = {"station": made.town.station.code}
    client = _as(role, code.get(post, post))
    for place in (scene.CITY, scene.COUNTY, scene.TOWN, "station"):
        for name in ("rows", "rows-export"):
            status = client.get(_rows_url(code.get(place, place), figure, name=name)).status_code
            assert status == (200 if place in readable else 404), (place, name)


def test_ratings_are_listed_one_by_one_with_what_they_are_divided_by(made: scene.Year) -> None:
    client = _as(Role.OFFICE, scene.COUNTY)
    text = client.get(_rows_url(scene.COUNTY, "satisfied_rate", f"{YEAR}&kind=satisfied")).content.decode()
    assert "共2件" in text
    assert "群众满意率66.7%＝评价满意2件÷评价3件；没有评价的不计" in text
    everything = client.get(_rows_url(scene.COUNTY, "satisfied_rate")).content.decode()
    assert "共3件" in everything
    assert everything.count("<td>不满意</td>") == 1


def test_the_list_behind_the_settled_rate_says_what_it_is_divided_by(made: scene.Year) -> None:
    client = _as(Role.OFFICE, scene.COUNTY)
    text = client.get(f"/cases/?figure=settled_rate&place={scene.COUNTY}&period=2023").content.decode()
    figures = tables.figures(scene.COUNTY, 2023)
    assert f"共{figures['settled']}件" in text
    assert f"＝办结{figures['settled']}件÷收集{figures['matters']}件" in text
    plain = client.get(f"/cases/?figure=settled&place={scene.COUNTY}&period=2023").content.decode()
    assert "÷" not in plain


@pytest.mark.parametrize("figure", ["visitors", "visits", "duty_planned", "satisfied_rate"])
def test_pages_follow_one_another_both_ways(made: scene.Year, figure: str, monkeypatch: pytest.MonkeyPatch) -> None:
    del made
    client = _as(Role.OFFICE, scene.COUNTY)
    whole = _listed(client.get(_rows_url(scene.COUNTY, figure)).content.decode())
    monkeypatch.setattr("renda.surfaces.statistics.views.rows.PAGE", 2)
    for rel, name in (("next", "after"), ("prev", "before")):
        url = _rows_url(scene.COUNTY, figure) if rel == "next" else url  # noqa: F821 - the last page of the way there
        seen: list[str] = []
        while url:
            text = client.get(url).content.decode()
            seen = [*seen, *_listed(text)] if rel == "next" else [*_listed(text), *seen]
            last, (url, *_) = url, [*re.findall(rf'rel="{rel}" href="([^"]*{name}=[^"]*)"', text), ""]
            url = url.replace("&amp;", "&")
        assert seen == whole, rel
        url = last


@pytest.mark.parametrize("mark", ["x", "2023-99-99.0.1", "2023-05-09.0." + "9" * 40, "2023-05-09.0.²", ".", "...", "1"])
@pytest.mark.parametrize("name", ["after", "before"])
def test_what_is_no_mark_begins_at_the_beginning(made: scene.Year, mark: str, name: str) -> None:
    del made
    client = _as(Role.OFFICE, scene.COUNTY)
    assert "共25人次" in client.get(_rows_url(scene.COUNTY, "visitors", f"{YEAR}&{name}={mark}")).content.decode()
    assert _listed(client.get(_rows_url(scene.COUNTY, "visitors", f"{YEAR}&{name}={mark}")).content.decode())


def test_the_sheet_has_the_rows_of_the_list(made: scene.Year) -> None:
    client = _as(Role.OFFICE, scene.COUNTY)
    answer = client.get(_rows_url(scene.COUNTY, "visitors", name="rows-export"))
    assert answer.headers["Content-Disposition"] == 'attachment; filename="visitors-141182-202301-202312.xlsx"'
    title, note, head, *rows = _lines(answer.content)
    assert title[0] == "汾阳市 · 接待"
    assert "共25人次，14批" in str(note[0])
    assert head == ("日期", "联络站（点）", "人数", "类别", "事项或话题")
    assert sum(row[2] for row in rows) == 25
    assert [row[0] for row in rows] == sorted((row[0] for row in rows), reverse=True)
    talks = _lines(client.get(_rows_url(scene.COUNTY, "visitors", f"{YEAR}&kind=talk", name="rows-export")).content)
    assert "只接谈未登记" in str(talks[1][0])
    assert len(talks) == 3 + 4
    assert made.point.name in {row[1] for row in rows}


def test_too_many_rows_for_one_sheet_are_refused_in_words(made: scene.Year, monkeypatch: pytest.MonkeyPatch) -> None:
    del made
    monkeypatch.setattr("renda.surfaces.statistics.views.rows.EXPORT_MOST", 3)
    answer = _as(Role.OFFICE, scene.COUNTY).get(_rows_url(scene.COUNTY, "visitors", name="rows-export"))
    assert answer.status_code == 422
    assert "超过3行" in answer.content.decode()


def test_an_unknown_figure_or_an_empty_list_is_told(made: scene.Year) -> None:
    client = _as(Role.OFFICE, scene.COUNTY)
    assert client.get(_rows_url(scene.COUNTY, "nothing")).status_code == 404
    assert "这段时间没有记录" in client.get(_rows_url(scene.COUNTY, "visits", "?year=2022")).content.decode()
    assert client.get(_rows_url(scene.COUNTY, "visits", f"{YEAR}&after=2023-05-09.0.{10**9}")).status_code == 200
    assert made.late.pk


@pytest.mark.parametrize("figure", ["visitors", "satisfied_rate", "visits", "duty_planned"])
def test_a_list_asks_the_same_questions_with_few_and_many_rows(
    made: scene.Year, figure: str, django_assert_num_queries, django_assert_max_num_queries
) -> None:
    client = _as(Role.OFFICE, scene.CITY)
    with django_assert_max_num_queries(10) as few:
        client.get(_rows_url(scene.CITY, figure))
    for day in range(1, 25):
        for _ in range(3):
            case_actions.receive(
                made.town.station, people_count=2, topic="", actor=made.town.clerk, at=scene.at(6, day)
            )
        cases.case(made.town, at=scene.at(6, day))
    for day in range(1, 4):
        rated = cases.settled(made.town, at=scene.at(7, day))
        case_actions.rate(rated, grade="satisfied", note="", actor=cases.bearer_of(rated), at=scene.at(7, day))
    with django_assert_num_queries(len(few)):
        client.get(_rows_url(scene.CITY, figure))


def test_the_list_behind_the_settled_rate_asks_ten_questions_at_most(
    made: scene.Year, django_assert_max_num_queries
) -> None:
    del made
    client = _as(Role.OFFICE, scene.COUNTY)
    with django_assert_max_num_queries(10):
        client.get(f"/cases/?figure=settled_rate&place={scene.COUNTY}&period=2023")


def test_a_window_of_months_is_measured_whole(made: scene.Year) -> None:
    from renda.capabilities.casework import queries

    for span in (*SPANS, Span(2023, 2, 12), Span(2023, 12, 12), Span(2023, 1, 11)):
        figures = tables.build(
            pages.places.around(scene.CITY),
            span,
            tables.Live((2023,), {}, {}),  # type: ignore[arg-type]
        ).total.figures
        of = queries.measured(scene.CITY, span.starts_on, span.ends_before)
        assert of.get("casework.matters", 0) == figures["matters"], span
    assert made.town.station.opened_on == date(2022, 6, 1)


def _listed(text: str) -> list[str]:
    body = text[text.index("<tbody") : text.index("</tbody>")]
    return re.findall(r"<tr>.*?</tr>", body, re.DOTALL)


def _lines(sheet: bytes) -> list[tuple]:
    return list(load_workbook(io.BytesIO(sheet)).active.iter_rows(values_only=True))
