"""The figures of a congress's suggestions: what each counts, so that the list behind a figure has exactly its count."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q

from renda.capabilities.suggestions.models import Assignment, Contact, Priority, Progress, Promise, Suggestion
from renda.capabilities.suggestions.terms import (
    EXAMINED_STATES,
    GONE,
    RUNNING_STATES,
    ContactWay,
    Grade,
    Happening,
    Origin,
    Outcome,
    Part,
    PromiseState,
    State,
    Subject,
)
from renda.foundation.accounts import places

# What is counted by cells: on which day, and which suggestions.
EVENTS: Mapping[str, tuple[str, str, Mapping[str, Any]]] = {
    "submitted": ("提出建议", "submitted_on", {"submitted_on__isnull": False}),
    "assigned": ("交办建议", "assigned_on", {"assigned_on__isnull": False}),
    "replied": ("答复建议", "replied_on", {"replied_on__isnull": False}),
    "replied_late": ("逾期答复", "replied_on", {"replied_on__isnull": False, "is_late": True}),
    # Of earlier years nobody kept until when they were due.
    "replied_untimed": ("没有期限记录的答复", "replied_on", {"replied_on__isnull": False, "due_on__isnull": True}),
    "refused": ("不予接收", "ended_on", {"state": State.REFUSED}),
    "merged": ("并案", "ended_on", {"state": State.MERGED}),
    "withdrawn": ("撤回", "ended_on", {"state": State.WITHDRAWN, "submitted_on__isnull": False}),
    "closed": ("归档", "closed_on", {"closed_on__isnull": False}),
    "rated_satisfied": ("评价满意", "rated_on", {"rated_on__isnull": False, "result": Grade.SATISFIED}),
    "rated_basically": ("评价基本满意", "rated_on", {"rated_on__isnull": False, "result": Grade.BASICALLY}),
    "rated_not": ("评价不满意", "rated_on", {"rated_on__isnull": False, "result": Grade.NOT}),
}

FACE_TO_FACE = (ContactWay.VISIT, ContactWay.TALK, ContactWay.JOINT_VISIT)

RAISED = Q(submitted_on__isnull=False)
HANDLED = RAISED & Q(assigned_on__isnull=False) & ~Q(state=State.WITHDRAWN)
REPLIED = HANDLED & Q(replied_on__isnull=False)
TIMED = REPLIED & Q(due_on__isnull=False)
UNANSWERED = HANDLED & Q(replied_on__isnull=True)
RATED = REPLIED & ~Q(result="")
_MET = Contact.objects.filter(assignment__suggestion=OuterRef("pk"), way__in=FACE_TO_FACE)
_CONFERRED = Progress.objects.filter(suggestion=OuterRef("pk"), verb=Happening.CALL_MEETING)


Which = Callable[[date], Q]


def _graded(of: str, grade: Grade) -> Which:
    return lambda _day: RATED & Q(**{of: grade})


# A figure by its name: what it is called, and which suggestions of a congress it counts on a day.
FIGURES: Mapping[str, tuple[str, Which]] = {
    "raised": ("提出的", lambda _day: RAISED),
    "in_session": ("会议期间提出的", lambda _day: RAISED & Q(is_between=False)),
    "between": ("闭会期间提出的", lambda _day: RAISED & Q(is_between=True)),
    "alone": ("一名代表提出的", lambda _day: RAISED & Q(is_by_delegation=False, signer_count=1)),
    "together": ("代表联名提出的", lambda _day: RAISED & Q(is_by_delegation=False, signer_count__gt=1)),
    "delegation": ("代表团提出的", lambda _day: RAISED & Q(is_by_delegation=True)),
    "refused": ("不予接收的", lambda _day: RAISED & Q(state=State.REFUSED)),
    "merged": ("已并案的", lambda _day: RAISED & Q(state=State.MERGED)),
    "withdrawn": ("提交后撤回的", lambda _day: RAISED & Q(state=State.WITHDRAWN)),
    "waiting": (
        "还没有交办的",
        lambda _day: RAISED & Q(assigned_on__isnull=True, state__in=[*EXAMINED_STATES, State.SUPPLEMENT]),
    ),
    "handled": ("交办的", lambda _day: HANDLED),
    "replied": ("已答复的", lambda _day: REPLIED),
    "timed": ("有期限记录的答复", lambda _day: TIMED),
    "in_time": ("按期答复的", lambda _day: TIMED & Q(is_late=False)),
    "late": ("逾期答复的", lambda _day: TIMED & Q(is_late=True)),
    "unanswered": ("还没有答复的", lambda _day: UNANSWERED),
    "overdue": ("已经逾期还没有答复的", lambda day: UNANSWERED & Q(state__in=RUNNING_STATES, due_on__lt=day)),
    "met": ("办理中与代表当面沟通的", lambda _day: TIMED & Q(Exists(_MET))),
    "conferred": ("提请会商的", lambda _day: HANDLED & Q(Exists(_CONFERRED))),
    "priority": ("重点督办的", lambda _day: RAISED & Q(is_priority=True)),
    "rated": ("代表已评价的", lambda _day: RATED),
    "graded": ("代表对态度作了评价的", lambda _day: RATED & ~Q(attitude="")),
    "silent": ("经提醒仍未评价的", lambda _day: REPLIED & Q(result="", is_silent=True)),
    "unrated": ("等代表评价的", lambda _day: REPLIED & Q(result="", is_silent=False)),
    "result_satisfied": ("对结果满意的", _graded("result", Grade.SATISFIED)),
    "result_basically": ("对结果基本满意的", _graded("result", Grade.BASICALLY)),
    "result_not": ("对结果不满意的", _graded("result", Grade.NOT)),
    "attitude_satisfied": ("对态度满意的", _graded("attitude", Grade.SATISFIED)),
    "attitude_basically": ("对态度基本满意的", _graded("attitude", Grade.BASICALLY)),
    "attitude_not": ("对态度不满意的", _graded("attitude", Grade.NOT)),
}

_HELD = Q(assigned_on__isnull=False) & ~Q(state__in=GONE)
_LEAD = _HELD & Q(part=Part.LEAD)
# What an organ is counted by, of the parts it holds.
PARTS: Mapping[str, tuple[str, Which]] = {
    "organ_all": ("承办的", lambda _day: _HELD),
    "organ_lead": ("主办的", lambda _day: _LEAD),
    "organ_joint": ("会办的", lambda _day: _HELD & Q(part=Part.JOINT)),
    "organ_replied": ("主办并已答复的", lambda _day: _LEAD & Q(done_on__isnull=False)),
    "organ_late": ("主办并逾期答复的", lambda _day: _LEAD & Q(done_on__isnull=False, is_late=True)),
    "organ_waiting": ("主办还没有答复的", lambda _day: _LEAD & Q(done_on__isnull=True)),
    "organ_overdue": ("主办已经逾期还没有答复的", lambda day: _LEAD & Q(done_on__isnull=True, due_on__lt=day)),
}


@dataclass(frozen=True)
class Scope:
    """The suggestions of one congress that figures are of: a session's or a year's, up to a day where one is named."""

    place_code: str
    year: int | None = None
    session_id: int | None = None
    until: date | None = None

    def q(self, prefix: str = "") -> Q:
        """The rows, by a path from another table where one is given."""
        found: dict[str, Any] = {"place_code": self.place_code, "submitted_on__isnull": False}
        if self.year is not None:
            found["year"] = self.year
        if self.session_id is not None:
            found["session_id"] = self.session_id
        if self.until is not None:
            found["submitted_on__lte"] = self.until
        return Q(**{prefix + name: value for name, value in found.items()})


Counts = Mapping[str, int]


def _counted(today: date) -> dict[str, Q]:
    """Every figure of suggestions by its name, classes, origins and outcomes among them."""
    found = {name: which(today) for name, (_, which) in FIGURES.items()}
    found |= {f"subject_{one.value}": RAISED & Q(subject=one) for one in Subject}
    found |= {f"origin_{one.value}": RAISED & Q(origin=one) for one in Origin}
    return found | {f"outcome_{one.value}": REPLIED & Q(outcome=one) for one in Outcome}


def counts(now: Scope, before: Scope | None, *, today: date) -> tuple[Counts, Counts]:
    """Every figure of what is asked for and of what it is compared with; one query."""
    which = _counted(today)
    asked = {f"now_{name}": Count("pk", filter=now.q() & q) for name, q in which.items()}
    within = now.q()
    if before is not None:
        asked |= {f"before_{name}": Count("pk", filter=before.q() & q) for name, q in which.items()}
        within |= before.q()
    found = Suggestion.objects.filter(within).aggregate(**asked)
    then = {name: found[f"before_{name}"] for name in which} if before is not None else {}
    return {name: found[f"now_{name}"] for name in which}, then


@dataclass(frozen=True)
class Raised:
    """How many were raised in a session or a year, in the sitting and between."""

    in_session: int
    between: int

    @property
    def all(self) -> int:
        """Both."""
        return self.in_session + self.between


def raised_by(place_code: str) -> tuple[dict[int, Raised], dict[int, Raised]]:
    """What was raised by session and by year; one query."""
    rows = Suggestion.objects.filter(RAISED, place_code=place_code).order_by()
    sessions: dict[int, list[int]] = {}
    years: dict[int, list[int]] = {}
    for session_id, year, is_between, n in rows.values_list("session_id", "year", "is_between").annotate(n=Count("pk")):
        for found, key in ((sessions, session_id), (years, year)):
            if key is not None:
                found.setdefault(key, [0, 0])[int(is_between)] += n
    return (
        {key: Raised(*both) for key, both in sessions.items()},
        {key: Raised(*both) for key, both in years.items()},
    )


def promises(scope: Scope, *, today: date) -> Counts:
    """What became of what was promised; one query."""
    overdue = Q(state=PromiseState.OPEN, due_on__lt=today)
    asked = {state.value: Count("pk", filter=Q(state=state)) for state in PromiseState}
    rows = Promise.objects.filter(scope.q("suggestion__"))
    found: Counts = rows.aggregate(all=Count("pk"), overdue=Count("pk", filter=overdue), **asked)
    return found


@dataclass(frozen=True)
class OrganLine:
    """What one organ holds of them, by the names of ``PARTS``."""

    pk: int
    name: str
    counts: Counts


def organs(scope: Scope, *, today: date) -> list[OrganLine]:
    """Every organ that holds some, in the order of the roll, never by how it does; one query."""
    rows = Assignment.objects.filter(scope.q("suggestion__"), _HELD).exclude(suggestion__state=State.WITHDRAWN)
    asked = {name: Count("pk", filter=which(today)) for name, (_, which) in PARTS.items()}
    rows = rows.order_by("organ__region_id", "organ_id")
    found = rows.values_list("organ__region_id", "organ_id", "organ__name").annotate(**asked)
    return [OrganLine(pk, name, dict(zip(PARTS, numbers, strict=True))) for _, pk, name, *numbers in found]


@dataclass
class KeyLine:
    """A suggestion under priority follow-up: who leads it, which committee, how, and what came of it."""

    pk: int
    number: int | None
    is_between: bool
    title: str
    leader: str
    committee: str
    manner: str
    state: str
    outcome: str
    result: str
    organs: tuple[str, ...] = ()


def key_lines(scope: Scope) -> list[KeyLine]:
    """Every key suggestion, by its number, with its leading organs; one query."""
    of = "suggestion__"
    rows = Priority.objects.filter(scope.q(of)).order_by(f"{of}is_between", f"{of}number", "pk", f"{of}assignments__pk")
    found: dict[int, KeyLine] = {}
    for pk, part, part_state, organ, *values in rows.values_list(
        *(f"{of}pk", f"{of}assignments__part", f"{of}assignments__state", f"{of}assignments__organ__name"),
        *(f"{of}number", f"{of}is_between", f"{of}title", "leader", "committee__name", "manner"),
        *(f"{of}state", f"{of}outcome", f"{of}result"),
    ):
        line = found.setdefault(pk, KeyLine(pk, *values))
        if part == Part.LEAD and part_state not in GONE:
            line.organs = (*line.organs, organ)
    return list(found.values())


@dataclass(frozen=True)
class Behind:
    """What a figure asks the list for: whose suggestions, of which session or days, counted by which figure."""

    place_code: str = ""
    # Of all congresses of a level at or below the place; without it, of the place's own.
    level: str = ""
    session_id: int | None = None
    figure: str = ""
    event: str = ""
    since: date | None = None
    until: date | None = None

    @property
    def is_asked(self) -> bool:
        """Whether anything is narrowed by it."""
        return self != Behind()

    def q(self, organ_id: int | None, *, today: date) -> Q:
        """The suggestions it means; an organ's figure needs to know which organ."""
        found = RAISED
        if self.place_code:
            found &= places.under(self.place_code) if self.level else Q(place_code=self.place_code)
        if self.level:
            found &= Q(congress__level=self.level)
        if self.session_id is not None:
            found &= Q(session_id=self.session_id)
        if self.figure in FIGURES:
            found &= FIGURES[self.figure][1](today)
        if self.figure in PARTS and organ_id is not None:
            held = Assignment.objects.filter(PARTS[self.figure][1](today), suggestion=OuterRef("pk"), organ_id=organ_id)
            found &= Q(Exists(held)) & ~Q(state=State.WITHDRAWN)
        _, day, which = EVENTS[self.event or "submitted"]
        if self.event:
            found &= Q(**which)
        if self.since is not None:
            found &= Q(**{f"{day}__gte": self.since})
        if self.until is not None:
            found &= Q(**{f"{day}__lte": self.until})
        return found


NOTHING = Behind()
