"""The desk's triage and the organ's inbox: what waits for whom, and the next thing after each decision."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from renda.capabilities.casework import actions, queries
from renda.capabilities.casework.forms import acts as forms
from renda.capabilities.casework.models import Case
from renda.capabilities.casework.terms import State
from renda.capabilities.casework.views import cases, standing
from renda.capabilities.casework.views.acts import desk
from renda.foundation.accounts.terms import Role
from renda.foundation.errors import NotPermitted, Refusal, StaleState
from renda.foundation.web import wording
from renda.foundation.web.page import render_page, say

LISTED = 50
BATCH_MOST = 50
REFUSALS_SAID = 5
REGION_LENGTHS = (9, 6, 4)
GROUPS = ((State.ASSIGNED, "待签收"), (State.HANDLING, "办理中"), (State.ANSWERED, "等对方"))


@require_safe
def todo(request: Any) -> HttpResponse:
    """What waits at the reader's desk: the list, the matter in hand, and the decision."""
    actor, today = request.actor, timezone.localdate()
    if not actor.places(Role.CLERK, Role.OFFICE):
        raise NotPermitted("casework.dispatch", "这一页给联络站和人大机关用")
    rows = queries.rows_of(queries.visible_to(actor).filter(queries.waiting_for(actor)).order_by("pk")[: LISTED + 1])
    more, rows = len(rows) > LISTED, rows[:LISTED]
    chosen = _chosen(rows, request.GET.get("case", ""), request.GET.get("after", ""))
    context: dict[str, Any] = {
        "rows": [_line(row, today, is_current=chosen is not None and row.pk == chosen.pk) for row in rows],
        "has_more": more,
        "today": today,
    }
    found = queries.in_full(actor, chosen.pk) if chosen is not None else None
    if found is not None:
        context |= cases.page_of(request, found) | {
            "acts": standing.offers(actor, found, back="todo"),
            # The decision is taken beside the matter; without scripts each act is a page of its own.
            "in_place": True,
        }
    return render_page(request, "casework/triage.html", context)


def _chosen(rows: list[queries.Row], asked: str, after: str) -> queries.Row | None:
    """The row asked for; else the first behind the one just decided; else the first."""
    found = next((row for row in rows if str(row.pk) == asked), None)
    if found is not None:
        return found
    if after.isdecimal() and len(after) < 19:
        found = next((row for row in rows if row.pk > int(after)), None)
        if found is not None:
            return found
    return rows[0] if rows else None


def _line(row: queries.Row, today: date, *, is_current: bool) -> dict[str, Any]:
    lamp, word = standing.lamp(row, today=today)
    waited = (today - row.registered_on).days
    if row.state == State.REGISTERED:
        lamp, word = ("warn", gettext("登记已%(n)s天") % {"n": waited}) if waited else ("wait", gettext("今天登记"))
    return {
        "pk": row.pk,
        "revision": row.revision,
        "title": row.title,
        "station": row.station,
        "on": wording.day(row.registered_on, today=today),
        "state": gettext(State(row.state).label),
        "may_batch": row.state == State.REGISTERED and not row.is_confidential,
        "lamp": lamp,
        "word": word,
        "is_current": is_current,
    }


@require_POST
def assign_many(request: Any) -> HttpResponse:
    """Assign several matters to the same organ: choose it, see each due date, then act.

    Each is an act of its own, and one refused leaves the others.
    """
    picked = _picked(request)
    cases_picked = list(_at_desk(request, picked))
    if not cases_picked:
        messages.error(request, gettext("请先勾选1至%(most)s件事") % {"most": BATCH_MOST})
        return redirect("casework:todo")
    form = forms.AssignMany(
        request.POST if request.POST.get("organ") else None, organs=desk.organs(_shared(cases_picked))
    )
    organ = desk.organ_of(cases_picked[0], form.cleaned_data["organ"]) if form.is_valid() else None
    if organ is None or request.POST.get("confirmed") != str(organ.pk):
        context = {
            "form": form,
            "organ": organ,
            "lines": [
                {
                    "case": case,
                    "key": f"{case.pk}.{picked[case.pk]}",
                    "clock": desk.clock_of(case, organ) if organ else None,
                }
                for case in cases_picked
            ],
        }
        return render_page(request, "casework/batch.html", context, status=422 if form.errors else 200)
    refused = [
        (case, refusal)
        for case in cases_picked
        if (refusal := _assigned(request, case, organ, form.cleaned_data["text"], picked[case.pk])) is not None
    ]
    # The messages travel in a cookie, which holds few.
    for case, refusal in refused[:REFUSALS_SAID]:
        messages.warning(request, f"{case.number} {say(refusal)}")
    if len(refused) > REFUSALS_SAID:
        messages.warning(request, gettext("还有%(n)s件没有交办，仍在待办里") % {"n": len(refused) - REFUSALS_SAID})
    done = len(cases_picked) - len(refused)
    if done:
        messages.success(request, gettext("已交办%(n)s件") % {"n": done})
    return redirect("casework:todo")


def _picked(request: Any) -> dict[int, int]:
    """The matters ticked, each with the revision that was seen."""
    pairs = (item.partition(".") for item in request.POST.getlist("case")[:BATCH_MOST])
    return {
        int(pk): int(revision)
        for pk, _, revision in pairs
        if pk.isdecimal() and revision.isdecimal() and len(pk) < 19 and len(revision) < 10
    }


def _at_desk(request: Any, picked: dict[int, int]) -> Iterable[Case]:
    visible = queries.visible_to(request.actor).filter(pk__in=picked, is_confidential=False)
    return visible.select_related("station").order_by("pk")


def _shared(picked: Sequence[Case]) -> str:
    """The narrowest region that contains all of them: its organs can take the whole batch."""
    first = picked[0].place_code
    shared = (length for length in REGION_LENGTHS if all(case.place_code.startswith(first[:length]) for case in picked))
    return first[: next(shared, 0)]


def _assigned(request: Any, case: Case, organ: Any, text: str, revision: int) -> Refusal | None:
    try:
        if case.revision != revision:
            raise StaleState("assign", "这件事刚刚有了变化，没有交办")
        said = f"{organ.name}\n{text.strip()}" if text.strip() else ""
        actions.assign(case, organ=organ, text=said, actor=request.actor, at=timezone.now())
    except Refusal as refusal:
        return refusal
    return None


@require_safe
def inbox(request: Any) -> HttpResponse:
    """An organ's matters in three groups by whose turn it is, the earliest due first."""
    actor, today = request.actor, timezone.localdate()
    if not actor.organ_ids:
        raise NotPermitted("casework.handle", "这一页给承办单位用")
    mine = Case.objects.filter(organ_id__in=actor.organ_ids, is_confidential=False)
    groups = []
    for state, label in GROUPS:
        rows = queries.rows_of(mine.filter(state=state).order_by("due_on", "pk")[: LISTED + 1])
        groups.append(
            {
                "label": gettext(label),
                "rows": [_waiting(row, today) for row in rows[:LISTED]],
                "has_more": len(rows) > LISTED,
                "more_url": f"{reverse('casework:list')}?state={state}&sort={queries.DUE_FIRST}",
                "count": f"{LISTED}+" if len(rows) > LISTED else str(len(rows)),
            }
        )
    return render_page(request, "casework/inbox.html", {"groups": groups, "today": today})


def _waiting(row: queries.Row, today: date) -> dict[str, Any]:
    lamp, word = standing.lamp(row, today=today)
    act = {State.ASSIGNED: "sign", State.HANDLING: "answer"}.get(State(row.state), "")
    return {
        "url": reverse("casework:case", args=[row.pk]),
        "title": row.title,
        "number": row.number,
        "station": row.station,
        "people": row.people_count,
        "due": wording.day(row.due_on, today=today),
        "weekday": wording.weekday(row.due_on),
        "lamp": lamp,
        "word": word,
        "act_url": f"{reverse(f'casework:{act}', args=[row.pk])}?next=inbox" if act else "",
        "act": gettext({"sign": "签收", "answer": "答复"}[act]) if act else "",
    }
