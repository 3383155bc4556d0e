"""The public's pages: published suggestions with their replies, and the key suggestions that were announced."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from renda.capabilities.suggestions.queries import published as public_queries
from renda.capabilities.suggestions.rules import clocks
from renda.capabilities.suggestions.terms import Grade, Happening, Manner, Outcome, State, Subject
from renda.capabilities.suggestions.views import detail, filters, standing
from renda.foundation.web import addresses, wording
from renda.foundation.web.page import render_page

YEARS_SHOWN = 12
SHOWN_TO_ALL = {
    State.REPLIED: "已答复",
    State.MEETING: "正在会商",
    State.REDOING: "重新办理",
    State.TRACKING: "承诺落实中",
    State.RATED: "已办结",
    State.CLOSED: "已办结",
}


def _place(query: Any, known: list[Any]) -> Any:
    return next((one for one in known if one.region_id == query.get("place", "")), None)


@login_not_required
@require_safe
def suggestions(request: Any) -> HttpResponse:
    """Published suggestions, twenty at a time."""
    query, today = request.GET, timezone.localdate()
    known = public_queries.congresses()
    congress = _place(query, known)
    subject = query.get("subject", "")
    wanted = public_queries.Wanted(
        place_code=congress.region_id if congress else "",
        subject=subject if subject in Subject.values() else "",
        year=filters.year_of(query.get("year", "")),
        text=query.get("q", "").replace("\x00", "").strip()[: filters.TEXT_MOST],
    )
    page = public_queries.page_of(wanted, after=query.get("after", ""), before=query.get("before", ""))
    context = {
        "rows": [_row(row, page.organs.get(row.pk, [])) for row in page.rows],
        "wanted": wanted,
        "is_narrowed": wanted != public_queries.Wanted(),
        "congresses": known,
        "subjects": [(one.value, gettext(one.label)) for one in Subject],
        "years": range(today.year, today.year - YEARS_SHOWN, -1),
        "pager": {
            "previous_url": addresses.with_key(query, "before", page.before),
            "next_url": addresses.with_key(query, "after", page.after),
            "summary": "",
        },
        "home_url": "/",
        "without_htmx": True,
    }
    return render_page(request, "suggestions/public_list.html", context)


def _row(row: Any, organs: list[str]) -> dict[str, Any]:
    return {
        "url": reverse("suggestions:public-one", args=[row.pk]),
        "title": row.title,
        "number": standing.numbered(row),
        "year": row.year,
        "where": row.congress.name,
        "subject": gettext(Subject(row.subject).label),
        "organs": wording.pause().join(organs),
        "replied_on": row.answered_on,
        "state": gettext(SHOWN_TO_ALL.get(State(row.state), "办理中")),
        "outcome": gettext(Outcome(row.outcome).label) if row.outcome else "",
        "result": gettext(Grade(row.result).label) if row.result else "",
        "chip": standing.GRADE_CHIPS.get(Grade(row.result), "") if row.result else "",
        "is_priority": row.is_priority,
    }


@login_not_required
@require_safe
def suggestion(request: Any, pk: int) -> HttpResponse:
    """One published suggestion; for everyone else's there is no page."""
    found = public_queries.one(pk)
    if found is None:
        raise Http404
    of = found.suggestion
    overlays = standing.overlays_of(of)
    context = {
        "suggestion": of,
        "row": _row(of, []),
        "texts": detail.texts_of(of),
        "organs": [part.organ.name for part in found.organs if part.part == "lead"],
        "joint": [part.organ.name for part in found.organs if part.part == "joint"],
        "replies": [_reply(reply) for reply in found.replies],
        "entries": [_entry(line) for line in found.lines],
        "basis": clocks.citation("suggestion.publish", on=of.published_on or timezone.localdate(), overlays=overlays),
        "home_url": reverse("suggestions:public"),
        "without_htmx": True,
    }
    return render_page(request, "suggestions/public_one.html", context)


def _reply(reply: Any) -> dict[str, Any]:
    """A reply without the person who answers the telephone."""
    return {
        "organ": reply.assignment.organ.name,
        "number": reply.document_number,
        "on": reply.issued_on,
        "round": reply.round,
        "letter": Outcome(reply.outcome).letter,
        "outcome": gettext(Outcome(reply.outcome).label),
        "text": reply.text,
        "promises": [(one["text"], date.fromisoformat(one["due_on"])) for one in reply.planned_promises],
    }


# Lines whose text names an organ or a promise; what else is written in a line may name a person.
SAID_TO_ALL = frozenset(
    {Happening.ISSUE_REPLY, Happening.REPORT_PROMISE, Happening.KEEP_PROMISE, Happening.EXPLAIN_PROMISE}
)


def _entry(line: Any) -> dict[str, Any]:
    return {
        "when": wording.day(timezone.localtime(line.at).date(), with_year=True),
        "title": standing.happened(line.verb),
        "text": line.text if line.verb in SAID_TO_ALL else "",
    }


@login_not_required
@require_safe
def key_list(request: Any) -> HttpResponse:
    """The key suggestions of a year that a congress announced."""
    today = timezone.localdate()
    known = public_queries.congresses()
    congress = _place(request.GET, known) or (known[0] if known else None)
    year = filters.year_of(request.GET.get("year", "")) or today.year
    listed = public_queries.key_list(year, congress.region_id) if congress else []
    organs = public_queries.organs_of(listed) if listed else {}
    context = {
        "rows": [_key_row(one, organs.get(one.suggestion_id, [])) for one in listed],
        "congress": congress,
        "congresses": known,
        "year": year,
        "years": range(today.year, today.year - YEARS_SHOWN, -1),
        "basis": clocks.citation("suggestion.priority", on=today, overlays=tuple(congress.overlays))
        if congress
        else "",
        "home_url": reverse("suggestions:public"),
        "without_htmx": True,
    }
    return render_page(request, "suggestions/public_key.html", context)


def _key_row(one: Any, organs: list[str]) -> dict[str, Any]:
    of = one.suggestion
    return {
        "title": of.title,
        "number": standing.numbered(of),
        "leader": one.leader,
        "committee": one.committee.name,
        "manner": gettext(Manner(one.manner).label),
        "organs": wording.pause().join(organs),
        "announced_on": one.announced_on,
        "state": gettext(SHOWN_TO_ALL.get(State(of.state), "办理中")),
        "url": reverse("suggestions:public-one", args=[of.pk]) if of.published_on else "",
    }
