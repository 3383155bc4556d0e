"""Suggestions of earlier years, taken from a file as they ended: filed, counted on their days, found by the radar."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.timezone import localdate

from renda.capabilities.deputies import queries as deputy_queries
from renda.capabilities.suggestions.actions import common, indexing
from renda.capabilities.suggestions.actions.rating import GRADE_MEASURES
from renda.capabilities.suggestions.models import Assignment, PastUpload, Progress, Suggestion
from renda.capabilities.suggestions.rules import outcomes, past
from renda.capabilities.suggestions.rules.past import PastRow, RowError
from renda.capabilities.suggestions.terms import AssignmentState, Grade, Origin, Part, State
from renda.foundation.accounts import queries as account_queries
from renda.foundation.accounts.actor import Actor
from renda.foundation.action import action
from renda.foundation.audit import trail
from renda.foundation.errors import RuleBroken, StaleState
from renda.foundation.policy import grants


@action
def upload_past(
    congress: Any,
    rows: Sequence[PastRow],
    errors: Sequence[RowError],
    *,
    file_name: str,
    actor: Actor,
    at: datetime,
) -> PastUpload:
    """Keep what was read of a file, to be looked at before it is taken."""
    grants.require(actor, "suggestions.import", congress)
    if not rows and not errors:
        raise RuleBroken("table-no-rows", "文件“%(name)s”里没有建议，请在表头下面填写", name=file_name)
    sent = PastUpload.objects.create(
        congress=congress,
        file_name=file_name[:120],
        uploaded_by=actor.user_id or 0,
        uploaded_at=at,
        rows=[row.as_dict() for row in rows],
        errors=[error.as_dict() for error in errors],
    )
    trail.record(at=at, actor=actor, verb="suggestions.upload_past", subject=sent, changes={"rows": len(rows)})
    return sent


@dataclass(frozen=True)
class Looked:
    """What a file would do: the rows that can be taken, and why each other cannot."""

    good: list[PastRow]
    errors: list[RowError]


def look(congress: Any, rows: Sequence[PastRow]) -> Looked:
    """Judge rows against the roll, the organs and what is there already; writes nothing."""
    place_code = congress.region_id
    leads = deputy_queries.names_of_congress(place_code)
    organs = {
        name: organ for organ in account_queries.organs_for(place_code) for name in (organ.name, organ.short_name)
    }
    known = set(Suggestion.objects.filter(congress=congress, number__isnull=False).values_list("series", "number"))
    good, errors = [], []
    for row in rows:
        wrong = []
        if row.lead not in leads:
            wrong.append(RowError(row.line, past.LEAD, "名册里没有这位代表", "请核对姓名，或者先把代表录入名册"))
        elif len(leads[row.lead]) > 1:
            wrong.append(RowError(row.line, past.LEAD, "名册里有同名的代表", "请先在名册里区分，再逐件录入"))
        wrong += [
            RowError(
                row.line,
                past.LEAD_ORGAN,
                "没有名为“%(organ)s”的承办单位",
                "请先登记这个单位，或者核对名称",
                {"organ": name},
            )
            for name in (row.lead_organ, *row.joint_organs)
            if name and name not in organs
        ]
        if (_series(row), row.number) in known:
            wrong.append(RowError(row.line, past.NUMBER, "这一年的这个案号已经有了", "不用再导入"))
        errors += wrong
        if not wrong:
            good.append(row)
    return Looked(good, errors)


def _series(row: PastRow) -> str:
    return f"past-{row.year}{'b' if row.is_between else ''}"


@action
def keep_past(sent: PastUpload, *, actor: Actor, at: datetime) -> PastUpload:
    """Take the good rows of a file, once; the bad ones stay listed with their reasons."""
    congress = sent.congress
    grants.require(actor, "suggestions.import", congress)
    if PastUpload.objects.filter(pk=sent.pk, kept_at__isnull=True).update(kept_at=at) != 1:
        raise StaleState("keep_past")
    rows = [past.row_from(kept) for kept in sent.rows]
    found = look(congress, rows)
    if not found.good:
        raise RuleBroken("nothing-good", "没有可以导入的行，请按提示改好后再传")
    try:
        with transaction.atomic():
            _take(congress, found.good, actor=actor, at=at)
    except IntegrityError as fault:
        raise StaleState("keep_past") from fault
    errors = sorted([*sent.errors, *(error.as_dict() for error in found.errors)], key=lambda error: error["line"])
    PastUpload.objects.filter(pk=sent.pk).update(errors=errors, rows=[], kept_count=len(found.good))
    sent.refresh_from_db()
    trail.record(at=at, actor=actor, verb="suggestions.keep_past", subject=sent, changes={"kept": len(found.good)})
    return sent


def _take(congress: Any, rows: Sequence[PastRow], *, actor: Actor, at: datetime) -> None:
    place_code = congress.region_id
    leads = deputy_queries.names_of_congress(place_code)
    organs = {
        name: organ for organ in account_queries.organs_for(place_code) for name in (organ.name, organ.short_name)
    }
    made = Suggestion.objects.bulk_create([_suggestion(congress, row, leads[row.lead][0], at) for row in rows])
    parts, lines = [], []
    for row, one in zip(rows, made, strict=True):
        one.congress = congress
        organs_of = {organs[name]: Part.JOINT for name in row.joint_organs}
        if row.lead_organ:
            organs_of[organs[row.lead_organ]] = Part.LEAD
        parts += [_part(one, organ, part) for organ, part in organs_of.items()]
        lines.append(Progress(suggestion=one, at=at, verb="archive", who=actor.name[:80], text=""))
        _count(one)
        indexing.keep(one)
    Assignment.objects.bulk_create(parts, batch_size=500)
    Progress.objects.bulk_create(lines, batch_size=500)


def _suggestion(congress: Any, row: PastRow, lead: Any, at: datetime) -> Suggestion:
    last = date(row.year, 12, 31)
    replied_on = date.fromisoformat(row.replied_on) if row.replied_on else None
    assigned_on = date.fromisoformat(row.assigned_on) if row.assigned_on else None
    submitted_on = assigned_on or date(row.year, 1, 1)
    closed_on = min(max(last, replied_on or last), localdate(at))
    organs = [
        part for name, part in ((row.lead_organ, Part.LEAD), *((n, Part.JOINT) for n in row.joint_organs)) if name
    ]
    return Suggestion(
        congress=congress,
        place_code=congress.region_id,
        is_between=row.is_between,
        series=_series(row),
        number=row.number,
        year=row.year,
        lead_id=lead,
        lead_name=row.lead,
        signer_count=row.signers,
        title=row.title,
        situation=row.situation,
        analysis=row.analysis,
        advice=row.advice,
        subject=row.subject,
        origin=Origin.OTHER,
        may_publish=row.is_public,
        state=State.CLOSED,
        drafted_on=submitted_on,
        submitted_on=submitted_on,
        mode=outcomes.mode_of(organs) if organs else "",
        assigned_on=assigned_on,
        replied_on=replied_on,
        answered_on=replied_on,
        outcome=row.outcome,
        attitude="",
        result=row.grade,
        rated_on=(replied_on or closed_on) if row.grade else None,
        is_silent=bool(replied_on) and not row.grade,
        closed_on=closed_on,
    )


def _part(one: Suggestion, organ: Any, part: str) -> Assignment:
    state = AssignmentState.REPLIED if part == Part.LEAD else AssignmentState.OPINED
    return Assignment(
        suggestion=one, organ=organ, part=part, state=state, assigned_on=one.assigned_on, done_on=one.replied_on
    )


def _count(one: Suggestion) -> None:
    for measure, day in (
        ("submitted", one.submitted_on),
        ("assigned", one.assigned_on),
        ("replied", one.replied_on),
        ("replied_untimed", one.replied_on),
        ("closed", one.closed_on),
        (GRADE_MEASURES[Grade(one.result)] if one.result else "", one.rated_on),
    ):
        if measure and day is not None:
            common.count(measure, one, day)
