"""Pages of the figures: the table of a place, its Excel file, and the visits and duty days behind its figures."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from renda.foundation.errors import NotPermitted
from renda.foundation.facts import queries as fact_queries
from renda.foundation.policy import grants
from renda.foundation.web.page import render_page
from renda.surfaces.statistics import columns, pages, periods, places, policy, rows_behind, sheets, tables, wording
from renda.surfaces.statistics.periods import Span
from renda.surfaces.statistics.places import Surroundings

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
def index(request: Any) -> HttpResponse:
    """The reader's own widest place.

    Raises:
        NotPermitted: no post of the reader covers a place.
    """
    code = policy.widest_place(request.actor)
    if code is None:
        raise NotPermitted("statistics.read")
    return redirect("statistics:place", code=code)


@require_safe
def place(request: Any, code: str) -> HttpResponse:
    """The table of a place with its map and lines; the body is kept until a figure moves."""
    at = timezone.now()
    today = timezone.localdate(at)
    span = _read(request, code)
    may_open = grants.allowed(request.actor, "statistics.open_rows", code)
    page = pages.page_of(code, span, at=at, may_open=may_open)
    if page is None:
        raise Http404
    above = tuple(one.code for one in page.around.above if grants.allowed(request.actor, "statistics.read", one.code))
    context = {
        "title": wording.title(page.around.place),
        "span": wording.span(span, today=today),
        "head": pages.head_of(page, span, at=at, above=above),
        "body": page.body,
    }
    return render_page(request, "statistics/place.html", context)


@require_safe
def export(request: Any, code: str) -> HttpResponse:
    """The table as an Excel file."""
    at = timezone.now()
    today = timezone.localdate(at)
    span = _read(request, code)
    around = _around(code)
    known = tables.live(code, fact_queries.fingerprint(code, today.year), today=today)
    table = tables.build(around, span, known)
    response = HttpResponse(sheets.sheet(table, at=at), content_type=XLSX)
    name = f"statistics-{code}-{span.starts_on:%Y%m}-{span.last_on:%Y%m}.xlsx"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@require_safe
def rows(request: Any, code: str, figure: str) -> HttpResponse:
    """The visits or duty days a figure counts, newest first."""
    span = _read(request, code)
    if figure not in rows_behind.FIGURES or not grants.allowed(request.actor, "statistics.open_rows", code):
        raise Http404
    around = _around(code)
    found, after = rows_behind.page_of(figure, code, span, after=request.GET.get("after", ""))
    title = gettext(columns.BY_CODE[figure].title)
    here = reverse("statistics:rows", args=[code, figure])
    context = {
        "place": around.place,
        "title": title,
        "figure": figure,
        "span": wording.span(span, today=timezone.localdate()),
        "rows": found,
        "count": rows_behind.counted(figure, code, span),
        "unit": gettext(columns.BY_CODE[figure].unit),
        "trail": [*_trail(request.actor, around, span), {"label": title, "url": ""}],
        "pager": {
            "summary": "",
            "previous_url": f"{here}?{span.query()}" if request.GET.get("after") else "",
            "next_url": f"{here}?{span.query()}&after={after}" if after else "",
        },
    }
    return render_page(request, "statistics/rows.html", context)


def _read(request: Any, code: str) -> Span:
    """The span asked for, if the reader may read the place; else there is no such page."""
    is_code = code.isascii() and code.isdigit() and len(code) <= places.LONGEST_CODE
    if not (is_code and grants.allowed(request.actor, "statistics.read", code)):
        raise Http404
    return periods.asked(request.GET, today=timezone.localdate())


def _around(code: str) -> Surroundings:
    around = places.around(code)
    if around is None:
        raise Http404
    return around


def _trail(actor: Any, around: Surroundings, span: Span) -> list[dict[str, str]]:
    above = [one.code for one in around.above if grants.allowed(actor, "statistics.read", one.code)]
    return pages.trail(around, span, above)
