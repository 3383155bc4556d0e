"""What the desk decides of a registered matter: where it goes, or that it goes nowhere."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from renda.capabilities.casework import actions, queries, rules
from renda.capabilities.casework.actions import common
from renda.capabilities.casework.forms import acts as forms
from renda.capabilities.casework.terms import OPEN_STATES, Refusal, Route, State
from renda.capabilities.casework.views import standing
from renda.capabilities.casework.views.acts.taking import Act, take
from renda.capabilities.deputies import queries as deputy_queries
from renda.foundation.accounts import queries as account_queries
from renda.foundation.accounts.models import Region
from renda.foundation.accounts.terms import Level
from renda.foundation.clocks import Clock
from renda.foundation.errors import RuleBroken

either = require_http_methods(["GET", "POST"])
CITY_LENGTH = 4


def organs(place_code: str) -> list[tuple[str, list[tuple[int, str]]]]:
    """Organs a matter of this place can go to, by route, the nearest first."""
    found: dict[Route, list[tuple[int, str]]] = {}
    known = account_queries.organs_for(place_code)
    for route, some in groupby(known, key=lambda organ: rules.route_of(organ.kind, organ.region_id)):
        found.setdefault(route, []).extend((organ.pk, organ.name) for organ in some)
    return [(gettext(route.label), found[route]) for route in Route if route in found]


def organ_of(case: Any, pk: int) -> Any:
    """The organ chosen.

    Raises:
        RuleBroken: it does not answer for the place of the matter.
    """
    organ = account_queries.organs_for(case.place_code).filter(pk=pk).first()
    if organ is None:
        raise RuleBroken("organ-elsewhere", "这个单位不管这个地方，请另选承办单位")
    return organ


def clock_of(case: Any, organ: Any) -> Clock | None:
    """When the matter would be due with an organ, and why; None where no rule of this congress says."""
    route = rules.route_of(organ.kind, organ.region_id)
    day = timezone.localdate()
    try:
        return rules.settle_clock(
            route,
            is_small=case.is_small,
            assigned_on=day,
            overlays=common.overlays(case),
            calendar=common.calendar(),
        )
    except RuleBroken:
        return None


def preview(request: Any, case: Any) -> dict[str, Any]:
    """The due date of the organ chosen, before it counts."""
    asked = request.POST.get("organ") or request.GET.get("organ", "")
    if not asked.isdecimal() or len(asked) > 18:
        return {}
    organ = account_queries.organs_for(case.place_code).filter(pk=int(asked)).first()
    if organ is None:
        return {}
    return {"chosen": organ, "chosen_clock": standing.spoken(clock_of(case, organ)), "today": timezone.localdate()}


def _assign(case: Any, data: dict[str, Any], who: dict[str, Any]) -> None:
    organ = organ_of(case, data["organ"])
    clock = clock_of(case, organ)
    if clock is not None and data["shown_due"] != clock.due_on:
        raise RuleBroken("look-at-the-due-date", "请核对下面的期限和依据，再按一次交办")
    text = f"{organ.name}\n{data['text'].strip()}" if data["text"].strip() else ""
    actions.assign(case, organ=organ, text=text, **who)


ASSIGN = Act(
    "assign",
    forms.Assign,
    _assign,
    verb="交办",
    done="已交办：%(title)s",
    steps=("assign",),
    template="casework/act_assign.html",
    options=lambda _request, case: {"organs": organs(case.place_code)},
    context=preview,
)


def desks(case: Any) -> list[tuple[str, str]]:
    """The congress offices above the desk where a matter lies, the nearest first."""
    chain = account_queries.region_chain(case.place_code)
    above = [code for code in chain if CITY_LENGTH <= len(code) < len(case.desk_code)]
    names = dict(Region.objects.filter(pk__in=above).values_list("pk", "name"))
    said = gettext("%(place)s人大")
    return [(code, said % {"place": names[code]}) for code in reversed(above) if code in names]


PASS_ON = Act(
    "pass_on",
    forms.PassOn,
    lambda case, data, who: actions.pass_on(case, desk_code=data["desk_code"], text=data["text"], **who),
    verb="转上级人大",
    done="已转上级人大：%(title)s",
    effect="转出以后，由那里的人大机关分办，您可以继续查看。",
    steps=("pass_on",),
    options=lambda _request, case: {"desks": desks(case)},
)
SETTLE_NOW = Act(
    "settle_now",
    forms.SettleNow,
    lambda case, data, who: actions.settle_now(case, answer=data["answer"], **who),
    verb="当场办结",
    done="已办结：%(title)s",
    effect="将办结这件事，反映人可以凭回执评价，之后只能重新办理。",
    steps=("settle_now",),
    is_final=True,
)


def _reasons(_request: Any, case: Any) -> dict[str, Any]:
    return {"only": (Refusal.ACCUSATION,)} if case.is_confidential else {}


REFUSE = Act(
    "refuse",
    forms.Refuse,
    lambda case, data, who: actions.refuse(case, reason=data["reason"], explanation=data["explanation"], **who),
    verb="不予受理并转送",
    done="已说明去处：%(title)s",
    effect="这件事将离开办理流程，反映人凭回执能看到说明。",
    steps=("refuse",),
    options=_reasons,
    is_final=True,
)


def _alike(request: Any, case: Any) -> dict[str, Any]:
    visible = queries.visible_to(request.actor).exclude(pk=case.pk).filter(is_confidential=False)
    text = f"{case.title} {case.words}"
    found = queries.similar(case.place_code[: queries.AREA_LENGTH], text, visible=visible)
    return {
        "alike": [(one.pk, one.title) for one in found if one.state in OPEN_STATES],
        "explanations": {str(one.pk): f"{one.number}  {gettext(State(one.state).label)}" for one in found},
    }


def _merge(case: Any, data: dict[str, Any], who: dict[str, Any]) -> None:
    actor, number = who["actor"], (data.get("number") or "").strip()
    main = queries.by_number(actor, number) if number else queries.one(actor, int(data["main"]))
    if main is None:
        raise RuleBroken("merge-unknown", "没有找到编号是“%(number)s”的事项", number=number or data["main"])
    actions.merge(case, main=main, **who)


MERGE = Act(
    "merge",
    forms.Merge,
    _merge,
    verb="并入",
    done="已并入：%(title)s",
    effect="并入以后一起办理，只算一件；反映人的回执照样能用。",
    steps=("merge",),
    options=_alike,
    is_final=True,
)


def _receivers(_request: Any, case: Any) -> dict[str, Any]:
    people = queries.receivers(case)
    levels = deputy_queries.levels_of([person.deputy_id for person in people])
    return {
        "deputies": [
            (
                person.deputy_id,
                " ".join([person.name, *(gettext(Level(one).label) for one in levels.get(person.deputy_id, ()))]),
            )
            for person in people
        ]
    }


def _raise(case: Any, data: dict[str, Any], who: dict[str, Any]) -> None:
    name, level = (data.get("other") or "").strip(), data["level"]
    if name:
        ids = list(deputy_queries.deputies_near(case.place_code).filter(name=name).values_list("pk", flat=True)[:9])
    else:
        ids = [int(data["deputy"])]
    if not ids:
        raise RuleBroken("deputy-unknown", "这一带没有名叫“%(name)s”的在任代表", name=name)
    held = deputy_queries.levels_of(ids)
    fitting = [pk for pk in ids if level in held.get(pk, ())]
    if not fitting:
        raise RuleBroken("deputy-level", "这位代表不是%(level)s人大代表，请另选", level=Level(level).label)
    if len(fitting) > 1:
        raise RuleBroken("deputy-twice", "有%(n)s位代表叫“%(name)s”，请从接待代表中选", n=len(fitting), name=name)
    actions.raise_suggestion(case, deputy_id=fitting[0], level=level, **who)


RAISE = Act(
    "raise_suggestion",
    forms.RaiseSuggestion,
    _raise,
    verb="转为代表建议",
    done="已转为代表建议：%(title)s",
    effect="转出以后按代表建议的程序办理；代表是否提出，由代表本人决定。",
    steps=("raise_suggestion",),
    options=_receivers,
)


@either
def assign(request: Any, pk: int) -> HttpResponse:
    """Hand a matter to an organ, after its due date was seen."""
    return take(request, pk, ASSIGN)


@either
def pass_on(request: Any, pk: int) -> HttpResponse:
    """Hand a matter to the congress office of a wider place."""
    return take(request, pk, PASS_ON)


@either
def settle_now(request: Any, pk: int) -> HttpResponse:
    """Answer a matter on the spot."""
    return take(request, pk, SETTLE_NOW)


@either
def refuse(request: Any, pk: int) -> HttpResponse:
    """Do not take a matter, and say where it belongs."""
    return take(request, pk, REFUSE)


@either
def merge(request: Any, pk: int) -> HttpResponse:
    """Put a matter into an earlier one."""
    return take(request, pk, MERGE)


@either
def raise_suggestion(request: Any, pk: int) -> HttpResponse:
    """Ask a deputy to make a suggestion of a matter."""
    return take(request, pk, RAISE)
