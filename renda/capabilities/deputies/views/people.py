"""Pages of one person: the detail, adding, putting right, another mandate, the sign-in, a deputy's own page."""

from __future__ import annotations

import json
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, pgettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from renda.capabilities.deputies import flow, queries
from renda.capabilities.deputies.actions import mandates, people, roll, sign_in
from renda.capabilities.deputies.forms import pages
from renda.capabilities.deputies.models import Deputy, Mandate
from renda.capabilities.deputies.terms import ACTS, MandateState
from renda.capabilities.deputies.views.asking import ask, bound
from renda.capabilities.deputies.views.roll import CHIPS, reader
from renda.foundation.accounts.terms import Level, Role
from renda.foundation.policy import grants
from renda.foundation.sealing import personal
from renda.foundation.web import wording
from renda.foundation.web.page import render_page

HISTORY = 50
KEEP = ("deputies.keep_rolls", None)


def person(request: Any, code: str) -> Deputy:
    """A person the reader may look up, or 404."""
    reader(request)
    found: Deputy = get_object_or_404(queries.visible_to(request.actor), code=code)
    return found


def home_of(request: Any, level: str) -> str:
    """Where deputies of higher congresses live whom this office registers: its own place."""
    places = request.actor.places(Role.OFFICE)
    return places[0] if places and level in {Level.NATION, Level.PROVINCE} else ""


def _entries(deputy: Deputy, held: list[Mandate], offices: list[Any]) -> list[dict[str, str]]:
    """The trail as the timeline shows it; acts of other capabilities stay out."""
    found = queries.history(deputy, held, offices)[:HISTORY]
    return [
        {
            "when": wording.moment(entry.at),
            "title": gettext(ACTS[entry.verb]),
            "text": _what(entry.changes),
            "citation": entry.citation,
            "who": entry.actor_name,
        }
        for entry in found
        if entry.verb in ACTS
    ]


def _what(changes: str) -> str:
    values = json.loads(changes)
    if "state" in values:
        labels = dict(MandateState.choices())
        was, now = (gettext(labels[state]) for state in values["state"])
        return gettext("由“%(was)s”变为“%(now)s”") % {"was": was, "now": now}
    names = {
        "name": gettext("姓名"),
        "employer": gettext("工作单位及职务"),
        "phone": gettext("手机号"),
        "gender": gettext("性别"),
    }
    return wording.pause().join(names[field] for field in values if field in names)


def _seats(actor: Any, held: list[Mandate]) -> list[dict[str, Any]]:
    return [
        {
            "mandate": one,
            "chip": CHIPS[one.state],
            "steps": flow.MANDATE_FLOW.steps_from(one.state) if grants.allowed(actor, "deputies.manage", one) else [],
            "may_manage": grants.allowed(actor, "deputies.manage", one) and one.state != MandateState.ENDED,
        }
        for one in held
    ]


@require_GET
def detail(request: Any, code: str) -> HttpResponse:
    """A person with mandates of all levels, offices and history."""
    deputy = person(request, code)
    held, offices = list(queries.mandates_of(deputy)), list(queries.offices_of(deputy))
    seats = _seats(request.actor, held)
    sees_phone = any(grants.allowed(request.actor, "deputies.see_phone", one) for one in held)
    context = {
        "deputy": deputy,
        "seats": seats,
        "offices": [
            {"office": one, "may_manage": grants.allowed(request.actor, "deputies.manage", one)} for one in offices
        ],
        "entries": _entries(deputy, held, offices),
        "phone": personal.reveal(deputy.sealed_phone) if sees_phone else "",
        "has_phone": bool(deputy.phone_digest),
        "may_manage": any(seat["may_manage"] for seat in seats),
    }
    return render_page(request, "deputies/detail.html", context)


@require_GET
def own(request: Any) -> HttpResponse:
    """A deputy's own mandates, offices and particulars."""
    deputy = queries.deputy_of_user(request.actor.user_id)
    if deputy is None or not grants.allowed(request.actor, "deputies.read_own", deputy):
        raise Http404
    held = list(queries.mandates_of(deputy))
    context = {
        "deputy": deputy,
        "seats": [{"mandate": one, "chip": CHIPS[one.state]} for one in held],
        "offices": list(queries.offices_of(deputy)),
        "phone": personal.reveal(deputy.sealed_phone),
    }
    return render_page(request, "deputies/own.html", context)


@require_http_methods(["GET", "POST"])
def add(request: Any, pk: int) -> HttpResponse:
    """Take a person onto the roll of a term."""
    reader(request)
    term = get_object_or_404(queries.terms_visible_to(request.actor), pk=pk)
    home = home_of(request, term.congress.level)
    roll.may_keep(term, home_code=home, actor=request.actor)
    form = pages.AddDeputy(bound(request), term=term)

    def act(data: dict[str, Any]) -> object:
        return people.add_deputy(term, **data, home_code=home, actor=request.actor, at=timezone.now())

    context = {"title": gettext("登记代表"), "lead": pages.term_name(term), "verb": pgettext("button", "登记")}
    return ask(
        request, form, act, context=context, done="已登记代表", back=reverse("deputies:term", args=[pk]), needs=KEEP
    )


@require_http_methods(["GET", "POST"])
def correct(request: Any, code: str) -> HttpResponse:
    """Put right what is known of a person."""
    deputy = person(request, code)
    people.require_some_mandate(deputy, "deputies.manage", request.actor)
    held = list(queries.mandates_of(deputy))
    sees_phone = any(grants.allowed(request.actor, "deputies.see_phone", one) for one in held)
    initial = {name: getattr(deputy, name) for name in ("name", "gender", "employer", "revision")}
    if sees_phone:
        initial["phone"] = personal.reveal(deputy.sealed_phone)
    form = pages.Correct(bound(request), with_phone=sees_phone, initial=initial)

    def act(data: dict[str, Any]) -> object:
        return people.correct(deputy, **data, actor=request.actor, at=timezone.now())

    context = {"title": gettext("更正资料"), "lead": deputy.name, "verb": gettext("保存")}
    return ask(
        request, form, act, context=context, done="已更正", back=reverse("deputies:detail", args=[code]), needs=KEEP
    )


@require_http_methods(["GET", "POST"])
def give(request: Any, code: str) -> HttpResponse:
    """Give a known person a seat of another congress."""
    deputy = person(request, code)
    open_terms = queries.terms_visible_to(request.actor).filter(ended_on__isnull=True)
    form = pages.GiveMandate(bound(request), terms=open_terms.order_by("congress__region_id", "-number"))

    def act(data: dict[str, Any]) -> object:
        home = home_of(request, data["term"].congress.level)
        return mandates.give_mandate(deputy, **data, home_code=home, actor=request.actor, at=timezone.now())

    context = {"title": gettext("登记另一级代表职务"), "lead": deputy.name, "verb": pgettext("button", "登记")}
    return ask(
        request,
        form,
        act,
        context=context,
        done="已登记代表职务",
        back=reverse("deputies:detail", args=[code]),
        needs=KEEP,
    )


@require_POST
def give_sign_in(request: Any, code: str) -> HttpResponse:
    """Give or renew a sign-in and show its password this once."""
    deputy = person(request, code)
    act = sign_in.renew_sign_in if deputy.user_id is not None else sign_in.give_sign_in
    given = act(deputy, actor=request.actor, at=timezone.now())
    back = reverse("deputies:detail", args=[code])
    return render_page(request, "deputies/sign_in.html", {"given": given, "back_url": back})
