"""Pages of terms: the list, one term with its sessions, delegations and officers, and their acts."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import localdate
from django.utils.translation import gettext, pgettext
from django.views.decorators.http import require_GET, require_http_methods

from renda.capabilities.deputies import queries
from renda.capabilities.deputies.actions import terms
from renda.capabilities.deputies.forms import pages
from renda.capabilities.deputies.models import CongressTerm
from renda.capabilities.deputies.rules.articles import article
from renda.capabilities.deputies.views.asking import CONFIRM, ask, bound
from renda.capabilities.deputies.views.people import home_of
from renda.capabilities.deputies.views.roll import reader
from renda.foundation.accounts import queries as account_queries
from renda.foundation.policy import grants
from renda.foundation.web.page import render_page

PAGE = 50
KEEPS_POST = ["GET", "POST"]
MANAGE = "deputies.manage"


def visible_term(request: Any, pk: int) -> CongressTerm:
    """A term the reader may see, or 404."""
    reader(request)
    found: CongressTerm = get_object_or_404(queries.terms_visible_to(request.actor), pk=pk)
    return found


def _page(term: CongressTerm) -> str:
    return reverse("deputies:term", args=[term.pk])


@require_GET
def term_list(request: Any) -> HttpResponse:
    """Terms of the reader's congresses; ended ones on request."""
    reader(request)
    rows = queries.terms_visible_to(request.actor)
    shows_ended = request.GET.get("ended") == "1"
    if not shows_ended:
        rows = rows.filter(ended_on__isnull=True)
    after, before = request.GET.get("after", ""), request.GET.get("before", "")
    found, has_before, has_after = queries.page_of(rows, "congress__region_id", after=after, before=before, size=PAGE)
    keep = "ended=1&" if shows_ended else ""
    pager = {"summary": ""}
    if found and has_before:
        pager["previous_url"] = f"?{keep}before={queries.key_of(found[0].congress.region_id, found[0].pk)}"
    if found and has_after:
        pager["next_url"] = f"?{keep}after={queries.key_of(found[-1].congress.region_id, found[-1].pk)}"
    context = {"terms": found, "shows_ended": shows_ended, "pager": pager}
    return render_page(request, "deputies/terms.html", context)


@require_GET
def detail(request: Any, pk: int) -> HttpResponse:
    """One term: seats, sessions, delegations, constituencies, officers, and what can be done."""
    term = visible_term(request, pk)
    sessions = list(queries.sessions(term))
    actor = request.actor
    may_manage = grants.allowed(actor, "deputies.manage", term)
    # Deputies of the nation and the province are registered where they live.
    home = home_of(request, term.congress.level)
    context = {
        "term": term,
        "name": pages.term_name(term),
        "sessions": sessions,
        "open_session": next((one for one in sessions if one.closes_on is None), None),
        "delegations": queries.delegations_with_counts(term),
        "constituencies": queries.constituencies_with_counts(term),
        "officers": list(queries.officers(term)),
        "may_manage": may_manage,
        "may_register": (may_manage or bool(home)) and term.ended_on is None,
        "may_set_up": grants.allowed(actor, "deputies.set_up", term),
        "waiting": queries.count_without_sign_in(term) if may_manage and term.is_sitting else 0,
        "term_rule": article("term.deputies", on=localdate()),
    }
    return render_page(request, "deputies/term.html", context)


@require_http_methods(KEEPS_POST)
def register(request: Any) -> HttpResponse:
    """Register a term of a congress."""
    reader(request)
    form = pages.RegisterTerm(bound(request), congresses=queries.congresses_visible_to(request.actor))

    def act(data: dict[str, Any]) -> object:
        return terms.register_term(**data, actor=request.actor, at=timezone.now())

    context = {"title": gettext("登记届次"), "verb": pgettext("button", "登记"), "lead": ""}
    return ask(
        request,
        form,
        act,
        context=context,
        done="已登记届次",
        back=reverse("deputies:terms"),
        needs=("deputies.keep_rolls", None),
    )


@require_http_methods(KEEPS_POST)
def correct_seats(request: Any, pk: int) -> HttpResponse:
    """Put right the approved number of deputies."""
    term = visible_term(request, pk)
    form = pages.Seats(bound(request), initial={"seats": term.seats})

    def act(data: dict[str, Any]) -> object:
        return terms.correct_seats(term, **data, actor=request.actor, at=timezone.now())

    lead = gettext("%(term)s。名额确定后不再变动，只在行政区划变动或者人口有较大变化时重新确定（%(citation)s）") % {
        "term": pages.term_name(term),
        "citation": article("seats.deputies.fixed", on=localdate()),
    }
    context = {"title": gettext("更正代表名额"), "verb": gettext("保存"), "lead": lead}
    return ask(request, form, act, context=context, done="已更正", back=_page(term), needs=("deputies.set_up", term))


@require_http_methods(KEEPS_POST)
def start(request: Any, pk: int) -> HttpResponse:
    """Open the first session: this term begins, the one before ends with its mandates."""
    term = visible_term(request, pk)
    form = pages.Start(bound(request))

    def act(data: dict[str, Any]) -> object:
        return terms.start_next_term(term, **data, actor=request.actor, at=timezone.now())

    context = {
        "title": gettext("第一次会议开幕，新一届开始"),
        "object_name": pages.term_name(term),
        "effect": gettext(
            "本届代表从这一天起任职；上一届随之届满，上一届代表职务终止。上一届常委会履职到新一届常委会选出为止。"
        ),
        "verb": gettext("新一届开始"),
        "citation": article("term.deputies", on=localdate()),
        "is_destructive": True,
    }
    return ask(
        request,
        form,
        act,
        context=context,
        done="新一届已经开始",
        back=_page(term),
        needs=(MANAGE, term),
        template=CONFIRM,
    )


@require_http_methods(KEEPS_POST)
def open_session(request: Any, pk: int) -> HttpResponse:
    """Open the next session of the term in office."""
    term = visible_term(request, pk)
    last = queries.sessions(term).first()
    form = pages.OpenSession(bound(request), initial={"number": last.number + 1 if last else 2})

    def act(data: dict[str, Any]) -> object:
        return terms.open_session(term, **data, actor=request.actor, at=timezone.now())

    context = {"title": gettext("登记会议"), "verb": pgettext("button", "登记"), "lead": pages.term_name(term)}
    return ask(request, form, act, context=context, done="已登记会议", back=_page(term), needs=(MANAGE, term))


@require_http_methods(KEEPS_POST)
def close_session(request: Any, pk: int, session_pk: int) -> HttpResponse:
    """Close a session."""
    term = visible_term(request, pk)
    session = get_object_or_404(queries.sessions(term), pk=session_pk)
    form = pages.CloseSession(bound(request), initial={"closes_on": session.opens_on})

    def act(data: dict[str, Any]) -> object:
        return terms.close_session(session, **data, actor=request.actor, at=timezone.now())

    context = {"title": gettext("登记闭幕"), "verb": pgettext("button", "登记"), "lead": pages.term_name(term)}
    return ask(request, form, act, context=context, done="已登记闭幕", back=_page(term), needs=(MANAGE, term))


@require_http_methods(KEEPS_POST)
def add_delegation(request: Any, pk: int) -> HttpResponse:
    """Add a delegation."""
    term = visible_term(request, pk)
    form = pages.AddDelegation(bound(request))

    def act(data: dict[str, Any]) -> object:
        return terms.add_delegation(term, **data, actor=request.actor, at=timezone.now())

    context = {"title": gettext("登记代表团"), "verb": pgettext("button", "登记"), "lead": pages.term_name(term)}
    return ask(request, form, act, context=context, done="已登记代表团", back=_page(term), needs=(MANAGE, term))


@require_http_methods(KEEPS_POST)
def add_constituency(request: Any, pk: int) -> HttpResponse:
    """Add a constituency or electing unit."""
    term = visible_term(request, pk)
    under = account_queries.regions_under(term.congress.region_id)
    form = pages.AddConstituency(bound(request), regions=[(one.code, one.name) for one in under])

    def act(data: dict[str, Any]) -> object:
        code = data.pop("region") or None
        return terms.add_constituency(term, **data, region_code=code, actor=request.actor, at=timezone.now())

    context = {
        "title": gettext("登记选区或者选举单位"),
        "verb": pgettext("button", "登记"),
        "lead": pages.term_name(term),
    }
    return ask(request, form, act, context=context, done="已登记选区", back=_page(term), needs=(MANAGE, term))
