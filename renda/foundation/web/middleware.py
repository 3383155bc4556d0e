"""What happens around every page: who asks, safe headers, refusals as pages, reads that do not write."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.exceptions import BadRequest
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django_htmx.http import HttpResponseClientRedirect

from renda.foundation.accounts import queries as account_queries
from renda.foundation.accounts.actor import ANYONE
from renda.foundation.errors import Refusal
from renda.foundation.web.page import render_refusal

Handler = Callable[[HttpRequest], HttpResponse]
CSP = (
    "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; object-src 'none'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
READS = ("SELECT", "EXPLAIN", "SAVEPOINT", "RELEASE", "ROLLBACK", "BEGIN", "PRAGMA", "WITH", "SET")

WITHOUT_OWN_PASSWORD = {"accounts:change-password", "accounts:sign-out", "accounts:prefer", "health"}


class WroteWhileReading(RuntimeError):
    """A GET tried to change the database."""


def _live_source(request: HttpRequest) -> str:
    """Where streams may come from when they have a port of their own."""
    if not settings.LIVE.startswith(":"):
        return ""
    host = request.get_host().rsplit(":", 1)[0]
    return f"; connect-src 'self' {request.scheme}://{host}{settings.LIVE}"


def security_headers(get_response: Handler) -> Handler:
    """Content security policy without inline script, no sniffing, no caching of personal pages."""

    def handle(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.headers.setdefault("Content-Security-Policy", CSP + _live_source(request))
        response.headers.setdefault("Permissions-Policy", "camera=(self), microphone=(self), geolocation=(self)")
        response.headers.setdefault("X-Frame-Options", "DENY")
        if not request.path.startswith("/static/"):
            response.headers.setdefault("Cache-Control", "private, no-store")
        return response

    return handle


def who_is_asking(get_response: Handler) -> Handler:
    """Put the actor on the request; a visitor of the public pages is ``ANYONE``."""

    def handle(request: Any) -> HttpResponse:
        user = request.user
        request.actor = account_queries.actor_of(user) if user.is_authenticated else ANYONE
        return get_response(request)

    return handle


def readable_addresses(get_response: Handler) -> Handler:
    """Refuse a path with a NUL in it: no page has one, and PostgreSQL takes none in a text."""

    def handle(request: HttpRequest) -> HttpResponse:
        if "\x00" in request.path_info:
            raise BadRequest("a NUL in the path")
        return get_response(request)

    return handle


def own_password_first(get_response: Handler) -> Handler:
    """Lead whoever still has the password they were handed to the page where they set their own."""

    class Handle:
        def __call__(self, request: HttpRequest) -> HttpResponse:
            return get_response(request)

        def process_view(self, request: Any, _view: object, _args: object, _kwargs: object) -> HttpResponse | None:
            if not request.actor.must_change_password or request.resolver_match.view_name in WITHOUT_OWN_PASSWORD:
                return None
            target = reverse("accounts:change-password")
            return HttpResponseClientRedirect(target) if request.htmx else redirect(target)

    return Handle()


def refusals(get_response: Handler) -> Handler:
    """Let a refusal that no view answered become a page that says why and what to do next."""

    class Handle:
        def __call__(self, request: HttpRequest) -> HttpResponse:
            return get_response(request)

        def process_exception(self, request: HttpRequest, fault: Exception) -> HttpResponse | None:
            return render_refusal(request, fault) if isinstance(fault, Refusal) else None

    return Handle()


def _only_reads(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
    if not sql.lstrip().upper().startswith(READS):
        raise WroteWhileReading(sql[:120])
    return execute(sql, params, many, context)


def reading_does_not_write(get_response: Handler) -> Handler:
    """A GET that would write is a defect and fails; only POST acts."""

    def handle(request: HttpRequest) -> HttpResponse:
        if request.method in {"GET", "HEAD"}:
            with connection.execute_wrapper(_only_reads):
                return get_response(request)
        return get_response(request)

    return handle
