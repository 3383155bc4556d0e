"""A user's messages: the list, opening one, and having read them all."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe

from renda.foundation.notices import actions, queries
from renda.foundation.web.page import render_page

PAGE = 30
MOST_DIGITS = 18


@require_safe
def index(request: Any) -> HttpResponse:
    """Messages, newest first; with ``?unread=1`` only those not read."""
    unread_only = request.GET.get("unread") == "1"
    rows, has_more = queries.page_of(
        request.actor.user_id, before=_number(request.GET.get("before")), unread_only=unread_only, size=PAGE
    )
    kept = {"unread": "1"} if unread_only else {}
    pager = {
        "summary": "",
        "previous_url": f"?{urlencode(kept)}" if request.GET.get("before") else "",
        "next_url": f"?{urlencode({**kept, 'before': rows[-1].pk})}" if has_more else "",
    }
    context = {"rows": rows, "pager": pager if has_more or pager["previous_url"] else None, "unread_only": unread_only}
    return render_page(request, "notices/list.html", context)


@require_POST
def open_notice(request: Any, pk: int) -> HttpResponse:
    """Mark a message as read and go where it leads."""
    notice = queries.one(request.actor.user_id, pk)
    if notice is None:
        raise Http404
    actions.read(notice, actor=request.actor, at=timezone.now())
    is_ours = url_has_allowed_host_and_scheme(notice.link, allowed_hosts=None)
    return redirect(notice.link if notice.link and is_ours else reverse("notices:list"))


@require_POST
def read_all(request: Any) -> HttpResponse:
    """Mark everything the page showed as read."""
    up_to = _number(request.POST.get("up_to"))
    if up_to is not None:
        actions.read_all(up_to=up_to, actor=request.actor, at=timezone.now())
    return redirect("notices:list")


def _number(text: str | None) -> int | None:
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) <= MOST_DIGITS else None
