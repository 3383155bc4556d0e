"""Pages about the roster: who is on duty when, in turn or by hand, and who comes in whose place."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from renda.capabilities.deputies import queries as deputy_queries
from renda.capabilities.stations.actions import roster as actions
from renda.capabilities.stations.forms import duty as forms
from renda.capabilities.stations.models import LiaisonStation
from renda.capabilities.stations.queries import duty as duty_queries
from renda.capabilities.stations.views import finding
from renda.capabilities.stations.views.stations import trail
from renda.foundation.errors import RuleBroken
from renda.foundation.web.page import add_refusal, render_page

DAY = timedelta(days=1)
WINDOW = timedelta(days=92)
FOUND = 12
RECENT = 60
LONGEST_NAME = 40
get_or_post = require_http_methods(["GET", "POST"])


@get_or_post
def roster(request: Any, pk: int) -> HttpResponse:
    """The roster of the next three months, and a form that shares out the days without one."""
    station = finding.station(request, pk, "stations.arrange")
    today = timezone.localdate()
    known = _around(station, today)
    initial = {"starts_on": today, "ends_on": today + WINDOW, "per_day": 2}
    form = forms.Rota(
        request.POST if request.method == "POST" else None, initial=initial, place_code=station.region_id, known=known
    )
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            new = actions.assign_rota(
                station,
                starts_on=data["starts_on"],
                ends_before=data["ends_on"] + DAY,
                deputies=data["deputies"],
                per_day=data["per_day"],
                actor=request.actor,
                at=timezone.now(),
            )
        except RuleBroken as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, gettext("已排入%(n)s人次") % {"n": len(new)})
            return redirect("stations:roster", pk=pk)
    days = duty_queries.roster(station, today, today + WINDOW + DAY)
    context = {
        "station": station,
        "days": days,
        "form": form,
        "empty_days": sum(day.is_ahead and not day.on_roster for day in days),
        "trail": trail(station, gettext("代表排班")),
    }
    return render_page(request, "stations/roster.html", context, status=422 if form.errors else 200)


@get_or_post
def day_roster(request: Any, pk: int) -> HttpResponse:
    """Who is on duty on one day, set by hand."""
    day = finding.duty_day(request, pk, "stations.arrange")
    on_duty = duty_queries.rostered(day)
    known = on_duty | _around(day.station, day.on)
    form = forms.DayRoster(
        request.POST if request.method == "POST" else None,
        initial={"deputies": list(on_duty)},
        place_code=day.station.region_id,
        known=known,
    )
    if request.method == "POST" and form.is_valid():
        try:
            actions.assign(day, **form.cleaned_data, actor=request.actor, at=timezone.now())
        except RuleBroken as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, gettext("已保存"))
            return redirect("stations:roster", pk=day.station_id)
    return _pick(request, day.station, day.on, form, gettext("安排值班代表"), gettext("保存名单"))


@get_or_post
def substitute(request: Any, pk: int) -> HttpResponse:
    """Let another deputy come in place of one who cannot."""
    assignment = finding.assignment(request, pk)
    day = assignment.duty_day
    known = _around(day.station, day.on)
    form = forms.Substitute(
        request.POST if request.method == "POST" else None, place_code=day.station.region_id, known=known
    )
    if request.method == "POST" and form.is_valid():
        try:
            actions.substitute(assignment, by=form.cleaned_data["deputies"][0], actor=request.actor, at=timezone.now())
        except RuleBroken as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, gettext("已换人"))
            return redirect("stations:roster", pk=day.station_id)
    title = gettext("替%(name)s值班") % {"name": assignment.deputy.name}
    return _pick(request, day.station, day.on, form, title, gettext("换人"))


def _around(station: LiaisonStation, day: date) -> dict[int, str]:
    return duty_queries.people_around(station, day, duty_queries.visits(station)[:RECENT])


def _pick(request: Any, station: Any, on: date, form: Any, title: str, verb: str) -> HttpResponse:
    context = {
        "station": station,
        "on": on,
        "form": form,
        "title": title,
        "verb": verb,
        "trail": trail(station, title),
        "cancel_url": reverse("stations:roster", args=[station.pk]),
    }
    return render_page(request, "stations/pick.html", context, status=422 if form.errors else 200)


@require_safe
def find_deputies(request: Any, pk: int) -> HttpResponse:
    """Deputies who may serve at the station and whose name holds what is typed, at most twelve."""
    station = finding.station(request, pk)
    text = request.GET.get("find", "").replace("\x00", "").strip()[:LONGEST_NAME]
    near = deputy_queries.deputies_near(station.region_id)
    found = list(near.filter(name__icontains=text).values_list("pk", "name", "employer")[:FOUND]) if text else []
    return render_page(request, "stations/found.html", {"found": found, "text": text})
