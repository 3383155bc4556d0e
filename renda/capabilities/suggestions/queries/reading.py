"""One suggestion and what belongs to it: its signers, organs' parts, replies, promises, requests, history."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from django.db.models import F, Prefetch, Q, QuerySet

from renda.capabilities.suggestions.models import (
    Assignment,
    Cosigner,
    Extension,
    PriorityNote,
    Progress,
    Promise,
    Reply,
    ReturnRequest,
    Suggestion,
)
from renda.capabilities.suggestions.queries.scope import visible_to
from renda.capabilities.suggestions.rules import outcomes
from renda.capabilities.suggestions.terms import (
    ANSWERED_STATES,
    GONE,
    RUNNING_STATES,
    AssignmentState,
    Decision,
    Happening,
    Outcome,
    Signature,
    State,
)
from renda.foundation.accounts.actor import Actor


class Kind(StrEnum):
    """What an act is done to."""

    SUGGESTION = "suggestion"
    PART = "part"
    REPLY = "reply"
    PROMISE = "promise"
    EXTENSION = "extension"
    RETURN = "return"
    COSIGNER = "cosigner"


@dataclass(frozen=True)
class Found:
    """What an act is done to, with its suggestion as its reader may see it."""

    thing: Any
    suggestion: Suggestion

    @property
    def bearer(self) -> Any:
        """Whose state and revision the act depends on: the suggestion, an organ's part, or a promise."""
        if isinstance(self.thing, Extension | ReturnRequest):
            return self.thing.assignment
        return self.suggestion if isinstance(self.thing, Reply | Cosigner) else self.thing

    @property
    def asked(self) -> Any:
        """What the permission is asked for."""
        return self.thing if isinstance(self.thing, Cosigner) else self.bearer


_ROWS: dict[Kind, Any] = {
    Kind.PART: lambda: Assignment.objects.select_related("organ"),
    Kind.REPLY: lambda: Reply.objects.select_related("assignment__organ", "rating").filter(issued_on__isnull=False),
    Kind.PROMISE: lambda: Promise.objects.select_related("assignment__organ"),
    Kind.EXTENSION: lambda: Extension.objects.select_related("assignment__organ"),
    Kind.RETURN: lambda: ReturnRequest.objects.select_related("assignment__organ"),
    Kind.COSIGNER: lambda: Cosigner.objects.select_related("deputy"),
}


def _with_parts(rows: QuerySet[Suggestion]) -> QuerySet[Suggestion]:
    # Organs' parts decide who may do what, so that they come with every suggestion.
    parts = Prefetch("assignments", Assignment.objects.select_related("organ"))
    named = ("congress", "lead", "session", "merged_into", "priority__committee")
    return rows.select_related(*named).prefetch_related(parts)


def one(actor: Actor, pk: int) -> Suggestion | None:
    """A suggestion with its organs' parts, if this actor may see it; two queries."""
    return _with_parts(visible_to(actor)).filter(pk=pk).order_by().first()


def subject(actor: Actor, kind: Kind, pk: int) -> Found | None:
    """What an act of this kind is done to, if this actor may see the suggestion it belongs to."""
    if kind == Kind.SUGGESTION:
        found = one(actor, pk)
        return Found(found, found) if found else None
    thing = _ROWS[kind]().filter(pk=pk).first()
    of = thing and (thing.assignment if isinstance(thing, Reply | Extension | ReturnRequest) else thing)
    suggestion = one(actor, of.suggestion_id) if of else None
    if suggestion is None:
        return None
    for part in (of, thing, getattr(thing, "assignment", None)):
        if isinstance(part, Assignment | Promise | Cosigner):
            part.suggestion = suggestion
    return Found(thing, suggestion)


@dataclass
class Full:
    """A suggestion with everything its page shows."""

    suggestion: Suggestion
    parts: list[Assignment]
    replies: list[Reply] = field(default_factory=list)
    promises: list[Promise] = field(default_factory=list)
    cosigners: list[Cosigner] = field(default_factory=list)
    extensions: list[Extension] = field(default_factory=list)
    returns: list[ReturnRequest] = field(default_factory=list)
    notes: list[PriorityNote] = field(default_factory=list)
    lines: list[Progress] = field(default_factory=list)
    merged: list[Suggestion] = field(default_factory=list)

    @property
    def standing_replies(self) -> list[Reply]:
        """The issued reply of the present round of each organ that still has its part."""
        return [
            reply
            for reply in self.replies
            if reply.issued_on and reply.round == reply.assignment.round and reply.assignment.state not in GONE
        ]

    def of(self, kind: Kind) -> list[Found]:
        """Everything of a kind that an act could be done to now."""
        known: dict[Kind, list[Any]] = {
            Kind.SUGGESTION: [self.suggestion],
            Kind.PART: list(self.parts),
            Kind.REPLY: list(self.standing_replies),
            Kind.PROMISE: list(self.promises),
            Kind.EXTENSION: [one for one in self.extensions if one.decision == Decision.WAITING],
            Kind.RETURN: [one for one in self.returns if one.decision == Decision.WAITING],
            Kind.COSIGNER: list(self.cosigners),
        }
        return [Found(thing, self.suggestion) for thing in known[kind]]


def in_full(actor: Actor, pk: int, *, has_history: bool = True) -> Full | None:
    """A suggestion with all its page shows; each kind of row is asked for where its state can have some.

    Without its history, what was merged into it is not known either.
    """
    found = one(actor, pk)
    if found is None:
        return None
    parts = list(found.assignments.all())
    by_id = {part.pk: part for part in parts}
    for part in parts:
        part.suggestion = found
    full = Full(found, parts, lines=timeline(found) if has_history else [])
    if found.signer_count > 1 or found.submitted_on is None or found.state == State.SUPPLEMENT:
        full.cosigners = list(Cosigner.objects.filter(suggestion=found).select_related("deputy"))
    if any(part.state not in {AssignmentState.PLANNED, AssignmentState.ASSIGNED} for part in parts):
        full.replies = list(
            Reply.objects.filter(assignment__in=by_id).select_related("rating").order_by("-round", "pk")
        )
    if Outcome.B in {reply.outcome for reply in full.replies}:
        full.promises = list(Promise.objects.filter(suggestion=found))
    if found.state in RUNNING_STATES:
        full.extensions = list(Extension.objects.filter(assignment__in=by_id))
    if any(part.state in {AssignmentState.RETURN_ASKED, AssignmentState.RETURNED} for part in parts):
        full.returns = list(ReturnRequest.objects.filter(assignment__in=by_id))
    if found.is_priority:
        full.notes = list(PriorityNote.objects.filter(priority=found.priority))
    if any(line.verb == Happening.JOINED for line in full.lines):
        full.merged = list(Suggestion.objects.filter(merged_into=found).order_by("pk"))
    rows: list[Any] = [*full.replies, *full.promises, *full.extensions, *full.returns]
    for row in rows:
        row.assignment = by_id[row.assignment_id]
    of_it: list[Any] = [*full.promises, *full.cosigners]
    for row in of_it:
        row.suggestion = found
    return full


def timeline(suggestion: Suggestion) -> list[Progress]:
    """What happened, newest first."""
    return list(Progress.objects.filter(suggestion=suggestion).order_by("-pk"))


def told_of(pk: int) -> str:
    """What the citizens behind a suggestion may be told of its replies; empty as long as it has none that stand."""
    found = Suggestion.objects.filter(
        pk=pk, state__in=[*ANSWERED_STATES, State.CLOSED], replied_on__isnull=False
    ).first()
    if found is None:
        return ""
    standing = Reply.objects.filter(
        assignment__suggestion=found, issued_on__isnull=False, round=F("assignment__round")
    ).exclude(assignment__state__in=GONE)
    texts = standing.order_by("assignment_id").values_list("text", flat=True)
    return outcomes.told(texts, is_secret=found.wishes_secrecy)


def confirmed(cosigners: list[Cosigner]) -> list[Cosigner]:
    """Those asked to sign who agreed."""
    return [one for one in cosigners if one.state == Signature.CONFIRMED]


def by_number(actor: Actor, congress_id: str, number: str, *, year: int | None = None) -> list[Suggestion]:
    """The suggestions of a congress that bear this number, newest first; a number runs anew with each session."""
    if not (number.isascii() and number.isdecimal() and len(number) < 9):
        return []
    rows = visible_to(actor).filter(place_code=congress_id, number=int(number))
    return list(rows.filter(Q(year=year) if year else Q()).order_by("-pk")[:20])
