"""The list of suggestions and its Excel table."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from renda.capabilities.suggestions import queries
from renda.capabilities.suggestions.queries import listing
from renda.capabilities.suggestions.terms import Grade, Origin, Outcome, State, Subject
from renda.capabilities.suggestions.views import behind, filters, standing
from renda.foundation.accounts import queries as account_queries
from renda.foundation.accounts.terms import Role
from renda.foundation.documents import excel
from renda.foundation.errors import RuleBroken
from renda.foundation.vocabulary import Term
from renda.foundation.web import addresses, wording
from renda.foundation.web.page import render_page

EXPORT_MOST = 20_000
YEARS_SHOWN = 12
TITLES = {
    Role.OFFICE: "代表建议",
    Role.LEADER: "代表建议",
    Role.COMMITTEE: "代表建议",
    Role.HANDLER: "承办的建议",
    Role.HEAD: "承办的建议",
    Role.DEPUTY: "我的建议",
}
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def list_title(actor: Any) -> str:
    """What the list is called for this reader."""
    return gettext(next((title for role, title in TITLES.items() if role in actor.roles), "代表建议"))


@require_safe
def suggestions(request: Any) -> HttpResponse:
    """The suggestions the reader has business with, fifty at a time."""
    actor, today = request.actor, timezone.localdate()
    wanted = filters.read(request.GET)
    page = listing.page_of(
        actor, wanted, today=today, after=request.GET.get("after", ""), before=request.GET.get("before", "")
    )
    organs = organs_for(actor)
    context = {
        "page_title": list_title(actor),
        "rows": [row_of(row, today=today) for row in page.rows],
        "pager": {
            "previous_url": addresses.with_key(request.GET, "before", page.before),
            "next_url": addresses.with_key(request.GET, "after", page.after),
            "summary": counted(page.count, to_the_end=wanted.behind.is_asked),
        },
        "words": filters.words(request.GET, wanted, dict(organs)),
        "clear_url": reverse("suggestions:list"),
        "wanted": wanted,
        "search_query": wanted.text,
        "choices": [
            (name, gettext(filters.LABELS[name]), kind.choices(), getattr(wanted, name))
            for name, kind in filters.WORDS.items()
        ],
        "years": range(today.year, today.year - YEARS_SHOWN, -1),
        "raised": [(value, gettext(filters.BETWEEN_LABELS[value])) for value in filters.BETWEEN],
        "raised_now": request.GET.get("raised", ""),
        "organs": organs,
        "query": request.GET.urlencode(),
        "carried": behind.carried(request.GET),
        "is_office": account_queries.works_for_congress(actor),
        "is_waited_for": bool({Role.OFFICE, Role.DEPUTY} & actor.roles),
    }
    return render_page(request, "suggestions/list.html", context, partial="rows")


def organs_for(actor: Any) -> list[tuple[int, str]]:
    """The organs a reader who sees a whole place may narrow the list to."""
    places = actor.places(Role.OFFICE, Role.LEADER, Role.COMMITTEE)
    return [(organ.pk, organ.short_name or organ.name) for organ in queries.organs_under(places[0])] if places else []


def counted(count: int, *, to_the_end: bool = False) -> str:
    """How many there are, counted no further than a limit unless a figure is to be borne out."""
    if count > listing.COUNTED and not to_the_end:
        return gettext("%(n)s件以上") % {"n": wording.thousands(listing.COUNTED)}
    return gettext("共%(n)s件") % {"n": wording.thousands(count)}


def row_of(row: listing.Row, *, today: date) -> dict[str, Any]:
    """A suggestion as a row of a table."""
    lamp, word = standing.lamp(row, today=today)
    is_running = row.due_on is not None and row.state in standing.RUNNING_STATES
    return {
        "pk": row.pk,
        "revision": row.revision,
        "url": reverse("suggestions:detail", args=[row.pk]),
        "number": standing.numbered(row),
        "year": row.year,
        "title": row.title or gettext("（还没有标题）"),
        "lead": gettext("%(name)s等%(n)s人") % {"name": row.lead_name, "n": row.signer_count}
        if row.signer_count > 1
        else row.lead_name,
        "subject": gettext(Subject(row.subject).label),
        "organs": wording.pause().join(row.organs),
        "state": gettext(State(row.state).label),
        "chip": standing.CHIPS.get(State(row.state), ""),
        "outcome": Outcome(row.outcome).letter if row.outcome else "",
        "lamp": lamp,
        "word": word,
        "due_on": row.due_on if is_running else None,
        "is_priority": row.is_priority,
        "wishes_secrecy": row.wishes_secrecy,
    }


@require_safe
def export(request: Any) -> HttpResponse:
    """The filtered list as an Excel table."""
    actor, today = request.actor, timezone.localdate()
    wanted = filters.read(request.GET)
    rows = listing.narrowed(actor, wanted, today=today)
    if rows.order_by()[: EXPORT_MOST + 1].count() > EXPORT_MOST:
        raise RuleBroken(
            "export-too-large", "超过%(most)s件，请先选一个年份或一个单位再导出", most=wording.thousands(EXPORT_MOST)
        )
    said = [word["label"] for word in filters.words(request.GET, wanted, dict(organs_for(actor)))]
    note = gettext("条件：%(words)s。%(on)s导出。") % {
        "words": wording.pause().join(said) or gettext("全部"),
        "on": today.isoformat(),
    }
    data = excel.workbook(list_title(actor), _columns(), _exported(rows, actor, today=today), note=note)
    return attached(data, f"suggestions-{today.isoformat()}.xlsx")


def attached(data: bytes, name: str) -> HttpResponse:
    """A workbook to be saved under a name."""
    response = HttpResponse(data, content_type=EXCEL)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _columns() -> list[excel.Column]:
    said = (
        *(("年度", 8), ("编号", 12), ("标题", 44), ("领衔代表", 12), ("联名人数", 8), ("类别", 12), ("来源", 12)),
        *(("主办单位", 24), ("状态", 14), ("提交日期", 12), ("交办日期", 12), ("答复期限", 12), ("首次答复", 12)),
        *(("是否超期", 8), ("答复类别", 28), ("办理态度", 10), ("办理结果", 10), ("重点督办", 8)),
    )
    return [excel.Column(gettext(title), width) for title, width in said]


def _exported(rows: Any, actor: Any, *, today: date) -> Iterator[tuple[object, ...]]:
    """The table in portions, each with its organs."""
    portion, last = 2000, None
    ordered = rows.order_by("-pk")
    while True:
        found = listing.rows_of(
            (ordered if last is None else ordered.filter(pk__lt=last))[:portion], sees_plan=Role.OFFICE in actor.roles
        )
        for row in found:
            yield _line(row, today=today)
        if len(found) < portion:
            return
        last = found[-1].pk


def _label(kind: type[Term], value: str) -> str:
    return gettext(kind(value).label) if value else ""


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


def _line(row: listing.Row, *, today: date) -> tuple[object, ...]:
    overdue = row.is_late or (row.state in standing.RUNNING_STATES and row.due_on is not None and row.due_on < today)
    return (
        *(row.year or "", standing.numbered(row), row.title, row.lead_name, row.signer_count),
        *(_label(Subject, row.subject), _label(Origin, row.origin), wording.pause().join(row.organs)),
        *(_label(State, row.state), _day(row.submitted_on), _day(row.assigned_on), _day(row.due_on)),
        *(_day(row.replied_on), gettext("是") if overdue else gettext("否"), _label(Outcome, row.outcome)),
        *(_label(Grade, row.attitude), _label(Grade, row.result), gettext("是") if row.is_priority else ""),
    )
