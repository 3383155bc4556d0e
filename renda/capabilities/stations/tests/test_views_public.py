"""What the public sees of a station: its page, its calendar, the poster that leads there."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from renda.capabilities.stations.actions import duty, photos, stations
from renda.capabilities.stations.queries import stations as stations_queries
from renda.capabilities.stations.tests import factories
from renda.capabilities.stations.views import public
from renda.foundation.accounts.actor import SYSTEM
from renda.foundation.errors import RuleBroken, StaleState
from renda.foundation.files.store import Checked

pytestmark = pytest.mark.django_db


def test_the_public_page_needs_no_sign_in_and_shows_the_next_day() -> None:
    station = factories.station(address="建设路1号", phone="0358-1234567")
    day, *_ = factories.public_days(station)
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
    first, second, third, _ = factories.public_days(station)
    factories.duty_day(station, timezone.localdate() + timedelta(days=200), at=timezone.now())
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
    page = factories.office_client().get(reverse("stations:poster", args=[station.pk])).content.decode()
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
    assert public.code_svg(f"http://testserver/s/{station.public_code}/") in page


def test_photos_and_the_place_on_the_map_are_public_while_the_station_is_open() -> None:
    station = factories.station(longitude_e6=111780000, latitude_e6=37260000)
    office, url = factories.office_client(), reverse("stations:photos", args=[station.pk])
    assert office.post(url, {"photos": [factories.photo()]}).status_code == 302
    assert office.post(url, {"photos": [factories.photo() for _ in range(6)]}).status_code == 422
    assert office.post(url, {}).status_code == 422
    kept = stations_queries.photos_of(station)[0]
    public_page = Client().get(reverse("public_stations:station", args=[station.public_code])).content.decode()
    assert "geo:37.260000,111.780000" in public_page
    picture = reverse("public_stations:picture", args=[station.public_code, kept.pk])
    assert picture in public_page
    assert b"".join(Client().get(picture).streaming_content).startswith(b"\xff\xd8")
    assert reverse("stations:picture", args=[station.pk, kept.pk]) in office.get(url).content.decode()
    assert b"".join(office.get(reverse("stations:picture", args=[station.pk, kept.pk])).streaming_content)
    other = factories.station()
    assert office.get(reverse("stations:picture", args=[other.pk, kept.pk])).status_code == 404
    assert factories.clerk_client(station).get(url).status_code == 403
    gone = reverse("stations:remove-photo", args=[station.pk, kept.pk])
    assert office.post(gone).status_code == 302
    assert office.post(gone).status_code == 404
    with pytest.raises(StaleState):
        photos.remove_photo(station, kept, actor=SYSTEM, at=factories.AT)
    office.post(url, {"photos": [factories.photo()]})
    stations.pause(station, reason="修缮", actor=SYSTEM, at=factories.AT)
    again = stations_queries.photos_of(station)[0]
    assert Client().get(reverse("public_stations:picture", args=[station.public_code, again.pk])).status_code == 404
    report = Checked(b"%PDF-1.4 %%EOF", "application/pdf", "a.pdf")
    with pytest.raises(RuleBroken, match="这里只能放照片"):
        photos.add_photos(station, photos=[report], actor=SYSTEM, at=factories.AT)
