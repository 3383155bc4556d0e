"""What a deputy has with suggestions: what waits, what the deputy leads, the seats, the colleagues to ask, files."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery

from renda.capabilities.deputies import queries as deputy_queries
from renda.capabilities.suggestions.models import Assignment, Cosigner, Letter, Promise, Reply, Suggestion
from renda.capabilities.suggestions.queries.scope import led_by, to_sign, visible_to
from renda.capabilities.suggestions.terms import (
    GONE,
    Asks,
    AssignmentState,
    Part,
    PromiseState,
    Signature,
    State,
)
from renda.foundation.accounts.actor import Actor
from renda.foundation.files.models import Attachment

MINE_SHOWN = 30
WAITING_MOST = 50
_PAGES = {
    Asks.SIGN: "suggestions:agree_cosign",
    Asks.RATE: "suggestions:rate",
    Asks.SUPPLEMENT: "suggestions:detail",
    Asks.RATE_PROMISE: "suggestions:rate_promise",
}
# Names the draft that a deputy's next suggestion in a congress will be.
_DRAFTS = uuid.UUID("8a6f1c52-5f0e-4c7b-9a58-3f0f7f3f2c11")


@dataclass(frozen=True)
class Waiting:
    """One thing that waits for a deputy; ``pk`` is the signature, reply, suggestion or promise it is about."""

    asks: Asks
    pk: int
    suggestion: Suggestion
    due_on: date | None = None

    @property
    def page(self) -> str:
        """The name of the page where it is done, whose address asks for ``pk``."""
        return _PAGES[self.asks]


def waiting(actor: Actor) -> list[Waiting]:
    """What waits for a deputy, the nearest day first; one query."""
    if actor.user_id is None:
        return []
    own = Q(lead__user_id=actor.user_id)
    asked = to_sign(actor).filter(suggestion=OuterRef("pk")).order_by("pk")
    unrated = _unrated(OuterRef("pk")).order_by("pk")
    reported = Promise.objects.filter(suggestion=OuterRef("pk"), state=PromiseState.REPORTED).order_by("due_on", "pk")
    reach = own & Q(state__in=[State.SUPPLEMENT, State.REPLIED]) | own & Q(Exists(reported)) | Q(Exists(asked))
    rows = Suggestion.objects.filter(reach).annotate(
        asked_pk=Subquery(asked.values("pk")[:1]),
        unrated_pk=Subquery(unrated.values("pk")[:1]),
        reported_pk=Subquery(reported.values("pk")[:1]),
        reported_due=Subquery(reported.values("rate_due_on")[:1]),
    )
    found = [one for row in rows.order_by("-pk")[:WAITING_MOST] if (one := _asked(row)) is not None]
    return sorted(found, key=lambda one: (one.due_on is None, one.due_on or date.max))


def _asked(row: Any) -> Waiting | None:
    if row.asked_pk is not None:
        return Waiting(Asks.SIGN, row.asked_pk, row)
    if row.state == State.SUPPLEMENT:
        return Waiting(Asks.SUPPLEMENT, row.pk, row)
    if row.state == State.REPLIED and row.unrated_pk is not None:
        return Waiting(Asks.RATE, row.unrated_pk, row, row.rate_due_on)
    if row.reported_pk is not None:
        return Waiting(Asks.RATE_PROMISE, row.reported_pk, row, row.reported_due)
    return None


def _unrated(suggestion: Any) -> QuerySet[Reply]:
    """The replies of the present round that the deputy has not rated."""
    part = {"assignment__suggestion": suggestion, "assignment__state": AssignmentState.REPLIED}
    return Reply.objects.filter(**part, round=F("assignment__round"), issued_on__isnull=False, rating__isnull=True)


def others_to_rate(reply: Reply) -> int:
    """How many other replies to the same suggestion wait for a rating."""
    return _unrated(reply.assignment.suggestion_id).exclude(pk=reply.pk).count()


def replies_waiting(suggestion_id: int) -> list[Reply]:
    """The replies to a suggestion that wait for a rating, with their organs."""
    return list(_unrated(suggestion_id).select_related("assignment__organ").order_by("pk"))


@dataclass(frozen=True)
class Mine:
    """A page of what a deputy leads, with the organs, how many have not yet signed, and where the next page begins."""

    rows: list[Suggestion]
    organs: dict[int, list[str]]
    unsigned: dict[int, int]
    after: int | None


def mine(actor: Actor, *, after: int | None = None, most: int = MINE_SHOWN) -> Mine:
    """What a deputy leads, the newest first; three queries."""
    rows = led_by(actor).select_related("congress")
    if after is not None:
        rows = rows.filter(pk__lt=after)
    found = list(rows[: most + 1])
    more, found = len(found) > most, found[:most]
    ids = [row.pk for row in found]
    organs: dict[int, list[str]] = {}
    parts = Assignment.objects.filter(suggestion__in=ids, part=Part.LEAD).exclude(state__in=[*GONE, "planned"])
    for pk, short, name in parts.order_by("pk").values_list("suggestion_id", "organ__short_name", "organ__name"):
        organs.setdefault(pk, []).append(short or name)
    signing = [row.pk for row in found if row.state == State.COSIGNING]
    unsigned: dict[int, int] = {}
    if signing:
        asked = Cosigner.objects.filter(suggestion__in=signing, state=Signature.ASKED)
        for pk in asked.values_list("suggestion_id", flat=True):
            unsigned[pk] = unsigned.get(pk, 0) + 1
    return Mine(found, organs, unsigned, found[-1].pk if more else None)


def signed_elsewhere(actor: Actor, *, most: int = MINE_SHOWN) -> list[Suggestion]:
    """What a deputy signed with others, the newest first."""
    if actor.user_id is None:
        return []
    signed = Cosigner.objects.filter(
        suggestion=OuterRef("pk"), deputy__user_id=actor.user_id, state=Signature.CONFIRMED
    )
    return list(Suggestion.objects.filter(Exists(signed)).order_by("-pk")[:most])


def seats(actor: Actor) -> list[Any]:
    """The seats from which a signed-in deputy may make suggestions, highest congress first."""
    return list(deputy_queries.seats_of_user(actor.user_id)) if actor.user_id is not None else []


def next_key(actor: Actor, place_code: str) -> str:
    """Under which key the next suggestion is begun: the same for every page opened before it exists, so that one is made."""
    return str(uuid.uuid5(_DRAFTS, f"{actor.user_id}.{place_code}.{led_by(actor).order_by().count()}"))


def begun(actor: Actor, key: str) -> Suggestion | None:
    """The draft that was begun under a key, if it is this deputy's."""
    return led_by(actor).select_related("congress", "lead").filter(submission_key=key).first() if key else None


def mates(suggestion: Suggestion) -> list[Any]:
    """The other deputies in office of the same congress in the order of the roll, and who has been asked."""
    return list(deputy_queries.sitting(suggestion.place_code).exclude(deputy_id=suggestion.lead_id))


def asked(suggestion: Suggestion) -> dict[int, str]:
    """Whom a suggestion was sent to for signing, with their answers."""
    return dict(Cosigner.objects.filter(suggestion=suggestion).values_list("deputy_id", "state"))


def session_now(place_code: str, day: date) -> tuple[Any, bool]:
    """The session of a congress, or the last one, and whether the day lies between two."""
    return deputy_queries.session_at(place_code, day)


def has_unopened(actor: Actor, suggestion_id: int) -> bool:
    """Whether a letter to this deputy was never opened."""
    letters = Letter.objects.filter(reply__assignment__suggestion=suggestion_id, opened_at__isnull=True)
    return actor.user_id is not None and letters.filter(deputy__user_id=actor.user_id).exists()


def files_of(suggestion: Suggestion) -> list[Attachment]:
    """The photos and papers the deputy handed in, oldest first."""
    rows = Attachment.objects.filter(owner_type=Suggestion._meta.label_lower, owner_id=suggestion.pk)
    return list(rows.order_by("pk"))


def file(actor: Actor, pk: int) -> Attachment | None:
    """A photo or paper of a suggestion, for whoever may read the suggestion."""
    found = Attachment.objects.filter(pk=pk, owner_type=Suggestion._meta.label_lower).first()
    return found if found is not None and visible_to(actor).filter(pk=found.owner_id).exists() else None
