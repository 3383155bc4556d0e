"""The rows behind a figure: a page of them, and all of them as an Excel file."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from renda.foundation.documents import excel
from renda.foundation.errors import RuleBroken
from renda.foundation.policy import grants
from renda.foundation.web import wording as web_wording
from renda.foundation.web.page import render_page
from renda.surfaces.statistics import columns, merging, pages, rows_behind, wording
from renda.surfaces.statistics.places import Surroundings
from renda.surfaces.statistics.rows_behind import Asked
from renda.surfaces.statistics.views import reading

PAGE = 50
EXPORT_MOST = 20_000
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
def listed(request: Any, code: str, figure: str) -> HttpResponse:
    """The rows a figure counts, newest first, fifty at a time."""
    asked = _asked(request, code, figure)
    around = reading.around(code)
    shape = rows_behind.FIGURES[figure]
    page = merging.page_of(
        shape.sources(asked), size=PAGE, after=request.GET.get("after", ""), before=request.GET.get("before", "")
    )
    here = reverse("statistics:rows", args=[code, figure])
    summary = shape.summary(asked)
    context = {
        "place": around.place,
        "title": gettext(columns.BY_CODE[figure].title),
        "said": rows_behind.said(asked, summary, columns.BY_CODE[figure].unit),
        "span": wording.span(asked.span, today=timezone.localdate()),
        "basis": rows_behind.basis(asked),
        "heads": shape.heads,
        "rows": [(row.on, row.values[0], _cells(shape, row)) for row in page.rows],
        "has_apart": bool(summary.rows_apart),
        "trail": _trail(request.actor, around, asked),
        "kinds": shape.kinds,
        "kinds_label": shape.kinds_label,
        "kind": asked.kind,
        "carried": [pair.split("=") for pair in asked.span.query().split("&")],
        "words": _words(asked, here),
        "export_url": f"{reverse('statistics:rows-export', args=[code, figure])}?{_query(asked)}",
        "pager": {
            "summary": "",
            "previous_url": f"{here}?{_query(asked, before=page.before)}" if page.before else "",
            "next_url": f"{here}?{_query(asked, after=page.after)}" if page.after else "",
        },
    }
    return render_page(request, "statistics/rows.html", context)


@require_safe
def export(request: Any, code: str, figure: str) -> HttpResponse:
    """The same rows as an Excel file, which states what they are.

    Raises:
        RuleBroken: there are too many for one file.
    """
    asked = _asked(request, code, figure)
    around = reading.around(code)
    shape = rows_behind.FIGURES[figure]
    summary = shape.summary(asked)
    if summary.rows > EXPORT_MOST:
        raise RuleBroken(
            "export-too-large",
            "超过%(most)s行，请先选一个月份或一个地方再导出",
            most=web_wording.thousands(EXPORT_MOST),
        )
    heads = [excel.Column(gettext("日期"), 12), excel.Column(gettext("联络站（点）"), 28)]
    heads += [excel.Column(gettext(head.title), head.width) for head in shape.heads]
    title = f"{around.place.name} · {gettext(columns.BY_CODE[figure].title)}"
    lines = (
        [row.on.isoformat(), row.values[0], *map(_written, shape.cells(row))]
        for row in merging.every(shape.sources(asked))
    )
    said = [wording.span(asked.span, today=timezone.localdate()), *(word["label"] for word in _words(asked, ""))]
    said += [rows_behind.said(asked, summary, columns.BY_CODE[figure].unit), rows_behind.basis(asked)]
    note = web_wording.pause().join(filter(None, said))
    response = HttpResponse(excel.workbook(title, heads, lines, note=note), content_type=XLSX)
    name = f"{figure.replace('_', '-')}-{code}-{asked.span.starts_on:%Y%m}-{asked.span.last_on:%Y%m}.xlsx"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _asked(request: Any, code: str, figure: str) -> Asked:
    span = reading.span(request, code)
    if figure not in rows_behind.FIGURES or not grants.allowed(request.actor, "statistics.open_rows", code):
        raise Http404
    kind = request.GET.get("kind", "")
    known = {value for value, _ in rows_behind.FIGURES[figure].kinds}
    return Asked(request.actor, figure, code, span, kind if kind in known else "")


def _query(asked: Asked, **marks: str) -> str:
    narrowed = {"kind": asked.kind} if asked.kind else {}
    rest = urlencode({**narrowed, **marks})
    return f"{asked.span.query()}&{rest}" if rest else asked.span.query()


def _words(asked: Asked, here: str) -> list[dict[str, str]]:
    label = dict(rows_behind.FIGURES[asked.figure].kinds).get(asked.kind)
    return [{"label": gettext(label), "remove_url": f"{here}?{asked.span.query()}"}] if label else []


def _cells(shape: rows_behind.Figure, row: merging.Found) -> list[tuple[rows_behind.Head, rows_behind.Cell]]:
    return list(zip(shape.heads, shape.cells(row), strict=True))


def _written(cell: rows_behind.Cell) -> object:
    if cell.number is not None:
        return cell.number
    return f"{cell.text} {cell.note}" if cell.note else cell.text


def _trail(actor: Any, around: Surroundings, asked: Asked) -> list[dict[str, str]]:
    above = [one.code for one in around.above if grants.allowed(actor, "statistics.read", one.code)]
    title = gettext(columns.BY_CODE[asked.figure].title)
    return [*pages.trail(around, asked.span, above), {"label": title, "url": ""}]
