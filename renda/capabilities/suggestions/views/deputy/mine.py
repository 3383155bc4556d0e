"""A deputy's own suggestions: what waits for the deputy, and all the deputy leads, each with its next step in words."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from renda.capabilities.suggestions import actions, queries
from renda.capabilities.suggestions.queries import deputy as deputy_queries
from renda.capabilities.suggestions.queries.listing import key_id
from renda.capabilities.suggestions.terms import ASKS_SAID, ASKS_TO, RUNNING_STATES, Asks, Grade, State, Subject
from renda.capabilities.suggestions.views import standing
from renda.foundation.accounts.terms import Role
from renda.foundation.errors import NotPermitted
from renda.foundation.policy import grants
from renda.foundation.web import wording
from renda.foundation.web.page import render_page

NEXT = {
    State.DRAFT: "写好以后，可以请人联名，或者直接提交",
    State.SUBMITTED: "等人大机关审查",
    State.SUPPLEMENT: "人大机关退回补充，补好再提交",
    State.ACCEPTED: "审查通过，等人大机关确定承办单位",
    State.PLANNED: "等人大机关交办",
    State.REPLIED: "已答复，请您评价",
    State.MEETING: "等人大机关召集您和承办单位会商",
    State.TRACKING: "答复中的承诺正在落实，到期报结果",
    State.RATED: "您已评价，等人大机关归档",
    State.CLOSED: "已经办完归档",
    State.REFUSED: "没有作为建议接收，理由在里面",
    State.MERGED: "已和内容相同的建议一起办理，答复会告诉您",
    State.WITHDRAWN: "您已撤回",
}


def waiting_for(actor: Any, *, today: date) -> list[dict[str, Any]]:
    """What waits for a deputy, as cards; one query."""
    return [_card(one, today=today) for one in deputy_queries.waiting(actor)]


def _card(one: deputy_queries.Waiting, *, today: date) -> dict[str, Any]:
    suggestion = one.suggestion
    lamp, word = _lamp(one, today=today)
    return {
        "title": suggestion.title or gettext("（还没有标题）"),
        "kind": gettext(one.asks.label),
        "said": gettext(ASKS_SAID[one.asks]) % {"name": suggestion.lead_name},
        "button": gettext(ASKS_TO[one.asks]),
        "url": reverse(one.page, args=[one.pk]) + ("" if one.asks == Asks.SUPPLEMENT else "?next=mine"),
        "lamp": lamp,
        "word": word,
    }


def _lamp(one: deputy_queries.Waiting, *, today: date) -> tuple[str, str]:
    if one.due_on is None:
        return "warn" if one.asks == Asks.SUPPLEMENT else "wait", gettext("等您办理")
    if one.due_on < today:
        return "warn", gettext("评价期限已过，仍可以评价")
    return "wait", gettext("%(day)s前") % {"day": wording.day(one.due_on, today=today)}


@require_safe
def mine(request: Any) -> HttpResponse:
    """What waits for the deputy, and what the deputy leads and signed."""
    actor, today = request.actor, timezone.localdate()
    if Role.DEPUTY not in actor.roles:
        raise NotPermitted("suggestions.draft", "这一页是代表自己的建议，您可以从“代表建议”查看")
    after = key_id(request.GET.get("older", ""))
    page = deputy_queries.mine(actor, after=after)
    waiting = [] if after else waiting_for(actor, today=today)
    signed = [] if after else deputy_queries.signed_elsewhere(actor)
    places = {row.place_code for row in page.rows}
    context = {
        "first": waiting[0] if waiting else None,
        "waiting": waiting[1:],
        "count": len(waiting),
        "rows": [_row(row, page, today=today, says_where=len(places) > 1) for row in page.rows],
        "signed": [_signed(row, today=today) for row in signed],
        "next_url": f"?older={page.after}" if page.after else "",
        "is_later": after is not None,
    }
    return render_page(request, "suggestions/mine.html", context)


def _row(row: Any, page: deputy_queries.Mine, *, today: date, says_where: bool) -> dict[str, Any]:
    lamp, word = standing.lamp(row, today=today)
    return {
        "url": reverse("suggestions:edit" if row.state == State.DRAFT else "suggestions:detail", args=[row.pk]),
        "title": row.title or gettext("（还没有标题）"),
        "number": standing.numbered(row),
        "year": row.year,
        "subject": gettext(Subject(row.subject).label),
        "where": row.congress.name if says_where else "",
        "state": gettext(State(row.state).label),
        "chip": standing.CHIPS.get(State(row.state), ""),
        "lamp": lamp if row.state in RUNNING_STATES or row.state == State.MEETING else "",
        "word": word,
        "next": next_of(row, page.organs.get(row.pk, []), page.unsigned.get(row.pk, 0), today=today),
        "result": gettext(Grade(row.result).label) if row.result else "",
    }


def next_of(row: Any, organs: list[str], unsigned: int, *, today: date) -> str:
    """What happens next with a suggestion, in words."""
    state = State(row.state)
    if state == State.COSIGNING:
        return gettext("还有%(n)s位没有答复联名") % {"n": unsigned} if unsigned else gettext("联名都有了答复，可以提交")
    if state in RUNNING_STATES:
        names = {
            "who": wording.pause().join(organs) or gettext("承办单位"),
            "day": wording.day(row.due_on, today=today) if row.due_on else "",
        }
        said = {
            State.ASSIGNED: "已交%(who)s，等签收，%(day)s前答复",
            State.HANDLING: "%(who)s正在办理，%(day)s前答复",
            State.REDOING: "您不满意，%(who)s重新办理，%(day)s前再答复",
        }[state]
        return gettext(said) % names
    return gettext(NEXT[state])


def _signed(row: Any, *, today: date) -> dict[str, Any]:
    lamp, word = standing.lamp(row, today=today)
    return {
        "url": reverse("suggestions:detail", args=[row.pk]),
        "title": row.title,
        "number": standing.numbered(row),
        "lead": row.lead_name,
        "state": gettext(State(row.state).label),
        "chip": standing.CHIPS.get(State(row.state), ""),
        "lamp": lamp,
        "word": word,
    }


@require_POST
def opened(request: Any, pk: int) -> HttpResponse:
    """Keep that a signer opened the replies; the page sends it once it is shown."""
    suggestion = queries.visible_to(request.actor).filter(pk=pk).first()
    if suggestion is None:
        raise Http404
    grants.require(request.actor, "suggestions.open_letters", suggestion)
    if deputy_queries.has_unopened(request.actor, pk):
        actions.open_letters(suggestion, actor=request.actor, at=timezone.now())
    return HttpResponse(status=204)
