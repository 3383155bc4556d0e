"""Towards the citizen: telling the result, the citizen's rating, reopening, and looking at who it is."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.utils.timezone import localdate

from renda.capabilities.casework import policy, rules
from renda.capabilities.casework.actions import common, notifying
from renda.capabilities.casework.events import CaseReopened, CaseSettled
from renda.capabilities.casework.flow import CASE_FLOW
from renda.capabilities.casework.models import Case, Rating
from renda.capabilities.casework.terms import Grade, State
from renda.foundation.accounts.actor import Actor
from renda.foundation.action import action
from renda.foundation.audit import trail
from renda.foundation.errors import RuleBroken, StaleState
from renda.foundation.events.bus import announce
from renda.foundation.files import store
from renda.foundation.files.models import Attachment
from renda.foundation.policy import grants
from renda.foundation.sealing import personal
from renda.foundation.workflow.run import take_step

PHOTOS_MAX = 6
PAPERS_MAX = 60


@action
def tell(case: Case, *, how: str, actor: Actor, at: datetime, text: str = "") -> Case:
    """Tell the citizen the result and settle the matter; from here only the citizen's no reopens it."""
    day = localdate(at)
    late = case.due_on is not None and day > case.due_on
    take_step(
        CASE_FLOW, case, "tell", actor=actor, at=at, told_on=day, told_how=how, settled_on=day, is_late=late, grade=""
    )
    common.count_settled(case, +1)
    common.note(case, "tell", actor=actor, at=at, text=text, is_public=True)
    announce(CaseSettled(case.pk, at))
    return case


@action
def rate(case: Case, *, grade: str, note: str, actor: Actor, at: datetime) -> Case:
    """Take the citizen's rating, once a round; not satisfied reopens the matter by itself, twice at most.

    Raises:
        RuleBroken: not settled, the time for rating is over, or this round is rated already.
    """
    grants.require(actor, "casework.rate", case)
    day = localdate(at)
    if grade not in Grade.values():
        raise RuleBroken("grade", "请从满意、基本满意、不满意中选一项")
    if case.state != State.SETTLED or case.told_on is None:
        raise RuleBroken("not-settled", "办结以后才能评价")
    rules.must_be_in_rating_time(case.told_on, today=day, overlays=common.overlays(case), calendar=common.calendar())
    fresh = Case.objects.filter(pk=case.pk, revision=case.revision, grade="").update(
        grade=grade, revision=case.revision + 1
    )
    if not fresh:
        if Rating.objects.filter(case=case, round=case.redo_count).exists():
            raise RuleBroken("rated", "您已经评价过这次办理结果")
        raise StaleState("rate")
    case.grade, case.revision = grade, case.revision + 1
    Rating.objects.create(case=case, round=case.redo_count, on=day, grade=grade, note=note.strip()[:300])
    common.count(f"rated_{Grade(grade)}", case, day)
    trail.record(at=at, actor=actor, verb="casework.rate", subject=case, changes={"grade": grade})
    common.note(case, "rate", actor=actor, at=at, text=note.strip()[:300], who=actor.name, is_public=True)
    if grade == Grade.NOT and rules.may_reopen_itself(case.redo_count):
        _reopen(case, actor=actor, at=at, day=day)
    return case


@action
def reopen(case: Case, *, reason: str, actor: Actor, at: datetime) -> Case:
    """The office has a settled matter handled again."""
    rules.must_give_reason(reason)
    _reopen(case, actor=actor, at=at, day=localdate(at))
    common.note(case, "reopen_reason", actor=actor, at=at, text=reason)
    return case


def _reopen(case: Case, *, actor: Actor, at: datetime, day: date) -> None:
    common.count_settled(case, -1)
    if case.answered_on is not None:
        common.count("answered", case, case.answered_on, -1)
    facts: dict[str, Any] = {
        "settled_on": None,
        "answered_on": None,
        "told_on": None,
        "is_late": False,
        "redo_count": case.redo_count + 1,
        "grade": "",
    }
    if case.organ_id is not None:
        clock = rules.redo_clock(reopened_on=day, overlays=common.overlays(case), calendar=common.calendar())
        facts |= {
            "assigned_on": day,
            "due_on": clock.due_on,
            "due_citation": clock.citation,
            "due_key": clock.key,
        }
        take_step(CASE_FLOW, case, "redo", actor=actor, at=at, citation=clock.citation, **facts)
        common.note(case, "redo", actor=actor, at=at, who=actor.name, is_public=True)
        notifying.organ(case, "反映人不满意，请重新办理：%(title)s", actor=actor, at=at)
    else:
        take_step(CASE_FLOW, case, "reopen", actor=actor, at=at, route="", **facts)
        common.note(case, "reopen", actor=actor, at=at, who=actor.name, is_public=True)
        notifying.desk(case, "反映人不满意，请重新分办：%(title)s", actor=actor, at=at)
    announce(CaseReopened(case.pk, at))


@action
def reveal(case: Case, *, reason: str, actor: Actor, at: datetime) -> dict[str, str]:
    """Show who the citizen is, to those who need to reach them; each look is on record with its reason.

    The basis is 《个人信息保护法》第三十四条: within statutory powers and no further than needed.

    Raises:
        NotPermitted: not theirs to know; a handler of one who asked for secrecy is told to go through the station.
    """
    policy.require_reveal(actor, case)
    rules.must_give_reason(reason)
    trail.record(at=at, actor=actor, verb="casework.reveal", subject=case, changes={"reason": reason.strip()[:200]})
    return {
        "name": personal.reveal(case.sealed_name),
        "phone": personal.reveal(case.sealed_phone),
        "address": personal.reveal(case.sealed_address),
    }


@action
def add_photo(case: Case, checked: store.Checked, *, actor: Actor, at: datetime) -> Attachment:
    """Add a photo or paper to a matter: six by citizens, more by those who work on it."""
    by_citizen = [one.added_by is None for one in store.of(case)]
    is_citizen = actor.user_id is None
    most = PHOTOS_MAX if is_citizen else PAPERS_MAX
    if by_citizen.count(is_citizen) >= most:
        raise RuleBroken("too-many-photos", "最多%(most)s张照片", most=most)
    attachment = store.keep(checked, owner=case, added_by=actor.user_id, at=at)
    trail.record(at=at, actor=actor, verb="casework.add_photo", subject=case, changes={"file": attachment.pk})
    return attachment
