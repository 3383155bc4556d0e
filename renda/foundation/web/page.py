"""Answering with a page, with its named part for HTMX, or with a refusal."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext

from renda.foundation.errors import Refusal
from renda.foundation.web import wording


def render_page(
    request: Any,
    template: str,
    context: Mapping[str, Any] | None = None,
    *,
    partial: str = "",
    status: int = 200,
) -> HttpResponse:
    """The whole page, or its named part where HTMX asked for one and did not boost."""
    name = f"{template}#{partial}" if partial and request.htmx and not request.htmx.boosted else template
    response = render(request, name, dict(context or {}), status=status)
    response.headers["Vary"] = "HX-Request, Cookie, Accept-Language"
    return response


def say(refusal: Refusal) -> str:
    """A refusal in the reader's language, with its article where there is one."""
    params = {name: gettext(v) if isinstance(v, str) and v else v for name, v in refusal.params.items()}
    text = gettext(refusal.message) % params if params else gettext(refusal.message)
    return text + wording.in_brackets(wording.citation(refusal.citation)) if refusal.citation else text


def render_refusal(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """The page of a refusal."""
    context = {"status": refusal.status, "code": refusal.code, "reason": say(refusal)}
    return render_page(request, "web/error.html", context, status=refusal.status)


def add_refusal(form: Any, refusal: Refusal) -> None:
    """Put a refusal on top of a form, so that nothing typed is lost."""
    form.add_error(None, say(refusal))
