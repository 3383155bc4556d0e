"""Pages about visits: recording who came, with the keyboard only, and taking back what was wrong."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from renda.capabilities.stations.actions import visits as actions
from renda.capabilities.stations.flow import AHEAD
from renda.capabilities.stations.forms import duty as forms
from renda.capabilities.stations.forms import stations as station_forms
from renda.capabilities.stations.models import LiaisonStation
from renda.capabilities.stations.queries import duty as duty_queries
from renda.capabilities.stations.terms import DutyState, VisitManner
from renda.capabilities.stations.views import finding
from renda.capabilities.stations.views.stations import trail
from renda.foundation.errors import RuleBroken
from renda.foundation.files import store
from renda.foundation.web import wording
from renda.foundation.web.page import add_refusal, render_page

PAGE = 20
get_or_post = require_http_methods(["GET", "POST"])


@get_or_post
def record(request: Any, pk: int) -> HttpResponse:
    """Record deputies who came; the form is ready for the next at once."""
    station = finding.station(request, pk, "stations.record")
    today = timezone.localdate()
    after = request.GET.get("after", "")[:30]
    rows, has_more = duty_queries.page_of_visits(station, after=after, size=PAGE)
    form = forms.Record(
        request.POST if request.method == "POST" else None,
        request.FILES if request.method == "POST" else None,
        initial={"on": today},
        place_code=station.region_id,
        known=duty_queries.people_around(station, today, rows),
    )
    if request.method == "POST" and form.is_valid():
        try:
            recorded = _record(station, form.cleaned_data, request)
        except RuleBroken as refusal:
            add_refusal(form, refusal)
        else:
            _say(request, recorded, form.known)
            return redirect("stations:visits", pk=pk)
    photos = duty_queries.photos_of(rows)
    duty_day = duty_queries.duty_today(station, today)
    context = {
        "station": station,
        "form": form,
        "rows": [(row, photos.get(row.pk, [])) for row in rows],
        "pager": {
            "summary": "",
            "previous_url": reverse("stations:visits", args=[pk]) if after else "",
            "next_url": f"?after={rows[-1].on.isoformat()}.{rows[-1].pk}" if has_more else "",
        },
        "today": today,
        "duty_day": duty_day,
        "may_hold": duty_day is not None and duty_day.state in AHEAD,
        "may_unhold": duty_day is not None and duty_day.state == DutyState.HELD,
        "trail": trail(station, gettext("代表进站")),
    }
    return render_page(request, "stations/visits.html", context, status=422 if form.errors else 200)


def _record(station: LiaisonStation, data: dict[str, Any], request: Any) -> actions.Recorded:
    photos = [store.check(upload, upload.name, upload.size) for upload in data["photos"] or ()]
    manner = VisitManner(data["manner"])
    # Receiving people on a duty day is the duty; other visits that day are not.
    duty_day = duty_queries.duty_today(station, data["on"]) if manner is VisitManner.RECEPTION else None
    return actions.record_visits(
        station,
        deputies=data["deputies"],
        on=data["on"],
        manner=manner,
        duty_day=duty_day,
        photos=photos,
        actor=request.actor,
        at=timezone.now(),
    )


def _say(request: Any, recorded: actions.Recorded, names: dict[int, str]) -> None:
    if recorded.visits:
        messages.success(request, gettext("已登记%(n)s名代表进站") % {"n": len(recorded.visits)})
    if recorded.already:
        known = wording.pause().join(names.get(pk, "") for pk in recorded.already)
        messages.info(request, gettext("%(names)s当天已经登记过，没有重复计数") % {"names": known})


@get_or_post
def withdraw(request: Any, pk: int) -> HttpResponse:
    """Take back a visit that was recorded by mistake."""
    visit = finding.visit(request, pk)
    form = station_forms.Reason(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.withdraw_visit(visit, **form.cleaned_data, actor=request.actor, at=timezone.now())
        except RuleBroken as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, gettext("已更正，统计数随之减少"))
            return redirect("stations:visits", pk=visit.station_id)
    context = {
        "form": form,
        "title": gettext("更正进站登记"),
        "object_name": gettext("%(name)s，%(day)s") % {"name": visit.deputy.name, "day": wording.day(visit.on)},
        "effect": gettext("这次进站不再计入当天和当月的统计。登记和原因都留痕，可以重新登记。"),
        "verb": gettext("撤回这条登记"),
        "cancel_url": reverse("stations:visits", args=[visit.station_id]),
        "is_destructive": True,
    }
    return render_page(request, "web/confirm.html", context, status=422 if form.errors else 200)
