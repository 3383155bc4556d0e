"""Taking matters in: the clerk's register, the citizen's own report, people received without a matter."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypeVar

from django.db import IntegrityError, connection, transaction
from django.utils.timezone import localdate

from renda.capabilities.casework import rules
from renda.capabilities.casework.actions import common, indexing, notifying
from renda.capabilities.casework.events import CaseRegistered
from renda.capabilities.casework.models import Case, Receiver, Reception
from renda.capabilities.casework.terms import Category, Way
from renda.foundation.accounts.actor import Actor
from renda.foundation.action import action
from renda.foundation.audit import trail
from renda.foundation.events.bus import announce
from renda.foundation.facts import counting
from renda.foundation.policy import grants
from renda.foundation.sealing import personal

Row = TypeVar("Row", Case, Reception)

RECEIPT_ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
RECEIPT_LENGTH = 12
COUNTY_LENGTH = 6

_NEXT = """
INSERT INTO casework_register (station_id, year, last) VALUES (%s, %s, 1)
ON CONFLICT (station_id, year) DO UPDATE SET last = casework_register.last + 1 RETURNING last
"""


@dataclass(frozen=True)
class Taken:
    """A matter taken in, and the receipt that only the citizen keeps; empty where it was taken before."""

    case: Case
    receipt: str


@dataclass(frozen=True)
class Visitor:
    """Who came; all of it optional."""

    name: str = ""
    phone: str = ""
    address: str = ""
    people_count: int = 1
    is_anonymous: bool = False
    wants_secrecy: bool = False


@dataclass(frozen=True)
class Matter:
    """What was said, in the visitor's own words, and where it is."""

    words: str
    category: str = Category.OTHER
    location: str = ""
    way: str = Way.VISIT
    is_small: bool = False
    is_accusation: bool = False


def receipt_digest(receipt: str) -> str:
    """How a receipt is kept: a keyed digest of its characters, spaces and dashes aside."""
    plain = "".join(ch for ch in receipt.upper() if ch.isalnum())
    return personal.digest(plain, purpose="receipt")


@action
def register(
    station: Any,
    matter: Matter,
    visitor: Visitor,
    *,
    deputies: Sequence[int] = (),
    actor: Actor,
    at: datetime,
    registered_on: date | None = None,
    submission_key: str = "",
) -> Taken:
    """Take down a visitor's matter at a station; the same submission twice is one matter.

    Raises:
        NotPermitted: the actor does not work at this station.
        RuleBroken: the words, the phone, the number of people or the day are not acceptable.
    """
    grants.require(actor, "casework.register", station)
    today = localdate(at)
    day = registered_on or today
    rules.must_be_recent(day, today=today)
    return _take(station, matter, visitor, deputies=deputies, actor=actor, at=at, day=day, key=submission_key)


@action
def report(
    station: Any, matter: Matter, visitor: Visitor, *, actor: Actor, at: datetime, submission_key: str = ""
) -> Taken:
    """Take in what a citizen wrote behind the station's QR code, without an account.

    Raises:
        NotPermitted: the station is not open.
        RuleBroken: the words or the phone are not acceptable.
    """
    grants.require(actor, "casework.report", station)
    return _take(station, matter, visitor, deputies=(), actor=actor, at=at, day=localdate(at), key=submission_key)


@action
def receive(
    station: Any,
    *,
    people_count: int,
    topic: str = "",
    actor: Actor,
    at: datetime,
    received_on: date | None = None,
    submission_key: str = "",
) -> Reception:
    """Count people who were received and left no matter; the same submission twice counts once."""
    grants.require(actor, "casework.register", station)
    rules.must_be_people(people_count)
    today = localdate(at)
    day = received_on or today
    rules.must_be_recent(day, today=today)
    row = Reception(
        station_id=station.pk,
        place_code=station.code,
        on=day,
        people_count=people_count,
        topic=topic[:80],
        registered_by=actor.user_id,
    )
    reception, is_new = _once(Reception, submission_key, lambda: row)
    if not is_new:
        trail.record(at=at, actor=actor, verb="casework.receive_again", subject=reception)
        return reception
    counting.add("casework.visitors", place_code=station.code, day=day, quantity=people_count)
    counting.add("casework.groups", place_code=station.code, day=day)
    trail.record(at=at, actor=actor, verb="casework.receive", subject=reception, changes={"people": people_count})
    return reception


def _take(
    station: Any,
    matter: Matter,
    visitor: Visitor,
    *,
    deputies: Sequence[int],
    actor: Actor,
    at: datetime,
    day: date,
    key: str,
) -> Taken:
    words = matter.words.strip()
    rules.must_be_clear(words)
    rules.must_be_a_phone(visitor.phone)
    rules.must_be_people(visitor.people_count)
    receipt = "".join(secrets.choice(RECEIPT_ALPHABET) for _ in range(RECEIPT_LENGTH))
    facts = {
        "registered_at": at,
        "registered_on": day,
        "registered_by": actor.user_id,
        "way": matter.way,
        "category": matter.category,
        "title": rules.title_of(words),
        "words": words,
        "location": matter.location.strip(),
        "people_count": visitor.people_count,
        **_sealed(visitor),
        "wants_secrecy": visitor.wants_secrecy or matter.is_accusation,
        "receipt_digest": receipt_digest(receipt),
        "desk_code": station.code[:COUNTY_LENGTH] if matter.is_accusation else station.code,
        "is_small": matter.is_small,
        "is_confidential": matter.is_accusation,
    }
    case, is_new = _once(Case, key, lambda: Case(**_identity(station, day), **facts))
    if not is_new:
        trail.record(at=at, actor=actor, verb="casework.register_again", subject=case)
        return Taken(case, "")
    if deputies:
        Receiver.objects.bulk_create([Receiver(case=case, deputy_id=pk) for pk in dict.fromkeys(deputies)])
    if not case.is_confidential:
        indexing.keep(case)
    common.count("visitors", case, day, visitor.people_count)
    common.count("groups", case, day)
    common.count("matters", case, day)
    trail.record(at=at, actor=actor, verb="casework.register", subject=case, changes={"number": case.number})
    common.note(case, "register", actor=actor, at=at, is_public=True)
    if case.is_confidential:
        notifying.desk(case, "有检举控告材料需要按规定转送", actor=actor, at=at)
    elif matter.way == Way.QR:
        notifying.station(case, "群众扫码反映：%(title)s", actor=actor, at=at)
    announce(CaseRegistered(case.pk, station.pk, at))
    return Taken(case, receipt)


def _once(model: type[Row], key: str, make: Callable[[], Row]) -> tuple[Row, bool]:
    """Insert a row under its submission key, or find the one that this submission made before, even just now."""
    if not key:
        row = make()
        row.save(force_insert=True)
        return row, True
    known = model.objects.filter(submission_key=key).first()
    if known:
        return known, False
    try:
        with transaction.atomic():
            row = make()
            row.submission_key = key
            row.save(force_insert=True)
    except IntegrityError:
        return model.objects.get(submission_key=key), False
    return row, True


def _identity(station: Any, day: date) -> dict[str, Any]:
    with connection.cursor() as cursor:
        cursor.execute(_NEXT, [station.pk, day.year])
        number = cursor.fetchone()[0]
    return {
        "number": f"{station.code}-{day.year}-{number:04d}",
        "station_id": station.pk,
        "place_code": station.code,
        "county_code": station.code[:COUNTY_LENGTH],
    }


def _sealed(visitor: Visitor) -> dict[str, Any]:
    phone = visitor.phone.strip()
    named = not visitor.is_anonymous
    return {
        "is_anonymous": visitor.is_anonymous,
        "sealed_name": personal.seal(visitor.name.strip()) if named else b"",
        "sealed_phone": personal.seal(phone),
        "sealed_address": personal.seal(visitor.address.strip()) if named else b"",
        "phone_digest": personal.digest(phone, purpose="phone") if phone else "",
    }
