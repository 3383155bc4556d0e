"""Each role's first page, and the welcome of the public."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from renda.capabilities.casework import queries as case_queries
from renda.capabilities.deputies import queries as deputy_queries
from renda.foundation.notices import queries as notice_queries
from renda.foundation.web.page import render_page
from renda.surfaces.workbench import beginnings, queries

MATTERS_SHOWN = 6
NOTICES_SHOWN = 4
DAYS_AHEAD = 7
DUTY_AHEAD = 14
CODE_LENGTHS = {6, 9}


@login_not_required
@require_safe
def home(request: Any) -> HttpResponse:
    """Send each to where their work begins; a visitor gets the public welcome."""
    actor = request.actor
    if not actor.is_signed_in:
        return _welcome(request)
    if beginnings.works_in_office(actor):
        return _office(request)
    if beginnings.is_deputy(actor):
        return _deputy(request)
    elsewhere = beginnings.elsewhere(actor)
    if elsewhere:
        return redirect(elsewhere)
    return render_page(request, "workbench/no_post.html")


def _welcome(request: Any) -> HttpResponse:
    """Find a station, report, track, sign in."""
    place = request.GET.get("place", "")
    place = place if place.isascii() and place.isdecimal() and len(place) in CODE_LENGTHS else ""
    counties = queries.counties()
    county = next((one for one in counties if place.startswith(one.code)), None)
    towns = queries.towns_of(county.code) if county else []
    stations = queries.open_stations(place) if county else []
    days = queries.next_open_days(stations, timezone.localdate()) if stations else {}
    context = {
        "counties": counties,
        "county": county,
        "towns": towns,
        "town": next((one for one in towns if one.code == place), None),
        "place": place,
        "rows": [{"station": station, "day": days.get(station.pk)} for station in stations],
        "without_htmx": True,
    }
    return render_page(request, "workbench/welcome.html", context)


def _office(request: Any) -> HttpResponse:
    """What waits at the desk, what is late, who receives people today, what there is to read."""
    actor, today = request.actor, timezone.localdate()
    waiting = case_queries.counts_waiting(actor)
    duty = queries.duty_on(actor, today)
    is_office = "casework:todo" if "office" in actor.roles else "casework:inbox"
    context = {
        "today": today,
        "waiting": waiting,
        "matters": queries.waiting_soonest(actor, most=MATTERS_SHOWN) if waiting else [],
        "overdue": queries.overdue_count(actor, today=today),
        "duty": duty,
        "waiting_page": is_office,
        "notices": notice_queries.latest(actor.user_id, most=NOTICES_SHOWN),
    }
    return render_page(request, "workbench/office.html", context)


def _deputy(request: Any) -> HttpResponse:
    """What waits for a deputy, this week's duty days, what there is to read."""
    actor, today = request.actor, timezone.localdate()
    deputy = deputy_queries.deputy_of_user(actor.user_id)
    running = queries.received_running(actor)
    matters = list(running[:MATTERS_SHOWN])
    week_ends = today + timedelta(days=DAYS_AHEAD)
    ahead = queries.duty_of(deputy.pk, today, most=DUTY_AHEAD) if deputy else []
    duty = [one for one in ahead if one.day.on < week_ends]
    later = [] if duty else ahead[:1]
    duty_today = next((one for one in duty if one.day.on == today), None)
    asked = queries.suggestions_asking(actor, today)
    first_asked = None if duty_today or not asked else asked[0]
    is_first = not duty_today and first_asked is None
    count = running.values("pk")[: queries.COUNTED + 1].count() if len(matters) == MATTERS_SHOWN else len(matters)
    context = {
        "today": today,
        "waiting": count + len(asked) + (1 if duty_today else 0),
        "duty_today": duty_today,
        "first_asked": first_asked,
        "asked": asked if first_asked is None else asked[1:],
        "first": matters[0] if is_first and matters else None,
        "matters": matters[1:] if is_first else matters,
        "has_more": count > len(matters),
        "duty": [one for one in duty if one is not duty_today],
        "later": later,
        "is_on_roll": deputy is not None,
        "notices": notice_queries.latest(actor.user_id, most=NOTICES_SHOWN),
        "greeting": _greeting(today),
    }
    return render_page(request, "workbench/deputy.html", context)


def _greeting(today: date) -> str:
    words = ("星期一", "星期二", "星期三", "星期四", "星期五", "星期六", "星期日")
    return gettext(words[today.weekday()])
