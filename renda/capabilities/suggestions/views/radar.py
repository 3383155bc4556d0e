"""The repeat radar on screen: a panel while writing and examining, and the earlier replies side by side."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from renda.capabilities.suggestions import queries
from renda.capabilities.suggestions.queries import radar
from renda.capabilities.suggestions.terms import RADAR_KIND, radar_text
from renda.capabilities.suggestions.views import standing
from renda.foundation.accounts import queries as account_queries
from renda.foundation.policy import grants
from renda.foundation.web import wording
from renda.foundation.web.page import render_page

PLACE_LENGTH = 9
WRITTEN_MOST = 6000


@require_safe
def panel(request: Any, pk: int) -> HttpResponse:
    """The part of a suggestion's page that says whether it was raised before."""
    suggestion = _visible(request, pk)
    found = radar.repeats_of(request.actor, suggestion)
    return render(request, "suggestions/radar_panel.html", _context(found, request) | {"suggestion": suggestion})


@require_safe
def repeats(request: Any, pk: int) -> HttpResponse:
    """A suggestion beside what was raised before it, each with what was replied."""
    suggestion = _visible(request, pk)
    found = radar.repeats_of(request.actor, suggestion)
    context = _context(found, request) | {
        "suggestion": suggestion,
        "number": standing.numbered(suggestion),
        "trail": [
            {"label": gettext("代表建议"), "url": reverse("suggestions:list")},
            {"label": suggestion.title, "url": reverse("suggestions:detail", args=[pk])},
            {"label": gettext("以前提过的"), "url": ""},
        ],
        "may_choose": found.is_often
        and not suggestion.is_priority
        and grants.allowed(request.actor, "suggestions.prioritise", suggestion),
    }
    return render_page(request, "suggestions/repeats.html", context)


@require_POST
def drafting(request: Any) -> HttpResponse:
    """The same while a deputy still writes; nothing is kept. It is a POST so that no address holds the draft."""
    if not request.actor.roles:
        raise Http404
    written = {name: request.POST.get(name, "")[:WRITTEN_MOST] for name in ("title", "situation", "advice")}
    place_code = request.POST.get("place", "")
    known = place_code if place_code.isascii() and place_code.isdecimal() and len(place_code) <= PLACE_LENGTH else ""
    found = radar.repeats(request.actor, radar_text(**written), place_code=known)
    return render(request, "suggestions/radar_panel.html", _context(found, request) | {"is_drafting": True})


def _visible(request: Any, pk: int) -> Any:
    found = queries.visible_to(request.actor).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def _context(found: radar.Radar, _request: Any) -> dict[str, Any]:
    places = account_queries.place_names({one.place_code for one in found.found}) if found.found else {}
    today = timezone.localdate()
    rows = [
        {
            "is_suggestion": one.kind == RADAR_KIND,
            "title": one.shown.title,
            "on": wording.day(one.on, today=today),
            "year": one.on.year,
            "place": places.get(one.place_code, ""),
            "state": gettext(one.shown.state) if one.shown.state else "",
            "outcome": gettext(one.shown.outcome) if one.shown.outcome else "",
            "grade": gettext(one.shown.grade) if one.shown.grade else "",
            "organs": one.shown.organs,
            "replies": one.shown.replies,
            "url": one.shown.url,
        }
        for one in found.found
    ]
    return {"radar": found, "rows": rows, "times": found.times, "since": found.since}
