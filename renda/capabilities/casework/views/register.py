"""The clerk's register page: one form that is never left, what is like it, what today brought."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import IntegrityError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from renda.capabilities.casework import actions, queries
from renda.capabilities.casework.actions.register import Matter, Taken, Visitor
from renda.capabilities.casework.forms import register as forms
from renda.capabilities.casework.views import desk, receipts
from renda.capabilities.deputies import queries as deputy_queries
from renda.capabilities.stations.queries import duty as duty_queries
from renda.foundation.accounts import queries as account_queries
from renda.foundation.action import one_transaction
from renda.foundation.errors import Refusal, RuleBroken
from renda.foundation.web.page import render_page, say

PAGE = "casework/register.html"
NAMES = 12


@dataclass(frozen=True)
class Saved:
    """What one submission became: a matter, or people received without one."""

    case: Any = None
    people: int = 0
    receipt: dict[str, Any] | None = None
    is_again: bool = False


@require_http_methods(["GET", "POST"])
def register(request: Any) -> HttpResponse:
    """Take down a visitor, decide what becomes of the matter, and stand ready for the next."""
    today = timezone.localdate()
    stations = _stations(request, today=today)
    station = desk.chosen(request.actor, stations, request.POST.get("station") or request.GET.get("station"))
    if station is None:
        return render_page(request, "casework/register_where.html", {"stations": stations})
    if request.method == "GET":
        context = _around(request, station, stations) | {"form": _form(request, station)}
        return render_page(request, PAGE, context | {"receipt": _last(request)})
    form = _form(request, station, request.POST)
    saved = _saved(request, station, form) if form.is_valid() else None
    if saved is None:
        context = _around(request, station, stations, with_today=not request.htmx) | {"form": form}
        return render_page(request, PAGE, context, partial="form", status=422)
    if not request.htmx:
        return redirect(f"{reverse('casework:register')}?station={station.code}")
    stations = _stations(request, today=today)
    station = desk.chosen(request.actor, stations, station.code) or station
    context = _around(request, station, stations) | {"form": _form(request, station), "saved": saved}
    return render_page(request, PAGE, context | {"receipt": saved.receipt}, partial="saved")


@require_POST
def similar(request: Any) -> HttpResponse:
    """Earlier matters that read like what is being typed; a POST, so that the words stay out of addresses and logs."""
    station = desk.chosen(request.actor, _stations(request), request.POST.get("station", "-"))
    if station is None:
        raise Http404
    text = f"{request.POST.get('words', '')[:400]} {request.POST.get('location', '')[:120]}".replace("\x00", "")
    context = {"similar": desk.alike(request.actor, station, text), "is_asked": bool(text.strip())}
    return render_page(request, "casework/register_similar.html", context)


@require_safe
def deputy_names(request: Any) -> HttpResponse:
    """Names that complete what is being typed among the receiving deputies, as options of the field."""
    station = desk.chosen(request.actor, _stations(request), request.GET.get("station", "-"))
    if station is None:
        raise Http404
    typed = request.GET.get("deputies", "")[:300].replace("\x00", "")
    parts = forms.split_names(typed)
    last = parts.pop() if parts and not typed.endswith(("、", "，", ",", " ")) else ""
    near = deputy_queries.deputies_near(station.region_id)
    found = list(near.filter(name__startswith=last).values_list("pk", "name")[:NAMES])
    often = [name for _, name in found]
    options = [
        forms.joined([*parts, forms.numbered(name, pk) if often.count(name) > 1 else name]) for pk, name in found
    ]
    return render_page(request, "casework/register_names.html", {"options": options})


@require_safe
def receipt(request: Any) -> HttpResponse:
    """The receipt of the matter registered last, to print; it is gone once the next one is registered."""
    kept = _last(request)
    if kept is None:
        raise Http404
    context = kept | {
        "track_url": receipts.track_address(request),
        "qr_svg": receipts.qr(receipts.track_address(request, kept["code"])),
    }
    return render_page(request, "casework/receipt_paper.html", context)


def _stations(request: Any, *, today: date | None = None) -> list[Any]:
    stations = desk.stations_of(request.actor, today=today)
    if not stations:
        raise Http404
    return stations


def _last(request: Any) -> dict[str, Any] | None:
    return receipts.kept(request, receipts.AT_DESK, now=timezone.now())


def _form(request: Any, station: Any, data: Any = None) -> forms.Register:
    return forms.Register(
        data,
        initial={"submission_key": uuid.uuid4(), "station": station.code},
        organs=desk.organs(station),
        on_duty=duty_queries.deputies_on_duty(station, timezone.localdate()),
        find_deputies=lambda names: list(
            deputy_queries.deputies_near(station.region_id).filter(name__in=names).values_list("pk", "name")
        ),
        ways_out=desk.ways_out(request.actor, station),
    )


def _around(request: Any, station: Any, stations: Sequence[Any], *, with_today: bool = True) -> dict[str, Any]:
    today = timezone.localdate()
    context = {
        "station": station,
        "stations": stations,
        "now": timezone.localtime(),
        "next_number": f"{(station.last_number or 0) + 1:04d}",
    }
    if with_today:
        context["today"] = desk.today_at(request.actor, station, today)
    return context


def _saved(request: Any, station: Any, form: forms.Register) -> Saved | None:
    """Do what the form says, or put the refusal under its field."""
    try:
        try:
            return _do(request, station, form.cleaned_data)
        except IntegrityError:
            # The same form arrived twice at once; the other one is in by now and is found by its key.
            return _do(request, station, form.cleaned_data)
    except Refusal as refusal:
        form.add_error(forms.FIELD_OF.get(refusal.code), say(refusal))
    return None


def _do(request: Any, station: Any, data: dict[str, Any]) -> Saved:
    actor, at, key = request.actor, timezone.now(), str(data["submission_key"])
    if data["how"] == forms.RECEIVE:
        actions.receive(
            station,
            people_count=data["people_count"],
            topic=data["words"],
            actor=actor,
            at=at,
            received_on=data["registered_on"],
            submission_key=key,
        )
        receipts.forget(request, receipts.AT_DESK)
        return Saved(people=data["people_count"])
    with one_transaction():
        taken = actions.register(
            station,
            Matter(
                **{name: data[name] for name in ("words", "category", "location", "way", "is_small", "is_accusation")}
            ),
            Visitor(
                **{
                    name: data[name]
                    for name in ("name", "phone", "address", "people_count", "is_anonymous", "wants_secrecy")
                }
            ),
            deputies=data["deputies"],
            actor=actor,
            at=at,
            registered_on=data["registered_on"],
            submission_key=key,
        )
        if taken.receipt:
            _send_on(request, taken, data, at=at)
    return _with_receipt(request, station, taken)


def _send_on(request: Any, taken: Taken, data: dict[str, Any], *, at: Any) -> None:
    """The second half of the same transaction: merge, assign or settle what was just taken down."""
    case, actor = taken.case, request.actor
    if case.is_confidential:
        return
    if data.get("merge_into"):
        main = queries.one(actor, data["merge_into"])
        if main is None:
            raise RuleBroken("merge-target", "不能并入这件事，请另选")
        actions.merge(case, main=main, actor=actor, at=at)
    elif data["how"] == forms.ASSIGN:
        organ = account_queries.organs_for(case.place_code).get(pk=data["organ"])
        actions.assign(case, organ=organ, actor=actor, at=at)
    elif data["how"] == forms.SETTLE:
        actions.settle_now(case, answer=data["answer"], actor=actor, at=at)


def _with_receipt(request: Any, station: Any, taken: Taken) -> Saved:
    taken.case.station = station
    if taken.receipt:
        return Saved(taken.case, receipt=receipts.keep(request, receipts.AT_DESK, taken.case, taken.receipt))
    last = _last(request)
    mine = last if last and last["case_id"] == taken.case.pk else None
    return Saved(taken.case, receipt=mine, is_again=True)
