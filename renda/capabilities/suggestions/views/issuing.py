"""Papers of the office: drafted from what is there, changed on the page, handed out as Word."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from renda.capabilities.deputies import queries as deputy_queries
from renda.capabilities.suggestions.documents import forms as papers
from renda.capabilities.suggestions.forms import issuing as forms
from renda.capabilities.suggestions.queries import issuing
from renda.capabilities.suggestions.queries.figures import Scope
from renda.capabilities.suggestions.queries.listing import key_id
from renda.capabilities.suggestions.views import filters
from renda.foundation.accounts.models import Congress
from renda.foundation.accounts.terms import Role
from renda.foundation.documents import rendering
from renda.foundation.documents.word.layout import wording as paper_wording
from renda.foundation.errors import NotPermitted, RuleBroken
from renda.foundation.policy import grants
from renda.foundation.web import wording
from renda.foundation.web.page import add_refusal, render_page

PICKED_MOST = 500


def congress_asked(request: Any, permission: str) -> Congress:
    """The congress whose papers are asked for, by its place; without one, that of the reader's first post.

    Raises:
        NotPermitted: the reader works in no congress's office.
        Http404: not in that one's.
    """
    own = request.actor.places(Role.OFFICE)
    if not own:
        raise NotPermitted(permission)
    code = request.GET.get("place", "") or own[0]
    found = Congress.objects.filter(region_id=code).select_related("region").first() if code in own else None
    if found is None or not grants.allowed(request.actor, permission, found):
        raise Http404
    return found


@require_http_methods(["GET", "POST"])
def hand_over(request: Any) -> HttpResponse:
    """The notice of a hand-over with its list: of a day, of an organ's, of those picked, or of what is planned."""
    congress, today = congress_asked(request, "suggestions.issue"), timezone.localdate()
    asked = request.GET
    wanted = issuing.Wanted(
        on=issuing.day_of(asked.get("on", "")),
        organ_id=key_id(asked.get("organ", "")),
        picked=[pk for one in asked.getlist("pick")[:PICKED_MOST] if (pk := key_id(one)) is not None],
    )
    rows = issuing.handed_over(congress, wanted)
    form = _form(request, forms.HandOver, issuing.hand_over_draft(congress, rows, today=today))
    if request.method == "POST" and form.is_valid():
        if rows:
            filled = issuing.hand_over(rows, form.cleaned_data, today=today)
            return _word(form, papers.HAND_OVER, filled, congress)
        add_refusal(form, RuleBroken("nothing-listed", "没有可以列入清单的建议，请换一个交办日期"))
    context = {
        "title": gettext("起草交办通知"),
        "lead": gettext("%(place)s，清单共%(n)s件。改好后出具Word文件，系统不保存这里的改动。")
        % {"place": congress.region.name, "n": len(rows)},
        "form": form,
        "rows": rows[:20],
        "more": max(0, len(rows) - 20),
        "days": [] if wanted.picked else [(day.isoformat(), day) for day in issuing.days_of(congress)],
        "day": wanted.on,
        "cancel_url": reverse("suggestions:hand-over"),
    }
    return render_page(request, "suggestions/issue.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def report(request: Any) -> HttpResponse:
    """The report on a year or on a session: figures as they are, words drafted from them and changed by the office."""
    congress, today = congress_asked(request, "suggestions.issue"), timezone.localdate()
    scope, year, said, period = _scope(request, congress, today=today)
    found = issuing.figures_of(scope, today=today)
    draft = issuing.report_draft(congress, found, said=said, period=period, today=today)
    form = _form(request, forms.Report, draft)
    if request.method == "POST" and form.is_valid():
        filled = issuing.report(found, form.cleaned_data, year=year)
        return _word(form, papers.REPORT, filled, congress)
    counted = gettext("共收到%(n)s件，已答复%(replied)s件，代表已评价%(rated)s件") % {
        name: wording.thousands(found.now[key])
        for name, key in (("n", "raised"), ("replied", "replied"), ("rated", "rated"))
    }
    context = {
        "title": gettext("起草年度报告"),
        "lead": gettext("%(place)s，%(counted)s。件数和表格出具时按数据填写，文字请核对修改；系统不保存这里的改动。")
        % {"place": congress.region.name, "counted": counted},
        "form": form,
        "cancel_url": f"{reverse('suggestions:list')}?place={congress.region_id}&year={year}",
    }
    return render_page(request, "suggestions/issue.html", context, status=422 if form.errors else 200)


def _scope(request: Any, congress: Congress, *, today: date) -> tuple[Scope, int, str, str]:
    """What a report is of: the suggestions, their year, its name, and from when to when."""
    code = congress.region_id
    asked = key_id(request.GET.get("session", ""))
    if asked is not None:
        sessions = list(deputy_queries.sessions_of(code))
        session = next((one for one in sessions if one.pk == asked), None)
        if session is None:
            raise Http404
        later = min((one.opens_on for one in sessions if one.opens_on > session.opens_on), default=today)
        number = paper_wording.chinese_number
        said = f"{number(session.term.number)}届人大{number(session.number)}次会议"  # not a message
        return Scope(code, session_id=session.pk), session.opens_on.year, said, _days(session.opens_on, later)
    year = filters.year_of(request.GET.get("year", "")) or today.year
    if year > today.year:
        raise Http404
    last = today if year == today.year else date(year, 12, 31)
    return Scope(code, year=year), year, f"{year}年", _days(date(year, 1, 1), last)  # not a message


def _days(first: date, last: date) -> str:
    return f"{paper_wording.long_date(first)}至{paper_wording.long_date(last)}"  # not a message


def _form(request: Any, kind: Any, draft: dict[str, str]) -> Any:
    return kind(request.POST) if request.method == "POST" else kind(initial=draft)


def _word(form: Any, paper: Any, filled: Any, congress: Congress) -> HttpResponse:
    data = rendering.render(paper.name, filled, congress=congress)
    response = HttpResponse(data, content_type=rendering.CONTENT_TYPE)
    name = f"{form.cleaned_data['title']}.docx"
    response.headers["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    return response
