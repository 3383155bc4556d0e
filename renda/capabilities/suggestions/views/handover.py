"""The hand-over: what is planned by organ, the days there were, the list on paper and in Excel, a day corrected."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from renda.capabilities.suggestions import actions
from renda.capabilities.suggestions.forms import office as forms
from renda.capabilities.suggestions.queries import desk as desk_queries
from renda.capabilities.suggestions.queries.organ import read_day
from renda.capabilities.suggestions.terms import GONE, Part, Subject
from renda.capabilities.suggestions.views import standing, together
from renda.capabilities.suggestions.views.desk import only_office
from renda.capabilities.suggestions.views.listing import attached
from renda.foundation.documents import excel
from renda.foundation.errors import RuleBroken
from renda.foundation.web import wording
from renda.foundation.web.page import add_refusal, render_page


def _day(text: str) -> date | None:
    return read_day(text.replace("-", ""))


@require_safe
def hand_over(request: Any) -> HttpResponse:
    """What is planned, counted by organ, and the latest days of hand-over."""
    only_office(request, "suggestions.assign")
    actor = request.actor
    planned = desk_queries.handed_over(actor, None)
    days = desk_queries.days_of_hand_over(actor)
    context = {
        "organs": [
            {
                "name": one.organ,
                "lead": sum(line.part == Part.LEAD for line in one.lines),
                "joint": sum(line.part == Part.JOINT for line in one.lines),
            }
            for one in planned
        ],
        "count": len({line.suggestion_id for one in planned for line in one.lines}),
        "days": [{"day": day, "count": n, "query": f"on={day.isoformat()}"} for day, n in days],
    }
    return render_page(request, "suggestions/handover.html", context)


def _lists(request: Any) -> tuple[date | None, list[desk_queries.OrganList]]:
    """The list asked for: of a day, or what is planned; without a word of it, of the latest day there is."""
    day = _day(request.GET.get("on", ""))
    if day is None and request.GET.get("planned") != "1":
        days = desk_queries.days_of_hand_over(request.actor, most=1)
        day = days[0][0] if days else None
    return day, desk_queries.handed_over(request.actor, day)


@require_safe
def paper(request: Any) -> HttpResponse:
    """The list of a hand-over on paper, a sheet for each organ."""
    only_office(request, "suggestions.assign")
    day, found = _lists(request)
    context = {
        "day": day,
        "organs": [{"name": one.organ, "lines": [_line(line) for line in one.lines]} for one in found],
        "count": len({line.suggestion_id for one in found for line in one.lines}),
        "printed_by": request.actor.name,
        "printed_at": timezone.now(),
        "without_htmx": True,
    }
    return render_page(request, "suggestions/handover_list.html", context)


def _line(part: Any) -> dict[str, Any]:
    suggestion = part.suggestion
    others = [one for one in suggestion.assignments.all() if one.pk != part.pk and one.state not in GONE]
    return {
        "number": standing.numbered(suggestion),
        "title": suggestion.title,
        "lead": suggestion.lead_name,
        "signers": suggestion.signer_count,
        "subject": gettext(Subject(suggestion.subject).label),
        "part": gettext(Part(part.part).label),
        "others": wording.pause().join(
            f"{one.organ.short_name or one.organ.name}{wording.in_brackets(gettext(Part(one.part).label))}"
            for one in others
        ),
        "due_on": part.due_on,
        "sign_due_on": part.sign_due_on,
    }


@require_safe
def export(request: Any) -> HttpResponse:
    """The list of a hand-over as an Excel table, organ after organ."""
    only_office(request, "suggestions.assign")
    day, found = _lists(request)
    said = (
        *(("承办单位", 24), ("分工", 8), ("编号", 12), ("标题", 44), ("领衔代表", 12), ("联名人数", 8)),
        *(("类别", 12), ("其他单位", 30), ("签收期限", 12), ("答复期限", 12)),
    )
    rows = (
        (
            *(one.organ, line["part"], line["number"], line["title"], line["lead"], line["signers"]),
            *(line["subject"], line["others"], line["sign_due_on"] or "", line["due_on"] or ""),
        )
        for one in found
        for line in map(_line, one.lines)
    )
    title = gettext("代表建议交办清单")
    when = gettext("交办日期：%(day)s") % {"day": day.isoformat()} if day else gettext("拟交办")
    data = excel.workbook(title, [excel.Column(gettext(name), width) for name, width in said], rows, note=when)
    return attached(data, f"hand-over-{day.isoformat() if day else 'planned'}.xlsx")


@require_http_methods(["GET", "POST"])
def move(request: Any) -> HttpResponse:
    """Correct the day of a whole hand-over meeting."""
    only_office(request, "suggestions.assign")
    was = _day((request.POST if request.method == "POST" else request.GET).get("on", ""))
    rows = desk_queries.of_day(request.actor, was) if was else []
    form = forms.MoveDay(request.POST) if request.method == "POST" else forms.MoveDay(initial={"on": was})
    if request.method == "POST" and form.is_valid():
        if rows:
            result = actions.move_hand_over_many(
                rows,
                assigned_on=form.cleaned_data["assigned_on"],
                reason=form.cleaned_data["reason"],
                actor=request.actor,
                at=timezone.now(),
            )
            if result.done or not result.refused:
                title = gettext("已调整%(n)s件的交办日期")
                return together.told(request, rows, result, title=title, back="suggestions:hand-over")
            add_refusal(form, result.refused[0][1])
        else:
            add_refusal(form, RuleBroken("nothing-on-day", "这一天没有可以调整的建议"))
    context = {
        "form": form,
        "was": was,
        "count": len(rows),
        "act_url": reverse("suggestions:move-day"),
        "back_url": reverse("suggestions:hand-over"),
    }
    return render_page(request, "suggestions/move_day.html", context, status=422 if form.errors else 200)
