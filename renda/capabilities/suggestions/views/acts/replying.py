"""The editor of a reply: the suggestion beside what is written, rows for promises, the draft given to the head."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext

from renda.capabilities.suggestions import actions
from renda.capabilities.suggestions.flow import ASSIGNMENT_FLOW
from renda.capabilities.suggestions.forms import organ as forms
from renda.capabilities.suggestions.queries import organ as organ_queries
from renda.capabilities.suggestions.queries import papers as paper_queries
from renda.capabilities.suggestions.queries.reading import Kind
from renda.capabilities.suggestions.rules import points
from renda.capabilities.suggestions.terms import GONE, ContactWay, Grade, Outcome, Part
from renda.capabilities.suggestions.views import standing
from renda.capabilities.suggestions.views.acts import Act
from renda.foundation.action import one_transaction
from renda.foundation.files import store


def _draft(part: Any, data: dict[str, Any], who: dict[str, Any]) -> None:
    """Put the reply and its papers before the head: all is kept or nothing."""
    answer = actions.Answer(
        text=data["text"],
        outcome=data["outcome"],
        contact_name=data["contact_name"],
        contact_phone=data["contact_phone"],
        document_number=data["document_number"],
        promises=data["promises"],
    )
    with one_transaction():
        reply = actions.draft_reply(part, answer, **who)
        if data["papers"] or data["dropped"]:
            actions.change_papers(reply, added=data["papers"], dropped=data["dropped"], **who)


def _options(request: Any, part: Any) -> dict[str, Any]:
    """What the form begins with: the draft that came back, else a heading for each point of the advice."""
    kept = organ_queries.drafted(part)
    if kept is None:
        start = {
            "text": points.skeleton(points.points(part.suggestion.advice)),
            "contact_name": request.actor.name,
            "contact_phone": part.organ.phone,
        }
        return {"start": start, "kept": []}
    start = {
        name: getattr(kept, name) for name in ("text", "outcome", "document_number", "contact_name", "contact_phone")
    }
    for n, promise in enumerate(kept.planned_promises):
        start |= {f"promise_{n}_text": promise["text"], f"promise_{n}_due": promise["due_on"]}
    return {"start": start, "kept": store.of(kept)}


def _beside(request: Any, part: Any) -> dict[str, Any]:
    """The suggestion and all that was said of it, to be read while writing."""
    suggestion, today = part.suggestion, timezone.localdate()
    local = standing.overlays_of(suggestion)
    replies = organ_queries.replies_of(part)
    contacts = organ_queries.contacts_of(part)
    has_draft = any(reply.round == part.round for reply in replies)
    article = standing.rule_behind("suggestion.contact", on=today, overlays=local)
    return {
        "texts": [
            (gettext(label), text)
            for label, text in (
                ("基本情况", suggestion.situation),
                ("问题分析", suggestion.analysis),
                ("具体建议", suggestion.advice),
            )
        ],
        "points": list(enumerate(points.points(suggestion.advice), start=1)),
        "signers": paper_queries.confirmed(suggestion) if suggestion.signer_count > 1 else [],
        "opinions": [
            other
            for other in suggestion.assignments.all()
            if other.part == Part.JOINT and other.state not in GONE and other.pk != part.pk
        ],
        "contacts": [(contact, gettext(ContactWay(contact.way).label)) for contact in contacts],
        "talk_rule": article,
        "earlier": [_earlier(reply) for reply in replies if reply.round < part.round],
        "returned": organ_queries.returned_with(part) if has_draft else "",
        "clock": standing.clock_of(part, overlays=local, started_on=part.assigned_on, today=today),
        "until": "%(day)s（%(weekday)s）前答复",
        "today": today,
        "files_again": bool(request.FILES),
    }


def _earlier(reply: Any) -> dict[str, Any]:
    rating = getattr(reply, "rating", None)
    return {
        "reply": reply,
        "outcome": gettext(Outcome(reply.outcome).label),
        "attitude": gettext(Grade(rating.attitude).label) if rating else "",
        "result": gettext(Grade(rating.result).label) if rating else "",
        "note": rating.note if rating else "",
    }


DRAFT_REPLY = Act(
    "draft_reply",
    forms.Reply,
    _draft,
    verb="写答复并送审",
    done="答复已送负责人审核：%(title)s",
    kind=Kind.PART,
    flow=ASSIGNMENT_FLOW,
    steps=("draft_reply",),
    when=lambda part: part.part == Part.LEAD,
    template="suggestions/reply_editor.html",
    options=_options,
    context=_beside,
    is_primary=True,
    order=11,
)
ACTS = (DRAFT_REPLY,)
