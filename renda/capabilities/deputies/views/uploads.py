"""The import: a file is sent, previewed, kept; its errors and one-time passwords are handed out."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import localdate
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from renda.capabilities.deputies import queries
from renda.capabilities.deputies.actions import plan, sign_in
from renda.capabilities.deputies.actions import roll as roll_actions
from renda.capabilities.deputies.forms import pages, table
from renda.capabilities.deputies.models import RollUpload
from renda.capabilities.deputies.rules import roll
from renda.capabilities.deputies.terms import RowEffect, UploadState
from renda.capabilities.deputies.views.asking import bound
from renda.capabilities.deputies.views.people import home_of
from renda.capabilities.deputies.views.roll import reader, sheet
from renda.capabilities.deputies.views.terms import visible_term
from renda.foundation.documents import excel
from renda.foundation.errors import RuleBroken
from renda.foundation.web.page import add_refusal, render_page, say

SHOWN = 100
SIGN_INS_AT_ONCE = 100
EFFECTS = (RowEffect.NEW, RowEffect.MANDATE, RowEffect.CHANGE, RowEffect.SAME)


def _upload(request: Any, pk: int) -> RollUpload:
    reader(request)
    found: RollUpload = get_object_or_404(queries.uploads_visible_to(request.actor), pk=pk)
    return found


def _told(error: roll.RowError) -> dict[str, Any]:
    """An error in the reader's language."""
    params = {name: gettext(v) if isinstance(v, str) and v else v for name, v in error.params.items()}
    problem = gettext(error.problem)
    return {
        "line": error.line,
        "column": gettext(error.column),
        "problem": problem % params if params else problem,
        "fix": gettext(error.fix),
    }


@require_http_methods(["GET", "POST"])
def send(request: Any, pk: int) -> HttpResponse:
    """Take a file and go to its preview, or say what is wrong with it."""
    term = visible_term(request, pk)
    home = home_of(request, term.congress.level)
    roll_actions.may_keep(term, home_code=home, actor=request.actor)
    form = pages.Upload(bound(request), request.FILES if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        sent = form.cleaned_data["file"]
        try:
            read = table.read(sent, sent.name)
            kept = roll_actions.upload(
                term,
                read.rows,
                read.errors,
                file_name=sent.name,
                home_code=home,
                actor=request.actor,
                at=timezone.now(),
            )
        except RuleBroken as refusal:
            add_refusal(form, refusal)
        else:
            return redirect("deputies:upload", pk=kept.pk)
    context = {"form": form, "term": term, "name": pages.term_name(term)}
    return render_page(request, "deputies/send.html", context, status=422 if form.errors else 200)


@require_GET
def detail(request: Any, pk: int) -> HttpResponse:
    """What a file would do, or what it did."""
    sent = _upload(request, pk)
    errors = roll_actions.errors_of(sent)
    context: dict[str, Any] = {"sent": sent, "term": sent.term, "name": pages.term_name(sent.term)}
    if sent.state == UploadState.WAITING:
        try:
            planned = plan.plan(sent.term, roll_actions.rows_of(sent), on=localdate())
        except RuleBroken as refusal:
            planned = []
            context["refused"] = say(refusal)
        errors += [one.error for one in planned if one.error is not None]
        groups = [(effect, [one for one in planned if one.effect == effect]) for effect in EFFECTS]
        context["groups"] = [
            {"label": effect.label, "rows": rows[:SHOWN], "more": max(len(rows) - SHOWN, 0), "effect": effect}
            for effect, rows in groups
            if rows and effect != RowEffect.SAME
        ]
        counts = {effect: len(rows) for effect, rows in groups}
        context["does_something"] = any(counts[effect] for effect in EFFECTS if effect != RowEffect.SAME)
    else:
        counts = {effect: sent.counts.get(effect, 0) for effect in EFFECTS}
    errors.sort(key=lambda error: error.line)
    counts[RowEffect.BAD] = len(errors)
    context["figures"] = [
        {"label": gettext(effect.label), "value": number, "unit": gettext("行")} for effect, number in counts.items()
    ]
    context["errors"] = [_told(error) for error in errors[:SHOWN]]
    context["more_errors"] = max(len(errors) - SHOWN, 0)
    return render_page(request, "deputies/upload.html", context)


@require_POST
def keep(request: Any, pk: int) -> HttpResponse:
    """Do what the preview showed."""
    sent = _upload(request, pk)
    roll_actions.keep(sent, actor=request.actor, at=timezone.now())
    messages.success(request, gettext("已导入，下面是结果"))
    return redirect("deputies:upload", pk=pk)


@require_GET
def errors(request: Any, pk: int) -> HttpResponse:
    """The list of errors as a workbook."""
    sent = _upload(request, pk)
    found = roll_actions.errors_of(sent)
    if sent.state == UploadState.WAITING:
        planned = plan.plan(sent.term, roll_actions.rows_of(sent), on=localdate())
        found = sorted([*found, *(one.error for one in planned if one.error)], key=lambda error: error.line)
    columns = [
        excel.Column(gettext("行号"), 8),
        excel.Column(gettext("列"), 16),
        excel.Column(gettext("问题"), 44),
        excel.Column(gettext("怎样改"), 48),
    ]
    lines = [tuple(_told(error).values()) for error in found]
    title = gettext("导入有误的行")
    return sheet(excel.workbook(title, columns, lines, note=sent.file_name), "import-errors")


@require_POST
def give_sign_ins(request: Any, pk: int) -> HttpResponse:
    """Give sign-ins to the next deputies without one; the answer is the only copy of the passwords."""
    term = visible_term(request, pk)
    waiting = queries.without_sign_in(term, limit=SIGN_INS_AT_ONCE)
    if not waiting:
        raise Http404
    # One act a deputy: hashing is slow on purpose, and nobody else should wait for the whole list.
    given = [sign_in.give_sign_in(deputy, actor=request.actor, at=timezone.now()) for deputy in waiting]
    columns = [
        excel.Column(gettext("代表编号"), 14),
        excel.Column(gettext("姓名"), 14),
        excel.Column(gettext("登录名"), 16),
        excel.Column(gettext("一次性密码"), 20),
    ]
    lines = [(one.code, one.name, one.username, one.password) for one in given]
    note = gettext("只下载这一次，请分别交给本人；首次登录须改密码。网址：%(url)s") % {
        "url": request.build_absolute_uri(reverse("accounts:sign-in"))
    }
    return sheet(excel.workbook(gettext("代表登录名和一次性密码"), columns, lines, note=note), "sign-ins")
