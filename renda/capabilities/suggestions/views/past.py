"""Suggestions of earlier years from a file: the template, sending, what it would do, keeping, what came of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from renda.capabilities.suggestions import actions
from renda.capabilities.suggestions.forms import past as forms
from renda.capabilities.suggestions.models import PastUpload
from renda.capabilities.suggestions.queries import past as past_queries
from renda.capabilities.suggestions.rules import past
from renda.capabilities.suggestions.terms import Grade, Outcome, Subject
from renda.capabilities.suggestions.views.issuing import congress_asked
from renda.capabilities.suggestions.views.listing import attached
from renda.foundation.accounts.terms import Role
from renda.foundation.documents import excel
from renda.foundation.errors import NotPermitted, RuleBroken
from renda.foundation.web.page import add_refusal, render_page

SHOWN = 100
WIDTHS = {past.TITLE: 44, past.SITUATION: 30, past.ANALYSIS: 30, past.ADVICE: 30, past.JOINT_ORGANS: 24, past.WHEN: 20}


def _office(request: Any) -> None:
    if not request.actor.places(Role.OFFICE):
        raise NotPermitted("suggestions.import")


def _sent(request: Any, pk: int) -> PastUpload:
    _office(request)
    found: PastUpload = get_object_or_404(past_queries.visible_to(request.actor), pk=pk)
    return found


@require_safe
def template(request: Any) -> HttpResponse:
    """The heads to fill in under, with how each is filled in and one example row, which is not read."""
    _office(request)
    columns = [excel.Column(head, WIDTHS.get(head, 14)) for head in past.HEADS]
    note = gettext(
        "请从示例行下面填写，示例行不会导入，表头不要改动。必填：年份、案号、标题、领衔代表。类别：%(subjects)s。办理结果填A、B、C、D；代表评价填%(grades)s；会办单位用顿号分开；日期写成2022-03-01；不清楚的可以不填。"
    ) % {
        "subjects": "、".join(one.label for one in Subject),
        "grades": "、".join(one.label for one in Grade),
    }
    data = excel.workbook(gettext("往年建议导入模板"), columns, [past.EXAMPLE], note=note)
    return attached(data, "past-suggestions-template.xlsx")


@require_http_methods(["GET", "POST"])
def send(request: Any) -> HttpResponse:
    """Take a file and go to its preview, or say what is wrong with it."""
    congress = congress_asked(request, "suggestions.import")
    form = forms.Upload(request.POST, request.FILES) if request.method == "POST" else forms.Upload()
    if request.method == "POST" and form.is_valid():
        sent, at = form.cleaned_data["file"], timezone.now()
        try:
            read = forms.read(sent, sent.name, this_year=timezone.localdate(at).year)
            kept = actions.upload_past(
                congress, read.rows, read.errors, file_name=sent.name, actor=request.actor, at=at
            )
        except RuleBroken as refusal:
            add_refusal(form, refusal)
        else:
            return redirect("suggestions:past-upload", pk=kept.pk)
    context = {
        "form": form,
        "congress": congress,
        "uploads": past_queries.latest(request.actor, congress.region_id),
    }
    return render_page(request, "suggestions/past_send.html", context, status=422 if form.errors else 200)


@require_safe
def detail(request: Any, pk: int) -> HttpResponse:
    """What a file would do, or what it did."""
    sent = _sent(request, pk)
    good, errors = _judged(sent)
    bad = {error["line"] for error in errors}
    count = sent.kept_count if sent.kept_at else len(good)
    context = {
        "sent": sent,
        "congress": sent.congress,
        "good": [_shown(row) for row in good[:SHOWN]],
        "more": max(0, len(good) - SHOWN),
        "errors": [_told(error) for error in errors[:SHOWN]],
        "more_errors": max(0, len(errors) - SHOWN),
        "figures": [
            {
                "label": gettext("已导入") if sent.kept_at else gettext("可以导入"),
                "value": count,
                "unit": gettext("件"),
            },
            {"label": gettext("有误"), "value": len(bad), "unit": gettext("行")},
        ],
    }
    return render_page(request, "suggestions/past_upload.html", context)


def _judged(sent: PastUpload) -> tuple[list[past.PastRow], list[Mapping[str, Any]]]:
    """The rows that can be taken, and every error by its line; of a file that was kept only the errors."""
    if sent.kept_at is not None:
        return [], sent.errors
    found = actions.look(sent.congress, [past.row_from(kept) for kept in sent.rows])
    errors = [*sent.errors, *(error.as_dict() for error in found.errors)]
    return found.good, sorted(errors, key=lambda error: error["line"])


def _shown(row: past.PastRow) -> dict[str, Any]:
    organs: Iterable[str] = (row.lead_organ, *row.joint_organs)
    return {
        "line": row.line,
        "year": row.year,
        "number": (gettext("闭会第%(n)s号") if row.is_between else gettext("第%(n)s号")) % {"n": row.number},
        "title": row.title,
        "lead": row.lead,
        "organs": "、".join(name for name in organs if name),
        "outcome": Outcome(row.outcome).letter if row.outcome else "",
        "grade": gettext(Grade(row.grade).label) if row.grade else "",
    }


def _told(error: Mapping[str, Any]) -> dict[str, Any]:
    """An error in the reader's language."""
    params = {name: gettext(v) if isinstance(v, str) and v else v for name, v in error["params"].items()}
    said = {part: gettext(error[part]) for part in ("problem", "fix")}
    if params:
        said = {part: text % params for part, text in said.items()}
    return {"line": error["line"], "column": gettext(error["column"]), **said}


@require_POST
def keep(request: Any, pk: int) -> HttpResponse:
    """Take the good rows."""
    sent = _sent(request, pk)
    kept = actions.keep_past(sent, actor=request.actor, at=timezone.now())
    messages.success(request, gettext("已导入%(n)s件，下面是结果") % {"n": kept.kept_count})
    return redirect("suggestions:past-upload", pk=pk)


@require_safe
def errors(request: Any, pk: int) -> HttpResponse:
    """The list of errors as a workbook."""
    sent = _sent(request, pk)
    _, found = _judged(sent)
    columns = [
        excel.Column(gettext("行号"), 8),
        excel.Column(gettext("列"), 16),
        excel.Column(gettext("问题"), 44),
        excel.Column(gettext("怎样改"), 48),
    ]
    lines = [tuple(_told(error).values()) for error in found]
    data = excel.workbook(gettext("导入有误的行"), columns, lines, note=sent.file_name)
    return attached(data, "past-suggestions-errors.xlsx")
