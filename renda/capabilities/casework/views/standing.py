"""Where a matter stands for its reader: which acts are open, whose turn it is, what happened so far."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext

from renda.capabilities.casework import rules
from renda.capabilities.casework.actions import common
from renda.capabilities.casework.flow import CASE_FLOW
from renda.capabilities.casework.models import Case
from renda.capabilities.casework.terms import OPEN_STATES, Happening, Lamp, State
from renda.capabilities.stations.terms import StaffRole
from renda.foundation.accounts.actor import ANYONE, SYSTEM, Actor
from renda.foundation.accounts.terms import OrganKind, Role
from renda.foundation.clocks import Clock
from renda.foundation.errors import RuleBroken
from renda.foundation.policy import grants
from renda.foundation.web import clock, wording

DESK_OF_STATION = 9
# The one act that moves a matter on from each state, and who must be able to take it for it to be their turn.
PRIMARY = {State.REGISTERED: "assign", State.ASSIGNED: "sign", State.HANDLING: "answer", State.ANSWERED: "tell"}
# Both ways of handling a settled matter again are one act; which one is taken depends on the organ.
SAME_ACT = {"redo": "reopen"}
CHIPS = {
    State.REGISTERED: "warn",
    State.ASSIGNED: "wait",
    State.HANDLING: "wait",
    State.ANSWERED: "warn",
    State.RAISED: "wait",
    State.SETTLED: "ok",
}


# Lines keep who wrote them as it was said then; of that, these are words of the product and no one's name.
STORED = frozenset(
    {"反映人", ANYONE.name, SYSTEM.name, *(one.label for kind in (Role, StaffRole, OrganKind) for one in kind)}
)


@dataclass(frozen=True)
class Offer:
    """An act that is open to the reader now."""

    name: str
    label: str
    url: str
    is_primary: bool = False


def offers(actor: Actor, case: Any, *, back: str = "") -> list[Offer]:
    """The acts open to this actor on this matter, the one that moves it on first."""
    known: dict[str, bool] = {}

    def may(permission: str) -> bool:
        if permission not in known:
            known[permission] = grants.allowed(actor, permission, case)
        return known[permission]

    steps = [
        step
        for step in CASE_FLOW.steps_from(case.state)
        if may(step.permission) and not (case.is_confidential and rules.must_be_open in step.guards)
    ]
    found = {SAME_ACT.get(step.name, step.name): step.label for step in steps}
    if case.organ_id is None or case.due_on is None:
        found.pop("send_back", None)
    if case.state in {State.ASSIGNED, State.HANDLING} and may("casework.remind"):
        found["remind"] = Happening.REMIND.label
    if case.state in OPEN_STATES and may("casework.follow_up"):
        found["follow_up"] = Happening.FOLLOW_UP.label
    first = PRIMARY.get(State(case.state))
    made = [_offer(name, label, case.pk, back, is_primary=name == first) for name, label in found.items()]
    return sorted(made, key=lambda offer: not offer.is_primary)


def _offer(name: str, label: str, pk: int, back: str, *, is_primary: bool) -> Offer:
    url = reverse(f"casework:{name}", args=[pk])
    return Offer(name, gettext(label), f"{url}?next={back}" if back else url, is_primary)


def turn(case: Case, *, desk_name: str = "") -> str:
    """Whose turn it is, in a sentence."""
    if case.state == State.REGISTERED:
        who = case.station.name if len(case.desk_code) > DESK_OF_STATION else desk_name
        return gettext("等%(who)s分办") % {"who": who or gettext("人大机关")}
    if case.state in {State.ASSIGNED, State.HANDLING} and case.organ is not None:
        said = "等%(who)s签收" if case.state == State.ASSIGNED else "%(who)s正在办理"
        return gettext(said) % {"who": case.organ.name}
    if case.state == State.ANSWERED:
        return gettext("等%(who)s告知反映人") % {"who": case.station.name}
    if case.state == State.RAISED:
        return gettext("已转为代表建议，等建议的办理结果")
    ended = {
        State.SETTLED: "这件事已经办结",
        State.REFERRED: "这件事没有受理，已说明去处",
        State.MERGED: "这件事已并入另一件一起办理",
    }
    return gettext(ended[State(case.state)])


def prompt(case: Case) -> str:
    """What the reader whose turn it is should do, in a sentence."""
    said = {
        State.REGISTERED: "请看清楚是什么事、归谁办，再决定去向。",
        State.ASSIGNED: "请签收；不属于本单位职责的，请在期限内说明理由退回。",
        State.HANDLING: "请办理并答复；时间长的，先报进展。",
        State.ANSWERED: "承办单位已答复，请核对后告知反映人。",
    }
    return gettext(said.get(State(case.state), ""))


def lamp(case: Any, *, today: date) -> tuple[str, str]:
    """Lamp and word of a row; colour and word follow one rule wherever the matter is shown."""
    kind = rules.lamp(case.state, due_on=case.due_on, today=today, started_on=case.assigned_on)
    if case.state == State.SETTLED or (kind in {Lamp.WARN, Lamp.DANGER}):
        reading = clock.read(
            case.due_on,
            today=today,
            started_on=case.assigned_on,
            finished_on=case.settled_on if kind == Lamp.OK else None,
        )
        return reading.kind, reading.word
    if kind == Lamp.OK:
        words = {State.REFERRED: "已转送", State.MERGED: "已并入"}
        return "ok", gettext(words.get(State(case.state), Lamp.OK.label))
    return "wait", gettext("建议办理中" if case.state == State.RAISED else Lamp.WAIT.label)


def spoken(found: Clock | None) -> Clock | None:
    """A clock with its article, rule and rank in the reader's language."""
    return found.in_english if found is not None and wording.in_english() else found


def dispatch_due(case: Case) -> Clock | None:
    """When a registered matter, read in full, must have been sent on its route; None where no rule says."""
    local = tuple(getattr(case, "overlays", None) or ())
    try:
        return spoken(
            rules.dispatch_clock(registered_on=case.registered_on, overlays=local, calendar=common.calendar())
        )
    except RuleBroken:
        return None


def when(moment: datetime, *, today: date) -> str:
    """The moment of a line; of today's only the time."""
    local = localtime(moment)
    return gettext("今天 %(time)s") % {"time": f"{local:%H:%M}"} if local.date() == today else wording.moment(moment)


def author(kept: str) -> str:
    """Who wrote a line: the words of the product in the reader's language, names and titles as they were given."""
    return " ".join(gettext(part) if part in STORED else part for part in kept.split(" "))


def history(case: Case, lines: list[Any], files: list[Any], *, today: date) -> list[dict[str, Any]]:
    """The lines of a matter for those who work on it, newest first, each with the files handed in with it."""
    entries = []
    for index, line in enumerate(lines):
        known = line.verb in Happening.values()
        said = line.verb == Happening.REGISTER
        entries.append(
            {
                "when": when(line.at, today=today),
                "title": gettext(Happening(line.verb).label) if known else line.verb,
                "text": "" if said else line.text,
                "quote": case.words if said else "",
                "who": author(line.who),
                "files": [
                    {"url": reverse("reporting:file", args=[file.pk, file.name]), "name": file.name}
                    for file in files
                    if file.added_at == line.at
                ],
                "is_now": index == 0 and case.state in OPEN_STATES,
            }
        )
    return entries


def moved(lines: list[Any], *, today: date) -> str:
    """Who moved the matter last, when, and how; said to whoever acted on an older picture of it."""
    if not lines:
        return gettext("这件事刚刚有了变化，请看最新内容后再定，您写的还在。")
    line = lines[0]
    steps = {step.name: step.label for step in CASE_FLOW.steps}
    known = steps.get(line.verb) or (Happening(line.verb).label if line.verb in Happening.values() else "")
    return gettext("%(who)s%(when)s已%(act)s。请看最新内容后再定，您写的还在。") % {
        "who": author(line.who.rpartition(" ")[2]),
        "when": f"{localtime(line.at):%H:%M}" if localtime(line.at).date() == today else wording.moment(line.at),
        "act": gettext(known) if known else gettext("更新"),
    }
