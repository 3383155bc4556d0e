"""Acts on many suggestions at once: picked, said how many and with what effect, confirmed, and told one by one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from renda.capabilities.suggestions import actions
from renda.capabilities.suggestions.actions.examining import HandedOver
from renda.capabilities.suggestions.queries import desk as desk_queries
from renda.capabilities.suggestions.terms import State
from renda.capabilities.suggestions.views import standing
from renda.capabilities.suggestions.views.desk import only_office
from renda.foundation.errors import StaleState
from renda.foundation.web import addresses
from renda.foundation.web.page import render_page, say

SHOWN = 500


@dataclass(frozen=True)
class Together:
    """One act on many: its words, the action, where its queue is, and from which state all may be taken."""

    name: str
    act: Callable[..., HandedOver]
    title: str
    effect: str
    verb: str
    done: str
    back: str
    all_from: State | None = None


ACTS = {
    one.name: one
    for one in (
        Together(
            "accept-many",
            actions.accept_many,
            title="%(n)s件建议审查通过",
            effect="通过以后，请逐件确定承办单位。代表会收到通知。",
            verb="全部审查通过",
            done="审查通过%(n)s件",
            back="suggestions:desk",
        ),
        Together(
            "hand-over-many",
            actions.hand_over_many,
            title="集中交办%(n)s件建议",
            effect="从今天起，答复、签收、联系等期限开始计算；承办单位和代表都会收到通知。",
            verb="交办",
            done="已交办%(n)s件",
            back="suggestions:hand-over",
            all_from=State.PLANNED,
        ),
        Together(
            "archive-many",
            actions.archive_many,
            title="归档%(n)s件建议",
            effect="归档以后，这些建议的办理就结束了。",
            verb="归档",
            done="已归档%(n)s件",
            back="suggestions:waiting",
            all_from=State.RATED,
        ),
        Together(
            "remind-many",
            actions.remind_rating_many,
            title="提醒%(n)s件建议的代表评价",
            effect="领衔代表会收到提醒。",
            verb="提醒评价",
            done="已提醒%(n)s件",
            back="suggestions:waiting",
        ),
        Together(
            "pass-over-many",
            actions.pass_over_many,
            title="%(n)s件建议按未评价处理",
            effect="代表没有评价，不算满意，也不计入满意率。",
            verb="按未评价处理",
            done="%(n)s件已按未评价处理",
            back="suggestions:waiting",
        ),
    )
}


def view(name: str) -> Any:
    """The address of one act on many."""
    together = ACTS[name]

    @require_POST
    def act(request: Any) -> HttpResponse:
        only_office(request)
        return _take(request, together)

    return act


def _take(request: Any, together: Together) -> HttpResponse:
    seen = picked(request)
    if request.POST.get("all") and together.all_from is not None:
        rows = desk_queries.all_of(request.actor, together.all_from)
        seen = {row.pk: row.revision for row in rows}
    else:
        rows = desk_queries.chosen(request.actor, seen)
    if not rows:
        messages.error(request, gettext("请先勾选1至%(most)s件建议") % {"most": desk_queries.TOGETHER_MOST})
        return redirect(together.back)
    if request.POST.get("confirmed") != "yes":
        return _confirm(request, together, rows, seen)
    current = [row for row in rows if row.revision == seen[row.pk]]
    result = together.act(current, actor=request.actor, at=timezone.now())
    return told(request, rows, result, title=gettext(together.done), back=together.back)


def picked(request: Any) -> dict[int, int]:
    """The suggestions ticked, each with the revision that was seen."""
    pairs = (item.partition(".") for item in request.POST.getlist("suggestion")[: desk_queries.TOGETHER_MOST])
    return {
        int(pk): int(revision)
        for pk, _, revision in pairs
        if (pk + revision).isascii() and pk.isdecimal() and revision.isdecimal() and len(pk) < 19 and len(revision) < 10
    }


def _confirm(request: Any, together: Together, rows: list[Any], seen: dict[int, int]) -> HttpResponse:
    context = {
        "title": gettext(together.title) % {"n": len(rows)},
        "effect": gettext(together.effect),
        "verb": gettext(together.verb),
        "act_url": reverse(f"suggestions:{together.name}"),
        "back_url": reverse(together.back),
        "lines": [
            {"key": f"{row.pk}.{seen[row.pk]}", "title": row.title, "number": standing.numbered(row)} for row in rows
        ],
        "rules": _clocks(rows) if together.name == "hand-over-many" else [],
    }
    return render_page(request, "suggestions/together.html", context)


def _clocks(rows: list[Any]) -> list[dict[str, Any]]:
    """By which articles the time of those handed over counts, and of how many each."""
    today = timezone.localdate()
    found: dict[str, dict[str, Any]] = {}
    for row in rows:
        key = f"suggestion.reply.{row.weight}"
        if key not in found:
            rule = standing.rule_behind(key, on=today, overlays=standing.overlays_of(row))
            found[key] = {"rule": rule, "url": addresses.law_url(rule), "count": 0}
        found[key]["count"] += 1
    return [one for one in found.values() if one["rule"] is not None]


def told(request: Any, rows: list[Any], result: HandedOver, *, title: str, back: str) -> HttpResponse:
    """What came of each: how many were done, and why each other was not."""
    by_pk = {row.pk: row for row in rows}
    refused = list(result.refused)
    known = {*result.done, *(pk for pk, _ in refused)}
    refused += [(pk, StaleState("together", "这件建议刚刚有了变化，没有办理")) for pk in by_pk if pk not in known]
    context = {
        "title": title % {"n": len(result.done)},
        "refused": [
            {
                "title": by_pk[pk].title,
                "number": standing.numbered(by_pk[pk]),
                "url": reverse("suggestions:detail", args=[pk]),
                "reason": say(refusal),
            }
            for pk, refusal in refused[:SHOWN]
        ],
        "back_url": reverse(back),
        "list_url": reverse("suggestions:hand-over-list") if back == "suggestions:hand-over" and result.done else "",
    }
    return render_page(request, "suggestions/together_told.html", context)
