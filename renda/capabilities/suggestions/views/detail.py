"""The page of one suggestion: where it stands, its text, its organs, its replies, what happened, whose turn it is."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from renda.capabilities.suggestions import queries
from renda.capabilities.suggestions.queries import deputy as deputy_queries
from renda.capabilities.suggestions.queries import linked
from renda.capabilities.suggestions.queries import organ as organ_queries
from renda.capabilities.suggestions.rules import clocks
from renda.capabilities.suggestions.terms import (
    EDITABLE_STATES,
    EXAMINED_STATES,
    GONE,
    RUNNING_STATES,
    AssignmentState,
    Decision,
    Grade,
    Happening,
    Manner,
    Mode,
    Origin,
    Outcome,
    Part,
    PromiseState,
    Refusal,
    Signature,
    State,
    Subject,
    Weight,
)
from renda.capabilities.suggestions.views import standing
from renda.foundation.accounts.actor import SYSTEM
from renda.foundation.accounts.terms import Role
from renda.foundation.clocks import Clock
from renda.foundation.web import addresses
from renda.foundation.web import clock as reading
from renda.foundation.web.page import render_page


@require_safe
def detail(request: Any, pk: int) -> HttpResponse:
    """A suggestion with all that belongs to it."""
    full = queries.in_full(request.actor, pk)
    if full is None:
        raise Http404
    return render_page(request, "suggestions/detail.html", page_of(request, full))


def page_of(request: Any, full: queries.Full, *, back: str = "") -> dict[str, Any]:
    """Everything the page of a suggestion shows."""
    suggestion, today, actor = full.suggestion, timezone.localdate(), request.actor
    acts = standing.offers(actor, full, back=back)
    replies = [one for one in full.replies if _may_read(actor, one)]
    papers = organ_queries.papers_of(replies)
    return {
        "suggestion": suggestion,
        "number": standing.numbered(suggestion),
        "state": gettext(State(suggestion.state).label),
        "chip": standing.CHIPS.get(State(suggestion.state), ""),
        "facts": _facts(full),
        "trail": _trail(suggestion),
        "today": today,
        "clock": _clock(suggestion, today=today),
        "texts": texts_of(suggestion),
        "files": deputy_queries.files_of(suggestion),
        "linked": linked.of(suggestion) if _sees_linked(actor, full) else [],
        "opens_letters": actor.user_id is not None and Role.DEPUTY in actor.roles and bool(replies),
        "signers": _signers(full),
        "organs": [_organ(part, full, today=today) for part in _shown(actor, full)],
        "replies": [_reply(one) | {"papers": papers.get(one.pk, [])} for one in replies],
        "opinions": _opinions(actor, full),
        "promises": [_promise(one, today=today) for one in full.promises],
        "requests": _requests(full),
        "priority": _priority(full),
        "merged": [{"title": one.title, "url": reverse("suggestions:detail", args=[one.pk])} for one in full.merged],
        "refusal": gettext(Refusal(suggestion.refusal).label) if suggestion.refusal else "",
        "entries": standing.history(full, standing.readable(actor, full), today=today),
        "acts": acts,
        "is_turn": any(act.is_primary for act in acts),
        "turn": standing.turn(full),
    }


def _trail(suggestion: Any) -> list[dict[str, str]]:
    listed = reverse("suggestions:list")
    trail = [{"label": gettext("代表建议"), "url": listed}]
    if suggestion.year:
        label = gettext("%(year)s年") % {"year": suggestion.year}
        trail.append({"label": label, "url": f"{listed}?year={suggestion.year}"})
    return [*trail, {"label": standing.numbered(suggestion) or gettext("草稿"), "url": ""}]


def _facts(full: queries.Full) -> list[str]:
    suggestion = full.suggestion
    who = gettext("%(name)s等%(n)s人") if suggestion.signer_count > 1 else "%(name)s"
    if suggestion.is_by_delegation:
        who = suggestion.delegation_name.replace("%", "%%") or who
    said = [who % {"name": suggestion.lead_name, "n": suggestion.signer_count}]
    said.append(gettext(Subject(suggestion.subject).label))
    if suggestion.origin != Origin.OTHER:
        said.append(gettext(Origin(suggestion.origin).label))
    if suggestion.mode:
        said.append(gettext(Mode(suggestion.mode).label))
    if suggestion.weight == Weight.COMPLEX:
        said.append(gettext(Weight.COMPLEX.label))
    return said


def texts_of(suggestion: Any) -> list[tuple[str, str]]:
    """The three parts of a text with their names, as far as they are written."""
    named = (
        ("基本情况", suggestion.situation),
        ("问题分析", suggestion.analysis),
        ("具体建议", suggestion.advice),
    )
    return [(gettext(name), text) for name, text in named if text]


# Until when what is to be done; in all other states the reply.
UNTIL = dict.fromkeys(EXAMINED_STATES, "%(day)s（%(weekday)s）前交办") | {State.REPLIED: "%(day)s（%(weekday)s）前评价"}


def _clock(suggestion: Any, *, today: date) -> dict[str, Any] | None:
    """The clock that runs now, and the article it counts by; None where none does."""
    local = standing.overlays_of(suggestion)
    state = State(suggestion.state)
    if state in EXAMINED_STATES and suggestion.assign_due_on:
        key, due_on, started_on = "suggestion.assign.between", suggestion.assign_due_on, suggestion.submitted_on
    elif state in RUNNING_STATES:
        key, due_on = suggestion.due_key, suggestion.due_on
        started_on = suggestion.rated_on if state == State.REDOING else suggestion.assigned_on
    elif state == State.REPLIED and suggestion.rate_due_on:
        key, due_on, started_on = "suggestion.rate", suggestion.rate_due_on, suggestion.answered_on
    elif suggestion.replied_on and suggestion.due_on and suggestion.redo_count == 0:
        key, due_on, started_on = suggestion.due_key, suggestion.due_on, suggestion.assigned_on
    else:
        return None
    rule = standing.rule_behind(key, on=started_on or today, overlays=local)
    is_over = state not in (*EXAMINED_STATES, *RUNNING_STATES, State.REPLIED)
    return {
        "due_on": due_on,
        "until": UNTIL.get(state, "%(day)s（%(weekday)s）前答复"),
        "started_on": started_on,
        "finished_on": suggestion.replied_on if is_over else None,
        "rule": rule.rule if rule else "",
        "citation": _source(rule) or suggestion.due_citation,
        "url": addresses.law_url(rule),
    }


def _source(rule: Clock | None) -> str:
    return f"{rule.citation} · {gettext(rule.rank)}" if rule else ""


def _signers(full: queries.Full) -> dict[str, Any]:
    suggestion = full.suggestion
    shown = (Signature.CONFIRMED,) if suggestion.state not in (*EDITABLE_STATES, State.COSIGNING) else tuple(Signature)
    return {
        "lead": suggestion.lead_name,
        "delegation": suggestion.delegation_name,
        "others": [
            {"name": one.name, "state": gettext(Signature(one.state).label), "is_confirmed": one.state == "confirmed"}
            for one in full.cosigners
            if one.state in shown
        ],
    }


def _is_office(actor: Any, suggestion: Any) -> bool:
    return actor.holds(Role.OFFICE, suggestion.place_code)


def _sees_linked(actor: Any, full: queries.Full) -> bool:
    """Whether citizens' matters may stand behind it, and this reader is its lead deputy or its office."""
    suggestion = full.suggestion
    is_lead = actor.user_id is not None and suggestion.lead.user_id == actor.user_id
    begun = any(line.verb == Happening.WRITE and line.who == SYSTEM.name for line in full.lines)
    return (begun or bool(full.merged)) and (is_lead or _is_office(actor, suggestion))


def _own(actor: Any, part: Any) -> bool:
    return part.organ_id in (actor.organ_ids | actor.headed_organ_ids)


def _shown(actor: Any, full: queries.Full) -> list[Any]:
    """The organs' parts; a plan not handed over yet is the office's own business."""
    sees_plan = _is_office(actor, full.suggestion)
    return [part for part in full.parts if sees_plan or part.state != AssignmentState.PLANNED]


def _organ(part: Any, full: queries.Full, *, today: date) -> dict[str, Any]:
    is_lead = part.part == Part.LEAD
    over = part.state in GONE
    return {
        "name": part.organ.name,
        "phone": part.organ.phone,
        "part": gettext(Part(part.part).label),
        "state": gettext(AssignmentState(part.state).label),
        "chip": standing.PART_CHIPS.get(AssignmentState(part.state), ""),
        "is_gone": over,
        "days": [] if over else _days(part, is_lead=is_lead),
        "due_on": part.due_on,
        "lamp": _lamp(part, today=today),
        "clock": standing.clock_of(
            part, overlays=standing.overlays_of(full.suggestion), started_on=part.assigned_on, today=today
        )
        if part.due_on
        else None,
        "round": part.round,
        "done_on": part.done_on,
    }


def _days(part: Any, *, is_lead: bool) -> list[dict[str, Any]]:
    """What an organ does before it answers: the day it is due, and the day it was done."""
    steps = [(gettext("签收"), part.sign_due_on, part.signed_on)]
    if is_lead:
        steps.append((gettext("首次联系代表"), part.contact_due_on, part.first_contact_on))
    return [{"label": label, "due_on": due, "done_on": done} for label, due, done in steps if due or done]


def _lamp(part: Any, *, today: date) -> tuple[str, str]:
    if part.state in GONE or part.state == AssignmentState.PLANNED:
        return "wait", gettext("未起算")
    if part.done_on and part.is_late:
        return "warn", gettext("超期完成")
    found = reading.read(part.due_on, today=today, started_on=part.assigned_on, finished_on=part.done_on)
    return found.kind, found.word


def _may_read(actor: Any, reply: Any) -> bool:
    """A draft stays in the organ's own house until its head has signed."""
    return reply.issued_on is not None or _own(actor, reply.assignment)


def promised(reply: Any) -> list[tuple[str, date]]:
    """What a reply promises and until when."""
    return [(one["text"], date.fromisoformat(one["due_on"])) for one in reply.planned_promises]


def _reply(reply: Any) -> dict[str, Any]:
    rating = getattr(reply, "rating", None)
    return {
        "pk": reply.pk,
        "organ": reply.assignment.organ.name,
        "number": reply.document_number,
        "on": reply.issued_on,
        "signed_by": reply.signed_by,
        "round": reply.round,
        "letter": Outcome(reply.outcome).letter,
        "outcome": gettext(Outcome(reply.outcome).label),
        "text": reply.text,
        "contact": f"{reply.contact_name} {reply.contact_phone}",
        "planned": promised(reply) if reply.issued_on is None else [],
        "grades": _grades(rating),
        "note": rating.note if rating else "",
        "rated_on": rating.on if rating else None,
    }


def _grades(rating: Any) -> list[dict[str, str]]:
    if rating is None:
        return []
    pairs = ((gettext("办理态度"), rating.attitude), (gettext("办理结果"), rating.result))
    return [
        {"label": label, "word": gettext(Grade(grade).label), "chip": standing.GRADE_CHIPS[Grade(grade)]}
        for label, grade in pairs
    ]


def _opinions(actor: Any, full: queries.Full) -> list[dict[str, Any]]:
    """What joint organs told the lead; the deputy gets the reply that came of them."""
    inside = _is_office(actor, full.suggestion) or any(_own(actor, part) for part in full.parts)
    said = [part for part in full.parts if part.opinion and part.state not in GONE]
    return [{"organ": part.organ.name, "text": part.opinion, "on": part.done_on} for part in said] if inside else []


def _promise(promise: Any, *, today: date) -> dict[str, Any]:
    found = reading.read(promise.due_on, today=today, started_on=promise.made_on, finished_on=promise.reported_on)
    state = PromiseState(promise.state)
    return {
        "text": promise.text,
        "url": reverse("suggestions:promise", args=[promise.pk]),
        "organ": promise.assignment.organ.short_name or promise.assignment.organ.name,
        "due_on": promise.due_on,
        "state": gettext(state.label),
        "chip": {PromiseState.KEPT: "ok", PromiseState.REPORTED: "warn", PromiseState.OPEN: "wait"}.get(state, ""),
        "lamp": (found.kind, found.word) if state == PromiseState.OPEN else None,
        "report": promise.report,
        "note": promise.note,
        "grade": gettext(Grade(promise.grade).label) if promise.grade else "",
    }


def _requests(full: queries.Full) -> list[dict[str, Any]]:
    """What organs asked for, and what became of it; the latest first."""
    rows: list[tuple[str, Any, date | None]] = [(gettext("申请退回"), one, None) for one in full.returns]
    rows += [(gettext("申请延期"), one, one.until) for one in full.extensions]
    return [
        {
            "label": label,
            "organ": one.assignment.organ.name,
            "on": one.on,
            "until": until,
            "reason": one.reason,
            "decision": gettext(Decision(one.decision).label),
            "chip": {Decision.WAITING: "warn", Decision.AGREED: "ok"}.get(Decision(one.decision), ""),
            "note": one.note,
        }
        for label, one, until in sorted(rows, key=lambda row: row[1].on, reverse=True)
    ]


def _priority(full: queries.Full) -> dict[str, Any] | None:
    suggestion = full.suggestion
    if not suggestion.is_priority:
        return None
    found = suggestion.priority
    return {
        "meeting": found.meeting,
        "chosen_on": found.chosen_on,
        "leader": found.leader,
        "committee": found.committee.name,
        "manner": gettext(Manner(found.manner).label),
        "announced_on": found.announced_on,
        "citation": clocks.citation(
            "suggestion.priority", on=found.chosen_on, overlays=standing.overlays_of(suggestion)
        ),
        "entries": [
            {"when": one.on, "title": gettext(Manner(one.manner).label), "text": one.text, "who": one.by_name}
            for one in full.notes
        ],
    }
