"""The roster: which deputies are on duty each day, in turn, and who stands by."""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from renda.foundation.errors import RuleBroken

MOST_PER_DAY: Final = 50
NEVER: Final = -1


@dataclass(frozen=True, slots=True, kw_only=True)
class Absence:
    """A time in which a deputy cannot come, from ``starts_on`` up to but not including ``ends_before``."""

    deputy_id: int
    starts_on: date
    ends_before: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Shift:
    """Who receives people on one duty day; ``short_by`` seats found nobody."""

    on: date
    deputies: tuple[int, ...]
    substitutes: tuple[int, ...] = ()
    short_by: int = 0


@dataclass(slots=True)
class _Ledger:
    """Turns counted while the roster grows; a smaller order key means an earlier turn."""

    turns: dict[int, int]
    last: dict[int, int] = field(default_factory=dict)

    def key(self, deputy_id: int, number: int, place: int) -> tuple[bool, int, int, int]:
        last = self.last.get(deputy_id, NEVER)
        return (last == number - 1 and last != NEVER, self.turns.get(deputy_id, 0), last, place)

    def take(self, deputy_id: int, number: int) -> None:
        self.turns[deputy_id] = self.turns.get(deputy_id, 0) + 1
        self.last[deputy_id] = number


def rota(
    deputies: Sequence[int],
    duty_days: Sequence[date],
    *,
    per_day: int,
    substitutes: Sequence[int] = (),
    substitutes_per_day: int = 1,
    absences: Collection[Absence] = (),
    served: Mapping[int, int] | None = None,
) -> list[Shift]:
    """Share duty days out in turn, the same result for the same input; RuleBroken for absurd input.

    Those with the fewest turns so far (``served`` brings in earlier ones) come first, and nobody
    comes twice running while others can. Every deputy gets a turn when the absences let it
    (人大代表联络站规范: each deputy at least once a year). Substitutes fill seats that no deputy can
    take and stand by on each day; without any, deputies not on duty stand by.
    """
    _check(deputies, duty_days, per_day, substitutes, substitutes_per_day)
    away = _Absences(absences)
    ordered = sorted(duty_days)
    ledger = _Ledger(dict(served or {}))
    seats = [
        _pick(deputies, day, number, wanted=per_day, away=away, ledger=ledger) for number, day in enumerate(ordered)
    ]
    _give_everyone_a_turn(deputies, ordered, seats, away, dict(served or {}))
    spare = _Ledger({})
    shifts: list[Shift] = []
    for number, day in enumerate(ordered):
        filled = seats[number] + _pick(
            substitutes, day, number, wanted=per_day - len(seats[number]), away=away, ledger=spare
        )
        pool = [person for person in substitutes or deputies if person not in filled]
        stand_by = _pick(pool, day, number, wanted=substitutes_per_day, away=away, ledger=spare)
        shifts.append(
            Shift(on=day, deputies=tuple(filled), substitutes=tuple(stand_by), short_by=per_day - len(filled))
        )
    return shifts


def without_turn(deputies: Sequence[int], shifts: Sequence[Shift]) -> list[int]:
    """Deputies whom the roster gives no day, in roster order."""
    on_duty = {deputy_id for shift in shifts for deputy_id in shift.deputies}
    return [deputy_id for deputy_id in deputies if deputy_id not in on_duty]


class _Absences:
    """Asks whether somebody is away on a day."""

    def __init__(self, absences: Collection[Absence]) -> None:
        self._by_deputy: dict[int, list[Absence]] = {}
        for absence in absences:
            self._by_deputy.setdefault(absence.deputy_id, []).append(absence)

    def has(self, deputy_id: int, day: date) -> bool:
        return any(away.starts_on <= day < away.ends_before for away in self._by_deputy.get(deputy_id, ()))


def _check(
    deputies: Sequence[int], duty_days: Sequence[date], per_day: int, substitutes: Sequence[int], stand_by: int
) -> None:
    if not deputies:
        raise RuleBroken("no-deputies", "联络站还没有代表，不能排班")
    if not 1 <= per_day <= MOST_PER_DAY:
        raise RuleBroken("per-day-out-of-range", "每次值班的人数应在1到%(most)s之间", most=MOST_PER_DAY)
    if not 0 <= stand_by <= MOST_PER_DAY:
        raise RuleBroken("substitutes-out-of-range", "每次替补的人数应在0到%(most)s之间", most=MOST_PER_DAY)
    everyone = [*deputies, *substitutes]
    if len(set(everyone)) != len(everyone):
        raise RuleBroken("person-repeated", "同一名代表在名单里出现了两次")
    if len(set(duty_days)) != len(duty_days):
        raise RuleBroken("day-repeated", "同一个值班日出现了两次")


def _pick(people: Sequence[int], day: date, number: int, *, wanted: int, away: _Absences, ledger: _Ledger) -> list[int]:
    able = [(ledger.key(person, number, place), person) for place, person in enumerate(people)]
    chosen = [person for _, person in sorted(able) if not away.has(person, day)][: max(wanted, 0)]
    for person in chosen:
        ledger.take(person, number)
    return chosen


def _give_everyone_a_turn(
    deputies: Sequence[int], ordered: Sequence[date], seats: list[list[int]], away: _Absences, served: dict[int, int]
) -> None:
    """Pass seats along chains of deputies until nobody who could have a turn is left without."""
    turns = dict(served)
    for day_seats in seats:
        for deputy_id in day_seats:
            turns[deputy_id] = turns.get(deputy_id, 0) + 1
    for deputy_id in deputies:
        if turns.get(deputy_id, 0):
            continue
        chain = _chain(deputy_id, ordered, seats, away, turns)
        for taker, number, giver in chain:
            seats[number][seats[number].index(giver)] = taker
        if chain:
            turns[deputy_id] = 1
            turns[chain[0][2]] -= 1


def _chain(
    starter: int, ordered: Sequence[date], seats: list[list[int]], away: _Absences, turns: dict[int, int]
) -> list[tuple[int, int, int]]:
    """Shortest chain of (taker, day number, giver) ending at one who has turns to spare, that end first."""
    came_by: dict[int, tuple[int, int]] = {}
    queue = deque([starter])
    while queue:
        taker = queue.popleft()
        for number, day in enumerate(ordered):
            if taker in seats[number] or away.has(taker, day):
                continue
            for giver in seats[number]:
                if giver in came_by:
                    continue
                came_by[giver] = (taker, number)
                if turns[giver] > 1:
                    return _walk_back(starter, giver, came_by)
                queue.append(giver)
    return []


def _walk_back(starter: int, giver: int, came_by: dict[int, tuple[int, int]]) -> list[tuple[int, int, int]]:
    chain: list[tuple[int, int, int]] = []
    while giver != starter:
        taker, number = came_by[giver]
        chain.append((taker, number, giver))
        giver = taker
    return chain
