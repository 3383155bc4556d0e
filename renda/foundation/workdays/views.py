"""The working calendar of a year, and the office's changes to it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from renda.foundation.errors import RuleBroken
from renda.foundation.policy import grants
from renda.foundation.web.page import add_refusal, render_page
from renda.foundation.web.wording import day as said_day
from renda.foundation.workdays import actions, forms, queries


@require_safe
def index(request: Any) -> HttpResponse:
    """The year's working days and rests, this year unless another is named."""
    return _page(request, _year(request.GET.get("year")), forms.SetDay(initial={"day": request.GET.get("day", "")}))


@require_POST
def set_day(request: Any) -> HttpResponse:
    """Say that a day is worked or free."""
    grants.require(request.actor, "workdays.change")
    form = forms.SetDay(request.POST)
    if form.is_valid():
        try:
            row = actions.set_day(**form.cleaned_data, actor=request.actor, at=timezone.now())
        except RuleBroken as refusal:
            add_refusal(form, refusal)
        else:
            word = gettext("上班") if row.is_working else gettext("放假")
            messages.success(
                request, gettext("%(day)s已记为%(word)s") % {"day": said_day(row.day, with_year=True), "word": word}
            )
            return redirect(f"{reverse('workdays:calendar')}?year={row.day.year}")
    day = form.cleaned_data.get("day")
    return _page(request, _year(str(day.year) if day else None), form, status=422)


@require_http_methods(["GET", "POST"])
def forget_day(request: Any, pk: int) -> HttpResponse:
    """Go by the published calendar again, once confirmed."""
    grants.require(request.actor, "workdays.change")
    row = queries.office_day(pk)
    if row is None:
        raise Http404
    back = f"{reverse('workdays:calendar')}?year={row.day.year}"
    if request.method == "POST":
        actions.forget_day(row, actor=request.actor, at=timezone.now())
        messages.success(request, gettext("%(day)s已恢复为公布的安排") % {"day": said_day(row.day, with_year=True)})
        return redirect(back)
    context = {
        "kind": gettext("工作日历"),
        "title": gettext("删去本机关的这项安排"),
        "object_name": f"{said_day(row.day, with_year=True)} {row.note}",
        "effect": gettext("这一天恢复为国家公布的安排。已经起算的期限不变，新起算的期限按公布的安排计算。"),
        "verb": gettext("删去"),
        "cancel_url": back,
    }
    return render_page(request, "web/confirm.html", context)


def _year(text: str | None) -> int:
    this = timezone.localdate().year
    year = int(text) if text and text.isascii() and text.isdecimal() and len(text) == len("2026") else this
    return min(max(year, actions.FIRST_YEAR), actions.LAST_YEAR)


def _page(request: Any, year: int, form: forms.SetDay, status: int = 200) -> HttpResponse:
    found = queries.year_of(year)
    context = {
        "found": found,
        "form": form,
        "today": timezone.localdate(),
        "weekdays": [gettext(word) for word in ("一", "二", "三", "四", "五", "六", "日")],
        "previous": year - 1 if year > actions.FIRST_YEAR else None,
        "next": year + 1 if year < actions.LAST_YEAR else None,
        "may_change": grants.allowed(request.actor, "workdays.change"),
    }
    return render_page(request, "workdays/calendar.html", context, status=status)
