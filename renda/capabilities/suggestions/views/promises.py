"""The ledger of promises: what organs promised, when it is due, what came of it; for each reader their own."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from renda.capabilities.suggestions.queries import ledger
from renda.capabilities.suggestions.queries import organ as organ_queries
from renda.capabilities.suggestions.queries.reading import Found, Kind
from renda.capabilities.suggestions.rules import clocks, outcomes
from renda.capabilities.suggestions.terms import Grade, PromiseState
from renda.capabilities.suggestions.views import behind, known, organ, standing
from renda.foundation import clocks as law_clocks
from renda.foundation.accounts import queries as account_queries
from renda.foundation.accounts.models import Organ
from renda.foundation.accounts.terms import Role
from renda.foundation.audit import queries as audit_queries
from renda.foundation.documents import excel
from renda.foundation.errors import NotPermitted, RuleBroken
from renda.foundation.web import addresses, wording
from renda.foundation.web.page import render_page

YEARS = range(2000, 2100)
CHIPS = {
    PromiseState.OPEN: "wait",
    PromiseState.REPORTED: "warn",
    PromiseState.KEPT: "ok",
    PromiseState.EXPLAINED: "",
}
# What the steps of a promise are called in its history.
STEPS = {
    "suggestions.promise.report": "报送落实结果",
    "suggestions.promise.keep": "代表认可落实",
    "suggestions.promise.keep_unrated": "未评价，按报送结果了结",
    "suggestions.promise.renew": "代表不满意，继续落实",
    "suggestions.promise.postpone": "承诺延期",
    "suggestions.promise.explain": "说明情况",
}


def lamp_of(row: Any, *, today: date) -> tuple[str, str]:
    """Lamp and word of a promise."""
    if row.state == PromiseState.REPORTED:
        return "wait", gettext(PromiseState.REPORTED.label)
    if row.state in ledger.ENDED:
        return "ok", gettext(PromiseState(row.state).label)
    left = (row.due_on - today).days
    if left < 0:
        return "danger", gettext("已逾期%(n)s天") % {"n": -left}
    if left == 0:
        return "warn", gettext("今天到期")
    return ("warn" if left <= outcomes.WARN_DAYS else "ok"), gettext("还有%(n)s天") % {"n": left}


def read(query: Any) -> ledger.Wanted:
    """What the address narrows the ledger to; what cannot be understood narrows nothing."""
    state, year, report = query.get("state", ""), query.get("year", ""), query.get("report", "")
    return ledger.Wanted(
        state=state if state in PromiseState.values() else "",
        organ_id=organ_queries.read_id(query.get("organ", "")),
        due_year=_year(year),
        text=query.get("q", "").replace("\x00", "").strip()[: organ.TEXT_MOST],
        is_overdue=query.get("overdue") == "1",
        to_report_in=_year(report),
        of=behind.scope_of(query),
    )


def _year(text: str) -> int | None:
    found = organ_queries.read_id(text) if len(text) == 4 else None
    return found if found in YEARS else None


@require_safe
def listing(request: Any) -> HttpResponse:
    """The promises the reader has business with, those that run first."""
    actor, today = request.actor, timezone.localdate()
    _let_in(actor)
    wanted = read(request.GET)
    page = ledger.page_of(
        actor, wanted, today=today, after=request.GET.get("after", ""), before=request.GET.get("before", "")
    )
    name = _organ_name(wanted)
    context = {
        "rows": [_line(row, today) for row in page.rows],
        "overdue": ledger.overdue_count(actor, today=today),
        "window": _window(actor, today),
        "wanted": wanted,
        "search_query": wanted.text,
        "words": _words(request.GET, wanted, name),
        "clear_url": reverse("suggestions:ledger"),
        "states": PromiseState.choices(),
        "years": [today.year - 1, today.year, today.year + 1, today.year + 2],
        "query": request.GET.urlencode(),
        "carried": behind.carried(request.GET),
        "may_work": bool(organ_queries.organs_of(actor)),
        "pager": {
            "previous_url": addresses.with_key(request.GET, "before", page.before),
            "next_url": addresses.with_key(request.GET, "after", page.after),
            "summary": "",
        },
    }
    return render_page(request, "suggestions/promises.html", context)


def _let_in(actor: Any) -> None:
    if not ledger.may_see(actor):
        raise NotPermitted("suggestions.handle", "承诺台账给代表、人大机关和承办单位用")


def _organ_name(wanted: ledger.Wanted) -> str:
    if wanted.organ_id is None:
        return ""
    found = Organ.objects.filter(pk=wanted.organ_id).first()
    return found.short_name or found.name if found is not None else str(wanted.organ_id)


def _window(actor: Any, today: date) -> dict[str, Any] | None:
    """The part of the year in which promises are reported on, for the congress of the reader's first post."""
    if not actor.posts:
        return None
    congress = account_queries.congress_of(actor.posts[0].place_code)
    found = clocks.promise_window(today.year, overlays=tuple(congress.overlays) if congress else ())
    if found is None:
        return None
    said = law_clocks.said(found.provision, found.closes_on)
    said = said.in_english if wording.in_english() else said
    is_open = found.opens_on <= today <= found.closes_on
    text = (
        "现在是报送期（%(opens)s至%(closes)s）：请报送今年和去年承诺事项的落实情况"
        if is_open
        else "每年%(opens)s至%(closes)s报送当年和上一年承诺事项的落实情况"
    )
    days = {"opens": wording.day(found.opens_on, today=today), "closes": wording.day(found.closes_on, today=today)}
    return {
        "text": gettext(text) % days,
        "is_open": is_open,
        "clock": said,
        "url": addresses.law_url(said),
        "list_url": f"{reverse('suggestions:ledger')}?report={today.year}",
    }


def _words(query: Any, wanted: ledger.Wanted, organ_name: str) -> list[dict[str, str]]:
    said: list[tuple[str, str]] = []
    if wanted.of is not None:
        said += behind.scope_words(wanted.of)
    if wanted.text:
        said.append(("q", gettext("“%(text)s”") % {"text": wanted.text}))
    if wanted.state:
        said.append(("state", gettext(PromiseState(wanted.state).label)))
    if wanted.organ_id is not None:
        said.append(("organ", organ_name))
    if wanted.due_year is not None:
        said.append(("year", gettext("%(year)s年到期") % {"year": wanted.due_year}))
    if wanted.is_overdue:
        said.append(("overdue", gettext("已逾期")))
    if wanted.to_report_in is not None:
        said.append(("report", gettext("%(year)s年要报送的") % {"year": wanted.to_report_in}))
    return [{"label": label, "remove_url": organ.without(query, name)} for name, label in said]


def _line(row: ledger.Row, today: date) -> dict[str, Any]:
    lamp, word = lamp_of(row, today=today)
    return {
        "url": reverse("suggestions:promise", args=[row.pk]),
        "text": row.text,
        "number": standing.numbered(row),
        "title": row.title,
        "lead": row.lead_name,
        "organ": row.organ,
        "due_on": row.due_on,
        "state": gettext(PromiseState(row.state).label),
        "chip": CHIPS[PromiseState(row.state)],
        "lamp": lamp,
        "word": word,
        "grade": gettext(Grade(row.grade).label) if row.grade else "",
        "renewed": row.renewed_count,
        "is_priority": row.is_priority,
    }


@require_safe
def promise(request: Any, pk: int) -> HttpResponse:
    """One promise: its words and day, what was reported, how it was rated, what happened, what can be done."""
    found, today = ledger.one(request.actor, pk), timezone.localdate()
    if found is None:
        raise Http404
    lamp, word = lamp_of(found, today=today)
    acts = [
        {
            "label": gettext(act.verb),
            "url": reverse(f"suggestions:{act.name}", args=[found.pk]),
            "is_primary": act.is_primary,
        }
        for act in known.every()
        if act.kind == Kind.PROMISE and act.open_to(request.actor, Found(found, found.suggestion))
    ]
    context = {
        "promise": found,
        "suggestion": found.suggestion,
        "number": standing.numbered(found.suggestion),
        "state": gettext(PromiseState(found.state).label),
        "chip": CHIPS[PromiseState(found.state)],
        "lamp": lamp,
        "word": word,
        "today": today,
        "grade": gettext(Grade(found.grade).label) if found.grade else "",
        "entries": _entries(found, today),
        "acts": acts,
        "trail": [
            {"label": gettext("承诺台账"), "url": reverse("suggestions:ledger")},
            {"label": standing.numbered(found.suggestion), "url": ""},
        ],
    }
    return render_page(request, "suggestions/promise.html", context)


def _entries(found: Any, today: date) -> list[dict[str, Any]]:
    lines = [
        {
            "when": standing.when(entry.at, today=today),
            "title": gettext(STEPS[entry.verb]),
            "who": standing.author(entry.actor_name),
            "citation": entry.citation,
        }
        for entry in audit_queries.of(found).order_by("-id")
        if entry.verb in STEPS
    ]
    made = {
        "when": wording.day(found.made_on, today=today),
        "title": gettext("答复中承诺"),
        "who": found.assignment.organ.name,
    }
    return [*lines, made]


@require_safe
def export(request: Any) -> HttpResponse:
    """The ledger as an Excel table, with the same filter."""
    actor, today = request.actor, timezone.localdate()
    _let_in(actor)
    wanted = read(request.GET)
    promises = ledger.narrowed(actor, wanted, today=today)
    if promises.order_by()[: organ.EXPORT_MOST + 1].count() > organ.EXPORT_MOST:
        raise RuleBroken("export-too-large", "超过%(most)s件，请先缩小范围再导出", most=organ.EXPORT_MOST)
    columns = [
        *(
            excel.Column(gettext("建议编号"), 14),
            excel.Column(gettext("建议标题"), 40),
            excel.Column(gettext("领衔代表"), 12),
        ),
        *(excel.Column(gettext("承办单位"), 20), excel.Column(gettext("承诺事项"), 44)),
        *(excel.Column(gettext("承诺日期"), 12), excel.Column(gettext("完成日期"), 12)),
        *(
            excel.Column(gettext("状态"), 14),
            excel.Column(gettext("期限灯"), 16),
            excel.Column(gettext("落实结果"), 44),
        ),
        *(
            excel.Column(gettext("报送日期"), 12),
            excel.Column(gettext("代表评价"), 12),
            excel.Column(gettext("继续落实次数"), 12),
        ),
    ]
    said = [word["label"] for word in _words(request.GET, wanted, _organ_name(wanted))]
    note = gettext("条件：%(words)s。%(on)s导出。") % {
        "words": wording.pause().join(said) or gettext("全部没有了结的"),
        "on": today.isoformat(),
    }
    rows = ledger.rows_of(ledger.ordered(promises, wanted))
    data = excel.workbook(gettext("承诺台账"), columns, (_exported(row, today) for row in rows), note=note)
    response = HttpResponse(data, content_type=organ.EXCEL)
    response.headers["Content-Disposition"] = f'attachment; filename="promises-{today.isoformat()}.xlsx"'
    return response


def _exported(row: ledger.Row, today: date) -> tuple[object, ...]:
    return (
        standing.numbered(row),
        row.title,
        row.lead_name,
        row.organ,
        row.text,
        row.made_on.isoformat(),
        row.due_on.isoformat(),
        gettext(PromiseState(row.state).label),
        lamp_of(row, today=today)[1],
        row.report,
        row.reported_on.isoformat() if row.reported_on else "",
        gettext(Grade(row.grade).label) if row.grade else "",
        row.renewed_count,
    )


def shown_to(actor: Any) -> bool:
    """Who finds the ledger among the pages of the house."""
    return bool(actor.roles & {Role.OFFICE, Role.COMMITTEE, Role.HANDLER, Role.HEAD})
