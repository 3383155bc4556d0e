"""Pages of duty days, rosters and visits."""

from __future__ import annotations

import io
import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from renda.capabilities.deputies.tests import factories as deputy_factories
from renda.capabilities.stations.actions import duty, roster, visits
from renda.capabilities.stations.models import DutyAssignment, DutyDay, Visit
from renda.capabilities.stations.rules import duty_rule
from renda.capabilities.stations.terms import DutyRuleKind, DutyState, VisitManner
from renda.capabilities.stations.tests import factories
from renda.foundation.accounts.actor import SYSTEM
from renda.foundation.accounts.terms import Role

pytestmark = pytest.mark.django_db
SOON = timedelta(days=14)


def test_the_rule_is_told_as_a_sentence_while_it_is_filled_in() -> None:
    station = factories.station()
    client, url = factories.clerk_client(station), reverse("stations:rule", args=[station.pk])
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
    client, page = factories.clerk_client(station), reverse("stations:duty", args=[station.pk])
    start = timezone.localdate() + SOON
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
    late = {"to": (timezone.localdate() + timedelta(days=1)).isoformat(), "reason": "会议冲突"}
    assert "现在公布已经晚了" in client.post(reverse("stations:move-day", args=[second.pk]), late).content.decode()
    assert client.get(reverse("stations:cancel-day", args=[second.pk])).status_code == 200
    assert client.post(reverse("stations:cancel-day", args=[second.pk]), {"reason": "大雪"}).status_code == 302
    assert client.post(reverse("stations:cancel-day", args=[second.pk]), {"reason": "大雪"}).status_code == 422
    extra = {"extra-on": (start + timedelta(days=90)).isoformat(), "extra-starts_at": "09:00", "extra-ends_at": "11:00"}
    assert client.post(reverse("stations:extra-day", args=[station.pk]), extra).status_code == 302
    assert client.post(reverse("stations:extra-day", args=[station.pk]), extra).status_code == 422


def test_a_month_can_be_turned_and_answers_a_part_to_htmx() -> None:
    station = factories.station()
    client, url = factories.office_client(), reverse("stations:detail", args=[station.pk])
    page = client.get(url, {"month": "2023-05"}).content.decode()
    assert "month=2023-04" in page
    assert "month=2023-06" in page
    part = client.get(url, {"month": "2023-05"}, headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in part
    assert "2023年5月" in part
    assert client.get(url, {"month": "9999999999999-1"}).status_code == 200


def test_the_roster_is_made_in_turn_changed_by_hand_and_substituted() -> None:
    station, people = factories.station(), factories.deputies(4)
    days = [
        factories.duty_day(station, timezone.localdate() + SOON + timedelta(weeks=n), at=timezone.now())
        for n in range(3)
    ]
    client = factories.clerk_client(station)
    url = reverse("stations:roster", args=[station.pk])
    window = {
        "starts_on": timezone.localdate().isoformat(),
        "ends_on": (timezone.localdate() + timedelta(days=90)).isoformat(),
    }
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
    assert factories.office_client("141121").get(page).status_code == 404
    assert factories.office_client("141121").get(change).status_code == 404


def test_deputies_are_found_by_part_of_their_name() -> None:
    station = factories.station()
    one = deputy_factories.deputy(name="武海燕")
    client, url = factories.clerk_client(station), reverse("stations:find-deputies", args=[station.pk])
    assert f'data-pick-add="{one.pk}"' in client.get(url, {"find": "海"}).content.decode()
    assert "没有找到" in client.get(url, {"find": "无此人"}).content.decode()
    assert client.get(url).content.decode().strip() == ""


def test_a_clerk_records_visits_with_photos_and_takes_one_back() -> None:
    station, people = factories.station(), factories.deputies(3)
    day = factories.duty_day(station, timezone.localdate(), at=timezone.now())
    client, url = factories.clerk_client(station), reverse("stations:visits", args=[station.pk])
    data = {"deputies": people[:2], "on": timezone.localdate().isoformat(), "manner": "reception"}
    assert client.post(url, {**data, "photos": [factories.photo()]}).status_code == 302
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
    assert factories.office_client("141121").get(link).status_code == 404
    assert client.get(reverse("stations:photo", args=[10**6])).status_code == 404
    visit = Visit.objects.first()
    take_back = reverse("stations:withdraw-visit", args=[visit.pk])
    assert factories.office_client("141121").get(take_back).status_code == 404
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
        station, deputies=people, on=timezone.localdate(), manner=VisitManner.STUDY, actor=SYSTEM, at=timezone.now()
    )
    client, url = factories.clerk_client(station), reverse("stations:visits", args=[station.pk])
    following = re.search(r'rel="next" href="([^"]+)"', client.get(url).content.decode())[1]
    assert client.get(url + following).content.decode().count("withdraw/") == 5
    assert client.get(url, {"after": "nonsense"}).status_code == 200


def test_a_clerk_comes_straight_to_the_own_station() -> None:
    station = factories.station()
    client = factories.clerk_client(station)
    assert client.get(reverse("stations:my-duty")).url == reverse("stations:duty", args=[station.pk])
    assert client.get(reverse("stations:my-visits")).url == reverse("stations:visits", args=[station.pk])
    factories.point(station, name="西关点")
    assert "西关点" in client.get(reverse("stations:my-duty")).content.decode()
    assert "您还没有负责的联络站" in factories.office_client().get(reverse("stations:my-duty")).content.decode()


def test_announced_days_are_read_in_any_usual_way_of_writing_them() -> None:
    station = factories.station()
    client, url = factories.clerk_client(station), reverse("stations:rule", args=[station.pk])
    data = {
        "kind": "announced", "opens": "09:00", "closes": "11:30", "holiday_shift": "keep", "moves_off": "rest_days",
    }  # fmt: skip
    wrong = client.post(url, {**data, "dates": "2027-01-05 明天"})
    assert "“明天”不是日期" in wrong.content.decode()
    assert client.post(url, {**data, "dates": "2027-01-05，2027/2/9、2027年3月2日"}).status_code == 302
    station.refresh_from_db()
    assert station.duty_rule["dates"] == ["2027-01-05", "2027-02-09", "2027-03-02"]
    assert "2027-02-09" in client.get(url).content.decode()


def test_refusals_stay_on_the_forms_of_the_plan_and_the_roster() -> None:
    station, people = factories.station(), factories.deputies(1)
    client = factories.clerk_client(station)
    window = {"plan-starts_on": "2020-01-01", "plan-ends_on": "2020-02-01"}
    assert "还没有值班规则" in client.post(reverse("stations:plan", args=[station.pk]), window).content.decode()
    day = factories.duty_day(station, timezone.localdate() + SOON, at=timezone.now())
    roster.assign(day, deputies=people, actor=SYSTEM, at=timezone.now())
    assignment = DutyAssignment.objects.get()
    change = client.post(reverse("stations:substitute", args=[assignment.pk]), {"deputies": people})
    assert "这名代表当天已经在值班名单里" in change.content.decode()
    duty.cancel_duty_day(day, reason="大雪", actor=SYSTEM, at=timezone.now())
    late = client.post(reverse("stations:day-roster", args=[day.pk]), {"deputies": people})
    assert late.status_code == 422


def test_a_day_confirmed_by_mistake_is_taken_back_from_the_pages() -> None:
    station, people = factories.station(), factories.deputies(1)
    today, now = timezone.localdate(), timezone.now()
    day = factories.duty_day(station, today, at=now)
    client = factories.clerk_client(station)
    book, plan = reverse("stations:visits", args=[station.pk]), reverse("stations:duty", args=[station.pk])
    take_back = reverse("stations:unhold-day", args=[day.pk])
    assert take_back not in client.get(book).content.decode() + client.get(plan).content.decode()
    client.post(reverse("stations:hold-day", args=[day.pk]))
    assert take_back in client.get(book).content.decode()
    assert take_back in client.get(plan).content.decode()
    assert "可以再次确认" in client.get(take_back).content.decode()
    assert client.post(take_back, {"reason": ""}).status_code == 422
    recorded = visits.record_visits(
        station, deputies=people, on=today, manner=VisitManner.RECEPTION, duty_day=day, actor=SYSTEM, at=now
    )
    refused = client.post(take_back, {"reason": "点错了"})
    assert refused.status_code == 422
    assert "已有1名代表登记为这次值班进站，请先更正进站登记" in refused.content.decode()
    visits.withdraw_visit(recorded.visits[0], reason="误登", actor=SYSTEM, at=now)
    assert client.post(take_back, {"reason": "点错了"}).url == plan
    assert client.post(take_back, {"reason": "点错了"}).status_code == 422
    day.refresh_from_db()
    assert day.state == DutyState.PLANNED
    assert factories.office_client("141121").get(take_back).status_code == 404
    leader = deputy_factories.client_for(deputy_factories.user(Role.LEADER, "141182"))
    assert leader.get(take_back).status_code == 403


def test_days_held_earlier_this_month_can_be_taken_back_where_they_are_listed() -> None:
    station = factories.station()
    day = factories.duty_day(station, factories.AT.date().replace(day=14))
    duty.hold_duty_day(day, actor=SYSTEM, at=factories.AT.replace(day=14))
    client, url = factories.clerk_client(station), reverse("stations:duty", args=[station.pk])
    take_back = reverse("stations:unhold-day", args=[day.pk])
    assert take_back in client.get(url, {"month": "2023-03"}).content.decode()
    assert take_back not in client.get(url, {"month": "2023-04"}).content.decode()
