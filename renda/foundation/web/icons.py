"""Owns the line icons: reads each Tabler outline once and keeps its strokes in memory."""

import re
from functools import cache
from pathlib import Path

from django.conf import settings
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

NAME = re.compile(r"[a-z0-9-]+")
STROKES = re.compile(r"<svg[^>]*>(.*?)</svg>", re.DOTALL)


@cache
def strokes(name: str) -> SafeString:
    """Return what stands inside the <svg> of an icon; raise LookupError for an unknown name."""
    if not NAME.fullmatch(name):
        message = f"Not an icon name: {name!r}"
        raise LookupError(message)
    path = Path(settings.NODE_MODULES) / "@tabler/icons/icons/outline" / f"{name}.svg"
    if not path.is_file():
        message = f"No Tabler outline icon called {name!r} in {path.parent}"
        raise LookupError(message)
    found = STROKES.search(path.read_text(encoding="utf-8"))
    if found is None:
        message = f"{path} holds no <svg>"
        raise LookupError(message)
    # The text comes from the installed icon package, never from a person.
    return mark_safe(" ".join(found[1].split()))  # noqa: S308


@cache
def svg(name: str, size: str = "") -> SafeString:
    """Return one inline icon, hidden from screen readers because a word always stands beside it."""
    return format_html(
        '<svg class="ic{}" width="20" height="20" viewBox="0 0 24 24" fill="none" stroke="currentColor" '
        'stroke-width="1.75" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true">{}</svg>',
        f" ic-{size}" if size else "",
        strokes(name),
    )
