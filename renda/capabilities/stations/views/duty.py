"""Pages about duty days: the calendar of a station, its rule with a live sentence, and each day's acts."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from renda.capabilities.stations.actions import duty as actions
from renda.capabilities.stations.forms import duty as forms
from renda.capabilities.stations.forms import stations as station_forms
from renda.capabilities.stations.models import DutyDay, LiaisonStation
from renda.capabilities.stations.queries import duty as duty_queries
from renda.capabilities.stations.queries import law_behind
from renda.capabilities.stations.rules import duty_days, duty_rule, wording
from renda.capabilities.stations.rules.duty_rule import DutyRule
from renda.capabilities.stations.views import finding, months
from renda.capabilities.stations.views.stations import trail
from renda.foundation.errors import RuleBroken
from renda.foundation.web import wording as web_wording
from renda.foundation.web.page import add_refusal, render_page, say
from renda.foundation.workdays import queries as workday_queries

DAY = timedelta(days=1)
HALF_A_YEAR = timedelta(days=183)
PREVIEW = timedelta(days=92)
PREVIEWED = 6
get_or_post = require_http_methods(["GET", "POST"])


@require_safe
def calendar(request: Any, pk: int) -> HttpResponse:
    """The duty days of a station, month by month, with what waits to be published."""
    station = finding.station(request, pk, "stations.arrange")
    return _calendar(request, station)


def _calendar(request: Any, station: LiaisonStation, *, status: int = 200, **forms_shown: Any) -> HttpResponse:
    today = timezone.localdate()
    first = months.first_of(request.GET.get("month", ""), today)
    end = max(months.month(first, (), today=today).ends_before, today + HALF_A_YEAR)
    days = duty_queries.roster(station, min(first, today), end)
    ahead = [day for day in days if day.on >= today]
    waiting = [day for day in ahead if day.published_on is None]
    window = {"starts_on": today, "ends_on": today + HALF_A_YEAR}
    publishable = {"starts_on": waiting[0].on, "ends_on": waiting[-1].on} if waiting else window
    work = workday_queries.calendar()
    notice = (
        law_behind.notice(station, waiting[0].on, overlays=law_behind.overlays_of(station), calendar=work)
        if waiting
        else None
    )
    context = {
        "station": station,
        "month": months.month(first, days, today=today, work=work),
        "ahead": ahead[:20],
        "held": [day for day in days if day.is_held and day.on < today and day.on.month == first.month][::-1],
        "waiting": len(waiting),
        "first_waiting": waiting[0] if waiting else None,
        "notice": notice,
        "today": today,
        "rule": wording.describe(_rule(station), gettext, pause=web_wording.pause()) if station.duty_rule else "",
        "plan_form": forms.Window(initial=window, prefix="plan"),
        "publish_form": forms.Window(initial=publishable, prefix="publish"),
        "extra_form": forms.ExtraDay(prefix="extra", initial={"starts_at": "09:00", "ends_at": "11:30"}),
        "trail": trail(station, gettext("值班安排")),
        **forms_shown,
    }
    return render_page(request, "stations/duty.html", context, partial="month", status=status)


def _rule(station: LiaisonStation) -> DutyRule:
    return duty_rule.from_json(station.duty_rule or {})


@require_POST
def plan(request: Any, pk: int) -> HttpResponse:
    """Put the days of the rule into the calendar."""

    def act(station: LiaisonStation, data: dict[str, Any], who: dict[str, Any]) -> str:
        new = actions.plan_duty_days(station, **_window(data), **who)
        return gettext("排入%(n)s个值班日") % {"n": len(new)} if new else gettext("没有需要新排的值班日")

    return _taken(request, pk, "plan", forms.Window, act)


@require_POST
def publish(request: Any, pk: int) -> HttpResponse:
    """Tell the public of the duty days in a window."""

    def act(station: LiaisonStation, data: dict[str, Any], who: dict[str, Any]) -> str:
        days = actions.publish_plan(station, **_window(data), **who)
        return gettext("已公布%(n)s个值班日") % {"n": len(days)}

    return _taken(request, pk, "publish", forms.Window, act)


@require_POST
def extra(request: Any, pk: int) -> HttpResponse:
    """Add a duty day by itself."""

    def act(station: LiaisonStation, data: dict[str, Any], who: dict[str, Any]) -> str:
        actions.add_duty_day(station, **data, **who)
        return gettext("已增加一个值班日")

    return _taken(request, pk, "extra", forms.ExtraDay, act)


def _window(data: dict[str, Any]) -> dict[str, Any]:
    """The window of a form as the acts take it: up to and without its end."""
    return {"starts_on": data["starts_on"], "ends_before": data["ends_on"] + DAY}


def _taken(request: Any, pk: int, name: str, kind: type[Form], act: Callable[..., str]) -> HttpResponse:
    """Take one of the acts beside the calendar and say what came of it; a refusal stays on its form."""
    station = finding.station(request, pk, "stations.arrange")
    form = kind(request.POST, prefix=name)
    if form.is_valid():
        try:
            said = act(station, form.cleaned_data, {"actor": request.actor, "at": timezone.now()})
        except RuleBroken as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, said)
            return redirect("stations:duty", pk=pk)
    return _calendar(request, station, status=422, **{f"{name}_form": form})


@get_or_post
def rule(request: Any, pk: int) -> HttpResponse:
    """The duty-day rule; the sentence and the next days follow what is typed."""
    station = finding.station(request, pk, "stations.arrange")
    target = request.htmx.target if request.htmx else ""
    initial = forms.initial_of(_rule(station)) if station.duty_rule else {}
    if request.method == "POST":
        form = forms.Rule(request.POST)
    elif target:
        form = forms.Rule(request.GET)
    else:
        form = forms.Rule(initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            actions.set_duty_rule(station, form.rule(), actor=request.actor, at=timezone.now())
        except RuleBroken as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, gettext("已保存值班规则"))
            return redirect("stations:duty", pk=pk)
    context = {
        "station": station,
        "form": form,
        "trail": [*trail(station), {"label": gettext("值班规则"), "url": ""}],
        "cancel_url": reverse("stations:duty", args=[pk]),
    }
    if target != "rule-pattern":
        context["preview"] = _preview(form, station)
    partial = {"rule-preview": "preview", "rule-pattern": "pattern"}.get(target or "", "")
    status = 422 if request.method == "POST" and form.errors else 200
    return render_page(request, "stations/rule.html", context, partial=partial, status=status)


def _preview(form: forms.Rule, station: LiaisonStation) -> dict[str, Any]:
    """The rule as a sentence with its next days, or what is still missing."""
    if not form.is_bound:
        if station.duty_rule is None:
            return {"missing": gettext("填好左边的内容，这里会写成一句话")}
        shown = _rule(station)
    elif not form.is_valid():
        return {"missing": gettext("还有内容没有填对")}
    else:
        try:
            shown = form.rule()
        except RuleBroken as refusal:
            return {"missing": say(refusal)}
    today = timezone.localdate()
    window: dict[str, Any] = {
        "starts_on": today,
        "ends_before": today + PREVIEW,
        "calendar": workday_queries.calendar(),
    }
    return {
        "sentence": wording.describe(shown, gettext, pause=web_wording.pause()),
        "days": duty_days.days(shown, **window)[:PREVIEWED],
        "dropped": duty_days.dropped(shown, **window)[:PREVIEWED],
    }


@get_or_post
def move(request: Any, pk: int) -> HttpResponse:
    """Let a duty day take place on another day."""
    day = finding.duty_day(request, pk, "stations.arrange")
    form = forms.Move(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.move_duty_day(day, **form.cleaned_data, actor=request.actor, at=timezone.now())
        except RuleBroken as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, gettext("已改期"))
            return redirect("stations:duty", pk=day.station_id)
    effect = gettext("公开页面和日历会改为新的日期。已公布的值班日要按提前公布的天数重新公布。")
    return _confirm(request, day, form, title=gettext("值班改期"), verb=gettext("改期"), effect=effect)


@get_or_post
def cancel(request: Any, pk: int) -> HttpResponse:
    """Call a duty day off."""
    day = finding.duty_day(request, pk, "stations.arrange")
    form = station_forms.Reason(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.cancel_duty_day(day, **form.cleaned_data, actor=request.actor, at=timezone.now())
        except RuleBroken as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, gettext("已取消"))
            return redirect("stations:duty", pk=day.station_id)
    effect = gettext("公开页面和日历会写明这次值班取消，不能再恢复。")
    return _confirm(
        request, day, form, title=gettext("取消值班"), verb=gettext("取消这次值班"), effect=effect, is_destructive=True
    )


@require_POST
def hold(request: Any, pk: int) -> HttpResponse:
    """Say that a duty day took place."""
    day = finding.duty_day(request, pk, "stations.record")
    actions.hold_duty_day(day, actor=request.actor, at=timezone.now())
    messages.success(request, gettext("已确认开展"))
    return redirect("stations:visits", pk=day.station_id)


@get_or_post
def unhold(request: Any, pk: int) -> HttpResponse:
    """Take back that a duty day took place."""
    day = finding.duty_day(request, pk, "stations.record")
    form = station_forms.Reason(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.unhold_duty_day(day, **form.cleaned_data, actor=request.actor, at=timezone.now())
        except RuleBroken as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, gettext("已撤回，统计数随之减少"))
            return redirect("stations:duty", pk=day.station_id)
    effect = gettext("这次值班不再计入当天和当月的开展次数。撤回和原因都留痕，可以再次确认。")
    return _confirm(
        request, day, form, title=gettext("撤回“已开展”"), verb=gettext("撤回确认"), effect=effect, is_destructive=True
    )


def _confirm(request: Any, day: DutyDay, form: Any, **said: Any) -> HttpResponse:
    context = {
        "form": form,
        "object_name": gettext("%(station)s %(day)s") % {"station": day.station.name, "day": _said(day)},
        "cancel_url": reverse("stations:duty", args=[day.station_id]),
        **said,
    }
    return render_page(request, "web/confirm.html", context, status=422 if form.errors else 200)


def _said(day: DutyDay) -> str:
    return f"{day.on.isoformat()} {day.starts_at:%H:%M}"
