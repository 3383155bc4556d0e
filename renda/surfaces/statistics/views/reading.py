"""What an address of these pages asks for: months and a place that its reader may read."""

from __future__ import annotations

from typing import Any

from django.http import Http404
from django.utils import timezone

from renda.foundation.policy import grants
from renda.surfaces.statistics import periods, places
from renda.surfaces.statistics.periods import Span
from renda.surfaces.statistics.places import Surroundings


def span(request: Any, code: str) -> Span:
    """The months asked for.

    Raises:
        Http404: the reader may not read the place.
        RuleBroken: there are no such months.
    """
    is_code = code.isascii() and code.isdigit() and len(code) <= places.LONGEST_CODE
    if not (is_code and grants.allowed(request.actor, "statistics.read", code)):
        raise Http404
    return periods.asked(request.GET, today=timezone.localdate())


def around(code: str) -> Surroundings:
    """The place with its surroundings.

    Raises:
        Http404: there is no such place.
    """
    found = places.around(code)
    if found is None:
        raise Http404
    return found
