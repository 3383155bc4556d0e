"""What the public sees of a station: its page, its calendar feed, and the poster that leads there."""

from __future__ import annotations

import io
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import segno
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext
from django.views.decorators.http import require_safe
from icalendar import Calendar, Event

from renda.capabilities.stations.flow import AHEAD
from renda.capabilities.stations.models import DutyDay, LiaisonStation
from renda.capabilities.stations.queries import duty as duty_queries
from renda.capabilities.stations.queries import stations as station_queries
from renda.capabilities.stations.rules import duty_rule, wording
from renda.capabilities.stations.terms import DutyState
from renda.capabilities.stations.views import finding
from renda.foundation.accounts import queries as account_queries
from renda.foundation.web import wording as web_wording
from renda.foundation.web.page import render_page

LOOKING_BACK = timedelta(days=92)
SHOWN = 5
QUIET_MODULES = 4
MICRO = 1_000_000


def _station(public_code: str) -> LiaisonStation:
    found = station_queries.by_public_code(public_code)
    if found is None:
        raise Http404
    return found


def _rule(station: LiaisonStation) -> str:
    return (
        wording.describe(duty_rule.from_json(station.duty_rule), gettext, pause=web_wording.pause())
        if station.duty_rule
        else ""
    )


@login_not_required
@require_safe
def station(request: Any, public_code: str) -> HttpResponse:
    """Name, address, next open day and who receives then; the ways to report and to ask how it stands."""
    found, today = _station(public_code), timezone.localdate()
    days = list(duty_queries.public_days(found, today)[:SHOWN])
    coming = next((day for day in days if day.state in AHEAD), None)
    context = {
        "station": found,
        "today": today,
        "later": [day for day in days if day is not coming and day.state != DutyState.HELD],
        "coming": coming,
        "on_duty": [name for _, name in duty_queries.deputies_on_duty(found, coming.on)] if coming else [],
        "rule": _rule(found),
        "photos": station_queries.photos_of(found),
        "position": _position(found),
        "report_url": f"/s/{found.public_code}/report/",
        "track_url": "/track/",
        "home_url": request.path,
    }
    return render_page(request, "stations/public.html", context)


def _position(found: LiaisonStation) -> str:
    """Where the station is, as an address that opens the phone's own map; empty where nobody said."""
    if found.latitude_e6 is None or found.longitude_e6 is None:
        return ""
    latitude, longitude = (f"{value // MICRO}.{value % MICRO:06d}" for value in (found.latitude_e6, found.longitude_e6))
    return f"geo:{latitude},{longitude}"


@login_not_required
@require_safe
def calendar(_request: Any, public_code: str) -> HttpResponse:
    """The published duty days as an iCalendar feed; a day keeps its UID when it is moved or cancelled."""
    found = _station(public_code)
    feed = Calendar()
    feed.add("prodid", "-//renda//duty days//ZH")
    feed.add("version", "2.0")
    feed.add("x-wr-calname", gettext("%(station)s代表值班") % {"station": found.name})
    feed.add("x-wr-timezone", settings.TIME_ZONE)
    for day in duty_queries.public_days(found, timezone.localdate() - LOOKING_BACK):
        feed.add_component(_event(found, day))
    feed.add_missing_timezones()
    response = HttpResponse(feed.to_ical(), content_type="text/calendar; charset=utf-8")
    response.headers["Cache-Control"] = "public, max-age=3600"
    response.headers["Content-Disposition"] = 'inline; filename="duty.ics"'
    return response


def _event(found: LiaisonStation, day: DutyDay) -> Event:
    event = Event()
    event.add("uid", f"duty-{day.pk}@{found.public_code.lower()}.renda")
    event.add("summary", gettext("%(station)s代表值班") % {"station": found.name})
    event.add("dtstamp", _moment(day.published_on or day.on, time()))
    event.add("dtstart", _moment(day.on, day.starts_at))
    event.add("dtend", _moment(day.on, day.ends_at))
    event.add("sequence", {DutyState.MOVED: 1, DutyState.CANCELLED: 2}.get(DutyState(day.state), 0))
    event.add("status", "CANCELLED" if day.state == DutyState.CANCELLED else "CONFIRMED")
    if found.address:
        event.add("location", found.address)
    if day.reason:
        event.add("description", gettext(day.reason))
    return event


def _moment(on: date, at: time) -> datetime:
    return datetime.combine(on, at, tzinfo=ZoneInfo(settings.TIME_ZONE))


def code_svg(address: str) -> SafeString:
    """An address as a QR code with its four quiet modules, scaled by its surroundings."""
    out = io.BytesIO()
    segno.make_qr(address, error="m").save(
        out, kind="svg", border=QUIET_MODULES, omitsize=True, xmldecl=False, svgns=True, nl=False
    )
    # Drawn by the library from an address of our own; nobody's text goes in.
    return mark_safe(out.getvalue().decode())  # noqa: S308


@require_safe
def poster(request: Any, pk: int) -> HttpResponse:
    """The poster of a station on A4, to be printed and put up."""
    found = finding.station(request, pk)
    path = reverse("public_stations:station", args=[found.public_code])
    address = request.build_absolute_uri(path)
    congress = account_queries.congress_of(found.region_id)
    context = {
        "station": found,
        "station_name": found.name,
        "body_name": congress.name if congress else found.region.name,
        "qr_svg": code_svg(address),
        "short_address": address.partition("://")[2].rstrip("/"),
        "phone": found.phone,
        "duty_days": _rule(found),
        "place": found.address,
        "number": found.code,
        "printed_by": request.actor.name,
        "printed_at": timezone.now(),
    }
    return render_page(request, "stations/poster.html", context)
