"""The lists of motions and of inquiries, and the same as Excel tables."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from renda.capabilities.motions import queries
from renda.capabilities.motions.terms import Body, Result
from renda.capabilities.motions.views import filters, standing
from renda.capabilities.motions.views.kinds import KINDS, MOTIONS, Kind
from renda.foundation.accounts import queries as account_queries
from renda.foundation.accounts.terms import Role
from renda.foundation.documents import excel
from renda.foundation.errors import RuleBroken
from renda.foundation.web import addresses, wording
from renda.foundation.web.page import render_page

EXPORT_MOST = 20_000
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# While one of these, the day in the row is still to come or was missed.
RUNNING = {"considered", "with_organ"}


@require_safe
def listed(request: Any, kind: Kind) -> HttpResponse:
    """The motions or inquiries the reader may open, fifty at a time."""
    actor, today = request.actor, timezone.localdate()
    wanted = filters.read(request.GET, kind)
    page = queries.page_of(
        kind.listed(actor, wanted), after=request.GET.get("after", ""), before=request.GET.get("before", "")
    )
    context = {
        "kind": kind,
        "is_motions": kind is MOTIONS,
        "switch": [{"label": one.name, "url": one.url("list"), "is_current": one is kind} for one in KINDS],
        "rows": [row_of(row, kind, today=today) for row in page.rows],
        "pager": {
            "previous_url": addresses.with_key(request.GET, "before", page.before),
            "next_url": addresses.with_key(request.GET, "after", page.after),
            "summary": counted(page.count),
        },
        "words": filters.words(request.GET, wanted, kind),
        "clear_url": kind.url("list"),
        "list_url": kind.url("list"),
        "export_url": kind.url("export"),
        "choices": filters.choices(wanted, kind),
        "wanted": wanted,
        "query": request.GET.urlencode(),
        "may_register": kind is MOTIONS and account_queries.works_for_congress(actor),
        "mine_url": reverse("motions:mine") if Role.DEPUTY in actor.roles else "",
    }
    return render_page(request, "motions/list.html", context, partial="rows")


def counted(count: int) -> str:
    """How many rows a list has, in words; counted to a limit."""
    if count > queries.COUNTED:
        return gettext("%(n)s件以上") % {"n": wording.thousands(queries.COUNTED)}
    return gettext("共%(n)s件") % {"n": wording.thousands(count)}


def row_of(row: queries.Row, kind: Kind, *, today: date) -> dict[str, Any]:
    """A row as a list shows it."""
    runs = row.state in RUNNING
    return {
        "url": kind.url("one", row.pk),
        "number": standing.number(row.number, row.series),
        "title": row.title or gettext("（还没有标题）"),
        "proposer": row.proposer_name,
        "signers": row.signer_count,
        "body": gettext(Body(row.body).label),
        "place": row.place,
        "organ": row.organ or "",
        "on": wording.day(row.submitted_on or row.drafted_on, today=today),
        "state": gettext(kind.states(row.state).label),
        "chip": standing.CHIPS.get(row.state, ""),
        "due_on": row.due_on if runs else None,
        "result": gettext(Result(row.result).label) if row.result else "",
    }


@require_safe
def export(request: Any, kind: Kind) -> HttpResponse:
    """The filtered list as an Excel table."""
    today = timezone.localdate()
    wanted = filters.read(request.GET, kind)
    things = kind.listed(request.actor, wanted)
    if things.order_by()[: EXPORT_MOST + 1].count() > EXPORT_MOST:
        raise RuleBroken(
            "export-too-large", "超过%(most)s件，请先选一个状态或一个地方再导出", most=wording.thousands(EXPORT_MOST)
        )
    said = [word["label"] for word in filters.words(request.GET, wanted, kind)]
    note = gettext("条件：%(words)s。%(on)s导出。") % {
        "words": wording.pause().join(said) or gettext("全部"),
        "on": today.isoformat(),
    }
    rows = (_exported(row, kind) for row in queries.rows_of(things))
    data = excel.workbook(kind.name, _columns(kind), rows, note=note)
    response = HttpResponse(data, content_type=EXCEL)
    name = "motions" if kind is MOTIONS else "inquiries"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}-{today.isoformat()}.xlsx"'
    return response


def _columns(kind: Kind) -> list[excel.Column]:
    is_motion = kind is MOTIONS
    return [
        excel.Column(gettext("编号"), 26),
        excel.Column(gettext("案由（标题）") if is_motion else gettext("标题"), 44),
        excel.Column(gettext("提出者"), 16),
        excel.Column(gettext("联名人数"), 10),
        excel.Column(gettext("地方"), 14),
        excel.Column(gettext("向谁提出"), 18),
        excel.Column(gettext("提交日期"), 12),
        excel.Column(gettext("状态"), 18),
        excel.Column(gettext("专门委员会") if is_motion else gettext("受质询机关"), 24),
        excel.Column(gettext("报告期限") if is_motion else gettext("答复日期"), 12),
        excel.Column(gettext("结果"), 16),
        excel.Column(gettext("结束日期"), 12),
    ]


def _exported(row: queries.Row, kind: Kind) -> tuple[object, ...]:
    return (
        standing.number(row.number, row.series),
        row.title,
        row.proposer_name,
        row.signer_count,
        row.place,
        gettext(Body(row.body).label),
        row.submitted_on.isoformat() if row.submitted_on else "",
        gettext(kind.states(row.state).label),
        row.organ or "",
        row.due_on.isoformat() if row.due_on else "",
        gettext(Result(row.result).label) if row.result else "",
        row.ended_on.isoformat() if row.ended_on else "",
    )
