"""The writers of persons: taken onto the roll, found again, put right."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.db.models import CharField, F, Value
from django.db.models.functions import Cast, Concat, LPad

from renda.capabilities.deputies import policy
from renda.capabilities.deputies.actions import mandates, plan
from renda.capabilities.deputies.models import CongressTerm, Constituency, Delegation, Deputy, Mandate
from renda.capabilities.deputies.rules import people
from renda.foundation.accounts.actor import Actor
from renda.foundation.action import action
from renda.foundation.audit import trail
from renda.foundation.errors import NotPermitted, RuleBroken, StaleState
from renda.foundation.policy import grants
from renda.foundation.sealing import personal


@action
def add_deputy(
    term: CongressTerm,
    *,
    name: str,
    actor: Actor,
    at: datetime,
    gender: str = "",
    phone: str = "",
    employer: str = "",
    delegation: Delegation | None = None,
    constituency: Constituency | None = None,
    home_code: str = "",
    started_on: date | None = None,
) -> Mandate:
    """Take a person onto the roll of a term; one known by name and telephone is the same person.

    Raises:
        RuleBroken: name or telephone cannot be right, or the mandate may not be given.
    """
    name, phone = people.clean_name(name), people.clean_phone(phone)
    digest = plan.phone_digest(phone)
    deputy = Deputy.objects.filter(name=name, phone_digest=digest).first() if digest else None
    if deputy is None:
        deputy = _new(name=name, gender=gender, phone=phone, employer=employer.strip())
        give_codes()
        deputy.refresh_from_db(fields=["code"])
        trail.record(at=at, actor=actor, verb="deputies.add_deputy", subject=deputy, changes={"code": deputy.code})
    return mandates.give_mandate(
        deputy,
        term=term,
        delegation=delegation,
        constituency=constituency,
        home_code=home_code,
        started_on=started_on,
        actor=actor,
        at=at,
    )


def _new(*, name: str, gender: str, phone: str, employer: str) -> Deputy:
    sealed, digest = personal.seal(phone), plan.phone_digest(phone)
    try:
        with transaction.atomic():
            return Deputy.objects.create(
                name=name, gender=gender, sealed_phone=sealed, phone_digest=digest, employer=employer
            )
    except IntegrityError:
        raise StaleState("add_deputy") from None


def give_codes() -> None:
    """Give every person without a code theirs, D and the number of the row; called within an act."""
    number = Cast("pk", CharField())
    Deputy.objects.filter(code__isnull=True).update(code=Concat(Value("D"), LPad(number, 6, Value("0"))))


@action
def correct(deputy: Deputy, *, revision: int, actor: Actor, at: datetime, **fields: str) -> Deputy:
    """Put right name, gender, employer or telephone; the trail keeps what changed, never the telephone itself.

    Raises:
        NotPermitted: no office of a congress of this deputy.
        RuleBroken: a value cannot be right, or another person has this name and telephone.
        StaleState: someone else corrected it first.
    """
    require_some_mandate(deputy, "deputies.manage", actor)
    if "phone" in fields:
        require_some_mandate(deputy, "deputies.see_phone", actor)
    changed, traced = _changes(deputy, fields)
    known = Deputy.objects.filter(pk=deputy.pk, revision=revision)
    try:
        with transaction.atomic():
            moved = known.update(**changed, revision=F("revision") + 1)
    except IntegrityError:
        raise RuleBroken("deputy-known", "已有同名同手机号的代表，请核对是否同一人") from None
    if moved != 1:
        raise StaleState("correct")
    deputy.refresh_from_db()
    trail.record(at=at, actor=actor, verb="deputies.correct", subject=deputy, changes=traced)
    return deputy


def require_some_mandate(deputy: Deputy, permission: str, actor: Actor) -> None:
    """Refuse unless the permission holds for one of the deputy's mandates.

    Raises:
        NotPermitted: it holds for none.
    """
    held = Mandate.objects.filter(deputy=deputy)
    if not policy.is_system(actor, None) and not any(grants.allowed(actor, permission, one) for one in held):
        raise NotPermitted(permission)


def _changes(deputy: Deputy, fields: Mapping[str, str]) -> tuple[dict[str, object], dict[str, object]]:
    changed: dict[str, object] = {}
    traced: dict[str, object] = {}
    for field, value in fields.items():
        if field == "phone":
            phone = people.clean_phone(value)
            if plan.phone_digest(phone) != deputy.phone_digest:
                changed |= {"sealed_phone": personal.seal(phone), "phone_digest": plan.phone_digest(phone)}
                traced["phone"] = "changed"
            continue
        value = people.clean_name(value) if field == "name" else value.strip()
        if value != getattr(deputy, field):
            changed[field] = value
            traced[field] = [getattr(deputy, field), value]
    return changed, traced
