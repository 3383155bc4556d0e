"""Pages of the figures: the table of a place, and its Excel file."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_safe

from renda.foundation.errors import NotPermitted
from renda.foundation.facts import queries as fact_queries
from renda.foundation.policy import grants
from renda.foundation.web.page import render_page
from renda.surfaces.statistics import pages, policy, sheets, tables, wording
from renda.surfaces.statistics.views import reading

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
    span = reading.span(request, code)
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
    span = reading.span(request, code)
    around = reading.around(code)
    known = tables.live(code, fact_queries.fingerprint(code, today.year), today=today)
    table = tables.build(around, span, known)
    response = HttpResponse(sheets.sheet(table, at=at), content_type=XLSX)
    name = f"statistics-{code}-{span.starts_on:%Y%m}-{span.last_on:%Y%m}.xlsx"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
