"""Pages that list, show and run stations: who gets them, what they show, what they cost."""

from __future__ import annotations

import io
import re

import openpyxl
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from renda.capabilities.stations.actions import stations, visits
from renda.capabilities.stations.models import LiaisonStation
from renda.capabilities.stations.terms import StationScope, VisitManner
from renda.capabilities.stations.tests import factories
from renda.foundation.accounts.actor import SYSTEM
from renda.foundation.action import one_transaction

pytestmark = pytest.mark.django_db
PAGES = ("detail", "correct", "staff", "sign-in", "money", "standard", "duty", "rule", "roster", "visits", "poster")
CLERK_PAGES = {"detail", "duty", "rule", "roster", "visits", "poster"}


@pytest.mark.parametrize("page", PAGES)
def test_each_page_answers_the_office_and_is_not_there_for_strangers(page) -> None:
    station = factories.station(phone="0358-1234567", address="建设路1号", introduction="便民中心一楼")
    factories.public_days(station)
    url = reverse(f"stations:{page}", args=[station.pk])
    response = factories.office_client().get(url)
    assert response.status_code == 200
    assert station.name in response.content.decode()
    assert factories.office_client("141121").get(url).status_code == 404
    assert Client().get(url).status_code == 302
    expected = 200 if page in CLERK_PAGES else 403
    assert factories.clerk_client(station).get(url).status_code == expected


def test_the_list_filters_searches_and_opens_the_right_rows() -> None:
    one, two = (
        factories.station(name="贾家庄联络站"),
        factories.station(name="煤化工联络站", scope=StationScope.INDUSTRY, industry="煤化工"),
    )
    factories.point(one, name="东关联络点")
    client, url = factories.office_client(), reverse("stations:index")

    def names(**query) -> str:
        return client.get(url, query).content.decode()

    assert all(word in names() for word in (one.name, two.name, "东关联络点"))
    assert two.name not in names(scope="area")
    assert one.name not in names(kind="point")
    assert one.name in names(q="贾家庄")
    assert two.name not in names(q="贾家庄")
    assert one.name in names(place="141182100")
    assert "没有符合条件的联络站" in names(q="不存在")
    assert client.get(url, {"place": "999999"}).status_code == 200
    assert "还没有联络站" in factories.office_client("141121").get(url).content.decode()


def test_pages_of_the_list_go_forward_and_back() -> None:
    parents = [factories.station() for _ in range(3)]
    with one_transaction():
        for n in range(120):
            factories.point(parents[n % 3])
    client, url = factories.office_client(), reverse("stations:index")
    seen, query, pages = [], "", 0
    while pages < 5:
        page = client.get(url + query).content.decode()
        seen += re.findall(r'<td class="fixed">(\d+)</td>', page)
        pages += 1
        following = re.search(r'rel="next" href="([^"]+)"', page)
        if not following:
            break
        query = following[1].replace("&amp;", "&")
    assert pages == 3
    assert seen == sorted(LiaisonStation.objects.values_list("code", flat=True))
    previous = re.search(r'rel="prev" href="([^"]+)"', page)[1]
    assert re.findall(r'<td class="fixed">(\d+)</td>', client.get(url + previous).content.decode()) == seen[50:100]


def test_the_list_costs_the_same_with_ten_and_three_hundred_stations(django_assert_num_queries) -> None:
    first = factories.station()
    with one_transaction():
        for _ in range(9):
            factories.point(first)
    client, url = factories.office_client(), reverse("stations:index")
    with CaptureQueriesContext(connection) as few:
        client.get(url)
    assert len(few) <= 10
    with one_transaction():
        for _ in range(10):
            parent = factories.station()
            for _ in range(28):
                factories.point(parent)
    with django_assert_num_queries(len(few)):
        client.get(url)


@pytest.mark.parametrize("page", sorted(CLERK_PAGES))
def test_no_page_of_a_station_costs_more_than_ten_queries(page, django_assert_max_num_queries) -> None:
    station = factories.station()
    factories.public_days(station)
    people = factories.deputies(30)
    visits.record_visits(
        station, deputies=people, on=timezone.localdate(), manner=VisitManner.STUDY, actor=SYSTEM, at=timezone.now()
    )
    factories.point(station)
    client = factories.office_client()
    with django_assert_max_num_queries(10):
        client.get(reverse(f"stations:{page}", args=[station.pk]))


def test_the_export_carries_the_filter_and_says_so() -> None:
    factories.station(name="=1+1")
    factories.point()
    response = factories.office_client().get(reverse("stations:export"), {"kind": "station"})
    sheet = openpyxl.load_workbook(io.BytesIO(response.content)).active
    assert [row[2] for row in sheet.iter_rows(min_row=4, values_only=True)] == ["联络站"] * 2
    assert "联络站" in sheet["A2"].value
    assert sheet["B4"].value == "'=1+1"


def test_an_office_opens_a_station_and_a_point_and_corrects_it() -> None:
    factories.township()
    client = factories.office_client()
    facts = {
        "name": "三泉联络站",
        "scope": "area",
        "longitude": "111.780000",
        "latitude": "37.26",
        "region": "141182100",
    }
    response = client.post(reverse("stations:new"), facts)
    station = LiaisonStation.objects.get()
    assert response.url == reverse("stations:detail", args=[station.pk])
    assert (station.code, station.longitude_e6, station.latitude_e6) == ("14118210001", 111780000, 37260000)
    again = client.post(reverse("stations:new"), facts)
    assert again.status_code == 422
    assert "本地已有名为“三泉联络站”的联络站" in again.content.decode()
    client.post(reverse("stations:new") + f"?parent={station.pk}", {**facts, "name": "三泉东点"})
    assert station.points.get().code == "1411821000101"
    form = client.get(reverse("stations:correct", args=[station.pk])).content.decode()
    assert 'value="111.780000"' in form
    client.post(reverse("stations:correct", args=[station.pk]), {**facts, "name": "三泉站"})
    station.refresh_from_db()
    assert station.name == "三泉站"
    assert factories.clerk_client(station).get(reverse("stations:new")).status_code == 403


@pytest.mark.parametrize("step", ["pause", "reopen", "close"])
def test_a_step_of_a_station_is_confirmed_with_a_reason(step) -> None:
    station = factories.station()
    if step == "reopen":
        stations.pause(station, reason="修缮", actor=SYSTEM, at=factories.AT)
    client, url = factories.office_client(), reverse("stations:step", args=[station.pk, step])
    assert station.name in client.get(url).content.decode()
    assert client.post(url, {"reason": ""}).status_code == 422
    assert client.post(url, {"reason": "修缮"}).status_code == 302
    assert client.post(url, {"reason": "修缮"}).status_code == 422
    assert client.get(reverse("stations:step", args=[station.pk, "sell"])).status_code == 404


def test_staff_money_standard_and_sign_in_are_kept() -> None:
    station = factories.station()
    client = factories.office_client()
    members = {
        "form-TOTAL_FORMS": "2", "form-INITIAL_FORMS": "0",
        "form-0-name": "王站长", "form-0-role": "head", "form-1-name": "李联络", "form-1-role": "liaison",
    }  # fmt: skip
    assert client.post(reverse("stations:staff", args=[station.pk]), members).status_code == 302
    members["form-1-role"] = "head"
    assert (
        "一个联络站只有一名站长" in client.post(reverse("stations:staff", args=[station.pk]), members).content.decode()
    )
    money = {"year": "2023", "amount": "5000.50", "note": "县级财政"}
    assert client.post(reverse("stations:money", args=[station.pk]), money).status_code == 302
    assert station.money.get().amount_fen == 500050
    assert "5,000.50" in client.get(reverse("stations:money", args=[station.pk])).content.decode()
    answers = {"checked_on": timezone.localdate().isoformat(), "area": "80", "printer": "yes", "cabinet": "no"}
    assert client.post(reverse("stations:standard", args=[station.pk]), answers).status_code == 302
    page = client.get(reverse("stations:detail", args=[station.pk])).content.decode()
    assert "王站长" in page
    assert "站内使用面积不少于100平方米" in page
    assert "25项中已达标1项，还没有检查22项" in page
    given = client.post(reverse("stations:sign-in", args=[station.pk]), {"name": "赵文书", "username": "zhao.ws"})
    assert "zhao.ws" in given.content.decode()
    assert (
        client.post(
            reverse("stations:sign-in", args=[station.pk]), {"name": "赵文书", "username": "zhao.ws"}
        ).status_code
        == 422
    )


@pytest.mark.parametrize(
    ("total", "said"),
    [
        ("100000", "一个联络站最多登记20名工作人员"),
        ("21", "一个联络站最多登记20名工作人员"),
        ("9" * 40, "一个联络站最多登记20名工作人员"),
        ("many", "页面没有提交完整，请刷新以后重新填写"),
        ("", "页面没有提交完整，请刷新以后重新填写"),
    ],
)
def test_a_number_of_staff_lines_that_no_page_sends_is_refused_at_once(total, said) -> None:
    station = factories.station()
    client, url = factories.office_client(), reverse("stations:staff", args=[station.pk])
    one = {"form-INITIAL_FORMS": "0", "form-0-name": "王站长", "form-0-role": "head"}
    assert client.post(url, {**one, "form-TOTAL_FORMS": "1"}).status_code == 302
    page = client.post(url, {**one, "form-TOTAL_FORMS": total})
    assert page.status_code == 422
    assert said in page.content.decode()
    assert page.content.decode().count("formset-row") <= 20
    assert [member.name for member in station.staff.filter(until_on__isnull=True)] == ["王站长"]
