"""The page of a motion or an inquiry: its text, who signed, its clock, what happened, whose turn it is."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.http import Http404, HttpResponse
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from renda.capabilities.motions import queries, rules
from renda.capabilities.motions.models import Motion
from renda.capabilities.motions.terms import Body, InquiryState, Manner, MotionState, Proposer, Result, Signature
from renda.capabilities.motions.views import articles, standing
from renda.capabilities.motions.views.kinds import MOTIONS, Kind
from renda.foundation.accounts.terms import Role
from renda.foundation.web.page import render_page

ORDER = (Signature.CONFIRMED, Signature.ASKED, Signature.DECLINED, Signature.WITHDRAWN)


@require_safe
def one(request: Any, pk: int, kind: Kind) -> HttpResponse:
    """A motion or an inquiry."""
    actor, today = request.actor, timezone.localdate()
    thing = kind.one(actor, pk)
    if thing is None:
        raise Http404
    signers, lines = queries.signers(thing), queries.lines(thing)
    acts = standing.offers(actor, thing, signers, today=today)
    first = acts[0].name if acts and acts[0].is_primary else ""
    home = _home(actor, kind)
    context = {
        "kind": kind,
        "thing": thing,
        "is_motion": kind is MOTIONS,
        "trail": [home, {"label": standing.number(thing.number, thing.series) or kind.name, "url": ""}],
        "number": standing.number(thing.number, thing.series),
        "state": gettext(kind.states(thing.state).label),
        "chip": standing.CHIPS.get(thing.state, ""),
        "body": gettext(Body(thing.body).label),
        "proposer": _proposer(thing),
        "meter": standing.meter(thing, today=today),
        # While signatures are gathered the count comes first; afterwards it stands beside.
        "is_gathering": thing.state in standing.EDITABLE,
        "signers": _signers(signers),
        "acts": acts,
        "first": first,
        "prompt": gettext(standing.PROMPTS.get(first, "")) if first else "",
        "turn": standing.turn(thing),
        "sign_url": kind.url("sign", pk),
        "today": today,
        "entries": standing.history(thing, lines, today=today),
        **(_of_motion(thing, today=today) if isinstance(thing, Motion) else _of_inquiry(thing, signers, today=today)),
    }
    return render_page(request, "motions/one.html", context)


def _home(actor: Any, kind: Kind) -> dict[str, str]:
    """The list one came from."""
    if Role.DEPUTY in actor.roles and not actor.places(Role.OFFICE):
        return {"label": gettext("议案和质询案"), "url": reverse("motions:mine")}
    return {"label": kind.name, "url": kind.url("list")}


def _proposer(thing: Any) -> str:
    if thing.lead_id is None:
        return str(thing.proposer_name)
    return gettext("%(lead)s领衔，%(n)s人联名") % {"lead": thing.proposer_name, "n": thing.signer_count}


def _signers(signers: Sequence[Any]) -> list[dict[str, Any]]:
    """Those asked to sign by what they said, signers first."""
    groups = [
        {
            "label": gettext(state.label),
            "chip": standing.SIGNATURE_CHIPS.get(state, ""),
            "names": [one.name for one in signers if one.state == state],
        }
        for state in ORDER
    ]
    return [group for group in groups if group["names"]]


def _of_motion(motion: Motion, *, today: date) -> dict[str, Any]:
    on = motion.submitted_on or today
    clock_runs = motion.state == MotionState.CONSIDERED
    report = articles.behind(motion, "motion.report", on=today) if motion.report_due_on else None
    return {
        "form_article": articles.behind(motion, "motion.form", on=on),
        "agenda_article": articles.behind(motion, rules.agenda_key(motion.proposer, body=motion.body), on=on),
        "is_joint": motion.proposer == Proposer.JOINT,
        "due_on": motion.report_due_on if clock_runs or motion.state == MotionState.DECIDED else None,
        "finished_on": motion.decided_on,
        "due_rule": report.rule if report else "",
        "due_citation": report.citation if report else motion.report_due_citation,
        "due_url": report.url if report else "",
        "without_clock": clock_runs and motion.report_due_on is None,
        "result": gettext(Result(motion.result).label) if motion.result else "",
        "suggestion_url": _suggestion_url(motion),
    }


def _suggestion_url(motion: Motion) -> str:
    """The page of the suggestion it became; empty where those pages are not served."""
    if motion.suggestion_id is None:
        return ""
    try:
        return reverse("suggestions:one", args=[motion.suggestion_id])
    except NoReverseMatch:
        return ""


def _of_inquiry(inquiry: Any, signers: Sequence[Any], *, today: date) -> dict[str, Any]:
    on = inquiry.submitted_on or today
    form = articles.behind(inquiry, rules.form_key(inquiry.body), on=on)
    is_answered = inquiry.state in {InquiryState.ANSWERED, InquiryState.ENDED} and bool(inquiry.answer)
    enough, unhappy, _ = standing.again(inquiry, signers, today=today) if is_answered else (False, 0, "")
    return {
        "form_article": form,
        "questions": standing.questions(inquiry),
        "manner": gettext(Manner(inquiry.manner).label) if inquiry.manner else "",
        "due_on": inquiry.answer_due_on if inquiry.state == InquiryState.WITH_ORGAN else None,
        "finished_on": None,
        "due_rule": gettext("按%(who)s决定的日期答复") % {"who": standing.decider(inquiry)},
        "due_citation": form.citation if form else "",
        "due_url": form.url if form else "",
        "is_answered": is_answered,
        "unhappy": unhappy,
        "is_enough_unhappy": enough,
        "again_article": articles.behind(inquiry, rules.unsatisfied_key(inquiry.body), on=today),
    }
