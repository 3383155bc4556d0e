"""The sheet of a matter on paper: what it is, who handles it by when, what happened, and room to sign."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from renda.capabilities.casework import queries, rules
from renda.capabilities.casework.models import Case
from renda.capabilities.casework.terms import Category, Grade, Happening, Refusal, Route, State, Told, Way
from renda.capabilities.casework.views import standing
from renda.foundation.policy import grants
from renda.foundation.sealing import personal
from renda.foundation.web import wording
from renda.foundation.web.page import render_page

SIGNED_BY = ("分办人", "承办单位经办人", "承办单位负责人", "联络站负责人")


@require_safe
def sheet(request: Any, pk: int) -> HttpResponse:
    """Print a matter with its way and signature lines; who came is masked even for those who may look it up."""
    found = queries.in_full(request.actor, pk)
    if found is None:
        raise Http404
    lines = queries.timeline(found)[::-1]
    context = {
        "case": found,
        "rows": [(gettext(label), said) for label, said in _facts(request.actor, found, lines) if said],
        "entries": [
            {
                "when": wording.moment(line.at),
                "title": gettext(Happening(line.verb).label) if line.verb in Happening.values() else line.verb,
                "who": standing.author(line.who),
                "text": "" if line.verb == Happening.REGISTER else line.text,
            }
            for line in lines
        ],
        "signatures": [gettext(one) for one in SIGNED_BY],
        "printed_by": request.actor.name,
        "printed_at": timezone.now(),
        "without_htmx": True,
    }
    return render_page(request, "casework/sheet.html", context)


def _facts(actor: Any, case: Any, lines: list[Any]) -> list[tuple[str, Any]]:
    """The lines of the head of the sheet; what there is nothing to say of is left out."""
    return [
        ("联络站", case.station.name),
        ("登记日期", wording.day(case.registered_on, with_year=True)),
        ("来的方式", gettext(Way(case.way).label)),
        ("类别", gettext(Category(case.category).label)),
        ("地点", case.location),
        ("人数", str(case.people_count + queries.joined_people(case, lines))),
        *_visitor(actor, case),
        ("接待代表", wording.pause().join(person.name for person in queries.receivers(case))),
        ("状态", gettext(State(case.state).label)),
        ("办理途径", gettext(Route(case.route).label) if case.route else ""),
        ("承办单位", case.organ.name if case.organ else ""),
        ("交办日期", wording.day(case.assigned_on, with_year=True)),
        ("办结期限", _due(case)),
        ("不予受理的理由", gettext(Refusal(case.refusal).label) if case.refusal else ""),
        ("办理结果", case.answer),
        ("告知情况", _told(case)),
        ("反映人评价", gettext(Grade(case.grade).label) if case.grade else ""),
    ]


def _visitor(actor: Any, case: Any) -> list[tuple[str, str]]:
    """Name and telephone behind their masks, for those who may look them up; to others that there are some."""
    asked = [gettext("要求保密")] if case.wants_secrecy else []
    if not grants.allowed(actor, "casework.reveal", case):
        return [("反映人", wording.pause().join([gettext("不在本单上显示"), *asked]))]
    name = gettext("匿名") if case.is_anonymous else personal.masked_name(personal.reveal(case.sealed_name))
    phone = personal.masked_phone(personal.reveal(case.sealed_phone))
    return [("反映人", wording.pause().join(one for one in (name, phone, *asked) if one))]


def _due(case: Case) -> str:
    if case.due_on is None:
        return ""
    day = f"{wording.day(case.due_on, with_year=True)}{wording.in_brackets(wording.weekday(case.due_on))}"
    source = standing.spoken(rules.behind(case.due_citation, case.due_key))
    cited = source.citation if source else case.due_citation
    return f"{day} {cited}".strip()


def _told(case: Case) -> str:
    if case.told_on is None:
        return ""
    how = gettext(Told(case.told_how).label) if case.told_how else ""
    return f"{wording.day(case.told_on, with_year=True)} {how}".strip()
