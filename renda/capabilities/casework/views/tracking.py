"""The citizen's way back: a receipt opens the progress of one matter, its answer and its rating."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from renda.capabilities.casework import actions, queries, rules
from renda.capabilities.casework.actions.register import receipt_digest
from renda.capabilities.casework.forms import public as forms
from renda.capabilities.casework.terms import Grade
from renda.capabilities.casework.views import progress
from renda.foundation.accounts import throttle
from renda.foundation.accounts.actor import Actor
from renda.foundation.errors import Refusal, RuleBroken
from renda.foundation.web.page import add_refusal, render_page, say

WRONG_PER_ADDRESS = 10
TRACKED = "casework-tracked"
GUESS = "casework.receipt"


def tracked_case(request: Any) -> int | None:
    """The number of the matter whose receipt was shown in this session."""
    found = request.session.get(TRACKED)
    return found if isinstance(found, int) else None


@login_not_required
@require_http_methods(["GET", "POST"])
def track(request: Any) -> HttpResponse:
    """Ask for the receipt; unknown and malformed ones read the same, and guessing is slowed down."""
    form = forms.Receipt(request.POST if request.method == "POST" else None)
    status = 200
    if request.method == "POST":
        status = 422
        at, address = timezone.now(), request.META.get("REMOTE_ADDR", "")
        try:
            throttle.check(GUESS, address, limit=WRONG_PER_ADDRESS, at=at)
        except RuleBroken as refusal:
            form.is_valid()
            form.add_error("receipt", say(refusal))
            status = refusal.status
        else:
            plain = form.plain(request.POST.get("receipt", ""))
            case = queries.by_receipt(receipt_digest(plain)) if plain else None
            if case is not None:
                # The visitor gets a session of a new name, so that nobody could have prepared it for them.
                request.session.cycle_key()
                request.session[TRACKED] = case.pk
                return redirect("reporting:progress")
            throttle.count(GUESS, address, at=at)
            form.is_valid()
            form.errors.pop("receipt", None)
            form.add_error("receipt", gettext("没有查到。请对照回执再输一遍，也可以打联络站电话问"))
    return render_page(request, "casework/track.html", {"form": form, "without_htmx": True}, status=status)


@login_not_required
@require_safe
def show(request: Any) -> HttpResponse:
    """Where the matter stands, whose turn it is, by when, and what came of it."""
    case = _case(request)
    return redirect("reporting:track") if case is None else _page(request, case, forms.Rating())


@login_not_required
@require_POST
def rate(request: Any) -> HttpResponse:
    """Rate the result: first what it means, then for good."""
    case = _case(request)
    if case is None:
        return redirect("reporting:track")
    form = forms.Rating(request.POST)
    if form.is_valid() and request.POST.get("confirmed") == "yes":
        try:
            actions.rate(case, **form.cleaned_data, actor=_bearer(case.pk), at=timezone.now())
        except Refusal as refusal:
            add_refusal(form, refusal)
            return _page(request, case, form, status=refusal.status)
        return redirect("reporting:progress")
    if form.is_valid() and request.POST.get("confirmed") != "no":
        return _confirmation(request, case, form)
    return _page(request, case, form, status=422 if form.errors else 200)


@login_not_required
@require_POST
def leave(request: Any) -> HttpResponse:
    """End looking, on a shared telephone."""
    request.session.pop(TRACKED, None)
    return redirect("reporting:track")


def _bearer(pk: int) -> Actor:
    return Actor(None, "反映人", bearer_of=pk)


def _case(request: Any) -> Any | None:
    pk = tracked_case(request)
    return queries.one(_bearer(pk), pk) if pk is not None else None


def _page(request: Any, case: Any, form: forms.Rating, *, status: int = 200) -> HttpResponse:
    context = progress.of(case, today=timezone.localdate()) | {"form": form, "without_htmx": True}
    return render_page(request, "casework/progress.html", context, status=status)


def _confirmation(request: Any, case: Any, form: forms.Rating) -> HttpResponse:
    grade = Grade(form.cleaned_data["grade"])
    context = {
        "case": case,
        "form": form,
        "grade": grade.label,
        "is_reopened": grade == Grade.NOT and rules.may_reopen_itself(case.redo_count),
        "is_for_the_office": grade == Grade.NOT and not rules.may_reopen_itself(case.redo_count),
        "without_htmx": True,
    }
    return render_page(request, "casework/progress_rate.html", context)
