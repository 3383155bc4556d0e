"""What a citizen is shown of a matter: its state in plain words, whose turn it is, and no one's name."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext

from renda.capabilities.casework import queries, rules
from renda.capabilities.casework.actions import common
from renda.capabilities.casework.models import Case
from renda.capabilities.casework.terms import Grade, Refusal, State
from renda.foundation.errors import RuleBroken
from renda.foundation.files import store
from renda.foundation.web import wording

STATION_LENGTH = 11

SAID = {
    State.REGISTERED: "已经登记，正在分办",
    State.ASSIGNED: "已经交办，等承办单位签收",
    State.HANDLING: "承办单位正在办理",
    State.ANSWERED: "有了办理结果，联络站会告诉您",
    State.RAISED: "已转为代表建议，按代表建议的程序办理",
    State.SETTLED: "已经办结",
    State.REFERRED: "这件事不在本站受理，已转送",
    State.MERGED: "已和相同的事并在一起办理",
}
LAMPS = {
    State.REGISTERED: "wait",
    State.ASSIGNED: "wait",
    State.SETTLED: "ok",
    State.REFERRED: "ok",
    State.MERGED: "ok",
}

# The words of each public line, and whether its own text may be read by everyone who bears a receipt for the matter.
# Texts written to one reporter, or by one, stay with that reporter when matters are merged.
LINES = {
    "register": ("收到您反映的事", False),
    "assign": ("交给承办单位", True),
    "pass_on": ("转给上级人大机关分办", False),
    "settle_now": ("当场答复并办结", True),
    "refuse": ("不予受理，已说明去处", False),
    "merge": ("和相同的事并在一起办理", False),
    "raise_suggestion": ("转为代表建议", False),
    "sign": ("承办单位已签收", False),
    "report_progress": ("办理进展", True),
    "answer": ("承办单位答复", True),
    "answer_raised": ("代表建议的办理结果", True),
    "take_back": ("代表建议没有办理，重新分办", True),
    "tell": ("已告知结果并办结", False),
    "rate": ("您的评价", False),
    "redo": ("重新办理", False),
    "reopen": ("重新分办", False),
}
OF_ONE_REPORTER = frozenset({"register", "merge", "rate", "redo", "reopen", "tell", "refuse"})


@dataclass(frozen=True)
class Due:
    """By when the next thing is to happen, and the article that says so."""

    on: date
    citation: str
    what: str
    starts_on: date | None = None


def of(case: Case, *, today: date) -> dict[str, Any]:
    """Everything the progress page of a citizen's own matter shows."""
    main = case.merged_into if case.state == State.MERGED else None
    moving = main or case
    if case.is_confidential:
        return {"case": case, "is_confidential": True}
    return {
        "case": case,
        "is_merged": main is not None,
        "state": SAID[State(moving.state)],
        "state_label": State(moving.state).label,
        "lamp": LAMPS.get(State(moving.state), ""),
        "turn": _turn(moving),
        "due": _due(moving),
        "today": today,
        "entries": _own_lines(case) if main is None else _shared_lines(case, main),
        "answer": moving.answer if moving.state in {State.ANSWERED, State.SETTLED} else "",
        "refusal": Refusal(case.refusal).label if case.refusal else "",
        "organ": moving.organ if moving.state in {State.ASSIGNED, State.HANDLING, State.ANSWERED} else None,
        "photos": [photo for photo in store.of(case) if photo.added_by is None],
        "may_rate": _may_rate(case, today=today),
        "rated": Grade(case.grade).label if case.grade else "",
    }


def _turn(case: Case) -> str:
    """Whose turn it is, by office and never by name."""
    if case.state in {State.ASSIGNED, State.HANDLING} and case.organ is not None:
        return case.organ.name
    if case.state == State.REGISTERED and len(case.desk_code) < STATION_LENGTH:
        return gettext("所在地的人大机关")
    if case.state in {State.REGISTERED, State.ANSWERED}:
        return case.station.name
    if case.state == State.RAISED:
        return gettext("提出建议的代表和承办单位")
    return ""


def _due(case: Case) -> Due | None:
    try:
        # A matter that came back is routed again at once; the days since its first registration say nothing.
        if case.state == State.REGISTERED and not case.redo_count and case.raised_on is None:
            clock = rules.dispatch_clock(
                registered_on=case.registered_on, overlays=common.overlays(case), calendar=common.calendar()
            )
            return Due(clock.due_on, clock.citation, "最晚这天分办", case.registered_on)
    except RuleBroken:
        return None
    if case.state in {State.ASSIGNED, State.HANDLING, State.ANSWERED} and case.due_on is not None:
        return Due(case.due_on, case.due_citation, "最晚这天办结", case.assigned_on)
    return None


def _may_rate(case: Case, *, today: date) -> Due | None:
    """Until when this matter can be rated; none where it cannot."""
    if case.state != State.SETTLED or case.grade or case.told_on is None:
        return None
    try:
        clock = rules.rating_clock(told_on=case.told_on, overlays=common.overlays(case), calendar=common.calendar())
    except RuleBroken:
        return None
    return Due(clock.due_on, clock.citation, "这天以前可以评价") if today <= clock.due_on else None


def _own_lines(case: Case) -> list[dict[str, Any]]:
    return [_line(line, with_text=True) for line in queries.timeline(case, public_only=True)]


def _shared_lines(case: Case, main: Case) -> list[dict[str, Any]]:
    """One's own lines, and of the matter one's own was merged into what tells nothing of its reporter."""
    own = queries.timeline(case, public_only=True)
    shared = [line for line in queries.timeline(main, public_only=True) if line.verb not in OF_ONE_REPORTER]
    lines = sorted(own + shared, key=lambda line: (line.at, line.pk), reverse=True)
    return [_line(line, with_text=line.case_id == case.pk or LINES.get(line.verb, ("", False))[1]) for line in lines]


def _line(line: Any, *, with_text: bool) -> dict[str, Any]:
    title, _ = LINES.get(line.verb, ("有了新的进展", False))
    is_told = with_text and line.verb != "merge"
    return {"when": wording.moment(line.at), "title": gettext(title), "text": line.text if is_told else ""}
