"""Pages that run a station: opening, correcting, pausing, closing, staff, sign-ins, money, standard."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from renda.capabilities.stations.actions import stations as actions
from renda.capabilities.stations.flow import STATION_FLOW
from renda.capabilities.stations.forms import stations as forms
from renda.capabilities.stations.models import LiaisonStation
from renda.capabilities.stations.queries import stations as station_queries
from renda.capabilities.stations.terms import StaffRole
from renda.capabilities.stations.views import finding
from renda.capabilities.stations.views.stations import trail
from renda.foundation.errors import RuleBroken
from renda.foundation.policy import grants
from renda.foundation.web.page import add_refusal, render_page

ACTS = {"pause": actions.pause, "reopen": actions.reopen, "close": actions.close}
get_or_post = require_http_methods(["GET", "POST"])


def _status(form: Any) -> int:
    return 422 if form.errors else 200


@get_or_post
def opening(request: Any) -> HttpResponse:
    """Open a station, or a point of the station named in the address."""
    parent = None
    asked = request.GET.get("parent", "")
    if asked.isdecimal() and len(asked) < 19:
        parent = finding.station(request, int(asked), "stations.manage")
    places = [parent.region] if parent else station_queries.places_of(request.actor)
    places = [place for place in places if grants.allowed(request.actor, "stations.manage", parent or place)]
    if not places:
        grants.require(request.actor, "stations.manage")
    regions = [(place.code, place.name) for place in places]
    form = forms.Opening(request.POST if request.method == "POST" else None, regions=regions)
    if request.method == "POST" and form.is_valid():
        region = next(place for place in places if place.code == form.cleaned_data["region"])
        try:
            station = actions.open_station(
                region, parent=parent, **form.facts(), actor=request.actor, at=timezone.now()
            )
        except RuleBroken as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(
                request, gettext("已建立%(name)s，编号%(code)s") % {"name": station.name, "code": station.code}
            )
            return redirect("stations:detail", pk=station.pk)
    title = gettext("增设联络点") if parent else gettext("建立联络站")
    context = {"form": form, "title": title, "verb": title, "trail": trail(parent, title), "cancel_url": _back(parent)}
    return render_page(request, "stations/form.html", context, status=_status(form))


def _back(station: LiaisonStation | None) -> str:
    return reverse("stations:detail", args=[station.pk]) if station else reverse("stations:index")


@get_or_post
def correct(request: Any, pk: int) -> HttpResponse:
    """Correct the facts of a station."""
    station = finding.station(request, pk, "stations.manage")
    degrees = {
        name: None if value is None else f"{value // forms.MICRO}.{value % forms.MICRO:06d}"
        for name, value in (("longitude", station.longitude_e6), ("latitude", station.latitude_e6))
    }
    initial = {name: getattr(station, name, None) for name in forms.Facts.base_fields} | degrees
    form = forms.Facts(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            actions.correct_station(station, facts=form.facts(), actor=request.actor, at=timezone.now())
        except RuleBroken as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, gettext("已保存"))
            return redirect("stations:detail", pk=pk)
    title = gettext("修改资料")
    context = {
        "form": form,
        "title": title,
        "verb": gettext("保存"),
        "trail": trail(station, title),
        "cancel_url": _back(station),
    }
    return render_page(request, "stations/form.html", context, status=_status(form))


@get_or_post
def step(request: Any, pk: int, name: str) -> HttpResponse:
    """Pause, reopen or close a station, after saying what that means."""
    station = finding.station(request, pk, "stations.manage")
    if name not in ACTS:
        raise Http404
    form = forms.Reason(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            ACTS[name](station, reason=form.cleaned_data["reason"], actor=request.actor, at=timezone.now())
        except RuleBroken as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, gettext("已保存"))
            return redirect("stations:detail", pk=pk)
    effects = {
        "pause": gettext("暂停期间，公开页面和二维码不接待群众，已公布的值班日不变。"),
        "reopen": gettext("恢复后，公开页面和二维码可以使用。"),
        "close": gettext("撤销后不能再登记进站，公开页面和二维码停止使用，编号不再分配。"),
    }
    verb = gettext(STATION_FLOW.step(name).label)
    context = {
        "form": form,
        "title": gettext("%(verb)s这个联络站") % {"verb": verb},
        "object_name": station.name,
        "effect": effects[name],
        "verb": verb,
        "cancel_url": _back(station),
        "is_destructive": name == "close",
    }
    return render_page(request, "web/confirm.html", context, status=_status(form))


@get_or_post
def staff(request: Any, pk: int) -> HttpResponse:
    """Who works at a station."""
    station = finding.station(request, pk, "stations.manage")
    present = station_queries.staff_of(station)
    initial = [{"name": one.name, "role": one.role, "user_id": one.user_id} for one in present]
    # What is posted is the whole list; held against what was there, an unchanged line would count as empty.
    formset = forms.Staff(request.POST) if request.method == "POST" else forms.Staff(initial=initial)
    refusal: RuleBroken | None = None
    if request.method == "POST" and formset.is_valid():
        known = {one.user_id for one in present}
        members = [
            actions.Member(row["name"], StaffRole(row["role"]), row["user_id"] if row["user_id"] in known else None)
            for row in formset.cleaned_data
            if row and not row.get("DELETE")
        ]
        try:
            actions.set_staff(station, members=members, actor=request.actor, at=timezone.now())
        except RuleBroken as broken:
            refusal = broken
        else:
            messages.success(request, gettext("已保存"))
            return redirect("stations:detail", pk=pk)
    is_wrong = refusal is not None or formset.total_error_count() > 0
    context = {
        "formset": formset,
        "refusal": gettext(refusal.message) % refusal.params if refusal else "",
        "station": station,
        "trail": trail(station, gettext("工作人员")),
        "cancel_url": _back(station),
    }
    return render_page(request, "stations/staff.html", context, status=422 if is_wrong else 200)


@get_or_post
def sign_in(request: Any, pk: int) -> HttpResponse:
    """Give a clerk a sign-in; the one-time password is shown once, to be handed over on paper."""
    station = finding.station(request, pk, "stations.manage")
    form = forms.SignIn(request.POST if request.method == "POST" else None)
    given: dict[str, str] = {}
    if request.method == "POST" and form.is_valid():
        try:
            user, password = actions.give_clerk_sign_in(
                station, **form.cleaned_data, actor=request.actor, at=timezone.now()
            )
        except RuleBroken as refusal:
            add_refusal(form, refusal)
        else:
            given = {"username": user.username, "password": password, "name": user.name}
    context = {
        "form": form,
        "given": given,
        "station": station,
        "trail": trail(station, gettext("开通登录")),
        "cancel_url": _back(station),
    }
    return render_page(request, "stations/sign_in.html", context, status=_status(form))


@get_or_post
def money(request: Any, pk: int) -> HttpResponse:
    """The work money of a station by year."""
    station = finding.station(request, pk, "stations.manage")
    form = forms.Money(request.POST if request.method == "POST" else None, initial={"year": timezone.localdate().year})
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            actions.set_money(
                station,
                year=data["year"],
                amount_fen=form.amount_fen(),
                note=data["note"],
                actor=request.actor,
                at=timezone.now(),
            )
        except RuleBroken as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, gettext("已保存"))
            return redirect("stations:money", pk=pk)
    rows = [
        (one.year, f"{one.amount_fen // forms.FEN:,}.{one.amount_fen % forms.FEN:02d}", one.note)
        for one in station_queries.money_of(station)
    ]
    context = {
        "form": form,
        "rows": rows,
        "station": station,
        "trail": trail(station, gettext("工作经费")),
        "cancel_url": _back(station),
    }
    return render_page(request, "stations/money.html", context, status=_status(form))


@get_or_post
def standard(request: Any, pk: int) -> HttpResponse:
    """Hold a station against the standard."""
    station = finding.station(request, pk, "stations.manage")
    form = forms.Standard(
        request.POST if request.method == "POST" else None,
        items=station_queries.standard_of(station),
        initial={"checked_on": timezone.localdate()},
    )
    if request.method == "POST" and form.is_valid():
        try:
            actions.check_standard(
                station,
                answers=form.answers(),
                checked_on=form.cleaned_data["checked_on"],
                actor=request.actor,
                at=timezone.now(),
            )
        except RuleBroken as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, gettext("已保存"))
            return redirect("stations:detail", pk=pk)
    context = {
        "form": form,
        "station": station,
        "trail": trail(station, gettext("建设标准")),
        "cancel_url": _back(station),
    }
    return render_page(request, "stations/standard.html", context, status=_status(form))
