"""What acts on motions and inquiries share: local rules, lines, numbers, signers, notices."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime
from typing import Any, TypeVar, cast

from django.db.models import F

from renda.capabilities.deputies import queries as deputy_queries
from renda.capabilities.motions import queries, rules
from renda.capabilities.motions.models import Inquiry, Line, Motion, Series, Signer
from renda.capabilities.motions.terms import Body, Signature
from renda.foundation.accounts.terms import Role
from renda.foundation.action import current_unit
from renda.foundation.errors import NotPermitted, RuleBroken
from renda.foundation.notices import outbox
from renda.foundation.workdays import queries as workday_queries
from renda.law.calendar import Calendar

Thing = TypeVar("Thing", bound=Motion | Inquiry)


def overlays(thing: Motion | Inquiry) -> tuple[str, ...]:
    """The local rules that bind: those of its congress."""
    return tuple(thing.congress.overlays)


def calendar() -> Calendar:
    """Working days, with what the office changed."""
    return workday_queries.calendar()


def hold(thing: Thing) -> Thing:
    """The motion or inquiry as it is now, held until this act ends; signatures move only under it."""
    rows = type(thing)._default_manager.select_for_update(of=("self",)).select_related("congress", "lead")
    return cast(Thing, rows.get(pk=thing.pk))


def owner(thing: Motion | Inquiry) -> dict[str, Any]:
    """The column of a signer or a line that names this thing."""
    return {"motion": thing} if isinstance(thing, Motion) else {"inquiry": thing}


def link(thing: Motion | Inquiry) -> str:
    """The page of a motion or an inquiry."""
    return f"/motions/{'' if isinstance(thing, Motion) else 'inquiries/'}{thing.pk}/"


def note(thing: Motion | Inquiry, verb: str, *, actor: Any, at: datetime, text: str = "") -> None:
    """Add a line to what happened."""
    label = " ".join(part for part in (actor.post_label, actor.name) if part)
    current_unit().queue(_write, Line(**owner(thing), at=at, verb=verb, who=label[:80], text=text))


def _write(lines: list[Line]) -> None:
    Line.objects.bulk_create(lines, batch_size=500)


def seat(congress: Any, body: str, *, actor: Any, deputy_id: int | None) -> Any:
    """The seat of whoever proposes: in office, and of the committee where it is proposed there.

    Raises:
        NotPermitted: someone else's seat, without being the office that writes for them.
        RuleBroken: no such seat.
    """
    if deputy_id is not None and not actor.holds_exactly(Role.OFFICE, congress.region_id):
        raise NotPermitted("motions.draft")
    own = {"user_id": actor.user_id} if deputy_id is None else {"deputy_id": deputy_id}
    found = deputy_queries.seat_in(congress.region_id, **own)
    if found is None or (body == Body.COMMITTEE and found.deputy_id not in members(congress.region_id, body)):
        raise RuleBroken("not-of-body", "联名人须是本级在任代表；向常委会提出的，须是常委会组成人员")
    return found


def members(place_code: str, body: str) -> dict[int, Any]:
    """Who may sign, by deputy: deputies in office, or the members of the standing committee among them."""
    seats = {seat.deputy_id: seat.deputy for seat in deputy_queries.sitting(place_code)}
    if body == Body.CONGRESS:
        return seats
    committee = queries.committee_ids(place_code)
    return {pk: deputy for pk, deputy in seats.items() if pk in committee}


def ask(thing: Motion | Inquiry, deputy_ids: Collection[int], *, at: datetime) -> list[str]:
    """Ask members of the same body to sign; those already asked are not asked again. Gives the names asked."""
    if thing.lead_id is None:
        raise RuleBroken("no-signers", "国家机关提出的议案不用联名")
    known = members(thing.place_code, thing.body)
    rules.must_be_other_deputies(thing.lead_id, deputy_ids, known)
    asked = set(thing.signers.values_list("deputy_id", flat=True))
    fresh = [pk for pk in dict.fromkeys(deputy_ids) if pk not in asked]
    rules.must_ask_someone(deputy_ids, fresh)
    Signer.objects.bulk_create(Signer(**owner(thing), deputy_id=pk, name=known[pk].name, asked_at=at) for pk in fresh)
    for pk in fresh:
        if known[pk].user_id is not None:
            outbox.tell_user(
                known[pk].user_id,
                "%(name)s代表邀请您联名：%(title)s",
                link=link(thing),
                at=at,
                name=thing.proposer_name,
                title=thing.title,
            )
    return [known[pk].name for pk in fresh]


def signed(thing: Motion | Inquiry) -> int:
    """How many have signed, the one who leads among them."""
    return thing.signers.filter(state=Signature.CONFIRMED).count()


def recount(thing: Motion | Inquiry) -> int:
    """Keep how many have signed beside the thing, for lists; its signers are held meanwhile."""
    thing.signer_count = signed(thing)
    type(thing)._default_manager.filter(pk=thing.pk).update(signer_count=thing.signer_count)
    return thing.signer_count


def sign_as_lead(thing: Motion | Inquiry, lead: Any, *, at: datetime) -> None:
    """Whoever leads has signed by proposing."""
    Signer.objects.create(
        **owner(thing),
        deputy=lead,
        name=thing.proposer_name,
        state=Signature.CONFIRMED,
        asked_at=at,
        answered_at=at,
    )


def sign_anew(thing: Motion | Inquiry) -> None:
    """A changed text is signed anew by all but the one who changed it."""
    others = thing.signers.filter(state=Signature.CONFIRMED).exclude(deputy=thing.lead)
    if others.update(state=Signature.ASKED, answered_at=None):
        recount(thing)


def next_number(thing: Motion | Inquiry, code: str) -> int:
    """The next number of a series."""
    series, _ = Series.objects.get_or_create(congress=thing.congress, code=code, defaults={"last": 0})
    # The update holds the row until this act ends, so two hand-ins never read one number.
    Series.objects.filter(pk=series.pk).update(last=F("last") + 1)
    return Series.objects.values_list("last", flat=True).get(pk=series.pk)


def identity(thing: Motion | Inquiry, day: date, *, kind: str) -> dict[str, Any]:
    """Session, series and number of what is handed in.

    Raises:
        RuleBroken: proposed to the congress while it does not sit.
    """
    session, is_between = deputy_queries.session_at(thing.place_code, day)
    key = rules.signatures_key(is_inquiry=isinstance(thing, Inquiry), body=thing.body)
    rules.must_be_in_session(is_between=is_between, body=thing.body, article=rules.citation(key, on=day))
    term = session.term.number if session else 0
    sitting = f"c{day.year}" if thing.body == Body.COMMITTEE or session is None else f"s{session.number}"
    code = f"{kind}-{term}-{sitting}"
    return {
        "session_id": session.pk if session and thing.body == Body.CONGRESS else None,
        "series": code,
        "number": next_number(thing, code),
    }


def tell_office(thing: Motion | Inquiry, text: str, *, actor: Any, at: datetime) -> None:
    """Tell the congress office; ``text`` has a place for the title."""
    outbox.tell_posts(
        Role.OFFICE,
        text,
        place_code=thing.place_code,
        but_not=actor.user_id,
        link=link(thing),
        at=at,
        title=thing.title,
    )


def tell_signers(thing: Motion | Inquiry, text: str, *, actor: Any, at: datetime) -> None:
    """Tell the one who leads and everyone who signed."""
    signers = thing.signers.filter(state=Signature.CONFIRMED, deputy__user_id__isnull=False)
    for user_id in signers.values_list("deputy__user_id", flat=True):
        if user_id != actor.user_id:
            outbox.tell_user(user_id, text, link=link(thing), at=at, title=thing.title)
