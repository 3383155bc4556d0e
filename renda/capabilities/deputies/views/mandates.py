"""Pages of one mandate: suspended, resumed, ended, placed; offices given and ended."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import localdate
from django.utils.translation import gettext, pgettext
from django.views.decorators.http import require_http_methods

from renda.capabilities.deputies import queries
from renda.capabilities.deputies.actions import mandates, offices
from renda.capabilities.deputies.forms import pages
from renda.capabilities.deputies.models import Mandate
from renda.capabilities.deputies.rules import mandates as mandate_rules
from renda.capabilities.deputies.rules.articles import article
from renda.capabilities.deputies.views.asking import CONFIRM, ask, bound
from renda.capabilities.deputies.views.people import person
from renda.capabilities.deputies.views.roll import reader

KEEPS_POST = ["GET", "POST"]
MANAGE = "deputies.manage"


def _mandate(request: Any, pk: int) -> tuple[Mandate, str]:
    """A mandate the reader may see, and the page of its person; or 404."""
    reader(request)
    rows = queries.mandates_visible_to(request.actor).select_related("deputy__user", "term__congress")
    found: Mandate = get_object_or_404(rows, pk=pk)
    return found, reverse("deputies:detail", args=[found.deputy.code])


def _name(mandate: Mandate) -> str:
    return gettext("%(name)s · %(term)s代表") % {"name": mandate.deputy.name, "term": pages.term_name(mandate.term)}


@require_http_methods(KEEPS_POST)
def suspend(request: Any, pk: int) -> HttpResponse:
    """Suspend a deputy on one of the two grounds of the law."""
    mandate, back = _mandate(request, pk)

    def act(data: dict[str, Any]) -> object:
        return mandates.suspend(mandate, **data, actor=request.actor, at=timezone.now())

    context = {
        "title": gettext("暂停执行代表职务"),
        "object_name": _name(mandate),
        "effect": gettext("暂停期间不能以代表身份履职和登录；情形消失后可以恢复。"),
        "verb": pgettext("button", "暂停执行职务"),
        "citation": article("deputy.suspended", on=localdate()),
        "is_destructive": True,
    }
    form = pages.Suspend(bound(request))
    return ask(
        request, form, act, context=context, done="已登记暂停", back=back, needs=(MANAGE, mandate), template=CONFIRM
    )


@require_http_methods(KEEPS_POST)
def resume(request: Any, pk: int) -> HttpResponse:
    """Let a deputy resume."""
    mandate, back = _mandate(request, pk)

    def act(_data: dict[str, Any]) -> object:
        return mandates.resume(mandate, actor=request.actor, at=timezone.now())

    context = {
        "title": gettext("恢复执行代表职务"),
        "object_name": _name(mandate),
        "effect": gettext("恢复后可以继续履职和登录。"),
        "verb": gettext("恢复执行职务"),
        "citation": article("deputy.suspended", on=localdate()),
    }
    form = forms.Form(bound(request))
    return ask(
        request, form, act, context=context, done="已恢复执行职务", back=back, needs=(MANAGE, mandate), template=CONFIRM
    )


@require_http_methods(KEEPS_POST)
def end(request: Any, pk: int) -> HttpResponse:
    """Register that a mandate ended, after the body competent has announced it."""
    mandate, back = _mandate(request, pk)
    today = localdate()
    accepts, accepts_by = mandate_rules.who_accepts_resignation(mandate.level, on=today)
    announces, announces_by = mandate_rules.who_announces_ending(mandate.level, on=today)

    def act(data: dict[str, Any]) -> object:
        return mandates.end_mandate(mandate, **data, actor=request.actor, at=timezone.now())

    effect = gettext(
        "终止后不能恢复，担任的常委会、主席、副主席职务同时终止。辞职由%(accepts)s接受（%(accepts_by)s）；"
        "资格终止由%(announces)s公告（%(announces_by)s）。请在公告后登记。"
    )
    context = {
        "title": gettext("终止代表资格"),
        "object_name": _name(mandate),
        "effect": effect
        % {
            "accepts": gettext(accepts),
            "accepts_by": accepts_by,
            "announces": gettext(announces),
            "announces_by": announces_by,
        },
        "verb": gettext("终止代表资格"),
        "citation": article("deputy.ended", on=today),
        "is_destructive": True,
    }
    form = pages.End(bound(request))
    return ask(
        request,
        form,
        act,
        context=context,
        done="已登记代表资格终止",
        back=back,
        needs=(MANAGE, mandate),
        template=CONFIRM,
    )


@require_http_methods(KEEPS_POST)
def place(request: Any, pk: int) -> HttpResponse:
    """Put right the delegation and constituency."""
    mandate, back = _mandate(request, pk)
    initial = {
        "delegation": mandate.delegation_id,
        "constituency": mandate.constituency_id,
        "was_delegation": mandate.delegation_id,
        "was_constituency": mandate.constituency_id,
    }
    form = pages.Place(bound(request), term=mandate.term, initial=initial)

    def act(data: dict[str, Any]) -> object:
        was = (data.pop("was_delegation"), data.pop("was_constituency"))
        return mandates.place(mandate, **data, was=was, actor=request.actor, at=timezone.now())

    context = {"title": gettext("更正代表团、选区"), "lead": _name(mandate), "verb": gettext("保存")}
    return ask(request, form, act, context=context, done="已更正", back=back, needs=(MANAGE, mandate))


@require_http_methods(KEEPS_POST)
def appoint(request: Any, pk: int) -> HttpResponse:
    """Register an office of a deputy."""
    mandate, back = _mandate(request, pk)
    form = pages.Appoint(bound(request), mandate=mandate)

    def act(data: dict[str, Any]) -> object:
        return offices.appoint_officer(
            mandate.deputy, term=mandate.term, **data, actor=request.actor, at=timezone.now()
        )

    township = mandate.level == "township"
    rule = (
        gettext("主席、副主席不得担任行政机关职务")
        if township
        else gettext("常委会组成人员不得担任行政、监察、审判、检察机关职务")
    )
    key = "township.chair.no_post" if township else "committee.members.no_office"
    lead = gettext("%(who)s。%(rule)s（%(citation)s）") % {
        "who": _name(mandate),
        "rule": rule,
        "citation": article(key, on=localdate()),
    }
    context = {"title": gettext("登记任职"), "lead": lead, "verb": pgettext("button", "登记")}
    return ask(request, form, act, context=context, done="已登记任职", back=back, needs=(MANAGE, mandate))


@require_http_methods(KEEPS_POST)
def end_office(request: Any, code: str, pk: int) -> HttpResponse:
    """Register that a deputy left an office."""
    deputy = person(request, code)
    office = get_object_or_404(queries.offices_of(deputy), pk=pk)
    form = pages.EndOffice(bound(request))

    def act(data: dict[str, Any]) -> object:
        return offices.end_office(office, **data, actor=request.actor, at=timezone.now())

    context = {
        "title": gettext("登记免去或者辞去职务"),
        "object_name": f"{deputy.name} · {gettext(office.get_title_display())}",
        "effect": gettext("只免去这项职务，代表职务不变。"),
        "verb": gettext("登记免去或者辞去职务"),
        "is_destructive": True,
    }
    back = reverse("deputies:detail", args=[code])
    return ask(
        request, form, act, context=context, done="已登记职务终止", back=back, needs=(MANAGE, office), template=CONFIRM
    )
