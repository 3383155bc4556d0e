"""Owns the small drawings inside a page: sparkline, trend line, rate bar, elapsed track; SVG without styles."""

from collections.abc import Sequence

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from renda.foundation.web import wording

Value = int | None


def _scaled(
    values: Sequence[Value], *, low: int, high: int, width: int, height: int, edge: int, side: int
) -> list[str]:
    """Place values on a canvas; integers only, in tenths of a unit, and unknown ones leave a gap."""
    span, steps = max(high - low, 1), max(len(values) - 1, 1)
    points = []
    for index, value in enumerate(values):
        if value is None:
            points.append("")
            continue
        x = side * 10 + index * (width - 2 * side) * 10 // steps
        y = (height - edge) * 10 - (value - low) * (height - 2 * edge) * 10 // span
        points.append(f"{x // 10}.{x % 10} {y // 10}.{y % 10}")
    return points


def _path(points: list[str]) -> str:
    drawn, pen = [], "M"
    for point in points:
        if point:
            drawn.append(f"{pen}{point}")
            pen = "L"
        else:
            pen = "M"
    return "".join(drawn)


def sparkline(values: Sequence[Value], label: str = "") -> SafeString:
    """Draw a row's history, 96 by 28 pixels, its last point marked."""
    known = [value for value in values if value is not None]
    if not known:
        return SafeString("")
    points = _scaled(values, low=min(known), high=max(known), width=96, height=28, edge=4, side=4)
    last = next(point for point in reversed(points) if point).split()
    heard = label or wording.pause().join("" if value is None else str(value) for value in values)
    return format_html(
        '<svg class="spark" width="96" height="28" viewBox="0 0 96 28" role="img" aria-label="{}"><path d="{}"/>'
        '<circle cx="{}" cy="{}" r="3"/></svg>',
        heard,
        _path(points),
        *last,
    )


def trend(
    values: Sequence[Value],
    labels: Sequence[str],
    *,
    title: str,
    reference: Value = None,
    reference_label: str = "",
) -> SafeString:
    """Draw a line over time that stretches to its column; words keep their size, the first, middle and last stand."""
    known = [value for value in (*values, reference) if value is not None]
    if not known:
        return SafeString("")
    low, high = min(0, *known), max(known)
    points = _scaled(values, low=low, high=high, width=600, height=100, edge=6, side=0)
    last = next((point for point in reversed(points) if point), "")
    line = _scaled([reference], low=low, high=high, width=600, height=100, edge=6, side=0)[0].partition(" ")[2]
    heard = wording.readings(labels, values)
    middle = labels[len(labels) // 2] if len(labels) > 4 else ""
    marks = format_html_join(
        "",
        '<text x="{}" y="130" text-anchor="{}">{}</text>',
        [(x, anchor, word) for x, anchor, word in (("0%", "start", labels[0]), ("50%", "middle", middle)) if word]
        + ([("100%", "end", labels[-1])] if len(labels) > 1 else [])
        if labels
        else [],
    )
    return format_html(
        '<svg class="trend" width="100%" height="136" role="img" aria-label="{}">'
        '<svg y="6" width="100%" height="100" viewBox="0 0 600 100" preserveAspectRatio="none">{}'
        '<path class="trend-base" d="M0 99.5H600"/><path class="trend-line" d="{}"/>{}</svg>{}{}</svg>',
        wording.pair(title, heard),
        format_html('<path class="trend-reference" d="M0 {}H600"/>', line) if line else "",
        _path(points),
        format_html('<path class="trend-dot" d="M{}h.01"/>', last) if last else "",
        format_html('<text x="0" y="{}">{}</text>', _above(line), reference_label) if line and reference_label else "",
        marks,
    )


def _above(line: str) -> int:
    """Where words stand above a line; under it when there is no room."""
    height = int(line.partition(".")[0]) + 6
    return height - 6 if height > 22 else height + 17


def rate_bar(tenths: Value) -> SafeString:
    """Draw a rate (tenths of a percent) as a bar of 80 pixels; the number stands beside it in text."""
    filled = max(0, min(1000, tenths or 0)) * 8
    return format_html(
        '<svg class="rate" width="80" height="6" aria-hidden="true"><rect class="rate-all" width="80" height="6" '
        'rx="3"/><rect class="rate-part" width="{}.{}" height="6" rx="3"/></svg>',
        filled // 100,
        filled % 100 // 10,
    )


def track(kind: str, elapsed: int, label: str) -> SafeString:
    """Draw how much of the time has passed (tenths of a percent) as a thin line with a knob."""
    share = f"{elapsed // 10}.{elapsed % 10}%"
    return format_html(
        '<svg class="track {}" width="100%" height="14" role="img" aria-label="{}"><rect class="track-all" y="5" '
        'width="100%" height="4" rx="2"/><rect class="track-part" y="5" width="{}" height="4" rx="2"/>'
        '<svg x="7" width="100%" height="14" class="track-rail"><circle cx="{}" cy="7" r="6"/></svg></svg>',
        kind,
        label,
        share,
        share,
    )
