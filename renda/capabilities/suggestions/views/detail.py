"""The page of one suggestion: where it stands, its text, its organs, its replies, what happened, whose turn it is."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from renda.capabilities.suggestions import queries
from renda.capabilities.suggestions.terms import State
from renda.capabilities.suggestions.views import standing
from renda.foundation.web.page import render_page


@require_safe
def detail(request: Any, pk: int) -> HttpResponse:
    """A suggestion with all that belongs to it."""
    full = queries.in_full(request.actor, pk)
    if full is None:
        raise Http404
    return render_page(request, "suggestions/detail.html", page_of(request, full))


def page_of(request: Any, full: queries.Full) -> dict[str, Any]:
    """Everything the page of a suggestion shows."""
    suggestion, today = full.suggestion, timezone.localdate()
    acts = standing.offers(request.actor, full)
    return {
        "suggestion": suggestion,
        "number": standing.numbered(suggestion),
        "state": gettext(State(suggestion.state).label),
        "chip": standing.CHIPS.get(State(suggestion.state), ""),
        "trail": [
            {"label": gettext("代表建议"), "url": reverse("suggestions:list")},
            {"label": standing.numbered(suggestion) or gettext("草稿"), "url": ""},
        ],
        "today": today,
        "entries": standing.history(full, standing.readable(request.actor, full), today=today),
        "acts": acts,
        "is_turn": any(act.is_primary for act in acts),
        "turn": standing.turn(full),
        "alike": alike(request.actor, suggestion),
    }


def alike(_actor: Any, _suggestion: Any) -> list[dict[str, str]]:
    """Earlier suggestions about the same thing."""
    return []
