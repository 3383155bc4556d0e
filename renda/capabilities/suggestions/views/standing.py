"""Where a suggestion stands for its reader: number, lamp, which acts are open, whose turn it is, what happened."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext

from renda.capabilities.suggestions.models import Suggestion
from renda.capabilities.suggestions.queries.reading import Full
from renda.capabilities.suggestions.rules import outcomes
from renda.capabilities.suggestions.terms import (
    AT_WORK,
    EDITABLE_STATES,
    ENDED_STATES,
    EXAMINED_STATES,
    GONE,
    RUNNING_STATES,
    AssignmentState,
    Decision,
    Grade,
    Happening,
    Lamp,
    Part,
    Signature,
    State,
)
from renda.capabilities.suggestions.views import known
from renda.foundation import clocks
from renda.foundation.accounts.actor import SYSTEM, Actor
from renda.foundation.accounts.terms import OrganKind, Role
from renda.foundation.clocks import Clock
from renda.foundation.web import addresses, clock, wording

CHIPS = {
    State.DRAFT: "",
    State.COSIGNING: "wait",
    State.SUBMITTED: "warn",
    State.SUPPLEMENT: "warn",
    State.ACCEPTED: "warn",
    State.PLANNED: "warn",
    State.ASSIGNED: "wait",
    State.HANDLING: "wait",
    State.REPLIED: "wait",
    State.REDOING: "danger",
    State.MEETING: "danger",
    State.TRACKING: "wait",
    State.RATED: "ok",
    State.CLOSED: "ok",
}
PART_CHIPS = {
    AssignmentState.ASSIGNED: "warn",
    AssignmentState.HANDLING: "wait",
    AssignmentState.RETURN_ASKED: "warn",
    AssignmentState.REVIEWING: "wait",
    AssignmentState.REPLIED: "ok",
    AssignmentState.OPINED: "ok",
}
GRADE_CHIPS = {Grade.SATISFIED: "ok", Grade.BASICALLY: "warn", Grade.NOT: "danger"}
# So near to the day of the hand-over, the office is warned.
NEAR_DAYS = 3
# What an organ says within its own house before it answers.
INNER = (Happening.DRAFT_REPLY, Happening.RETURN_REPLY)
# Lines keep who wrote them as it was said then; of that, these are words of the product and no one's name.
STORED = frozenset({SYSTEM.name, *(one.label for kind in (Role, OrganKind) for one in kind)})


def numbered(suggestion: Any) -> str:
    """The number as people say it: of the session, or of those between sessions; empty for a draft."""
    if suggestion.number is None:
        return ""
    said = "闭会第%(n)s号" if suggestion.is_between else "第%(n)s号"
    return gettext(said) % {"n": suggestion.number}


def organ_of(thing: Any) -> str:
    """The name of the organ a thing belongs to; empty where it belongs to none."""
    part = getattr(thing, "assignment", thing)
    return part.organ.name if hasattr(part, "organ_id") else ""


@dataclass(frozen=True)
class Offer:
    """An act that is open to the reader now."""

    name: str
    label: str
    url: str
    is_primary: bool = False


def offers(actor: Actor, full: Full, *, back: str = "") -> list[Offer]:
    """The acts open to this actor on a suggestion and all that belongs to it, those that move it on first."""
    made: list[Offer] = []
    for act in known.every():
        fitting = [found for found in full.of(act.kind) if act.open_to(actor, found)]
        for found in fitting:
            url = reverse(f"suggestions:{act.name}", args=[found.thing.pk])
            label = gettext(act.verb)
            if len(fitting) > 1:
                label += wording.in_brackets(_short(found.thing))
            made.append(Offer(act.name, label, f"{url}?next={back}" if back else url, act.is_primary))
    return made


def _short(thing: Any) -> str:
    part = getattr(thing, "assignment", thing)
    name = getattr(thing, "text", "") if not hasattr(thing, "round") else ""
    return name[:12] or (part.organ.short_name or part.organ.name if hasattr(part, "organ_id") else str(thing.pk))


def turn(full: Full) -> str:
    """Whose turn it is, in a sentence."""
    suggestion = full.suggestion
    state = State(suggestion.state)
    said = {
        State.DRAFT: "领衔代表正在写",
        State.SUBMITTED: "等人大机关审查",
        State.SUPPLEMENT: "等领衔代表补充后再提交",
        State.ACCEPTED: "等人大机关确定承办单位",
        State.PLANNED: "等人大机关交办",
        State.REPLIED: "等领衔代表评价答复",
        State.MEETING: "等人大机关召集会商",
        State.RATED: "等人大机关归档",
        State.CLOSED: "这件建议已经归档",
        State.REFUSED: "这件建议没有接收，理由见办理经过",
        State.MERGED: "这件建议已并入另一件一起办理",
        State.WITHDRAWN: "领衔代表已撤回",
    }
    if state == State.COSIGNING:
        waiting = sum(one.state == Signature.ASKED for one in full.cosigners)
        return gettext("等%(n)s位代表确认联名") % {"n": waiting} if waiting else gettext("联名已确认，等领衔代表提交")
    if state in RUNNING_STATES:
        asked = [one.assignment for one in full.extensions if one.decision == Decision.WAITING]
        return _asking(asked) if asked else _with_organs(full.parts)
    if state == State.TRACKING:
        return gettext("等承办单位落实承诺")
    return gettext(said[state])


def _asking(parts: list[Any]) -> str:
    who = wording.pause().join(part.organ.short_name or part.organ.name for part in parts)
    return gettext("%(who)s申请延期，等人大机关决定") % {"who": who}


def _with_organs(parts: list[Any]) -> str:
    """Which organs it waits for, those that have not signed first."""
    lead = [part for part in parts if part.part == Part.LEAD and part.state not in GONE]
    if not lead:
        return gettext("承办单位已退回，等人大机关重新交办")
    for states, said in (
        ((AssignmentState.RETURN_ASKED,), "%(who)s申请退回，等人大机关决定"),
        ((AssignmentState.ASSIGNED,), "等%(who)s签收"),
        ((AssignmentState.REVIEWING,), "等%(who)s签发答复"),
        (AT_WORK, "%(who)s正在办理"),
    ):
        who = [part.organ.short_name or part.organ.name for part in lead if part.state in states]
        if who:
            return gettext(said) % {"who": wording.pause().join(who)}
    return gettext("等承办单位答复")


def lamp(row: Any, *, today: date) -> tuple[str, str]:
    """Lamp and word of a suggestion or a row of it; colour and word follow one rule wherever it is shown."""
    is_dissatisfied = row.state in {State.REDOING, State.MEETING} and Grade.NOT in {row.attitude, row.result}
    kind = outcomes.lamp(
        row.state,
        due_on=row.due_on,
        today=today,
        started_on=row.assigned_on,
        contacted=row.first_contact_on is not None,
        is_dissatisfied=is_dissatisfied,
    )
    if row.state in RUNNING_STATES and not is_dissatisfied and row.due_on is not None:
        reading = clock.read(row.due_on, today=today, started_on=row.assigned_on)
        if kind == Lamp.WARN and reading.kind == "ok":
            return "warn", gettext("时间过半，还没有联系代表")
        return kind.value, reading.word
    if is_dissatisfied:
        return "danger", gettext("代表不满意")
    if row.state in ENDED_STATES or row.state == State.RATED:
        return ("warn", gettext("答复超期")) if row.is_late else ("ok", gettext(State(row.state).label))
    return _lamp_of_waiting(row, today=today)


def _lamp_of_waiting(row: Any, *, today: date) -> tuple[str, str]:
    """The lamp of what no organ's clock runs for: the office's own day, the deputy's rating, or just waiting."""
    if row.state in EXAMINED_STATES and row.assign_due_on is not None:
        late = (today - row.assign_due_on).days
        if late > 0:
            return "danger", gettext("超过交办期限%(n)s天") % {"n": late}
        kind = "warn" if late > -NEAR_DAYS else "wait"
        return kind, gettext("%(day)s前交办") % {"day": wording.day(row.assign_due_on, today=today)}
    if row.state == State.REPLIED and row.rate_due_on is not None and row.rate_due_on < today:
        return "warn", gettext("评价已逾期")
    if row.state in {*EXAMINED_STATES, *EDITABLE_STATES}:
        return "wait", gettext(State(row.state).label)
    return "wait", gettext(Lamp.WAIT.label)


def rule_behind(key: str, *, on: date, overlays: tuple[str, ...]) -> Clock | None:
    """What the article behind a day says, in the reader's language; None where no rule has the key."""
    found = clocks.behind(key, on=on, overlays=overlays) if key else None
    return found.in_english if found is not None and wording.in_english() else found


def clock_of(row: Any, *, overlays: tuple[str, ...], started_on: date | None, today: date) -> dict[str, Any]:
    """What the clock of a suggestion or an organ's part is drawn from: its day, its rule and where that stands."""
    rule = rule_behind(row.due_key, on=started_on or today, overlays=overlays)
    return {
        "due_on": row.due_on,
        "rule": rule.rule if rule else "",
        "citation": rule.citation if rule else row.due_citation,
        "url": addresses.law_url(rule),
    }


def when(moment: datetime, *, today: date) -> str:
    """The moment of a line; of today's only the time."""
    local = localtime(moment)
    return gettext("今天 %(time)s") % {"time": f"{local:%H:%M}"} if local.date() == today else wording.moment(moment)


def author(kept: str) -> str:
    """Who wrote a line: the words of the product in the reader's language, names and titles as they were given."""
    return " ".join(gettext(part) if part in STORED else part for part in kept.split(" "))


def readable(actor: Actor, full: Full) -> list[Any]:
    """The lines of a suggestion that concern this reader; an organ's own drafting is not for the deputies."""
    is_deputy = not (actor.organ_ids or actor.headed_organ_ids or actor.places(Role.OFFICE))
    return [line for line in full.lines if not (is_deputy and line.verb in INNER)]


def history(full: Full, lines: list[Any], *, today: date) -> list[dict[str, Any]]:
    """The lines of a suggestion, newest first, as the timeline shows them."""
    return [
        {
            "when": when(line.at, today=today),
            "title": happened(line.verb),
            "text": line.text,
            "who": author(line.who),
            "is_now": index == 0 and full.suggestion.state not in ENDED_STATES,
        }
        for index, line in enumerate(lines)
    ]


def happened(verb: str) -> str:
    """The word of a line of history."""
    return gettext(Happening(verb).label) if verb in Happening.values() else verb


def moved(lines: list[Any], *, today: date) -> str:
    """Who moved it last, when, and how; said to whoever acted on an older picture of it."""
    if not lines:
        return gettext("这件建议刚刚有了变化，请看最新内容后再定，您写的还在。")
    line = lines[0]
    return gettext("%(who)s%(when)s已%(act)s。请看最新内容后再定，您写的还在。") % {
        "who": author(line.who.rpartition(" ")[2]),
        "when": f"{localtime(line.at):%H:%M}" if localtime(line.at).date() == today else wording.moment(line.at),
        "act": happened(line.verb),
    }


def overlays_of(suggestion: Suggestion) -> tuple[str, ...]:
    """The local rules of the congress a suggestion was made to."""
    return tuple(suggestion.congress.overlays)
