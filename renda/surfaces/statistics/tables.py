"""The table of a place and a span of months: rows directly below it, its own totals, the same months a year before."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from renda.capabilities.casework import queries as case_queries
from renda.capabilities.stations.terms import StationKind
from renda.foundation.errors import RuleBroken
from renda.foundation.facts import queries as fact_queries
from renda.surfaces.statistics import columns, places
from renda.surfaces.statistics.columns import Value
from renda.surfaces.statistics.periods import Span
from renda.surfaces.statistics.places import Place, Surroundings

HISTORY = 12
MATTERS, SETTLED, VISITORS = "casework.matters", "casework.settled", "casework.visitors"
SERIES = (MATTERS, SETTLED, VISITORS)

Measures = Mapping[str, int]
Fingerprint = tuple[tuple[int, int, int], ...]


@dataclass(frozen=True)
class Live:
    """What a table shows beside the cells of its span: years with figures, stations below, matters overdue today."""

    years: tuple[int, ...]
    counts: places.Counts
    overdue: Mapping[str, int]


@dataclass(frozen=True)
class Row:
    """One row: whose it is, its figures by column, those of a year before, and its matters month by month.

    ``is_part`` marks a point under its station, whose figures hold the point's already.
    """

    name: str
    code: str
    span: Span
    figures: Mapping[str, Value]
    before: Mapping[str, Value]
    history: tuple[int, ...] = ()
    is_part: bool = False


@dataclass(frozen=True)
class Table:
    """A table with its totals, and the monthly figures of its place by measure."""

    around: Surroundings
    span: Span
    rows: tuple[Row, ...]
    total: Row
    months: tuple[int, ...] = ()
    series: Mapping[str, tuple[int, ...]] = field(default_factory=dict)

    @property
    def is_by_month(self) -> bool:
        """Whether its rows are the months of one station."""
        return not self.around.place.is_region

    @property
    def has_year_before(self) -> bool:
        """Whether anything was counted in the same months a year before."""
        return any(self.total.before[code] for code in ("visits", "visitors", "matters", "settled"))


def live(code: str, fingerprint: Fingerprint, *, today: date) -> Live:
    """What is beside the cells; two queries. Acts that change it touch the cells, so the fingerprint tells of it."""
    length = max(places.STATION_LENGTH, places.child_length(code))
    overdue = case_queries.overdue_by_prefix(code, length, today=today)
    return Live(tuple(year for year, *_ in fingerprint), places.station_counts(code), overdue)


def build(around: Surroundings, span: Span, known: Live) -> Table:
    """The table of a place; one query, however much lies behind the cells."""
    return _by_place(around, span, known) if around.place.is_region else _by_month(around, span, known)


def _still_open(*parts: Measures) -> int:
    """Registered and neither settled nor referred; merged ones are taken off the registered already."""
    return sum(part.get(MATTERS, 0) - part.get(SETTLED, 0) - part.get("casework.referred", 0) for part in parts)


def _years_before(span: Span, known: Live) -> tuple[int, ...]:
    return tuple(year * 100 for year in known.years if year < span.year)


def _by_place(around: Surroundings, span: Span, known: Live) -> Table:
    codes = [one.code for one in (around.place, *around.below, *around.points)]
    months = months_up_to(span)
    spans = {
        "now": span.periods,
        "then": span.a_year_before.periods,
        "before": _years_before(span, known),
        "until": span.up_to_its_end,
    }
    sums = fact_queries.sums(codes, {**spans, **{str(month): (month,) for month in months}})
    stock = _stock(around, known)

    def monthly(one: Place, measure: str) -> tuple[int, ...]:
        return tuple(sums[str(month)].get(one.code, {}).get(measure, 0) for month in months)

    def row(one: Place, *, is_part: bool = False) -> Row:
        now, then, before, until = (sums[name].get(one.code, {}) for name in spans)
        of: dict[str, Any] = {**now, **stock[one.code], columns.OPEN: _still_open(before, until)}
        return Row(one.name, one.code, span, columns.values(of), columns.values(then), monthly(one, MATTERS), is_part)

    rows: list[Row] = []
    for one in around.below:
        if not one.is_closed or any(sums["now"].get(one.code, {}).values()):
            rows.append(row(one))
            rows.extend(row(point, is_part=True) for point in around.points_of(one) if not point.is_closed)
    return Table(around, span, tuple(rows), row(around.place), months, {m: monthly(around.place, m) for m in SERIES})


def _stock(around: Surroundings, known: Live) -> dict[str, dict[str, int]]:
    """Stations, points and overdue matters of the place and of each row."""
    found: dict[str, dict[str, int]] = {}
    for one in (*around.below, *around.points):
        if one.kind == StationKind.STATION:
            stations, points = int(not one.is_closed), sum(not point.is_closed for point in around.points_of(one))
        elif one.kind == StationKind.POINT:
            stations, points = 0, int(not one.is_closed)
        else:
            stations, points = known.counts.get(one.code, (0, 0))
        found[one.code] = {columns.STATIONS: stations, columns.POINTS: points}
    found[around.place.code] = {
        columns.STATIONS: sum(stations for stations, _ in known.counts.values()),
        columns.POINTS: sum(points for _, points in known.counts.values()),
    }
    for code, counted in found.items():
        counted[columns.OVERDUE] = sum(n for station, n in known.overdue.items() if station.startswith(code))
    return found


def _by_month(around: Surroundings, span: Span, known: Live) -> Table:
    code, year = around.place.code, span.year
    earlier = _years_before(span, known)
    shown = months_up_to(span)
    months = {*Span(year - 1, 1, 12).months, *Span(year, 1, span.last).months, *shown}
    cells = fact_queries.cells([code], [*sorted(months), *earlier])
    by_period: dict[int, dict[str, int]] = {}
    for (_, period, measure), quantity in cells.items():
        by_period.setdefault(period, {})[measure] = quantity

    def row(part: Span, name: str, **stock: int) -> Row:
        now = _added(by_period, part.months)
        until = [by_period.get(period, {}) for period in (*earlier, *Span(year, 1, part.last).months)]
        of: dict[str, Any] = {**now, **stock, columns.OPEN: _still_open(*until)}
        then = _added(by_period, part.a_year_before.months)
        return Row(name, code, part, columns.values(of), columns.values(then))

    rows = tuple(row(span.month(number), str(number)) for number in range(span.first, span.last + 1))
    total = row(span, around.place.name, overdue=sum(known.overdue.values()))
    series = {m: tuple(by_period.get(month, {}).get(m, 0) for month in shown) for m in SERIES}
    return Table(around, span, rows, total, shown, series)


def _added(by_period: Mapping[int, Measures], periods: Iterable[int]) -> dict[str, int]:
    total: dict[str, int] = {}
    for period in periods:
        for measure, quantity in by_period.get(period, {}).items():
            total[measure] = total.get(measure, 0) + quantity
    return total


def months_up_to(span: Span) -> tuple[int, ...]:
    """The months a line is drawn over: those of the span where it is long enough, else the twelve up to its end."""
    if span.last - span.first >= 2:
        return span.months
    ends = span.year * 12 + span.last - 1
    return tuple(n // 12 * 100 + n % 12 + 1 for n in range(ends - HISTORY + 1, ends + 1))


def figures(place: str, year: int, month: int | None = None) -> dict[str, Any]:
    """One row of the tables, whatever place it is of, as the ``renda figures`` command prints it.

    A rate is in tenths of a percent; what cannot be said of the period is null.

    Raises:
        RuleBroken: there is no such place.
    """
    around = places.around(place)
    if around is None:
        raise RuleBroken("no-such-place", "没有编号为%(place)s的地方或联络站", place=place)
    span = Span(year, month or 1, month or 12)
    years = tuple(known for known, *_ in fact_queries.fingerprint(place, year))
    total = build(around, span, Live(years, places.station_counts(place), {})).total
    return {
        "place": place,
        "name": around.place.name,
        "from": span.starts_on.isoformat(),
        "to": span.last_on.isoformat(),
        **{code: value for code, value in total.figures.items() if code != columns.OVERDUE},
        "year_before": {c.code: total.before[c.code] for c in columns.COLUMNS if not c.is_stock},
    }
