"""The office's desk: what waits to be examined, given organs and handed over; and what has come back to the office."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from renda.capabilities.suggestions import queries
from renda.capabilities.suggestions.queries import desk as desk_queries
from renda.capabilities.suggestions.queries import listing
from renda.capabilities.suggestions.terms import PromiseState, State
from renda.capabilities.suggestions.views import detail, standing
from renda.capabilities.suggestions.views.listing import row_of
from renda.foundation.accounts.terms import Role
from renda.foundation.errors import NotPermitted
from renda.foundation.web.page import render_page

QUEUE_LABELS = {State.SUBMITTED: "待审查", State.ACCEPTED: "待确定单位", State.PLANNED: "待交办"}
# What is done with the ticked ones of a queue, by the name of the address that does it.
TOGETHER = {State.SUBMITTED: ("accept", "勾选的审查通过"), State.PLANNED: ("hand-over", "勾选的交办")}
# A letter for each act of the desk.
KEYS = {"accept": "a", "send_back": "b", "refuse": "r", "merge": "m", "plan": "p", "replan": "p", "hand_over": "h"}


def only_office(request: Any, permission: str = "suggestions.examine") -> None:
    """Let in only those who work in the office of a congress.

    Raises:
        NotPermitted: this reader does not.
    """
    if not request.actor.places(Role.OFFICE):
        raise NotPermitted(permission, "这一页给人大机关用")


@require_safe
def desk(request: Any) -> HttpResponse:
    """One queue: the list, the suggestion in hand, and the decision."""
    only_office(request)
    actor, today = request.actor, timezone.localdate()
    counts = desk_queries.counts(actor)
    state = _queue(request.GET.get("queue", ""), counts)
    rows = desk_queries.queue(actor, state)
    more, rows = len(rows) > desk_queries.LISTED, rows[: desk_queries.LISTED]
    row = _chosen(rows, request.GET.get("suggestion", ""), request.GET.get("after", ""))
    together = TOGETHER.get(state)
    context: dict[str, Any] = {
        "queues": _queues(counts, state),
        "queue": state.value,
        "together": {"url": reverse(f"suggestions:{together[0]}-many"), "label": gettext(together[1])}
        if together
        else None,
        "rows": [_line(one, today=today, is_current=row is not None and one.pk == row.pk) for one in rows],
        "has_more": more,
        "waiting": counts[state],
    }
    full = queries.in_full(actor, row.pk, has_history=False) if row is not None else None
    if full is not None:
        context |= detail.page_of(request, full, back=state.value)
        context["decisions"] = [
            {"offer": act, "key": KEYS.get(act.name, ""), "at_once": act.name in {"accept", "hand_over"}}
            for act in context["acts"]
            if act.name in KEYS
        ]
        # The form of the plan stands open beside the text.
        context["plan_url"] = next((act.url for act in context["acts"] if act.name == "plan"), "")
    return render_page(request, "suggestions/desk.html", context)


def _queue(asked: str, counts: dict[str, int]) -> State:
    """The queue asked for, else the first in which something waits."""
    known = next((state for state in desk_queries.QUEUES if state == asked), None)
    return known or next((state for state in desk_queries.QUEUES if counts[state]), State.SUBMITTED)


def _queues(counts: dict[str, int], current: State) -> list[dict[str, Any]]:
    return [
        {"label": gettext(label), "count": counts[state], "url": f"?queue={state}", "is_current": state == current}
        for state, label in QUEUE_LABELS.items()
    ]


def _chosen(rows: list[listing.Row], asked: str, after: str) -> listing.Row | None:
    """The row asked for; else the first behind the one just decided; else the first."""
    found = next((row for row in rows if str(row.pk) == asked), None)
    pk = listing.key_id(after)
    if found is None and pk is not None:
        found = next((row for row in rows if row.pk > pk), None)
    return found or (rows[0] if rows else None)


def _line(row: listing.Row, *, today: date, is_current: bool) -> dict[str, Any]:
    said = row_of(row, today=today)
    if row.assign_due_on is None and row.submitted_on is not None:
        said["word"] = gettext("提交已%(n)s天") % {"n": (today - row.submitted_on).days}
    return said | {"is_current": is_current, "key": f"{row.pk}.{row.revision}"}


@require_safe
def waiting(request: Any) -> HttpResponse:
    """Requests to decide, and everything that has to be brought to its end."""
    only_office(request, "suggestions.assign")
    today = timezone.localdate()
    found = desk_queries.waiting(request.actor, today=today)
    asks = [_asked(one, "return", gettext("申请退回")) for one in found.returns]
    asks += [_asked(one, "extension", gettext("申请延期")) for one in found.extensions]
    groups = [_group(name, found, today=today) for name in ("without_lead", "meeting", "unrated", "reminded", "file")]
    return render_page(
        request,
        "suggestions/waiting.html",
        {
            "asks": asks,
            "groups": [group for group in groups if group["rows"]],
            "promises": [_promise(one, today=today) for one in found.promises],
            "is_empty": not (asks or found.promises or any(group["rows"] for group in groups)),
        },
    )


def _asked(asked: Any, kind: str, label: str) -> dict[str, Any]:
    suggestion = asked.assignment.suggestion
    return {
        "label": label,
        "title": suggestion.title,
        "number": standing.numbered(suggestion),
        "url": reverse("suggestions:detail", args=[suggestion.pk]),
        "organ": asked.assignment.organ.name,
        "on": asked.on,
        "until": getattr(asked, "until", None),
        "reason": asked.reason,
        "agree_url": f"{reverse(f'suggestions:agree_{kind}', args=[asked.pk])}?next=waiting",
        "deny_url": f"{reverse(f'suggestions:deny_{kind}', args=[asked.pk])}?next=waiting",
    }


def _group(name: str, found: desk_queries.Waiting, *, today: date) -> dict[str, Any]:
    """One group of what waits: its rows, the act of each, and the act on all that are ticked."""
    label, act, verb, together, said = {
        "without_lead": ("已退回，等重新交办", "reassign", "重新交办", "", ""),
        "meeting": ("代表再次不满意，等会商", "conclude", "登记会商结果", "", ""),
        "unrated": ("评价已逾期，还没有提醒", "remind_rating", "提醒评价", "remind-many", "提醒勾选的"),
        "reminded": ("提醒后仍未评价", "pass_over", "按未评价处理", "pass-over-many", "勾选的按未评价处理"),
        "file": ("等归档", "archive", "归档", "archive-many", "归档勾选的"),
    }[name]
    rows = [row for row in found.rows if _belongs(row, name, found)]
    return {
        "name": name,
        "label": gettext(label),
        "verb": gettext(verb),
        "together_url": reverse(f"suggestions:{together}") if together else "",
        "together_label": gettext(said) if said else "",
        "rows": [
            row_of(row, today=today)
            | {
                "key": f"{row.pk}.{row.revision}",
                "act_url": f"{reverse(f'suggestions:{act}', args=[row.pk])}?next=waiting",
                "rate_due_on": row.rate_due_on,
            }
            for row in rows
        ],
    }


def _belongs(row: listing.Row, name: str, found: desk_queries.Waiting) -> bool:
    is_reminded = row.pk in found.reminded
    return {
        "without_lead": row.pk in found.without_lead,
        "meeting": row.state == State.MEETING,
        "unrated": row.state == State.REPLIED and not is_reminded,
        "reminded": row.state == State.REPLIED and is_reminded,
        "file": row.state == State.RATED,
    }[name]


def _promise(promise: Any, *, today: date) -> dict[str, Any]:
    is_reported = promise.state == PromiseState.REPORTED
    names = ("pass_over_promise",) if is_reported else ("postpone_promise", "explain_promise")
    labels = {
        "pass_over_promise": gettext("按报送结果了结"),
        "postpone_promise": gettext("承诺延期"),
        "explain_promise": gettext("说明没有落实"),
    }
    due = promise.rate_due_on if is_reported else promise.due_on
    return {
        "text": promise.text,
        "title": promise.suggestion.title,
        "url": reverse("suggestions:detail", args=[promise.suggestion_id]),
        "organ": promise.assignment.organ.name,
        "word": gettext("代表评价逾期%(n)s天") % {"n": (today - due).days}
        if is_reported
        else gettext("承诺逾期%(n)s天") % {"n": (today - due).days},
        "acts": [
            {"label": labels[name], "url": f"{reverse(f'suggestions:{name}', args=[promise.pk])}?next=waiting"}
            for name in names
        ],
    }
