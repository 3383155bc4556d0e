"""An organ's inbox: what waits for whom, the earliest due first; many signed for at once; the table to take along."""

from __future__ import annotations

from datetime import date
from itertools import groupby
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from renda.capabilities.suggestions import actions
from renda.capabilities.suggestions.models import Assignment
from renda.capabilities.suggestions.queries import organ as organ_queries
from renda.capabilities.suggestions.queries.organ import Waits
from renda.capabilities.suggestions.rules import outcomes
from renda.capabilities.suggestions.terms import AssignmentState, Lamp, Part, State
from renda.capabilities.suggestions.views import standing
from renda.foundation.accounts.models import Organ
from renda.foundation.documents import excel
from renda.foundation.errors import NotPermitted, Refusal, RuleBroken, StaleState
from renda.foundation.web import addresses, wording
from renda.foundation.web.page import render_page, say

SIGN_MOST = 50
REFUSALS_SAID = 5
EXPORT_MOST = 20_000
TEXT_MOST = 60
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# The act that moves a part on from what it waits for.
NEXT_ACT = {
    Waits.TO_SIGN: ("sign", "签收"),
    Waits.RETURNED: ("draft_reply", "修改答复"),
    Waits.TO_HANDLE: ("draft_reply", "写答复"),
    Waits.OPINION: ("give_opinion", "出具意见"),
    Waits.TO_ISSUE: ("issue_reply", "审核签发"),
}


def lamp_of(row: Any, *, today: date) -> tuple[str, str, bool]:
    """Lamp and word of an organ's part, and whether nobody has talked with the deputy by half its time."""
    if row.state in {AssignmentState.REPLIED, AssignmentState.OPINED}:
        return "ok", gettext("超期办结" if row.is_late else "按期办结"), False
    if row.due_on is None:
        return "wait", gettext("没有规定期限"), False
    contacted = row.first_contact_on is not None or row.part == Part.JOINT
    kind = outcomes.lamp(
        State.HANDLING, due_on=row.due_on, today=today, started_on=row.assigned_on, contacted=contacted
    )
    left = (row.due_on - today).days
    silent = not contacted and row.assigned_on is not None and _past_half(row, today)
    if left < 0:
        return kind.value, gettext("已逾期%(n)s天") % {"n": -left}, silent
    if left == 0:
        return kind.value, gettext("今天到期"), silent
    return kind.value, gettext("还有%(n)s天") % {"n": left}, silent


def _past_half(row: Any, today: date) -> bool:
    return (today - row.assigned_on).days * 2 >= (row.due_on - row.assigned_on).days


def _organs(request: Any) -> frozenset[int]:
    own = organ_queries.organs_of(request.actor)
    if not own:
        raise NotPermitted("suggestions.handle", "这一页给承办单位用")
    return own


def read(query: Any, own: frozenset[int]) -> organ_queries.Wanted:
    """What the address narrows the inbox to; what cannot be understood narrows nothing."""
    waits, part, organ = query.get("waits", ""), query.get("part", ""), query.get("organ", "")
    organ_id = organ_queries.read_id(organ)
    return organ_queries.Wanted(
        waits=waits if waits in Waits.values() else "",
        part=part if part in Part.values() else "",
        organ_id=organ_id if organ_id in own else None,
        text=query.get("q", "").replace("\x00", "").strip()[:TEXT_MOST],
        is_priority=query.get("priority") == "1",
        is_overdue=query.get("overdue") == "1",
        lacks_contact=query.get("silent") == "1",
    )


@require_safe
def inbox(request: Any) -> HttpResponse:
    """What lies with the reader's organs, in groups by what it waits for."""
    own, today = _organs(request), timezone.localdate()
    wanted = read(request.GET, own)
    page = organ_queries.inbox(
        request.actor, wanted, today=today, after=request.GET.get("after", ""), before=request.GET.get("before", "")
    )
    found = organ_queries.counts(request.actor)
    organs = list(Organ.objects.filter(pk__in=own).order_by("pk")) if len(own) > 1 else []
    handles = bool(request.actor.organ_ids)
    groups = [
        {
            "label": gettext(waits.label),
            "rows": [_line(request.actor, row, today) for row in rows],
            "may_sign": waits == Waits.TO_SIGN and handles,
        }
        for waits, rows in ((waits, list(rows)) for waits, rows in groupby(page.rows, key=lambda row: row.waits))
    ]
    words = _words(request.GET, wanted, {organ.pk: organ.short_name for organ in organs})
    context = {
        "groups": groups,
        "words": words,
        "clear_url": reverse("suggestions:inbox"),
        "tabs_of": _tabs(request.GET, wanted, found),
        "wanted": wanted,
        "search_query": wanted.text,
        "organs": organs,
        "parts": Part.choices(),
        "query": request.GET.urlencode(),
        "pager": {
            "previous_url": addresses.with_key(request.GET, "before", page.before),
            "next_url": addresses.with_key(request.GET, "after", page.after),
            "summary": gettext("共%(n)s件没有办完") % {"n": wording.thousands(sum(found.values()))},
        },
    }
    return render_page(request, "suggestions/organ_inbox.html", context)


def without(query: Any, *names: str, **more: str) -> str:
    """The same address with some of its filters left out or set, at its first page."""
    rest = query.copy()
    for name in (*names, "after", "before", "done"):
        rest.pop(name, None)
    for name, value in more.items():
        rest[name] = value
    return f"?{rest.urlencode()}"


def _tabs(query: Any, wanted: organ_queries.Wanted, found: dict[Waits, int]) -> list[dict[str, Any]]:
    tabs = [
        {"label": gettext("没办完的"), "n": sum(found.values()), "url": without(query, "waits"), "on": not wanted.waits}
    ]
    tabs += [
        {
            "label": gettext(waits.label),
            "n": found.get(waits),
            "url": without(query, waits=waits.value),
            "on": wanted.waits == waits,
        }
        for waits in Waits
        if waits == Waits.DONE or found.get(waits) or wanted.waits == waits
    ]
    return tabs


def _words(query: Any, wanted: organ_queries.Wanted, organs: dict[int, str]) -> list[dict[str, str]]:
    said: list[tuple[str, str]] = []
    if wanted.text:
        said.append(("q", gettext("“%(text)s”") % {"text": wanted.text}))
    if wanted.waits:
        said.append(("waits", gettext(Waits(wanted.waits).label)))
    if wanted.part:
        said.append(("part", gettext(Part(wanted.part).label)))
    if wanted.organ_id is not None:
        said.append(("organ", organs.get(wanted.organ_id, "")))
    if wanted.is_priority:
        said.append(("priority", gettext("重点督办")))
    if wanted.is_overdue:
        said.append(("overdue", gettext("已逾期")))
    if wanted.lacks_contact:
        said.append(("silent", gettext("还没有联系代表")))
    return [{"label": label, "remove_url": without(query, name)} for name, label in said]


def _line(actor: Any, row: organ_queries.Row, today: date) -> dict[str, Any]:
    lamp, word, silent = lamp_of(row, today=today)
    act, label = NEXT_ACT.get(row.waits, ("", ""))
    if row.waits == Waits.TO_ISSUE and not actor.headed_organ_ids:
        act = ""
    if row.waits in {Waits.TO_SIGN, Waits.RETURNED, Waits.TO_HANDLE, Waits.OPINION} and not actor.organ_ids:
        act = ""
    return {
        "key": f"{row.pk}.{row.revision}",
        "url": reverse("suggestions:detail", args=[row.suggestion_id]),
        "number": standing.numbered(row),
        "title": row.title,
        "lead": row.lead_name,
        "organ": row.organ,
        "part": gettext(Part(row.part).label),
        "is_lead": row.part == Part.LEAD,
        "is_priority": row.is_priority,
        "is_again": row.round > 1,
        "lamp": lamp,
        "word": word,
        "silent": silent,
        "due_on": row.done_on or row.due_on,
        "sign_due_on": row.sign_due_on if row.state == AssignmentState.ASSIGNED else None,
        "sign_late": row.sign_due_on is not None and row.sign_due_on < today,
        "state": gettext(AssignmentState(row.state).label),
        "act_url": f"{reverse(f'suggestions:{act}', args=[row.pk])}?next=inbox" if act else "",
        "act": gettext(label) if act else "",
    }


@require_POST
def sign_many(request: Any) -> HttpResponse:
    """Sign for several at once: each is an act of its own, and one refused leaves the others."""
    _organs(request)
    pairs = (item.partition(".") for item in request.POST.getlist("part")[:SIGN_MOST])
    picked = {
        pk: seen for pk, seen in ((organ_queries.read_id(a), organ_queries.read_id(b)) for a, _, b in pairs) if pk
    }
    rows = Assignment.objects.filter(pk__in=picked, organ_id__in=request.actor.organ_ids).order_by("pk")
    parts = list(rows.select_related("suggestion__congress", "suggestion__lead", "organ"))
    if not parts:
        messages.error(request, gettext("请先勾选1至%(most)s件建议") % {"most": SIGN_MOST})
        return redirect("suggestions:inbox")
    refused = [(part, refusal) for part in parts if (refusal := _signed(request, part, picked[part.pk])) is not None]
    # The messages travel in a cookie, which holds few.
    for part, refusal in refused[:REFUSALS_SAID]:
        messages.warning(request, f"{standing.numbered(part.suggestion)} {say(refusal)}")
    if len(refused) > REFUSALS_SAID:
        messages.warning(request, gettext("还有%(n)s件没有签收，仍在待签收里") % {"n": len(refused) - REFUSALS_SAID})
    done = len(parts) - len(refused)
    if done:
        messages.success(request, gettext("已签收%(n)s件") % {"n": done})
    return redirect("suggestions:inbox")


def _signed(request: Any, part: Assignment, seen: int | None) -> Refusal | None:
    try:
        if part.revision != seen:
            raise StaleState("sign", "这件建议刚刚有了变化，没有签收")
        actions.sign(part, actor=request.actor, at=timezone.now())
    except Refusal as refusal:
        return refusal
    return None


@require_safe
def export(request: Any) -> HttpResponse:
    """The inbox as an Excel table, with the same filter."""
    own, today = _organs(request), timezone.localdate()
    wanted = read(request.GET, own)
    parts = organ_queries.narrowed(request.actor, wanted, today=today)
    if parts.order_by()[: EXPORT_MOST + 1].count() > EXPORT_MOST:
        raise RuleBroken("export-too-large", "超过%(most)s件，请先缩小范围再导出", most=EXPORT_MOST)
    columns = [
        *(excel.Column(gettext("编号"), 14), excel.Column(gettext("标题"), 48), excel.Column(gettext("领衔代表"), 12)),
        *(excel.Column(gettext("承办单位"), 20), excel.Column(gettext("承办方式"), 10)),
        *(excel.Column(gettext("事项进展"), 20), excel.Column(gettext("交办日期"), 12)),
        *(excel.Column(gettext("首次联系"), 12), excel.Column(gettext("期限"), 12)),
        *(
            excel.Column(gettext("办结日期"), 12),
            excel.Column(gettext("期限灯"), 16),
            excel.Column(gettext("重点督办"), 10),
        ),
    ]
    said = [word["label"] for word in _words(request.GET, wanted, {})]
    note = gettext("条件：%(words)s。%(on)s导出。") % {
        "words": wording.pause().join(said) or gettext("全部没办完的"),
        "on": today.isoformat(),
    }
    rows = organ_queries.rows_of(parts.order_by("rank", "day", "pk"))
    data = excel.workbook(gettext("承办建议"), columns, (_exported(row, today) for row in rows), note=note)
    response = HttpResponse(data, content_type=EXCEL)
    response.headers["Content-Disposition"] = f'attachment; filename="inbox-{today.isoformat()}.xlsx"'
    return response


def _exported(row: organ_queries.Row, today: date) -> tuple[object, ...]:
    lamp, word, silent = lamp_of(row, today=today)
    if silent:
        word = gettext("%(word)s，还没有联系代表") % {"word": word}
    return (
        standing.numbered(row),
        row.title,
        row.lead_name,
        row.organ,
        gettext(Part(row.part).label),
        gettext(row.waits.label),
        _iso(row.assigned_on),
        _iso(row.first_contact_on),
        _iso(row.due_on),
        _iso(row.done_on),
        word if lamp != Lamp.OK else gettext(Lamp.OK.label),
        gettext("是") if row.is_priority else "",
    )


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""
