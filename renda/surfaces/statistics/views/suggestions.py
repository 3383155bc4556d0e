"""Pages of the figures of suggestions: a congress's own, and those of the congresses below it."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from renda.capabilities.deputies import queries as deputy_queries
from renda.foundation.accounts.models import Congress
from renda.foundation.accounts.terms import Role
from renda.foundation.errors import NotPermitted
from renda.foundation.indicators.registry import tenths
from renda.foundation.policy import grants
from renda.foundation.web import wording as web_wording
from renda.foundation.web.page import render_page
from renda.surfaces.statistics import periods, policy, wording
from renda.surfaces.statistics.suggestions import roll_up, scopes, sheets, tables
from renda.surfaces.statistics.suggestions.scopes import Asked
from renda.surfaces.statistics.suggestions.shapes import Table
from renda.surfaces.statistics.views.tables import XLSX

YEARS_SHOWN = 12


@require_safe
def index(request: Any) -> HttpResponse:
    """The congress of the reader's own widest place.

    Raises:
        NotPermitted: no post of the reader is for a place with a congress.
    """
    codes = request.actor.places(*policy.SUGGESTION_READERS)
    own = Congress.objects.filter(region_id__in=codes).order_by("region_id").values_list("region_id", flat=True)
    found = min(own, key=lambda code: (len(code), code), default=None)
    if found is None:
        raise NotPermitted("statistics.read_suggestions")
    return redirect("statistics:suggestions", code=found)


def _asked(request: Any, code: str) -> Asked:
    is_code = code.isascii() and code.isdigit()
    if not (is_code and grants.allowed(request.actor, "statistics.read_suggestions", code)):
        raise Http404
    sessions = list(deputy_queries.sessions_of(code).select_related("term__congress__region"))
    # A congress that has met comes with its sessions.
    found = sessions[0].term.congress if sessions else None
    found = found or Congress.objects.filter(region_id=code).select_related("region").first()
    if found is None:
        raise Http404
    return scopes.asked(request.GET, found, sessions, today=timezone.localdate())


@require_safe
def congress(request: Any, code: str) -> HttpResponse:
    """The figures of a congress's suggestions of one year or session, each opening the list it counts."""
    asked = _asked(request, code)
    found = tables.find(asked)
    here = reverse("statistics:suggestions", args=[code])
    is_office = request.actor.holds_exactly(Role.OFFICE, code)
    context = {
        "title": title_of(asked.congress),
        "said": asked.said,
        "asked": asked,
        "at": timezone.now(),
        "trail": _trail(request.actor, asked.congress, asked.said),
        "figures": _strip(found),
        "tables": [(table, _export_url(asked, table)) for table in tables.every(found)],
        "choices": _choices(asked, found),
        "here": here,
        "below_url": reverse("statistics:suggestions-below", args=[code])
        if grants.allowed(request.actor, "statistics.read", code)
        else "",
        "report_url": f"{reverse('suggestions:report')}?place={code}&{asked.query}" if is_office else "",
    }
    return render_page(request, "statistics/suggestions.html", context)


@require_safe
def export(request: Any, code: str, table: str) -> HttpResponse:
    """One of the tables as an Excel file."""
    asked = _asked(request, code)
    found = next((one for one in tables.every(tables.find(asked)) if one.code == table), None)
    if found is None:
        raise Http404
    note = gettext("%(span)s；数据截至%(at)s。") % {
        "span": asked.said,
        "at": web_wording.moment(timezone.now()),
    }
    data = sheets.sheet(found, title=title_of(asked.congress), note=note)
    return _file(data, f"suggestions-{table}-{code}-{asked.query.replace('=', '-')}")


@require_safe
def below(request: Any, code: str) -> HttpResponse:
    """The suggestions of a congress and of those directly below it, by months."""
    known, span = _below(request, code)
    today = timezone.localdate()
    table = roll_up.build(known, span, today=today)
    title = title_of(known.own)
    context = {
        "title": title,
        "said": wording.span(span, today=today),
        "at": timezone.now(),
        "trail": _trail(request.actor, known.own, gettext("各级人大")),
        "tables": [(table, f"{reverse('statistics:suggestions-below-export', args=[code])}?{span.query()}")],
        "picked": span,
        "years": range(today.year, today.year - YEARS_SHOWN, -1),
        "months": [(number, wording.month(number)) for number in range(1, 13)],
        "own_url": f"{reverse('statistics:suggestions', args=[code])}?year={span.year}",
    }
    return render_page(request, "statistics/suggestions_below.html", context)


@require_safe
def below_export(request: Any, code: str) -> HttpResponse:
    """The table of the congresses below as an Excel file."""
    known, span = _below(request, code)
    at = timezone.now()
    today = timezone.localdate(at)
    note = gettext("%(span)s；数据截至%(at)s。") % {
        "span": wording.span(span, today=today),
        "at": web_wording.moment(at),
    }
    data = sheets.sheet(roll_up.build(known, span, today=today), title=title_of(known.own), note=note)
    return _file(data, f"suggestions-below-{code}-{span.starts_on:%Y%m}-{span.last_on:%Y%m}")


def _below(request: Any, code: str) -> tuple[roll_up.Below, periods.Span]:
    is_code = code.isascii() and code.isdigit()
    if not (is_code and grants.allowed(request.actor, "statistics.read", code)):
        raise Http404
    span = periods.asked(request.GET, today=timezone.localdate())
    known = roll_up.around(code)
    if known is None:
        raise Http404
    return known, span


def title_of(congress: Any) -> str:
    """What the pages of a congress are called."""
    return gettext("%(place)s代表建议") % {"place": congress.region.name}


def _file(data: bytes, name: str) -> HttpResponse:
    response = HttpResponse(data, content_type=XLSX)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.xlsx"'
    return response


def _export_url(asked: Asked, table: Table) -> str:
    return f"{reverse('statistics:suggestions-export', args=[asked.place_code, table.code])}?{asked.query}"


def _trail(actor: Any, congress: Any, last: str) -> list[dict[str, str]]:
    trail = []
    if grants.allowed(actor, "statistics.read", congress.region_id):
        trail.append({"label": congress.region.name, "url": reverse("statistics:place", args=[congress.region_id])})
    own = reverse("statistics:suggestions", args=[congress.region_id])
    return [*trail, {"label": gettext("代表建议"), "url": own}, {"label": last, "url": ""}]


def _choices(asked: Asked, found: tables.Found) -> dict[str, Any]:
    """The years and sessions to choose from, those with something raised and the present ones."""
    years = sorted({*found.years, asked.today.year, *([asked.year] if asked.year else [])}, reverse=True)
    return {
        "years": years,
        "sessions": [(one.pk, scopes.session_name(one)) for one in asked.sessions],
    }


def _strip(found: tables.Found) -> list[dict[str, Any]]:
    """The five figures above the tables."""
    now, asked = found.now, found.asked

    def figure(name: str, label: str, note: str, lamp: str = "") -> dict[str, Any]:
        return {
            "label": label,
            "value": web_wording.thousands(now[name]),
            "unit": gettext("件"),
            "note": note,
            "lamp": lamp,
            "url": asked.rows_url(figure=name) if now[name] else "",
        }

    then = found.then("raised")
    overdue = now["overdue"]
    late = gettext("现有%(n)s件已逾期") % {"n": web_wording.thousands(overdue)}
    good = tenths(now["result_satisfied"] + now["result_basically"], now["rated"])
    return [
        figure("raised", gettext("提出"), _beside(asked, now["raised"], then)),
        figure("handled", gettext("交办"), gettext("%(n)s个单位承办") % {"n": len(found.organs)}),
        figure("replied", gettext("已答复"), _rate(gettext("答复率%(rate)s"), now["replied"], now["handled"])),
        figure(
            "unanswered", gettext("未答复"), late if overdue else gettext("没有逾期"), "danger" if overdue else "ok"
        ),
        figure(
            "rated",
            gettext("代表已评价"),
            gettext("满意率%(rate)s") % {"rate": web_wording.tenths_percent(good)},
        ),
    ]


def _rate(said: str, part: int, whole: int) -> str:
    return said % {"rate": web_wording.tenths_percent(tenths(part, whole))}


def _beside(asked: Asked, now: int, then: int | None) -> str:
    if then is None:
        return gettext("没有可比的上一次会议")
    return gettext("%(head)s%(before)s，%(change)s") % {
        "head": asked.before_head,
        "before": web_wording.thousands(then),
        "change": wording.signed(now - then),
    }
