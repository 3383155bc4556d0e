"""The writers of whole rolls: many deputies of a term at once, from a file or from the demo."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.timezone import localdate

from renda.capabilities.deputies.actions import mandates, people, plan, posts
from renda.capabilities.deputies.models import CongressTerm, Constituency, Delegation, Deputy, Mandate, RollUpload
from renda.capabilities.deputies.rules import mandates as mandate_rules
from renda.capabilities.deputies.rules import roll
from renda.capabilities.deputies.terms import RowEffect, UploadState
from renda.foundation.accounts.actor import Actor
from renda.foundation.accounts.models import Congress, User
from renda.foundation.action import action
from renda.foundation.audit import trail
from renda.foundation.errors import StaleState
from renda.foundation.policy import grants
from renda.foundation.sealing import personal

BATCH = 500


@dataclass(frozen=True)
class Outcome:
    """What a roll did: how many rows of each effect, and what was wrong with the bad ones."""

    counts: dict[str, int]
    errors: list[roll.RowError]


def may_keep(term: CongressTerm, *, home_code: str, actor: Actor) -> None:
    """Refuse unless the actor may give seats of this term to deputies who live there.

    Raises:
        NotPermitted: no office of this congress, nor of the home of a higher congress's deputies.
    """
    place_code = term.congress.region_id
    seat = Mandate(term=term, level=term.congress.level, place_code=place_code, home_code=home_code or place_code)
    grants.require(actor, "deputies.manage", seat)


@action
def register_many(
    term: CongressTerm,
    rows: Sequence[roll.RollRow],
    *,
    actor: Actor,
    at: datetime,
    home_code: str = "",
    started_on: date | None = None,
) -> Outcome:
    """Take many deputies onto the roll of a term: good rows are kept, a bad one is told; twice changes nothing.

    Raises:
        NotPermitted: see ``may_keep``.
        RuleBroken: the term is over.
        StaleState: the roll changed at the same moment.
    """
    may_keep(term, home_code=home_code, actor=actor)
    on = localdate(at)
    planned = plan.plan(term, rows, on=on)
    new = [one for one in planned if one.effect in {RowEffect.NEW, RowEffect.MANDATE}]
    mandates.take_seats(term, len(new), on=on)
    try:
        with transaction.atomic():
            parts = _parts(term, planned)
            _add_people(new)
            given = _give_seats(term, new, parts, home_code, (started_on or on) if term.is_sitting else None)
            for one in planned:
                if one.changes:
                    _change(one, parts, actor=actor, at=at)
    except IntegrityError:
        raise StaleState("register_many") from None
    for mandate in given:
        changes = {"term": term.number, "place": mandate.place_code, "started_on": mandate.started_on}
        trail.record(at=at, actor=actor, verb="deputies.give_mandate", subject=mandate, changes=changes)
        if mandate.deputy.user_id is not None and mandate.started_on is not None:
            posts.open_post(mandate.deputy, mandate.place_code, actor=actor, at=at)
    counts = Counter(str(one.effect) for one in planned)
    trail.record(at=at, actor=actor, verb="deputies.register_many", subject=term, changes=dict(counts))
    return Outcome(dict(counts), [one.error for one in planned if one.error is not None])


@dataclass(frozen=True)
class _Parts:
    delegations: dict[str, Delegation]
    constituencies: dict[str, Constituency]


def _parts(term: CongressTerm, planned: Sequence[plan.Planned]) -> _Parts:
    """The delegations and constituencies of a term, with those that the rows name for the first time."""
    good = [one.row for one in planned if one.effect != RowEffect.BAD]
    delegations = plan.delegations_of(term)
    wanted = dict.fromkeys(row.delegation for row in good if row.delegation and row.delegation not in delegations)
    Delegation.objects.bulk_create([Delegation(term=term, name=name) for name in wanted])
    constituencies = {one.name: one for one in Constituency.objects.filter(term=term)}
    named = dict.fromkeys(row.constituency for row in good if row.constituency not in constituencies)
    Constituency.objects.bulk_create([Constituency(term=term, name=name) for name in named if name])
    return _Parts(
        plan.delegations_of(term) if wanted else delegations,
        {one.name: one for one in Constituency.objects.filter(term=term)} if named else constituencies,
    )


def _add_people(new: Sequence[plan.Planned]) -> None:
    for one in new:
        if one.effect == RowEffect.NEW:
            row = one.row
            one.deputy = Deputy(
                name=row.name,
                gender=row.gender,
                sealed_phone=personal.seal(row.phone),
                phone_digest=plan.phone_digest(row.phone),
                employer=row.employer,
            )
    Deputy.objects.bulk_create([one.deputy for one in new if one.effect == RowEffect.NEW and one.deputy], BATCH)
    people.give_codes()
    known = [one.deputy for one in new if one.effect == RowEffect.MANDATE and one.deputy]
    for deputy in known:
        if not Deputy.objects.filter(pk=deputy.pk, revision=deputy.revision).update(revision=F("revision") + 1):
            raise StaleState("register_many")
        deputy.revision += 1


def _give_seats(
    term: CongressTerm, new: Sequence[plan.Planned], parts: _Parts, home_code: str, started_on: date | None
) -> list[Mandate]:
    place_code, level = term.congress.region_id, term.congress.level
    given = []
    for one in new:
        constituency = parts.constituencies.get(one.row.constituency)
        home = home_code or (constituency.region_id if constituency else None) or place_code
        given.append(
            Mandate(
                deputy=one.deputy,
                term=term,
                delegation=parts.delegations.get(one.row.delegation),
                constituency=constituency,
                level=level,
                place_code=place_code,
                home_code=home,
                started_on=started_on,
            )
        )
    return Mandate.objects.bulk_create(given, BATCH)


def _change(one: plan.Planned, parts: _Parts, *, actor: Actor, at: datetime) -> None:
    """Write what a row changes of a known person and seat; the telephone itself never enters the trail."""
    row, deputy = one.row, one.deputy
    if deputy is None:
        return
    fields: dict[str, object] = {}
    if roll.GENDER in one.changes:
        fields["gender"] = row.gender
    if roll.EMPLOYER in one.changes:
        fields["employer"] = row.employer
    if roll.PHONE in one.changes:
        fields |= {"sealed_phone": personal.seal(row.phone), "phone_digest": plan.phone_digest(row.phone)}
    if fields:
        known = Deputy.objects.filter(pk=deputy.pk, revision=deputy.revision)
        if not known.update(**fields, revision=F("revision") + 1):
            raise StaleState("register_many")
        changes = {name: [getattr(deputy, name), value] for name, value in fields.items() if "phone" not in name}
        changes |= {"phone": ["", "changed"]} if roll.PHONE in one.changes else {}
        trail.record(at=at, actor=actor, verb="deputies.correct", subject=deputy, changes=changes)
    if one.mandate is not None and one.changes.keys() & {roll.DELEGATION, roll.CONSTITUENCY}:
        mandate = one.mandate
        mandates.place(
            mandate,
            delegation=parts.delegations.get(row.delegation) or mandate.delegation,
            constituency=parts.constituencies.get(row.constituency) or mandate.constituency,
            was=(mandate.delegation_id, mandate.constituency_id),
            actor=actor,
            at=at,
        )


@action
def upload(
    term: CongressTerm,
    rows: Sequence[roll.RollRow],
    errors: Sequence[roll.RowError],
    *,
    file_name: str,
    home_code: str,
    actor: Actor,
    at: datetime,
) -> RollUpload:
    """Keep the rows of a file, sealed, until the person who sent them has seen what they would do."""
    may_keep(term, home_code=home_code, actor=actor)
    mandate_rules.must_be_open(term, on=localdate(at))
    RollUpload.objects.filter(term=term, uploaded_by_id=actor.user_id, state=UploadState.WAITING).delete()
    kept = RollUpload.objects.create(
        term=term,
        file_name=file_name[:120],
        uploaded_by=User(pk=actor.user_id),
        uploaded_at=at,
        sealed_rows=_sealed([asdict(row) for row in rows]),
        sealed_errors=_sealed([error.as_dict() for error in errors]),
        counts={"home_code": home_code},
    )
    changes = {"rows": len(rows), "bad": len(errors)}
    trail.record(at=at, actor=actor, verb="deputies.upload", subject=kept, changes=changes)
    return kept


@action
def keep(sent: RollUpload, *, actor: Actor, at: datetime) -> Outcome:
    """Do what the preview of an uploaded roll showed; its rows are forgotten, its errors stay to be downloaded.

    Raises:
        NotPermitted, RuleBroken: see ``register_many``.
        StaleState: it was kept already.
    """
    home_code = str(sent.counts.get("home_code", ""))
    may_keep(sent.term, home_code=home_code, actor=actor)
    rows, errors = rows_of(sent), errors_of(sent)
    waiting = RollUpload.objects.filter(pk=sent.pk, state=UploadState.WAITING, uploaded_by_id=actor.user_id)
    if waiting.update(state=UploadState.KEPT, sealed_rows=b"") != 1:
        raise StaleState("keep")
    outcome = register_many(sent.term, rows, home_code=home_code, actor=actor, at=at)
    errors = sorted([*errors, *outcome.errors], key=lambda error: error.line)
    counts = {**outcome.counts, str(RowEffect.BAD): len(errors)}
    RollUpload.objects.filter(pk=sent.pk).update(
        counts=counts, sealed_errors=_sealed([error.as_dict() for error in errors])
    )
    sent.refresh_from_db()
    trail.record(at=at, actor=actor, verb="deputies.keep", subject=sent, changes=counts)
    return replace(outcome, counts=counts, errors=errors)


@action
def record_export(congress: Congress, *, rows: int, with_phones: bool, actor: Actor, at: datetime) -> None:
    """Leave a trace that part of the roll was taken out as a file."""
    grants.require(actor, "deputies.keep_rolls", congress)
    changes = {"rows": rows, "with_phones": with_phones}
    trail.record(at=at, actor=actor, verb="deputies.export", subject=congress, changes=changes)


def rows_of(sent: RollUpload) -> list[roll.RollRow]:
    """The rows of an upload that is waiting; none once it is kept."""
    return [roll.RollRow(**values) for values in _opened(sent.sealed_rows)]


def errors_of(sent: RollUpload) -> list[roll.RowError]:
    """What was wrong with the rows of an upload."""
    return [roll.RowError(**values) for values in _opened(sent.sealed_errors)]


def _sealed(values: list[dict[str, object]]) -> bytes:
    return personal.seal(json.dumps(values, ensure_ascii=False)) if values else b""


def _opened(sealed: bytes | memoryview) -> list[dict[str, Any]]:
    return list(json.loads(personal.reveal(sealed) or "[]"))
