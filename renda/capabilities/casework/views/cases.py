"""The list of matters, its Excel table, a matter's page, and the matters linked with it."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from renda.capabilities.casework import policy, queries, rules
from renda.capabilities.casework.terms import Arrival, Category, Grade, Lamp, Refusal, Route, State, Way
from renda.capabilities.casework.views import desk, filters, standing
from renda.foundation.accounts.terms import Role
from renda.foundation.documents import excel
from renda.foundation.errors import RuleBroken
from renda.foundation.indicators import registry as indicators
from renda.foundation.policy import grants
from renda.foundation.sealing import personal
from renda.foundation.web import addresses, wording
from renda.foundation.web.page import render_page

EXPORT_MOST = 20_000
WORKERS = (Role.CLERK, Role.OFFICE, Role.HANDLER, Role.DEPUTY)
TITLES = {Role.OFFICE: "问题办理", Role.CLERK: "本站台账", Role.HANDLER: "承办事项", Role.DEPUTY: "我接待的"}
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def list_title(actor: Any) -> str:
    """What the list is called for this reader."""
    return gettext(next((title for role, title in TITLES.items() if role in actor.roles), "问题办理"))


@require_safe
def matters(request: Any) -> HttpResponse:
    """The matters the reader has business with, fifty at a time."""
    actor, today = request.actor, timezone.localdate()
    wanted = filters.read(request.GET)
    page = queries.page_of(
        actor, wanted, today=today, after=request.GET.get("after", ""), before=request.GET.get("before", "")
    )
    words = filters.words(request.GET, wanted, filters.place_names(wanted.place_code))
    context = {
        "page_title": list_title(actor),
        "rows": [_row(actor, row, today) for row in page.rows],
        "shows_names": bool(actor.places(Role.CLERK, Role.OFFICE)) or bool(actor.organ_ids),
        "pager": {
            "previous_url": addresses.with_key(request.GET, "before", page.before),
            "next_url": addresses.with_key(request.GET, "after", page.after),
            "summary": _counted(page.count, is_exact=bool(wanted.figure)),
        },
        "hidden": queries.sealed_away(actor, wanted, today=today),
        "basis": _basis(wanted),
        "words": words,
        "clear_url": reverse("casework:list"),
        "wanted": wanted,
        "search_query": wanted.text,
        "choices": [
            (name, _kind_label(name), kind.choices(), getattr(wanted, name)) for name, kind in filters.WORDS.items()
        ],
        "query": request.GET.urlencode(),
        "carried": [(name, request.GET[name]) for name in ("q", "place", "period", "figure") if request.GET.get(name)],
        "may_register": desk.has_stations(actor),
    }
    return render_page(request, "casework/list.html", context, partial="rows")


def _basis(wanted: queries.Filter) -> str:
    """What the rate that opened the list divides by what; empty for any other list."""
    if wanted.figure != Arrival.SETTLED_RATE or not (wanted.starts_on and wanted.ends_before):
        return ""
    of = queries.measured(wanted.place_code, wanted.starts_on, wanted.ends_before)
    return gettext("办结率%(rate)s＝办结%(part)s件÷收集%(whole)s件；这里列的是办结的，含以前登记的") % {
        "rate": wording.tenths_percent(indicators.get("casework.settled_rate").formula(of)),
        "part": wording.thousands(of.get("casework.settled", 0)),
        "whole": wording.thousands(of.get("casework.matters", 0)),
    }


def _kind_label(name: str) -> str:
    return gettext({"state": "状态", "category": "类别", "way": "来的方式"}[name])


def _counted(count: int, *, is_exact: bool) -> str:
    if count > queries.COUNTED and not is_exact:
        return gettext("%(n)s件以上") % {"n": wording.thousands(queries.COUNTED)}
    return gettext("共%(n)s件") % {"n": wording.thousands(count)}


def _row(actor: Any, row: queries.Row, today: Any) -> dict[str, Any]:
    lamp, word = standing.lamp(row, today=today)
    name = ""
    if grants.allowed(actor, "casework.reveal", row):
        name = gettext("匿名") if row.is_anonymous else personal.masked_name(personal.reveal(row.sealed_name))
    return {
        "url": f"/cases/{row.pk}/",
        "number": row.number,
        "title": row.title,
        "station": row.station,
        "on": wording.day(row.registered_on, today=today),
        "people": row.people_count,
        "name": name,
        "organ": row.organ or "",
        "state": gettext(State(row.state).label),
        "chip": standing.CHIPS.get(State(row.state), ""),
        "lamp": lamp,
        "word": word,
        "due": wording.day(row.due_on, today=today) if row.state in standing.PRIMARY else "",
    }


@require_safe
def export(request: Any) -> HttpResponse:
    """The filtered list as an Excel table, without anything personal."""
    today = timezone.localdate()
    wanted = filters.read(request.GET)
    cases = queries.narrowed(request.actor, wanted, today=today)
    if cases.order_by()[: EXPORT_MOST + 1].count() > EXPORT_MOST:
        raise RuleBroken(
            "export-too-large", "超过%(most)s件，请先选一个月份或一个地方再导出", most=wording.thousands(EXPORT_MOST)
        )
    columns = [
        *(
            excel.Column(gettext("编号"), 26),
            excel.Column(gettext("登记日期"), 12),
            excel.Column(gettext("联络站"), 24),
        ),
        *(excel.Column(gettext("事项"), 44), excel.Column(gettext("类别"), 12), excel.Column(gettext("来的方式"), 10)),
        *(
            excel.Column(gettext("人数"), 6),
            excel.Column(gettext("办理途径"), 16),
            excel.Column(gettext("承办单位"), 24),
        ),
        *(excel.Column(gettext("状态"), 14), excel.Column(gettext("期限"), 12), excel.Column(gettext("办结日期"), 12)),
        *(excel.Column(gettext("期限灯"), 10), excel.Column(gettext("评价"), 10)),
    ]
    said = [word["label"] for word in filters.words(request.GET, wanted, filters.place_names(wanted.place_code))]
    note = gettext("条件：%(words)s。%(on)s导出。") % {
        "words": wording.pause().join(said) or gettext("全部"),
        "on": today.isoformat(),
    }
    data = excel.workbook(list_title(request.actor), columns, (_exported(row, today) for row in _raw(cases)), note=note)
    response = HttpResponse(data, content_type=EXCEL)
    response.headers["Content-Disposition"] = f'attachment; filename="cases-{today.isoformat()}.xlsx"'
    return response


def _raw(cases: Any) -> Any:
    chosen = cases.select_related("station", "organ").defer(
        "words", "answer", "sealed_name", "sealed_phone", "sealed_address"
    )
    return chosen.iterator(chunk_size=2000)


def _label(kind: Any, value: str) -> str:
    return gettext(kind(value).label) if value else ""


def _exported(case: Any, today: Any) -> tuple[object, ...]:
    lamp = rules.lamp(case.state, due_on=case.due_on, today=today, started_on=case.assigned_on)
    return (
        case.number,
        case.registered_on.isoformat(),
        case.station.name,
        case.title,
        _label(Category, case.category),
        _label(Way, case.way),
        case.people_count,
        _label(Route, case.route),
        case.organ.name if case.organ else "",
        _label(State, case.state),
        case.due_on.isoformat() if case.due_on else "",
        case.settled_on.isoformat() if case.settled_on else "",
        gettext(Lamp(lamp).label) if case.state in standing.PRIMARY else "",
        _label(Grade, case.grade),
    )


@require_safe
def case(request: Any, pk: int) -> HttpResponse:
    """A matter: where it stands, what happened, whose turn it is, who is concerned."""
    found = queries.in_full(request.actor, pk)
    if found is None:
        raise Http404
    return render_page(request, "casework/case.html", page_of(request, found))


def page_of(request: Any, found: Any) -> dict[str, Any]:
    """Everything the page of a matter shows."""
    actor, today = request.actor, timezone.localdate()
    acts = standing.offers(actor, found)
    state, lines = State(found.state), queries.timeline(found)
    rule = standing.spoken(rules.behind(found.due_citation, found.due_key)) if found.due_citation else None
    waits = state == State.REGISTERED and not found.is_confidential
    dispatch = standing.dispatch_due(found) if waits and found.raised_on is None else None
    return {
        "case": found,
        "trail": [
            {"label": list_title(actor), "url": reverse("casework:list")},
            {"label": found.station.name, "url": f"{reverse('casework:list')}?place={found.place_code}"},
            {"label": found.number, "url": ""},
        ],
        "state": gettext(state.label),
        "chip": standing.CHIPS.get(state, ""),
        "facts": _facts(found),
        "people": found.people_count + queries.joined_people(found, lines),
        "today": today,
        "shows_clock": (state in standing.PRIMARY and state != State.REGISTERED) or state == State.SETTLED,
        "rule": rule,
        "source": f"{rule.citation} · {gettext(rule.rank)}" if rule else found.due_citation,
        "rule_url": addresses.law_url(rule),
        "dispatch": dispatch,
        "dispatch_url": addresses.law_url(dispatch),
        "entries": standing.history(found, lines, queries.files_of(found), today=today),
        "is_turn": any(act.is_primary for act in acts),
        "acts": acts,
        "turn": standing.turn(found, desk_name=found.desk_name or ""),
        "prompt": standing.prompt(found),
        # Asked by the page only; the desk's picture of a matter goes without.
        "receivers": lambda: queries.receivers(found),
        "has_phone": bool(found.sealed_phone),
        "may_reveal": grants.allowed(actor, "casework.reveal", found),
        "through_station": found.wants_secrecy and policy.handler(actor, found),
        "refusal": gettext(Refusal(found.refusal).label) if found.refusal else "",
        "grade": gettext(Grade(found.grade).label) if found.grade else "",
    }


def _facts(found: Any) -> list[str]:
    said = [gettext(Category(found.category).label), gettext(Way(found.way).label)]
    if found.organ is not None:
        said.insert(0, gettext("%(organ)s承办") % {"organ": found.organ.name})
    if found.location:
        said.append(found.location)
    if found.is_small:
        said.append(gettext("小事快办"))
    return said


@require_safe
def linked(request: Any, pk: int) -> HttpResponse:
    """What was put into a matter, and earlier ones that read like it."""
    found = queries.one(request.actor, pk)
    if found is None:
        raise Http404
    visible = queries.visible_to(request.actor).exclude(pk=pk)
    area = found.place_code[: queries.AREA_LENGTH]
    alike = [] if found.is_confidential else queries.similar(area, f"{found.title} {found.words}", visible=visible)
    context = {
        "case": found,
        "merged": queries.merged_into(found),
        "alike": [{"case": one, "state": gettext(State(one.state).label)} for one in alike],
        "trail": [
            {"label": found.title, "url": reverse("casework:case", args=[pk])},
            {"label": gettext("关联的事项"), "url": ""},
        ],
    }
    return render_page(request, "casework/linked.html", context, partial="linked")
