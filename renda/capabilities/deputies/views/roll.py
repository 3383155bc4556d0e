"""The roll: the list with its filters, its export, and the template to fill in."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, gettext_lazy, ngettext
from django.views.decorators.http import require_GET, require_POST

from renda.capabilities.deputies import queries
from renda.capabilities.deputies.actions import roll as roll_actions
from renda.capabilities.deputies.forms import pages
from renda.capabilities.deputies.models import Mandate
from renda.capabilities.deputies.rules import roll
from renda.capabilities.deputies.terms import Gender, MandateState
from renda.foundation.accounts import queries as account_queries
from renda.foundation.accounts.terms import Level, Role
from renda.foundation.documents import excel
from renda.foundation.policy import grants
from renda.foundation.sealing import personal
from renda.foundation.web.page import render_page

PAGE = 50
MOST_EXPORTED = 20_000
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CHIPS: dict[str, str] = {MandateState.ACTIVE: "ok", MandateState.SUSPENDED: "warn", MandateState.ENDED: ""}
WIDTHS = {roll.NAME: 12, roll.GENDER: 6, roll.PHONE: 16, roll.EMPLOYER: 32, roll.DELEGATION: 18}
MORE_HEADS = (
    gettext_lazy("级别"),
    gettext_lazy("人大"),
    gettext_lazy("届次"),
    gettext_lazy("状态"),
    gettext_lazy("任职日期"),
)


def reader(request: Any) -> None:
    """Refuse, as if nothing were here, who has no business with rolls.

    Raises:
        Http404: the actor reads no roll.
    """
    if not grants.allowed(request.actor, "deputies.read"):
        raise Http404


def sheet(data: bytes, name: str) -> HttpResponse:
    """A workbook to be saved."""
    response = HttpResponse(data, content_type=XLSX)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.xlsx"'
    return response


def phone_of(actor: Any, mandate: Mandate) -> str:
    """The telephone, for the office of just this congress; for everyone else nothing."""
    return personal.reveal(mandate.deputy.sealed_phone) if grants.allowed(actor, "deputies.see_phone", mandate) else ""


def _rows(request: Any) -> QuerySet[Mandate]:
    return queries.listed(request.actor, pages.roll_filter(request.GET))


def _link(request: Any, **changes: str) -> str:
    query = request.GET.copy()
    for name in ("after", "before"):
        query.pop(name, None)
    for name, value in changes.items():
        query[name] = value
    return f"?{query.urlencode()}"


def _filter_words(request: Any, form: pages.Filter) -> list[dict[str, str]]:
    """What the list is limited to, each with the address without it."""
    words = []
    for field in form:
        value = request.GET.get(field.name, "")
        if value:
            choices = dict(getattr(field.field, "choices", ()))
            query = request.GET.copy()
            for name in (field.name, "after", "before", *(("delegation",) if field.name == "place" else ())):
                query.pop(name, None)
            words.append({"label": str(choices.get(value, value)), "remove_url": f"?{query.urlencode()}"})
    return words


@require_GET
def roll_list(request: Any) -> HttpResponse:
    """The roll within the reader's places."""
    reader(request)
    wanted = pages.roll_filter(request.GET)
    rows = queries.listed(request.actor, wanted)
    after, before = request.GET.get("after", ""), request.GET.get("before", "")
    found, has_before, has_after = queries.page_of(rows, "place_code", after=after, before=before, size=PAGE)
    shown = [{"mandate": one, "chip": CHIPS[one.state], "phone": phone_of(request.actor, one)} for one in found]
    delegations = queries.delegations_in(wanted.place_code) if wanted.place_code else ()
    form = pages.Filter(request.GET, congresses=queries.congresses_visible_to(request.actor), delegations=delegations)
    total = queries.counted(rows)
    many = total > queries.COUNTED
    summary = gettext("1,000名以上") if many else ngettext("%(n)s名", "%(n)s名", total) % {"n": total}
    pager: dict[str, str] = {"summary": summary}
    if found and has_before:
        pager["previous_url"] = _link(request, before=queries.key_of(found[0].place_code, found[0].pk))
    if found and has_after:
        pager["next_url"] = _link(request, after=queries.key_of(found[-1].place_code, found[-1].pk))
    context = {
        "rows": shown,
        "form": form,
        "words": _filter_words(request, form),
        "clear_url": reverse("deputies:list"),
        "pager": pager,
        "with_phones": any(row["phone"] for row in shown),
        "export_url": f"{reverse('deputies:export')}{_link(request)}",
        "may_export": grants.allowed(request.actor, "deputies.keep_rolls"),
    }
    return render_page(request, "deputies/list.html", context, partial="rows")


@require_POST
def export(request: Any) -> HttpResponse:
    """The filtered roll as a workbook that can be filled in and imported again; leaves a trace."""
    reader(request)
    places = request.actor.places(Role.OFFICE, Role.OPERATOR)
    found = list(_rows(request).order_by("place_code", "pk")[:MOST_EXPORTED])
    own = account_queries.congress_of(places[0]) if places else None
    congress = own or (found[0].term.congress if found else None)
    if congress is None:
        raise Http404
    genders, states, levels = dict(Gender.choices()), dict(MandateState.choices()), dict(Level.choices())
    lines, with_phones = [], False
    for one in found:
        deputy, phone = one.deputy, phone_of(request.actor, one)
        with_phones = with_phones or bool(phone)
        lines.append(
            (
                deputy.name,
                genders.get(deputy.gender, ""),
                phone,
                deputy.employer,
                one.delegation.name if one.delegation else "",
                one.constituency.name if one.constituency else "",
                deputy.code,
                gettext(levels[one.level]),
                one.term.congress.name,
                one.term.number,
                gettext(states[one.state]),
                one.started_on.isoformat() if one.started_on else "",
            )
        )
    roll_actions.record_export(
        congress, rows=len(lines), with_phones=with_phones, actor=request.actor, at=timezone.now()
    )
    columns = [excel.Column(head, WIDTHS.get(head, 16)) for head in (*roll.HEADS, *map(str, MORE_HEADS))]
    note = gettext("导出%(rows)s名，手机号只含本级代表") % {"rows": len(lines)}
    return sheet(excel.workbook(gettext("代表名册"), columns, lines, note=note), "deputies")


@require_GET
def template(request: Any) -> HttpResponse:
    """The empty roll with its fixed heads and one example row."""
    reader(request)
    columns = [excel.Column(head, WIDTHS.get(head, 16)) for head in roll.HEADS]
    note = gettext("请从示例行开始填写，姓名必填；示例行不会导入。表头不要改动。")
    return sheet(excel.workbook(gettext("代表名册模板"), columns, [roll.EXAMPLE], note=note), "deputies-template")
