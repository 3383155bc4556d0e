"""Outlines of a city's counties, from public map data to small paths on a canvas; borders stay shared when simplified."""

from __future__ import annotations

import functools
import json
import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

Point = tuple[float, float]
Ring = list[Point]

WIDTH = 400
EDGE = 3
TOLERANCE = 1.1
GRID = 18
# A label is wider than it is high.
LABEL_SHAPE = 1.4
# The coordinates of the map library are whole parts of a degree.
PARTS = 1024


@dataclass(frozen=True)
class Outline:
    """One county: its path, where its label stands, and how much room the label has around it."""

    name: str
    path: str
    x: int
    y: int
    room: int


@dataclass(frozen=True)
class Outlines:
    """Every county of a city on one canvas."""

    width: int
    height: int
    counties: tuple[Outline, ...]


@functools.lru_cache(maxsize=8)
def of_city(name: str, library: Path) -> Outlines | None:
    """The outlines of a city's counties, or None where the map library or the city is missing."""
    try:
        (found,) = (path for path in library.glob("src/*/*.js") if path.stem == name)
        text = found.read_text(encoding="utf-8")
        # A call of a chart library with the map as plain JSON in it. Later editions of the package hold the same
        # maps as bare numbers, too, and weigh twelve times as much.
        raw, _ = json.JSONDecoder().raw_decode(text, text.index('{"type"'))
        shapes = {f["properties"]["name"]: _rings(f["geometry"]) for f in raw["features"]}
    except (OSError, KeyError, ValueError):
        return None
    return drawn(shapes) if shapes else None


def _rings(geometry: dict[str, Any]) -> list[Ring]:
    parts, starts = geometry["coordinates"], geometry["encodeOffsets"]
    if geometry["type"] == "Polygon":
        parts, starts = [parts], [starts]
    return [
        _decoded(ring, *start)[:-1]
        for polygon, offsets in zip(parts, starts, strict=True)
        for ring, start in zip(polygon, offsets, strict=True)
    ]


def _decoded(ring: str, east: int, north: int) -> Ring:
    """Degrees from steps of 1/1024 of one, each a letter: 64 is no step, even ones lead up, odd ones down."""
    points = []
    for dx, dy in zip(ring[::2], ring[1::2], strict=True):
        east, north = east + _step(dx), north + _step(dy)
        points.append((east / PARTS, north / PARTS))
    return points


def _step(letter: str) -> int:
    code = ord(letter) - 64
    return (code >> 1) ^ -(code & 1)


def drawn(shapes: dict[str, list[Ring]]) -> Outlines:
    """Shapes in degrees on a canvas of fixed width, each with the place of its label."""
    points = [point for rings in shapes.values() for ring in rings for point in ring]
    west, east = min(p[0] for p in points), max(p[0] for p in points)
    south, north = min(p[1] for p in points), max(p[1] for p in points)
    squeeze = math.cos(math.radians((south + north) / 2))
    scale = (WIDTH - 2 * EDGE) / ((east - west) * squeeze)

    def placed(point: Point) -> Point:
        return EDGE + (point[0] - west) * squeeze * scale, EDGE + (north - point[1]) * scale

    on_canvas = {name: [[placed(p) for p in ring] for ring in rings] for name, rings in shapes.items()}
    knots = _knots(ring for rings in on_canvas.values() for ring in rings)
    counties = []
    for name, rings in on_canvas.items():
        simple = [_simplified(ring, knots) for ring in rings]
        x, y, room = _label(max(simple, key=_area))
        counties.append(Outline(name, "".join(_path(ring) for ring in simple), round(x), round(y), round(room)))
    return Outlines(WIDTH, math.ceil((north - south) * scale) + 2 * EDGE, tuple(counties))


def _knots(rings: Iterable[Ring]) -> set[Point]:
    """Points where borders part: they stay, so that neighbours keep the same line between them."""
    neighbours: dict[Point, set[Point]] = {}
    shared: Counter[Point] = Counter()
    for ring in rings:
        for index, point in enumerate(ring):
            neighbours.setdefault(point, set()).update({ring[index - 1], ring[(index + 1) % len(ring)]})
            shared[point] += 1
    return {point for point, around in neighbours.items() if len(around) > 2 or shared[point] > 2}


def _simplified(ring: Ring, knots: set[Point]) -> Ring:
    stops = [index for index, point in enumerate(ring) if point in knots]
    if len(stops) < 2:
        stops = [0, len(ring) // 2]
    kept: Ring = []
    for start, end in zip(stops, [*stops[1:], stops[0] + len(ring)], strict=True):
        line = [ring[index % len(ring)] for index in range(start, end + 1)]
        # The same way round for both neighbours, so that both keep the same points.
        kept += _thinned(line)[:-1] if line[0] <= line[-1] else _thinned(line[::-1])[::-1][:-1]
    return kept


def _thinned(line: Sequence[Point]) -> list[Point]:
    """Douglas and Peucker: drop what lies closer to the chord than the tolerance."""
    keep = {0, len(line) - 1}
    spans = [(0, len(line) - 1)]
    while spans:
        start, end = spans.pop()
        far, farthest = 0.0, 0
        for index in range(start + 1, end):
            distance = _distance(line[index], line[start], line[end])
            if distance > far:
                far, farthest = distance, index
        if far > TOLERANCE:
            keep.add(farthest)
            spans += [(start, farthest), (farthest, end)]
    return [line[index] for index in sorted(keep)]


def _distance(p: Point, a: Point, b: Point) -> float:
    dx, dy = b[0] - a[0], b[1] - a[1]
    length = dx * dx + dy * dy
    along = 0.0 if length == 0 else max(0.0, min(1.0, ((p[0] - a[0]) * dx + (p[1] - a[1]) * dy) / length))
    return math.hypot(p[0] - a[0] - along * dx, p[1] - a[1] - along * dy)


def _area(ring: Ring) -> float:
    return abs(sum(ring[i - 1][0] * p[1] - p[0] * ring[i - 1][1] for i, p in enumerate(ring))) / 2


def _label(ring: Ring) -> tuple[float, float, float]:
    """The point inside with the most room for a label around it."""
    flat = [(x / LABEL_SHAPE, y) for x, y in ring]
    west, east = min(p[0] for p in flat), max(p[0] for p in flat)
    north, south = min(p[1] for p in flat), max(p[1] for p in flat)
    best = (west, north, 0.0)
    for column in range(1, GRID):
        for line in range(1, GRID):
            point = (west + (east - west) * column / GRID, north + (south - north) * line / GRID)
            if _inside(point, flat):
                room = min(_distance(point, flat[i - 1], p) for i, p in enumerate(flat))
                if room > best[2]:
                    best = (*point, room)
    return best[0] * LABEL_SHAPE, best[1], best[2]


def _inside(point: Point, ring: Ring) -> bool:
    x, y = point
    within = False
    for index, (bx, by) in enumerate(ring):
        ax, ay = ring[index - 1]
        if (ay > y) != (by > y) and x < (bx - ax) * (y - ay) / (by - ay) + ax:
            within = not within
    return within


def _path(ring: Ring) -> str:
    words = [f"{'M' if i == 0 else 'L'}{x:.1f} {y:.1f}" for i, (x, y) in enumerate(ring)]
    return "".join(words) + "Z"
