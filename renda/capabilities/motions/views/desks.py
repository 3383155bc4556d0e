"""Where each one's own lie: the deputy's, those sent to a committee, those an organ is to answer."""

from __future__ import annotations

from typing import Any

from django.db.models import F
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from renda.capabilities.motions import queries
from renda.capabilities.motions.terms import InquiryState
from renda.capabilities.motions.views import listing
from renda.capabilities.motions.views.kinds import INQUIRIES, MOTIONS
from renda.foundation.accounts.terms import Role
from renda.foundation.web import wording
from renda.foundation.web.page import render_page

SHOWN = 50


@require_safe
def mine(request: Any) -> HttpResponse:
    """A deputy's motions and inquiries, and those the deputy is asked to sign."""
    actor, today = request.actor, timezone.localdate()
    asked = queries.asked_to_sign(actor).select_related("motion", "inquiry").order_by("-pk")[:SHOWN]
    motions = queries.rows_of(queries.motions_of(actor)[: SHOWN + 1])
    inquiries = queries.rows_of(queries.inquiries_of(actor)[: SHOWN + 1])
    context = {
        "asked": [_asked(one, today) for one in asked],
        "groups": [
            {
                "kind": kind,
                "rows": [listing.row_of(row, kind, today=today) for row in rows[:SHOWN]],
                "more_url": kind.url("list") if len(rows) > SHOWN else "",
                "nothing": gettext(nothing),
            }
            for kind, rows, nothing in (
                (MOTIONS, motions, "您还没有提出或者联名的议案。"),
                (INQUIRIES, inquiries, "您还没有提出或者联名的质询案。"),
            )
        ],
        "may_write": Role.DEPUTY in actor.roles,
    }
    return render_page(request, "motions/mine.html", context)


def _asked(signer: Any, today: Any) -> dict[str, Any]:
    kind, thing = (MOTIONS, signer.motion) if signer.motion else (INQUIRIES, signer.inquiry)
    said = gettext("%(name)s代表邀请您联名 · %(kind)s · %(day)s")
    return {
        "url": kind.url("one", thing.pk),
        "title": thing.title,
        "said": said
        % {"name": thing.proposer_name, "kind": kind.name, "day": wording.day(signer.asked_at, today=today)},
    }


@require_safe
def sent(request: Any) -> HttpResponse:
    """The motions sent to the reader's committees: what waits for them first, by its day."""
    mine = queries.sent_to(request.actor)
    waiting = mine.filter(state__in=queries.TO_COMMITTEE).order_by(F("report_due_on").asc(nulls_first=True), "pk")
    rest = mine.exclude(state__in=queries.TO_COMMITTEE).order_by("-pk")
    return _desk(request, MOTIONS, waiting, rest, title="交来的议案", nothing="没有等着提出意见或者报告结果的议案。")


@require_safe
def asked(request: Any) -> HttpResponse:
    """The inquiries the reader's organs are to answer, by their day, and those answered."""
    mine = queries.asked_of(request.actor)
    waiting = mine.filter(state=InquiryState.WITH_ORGAN).order_by(F("answer_due_on").asc(nulls_last=True), "pk")
    rest = mine.exclude(state=InquiryState.WITH_ORGAN).order_by("-pk")
    return _desk(request, INQUIRIES, waiting, rest, title="要答复的质询案", nothing="没有等着答复的质询案。")


def _desk(request: Any, kind: Any, waiting: Any, rest: Any, *, title: str, nothing: str) -> HttpResponse:
    today = timezone.localdate()
    groups = [
        {
            "label": gettext(label),
            "nothing": gettext(empty),
            "rows": [listing.row_of(row, kind, today=today) for row in queries.rows_of(rows[:SHOWN])],
        }
        for label, empty, rows in (
            ("待办", nothing, waiting),
            ("已办", "还没有办过的。", rest),
        )
    ]
    context = {"kind": kind, "page_title": gettext(title), "groups": groups, "list_url": kind.url("list")}
    return render_page(request, "motions/desk.html", context)
