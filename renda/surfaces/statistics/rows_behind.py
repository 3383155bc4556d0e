"""The visits and duty days behind the figures of stations; as many rows as the figure says."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from renda.capabilities.stations.models import DutyDay, Visit
from renda.capabilities.stations.terms import DutyState, VisitManner
from renda.foundation.accounts import places
from renda.surfaces.statistics.periods import Span

PAGE = 50
MOST_DIGITS = 18
FIGURES = ("visits", "deputies_on_duty", "duty_planned", "duty_held")


def behind(figure: str, code: str, span: Span) -> QuerySet[Any]:
    """The rows of a figure at a place, in its months."""
    within = places.under(code, "station__code") & Q(on__gte=span.starts_on, on__lt=span.ends_before)
    visits = Visit.objects.filter(within, is_withdrawn=False).select_related("station", "deputy")
    days = DutyDay.objects.filter(within).select_related("station")
    chosen: dict[str, QuerySet[Any]] = {
        "visits": visits,
        "deputies_on_duty": visits.filter(duty_day__isnull=False),
        "duty_planned": days.exclude(state=DutyState.CANCELLED),
        "duty_held": days.filter(state=DutyState.HELD),
    }
    return chosen[figure].order_by("-on", "-pk")


def counted(figure: str, code: str, span: Span) -> int:
    """How many rows, counted no further than 1001."""
    return behind(figure, code, span).order_by()[:1001].count()


def page_of(figure: str, code: str, span: Span, *, after: str = "") -> tuple[list[dict[str, Any]], str]:
    """One page, newest first, and the mark of the next; ``after`` is the mark (``day.id``) of a row."""
    found = behind(figure, code, span)
    if after:
        found = found.filter(_older(after))
    page = list(found[: PAGE + 1])
    last = page[PAGE - 1] if len(page) > PAGE else None
    return [_line(one) for one in page[:PAGE]], f"{last.on.isoformat()}.{last.pk}" if last else ""


def _older(mark: str) -> Q:
    day, _, pk = mark.partition(".")
    if not (pk.isascii() and pk.isdigit() and len(pk) <= MOST_DIGITS):
        return Q(pk__in=[])
    try:
        on = date.fromisoformat(day)
    except ValueError:
        return Q(pk__in=[])
    return Q(on__lt=on) | Q(on=on, pk__lt=int(pk))


def _line(one: Any) -> dict[str, Any]:
    if isinstance(one, Visit):
        return {"on": one.on, "station": one.station, "who": one.deputy.name, "word": VisitManner(one.manner).label}
    return {"on": one.on, "station": one.station, "who": "", "word": DutyState(one.state).label}
