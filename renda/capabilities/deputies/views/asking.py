"""The pattern of every page with one act: show the form, take it, do the act, or say why not."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext

from renda.foundation.errors import RuleBroken, StaleState
from renda.foundation.policy import grants
from renda.foundation.web.page import add_refusal, render_page

FORM = "deputies/form.html"
CONFIRM = "web/confirm.html"


def ask(
    request: Any,
    form: Any,
    act: Callable[[dict[str, Any]], object],
    *,
    context: Mapping[str, Any],
    done: str,
    back: str,
    needs: tuple[str, Any],
    template: str = FORM,
) -> HttpResponse:
    """Answer a page whose form stands for one act; ``done`` is said on the page ``back``, a message id.

    Raises:
        NotPermitted: the permission and subject of ``needs`` do not hold; nobody fills in a form in vain.
    """
    grants.require(request.actor, *needs)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                act(form.cleaned_data)
            except (RuleBroken, StaleState) as refusal:
                add_refusal(form, refusal)
                status = refusal.status
            else:
                messages.success(request, gettext(done))
                return redirect(back)
    page = {"form": form, "cancel_url": back, **context}
    return render_page(request, template, page, status=status)


def bound(request: Any) -> Any:
    """The posted strings, or nothing on a first look."""
    return request.POST if request.method == "POST" else None
