"""The list of suggestions."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from renda.foundation.web.page import render_page


@require_safe
def suggestions(request: Any) -> HttpResponse:
    """The suggestions the reader has business with."""
    return render_page(request, "suggestions/list.html", {})
