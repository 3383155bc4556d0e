"""Pages about stations: the list, its export, one station, its photos, and the doors of a clerk."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from renda.capabilities.stations.forms import stations as forms
from renda.capabilities.stations.queries import duty as duty_queries
from renda.capabilities.stations.queries import stations as station_queries
from renda.capabilities.stations.rules import duty_rule, wording
from renda.capabilities.stations.terms import StationKind, StationScope, StationState
from renda.capabilities.stations.views import finding, months
from renda.foundation.documents import excel
from renda.foundation.files import store
from renda.foundation.policy import grants
from renda.foundation.web import wording as web_wording
from renda.foundation.web.page import render_page
from renda.foundation.web.wording import day as said_day

PAGE = 50
RECENT = 10
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
def index(request: Any) -> HttpResponse:
    """The stations of the reader's area, filtered, 50 a page."""
    search, found, places = _search(request)
    after, before = request.GET.get("after", "")[:15], request.GET.get("before", "")[:15]
    rows, has_previous, has_next = station_queries.page_of(found, after=after, before=before, size=PAGE)
    count = station_queries.counted(found)
    visits = station_queries.visits_in([row.code for row in rows], timezone.localdate().year)
    kept = {name: value for name, value in request.GET.items() if value and name not in {"after", "before"}}
    pager = {
        "summary": gettext("共%(n)s个") % {"n": count} if count <= 1000 else gettext("1000个以上"),
        "previous_url": "?" + urlencode({**kept, "before": rows[0].code}) if has_previous and rows else "",
        "next_url": "?" + urlencode({**kept, "after": rows[-1].code}) if has_next and rows else "",
    }
    context = {
        "form": search,
        "rows": [(row, visits.get(row.code, 0)) for row in rows],
        "pager": pager,
        "words": _filter_words(search, places, kept),
        "export_query": urlencode(kept),
        "may_open": any(grants.allowed(request.actor, "stations.manage", place) for place in places),
    }
    return render_page(request, "stations/index.html", context)


@require_safe
def export(request: Any) -> HttpResponse:
    """The list as an Excel file, with the same filter, which it states."""
    search, found, places = _search(request)
    rows = list(found)
    visits = station_queries.visits_in([row.code for row in rows], timezone.localdate().year)
    kept = {name: value for name, value in request.GET.items() if value}
    words = [word["label"] for word in _filter_words(search, places, kept)]
    columns = [
        excel.Column(gettext("编号"), 16),
        excel.Column(gettext("名称"), 30),
        excel.Column(gettext("类别"), 10),
        excel.Column(gettext("服务范围"), 10),
        excel.Column(gettext("服务的行业"), 16),
        excel.Column(gettext("状态"), 12),
        excel.Column(gettext("所属地方"), 14),
        excel.Column(gettext("地址"), 30),
        excel.Column(gettext("电话"), 16),
        excel.Column(gettext("建站日期"), 12),
        excel.Column(gettext("本年进站（人次）"), 12, "#,##0"),
    ]
    table = (
        (
            row.code,
            row.name,
            gettext(StationKind(row.kind).label),
            gettext(StationScope(row.scope).label),
            row.industry,
            gettext(StationState(row.state).label),
            row.region.name,
            row.address,
            row.phone,
            row.opened_on,
            visits.get(row.code, 0),
        )
        for row in rows
    )
    note = gettext("筛选：%(words)s；导出于%(day)s") % {
        "words": web_wording.pause().join(words) or gettext("全部"),
        "day": said_day(timezone.localdate(), with_year=True),
    }
    response = HttpResponse(excel.workbook(gettext("代表联络站"), columns, table, note=note), content_type=XLSX)
    response.headers["Content-Disposition"] = 'attachment; filename="stations.xlsx"'
    return response


def _search(request: Any) -> tuple[forms.Search, Any, list[Any]]:
    places = station_queries.places_of(request.actor)
    search = forms.Search(request.GET, places=[(place.code, _indented(place)) for place in places])
    visible = station_queries.visible_to(request.actor)
    if not search.is_valid():
        return search, station_queries.filtered(visible.none()), places
    data = search.cleaned_data
    found = station_queries.filtered(
        visible, text=data["q"], place=data["place"], kind=data["kind"], scope=data["scope"], state=data["state"]
    )
    return search, found, places


def _indented(place: Any) -> str:
    # A township under its county, as in a printed list.
    return f"　{place.name}" if len(place.code) == 9 else str(place.name)


def _filter_words(search: forms.Search, places: list[Any], kept: dict[str, str]) -> list[dict[str, str]]:
    said = {
        "place": {place.code: place.name for place in places},
        "kind": {value: gettext(label) for value, label in StationKind.choices()},
        "scope": {value: gettext(label) for value, label in StationScope.choices()},
        "state": {value: gettext(label) for value, label in StationState.choices()},
    }
    return [
        {
            "label": said.get(name, {}).get(value, value),
            "remove_url": "?" + urlencode({other: kept[other] for other in kept if other != name}),
        }
        for name, value in kept.items()
        if name in search.fields
    ]


@require_safe
def detail(request: Any, pk: int) -> HttpResponse:
    """One station: next duty days, roster, staff, visits and the standard."""
    station = finding.station(request, pk)
    today = timezone.localdate()
    first = months.first_of(request.GET.get("month", ""), today)
    shown = months.month(first, (), today=today)
    ahead = max(shown.ends_before, today + months.LONGEST)
    days = duty_queries.roster(station, min(first, today), ahead)
    checked = station_queries.standard_of(station)
    context = {
        "station": station,
        "month": months.month(first, days, today=today),
        "ahead": [day for day in days if day.on >= today][:6],
        "today": today,
        "rule": _sentence(station),
        "staff": station_queries.staff_of(station),
        "visits": list(duty_queries.visits(station)[:RECENT]),
        "missing": [one.item for one in checked if one.is_met is False],
        "unchecked": sum(one.is_met is None for one in checked),
        "met": sum(one.is_met is True for one in checked),
        "items": len(checked),
        "may_manage": grants.allowed(request.actor, "stations.manage", station),
        "may_arrange": grants.allowed(request.actor, "stations.arrange", station),
        "may_record": grants.allowed(request.actor, "stations.record", station),
        "trail": trail(station),
    }
    return render_page(request, "stations/detail.html", context, partial="month")


def _sentence(station: Any) -> str:
    if station.duty_rule is None:
        return ""
    return wording.describe(duty_rule.from_json(station.duty_rule), gettext, pause=web_wording.pause())


def trail(station: Any, *here: str) -> list[dict[str, str]]:
    """The way to a page of a station."""
    steps = [{"label": gettext("联络站"), "url": reverse("stations:index")}]
    if station is not None:
        steps.append({"label": station.name, "url": reverse("stations:detail", args=[station.pk])})
    return [*steps, *({"label": label, "url": ""} for label in here)]


@require_safe
def photo(request: Any, pk: int) -> FileResponse:
    """A photo of a visit, for those who may see its station."""
    found = duty_queries.photo(request.actor, pk)
    if found is None:
        raise Http404
    return FileResponse(store.location(found).open("rb"), content_type=found.content_type, filename=found.name)


def _door(request: Any, target: str, title: str) -> HttpResponse:
    stations = list(station_queries.for_clerk(request.actor)[:100])
    if len(stations) == 1:
        return redirect(target, pk=stations[0].pk)
    choices = [(station, reverse(target, args=[station.pk])) for station in stations]
    return render_page(request, "stations/choose.html", {"choices": choices, "title": title})


@require_safe
def my_duty(request: Any) -> HttpResponse:
    """A clerk's way to the duty days of the own station."""
    return _door(request, "stations:duty", gettext("值班安排"))


@require_safe
def my_visits(request: Any) -> HttpResponse:
    """A clerk's way to the visits of the own station."""
    return _door(request, "stations:visits", gettext("代表进站"))
