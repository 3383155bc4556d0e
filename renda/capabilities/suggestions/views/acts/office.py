"""What the office decides of one suggestion: examined, given to organs, answered for, brought to its end."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext

from renda.capabilities.suggestions import actions, queries
from renda.capabilities.suggestions.forms import office as forms
from renda.capabilities.suggestions.forms import plain
from renda.capabilities.suggestions.terms import (
    AssignmentState,
    Part,
    State,
    Weight,
)
from renda.capabilities.suggestions.views import standing
from renda.capabilities.suggestions.views.known import Act
from renda.foundation.errors import RuleBroken


def organs(place_code: str) -> list[tuple[int, str]]:
    """The organs to which the office of a congress hands suggestions: those of its level, then those below."""
    return [(organ.pk, organ.name) for organ in queries.organs_under(place_code)]


def organ_of(suggestion: Any, pk: int) -> Any:
    """The organ chosen.

    Raises:
        RuleBroken: it does not belong to this level.
    """
    found = queries.organs_under(suggestion.place_code).filter(pk=pk).first()
    if found is None:
        raise RuleBroken("organ-elsewhere", "“%(organ)s”不在本级，请另选承办单位", organ=str(pk))
    return found


ACCEPT = Act(
    "accept",
    plain.Plain,
    lambda suggestion, _data, who: actions.accept(suggestion, **who),
    verb="审查通过",
    done="审查通过：%(title)s",
    effect="通过以后，请确定承办单位。",
    steps=("accept",),
    is_primary=True,
    order=1,
)
SEND_BACK = Act(
    "send_back",
    forms.SendBack,
    lambda suggestion, data, who: actions.send_back(suggestion, reason=data["reason"], **who),
    verb="退回补充",
    done="已退回代表补充：%(title)s",
    steps=("send_back",),
    order=2,
)
REFUSE = Act(
    "refuse",
    forms.Refuse,
    lambda suggestion, data, who: actions.refuse(
        suggestion, reason=data["reason"], explanation=data["explanation"], **who
    ),
    verb="不予接收",
    done="没有接收：%(title)s，已告知代表",
    effect="这件建议将结束，不能再交办；代表能看到理由和说明。",
    steps=("refuse",),
    is_final=True,
    order=4,
)


def _alike(request: Any, suggestion: Any) -> dict[str, Any]:
    found = queries.merge_candidates(request.actor, suggestion)
    return {
        "alike": [(one.pk, one.title) for one in found],
        "explanations": {
            str(one.pk): f"{standing.numbered(one)} {one.lead_name} {gettext(State(one.state).label)}" for one in found
        },
    }


def _merge(suggestion: Any, data: dict[str, Any], who: dict[str, Any]) -> None:
    number = (data.get("number") or "").strip()
    if number:
        same = queries.by_number(who["actor"], suggestion.place_code, number)
        # A number runs anew with each session; the one of the same series is meant.
        main = next((one for one in same if one.series == suggestion.series), None)
    else:
        main = queries.one(who["actor"], int(data["main"]))
    if main is None:
        raise RuleBroken("merge-unknown", "没有找到编号是“%(number)s”的建议", number=number or data["main"])
    actions.merge(suggestion, main=main, **who)


MERGE = Act(
    "merge",
    forms.Merge,
    _merge,
    verb="并入另一件",
    done="已并案：%(title)s",
    effect="并入以后一起办理和答复，所有联名代表都会收到结果。",
    steps=("merge",),
    options=_alike,
    is_final=True,
    order=3,
)


def _plan(suggestion: Any, data: dict[str, Any], who: dict[str, Any]) -> None:
    chosen = {organ_of(suggestion, pk): Part.LEAD for pk in data["lead"]}
    chosen |= {organ_of(suggestion, pk): Part.JOINT for pk in data["joint"]}
    actions.plan(suggestion, chosen, weight=data["weight"], **who)


def _plan_page(request: Any, suggestion: Any) -> dict[str, Any]:
    """What the page of the plan shows: what the deputy wished, and who leads or assists in the plan there is."""
    held = [part for part in suggestion.assignments.all() if part.state == AssignmentState.PLANNED]
    chosen = {str(part.organ_id): part.part for part in held}
    for part in (Part.LEAD, Part.JOINT):
        chosen |= dict.fromkeys(request.POST.getlist(part.value), part.value)
    today, local = timezone.localdate(), standing.overlays_of(suggestion)
    return {
        "organs": [
            {"pk": pk, "name": name, "part": chosen.get(str(pk), "")} for pk, name in organs(suggestion.place_code)
        ],
        "rules": [
            (weight.value, standing.rule_behind(key, on=today, overlays=local))
            for weight, key in (
                (Weight.ORDINARY, "suggestion.reply.ordinary"),
                (Weight.COMPLEX, "suggestion.reply.complex"),
            )
        ],
    }


PLAN = Act(
    "plan",
    forms.PlanOrgans,
    _plan,
    verb="确定承办单位",
    done="已确定承办单位：%(title)s",
    steps=("plan",),
    template="suggestions/act_plan.html",
    options=lambda _request, suggestion: {"organs": organs(suggestion.place_code)},
    context=_plan_page,
    when=lambda suggestion: suggestion.state == State.ACCEPTED,
    is_primary=True,
    order=1,
)
REPLAN = replace(
    PLAN,
    name="replan",
    verb="另选承办单位",
    when=lambda suggestion: suggestion.state == State.PLANNED,
    is_primary=False,
    order=2,
)
HAND_OVER = Act(
    "hand_over",
    plain.Plain,
    lambda suggestion, _data, who: actions.hand_over(suggestion, **who),
    verb="交办",
    done="已交办：%(title)s",
    effect="从今天起，答复、签收、联系等期限开始计算。",
    steps=("hand_over",),
    is_primary=True,
    order=1,
)
MOVE_HAND_OVER = Act(
    "move_hand_over",
    forms.MoveHandOver,
    lambda suggestion, data, who: actions.move_hand_over(
        suggestion, assigned_on=data["assigned_on"], reason=data["reason"], **who
    ),
    verb="调整交办日期",
    done="已调整交办日期：%(title)s",
    effect="交办会在另一天开的，在这里改；从交办日起算的期限跟着改。",
    permission="suggestions.assign",
    when=lambda suggestion: suggestion.state in {State.ASSIGNED, State.HANDLING},
    order=60,
)

ACTS = (ACCEPT, SEND_BACK, REFUSE, MERGE, PLAN, REPLAN, HAND_OVER, MOVE_HAND_OVER)
