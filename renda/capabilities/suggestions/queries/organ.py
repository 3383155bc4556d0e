"""What lies with an organ: its parts of suggestions by what they wait for, page by page, the earliest due first."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Case, Count, Exists, F, IntegerField, OuterRef, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce

from renda.capabilities.suggestions.models import Assignment, Contact, Extension, Letter, Progress, Reply
from renda.capabilities.suggestions.queries.scope import visible_to
from renda.capabilities.suggestions.terms import AssignmentState, Decision, Happening, Part
from renda.foundation.accounts.actor import Actor
from renda.foundation.files.models import Attachment
from renda.foundation.vocabulary import Term

PAGE = 50
# Parts that local rules give no day stand behind those that have one.
NO_DAY = date(9999, 12, 31)


class Waits(Term):
    """What an organ's part of a suggestion waits for."""

    TO_SIGN = "to_sign", "待签收"
    RETURNED = "returned", "退回修改"
    TO_HANDLE = "to_handle", "待办理答复"
    OPINION = "opinion", "待出会办意见"
    TO_ISSUE = "to_issue", "待审核签发"
    DECISION = "decision", "等人大机关决定"
    DONE = "done", "已答复或者已出意见"


RANKS = {one: rank for rank, one in enumerate(Waits)}


@dataclass(frozen=True)
class Wanted:
    """What the inbox is narrowed to; empty means everything that is not done."""

    waits: str = ""
    part: str = ""
    organ_id: int | None = None
    text: str = ""
    is_priority: bool = False
    is_overdue: bool = False
    lacks_contact: bool = False

    @property
    def is_done(self) -> bool:
        """Whether what is over is asked for."""
        return self.waits == Waits.DONE


def organs_of(actor: Actor) -> frozenset[int]:
    """The organs someone handles or signs for."""
    return actor.organ_ids | actor.headed_organ_ids


def signs_only(actor: Actor) -> bool:
    """Whether someone signs for organs and handles for none."""
    return bool(actor.headed_organ_ids) and not actor.organ_ids


def _waiting() -> Case:
    """The rank of what a part waits for; what was returned or awaits a decision is known by its rows."""
    returned = Exists(Reply.objects.filter(assignment=OuterRef("pk"), round=OuterRef("round"), issued_on__isnull=True))
    asked = Exists(Extension.objects.filter(assignment=OuterRef("pk"), decision=Decision.WAITING))
    at_work = Q(state=AssignmentState.HANDLING)
    whens: list[tuple[Q, Waits]] = [
        (Q(state=AssignmentState.ASSIGNED), Waits.TO_SIGN),
        (at_work & Q(part=Part.JOINT), Waits.OPINION),
        (Q(state=AssignmentState.REVIEWING), Waits.TO_ISSUE),
        (Q(state=AssignmentState.RETURN_ASKED) | at_work & Q(asked), Waits.DECISION),
        (at_work & Q(returned), Waits.RETURNED),
        (at_work, Waits.TO_HANDLE),
    ]
    ranked = [When(when, then=Value(RANKS[waits])) for when, waits in whens]
    return Case(*ranked, default=Value(RANKS[Waits.DONE]), output_field=IntegerField())


_RUNNING = (
    AssignmentState.ASSIGNED,
    AssignmentState.HANDLING,
    AssignmentState.RETURN_ASKED,
    AssignmentState.REVIEWING,
)
_DONE = (AssignmentState.REPLIED, AssignmentState.OPINED)


def narrowed(actor: Actor, wanted: Wanted, *, today: date) -> QuerySet[Any]:
    """The parts of the actor's organs that fit, each with ``rank`` and ``day``; unordered."""
    own = organs_of(actor)
    if wanted.organ_id is not None:
        own = own & {wanted.organ_id}
    parts = Assignment.objects.filter(organ_id__in=own, state__in=_DONE if wanted.is_done else _RUNNING)
    if wanted.part:
        parts = parts.filter(part=wanted.part)
    if wanted.is_priority:
        parts = parts.filter(suggestion__is_priority=True)
    if wanted.is_overdue:
        parts = parts.filter(due_on__lt=today)
    if wanted.lacks_contact:
        parts = parts.filter(first_contact_on__isnull=True, part=Part.LEAD)
    if wanted.text:
        found = Q(suggestion__title__icontains=wanted.text) | Q(suggestion__lead_name__icontains=wanted.text)
        if wanted.text.isascii() and wanted.text.isdecimal() and len(wanted.text) < 9:
            found |= Q(suggestion__number=int(wanted.text))
        parts = parts.filter(found)
    parts = parts.annotate(rank=_waiting(), day=Coalesce(F("done_on") if wanted.is_done else F("due_on"), NO_DAY))
    if wanted.waits and not wanted.is_done:
        parts = parts.filter(rank=RANKS[Waits(wanted.waits)])
    return parts


@dataclass(slots=True)
class Row:
    """What a row of the inbox shows."""

    pk: int
    suggestion_id: int
    rank: int
    day: date
    state: str
    part: str
    revision: int
    round: int
    assigned_on: date | None
    sign_due_on: date | None
    first_contact_on: date | None
    due_on: date | None
    done_on: date | None
    is_late: bool
    organ: str
    number: int | None
    series: str
    is_between: bool
    year: int | None
    title: str
    lead_name: str
    is_priority: bool
    suggestion_state: str

    @property
    def waits(self) -> Waits:
        """What it waits for."""
        return list(Waits)[self.rank]


_COLUMNS = (
    *("pk", "suggestion_id", "rank", "day", "state", "part", "revision", "round", "assigned_on", "sign_due_on"),
    *("first_contact_on", "due_on", "done_on", "is_late", "organ__short_name", "suggestion__number"),
    *("suggestion__series", "suggestion__is_between", "suggestion__year", "suggestion__title"),
    *("suggestion__lead_name", "suggestion__is_priority", "suggestion__state"),
)


def rows_of(parts: QuerySet[Any]) -> list[Row]:
    """Parts as rows, in the order they come; one query."""
    return [Row(*values) for values in parts.values_list(*_COLUMNS)]


@dataclass(frozen=True)
class Page:
    """One page of rows and the keys of its neighbours."""

    rows: list[Any]
    before: str
    after: str


def inbox(actor: Actor, wanted: Wanted, *, today: date, after: str = "", before: str = "") -> Page:
    """One page of the inbox: by what parts wait for, then by day; what is done, the last done first."""
    parts = narrowed(actor, wanted, today=today)
    first = RANKS[Waits.TO_ISSUE] if signs_only(actor) else None
    if first is not None:
        parts = parts.annotate(turn=Case(When(rank=first, then=Value(-1)), default=F("rank")))
    else:
        parts = parts.annotate(turn=F("rank"))
    descending = wanted.is_done
    order = ("-day", "-pk") if descending else ("turn", "day", "pk")
    key, backwards = (before, True) if before else (after, False)
    beyond = _beyond(key, first=first, backwards=backwards, descending=descending)
    if beyond is not None:
        parts = parts.filter(beyond)
    parts = parts.order_by(*order)
    if beyond is not None and backwards:
        parts = parts.reverse()
    rows = rows_of(parts[: PAGE + 1])
    return cut(rows, _key_of, was_moved=beyond is not None, backwards=beyond is not None and backwards)


def cut(rows: list[Any], key_of: Any, *, was_moved: bool, backwards: bool) -> Page:
    """A page out of one row more than it holds."""
    more = len(rows) > PAGE
    rows = rows[:PAGE]
    if backwards:
        rows.reverse()
    has_before, has_after = (more, True) if backwards else (was_moved, more)
    return Page(rows, key_of(rows[0]) if rows and has_before else "", key_of(rows[-1]) if rows and has_after else "")


def _key_of(row: Row) -> str:
    return f"{row.rank}.{row.day:%Y%m%d}.{row.pk}"


def read_day(text: str) -> date | None:
    """A day as keys write it."""
    if not (text.isascii() and text.isdecimal() and len(text) == 8):
        return None
    try:
        return date(int(text[:4]), int(text[4:6]), int(text[6:]))
    except ValueError:
        return None


def read_id(text: str) -> int | None:
    """A row's number as keys write it."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 19 else None


def _beyond(key: str, *, first: int | None, backwards: bool, descending: bool) -> Q | None:
    """The rows on the far side of a key; None for a key that is none, which begins at the beginning."""
    rank_text, _, rest = key.partition(".")
    day_text, _, pk_text = rest.partition(".")
    rank, day, pk = read_id(rank_text), read_day(day_text), read_id(pk_text)
    if rank is None or day is None or pk is None or rank >= len(RANKS):
        return None
    way = "lt" if backwards != descending else "gt"
    within = Q(**{f"day__{way}": day}) | Q(day=day, **{f"pk__{way}": pk})
    if descending:
        return within
    turn = -1 if rank == first else rank
    return Q(**{f"turn__{way}": turn}) | Q(turn=turn) & within


def counts(actor: Actor) -> dict[Waits, int]:
    """How many parts wait for what, the done ones left out; one query."""
    parts = narrowed(actor, Wanted(), today=NO_DAY)
    found = dict(parts.order_by().values_list("rank").annotate(n=Count("pk")))
    return {waits: found.get(rank, 0) for waits, rank in RANKS.items() if waits != Waits.DONE}


def waiting_for(actor: Actor) -> int:
    """How many parts wait for this person: to sign for or handle, and for a head to issue; one small query."""
    mine = Q(pk__in=[])
    if actor.organ_ids:
        mine |= Q(organ_id__in=actor.organ_ids, state__in=(AssignmentState.ASSIGNED, AssignmentState.HANDLING))
    if actor.headed_organ_ids:
        mine |= Q(organ_id__in=actor.headed_organ_ids, state=AssignmentState.REVIEWING)
    return Assignment.objects.filter(mine).count()


# ---- one part in full


def contacts_of(part: Assignment) -> list[Contact]:
    """Every talk of an organ with the deputy, the latest first."""
    return list(Contact.objects.filter(assignment=part).order_by("-on", "-pk"))


def replies_of(part: Assignment) -> list[Reply]:
    """Every reply of a part with what the deputy said of it, the latest first."""
    return list(Reply.objects.filter(assignment=part).select_related("rating").order_by("-round"))


def drafted(part: Assignment) -> Reply | None:
    """The reply of the present round that is not issued."""
    return Reply.objects.filter(assignment=part, round=part.round, issued_on__isnull=True).first()


def returned_with(part: Assignment) -> str:
    """What the head said when sending the draft back last; empty where it never came back."""
    lines = Progress.objects.filter(suggestion_id=part.suggestion_id, verb=Happening.RETURN_REPLY)
    return lines.order_by("-pk").values_list("text", flat=True).first() or ""


def reply(actor: Actor, pk: int) -> Reply | None:
    """A reply someone may read: issued and its suggestion seen, or a draft of one's own organ."""
    named = ("assignment__organ", "assignment__suggestion__congress__region", "assignment__suggestion__lead")
    found = Reply.objects.select_related(*named, "assignment__suggestion__session__term").filter(pk=pk).first()
    if found is None:
        return None
    part = found.assignment
    if part.organ_id in organs_of(actor) and part.state != AssignmentState.RETURNED:
        return found
    if found.issued_on is None or not visible_to(actor).filter(pk=part.suggestion_id).exists():
        return None
    return found


def receivers(of: Reply) -> list[str]:
    """Whom an issued reply went to, one letter each."""
    return list(Letter.objects.filter(reply=of).values_list("name", flat=True))


def papers_of(replies: Collection[Reply]) -> dict[int, list[Attachment]]:
    """The papers of several replies, by reply; one query, none where there are no replies."""
    kept: dict[int, list[Attachment]] = {}
    if replies:
        owners = [one.pk for one in replies]
        for one in Attachment.objects.filter(owner_type=Reply._meta.label_lower, owner_id__in=owners).order_by("pk"):
            kept.setdefault(one.owner_id, []).append(one)
    return kept


def paper(actor: Actor, pk: int) -> Attachment | None:
    """A paper of a reply, for whoever may read the reply."""
    found = Attachment.objects.filter(pk=pk, owner_type=Reply._meta.label_lower).first()
    return found if found is not None and reply(actor, found.owner_id) is not None else None
