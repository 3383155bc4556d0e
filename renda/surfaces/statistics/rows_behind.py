"""The rows behind the figures that are no matters: visits, duty days, people received, ratings."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext

from renda.capabilities.casework import queries as case_queries
from renda.capabilities.casework.terms import Grade
from renda.capabilities.stations.queries import behind as station_queries
from renda.capabilities.stations.terms import DutyState, VisitManner
from renda.foundation.accounts.actor import Actor
from renda.foundation.indicators import registry as indicators
from renda.foundation.web import wording as web_wording
from renda.surfaces.statistics.merging import Found, Source
from renda.surfaces.statistics.periods import Span

MATTER, TALK = "matter", "talk"
VISITORS, SATISFIED = "visitors", "satisfied_rate"
COUNTED = ("casework.rated_satisfied", "casework.rated_basically", "casework.rated_not")


@dataclass(frozen=True)
class Head:
    """A head beside day and station, and how wide its column is in a sheet."""

    title: str
    width: int = 14
    is_number: bool = False


@dataclass(frozen=True)
class Cell:
    """What stands in a column of a row, a number it goes by, and the page it opens."""

    text: str
    url: str = ""
    note: str = ""
    number: int | None = None


@dataclass(frozen=True)
class Summary:
    """How much a list comes to: rows, people where they are counted, and what of it is kept apart."""

    rows: int
    people: int = 0
    rows_apart: int = 0
    people_apart: int = 0


@dataclass(frozen=True)
class Asked:
    """A figure of a place in its months, asked for by someone; ``kind`` narrows its rows, empty does not."""

    actor: Actor
    figure: str
    code: str
    span: Span
    kind: str = ""

    @property
    def within(self) -> dict[str, date]:
        """The months as a window of days."""
        return {"starts_on": self.span.starts_on, "ends_before": self.span.ends_before}

    @cached_property
    def received(self) -> case_queries.Received:
        """The groups received."""
        return case_queries.received(self.actor, place_code=self.code, **self.within)

    @cached_property
    def rated(self) -> case_queries.Rated:
        """The ratings, of the kind asked for."""
        given = case_queries.rated(self.actor, place_code=self.code, **self.within)
        if not self.kind:
            return given
        return case_queries.Rated(given.seen.filter(grade=self.kind), given.kept_apart.filter(grade=self.kind))


@dataclass(frozen=True)
class Figure:
    """A figure with rows: the heads beside day and station, the rows, their cells, what they come to, their kinds."""

    heads: tuple[Head, ...]
    sources: Callable[[Asked], list[Source]]
    cells: Callable[[Found], list[Cell]]
    summary: Callable[[Asked], Summary]
    kinds: tuple[tuple[str, str], ...] = ()
    kinds_label: str = ""


def _visits(asked: Asked) -> QuerySet[Any]:
    on_duty = asked.figure == "deputies_on_duty"
    found = station_queries.visits_counted(asked.code, **asked.within, on_duty=on_duty)
    return found.filter(manner=asked.kind) if asked.kind else found


def _duty_days(asked: Asked) -> QuerySet[Any]:
    is_held = asked.figure == "duty_held"
    found = station_queries.duty_days_counted(asked.code, **asked.within, is_held=is_held)
    return found.filter(state=asked.kind) if asked.kind else found


def _visit_sources(asked: Asked) -> list[Source]:
    return [Source(_visits(asked), "on", ("station__name", "deputy__name", "manner"))]


def _visit_cells(row: Found) -> list[Cell]:
    _, deputy, manner = row.values
    return [Cell(deputy), Cell(gettext(VisitManner(manner).label))]


def _duty_sources(asked: Asked) -> list[Source]:
    return [Source(_duty_days(asked), "on", ("station__name", "state"))]


def _duty_cells(row: Found) -> list[Cell]:
    return [Cell(gettext(DutyState(row.values[1]).label))]


def _visitor_sources(asked: Asked) -> list[Source]:
    matters, talks = asked.received.matters, asked.received.talks
    return [
        Source(
            matters.none() if asked.kind == TALK else matters,
            "registered_on",
            ("station__name", "people_count", "number", "title"),
        ),
        Source(talks.none() if asked.kind == MATTER else talks, "on", ("station__name", "people_count", "topic")),
    ]


def _visitor_cells(row: Found) -> list[Cell]:
    _, people, *about = row.values
    count = Cell(web_wording.thousands(people), number=people)
    if row.source:
        return [count, Cell(gettext(KINDS_RECEIVED[TALK])), Cell(about[0])]
    number, title = about
    url = reverse("casework:case", args=[row.pk])
    return [count, Cell(gettext(KINDS_RECEIVED[MATTER])), Cell(title, url, number)]


def _people(asked: Asked) -> Summary:
    none = case_queries.Groups()
    matters = none if asked.kind == TALK else case_queries.matters_counted(asked.received)
    talks = none if asked.kind == MATTER else case_queries.talks_counted(asked.received)
    return Summary(
        matters.groups + talks.groups, matters.people + talks.people, matters.groups_apart, matters.people_apart
    )


def _rating_sources(asked: Asked) -> list[Source]:
    fields = ("case__station__name", "case_id", "case__number", "case__title", "grade")
    return [Source(asked.rated.seen, "on", fields)]


def _rating_cells(row: Found) -> list[Cell]:
    _, case_id, number, title, grade = row.values
    return [Cell(title, reverse("casework:case", args=[case_id]), number), Cell(gettext(Grade(grade).label))]


def _ratings(asked: Asked) -> Summary:
    apart = asked.rated.kept_apart.count()
    return Summary(asked.rated.seen.count() + apart, rows_apart=apart)


KINDS_RECEIVED: Mapping[str, str] = {MATTER: "登记事项", TALK: "只接谈未登记"}
_VISITS = Figure(
    (Head("代表"), Head("方式")),
    _visit_sources,
    _visit_cells,
    lambda asked: Summary(_visits(asked).count()),
    tuple(VisitManner.choices()),
    "方式",
)
_DUTY = Figure((Head("状态"),), _duty_sources, _duty_cells, lambda asked: Summary(_duty_days(asked).count()))
FIGURES: Mapping[str, Figure] = {
    "visits": _VISITS,
    "deputies_on_duty": _VISITS,
    "duty_planned": _DUTY,
    "duty_held": _DUTY,
    VISITORS: Figure(
        (Head("人数", 8, is_number=True), Head("类别"), Head("事项或话题", 50)),
        _visitor_sources,
        _visitor_cells,
        _people,
        tuple(KINDS_RECEIVED.items()),
        "类别",
    ),
    SATISFIED: Figure(
        (Head("事项", 50), Head("评价")), _rating_sources, _rating_cells, _ratings, tuple(Grade.choices()), "评价"
    ),
}


def basis(asked: Asked) -> str:
    """What the rate that opened the list divides by what; empty for a figure that is no rate."""
    if asked.figure != SATISFIED:
        return ""
    of = case_queries.measured(asked.code, **asked.within)
    return gettext("群众满意率%(rate)s＝评价满意%(part)s件÷评价%(whole)s件；没有评价的不计") % {
        "rate": web_wording.tenths_percent(indicators.get("casework.satisfied_rate").formula(of)),
        "part": web_wording.thousands(of.get(COUNTED[0], 0)),
        "whole": web_wording.thousands(sum(of.get(measure, 0) for measure in COUNTED)),
    }


def said(asked: Asked, summary: Summary, unit: str) -> str:
    """What the list comes to, in words."""
    numbers = {
        "n": web_wording.thousands(summary.rows),
        "people": web_wording.thousands(summary.people),
        "apart": web_wording.thousands(summary.rows_apart),
        "people_apart": web_wording.thousands(summary.people_apart),
        "unit": gettext(unit),
    }
    if asked.figure == VISITORS:
        if summary.rows_apart:
            return (
                gettext("共%(people)s人次，%(n)s批；其中%(apart)s批%(people_apart)s人次按规定单独保管，不在此列")
                % numbers
            )
        return gettext("共%(people)s人次，%(n)s批") % numbers
    if summary.rows_apart:
        return gettext("共%(n)s件；其中%(apart)s件按规定单独保管，不在此列") % numbers
    if asked.figure == SATISFIED:
        return gettext("共%(n)s件") % numbers
    return gettext("共%(n)s%(unit)s") % numbers
