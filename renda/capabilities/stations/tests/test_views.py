"""Pages of stations: who gets them, what they show, what they cost, and what the public sees."""

from __future__ import annotations

import io
import re
from datetime import date, timedelta

import openpyxl
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar
from PIL import Image

from renda.capabilities.deputies.tests import factories as deputy_factories
from renda.capabilities.stations.actions import duty, roster, stations, visits
from renda.capabilities.stations.models import DutyAssignment, DutyDay, LiaisonStation, Visit
from renda.capabilities.stations.rules import duty_rule
from renda.capabilities.stations.terms import DutyRuleKind, DutyState, StationScope, VisitManner
from renda.capabilities.stations.tests import factories
from renda.foundation.accounts.actor import SYSTEM
from renda.foundation.accounts.terms import Role
from renda.foundation.action import one_transaction

pytestmark = pytest.mark.django_db

PAGES = ("detail", "correct", "staff", "sign-in", "money", "standard", "duty", "rule", "roster", "visits", "poster")
CLERK_PAGES = {"detail", "duty", "rule", "roster", "visits", "poster"}
SOON = timedelta(days=14)


def office(place="141182") -> Client:
    return deputy_factories.client_for(deputy_factories.office_user(place))


def clerk(station) -> Client:
    return deputy_factories.client_for(factories.clerk_user(station))


def today() -> date:
    return timezone.localdate()


def planned(station, days=4) -> list[DutyDay]:
    """Public duty days, the first in a fortnight, with a roster of two."""
    people, at = factories.deputies(3), timezone.now()
    found = [factories.duty_day(station, today() + SOON + timedelta(weeks=n), reason="", at=at) for n in range(days)]
    window = {"starts_on": today(), "ends_before": today() + timedelta(days=300), "actor": SYSTEM, "at": at}
    duty.publish_plan(station, **window)
    roster.assign_rota(station, deputies=people, **window)
    return found


@pytest.mark.parametrize("page", PAGES)
def test_each_page_answers_the_office_and_is_not_there_for_strangers(page) -> None:
    station = factories.station(phone="0358-1234567", address="建设路1号", introduction="便民中心一楼")
    planned(station)
    url = reverse(f"stations:{page}", args=[station.pk])
    response = office().get(url)
    assert response.status_code == 200
    assert station.name in response.content.decode()
    assert office("141121").get(url).status_code == 404
    assert Client().get(url).status_code == 302
    expected = 200 if page in CLERK_PAGES else 403
    assert clerk(station).get(url).status_code == expected


def test_the_list_filters_searches_and_opens_the_right_rows() -> None:
    one, two = (
        factories.station(name="贾家庄联络站"),
        factories.station(name="煤化工联络站", scope=StationScope.INDUSTRY, industry="煤化工"),
    )
    factories.point(one, name="东关联络点")
    client, url = office(), reverse("stations:index")

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
    assert "还没有联络站" in office("141121").get(url).content.decode()


def test_pages_of_the_list_go_forward_and_back() -> None:
    parents = [factories.station() for _ in range(3)]
    with one_transaction():
        for n in range(120):
            factories.point(parents[n % 3])
    client, url = office(), reverse("stations:index")
    seen, query, pages = [], "", 0
    while pages < 5:
        page = client.get(url + query).content.decode()
        seen += re.findall(r'<td class="fixed num">(\d+)</td>', page)
        pages += 1
        following = re.search(r'rel="next" href="([^"]+)"', page)
        if not following:
            break
        query = following[1].replace("&amp;", "&")
    assert pages == 3
    assert seen == sorted(LiaisonStation.objects.values_list("code", flat=True))
    previous = re.search(r'rel="prev" href="([^"]+)"', page)[1]
    assert re.findall(r'<td class="fixed num">(\d+)</td>', client.get(url + previous).content.decode()) == seen[50:100]


def test_the_list_costs_the_same_with_ten_and_three_hundred_stations(django_assert_num_queries) -> None:
    first = factories.station()
    with one_transaction():
        for _ in range(9):
            factories.point(first)
    client, url = office(), reverse("stations:index")
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
    planned(station)
    people = factories.deputies(30)
    visits.record_visits(
        station, deputies=people, on=today(), manner=VisitManner.STUDY, actor=SYSTEM, at=timezone.now()
    )
    factories.point(station)
    client = office()
    with django_assert_max_num_queries(10):
        client.get(reverse(f"stations:{page}", args=[station.pk]))


def test_the_export_carries_the_filter_and_says_so() -> None:
    factories.station(name="=1+1")
    factories.point()
    response = office().get(reverse("stations:export"), {"kind": "station"})
    sheet = openpyxl.load_workbook(io.BytesIO(response.content)).active
    assert [row[2] for row in sheet.iter_rows(min_row=4, values_only=True)] == ["联络站"] * 2
    assert "联络站" in sheet["A2"].value
    assert sheet["B4"].value == "'=1+1"


def test_an_office_opens_a_station_and_a_point_and_corrects_it() -> None:
    factories.township()
    client = office()
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
    assert clerk(station).get(reverse("stations:new")).status_code == 403


@pytest.mark.parametrize("step", ["pause", "reopen", "close"])
def test_a_step_of_a_station_is_confirmed_with_a_reason(step) -> None:
    station = factories.station()
    if step == "reopen":
        stations.pause(station, reason="修缮", actor=SYSTEM, at=factories.AT)
    client, url = office(), reverse("stations:step", args=[station.pk, step])
    assert station.name in client.get(url).content.decode()
    assert client.post(url, {"reason": ""}).status_code == 422
    assert client.post(url, {"reason": "修缮"}).status_code == 302
    assert client.post(url, {"reason": "修缮"}).status_code == 422
    assert client.get(reverse("stations:step", args=[station.pk, "sell"])).status_code == 404


def test_staff_money_standard_and_sign_in_are_kept() -> None:
    station = factories.station()
    client = office()
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
    answers = {"checked_on": today().isoformat(), "area": "80", "printer": "yes", "cabinet": "no"}
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


def test_the_rule_is_told_as_a_sentence_while_it_is_filled_in() -> None:
    station = factories.station()
    client, url = clerk(station), reverse("stations:rule", args=[station.pk])
    data = {
        "kind": "weekly", "weekdays": ["2"], "opens": "09:00", "closes": "11:30", "holiday_shift": "skip",
        "moves_off": "rest_days",
    }  # fmt: skip
    preview = client.get(url, data, headers={"HX-Request": "true", "HX-Target": "rule-preview"}).content.decode()
    assert "每周二 09:00至11:30，遇节假日取消" in preview
    assert "<html" not in preview
    missing = client.get(url, {**data, "weekdays": []}, headers={"HX-Request": "true", "HX-Target": "rule-preview"})
    assert "请选择周几" in missing.content.decode()
    pattern = client.get(url, {"kind": "lunar_market"}, headers={"HX-Request": "true", "HX-Target": "rule-pattern"})
    assert "集日尾数" in pattern.content.decode()
    assert client.post(url, {**data, "weekdays": []}).status_code == 422
    assert client.post(url, data).status_code == 302
    station.refresh_from_db()
    assert duty_rule.from_json(station.duty_rule).kind is DutyRuleKind.WEEKLY
    assert "每周二 09:00至11:30" in client.get(url).content.decode()


def test_days_are_planned_published_moved_and_cancelled_from_the_pages() -> None:
    station = factories.station()
    duty.set_duty_rule(station, factories.TUESDAYS, actor=SYSTEM, at=timezone.now())
    client, page = clerk(station), reverse("stations:duty", args=[station.pk])
    start = today() + SOON
    window = {"starts_on": start.isoformat(), "ends_on": (start + timedelta(days=40)).isoformat()}
    planned_from = {f"plan-{name}": value for name, value in window.items()}
    assert client.post(reverse("stations:plan", args=[station.pk]), planned_from).url == page
    count = DutyDay.objects.count()
    assert count >= 5
    client.post(reverse("stations:plan", args=[station.pk]), planned_from)
    assert DutyDay.objects.count() == count
    assert f"{count}个值班日" in client.get(page).content.decode()
    publish = {f"publish-{name}": value for name, value in window.items()}
    assert client.post(reverse("stations:publish", args=[station.pk]), publish).status_code == 302
    assert client.post(reverse("stations:publish", args=[station.pk]), publish).status_code == 422
    first, second = DutyDay.objects.all()[:2]
    move = {"to": (first.on + timedelta(days=1)).isoformat(), "reason": "会议冲突"}
    assert client.get(reverse("stations:move-day", args=[first.pk])).status_code == 200
    assert client.post(reverse("stations:move-day", args=[first.pk]), move).status_code == 302
    late = {"to": (today() + timedelta(days=1)).isoformat(), "reason": "会议冲突"}
    assert "现在公布已经晚了" in client.post(reverse("stations:move-day", args=[second.pk]), late).content.decode()
    assert client.get(reverse("stations:cancel-day", args=[second.pk])).status_code == 200
    assert client.post(reverse("stations:cancel-day", args=[second.pk]), {"reason": "大雪"}).status_code == 302
    assert client.post(reverse("stations:cancel-day", args=[second.pk]), {"reason": "大雪"}).status_code == 422
    extra = {"extra-on": (start + timedelta(days=90)).isoformat(), "extra-starts_at": "09:00", "extra-ends_at": "11:00"}
    assert client.post(reverse("stations:extra-day", args=[station.pk]), extra).status_code == 302
    assert client.post(reverse("stations:extra-day", args=[station.pk]), extra).status_code == 422


def test_a_month_can_be_turned_and_answers_a_part_to_htmx() -> None:
    station = factories.station()
    client, url = office(), reverse("stations:detail", args=[station.pk])
    page = client.get(url, {"month": "2023-05"}).content.decode()
    assert "month=2023-04" in page
    assert "month=2023-06" in page
    part = client.get(url, {"month": "2023-05"}, headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in part
    assert "2023-05" in part
    assert client.get(url, {"month": "9999999999999-1"}).status_code == 200


def test_the_roster_is_made_in_turn_changed_by_hand_and_substituted() -> None:
    station, people = factories.station(), factories.deputies(4)
    days = [factories.duty_day(station, today() + SOON + timedelta(weeks=n), at=timezone.now()) for n in range(3)]
    client = clerk(station)
    url = reverse("stations:roster", args=[station.pk])
    window = {"starts_on": today().isoformat(), "ends_on": (today() + timedelta(days=90)).isoformat()}
    assert client.post(url, {**window, "per_day": "1", "deputies": people[:3]}).status_code == 302
    assert sorted(DutyAssignment.objects.values_list("deputy_id", flat=True)) == people[:3]
    assert client.post(url, {**window, "per_day": "1", "deputies": people[:3]}).status_code == 422
    stranger = deputy_factories.deputy(deputy_factories.term(deputy_factories.region_tree().counties[1]))
    assert (
        "有的代表不属于本地方"
        in client.post(url, {**window, "per_day": "1", "deputies": [stranger.pk]}).content.decode()
    )
    assert client.post(url, {**window, "per_day": "1", "deputies": ["x", "9" * 30]}).status_code == 422
    first = DutyAssignment.objects.get(duty_day=days[0])
    change = reverse("stations:substitute", args=[first.pk])
    assert client.get(change).status_code == 200
    assert client.post(change, {"deputies": people[2:4]}).status_code == 422
    assert client.post(change, {"deputies": [people[3]]}).status_code == 302
    page = reverse("stations:day-roster", args=[days[1].pk])
    assert client.get(page).status_code == 200
    assert client.post(page, {"deputies": people[2:4]}).status_code == 302
    assert client.get(url).status_code == 200
    assert sorted(days[1].assignments.filter(is_withdrawn=False).values_list("deputy_id", flat=True)) == people[2:4]
    other = deputy_factories.client_for(deputy_factories.user(Role.LEADER, "141182"))
    assert other.get(page).status_code == 403
    assert other.get(change).status_code == 403
    assert office("141121").get(page).status_code == 404
    assert office("141121").get(change).status_code == 404


def test_deputies_are_found_by_part_of_their_name() -> None:
    station = factories.station()
    one = deputy_factories.deputy(name="武海燕")
    client, url = clerk(station), reverse("stations:find-deputies", args=[station.pk])
    assert f'data-pick-add="{one.pk}"' in client.get(url, {"find": "海"}).content.decode()
    assert "没有找到" in client.get(url, {"find": "无此人"}).content.decode()
    assert client.get(url).content.decode().strip() == ""


def photo(name="p.jpg"):
    out = io.BytesIO()
    Image.new("RGB", (8, 8)).save(out, "JPEG")
    out.seek(0)
    out.name = name
    return out


def test_a_clerk_records_visits_with_photos_and_takes_one_back() -> None:
    station, people = factories.station(), factories.deputies(3)
    day = factories.duty_day(station, today(), at=timezone.now())
    client, url = clerk(station), reverse("stations:visits", args=[station.pk])
    data = {"deputies": people[:2], "on": today().isoformat(), "manner": "reception"}
    assert client.post(url, {**data, "photos": [photo()]}).status_code == 302
    assert Visit.objects.filter(duty_day=day).count() == 2
    page = client.post(url, {**data, "deputies": people}, follow=True).content.decode()
    assert "已登记1名代表进站" in page
    assert "当天已经登记过，没有重复计数" in page
    assert client.post(url, {**data, "deputies": []}).status_code == 422
    disguised = io.BytesIO(b"MZ not a photo")
    disguised.name = "p.jpg"
    assert client.post(url, {**data, "deputies": people, "photos": [disguised]}).status_code == 422
    link = re.search(r"/stations/photos/\d+/", page)[0]
    shown = client.get(link)
    assert (shown.status_code, shown.headers["Content-Type"]) == (200, "image/jpeg")
    assert b"".join(shown.streaming_content).startswith(b"\xff\xd8")
    assert office("141121").get(link).status_code == 404
    assert client.get(reverse("stations:photo", args=[10**6])).status_code == 404
    visit = Visit.objects.first()
    take_back = reverse("stations:withdraw-visit", args=[visit.pk])
    assert office("141121").get(take_back).status_code == 404
    assert client.get(take_back).status_code == 200
    assert client.post(take_back, {"reason": "登记错了站"}).status_code == 302
    assert client.get(take_back).status_code == 404
    assert client.post(reverse("stations:hold-day", args=[day.pk])).status_code == 302
    day.refresh_from_db()
    assert day.state == DutyState.HELD
    assert client.post(reverse("stations:hold-day", args=[day.pk])).status_code == 422


def test_pages_of_visits_go_back_in_time() -> None:
    station, people = factories.station(), factories.deputies(25)
    visits.record_visits(
        station, deputies=people, on=today(), manner=VisitManner.STUDY, actor=SYSTEM, at=timezone.now()
    )
    client, url = clerk(station), reverse("stations:visits", args=[station.pk])
    following = re.search(r'rel="next" href="([^"]+)"', client.get(url).content.decode())[1]
    assert client.get(url + following).content.decode().count("withdraw/") == 5
    assert client.get(url, {"after": "nonsense"}).status_code == 200


def test_a_clerk_comes_straight_to_the_own_station() -> None:
    station = factories.station()
    client = clerk(station)
    assert client.get(reverse("stations:my-duty")).url == reverse("stations:duty", args=[station.pk])
    assert client.get(reverse("stations:my-visits")).url == reverse("stations:visits", args=[station.pk])
    factories.point(station, name="西关点")
    assert "西关点" in client.get(reverse("stations:my-duty")).content.decode()
    assert "您还没有负责的联络站" in office().get(reverse("stations:my-duty")).content.decode()


def test_the_public_page_needs_no_sign_in_and_shows_the_next_day() -> None:
    station = factories.station(address="建设路1号", phone="0358-1234567")
    day, *_ = planned(station)
    url = reverse("public_stations:station", args=[station.public_code])
    page = Client().get(url).content.decode()
    for words in (
        station.name,
        "建设路1号",
        "0358-1234567",
        f"{day.on.month}月{day.on.day}日",
        "接待代表",
        f"/s/{station.public_code}/report/",
        "/track/",
    ):
        assert words in page
    assert Client().get(url.lower().replace("/s/", "/s/")).status_code == 200
    elder = Client()
    elder.cookies["view"] = "elder"
    assert 'data-view="elder"' in elder.get(url).content.decode()
    assert Client().get(reverse("public_stations:station", args=["NOSUCH22"])).status_code == 404
    stations.pause(station, reason="修缮", actor=SYSTEM, at=factories.AT)
    assert Client().get(url).status_code == 404


def test_the_feed_is_read_back_with_stable_names_for_its_days() -> None:
    station = factories.station(address="建设路1号")
    first, second, third, _ = planned(station)
    factories.duty_day(station, today() + timedelta(days=200), at=timezone.now())
    url = reverse("public_stations:calendar", args=[station.public_code])
    response = Client().get(url)
    assert response.headers["Content-Type"] == "text/calendar; charset=utf-8"
    before = {str(event["uid"]): event for event in Calendar.from_ical(response.content).walk("VEVENT")}
    assert len(before) == 4
    duty.move_duty_day(first, to=first.on + timedelta(days=1), reason="会议", actor=SYSTEM, at=timezone.now())
    duty.cancel_duty_day(second, reason="大雪", actor=SYSTEM, at=timezone.now())
    after = {str(event["uid"]): event for event in Calendar.from_ical(Client().get(url).content).walk("VEVENT")}
    assert before.keys() == after.keys()
    moved = next(event for event in after.values() if event["sequence"] == 1)
    assert moved.decoded("dtstart").date() == first.on
    assert moved.decoded("dtstart").utcoffset() == timedelta(hours=8)
    assert moved.decoded("dtstart").hour == 9
    assert [str(event["status"]) for event in after.values()].count("CANCELLED") == 1
    assert str(moved["location"]) == "建设路1号"
    assert third.on in {event.decoded("dtstart").date() for event in after.values()}


def test_the_poster_leads_to_the_public_page() -> None:
    station = factories.station(address="建设路1号", phone="0358-1234567")
    duty.set_duty_rule(station, factories.TUESDAYS, actor=SYSTEM, at=factories.AT)
    page = office().get(reverse("stations:poster", args=[station.pk])).content.decode()
    for words in (
        station.name,
        "扫码反映问题",
        "0358-1234567",
        "每周二 09:00至11:30",
        station.code,
        f"testserver/s/{station.public_code}",
    ):
        assert words in page
    drawn = page[page.index("poster-code") : page.index("poster-address")]
    assert "<svg" in drawn
    assert "style=" not in drawn
    assert 'viewBox="0 0 ' in drawn
