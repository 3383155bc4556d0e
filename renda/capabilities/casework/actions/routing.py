"""Sending a matter on its route: to an organ, up, on the spot, elsewhere, into another, to a deputy."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils.timezone import localdate

from renda.capabilities.casework import rules
from renda.capabilities.casework.actions import common, indexing, notifying
from renda.capabilities.casework.events import CaseRaised, CaseSettled
from renda.capabilities.casework.flow import CASE_FLOW
from renda.capabilities.casework.models import Case
from renda.capabilities.casework.terms import Refusal, Route, State, Told
from renda.capabilities.deputies import queries as deputy_queries
from renda.capabilities.suggestions import actions as suggestion_actions
from renda.capabilities.suggestions.terms import Origin
from renda.foundation.accounts.actor import SYSTEM, Actor
from renda.foundation.accounts.terms import Level
from renda.foundation.action import action
from renda.foundation.errors import RuleBroken
from renda.foundation.events.bus import announce
from renda.foundation.notices import outbox
from renda.foundation.sealing import personal
from renda.foundation.workflow.run import take_step


@action
def assign(case: Case, *, organ: Any, actor: Actor, at: datetime, text: str = "") -> Case:
    """Hand the matter to an organ and start its clocks for signing and settling."""
    day = localdate(at)
    route = rules.route_of(organ.kind, organ.region_id)
    if not case.place_code.startswith(organ.region_id):
        raise RuleBroken("organ-elsewhere", "“%(organ)s”不管这个地方，请另选承办单位", organ=organ.name)
    local = common.overlays(case)
    clock = rules.settle_clock(
        route, is_small=case.is_small, assigned_on=day, overlays=local, calendar=common.calendar()
    )
    sign_by = rules.sign_clock(assigned_on=day, overlays=local, calendar=common.calendar())
    first = case.first_assigned_on is None
    take_step(
        CASE_FLOW,
        case,
        "assign",
        actor=actor,
        at=at,
        citation=clock.citation,
        organ_id=organ.pk,
        route=route,
        assigned_on=day,
        first_assigned_on=case.first_assigned_on or day,
        sign_due_on=sign_by.due_on,
        due_on=clock.due_on,
        due_citation=clock.citation,
        due_key=clock.key,
    )
    if first:
        common.count("passed_on", case, day)
    else:
        # Its new day moves no figure, but the list of what is overdue.
        common.touch("passed_on", case, day)
    common.note(case, "assign", actor=actor, at=at, text=text or organ.name, is_public=True)
    notifying.organ(case, "新交办：%(title)s，请签收", actor=actor, at=at)
    return case


@action
def pass_on(case: Case, *, desk_code: str, actor: Actor, at: datetime, text: str = "") -> Case:
    """Hand the matter to the congress office of a wider place."""
    take_step(CASE_FLOW, case, "pass_on", actor=actor, at=at, desk_code=desk_code)
    common.note(case, "pass_on", actor=actor, at=at, text=text, is_public=True)
    notifying.desk(case, "下级转来：%(title)s，请分办", actor=actor, at=at)
    return case


@action
def settle_now(case: Case, *, answer: str, actor: Actor, at: datetime) -> Case:
    """Answer on the spot; the visitor hears it there and then."""
    day = localdate(at)
    take_step(
        CASE_FLOW,
        case,
        "settle_now",
        actor=actor,
        at=at,
        route=Route.ON_SPOT,
        answer=answer.strip(),
        told_on=day,
        told_how=Told.IN_PERSON,
        settled_on=day,
        is_late=False,
    )
    common.count_settled(case, +1)
    common.note(case, "settle_now", actor=actor, at=at, text=answer, is_public=True)
    announce(CaseSettled(case.pk, at))
    return case


@action
def refuse(case: Case, *, reason: str, explanation: str, actor: Actor, at: datetime) -> Case:
    """Do not take the matter, explain why, and say where it belongs.

    What turns out to be an accusation leaves the normal flow at once: from here only the county's
    office sees it, and no search for words finds it (《信访工作条例》第三十条).
    """
    if reason not in Refusal.values():
        raise RuleBroken("refusal-reason", "请从列表中选择不予受理的理由")
    rules.must_give_reason(explanation)
    day, facts = localdate(at), dict[str, Any]()
    is_found_out = rules.leaves_the_flow(reason) and not case.is_confidential
    if is_found_out:
        facts = {"is_confidential": True, "wants_secrecy": True, "desk_code": case.county_code}
    take_step(CASE_FLOW, case, "refuse", actor=actor, at=at, refusal=reason, referred_on=day, **facts)
    if is_found_out:
        indexing.drop(case)
        notifying.desk(case, "有检举控告材料需要按规定转送", actor=actor, at=at)
    common.count("referred", case, day)
    common.note(case, "refuse", actor=actor, at=at, text=explanation, is_public=not case.is_confidential)
    return case


@action
def merge(case: Case, *, main: Case, actor: Actor, at: datetime) -> Case:
    """Put a matter into an earlier one about the same thing, with all that was put into it; its receipt stays good."""
    main = _both_held(case, main)
    if main.pk == case.pk or main.state == State.MERGED or main.is_confidential:
        raise RuleBroken("merge-target", "不能并入这件事，请另选")
    if main.county_code != case.county_code:
        raise RuleBroken("merge-county", "只能并入同一县（市、区）的事项")
    take_step(CASE_FLOW, case, "merge", actor=actor, at=at, merged_into_id=main.pk)
    Case.objects.filter(merged_into=case).update(merged_into=main)
    common.count("matters", case, case.registered_on, -1)
    common.note(case, "merge", actor=actor, at=at, text=main.number, is_public=True)
    common.note(main, "joined", actor=actor, at=at, text=case.number)
    return case


def _both_held(case: Case, main: Case) -> Case:
    """The main matter as it is now; neither moves until this act ends, or each could be put into the other."""
    held = Case.objects.select_for_update().filter(pk__in=[case.pk, main.pk]).order_by("pk")
    return next(one for one in held if one.pk == main.pk)


@action
def raise_suggestion(case: Case, *, deputy_id: int, level: str, actor: Actor, at: datetime) -> Case:
    """Ask a deputy to make a suggestion of the matter; what was merged into it goes along.

    From here the time the law gives for suggestions counts (《代表法》第五十一条), and the clock of the station's
    rules no more.
    """
    day, is_first = localdate(at), case.raised_on is None
    suggestion = _begin_suggestion(case, deputy_id, level, at=at)
    take_step(
        CASE_FLOW,
        case,
        "raise_suggestion",
        actor=actor,
        at=at,
        raised_on=case.raised_on or day,
        due_on=None,
        suggestion_id=suggestion.pk,
    )
    # A matter that came back and is raised once more became a suggestion once.
    if is_first:
        common.count("raised", case, day)
    common.note(case, "raise_suggestion", actor=actor, at=at, is_public=True)
    announce(CaseRaised(case.pk, deputy_id, level, at))
    return case


def _begin_suggestion(case: Case, deputy_id: int, level: str, *, at: datetime) -> Any:
    """A draft for the deputy, who decides whether to hand it in; of the citizen it holds the words and nothing else."""
    seat = deputy_queries.seat_of_level(deputy_id, level)
    if seat is None:
        raise RuleBroken("deputy-level", "这位代表不是%(level)s人大代表，请另选", level=Level(level).label)
    known = [personal.reveal(sealed) for sealed in (case.sealed_name, case.sealed_phone, case.sealed_address)]
    words = rules.without_numbers(rules.without_known(case.words, known))
    text = suggestion_actions.Text(
        title=rules.suggestion_title(rules.title_of(words)),
        situation=words,
        origin=Origin.STATION,
    )
    suggestion = suggestion_actions.write(seat.term.congress, text, actor=SYSTEM, at=at, deputy_id=deputy_id)
    if seat.deputy.user_id is not None:
        outbox.tell_user(
            seat.deputy.user_id,
            "联络站转来群众反映的问题，请考虑提出建议：%(title)s",
            link=f"/suggestions/{suggestion.pk}/",
            at=at,
            title=suggestion.title,
        )
    return suggestion
