"""Living through a stretch of time: duty days, visits, receptions and matters, each by its real act."""

from __future__ import annotations

import heapq
import itertools
import random
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from renda.capabilities.casework import actions as case_actions
from renda.capabilities.casework.actions.register import Matter, Visitor
from renda.capabilities.casework.models import Case
from renda.capabilities.casework.terms import Grade, Refusal, Told, Way
from renda.capabilities.deputies import queries as deputy_queries
from renda.capabilities.deputies.models import Deputy
from renda.capabilities.stations.actions import duty as duty_actions
from renda.capabilities.stations.actions import visits as visit_actions
from renda.capabilities.stations.terms import VisitManner
from renda.foundation.accounts.actor import Actor, HeldPost
from renda.foundation.accounts.models import Organ
from renda.foundation.accounts.terms import Level, OrganKind, Role
from renda.foundation.action import one_transaction
from renda.project.demo import matters, plan

ZONE = ZoneInfo("Asia/Shanghai")
COUNTY, TOWNSHIP = 6, 9
Life = Iterator[datetime]


@dataclass
class Site:
    """A station or point with what is needed to act there."""

    station: Any
    place_name: str
    deputies: list[int]
    organs: list[Organ]
    duty_days: list[Any] = field(default_factory=list)
    free_days: list[date] = field(default_factory=list)

    def clerk(self) -> Actor:
        """Whoever keeps this station's register."""
        return Actor(None, "值守人员", (HeldPost(Role.CLERK, self.station.code, None, self.station.name),))

    def office(self, length: int) -> Actor:
        """The congress office of the township or county the station belongs to."""
        return Actor(None, "人大机关", (HeldPost(Role.OFFICE, self.station.code[:length]),))


class Clock:
    """Acts in the order of their moments; what lies beyond the end is left undone."""

    def __init__(self, *, ends_at: datetime) -> None:
        self._queue: list[tuple[datetime, int, Life]] = []
        self._tie = itertools.count()
        self.ends_at = ends_at
        self.acts = 0

    def start(self, life: Life) -> None:
        """Take in a life: a generator that gives the moment of its next act."""
        self._push(life)

    def _push(self, life: Life) -> None:
        moment = next(life, None)
        if moment is not None:
            heapq.heappush(self._queue, (moment, next(self._tie), life))

    def __len__(self) -> int:
        return len(self._queue)

    def run(self, on_month: Callable[[int], None]) -> None:
        """Run to the end; the acts of a month are kept together."""
        while self._queue and self._queue[0][0] <= self.ends_at:
            month = (self._queue[0][0].year, self._queue[0][0].month)
            done = 0
            with one_transaction():
                while self._queue and (self._queue[0][0].year, self._queue[0][0].month) == month:
                    if self._queue[0][0] > self.ends_at:
                        break
                    _, _, life = heapq.heappop(self._queue)
                    self._push(life)
                    done += 1
            self.acts += done
            on_month(done)


def moment(day: date, rng: random.Random, *, first: int = 9, last: int = 17) -> datetime:
    """Some minute of the working day."""
    return datetime.combine(day, time(rng.randint(first, last - 1), rng.randint(0, 59)), ZONE)


def duty_life(site: Site, day: Any, deputies: list[int], rng: random.Random) -> Life:
    """A duty day is held, and its deputies come to the station."""
    at = moment(day.on, rng, first=8, last=10)
    yield at
    clerk = site.clerk()
    if deputies:
        visit_actions.record_visits(
            site.station,
            deputies=deputies,
            on=day.on,
            manner=VisitManner.RECEPTION,
            duty_day=day,
            actor=clerk,
            at=at,
        )
    if deputies or rng.random() < 0.4:
        duty_actions.hold_duty_day(day, actor=clerk, at=at)


def reception_life(site: Site, on: date, people: int, rng: random.Random) -> Life:
    """People come, ask, and leave no matter."""
    at = moment(on, rng)
    yield at
    case_actions.receive(
        site.station, people_count=people, topic=matters.topic(rng), actor=site.clerk(), at=at, received_on=on
    )


@dataclass(frozen=True)
class Fate:
    """How a matter is to end: settled by a day or left open; through an organ or on the spot."""

    ends_by: date | None = None
    not_before: date | None = None
    on_spot: bool = False
    referred: bool = False
    raised: bool = False
    reopened: bool = False
    slow_days: int = 0


def case_life(site: Site, on: date, people: int, fate: Fate, rng: random.Random) -> Life:
    """A matter from the visitor's words to the rating, as far as its fate takes it."""
    at = moment(on, rng)
    yield at
    clerk, told = site.clerk(), matters.matter(site.place_name, rng)
    anonymous = rng.random() < 0.1
    taken = case_actions.register(
        site.station,
        Matter(told.words, told.category, told.location, Way.QR if rng.random() < 0.2 else Way.VISIT),
        Visitor(
            "" if anonymous else matters.name(rng),
            matters.phone(rng) if rng.random() < 0.7 else "",
            people_count=people,
            is_anonymous=anonymous,
        ),
        deputies=[rng.choice(site.deputies)] if site.deputies else [],
        actor=clerk,
        at=at,
        registered_on=on,
    )
    case = taken.case
    if fate.on_spot:
        at += timedelta(minutes=20)
        case_actions.settle_now(case, answer=told.answer, actor=clerk, at=at)
        yield from _rating(case, at, fate, rng)
        return
    if fate.referred:
        case_actions.refuse(
            case,
            reason=rng.choice((Refusal.NOT_HERE, Refusal.COURT, Refusal.PETITION, Refusal.PRIVATE)),
            explanation="已当面解释，并告知受理机关的地址和电话",
            actor=clerk,
            at=at + timedelta(minutes=15),
        )
        return
    yield from _through_an_organ(site, case, at, told.answer, fate, rng)


def _through_an_organ(site: Site, case: Case, at: datetime, answer: str, fate: Fate, rng: random.Random) -> Life:
    clerk, organ = site.clerk(), rng.choice(site.organs)
    desk = clerk
    handler = Actor(None, organ.name, (HeldPost(Role.HANDLER, organ.region_id, organ.pk, ""),))
    at = _later(at, rng.randint(0, 1), Fate(fate.ends_by), rng)
    yield at
    if organ.kind == OrganKind.GOVERNMENT and len(organ.region_id) == COUNTY and rng.random() < 0.3:
        case_actions.pass_on(case, desk_code=case.place_code[:COUNTY], actor=clerk, at=at)
        desk = site.office(COUNTY)
        at = _later(at, 0, fate, rng)
        yield at
    if fate.raised:
        deputy_id, level = _raises(site, rng)
        case_actions.raise_suggestion(case, deputy_id=deputy_id, level=level, actor=desk, at=at)
        at = _later(at, 20, fate, rng)
        yield at
        case_actions.answer_raised(case, text=answer, actor=site.office(COUNTY), at=at)
    else:
        case_actions.assign(case, organ=organ, actor=desk, at=at)
        at = _later(at, rng.randint(0, 2), Fate(fate.ends_by), rng)
        yield at
        case_actions.sign(case, actor=handler, at=at)
        at = _later(at, rng.randint(2, 9) + fate.slow_days, fate, rng)
        yield at
        case_actions.answer(case, text=answer, actor=handler, at=at)
    at = _later(at, rng.randint(0, 2), fate, rng)
    yield at
    case_actions.tell(case, how=rng.choice((Told.PHONE, Told.IN_PERSON, Told.MESSAGE)), actor=clerk, at=at)
    if fate.reopened:
        yield from _again(case, clerk, handler, answer, fate, rng, at)
    else:
        yield from _rating(case, at, fate, rng)


def _raises(site: Site, rng: random.Random) -> tuple[int, str]:
    """Someone of the roster who makes a suggestion of a matter, and to a congress of which level."""
    # Whoever has an account finds the draft; the demo's matters are answered without the deputy going on with it.
    quiet = set(Deputy.objects.filter(pk__in=site.deputies, user__isnull=True).values_list("pk", flat=True))
    deputy_id = rng.choice([pk for pk in site.deputies if pk in quiet] or site.deputies)
    (held,) = deputy_queries.levels_of([deputy_id]).values()
    return deputy_id, Level.COUNTY if Level.COUNTY in held else held[0]


def _again(case: Case, clerk: Actor, handler: Actor, answer: str, fate: Fate, rng: random.Random, at: datetime) -> Life:
    citizen = Actor(None, "反映人", bearer_of=case.pk)
    at = _later(at, 0, fate, rng)
    yield at
    case_actions.rate(case, grade=Grade.NOT, note="没有真正解决", actor=citizen, at=at)
    at = _later(at, rng.randint(1, 6), fate, rng)
    yield at
    case_actions.answer(case, text=f"重新办理：{answer}", actor=handler, at=at)
    at = _later(at, 0, fate, rng)
    yield at
    case_actions.tell(case, how=Told.PHONE, actor=clerk, at=at)
    at = _later(at, 0, fate, rng)
    yield at
    case_actions.rate(case, grade=Grade.SATISFIED, note="", actor=citizen, at=at)


def _rating(case: Case, at: datetime, fate: Fate, rng: random.Random) -> Life:
    if rng.random() < 0.45:
        return
    at = _later(at, rng.randint(0, 4), fate, rng)
    yield at
    grade = Grade.SATISFIED if rng.random() < 0.82 else Grade.BASICALLY
    case_actions.rate(case, grade=grade, note="", actor=Actor(None, "反映人", bearer_of=case.pk), at=at)


def _later(at: datetime, days: int, fate: Fate, rng: random.Random) -> datetime:
    """Some days on, within the fate's bounds, and never earlier than before."""
    day = at.date() + timedelta(days=days)
    if fate.ends_by is not None:
        day = min(day, fate.ends_by)
    if fate.not_before is not None and days:
        day = max(day, fate.not_before)
    soon = at + timedelta(minutes=rng.randint(4, 25))
    if day <= at.date() and soon.date() == at.date():
        return soon
    return max(moment(day, rng), at)


def spread(total: int, days: int, rng: random.Random, *, most: int | None = None) -> list[int]:
    """So many things over so many days, no more than ``most`` on one."""
    counts = Counter[int]()
    while total:
        day = rng.randrange(days)
        if most is None or counts[day] < most:
            counts[day] += 1
            total -= 1
    return [counts[i] for i in range(days)]


def visit_life(site: Site, on: date, deputies: list[int], rng: random.Random) -> Life:
    """Deputies come to a point on a day of their own."""
    at = moment(on, rng)
    yield at
    visit_actions.record_visits(
        site.station, deputies=deputies, on=on, manner=VisitManner.HOME_VISIT, actor=site.clerk(), at=at
    )


def fill(clock: Clock, site: Site, share: plan.Share, *, year_end: date, rng: random.Random) -> None:
    """Give a site lives that come out at exactly its share of the year's figures."""
    open_days = [day.on for day in site.duty_days] or site.free_days
    for index, n in enumerate(spread(share.visits, len(open_days), rng, most=len(site.deputies))):
        came = rng.sample(site.deputies, n)
        if site.duty_days:
            clock.start(duty_life(site, site.duty_days[index], came, rng))
        elif came:
            clock.start(visit_life(site, open_days[index], came, rng))
    fill_people(clock, site, share, open_days, year_end=year_end, rng=rng)


def fill_people(
    clock: Clock, site: Site, share: plan.Share, days: list[date], *, year_end: date | None, rng: random.Random
) -> None:
    """Receptions and matters of a site, spread over its open days; without a year's end, matters take their time."""
    extra = share.visitors - share.matters
    in_cases = extra * 35 // 100 if share.matters else 0
    sizes = plan.split_people(share.matters + in_cases, share.matters, rng)
    alone = extra - in_cases
    for people in plan.split_people(alone, (alone + 3) // 4, rng):
        clock.start(reception_life(site, rng.choice(days), people, rng))
    for number, people in enumerate(sizes):
        on = rng.choice(days)
        fate = _fate(number < share.settled, year_end, rng) if year_end else _any_fate(rng)
        clock.start(case_life(site, on, people, fate, rng))


def _fate(is_settled: bool, year_end: date, rng: random.Random) -> Fate:
    if is_settled:
        chance = rng.random()
        return Fate(
            ends_by=year_end,
            on_spot=chance < 0.4,
            reopened=0.4 <= chance < 0.42,
            slow_days=40 if 0.42 <= chance < 0.46 else 0,
        )
    chance = rng.random()
    return Fate(
        not_before=year_end + timedelta(days=rng.randint(4, 75)),
        referred=chance < 0.15,
        raised=0.15 <= chance < 0.25,
    )


def _any_fate(rng: random.Random) -> Fate:
    """How a matter goes when nobody fixed its figures beforehand."""
    chance = rng.random()
    return Fate(
        on_spot=chance < 0.3,
        referred=0.3 <= chance < 0.34,
        raised=0.34 <= chance < 0.37,
        reopened=0.37 <= chance < 0.4,
        slow_days=rng.choice((20, 35, 50)) if chance > 0.85 else 0,
    )


DESK, STREET, COUNTY_DESK, UNSIGNED, AT_WORK, ANSWERED = range(6)


def waiting_life(
    site: Site, on: date, stage: int, organ: Organ, rng: random.Random, *, receiver: int | None = None
) -> Life:
    """A matter that waits at one stage of its way, so that whoever sits there, or received it, finds work."""
    at = moment(on, rng, first=8, last=11)
    yield at
    clerk, told = site.clerk(), matters.matter(site.place_name, rng)
    visitor = Visitor(matters.name(rng), matters.phone(rng), people_count=rng.randint(1, 3))
    matter = Matter(told.words, told.category, told.location, Way.QR if stage == DESK else Way.VISIT)
    receivers = [rng.choice(site.deputies) if receiver is None else receiver]
    case = case_actions.register(site.station, matter, visitor, deputies=receivers, actor=clerk, at=at).case
    at += timedelta(minutes=10)
    if stage in {STREET, COUNTY_DESK}:
        desk = case.place_code[: TOWNSHIP if stage == STREET else COUNTY]
        case_actions.pass_on(case, desk_code=desk, actor=clerk, at=at)
    elif stage >= UNSIGNED:
        case_actions.assign(case, organ=organ, actor=clerk, at=at)
    handler = Actor(None, organ.name, (HeldPost(Role.HANDLER, organ.region_id, organ.pk, ""),))
    if stage >= AT_WORK:
        case_actions.sign(case, actor=handler, at=at + timedelta(minutes=30))
    if stage >= ANSWERED:
        case_actions.answer(case, text=told.answer, actor=handler, at=at + timedelta(hours=2))
