"""Key suggestions: those chosen for priority follow-up, how each is supervised, and their list made public."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from renda.capabilities.suggestions import actions
from renda.capabilities.suggestions.queries import priorities as priority_queries
from renda.capabilities.suggestions.rules import clocks
from renda.capabilities.suggestions.terms import Manner, State
from renda.capabilities.suggestions.views import filters, standing
from renda.foundation.accounts import queries as account_queries
from renda.foundation.accounts.terms import Role
from renda.foundation.errors import NotPermitted, RuleBroken
from renda.foundation.policy import grants
from renda.foundation.web.page import render_page, say


def _only_supervisors(request: Any) -> None:
    if not request.actor.places(Role.OFFICE, Role.COMMITTEE, Role.LEADER):
        raise NotPermitted("suggestions.supervise", "这一页给人大机关和负责督办的委员会用")


@require_safe
def priorities(request: Any) -> HttpResponse:
    """A year's key suggestions with the latest of each record, one's own committee's first."""
    _only_supervisors(request)
    actor, today = request.actor, timezone.localdate()
    year = filters.year_of(request.GET.get("year", "")) or today.year
    rows = priority_queries.of_year(actor, year)
    context = {
        "year": year,
        "years": range(today.year, today.year - 8, -1),
        "rows": [_row(request, row) for row in rows],
        "to_announce": sum(row.announced_on is None and not row.suggestion.wishes_secrecy for row in rows),
        "may_announce": bool(actor.places(Role.OFFICE)),
        "citation": clocks.citation("suggestion.priority", on=today),
    }
    return render_page(request, "suggestions/priorities.html", context)


def _row(request: Any, row: Any) -> dict[str, Any]:
    suggestion, actor = row.suggestion, request.actor
    lamp, word = standing.lamp(suggestion, today=timezone.localdate())
    notes = list(row.notes.all())
    may = grants.allowed(actor, "suggestions.supervise", suggestion)
    return {
        "title": suggestion.title,
        "number": standing.numbered(suggestion),
        "url": reverse("suggestions:detail", args=[suggestion.pk]),
        "state": gettext(State(suggestion.state).label),
        "chip": standing.CHIPS.get(State(suggestion.state), ""),
        "lamp": lamp,
        "word": word,
        "leader": row.leader,
        "committee": row.committee.short_name or row.committee.name,
        "is_own": row.committee_id in actor.committee_ids,
        "manner": gettext(Manner(row.manner).label),
        "announced_on": row.announced_on,
        "notes": len(notes),
        "last": notes[0] if notes else None,
        "log_url": f"{reverse('suggestions:supervise', args=[suggestion.pk])}?next=key" if may else "",
    }


@require_http_methods(["GET", "POST"])
def announce(request: Any) -> HttpResponse:
    """Make a year's list public, after saying what will be on it."""
    place = next(iter(request.actor.places(Role.OFFICE)), "")
    congress = account_queries.congress_of(place) if place else None
    grants.require(request.actor, "suggestions.import", congress)
    today = timezone.localdate()
    given = request.POST if request.method == "POST" else request.GET
    year = filters.year_of(given.get("year", "")) or today.year
    refusal = ""
    if request.method == "POST":
        try:
            fresh = actions.announce_priorities(congress, year=year, actor=request.actor, at=timezone.now())
        except RuleBroken as broken:
            refusal = say(broken)
        else:
            messages.success(request, gettext("已公布%(n)s件重点督办建议") % {"n": fresh})
            return redirect(f"{reverse('suggestions:priorities')}?year={year}")
    rows = priority_queries.to_announce(request.actor, year)
    context = {
        "year": year,
        "lines": [
            {"title": row.suggestion.title, "number": standing.numbered(row.suggestion), "leader": row.leader}
            for row in rows
        ],
        "refusal": refusal,
        "act_url": reverse("suggestions:announce"),
        "back_url": f"{reverse('suggestions:priorities')}?year={year}",
    }
    return render_page(request, "suggestions/announce.html", context, status=422 if refusal else 200)
