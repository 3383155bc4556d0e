"""Each role's first page."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from renda.foundation.web import navigation


@login_not_required
@require_safe
def home(request: Any) -> HttpResponse:
    """Send each to where their work begins."""
    if not request.actor.is_signed_in:
        return redirect("accounts:sign-in")
    if request.actor.must_change_password:
        return redirect("accounts:change-password")
    entries = navigation.entries_for(request.actor)
    return redirect(entries[0].url if entries else "accounts:change-password")
