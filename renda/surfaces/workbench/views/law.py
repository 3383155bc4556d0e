"""The law calculator as a page, and the page of one rule that citations lead to."""

from __future__ import annotations

import re
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from renda.foundation.accounts import queries as account_queries
from renda.foundation.web.page import render_page
from renda.foundation.web.wording import day as said_day
from renda.foundation.workdays import queries as workday_queries
from renda.law import calculator as law
from renda.law import provisions, wording
from renda.law.calculator import Answer
from renda.law.errors import LawError
from renda.law.provisions import Provision
from renda.surfaces.workbench.law_forms import QUESTIONS, Search, in_english, said

ISO_DAY = re.compile(r"\b(\d{4})-(\d{2})-(\d{2})\b")
ROWS_SHOWN = 60
KEYS = "keys"


@login_not_required
@require_safe
def calculator(request: Any) -> HttpResponse:
    """One question at a time, its form and its answer; or the rules themselves, by words."""
    ask = request.GET.get("ask", "")
    ask = ask if ask in QUESTIONS or ask == KEYS else "due"
    overlays = _overlays(request)
    context: dict[str, Any] = {
        "ask": ask,
        "shell": "web/page.html" if request.actor.is_signed_in else "web/public.html",
        "asks": [
            {"code": code, "label": gettext(label), "url": _address(code, overlays)}
            for code, (label, _) in QUESTIONS.items()
        ],
        "search_link": _address(KEYS, overlays),
        "without_htmx": True,
    }
    status = _found(request, overlays, context) if ask == KEYS else _answered(request, ask, overlays, context)
    return render_page(request, "workbench/law.html", context, status=status)


@login_not_required
@require_safe
def rule(request: Any, key: str) -> HttpResponse:
    """One rule: its text, article, version and time, other versions, and the local rules that change it."""
    versions = [*provisions.national().versions(key)]
    local = [row for name in provisions.overlay_names() for row in provisions.overlay(name).versions(key)]
    if not versions and not local:
        raise Http404
    today = _day(request.GET.get("on")) or timezone.localdate()
    all_rows = [*versions, *local]
    chosen = request.GET.get("overlay", "")
    mine = [row for row in local if row.overlay == chosen] or versions or local
    shown = next((row for row in mine if row.binds_on(today)), mine[0])
    context = {
        "shell": "web/page.html" if request.actor.is_signed_in else "web/public.html",
        "row": shown,
        "title": shown.english if in_english() else shown.summary,
        "content": _content(shown),
        "is_in_force": shown.binds_on(today),
        "on": today,
        "lines": _lines(law.source_lines(shown)),
        "others": [_line_of(row) for row in all_rows if row is not shown and row.overlay == shown.overlay],
        "local": [_line_of(row) for row in all_rows if row.overlay != shown.overlay],
        "ask_url": _ask_url(shown),
        "without_htmx": True,
    }
    return render_page(request, "workbench/law_key.html", context)


def _answered(request: Any, ask: str, overlays: tuple[str, ...], context: dict[str, Any]) -> int:
    asked = set(request.GET) - {"ask", "overlay", "on", "key", "act", "kind"}
    label, question = QUESTIONS[ask]
    initial = {name: request.GET[name] for name in ("key", "act", "kind", "on") if name in request.GET}
    form = question(request.GET if asked else None, overlays=overlays, initial={**initial, "overlay": list(overlays)})
    context |= {"form": form, "label": gettext(label)}
    if not asked:
        return 200
    if form.is_valid():
        try:
            answer = form.answer(today=timezone.localdate(), calendar=workday_queries.calendar())
        except LawError as refusal:
            form.add_error(None, wording.refusal(refusal, lang="en" if in_english() else "zh"))
        else:
            context |= _shown(answer)
            return 200
    return 422


def _found(request: Any, overlays: tuple[str, ...], context: dict[str, Any]) -> int:
    form = Search(request.GET)
    asked = form.cleaned_data if form.is_valid() else {}
    rows = law.search(asked.get("q", ""), kind=asked.get("kind", ""), overlays=overlays) if form.is_valid() else ()
    context |= {
        "form": form,
        "label": gettext("查条文"),
        "rows": [_line_of(row) for row in rows[:ROWS_SHOWN]],
        "count": len(rows),
        "shown": min(len(rows), ROWS_SHOWN),
    }
    return 200 if form.is_valid() else 422


def _overlays(request: Any) -> tuple[str, ...]:
    """The local rules that were chosen; those of the reader's own congress where nothing was."""
    known = provisions.overlay_names()
    if "overlay" in request.GET or "asked" in request.GET:
        return tuple(name for name in request.GET.getlist("overlay") if name in known)
    places = [post.place_code for post in request.actor.posts]
    congress = account_queries.congress_of(places[0][:9]) if places else None
    return tuple(name for name in congress.overlays if name in known) if congress else ()


def _address(ask: str, overlays: tuple[str, ...]) -> str:
    return "?" + urlencode([("ask", ask), *(("overlay", name) for name in overlays)])


def _shown(answer: Answer) -> dict[str, Any]:
    """An answer for the page: the value large, then each line, days written as people write them."""
    value = str(answer.value)
    is_day = ISO_DAY.fullmatch(value) is not None
    rolled = answer.details.get("is_rolled")
    notice = ""
    if rolled:
        notice = gettext("原定%(target)s，因不是工作日而顺延或提前") % {"target": _days(str(answer.details["target"]))}
    return {
        "answer": answer,
        "value": _days(value) if is_day else value,
        "weekday_of": date.fromisoformat(value) if is_day else None,
        "notice": notice,
        "is_assumed": answer.details.get("is_calendar_published") is False,
        "lines": _lines(answer.all_lines()),
        "row": answer.provision,
    }


def _lines(lines: tuple[law.Line, ...]) -> list[tuple[str, str]]:
    lang = "en" if in_english() else "zh"
    return [(label, _days(value)) for label, value in (line.text(lang=lang) for line in lines)]


def _days(text: str) -> str:
    """A text with its days written out; unreadable ones stay."""

    def one(match: re.Match[str]) -> str:
        try:
            return said_day(date(*map(int, match.groups())), with_year=True)
        except ValueError:
            return match[0]

    return ISO_DAY.sub(one, text)


def _line_of(row: Provision) -> dict[str, Any]:
    source = provisions.overlay(row.overlay).title if row.overlay else ""
    return {
        "row": row,
        "said": said(row),
        "content": _content(row),
        "source": row.overlay.capitalize() if row.overlay and in_english() else source,
        "kind": wording.english(provisions.KINDS[row.kind]) if in_english() else provisions.KINDS[row.kind],
    }


def _content(row: Provision) -> str:
    return wording.content(row, lang="en" if in_english() else "zh")


def _ask_url(row: Provision) -> str:
    """The form that computes with this rule, where there is one."""
    if row.kind == "deadline":
        ask = "before" if row.fields.get("direction") == "backward" else "due"
        pairs = [("ask", ask), ("key", row.key)]
    elif row.kind == "signatures":
        pairs = [("ask", "signatures"), ("act", row.key)]
    elif row.kind == "gap":
        pairs = [("ask", "gap"), ("kind", row.key)]
    else:
        return ""
    return "?" + urlencode(pairs + ([("overlay", row.overlay)] if row.overlay else []))


def _day(text: str | None) -> date | None:
    try:
        return law.possible(date.fromisoformat(text)) if text else None
    except (ValueError, LawError):
        return None
