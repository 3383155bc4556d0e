"""What an uploaded roll would do to a term: decided for all rows with a fixed number of queries."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from renda.capabilities.deputies.models import CongressTerm, Constituency, Delegation, Deputy, Mandate
from renda.capabilities.deputies.rules import mandates, roll
from renda.capabilities.deputies.terms import MandateState, RowEffect
from renda.foundation.errors import RuleBroken
from renda.foundation.sealing import personal

CHUNK = 500


@dataclass
class Planned:
    """A row, what it would do, to whom, and what is wrong if it may not."""

    row: roll.RollRow
    effect: RowEffect
    deputy: Deputy | None = None
    mandate: Mandate | None = None
    changes: dict[str, tuple[str, str]] = field(default_factory=dict)
    error: roll.RowError | None = None
    has_namesake: bool = False


def phone_digest(phone: str) -> str:
    """The keyed digest by which a person is found again; empty for no telephone."""
    return personal.digest(phone, purpose="deputy phone") if phone else ""


def plan(term: CongressTerm, rows: Sequence[roll.RollRow], *, on: date) -> list[Planned]:
    """What each row would do, in the order of the file; rows before it are taken as done.

    Raises:
        RuleBroken: the term is over.
    """
    mandates.must_be_open(term, on=on)
    state = _Roll(term, rows, on=on)
    return [state.decide(row) for row in rows]


class _Roll:
    """A term's roll in memory, moving on with each row."""

    def __init__(self, term: CongressTerm, rows: Sequence[roll.RollRow], *, on: date) -> None:
        self.term, self.on, self.filled = term, on, term.filled
        held = Mandate.objects.filter(term=term).exclude(state=MandateState.ENDED)
        here = list(held.select_related("deputy", "delegation", "constituency"))
        self.mandate_of = {one.deputy_id: one for one in here}
        self.by_name: dict[str, list[Deputy]] = {}
        for one in here:
            self.by_name.setdefault(one.deputy.name, []).append(one.deputy)
        known = [one.deputy for one in here]
        known += _in_chunks("phone_digest", {phone_digest(row.phone) for row in rows if row.phone})
        known += _in_chunks("code", {row.code for row in rows if row.code})
        self.by_code = {one.code: one for one in known}
        self.by_phone = {(one.name, one.phone_digest): one for one in known if one.phone_digest}
        self.elsewhere: dict[int, list[str]] = {}
        outside = [one.pk for one in known if one.pk not in self.mandate_of]
        for start in range(0, len(outside), CHUNK):
            part = Mandate.objects.filter(deputy_id__in=outside[start : start + CHUNK])
            for deputy_id, code in part.exclude(state=MandateState.ENDED).values_list("deputy_id", "place_code"):
                self.elsewhere.setdefault(deputy_id, []).append(code)
        self.constituencies = {one.name: one for one in Constituency.objects.filter(term=term)}
        self.in_constituency = Counter(one.constituency.name for one in here if one.constituency)
        self.seen: dict[int, int] = {}

    def decide(self, row: roll.RollRow) -> Planned:
        """One row's effect."""
        try:
            person = self._person(row)
            if isinstance(person, roll.RowError):
                return Planned(row, RowEffect.BAD, error=person)
            if person is not None and person.pk in self.seen:
                params: dict[str, object] = {"first": self.seen[person.pk]}
                wrong = self._wrong(row, roll.NAME, roll.SAME_PERSON, roll.TELL_APART, params)
                return Planned(row, RowEffect.BAD, error=wrong)
            planned = self._effect(row, person)
        except RuleBroken as broken:
            fix = "请核对名额、选区和任职情况，必要时联系上级人大机关"
            column = roll.CONSTITUENCY if broken.code == "no-free-seat-here" else roll.NAME
            return Planned(row, RowEffect.BAD, error=self._wrong(row, column, broken.message, fix, broken.params))
        if person is not None:
            self.seen[person.pk] = row.line
        return planned

    def _person(self, row: roll.RollRow) -> Deputy | roll.RowError | None:
        digest = phone_digest(row.phone)
        namesakes = self.by_name.get(row.name, [])
        if row.code:
            person = self.by_code.get(row.code)
            if person is None:
                return self._wrong(row, roll.CODE, "没有这个代表编号", "新代表请把编号留空，由系统编号")
            if person.name != row.name:
                return self._wrong(row, roll.CODE, "这个编号是另一位代表的", "请核对编号与姓名；改名请在代表页面更正")
            other = self.by_phone.get((row.name, digest)) if digest else None
            if other is not None and other.pk != person.pk:
                return self._wrong(row, roll.PHONE, "另一位同名代表已用这个手机号", "请核对手机号")
            return person
        if digest:
            unnumbered = [one for one in namesakes if not one.phone_digest]
            known = self.by_phone.get((row.name, digest))
            return known or (unnumbered[0] if len(unnumbered) == 1 and len(namesakes) == 1 else None)
        if len(namesakes) > 1:
            return self._wrong(row, roll.NAME, "本届有几位同名代表，分不清是哪一位", "请填写手机号或者代表编号")
        return namesakes[0] if namesakes else None

    def _effect(self, row: roll.RollRow, person: Deputy | None) -> Planned:
        mandate = self.mandate_of.get(person.pk) if person is not None else None
        if person is not None and mandate is not None:
            changes = self._changes(row, person, mandate)
            if roll.CONSTITUENCY in changes:
                self._seat_in(row.constituency)
            effect = RowEffect.CHANGE if changes else RowEffect.SAME
            return Planned(row, effect, person, mandate, changes)
        if person is not None:
            mandates.must_not_sit_in_two_places(
                self.term.congress.region_id, self.elsewhere.get(person.pk, ()), on=self.on
            )
        mandates.must_be_free_seat(self.filled, self.term.seats, on=self.on)
        if row.constituency:
            self._seat_in(row.constituency)
        self.filled += 1
        changes = self._changes(row, person, None) if person is not None else {}
        effect = RowEffect.MANDATE if person is not None else RowEffect.NEW
        return Planned(row, effect, person, None, changes, has_namesake=row.name in self.by_name)

    def _seat_in(self, name: str) -> None:
        known = self.constituencies.get(name)
        if known is not None:
            mandates.must_be_free_in_constituency(self.in_constituency[name], known.seats, name=name, on=self.on)
        self.in_constituency[name] += 1

    def _changes(self, row: roll.RollRow, person: Deputy, mandate: Mandate | None) -> dict[str, tuple[str, str]]:
        was = {roll.GENDER: (person.gender, row.gender), roll.EMPLOYER: (person.employer, row.employer)}
        if mandate is not None:
            was[roll.DELEGATION] = (mandate.delegation.name if mandate.delegation else "", row.delegation)
            was[roll.CONSTITUENCY] = (mandate.constituency.name if mandate.constituency else "", row.constituency)
        changes = {column: pair for column, pair in was.items() if pair[1] and pair[0] != pair[1]}
        if row.phone and phone_digest(row.phone) != person.phone_digest:
            old = personal.masked_phone(personal.reveal(person.sealed_phone))
            changes[roll.PHONE] = (old, personal.masked_phone(row.phone))
        return changes

    @staticmethod
    def _wrong(
        row: roll.RollRow, column: str, problem: str, fix: str, params: dict[str, object] | None = None
    ) -> roll.RowError:
        return roll.RowError(row.line, column, problem, fix, params or {})


def _in_chunks(field_name: str, values: set[str]) -> Iterable[Deputy]:
    ordered = sorted(values)
    found: list[Deputy] = []
    for start in range(0, len(ordered), CHUNK):
        found += Deputy.objects.filter(**{f"{field_name}__in": ordered[start : start + CHUNK]})
    return found


def delegations_of(term: CongressTerm) -> dict[str, Delegation]:
    """The delegations of a term by name."""
    return {one.name: one for one in Delegation.objects.filter(term=term)}
