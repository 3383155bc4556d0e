"""The figures of suggestions: counted by hand, equal to the lists they open, few queries, only for those they concern."""

import io
import re
from datetime import date, timedelta
from html import unescape

import openpyxl
import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from renda.capabilities.deputies.models import Session
from renda.capabilities.deputies.tests import factories as people
from renda.capabilities.suggestions import actions
from renda.capabilities.suggestions.models import Suggestion
from renda.capabilities.suggestions.queries import figures, ledger
from renda.capabilities.suggestions.queries.figures import Scope
from renda.capabilities.suggestions.rules import past
from renda.capabilities.suggestions.terms import Grade, Manner, Outcome, Part
from renda.capabilities.suggestions.tests import factories as made
from renda.foundation.accounts.models import Congress, Region
from renda.foundation.accounts.terms import PlaceKind, Role
from renda.foundation.facts import checking
from renda.surfaces.statistics.periods import Span
from renda.surfaces.statistics.suggestions import roll_up, scopes, tables

pytestmark = pytest.mark.django_db
CITY, COUNTY, TOWN = "1411", made.COUNTY, "141182100"
YEAR = made.AT.year


@pytest.fixture
def place():
    return made.county()


def year(place):
    """Twelve suggestions, each ended otherwise; three more from a file of an earlier year."""
    made.submitted(place)
    made.cosigned(place)
    made.submitted(place, is_by_delegation=True)
    refused = made.submitted(place)
    actions.refuse(refused, reason="letter", explanation="属于代转来信", actor=place.office, at=made.AT)
    main, other = made.accepted(place), made.submitted(place)
    actions.merge(other, main=main, actor=place.office, at=made.AT)
    made.assigned(place, {place.bureau: Part.LEAD, place.second: Part.JOINT})
    made.rated(place, Grade.SATISFIED)
    made.tracked(place)
    made.at_meeting(place)
    late = made.handling(place)
    made.reply_of(late, place.bureau, outcome=Outcome.C, at=made.later(200))
    key = made.replied(place)
    actions.choose_priority(
        key,
        meeting="第五次主任会议",
        chosen_on=made.AT.date(),
        leader="冯副主任",
        committee=place.committee,
        manner=Manner.TRACKING,
        actor=place.office,
        at=made.AT,
    )
    _earlier(place)


def _earlier(place):
    rows = [
        {"年份": str(YEAR - 1), "案号": str(n), "标题": f"关于往年第{n}件事的建议", "领衔代表": "武向荣", "主办单位": "住建局"}
        | {"交办日期": f"{YEAR - 1}-0{n}-10", "答复日期": f"{YEAR - 1}-0{n + 1}-10", "办理结果": "A", "代表评价": said}
        for n, said in ((1, "满意"), (2, "基本满意"), (3, ""))
    ]  # fmt: skip
    read, errors = past.read_rows(list(enumerate(rows, start=2)), this_year=YEAR)
    sent = actions.upload_past(place.congress, read, errors, file_name="往年.xlsx", actor=place.office, at=made.AT)
    actions.keep_past(sent, actor=place.office, at=made.AT)


def url(name="", code=COUNTY):
    return reverse(f"statistics:suggestions{name}", args=[code])


def now_of(scope=None, today=None):
    return figures.counts(scope or Scope(COUNTY, year=YEAR), None, today=today or made.AT.date())[0]


def test_a_year_is_what_was_counted_by_hand(place):
    year(place)
    now = now_of()
    expected = {
        "raised": 12, "alone": 10, "together": 1, "delegation": 1, "refused": 1, "merged": 1, "withdrawn": 0,
        "waiting": 4, "handled": 6, "replied": 5, "in_time": 4, "late": 1, "met": 0, "conferred": 1, "unanswered": 1,
        "rated": 3, "result_satisfied": 2, "result_not": 1, "attitude_not": 1, "silent": 0, "unrated": 2, "priority": 1,
        "outcome_a": 3, "outcome_b": 1, "outcome_c": 1,
    }  # fmt: skip
    assert {name: now[name] for name in expected} == expected


def test_parts_make_up_the_whole(place):
    year(place)
    for scope in (Scope(COUNTY, year=YEAR), Scope(COUNTY, year=YEAR - 1), Scope(COUNTY, session_id=place.session.pk)):
        now = now_of(scope)
        assert now["in_session"] + now["between"] == now["raised"]
        assert now["alone"] + now["together"] + now["delegation"] == now["raised"]
        assert sum(n for name, n in now.items() if name.startswith("subject_")) == now["raised"]
        assert sum(n for name, n in now.items() if name.startswith("origin_")) == now["raised"]
        assert now["replied"] + now["unanswered"] == now["handled"]
        assert now["in_time"] + now["late"] == now["timed"]
        assert now["rated"] + now["silent"] + now["unrated"] == now["replied"]
        assert sum(now[f"result_{grade.value}"] for grade in Grade) == now["rated"]


def test_silence_is_no_rating_and_earlier_years_are_not_in_time(place):
    year(place)
    before = now_of(Scope(COUNTY, year=YEAR - 1))
    assert (before["replied"], before["timed"], before["in_time"]) == (3, 0, 0)
    assert (before["rated"], before["silent"], before["graded"]) == (2, 1, 0)
    assert checking.differences() == []


def test_talks_face_to_face_are_told_from_telephone_calls(place):
    one = made.handling(place)
    part = made.part_of(one, place.bureau)
    actions.log_contact(part, on=made.AT.date(), way="visit", text="上门听取意见", actor=place.handler, at=made.AT)
    made.reply_of(one, place.bureau)
    made.replied(place)
    assert (now_of()["met"], now_of()["timed"]) == (1, 2)


def test_the_same_period_of_the_year_before_goes_up_to_the_same_day(place):
    year(place)
    congress, today = place.congress, date(YEAR, 2, 20)
    asked = scopes.asked({}, congress, [], today=today)
    assert asked.before == Scope(COUNTY, year=YEAR - 1, until=date(YEAR - 1, 2, 20))
    _, then = figures.counts(asked.now, asked.before, today=today)
    assert then["raised"] == 2
    leap = scopes.asked({}, congress, [], today=date(2024, 2, 29))
    assert leap.before is not None
    assert leap.before.until == date(2023, 2, 28)


def test_a_session_is_compared_with_each_earlier_one(place):
    year(place)
    term = place.session.term
    closes = place.session.closes_on or place.session.opens_on
    Session.objects.filter(pk=place.session.pk).update(closes_on=closes)
    later = Session.objects.create(
        term=term, number=place.session.number + 1, opens_on=made.AT.date() + timedelta(days=300)
    )
    Suggestion.objects.filter(
        pk__in=list(Suggestion.objects.filter(year=YEAR).values_list("pk", flat=True)[:5])
    ).update(session=later)
    client = made.signed_in(Role.OFFICE)
    text = client.get(url(), {"session": later.pk}).content.decode()
    table = text[text.index('id="table-periods"') : text.index('id="table-raised"')]
    assert "−2" in table
    assert "上一次会议" in text


# ---- every figure opens what it counts


def _drills(text):
    return [
        (unescape(address), int(number.replace(",", "")))
        for address, number in re.findall(r'class="drill" href="(/suggestions/\?[^"]+)">([\d,]+)<', text)
    ]


@pytest.mark.parametrize("asked", ["year", "before", "session"])
def test_every_figure_of_a_congress_opens_as_many_rows(place, asked):
    year(place)
    client = made.signed_in(Role.OFFICE)
    query = {"year": {"year": YEAR}, "before": {"year": YEAR - 1}, "session": {"session": place.session.pk}}[asked]
    found = _drills(client.get(url(), query).content.decode())
    assert len(found) > 10
    for address, number in found:
        assert f"共{number}件" in client.get(address).content.decode(), address


def test_every_figure_of_those_below_opens_as_many_rows(place):
    year(place)
    _town()
    client = people.client_for(people.user(Role.OFFICE, CITY))
    for code in (CITY, COUNTY):
        found = _drills(client.get(url("-below", code), {"year": YEAR}).content.decode())
        assert found
        for address, number in found:
            assert f"共{number}件" in client.get(address).content.decode(), address


def test_promises_open_the_ledger_with_as_many(place):
    year(place)
    made.tracked(place, days=10)
    today = made.AT.date() + timedelta(days=30)
    scope = Scope(COUNTY, year=YEAR)
    counted = figures.promises(scope, today=today)
    assert (counted["all"], counted["open"], counted["overdue"]) == (2, 2, 1)
    for state, is_overdue in (("open", False), ("open", True), ("kept", False)):
        wanted = ledger.Wanted(state=state, is_overdue=is_overdue, of=scope)
        number = counted["overdue" if is_overdue else state]
        assert ledger.narrowed(place.office, wanted, today=today).count() == number
    text = made.signed_in(Role.OFFICE).get(f"/suggestions/promises/?place={COUNTY}&of_year={YEAR}&state=open").content
    assert text.decode().count("完成滨河路路灯改造") >= 2


def test_organs_stand_in_the_order_of_the_roll(place):
    year(place)
    listed = figures.organs(Scope(COUNTY, year=YEAR), today=made.AT.date())
    assert [line.pk for line in listed] == sorted(line.pk for line in listed)
    assert [line.counts["organ_lead"] for line in listed] == [6, 0]
    text = made.signed_in(Role.OFFICE).get(url(), {"year": YEAR}).content.decode()
    assert "按名册顺序排列，不按件数或者比率排名" in text
    assert "?sort=" not in text


def test_the_denominator_is_said_in_words(place):
    year(place)
    text = made.signed_in(Role.OFFICE).get(url(), {"year": YEAR - 1}).content.decode()
    assert "满意率只以代表作出评价的2件为基数；经提醒仍未评价的1件、还在等评价的0件列在旁边，不计入" in text
    assert "满意率100.0%" in text


# ---- those below


def _town():
    region = people.region(TOWN, "贾家庄镇", PlaceKind.TOWN, COUNTY)
    people.congress(Region.objects.get(pk=region.pk))
    people.congress(Region.objects.get(pk=CITY))


def test_a_city_reads_its_counties_out_of_the_cells(place):
    year(place)
    _town()
    known = roll_up.around(CITY)
    assert known is not None
    table = roll_up.build(known, Span(YEAR, 1, 12), today=date(YEAR, 12, 31))
    assert [line.name for line in table.lines] == ["本级", "汾阳市"]
    own, county = table.lines
    assert [cell.value for cell in own.cells[:3]] == [0, 0, 0]
    assert [cell.value for cell in county.cells[:7]] == [12, 1, 1, 6, 5, 1, 800]
    assert [cell.value for cell in county.cells[7:12]] == [2, 0, 1, 667, 0]
    assert [cell.value for cell in county.cells[12:]] == [3, 9]
    assert table.total is not None
    assert [cell.value for cell in table.total.cells] == [cell.value for cell in county.cells]


def test_replies_whose_day_is_not_known_are_in_no_rate(place):
    year(place)
    _town()
    known = roll_up.around(COUNTY)
    assert known is not None
    own, *_ = roll_up.build(known, Span(YEAR - 1, 1, 12), today=date(YEAR, 12, 31)).lines
    assert (own.cells[4].value, own.cells[6].value) == (3, None)


# ---- who, how fast, on paper


@pytest.mark.parametrize(
    ("role", "code", "own", "below"),
    [
        (Role.OFFICE, COUNTY, 200, 200), (Role.OFFICE, CITY, 200, 200), (Role.LEADER, COUNTY, 200, 200),
        (Role.COMMITTEE, COUNTY, 200, 404), (Role.OFFICE, "141121", 404, 404), (Role.OFFICE, TOWN, 404, 404),
        (Role.HANDLER, COUNTY, 404, 404), (Role.HEAD, COUNTY, 404, 404), (Role.DEPUTY, COUNTY, 404, 404),
        (Role.CLERK, f"{TOWN}01", 404, 404), (Role.OPERATOR, CITY, 404, 404), (None, "", 302, 302),
    ],
)  # fmt: skip
def test_only_those_it_concerns_read_them(place, role, code, own, below):
    organ = {Role.COMMITTEE: place.committee, Role.HANDLER: place.bureau, Role.HEAD: place.bureau}.get(role)
    client = Client() if role is None else people.client_for(people.user(role, code, organ_id=organ and organ.pk))
    assert client.get(url()).status_code == own
    assert client.get(reverse("statistics:suggestions-export", args=[COUNTY, "ratings"])).status_code == own
    assert client.get(url("-below")).status_code == below
    assert client.get(url("-below-export")).status_code == below


def test_the_first_page_is_ones_own_congress(place):
    assert made.signed_in(Role.OFFICE).get("/statistics/suggestions/").headers["Location"] == url()
    assert made.signed_in(Role.COMMITTEE, place.committee).get("/statistics/suggestions/").status_code == 302
    assert made.signed_in(Role.HANDLER, place.bureau).get("/statistics/suggestions/").status_code == 403


@pytest.mark.parametrize(
    "query", ["year=1800", "year=2999", "year=abc", "session=999", "session=x", "session=" + "9" * 40]
)
def test_a_year_or_session_that_is_none_is_refused_in_words(place, query):
    response = made.signed_in(Role.OFFICE).get(f"{url()}?{query}")
    assert response.status_code == 422
    assert "没有这" in response.content.decode()


def test_a_page_asks_ten_questions_however_much_there_is(place, django_assert_max_num_queries):
    year(place)
    client = made.signed_in(Role.OFFICE)
    for n in range(2):
        if n:
            for _ in range(15):
                made.rated(place)
        for address in (f"{url()}?year={YEAR}", f"{url()}?session={place.session.pk}"):
            with django_assert_max_num_queries(10):
                client.get(address)
        with django_assert_max_num_queries(6):
            client.get(f"{url('-below')}?year={YEAR}")


@pytest.mark.parametrize(
    "table",
    ["periods", "raised", "subjects", "origins", "handled", "outcomes", "ratings", "promises", "keys", "organs"],
)
def test_each_table_is_handed_out_as_excel(place, table):
    year(place)
    client = made.signed_in(Role.OFFICE)
    response = client.get(reverse("statistics:suggestions-export", args=[COUNTY, table]), {"year": YEAR})
    rows = list(openpyxl.load_workbook(io.BytesIO(response.content)).active.iter_rows(values_only=True))
    assert rows[0][0].startswith("汾阳市代表建议")
    assert f"{YEAR}年" in rows[1][0]
    assert len(rows) > 3
    assert any(isinstance(value, int | float) for row in rows[3:] for value in row) or table == "keys"


def test_the_table_of_those_below_is_handed_out_as_excel(place):
    year(place)
    _town()
    client = people.client_for(people.user(Role.OFFICE, CITY))
    response = client.get(url("-below-export", CITY), {"year": YEAR})
    rows = list(openpyxl.load_workbook(io.BytesIO(response.content)).active.iter_rows(values_only=True))
    county = dict(zip(rows[2], next(row for row in rows if row[0] == "汾阳市"), strict=True))
    assert (county["提出"], county["按期答复率"]) == (12, pytest.approx(0.8))


def test_a_place_without_a_congress_is_not_found(place):
    client = people.client_for(people.user(Role.OFFICE, CITY))
    assert not Congress.objects.filter(region_id=CITY).exists()
    assert client.get(url(code=CITY)).status_code == 404
    assert client.get(url("-below", CITY)).status_code == 404
    assert client.get("/statistics/suggestions/1411x/").status_code == 404
    assert "/statistics/suggestions/" not in client.get(reverse("statistics:place", args=[CITY])).content.decode()


def test_key_suggestions_tell_who_leads_and_what_came(place):
    year(place)
    (line,) = tables.keys(
        tables.find(scopes.asked({"year": str(YEAR)}, place.congress, [], today=timezone.localdate()))
    ).lines
    said = [cell.text for cell in line.cells]
    assert said == [
        "关于改善滨河路夜间照明的建议",
        "汾阳市住建局",
        "冯副主任",
        "汾阳市人大常委会城建环资工委",
        "跟踪督办",
        "待评价",
        "A类",
        "",
    ]


def test_a_congress_without_any_says_so(place):
    text = made.signed_in(Role.OFFICE).get(url()).content.decode()
    assert "没有可以列出的" in text
    assert "不适用" in text


def test_a_committee_finds_its_way_there_and_an_office_goes_by_its_place(place):
    assert "建议统计" in made.signed_in(Role.COMMITTEE, place.committee).get(url()).content.decode()
    office = made.signed_in(Role.OFFICE)
    assert "建议统计" not in office.get(url()).content.decode()
    assert url() in office.get(reverse("statistics:place", args=[COUNTY])).content.decode()
