"""The reply as the deputy will get it: laid out on the page for its writer and its head, and as Word to keep."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.http import Http404, HttpResponse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from renda.capabilities.suggestions import queries
from renda.capabilities.suggestions.documents import forms as papers
from renda.capabilities.suggestions.models import Assignment, Reply
from renda.capabilities.suggestions.queries import organ as organ_queries
from renda.capabilities.suggestions.queries import papers as paper_queries
from renda.capabilities.suggestions.queries.reading import Kind
from renda.capabilities.suggestions.rules import clocks, points
from renda.capabilities.suggestions.terms import Outcome
from renda.capabilities.suggestions.views import standing
from renda.foundation.documents import rendering
from renda.foundation.errors import NotPermitted
from renda.foundation.files import store
from renda.foundation.policy import grants
from renda.foundation.web import wording
from renda.foundation.web.page import render_page


def laid_out(
    part: Assignment, reply: Reply | paper_queries.Draft, *, to_name: str, attachments: Sequence[str] = ()
) -> dict[str, Any]:
    """What the layout of a letter shows."""
    today = timezone.localdate()
    letter = paper_queries.letter(part, reply, to_name=to_name, today=today, attachments=attachments)
    return {
        "letter": letter,
        "opening": paper_queries.opening(letter),
        "closing": paper_queries.closing(),
        "asked": paper_queries.person_line(letter),
        "attached": paper_queries.attached_line(letter),
        "copies": paper_queries.copies_line(letter),
    }


def unanswered(suggestion: Any, text: str) -> str:
    """Which points of the advice a reply has no heading for, in a sentence; empty where all have one."""
    found = points.points(suggestion.advice)
    missing = points.unanswered(found, text)
    if not missing:
        return ""
    return gettext("具体建议有%(all)s条，答复里没有找到对应第%(missing)s条的小标题，请核对是否逐条答复") % {
        "all": len(found),
        "missing": wording.pause().join(str(n) for n in missing),
    }


def of_draft(_request: Any, part: Any) -> dict[str, Any]:
    """The letter that waits for the head's signature, whom it goes to, and what else the head should see."""
    reply = organ_queries.drafted(part)
    if reply is None:
        return {}
    suggestion, today = part.suggestion, timezone.localdate()
    to = [suggestion.lead_name]
    if clocks.letters_to_each(on=today, overlays=standing.overlays_of(suggestion)):
        to += paper_queries.confirmed(suggestion)
    kept = store.of(reply)
    return {
        "reply": reply,
        "outcome": gettext(Outcome(reply.outcome).label),
        "promises": [(one["text"], date.fromisoformat(one["due_on"])) for one in reply.planned_promises],
        "to": wording.pause().join(to),
        "contacts": organ_queries.contacts_of(part),
        "papers": kept,
        "missing": unanswered(suggestion, reply.text),
        **laid_out(part, reply, to_name=suggestion.lead_name, attachments=[one.name for one in kept]),
    }


@require_POST
def preview(request: Any, pk: int) -> HttpResponse:
    """The letter out of what is being written; nothing is kept."""
    found = queries.subject(request.actor, Kind.PART, pk)
    if found is None:
        raise Http404
    part = found.thing
    if not grants.allowed(request.actor, "suggestions.lead", part):
        raise NotPermitted("suggestions.lead", "这件建议不由您这样办，您可以查看")

    def typed(name: str, most: int) -> str:
        said: str = request.POST.get(name, "").replace("\x00", "").strip()[:most]
        return said

    draft = paper_queries.Draft(
        text=typed("text", 20_000),
        outcome=typed("outcome", 10),
        contact_name=typed("contact_name", 40),
        contact_phone=typed("contact_phone", 20),
        document_number=typed("document_number", 40),
    )
    names = [upload.name for upload in request.FILES.getlist("papers")]
    context = {
        "part": part,
        "missing": unanswered(part.suggestion, draft.text),
        **laid_out(part, draft, to_name=part.suggestion.lead_name, attachments=names),
    }
    return render_page(request, "suggestions/reply_preview.html", context)


def _issued(request: Any, pk: int) -> Reply:
    """A reply that may be taken along: an issued one whose suggestion its reader sees, or a draft of one's own organ."""
    reply = organ_queries.reply(request.actor, pk)
    if reply is None:
        raise Http404
    return reply


@require_safe
def word(request: Any, pk: int) -> HttpResponse:
    """A reply letter as Word: to the lead, or with ``to`` to another signer who gets one."""
    reply = _issued(request, pk)
    part = reply.assignment
    names = [part.suggestion.lead_name, *organ_queries.receivers(reply)]
    asked = request.GET.get("to", "")
    letter = paper_queries.letter(
        part,
        reply,
        to_name=asked if asked in names else names[0],
        today=timezone.localdate(),
        attachments=[one.name for one in store.of(reply)],
    )
    return _file(
        rendering.render(papers.REPLY.name, letter, congress=part.suggestion.congress),
        part.suggestion,
        papers.REPLY.label,
    )


@require_safe
def consultation(request: Any, pk: int) -> HttpResponse:
    """The form on which the deputy says what they think of a reply, as Word."""
    reply = _issued(request, pk)
    if reply.issued_on is None:
        raise Http404
    suggestion = reply.assignment.suggestion
    filled = paper_queries.consultation(reply)
    return _file(
        rendering.render(papers.CONSULTATION.name, filled, congress=suggestion.congress),
        suggestion,
        papers.CONSULTATION.label,
    )


@require_safe
def paper(request: Any, pk: int) -> HttpResponse:
    """A suggestion on its special paper, as Word."""
    suggestion = queries.one(request.actor, pk)
    if suggestion is None:
        raise Http404
    filled = paper_queries.paper(suggestion, signers=paper_queries.confirmed(suggestion))
    return _file(
        rendering.render(papers.PAPER.name, filled, congress=suggestion.congress), suggestion, papers.PAPER.label
    )


def _file(data: bytes, suggestion: Any, label: str) -> HttpResponse:
    response = HttpResponse(data, content_type=rendering.CONTENT_TYPE)
    name = " ".join(one for one in (paper_queries.number_of(suggestion), gettext(label)) if one)
    response.headers["Content-Disposition"] = content_disposition_header(True, f"{name}.docx") or "attachment"
    return response
