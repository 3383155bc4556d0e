"""The citizen's report behind a station's code: no account, no app, a receipt at the end."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.db import IntegrityError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from renda.capabilities.casework import actions
from renda.capabilities.casework.actions.register import Matter, Taken, Visitor
from renda.capabilities.casework.forms import public as forms
from renda.capabilities.casework.terms import Category, Way
from renda.capabilities.casework.views import receipts
from renda.capabilities.stations.queries import duty as duty_queries
from renda.capabilities.stations.queries import stations as station_queries
from renda.capabilities.stations.terms import StationState
from renda.foundation.accounts import throttle
from renda.foundation.accounts.actor import ANYONE, SYSTEM
from renda.foundation.action import one_transaction
from renda.foundation.errors import Refusal, RuleBroken
from renda.foundation.web.page import render_page, say
from renda.law import provisions

REPORTS_PER_ADDRESS = 20
COUNTY_LENGTH, CITY_LENGTH = 6, 4
BASIS, RIGHTS = "privacy.basis", "privacy.rights"


@login_not_required
@require_http_methods(["GET", "POST"])
def report(request: Any, public_code: str) -> HttpResponse:
    """Write down what is wrong and where; whoever is signed in reports as a citizen like any other."""
    station = _station(public_code)
    if station.state != StationState.OPEN:
        return _closed(request, station)
    if request.method == "GET":
        return _page(request, station, forms.Report(initial={"submission_key": uuid.uuid4()}))
    form = forms.Report(request.POST, request.FILES)
    status = 422
    if form.is_valid():
        try:
            taken = _taken(request, station, form)
        except Refusal as refusal:
            form.add_error(forms.FIELD_OF.get(refusal.code), say(refusal))
            status = refusal.status
        else:
            taken.case.station = station
            if taken.receipt:
                receipts.keep(request, receipts.AT_HOME, taken.case, taken.receipt)
            return redirect("reporting:receipt", public_code=station.public_code)
    return _page(request, station, form, status=status)


@login_not_required
@require_safe
def receipt(request: Any, public_code: str) -> HttpResponse:
    """The receipt of the report just sent, as long as this session keeps it."""
    station = _station(public_code)
    kept = receipts.kept(request, receipts.AT_HOME, now=timezone.now())
    if kept is None:
        return render_page(request, "casework/receipt_gone.html", {"station": station, "without_htmx": True})
    context = {
        "station": station,
        "receipt": kept,
        "track_url": receipts.track_address(request, kept["code"]),
        "qr_svg": receipts.qr(receipts.track_address(request, kept["code"])),
        "without_htmx": True,
    }
    return render_page(request, "casework/receipt.html", context)


@login_not_required
@require_POST
def receipt_noted(request: Any, public_code: str) -> HttpResponse:
    """The citizen has written the receipt down: it leaves this session."""
    receipts.forget(request, receipts.AT_HOME)
    return redirect("reporting:track")


def _station(public_code: str) -> Any:
    """The station of a poster, in whatever state, since an old poster must still lead somewhere."""
    known = station_queries.visible_to(SYSTEM).select_related("region")
    station = known.filter(public_code=public_code.upper()).first()
    if station is None:
        raise Http404
    return station


def _page(request: Any, station: Any, form: forms.Report, *, status: int = 200) -> HttpResponse:
    today = timezone.localdate()
    on_duty = [name for _, name in duty_queries.deputies_on_duty(station, today)]
    context = {
        "station": station,
        "name_parts": _parts(station.name),
        "form": form,
        "on_duty": on_duty,
        "next_duty": None if on_duty else duty_queries.next_duty_day(station, today),
        "basis": _article(BASIS),
        "rights": _article(RIGHTS),
        "without_htmx": True,
    }
    return render_page(request, "casework/report.html", context, status=status)


def _parts(name: str) -> tuple[str, str]:
    """A station's name in two, where a line may end."""
    place, rest, more = name.partition("人大代表")  # not a message
    return place, rest + more


def _article(key: str) -> str:
    return str(provisions.find(key, on=timezone.localdate()).citation)


def _closed(request: Any, station: Any) -> HttpResponse:
    """A closed station names the nearest open one, and gives back what was written."""
    context = {
        "station": station,
        "nearest": _nearest_open(station),
        "written": request.POST.get("words", "")[: forms.WORDS_MAX],
        "without_htmx": True,
    }
    return render_page(request, "casework/report_closed.html", context, status=422 if request.method == "POST" else 200)


def _nearest_open(station: Any) -> Any | None:
    """The open station with which this one shares most of its code, and among those the one least far away."""
    open_ones = station_queries.visible_to(ANYONE).exclude(pk=station.pk)
    for length in (COUNTY_LENGTH, CITY_LENGTH):
        near = list(open_ones.filter(code__startswith=station.code[:length]).order_by("code")[:200])
        if near:
            return min(near, key=lambda other: (-_shared(station.code, other.code), _distance(station, other)))
    return None


def _shared(one: str, other: str) -> int:
    return next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def _distance(one: Any, other: Any) -> int:
    if None in {one.longitude_e6, one.latitude_e6, other.longitude_e6, other.latitude_e6}:
        return 0
    return abs(one.longitude_e6 - other.longitude_e6) + abs(one.latitude_e6 - other.latitude_e6)


def _taken(request: Any, station: Any, form: forms.Report) -> Taken:
    data, at, address = form.cleaned_data, timezone.now(), request.META.get("REMOTE_ADDR", "")
    if data["website"]:
        raise RuleBroken("not-a-person", "提交没有成功，请再按一次提交")
    throttle.check("casework.report", address, limit=REPORTS_PER_ADDRESS, at=at)
    throttle.count("casework.report", address, at=at)
    try:
        return _report(station, data, at=at)
    except IntegrityError:
        # The same form arrived twice at once; the other one is in by now and is found by its key.
        return _report(station, data, at=at)


def _report(station: Any, data: dict[str, Any], *, at: Any) -> Taken:
    with one_transaction():
        taken = actions.report(
            station,
            Matter(data["words"], data["category"] or Category.OTHER, data["location"], Way.QR),
            Visitor(phone=data["phone"], is_anonymous=not data["phone"], wants_secrecy=data["wants_secrecy"]),
            actor=ANYONE,
            at=at,
            submission_key=str(data["submission_key"]),
        )
        if taken.receipt:
            for photo in data["photos"]:
                actions.add_photo(taken.case, photo, actor=ANYONE, at=at)
    return taken
