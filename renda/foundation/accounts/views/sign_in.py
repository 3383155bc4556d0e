"""Sign-in, sign-out, password and the reader's preferences."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.auth import login, logout
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from renda.foundation.accounts import actions, forms, throttle
from renda.foundation.accounts.models import User
from renda.foundation.errors import RuleBroken
from renda.foundation.web.page import add_refusal, render_page, say

YEAR = 365 * 24 * 3600
TRIES_PER_ADDRESS = 30
# The field that a refusal of a new password stands beside.
BESIDE = {"wrong-password": "old", "same-password": "new"}
PREFERENCES = {"view": {"elder", ""}, "theme": {"light", "dark", ""}}


def _back(request: Any, fallback: str = "/") -> str:
    target = request.POST.get("next") or request.GET.get("next") or ""
    safe = url_has_allowed_host_and_scheme(target, allowed_hosts={request.get_host()}, require_https=False)
    # Anything else than a path would be looked up as the name of a view.
    return target if safe and target.startswith("/") else fallback


@login_not_required
@require_http_methods(["GET", "POST"])
def sign_in(request: Any) -> HttpResponse:
    """Sign in; the session gets a new key, and a first sign-in leads to the password page."""
    if request.method == "GET" and request.actor.is_signed_in:
        return redirect(_back(request))
    form = forms.SignIn(request.POST if request.method == "POST" else None)
    status = 422
    if request.method == "POST" and form.is_valid():
        at, address = timezone.now(), request.META.get("REMOTE_ADDR", "")
        try:
            throttle.check("sign-in", address, limit=TRIES_PER_ADDRESS, at=at)
            user = actions.check_sign_in(**form.cleaned_data, at=at)
        except RuleBroken as refusal:
            add_refusal(form, refusal)
            status = refusal.status
        else:
            if user is not None:
                login(request, user)
                return redirect("accounts:change-password" if user.must_change_password else _back(request))
            throttle.count("sign-in", address, at=at)
            form.add_error(None, gettext("登录名或密码不对"))
    context = {"form": form, "next": _back(request, "")}
    return render_page(request, "web/sign_in.html", context, status=status if form.errors else 200)


@login_not_required
@require_POST
def sign_out(request: Any) -> HttpResponse:
    """End the session."""
    logout(request)
    return redirect("accounts:sign-in")


@require_http_methods(["GET", "POST"])
def change_password(request: Any) -> HttpResponse:
    """Set one's own password; other sessions of this user end with it."""
    form = forms.ChangePassword(request.POST if request.method == "POST" else None)
    status = 422
    if request.method == "POST" and form.is_valid():
        user = User.objects.get(pk=request.actor.user_id)
        data = form.cleaned_data
        try:
            actions.change_password(user, old=data["old"], new=data["new"], actor=request.actor, at=timezone.now())
        except RuleBroken as refusal:
            form.add_error(BESIDE.get(refusal.code), say(refusal))
            status = refusal.status
        else:
            login(request, user)
            return redirect(settings.LOGIN_REDIRECT_URL)
    context = {
        "form": form,
        "cancel_url": "" if request.actor.must_change_password else reverse(settings.LOGIN_REDIRECT_URL),
    }
    return render_page(request, "web/change_password.html", context, status=status if form.errors else 200)


@login_not_required
@require_POST
def prefer(request: Any) -> HttpResponse:
    """Keep how the reader wants to see pages (elder view, theme, language) in a cookie and go back."""
    response = redirect(_back(request))
    for name, choices in PREFERENCES.items():
        value = request.POST.get(name)
        if value is not None and value in choices:
            response.set_cookie(name, value, max_age=YEAR, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE)
    language = request.POST.get("language")
    if language in dict(settings.LANGUAGES):
        response.set_cookie(settings.LANGUAGE_COOKIE_NAME, language, max_age=YEAR, samesite="Lax")
    return response
