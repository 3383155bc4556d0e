"""Every read of deputies: who is on the roll, where, and what an actor may see of it."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from django.db.models import Count, Exists, Model, OuterRef, Q, QuerySet

from renda.capabilities.deputies.models import (
    CongressTerm,
    Constituency,
    Delegation,
    Deputy,
    Mandate,
    Office,
    RollUpload,
    Session,
)
from renda.capabilities.deputies.terms import NATION_CODE, MandateState, UploadState
from renda.foundation.accounts import places
from renda.foundation.accounts import queries as account_queries
from renda.foundation.accounts.actor import Actor
from renda.foundation.accounts.models import Congress
from renda.foundation.accounts.terms import Role
from renda.foundation.audit.models import Entry
from renda.foundation.sealing import personal

R = TypeVar("R", bound=Model)
READERS = (Role.OFFICE, Role.LEADER, Role.OPERATOR)
IN_OFFICE = Q(state=MandateState.ACTIVE, started_on__isnull=False)
SEARCHED = 20
COUNTED = 1000


@dataclass(frozen=True)
class RollFilter:
    """What of the roll is looked at; empty fields do not limit. Without a state, ended mandates stay out."""

    level: str = ""
    place_code: str = ""
    delegation_id: int | None = None
    state: str = ""
    text: str = ""


# ---- for every capability


def names(ids: Collection[int]) -> dict[int, str]:
    """Names of deputies by their id, in one query."""
    return dict(Deputy.objects.filter(pk__in=ids).values_list("pk", "name")) if ids else {}


def levels_of(ids: Collection[int]) -> dict[int, list[str]]:
    """Levels at which each deputy is in office, highest place first, in one query."""
    held: dict[int, list[str]] = {}
    rows = Mandate.objects.filter(IN_OFFICE, deputy_id__in=ids).order_by("place_code")
    for deputy_id, level in rows.values_list("deputy_id", "level") if ids else ():
        held.setdefault(deputy_id, []).append(level)
    return held


def deputies_near(place_code: str) -> QuerySet[Deputy]:
    """Deputies in office in congresses that contain a place or lie under it: who may serve at a station there."""
    near = Mandate.objects.filter(IN_OFFICE, _near(place_code), deputy_id=OuterRef("pk"))
    return Deputy.objects.filter(Exists(near)).order_by("name", "pk")


def is_near(deputy_id: int, place_code: str) -> bool:
    """Whether a deputy may serve at a station of this place."""
    return Mandate.objects.filter(IN_OFFICE, _near(place_code), deputy_id=deputy_id).exists()


def sitting(place_code: str) -> QuerySet[Mandate]:
    """Mandates in office of the congress of a place, with the deputies; ordered by the roll."""
    in_office = Mandate.objects.filter(IN_OFFICE, place_code=place_code)
    return in_office.select_related("deputy", "delegation", "constituency").order_by("pk")


def current_mandates(deputy: Deputy) -> QuerySet[Mandate]:
    """A deputy's mandates not ended, highest congress first."""
    held = Mandate.objects.filter(deputy=deputy).exclude(state=MandateState.ENDED)
    return held.select_related("term__congress", "delegation", "constituency").order_by("place_code")


def by_level(place_code: str) -> dict[str, int]:
    """How many mandates are in office by level, in congresses of a place, under it, or with a home there."""
    rows = Mandate.objects.filter(IN_OFFICE, _under("place_code", place_code) | _under("home_code", place_code))
    return dict(rows.order_by().values_list("level").annotate(n=Count("pk")))


def deputy_of_user(user_id: int | None) -> Deputy | None:
    """The deputy who signs in as this user."""
    return Deputy.objects.filter(user_id=user_id).first() if user_id is not None else None


def users_of(ids: Collection[int]) -> dict[int, int]:
    """User ids of those of the deputies who can sign in, in one query."""
    rows = Deputy.objects.filter(pk__in=ids, user_id__isnull=False).values_list("pk", "user_id")
    return {pk: user_id for pk, user_id in rows if user_id is not None} if ids else {}


def seat_in(place_code: str, *, deputy_id: int | None = None, user_id: int | None = None) -> Mandate | None:
    """The seat in office that a deputy, named or signed in, holds in the congress of a place."""
    if deputy_id is None and user_id is None:
        return None
    who = Q(deputy_id=deputy_id) if deputy_id is not None else Q(deputy__user_id=user_id)
    held = Mandate.objects.filter(IN_OFFICE, who, place_code=place_code).select_related("deputy", "delegation", "term")
    # There is one at most; asked for in no order, or PostgreSQL may walk the whole roll by its key.
    return next(iter(held.order_by()[:1]), None)


def seat_of_level(deputy_id: int, level: str) -> Mandate | None:
    """The seat in office that a deputy holds in a congress of a level, with its congress."""
    held = Mandate.objects.filter(IN_OFFICE, deputy_id=deputy_id, level=level)
    return held.select_related("deputy", "term__congress").first()


def seats_of_user(user_id: int) -> QuerySet[Mandate]:
    """Every seat in office of the deputy who signs in as this user, highest congress first."""
    held = Mandate.objects.filter(IN_OFFICE, deputy__user_id=user_id)
    return held.select_related("deputy", "term__congress").order_by("place_code")


def names_of_congress(place_code: str) -> dict[str, list[int]]:
    """Everyone who ever had a seat in the congress of a place, by name; two of one name are two."""
    found: dict[str, list[int]] = {}
    rows = Mandate.objects.filter(place_code=place_code).order_by("deputy_id").distinct()
    for name, deputy_id in rows.values_list("deputy__name", "deputy_id"):
        found.setdefault(name, []).append(deputy_id)
    return found


def session_at(place_code: str, day: date) -> tuple[Session | None, bool]:
    """The session of a congress that a day falls in, or else the last one before it; and whether it is between two."""
    begun = Session.objects.filter(term__congress__region_id=place_code, opens_on__lte=day)
    last = begun.select_related("term").order_by("-opens_on", "-pk").first()
    is_between = last is None or (last.closes_on is not None and last.closes_on < day)
    return last, is_between


def sessions_of(place_code: str) -> QuerySet[Session]:
    """Every session of the congress of a place, the latest first."""
    return Session.objects.filter(term__congress__region_id=place_code).select_related("term").order_by("-opens_on")


# ---- within someone's reach


def visible_to(actor: Actor) -> QuerySet[Deputy]:
    """Persons whom an actor may look up: with a mandate in the actor's places, or themselves."""
    seen = mandates_visible_to(actor).filter(deputy_id=OuterRef("pk"))
    own = Q(user_id=actor.user_id) if actor.user_id is not None else Q(pk__in=[])
    return Deputy.objects.filter(Exists(seen) | own)


def mandates_visible_to(actor: Actor) -> QuerySet[Mandate]:
    """Mandates of congresses in the actor's places, and of higher congresses whose deputies live there."""
    if actor.is_system:
        return Mandate.objects.all()
    reach = Q(pk__in=[])
    for place_code in actor.places(*READERS):
        reach |= _under("place_code", place_code) | _under("home_code", place_code)
    return Mandate.objects.filter(reach)


def terms_visible_to(actor: Actor) -> QuerySet[CongressTerm]:
    """Terms of congresses in the actor's places, and of those above them."""
    terms = CongressTerm.objects.select_related("congress__region")
    if actor.is_system:
        return terms
    reach = Q(pk__in=[])
    for place_code in actor.places(*READERS):
        above = [NATION_CODE, *account_queries.region_chain(place_code)]
        reach |= _under("congress__region_id", place_code) | Q(congress__region_id__in=above)
    return terms.filter(reach)


def congresses_visible_to(actor: Actor) -> QuerySet[Congress]:
    """Congresses in the actor's places, and those above them."""
    reach = Q(pk__in=[])
    for place_code in actor.places(*READERS):
        above = [NATION_CODE, *account_queries.region_chain(place_code)]
        reach |= _under("region_id", place_code) | Q(region_id__in=above)
    return Congress.objects.filter(reach).select_related("region").order_by("region_id")


def search(actor: Actor, text: str) -> list[Deputy]:
    """At most 20 visible persons by name, code or exact telephone."""
    return list(visible_to(actor).filter(_matches(text, ""))[:SEARCHED]) if text.strip() else []


def listed(actor: Actor, wanted: RollFilter) -> QuerySet[Mandate]:
    """The roll as an actor may see it, filtered; with everything a row shows."""
    rows = mandates_visible_to(actor)
    if wanted.level:
        rows = rows.filter(level=wanted.level)
    if wanted.place_code:
        rows = rows.filter(place_code=wanted.place_code)
    if wanted.delegation_id:
        rows = rows.filter(delegation_id=wanted.delegation_id)
    rows = rows.filter(state=wanted.state) if wanted.state else rows.exclude(state=MandateState.ENDED)
    if wanted.text.strip():
        rows = rows.filter(_matches(wanted.text, "deputy__"))
    return rows.select_related("deputy", "delegation", "constituency", "term__congress")


def counted(rows: QuerySet[Mandate]) -> int:
    """How many rows, counted no further than 1001."""
    return rows.order_by()[: COUNTED + 1].count()


def page_of(rows: QuerySet[R], by: str, *, after: str = "", before: str = "", size: int) -> tuple[list[R], bool, bool]:
    """One page in the order of ``by`` and number, and whether there is one before and one after it.

    ``after`` and ``before`` are keys made by ``key_of`` from the row next to the page; what is no key
    starts at the beginning.
    """
    backwards = _key(before) is not None
    key = _key(before) or _key(after)
    order = (f"-{by}", "-pk") if backwards else (by, "pk")
    if key is not None:
        code, pk = key
        way = "lt" if backwards else "gt"
        rows = rows.filter(Q(**{f"{by}__{way}": code}) | Q(**{by: code, f"pk__{way}": pk}))
    found = list(rows.order_by(*order)[: size + 1])
    more, found = len(found) > size, found[:size]
    return (found[::-1], more, True) if backwards else (found, key is not None, more)


def key_of(code: str, pk: int) -> str:
    """The key of a row, for the address of the page next to it."""
    return f"{code}-{pk}"


# ---- one thing and what belongs to it


def mandates_of(deputy: Deputy) -> QuerySet[Mandate]:
    """All mandates a person held, the present ones first, highest congress first."""
    held = Mandate.objects.filter(deputy=deputy).select_related("term__congress", "delegation", "constituency")
    return held.order_by("ended_on", "place_code", "-pk")


def offices_of(deputy: Deputy) -> QuerySet[Office]:
    """All offices a person held, the latest first."""
    return Office.objects.filter(deputy=deputy).select_related("term__congress").order_by("-started_on", "-pk")


def officers(term: CongressTerm) -> QuerySet[Office]:
    """Offices of a term not ended."""
    return Office.objects.filter(term=term, ended_on__isnull=True).select_related("deputy").order_by("pk")


def history(deputy: Deputy, mandates: Iterable[Mandate], offices: Iterable[Office]) -> QuerySet[Entry]:
    """The trail of a person, the mandates and the offices, latest first."""
    things = Q(subject_type=Deputy._meta.label_lower, subject_id=deputy.pk)
    things |= Q(subject_type=Mandate._meta.label_lower, subject_id__in=[one.pk for one in mandates])
    things |= Q(subject_type=Office._meta.label_lower, subject_id__in=[one.pk for one in offices])
    return Entry.objects.filter(things).order_by("-id")


def sessions(term: CongressTerm) -> QuerySet[Session]:
    """Sessions of a term, the latest first."""
    return Session.objects.filter(term=term).order_by("-number")


def delegations_in(place_code: str) -> QuerySet[Delegation]:
    """Delegations of the terms of a congress not ended."""
    return Delegation.objects.filter(term__congress__region_id=place_code, term__ended_on__isnull=True)


def without_sign_in(term: CongressTerm, *, limit: int) -> list[Deputy]:
    """Deputies of a term who cannot sign in yet, in the order of the roll."""
    held = Mandate.objects.filter(term=term, state=MandateState.ACTIVE, deputy__user__isnull=True)
    return [one.deputy for one in held.select_related("deputy").order_by("pk")[:limit]]


def count_without_sign_in(term: CongressTerm) -> int:
    """How many deputies of a term cannot sign in yet."""
    return Mandate.objects.filter(term=term, state=MandateState.ACTIVE, deputy__user__isnull=True).count()


def delegations_with_counts(term: CongressTerm) -> QuerySet[Delegation]:
    """Delegations of a term with the number of deputies not ended, as ``deputies``."""
    return Delegation.objects.filter(term=term).annotate(deputies=_held()).order_by("pk")


def constituencies_with_counts(term: CongressTerm) -> QuerySet[Constituency]:
    """Constituencies of a term with the number of deputies not ended, as ``deputies``."""
    return Constituency.objects.filter(term=term).annotate(deputies=_held()).order_by("pk")


def _held() -> Count:
    return Count("mandates", filter=Q(mandates__state__in=[MandateState.ACTIVE, MandateState.SUSPENDED]))


def uploads_visible_to(actor: Actor) -> QuerySet[RollUpload]:
    """Uploaded rolls of the person asking; nobody else sees a file's rows."""
    return RollUpload.objects.filter(uploaded_by_id=actor.user_id).select_related("term__congress")


def waiting_uploads(term: CongressTerm, user_id: int) -> QuerySet[RollUpload]:
    """Uploads of a person for a term that were never kept."""
    return RollUpload.objects.filter(term=term, uploaded_by_id=user_id, state=UploadState.WAITING)


def _under(field: str, code: str) -> Q:
    """The place and all it contains; no code is everywhere."""
    return places.under(code, field)


def _near(place_code: str) -> Q:
    above = [NATION_CODE, *account_queries.region_chain(place_code)]
    return Q(place_code__in=above) | _under("place_code", place_code)


def _matches(text: str, prefix: str) -> Q:
    text = text.strip()
    found = Q(**{f"{prefix}name__contains": text}) | Q(**{f"{prefix}code": text.upper()})
    if text.isdigit():
        found |= Q(**{f"{prefix}phone_digest": personal.digest(text, purpose="deputy phone")})
    return found


def _key(text: str) -> tuple[str, int] | None:
    place_code, _, pk = text.partition("-")
    return (place_code, int(pk)) if place_code.isdecimal() and pk.isdecimal() and len(pk) < 19 else None
