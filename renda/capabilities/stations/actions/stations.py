"""The writers of stations: opening, correcting, pausing, closing, their staff, money and standard."""

from __future__ import annotations

import dataclasses
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError
from django.utils.timezone import localdate

from renda.capabilities.stations import indicators
from renda.capabilities.stations.flow import STATION_FLOW
from renda.capabilities.stations.models import DutyDay, LiaisonStation, StandardCheck, StationStaff, WorkMoney
from renda.capabilities.stations.queries import law_behind
from renda.capabilities.stations.rules import standard
from renda.capabilities.stations.rules.standard import Answer, Outcome
from renda.capabilities.stations.terms import DutyState, StaffRole, StationKind, StationScope, StationState
from renda.foundation.accounts import actions as account_actions
from renda.foundation.accounts.actor import Actor, HeldPost
from renda.foundation.accounts.models import Post, Region, User
from renda.foundation.accounts.terms import Role
from renda.foundation.action import action
from renda.foundation.audit import trail
from renda.foundation.errors import RuleBroken, StaleState
from renda.foundation.facts import counting
from renda.foundation.policy import grants
from renda.foundation.workflow.run import take_step

# Read aloud and typed from paper: no 0 O, 1 I L.
PUBLIC_ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
PUBLIC_LENGTH = 8
REGION_LENGTH = 9
LAST_NUMBER = 99
CORRECTABLE = frozenset(
    {
        "name", "scope", "industry", "address", "phone", "longitude_e6", "latitude_e6", "introduction", "notice_days",
        "opened_on",
    }
)  # fmt: skip
MOST_STAFF = 20
MOST_FEN = 10**12
EARLIEST_YEAR = 2000


@dataclass(frozen=True)
class Member:
    """Someone to work at a station; ``user_id`` where they can sign in."""

    name: str
    role: StaffRole
    user_id: int | None = None


@action
def open_station(
    region: Region,
    *,
    name: str,
    actor: Actor,
    at: datetime,
    parent: LiaisonStation | None = None,
    scope: StationScope = StationScope.AREA,
    industry: str = "",
    address: str = "",
    phone: str = "",
    introduction: str = "",
    longitude_e6: int | None = None,
    latitude_e6: int | None = None,
    opened_on: date | None = None,
) -> LiaisonStation:
    """Open a station of a region, or a point of a station; its code continues theirs (《地方组织法》第六十条).

    Raises:
        RuleBroken: the name is missing or taken, the trade of an industry station is missing, no number is left.
        StaleState: somebody opened another one there at the same moment.
    """
    grants.require(actor, "stations.manage", parent or region)
    name, today = name.strip(), localdate(at)
    code = _next_code(region, parent, name)
    _must_name_industry(scope, industry)
    station = LiaisonStation(
        code=code,
        name=name,
        kind=StationKind.POINT if parent else StationKind.STATION,
        scope=scope,
        industry=industry.strip() if scope is StationScope.INDUSTRY else "",
        region=region,
        parent=parent,
        public_code="".join(secrets.choice(PUBLIC_ALPHABET) for _ in range(PUBLIC_LENGTH)),
        address=address.strip(),
        phone=phone.strip(),
        introduction=introduction.strip(),
        longitude_e6=longitude_e6,
        latitude_e6=latitude_e6,
        opened_on=opened_on or today,
    )
    try:
        station.save(force_insert=True)
    except IntegrityError as race:
        raise StaleState("open_station") from race
    _show(station, today)
    trail.record(
        at=at,
        actor=actor,
        verb="stations.open_station",
        subject=station,
        changes={"code": code, "kind": station.kind},
        citation=law_behind.article(law_behind.STATIONS, on=today),
    )
    return station


def _show(station: LiaisonStation, today: date) -> None:
    """Tables of the places above name and count their stations, though no figure moves with one."""
    counting.touch(indicators.VISITS, place_code=station.code, day=today)


def _next_code(region: Region, parent: LiaisonStation | None, name: str) -> str:
    """The next free code; numbers of closed stations are not given out again."""
    if not name:
        raise RuleBroken("name-missing", "请填写联络站名称")
    if parent is not None and (parent.kind != StationKind.STATION or parent.region_id != region.pk):
        raise RuleBroken("point-of-another", "联络点要设在同一地方的联络站之下")
    if parent is not None and parent.state == StationState.CLOSED:
        raise RuleBroken("station-closed", "联络站已撤销，不能登记")
    # A station directly under a county fills up the code where a township's number would stand.
    stem = parent.code if parent else region.code.ljust(REGION_LENGTH, "0")
    siblings = LiaisonStation.objects.filter(parent=parent, region_id=region.pk, code__startswith=stem)
    taken = list(siblings.order_by("code").values_list("code", "name", "state"))
    if any(other == name and state != StationState.CLOSED for _, other, state in taken):
        raise RuleBroken("name-taken", "本地已有名为“%(name)s”的联络站", name=name)
    number = int(taken[-1][0][len(stem) :]) + 1 if taken else 1
    if number > LAST_NUMBER:
        raise RuleBroken("no-number-left", "这里的编号已经用完，最多%(most)s个", most=LAST_NUMBER)
    return f"{stem}{number:02d}"


def _must_name_industry(scope: str, industry: str) -> None:
    if scope == StationScope.INDUSTRY and not industry.strip():
        raise RuleBroken("industry-missing", "专业联络站要写明服务的行业")


@action
def correct_station(station: LiaisonStation, *, facts: Mapping[str, Any], actor: Actor, at: datetime) -> LiaisonStation:
    """Correct the facts of a station; what nobody changed is not written over.

    Raises:
        KeyError: a fact that is not corrected this way.
        RuleBroken: the name or the trade of an industry station would be empty.
        StaleState: somebody corrected the same fact at the same moment.
    """
    grants.require(actor, "stations.manage", station)
    unknown = set(facts) - CORRECTABLE
    if unknown:
        raise KeyError(*sorted(unknown))
    given = {fact: value.strip() if isinstance(value, str) else value for fact, value in facts.items()}
    if "name" in given and not given["name"]:
        raise RuleBroken("name-missing", "请填写联络站名称")
    _must_name_industry(given.get("scope", station.scope), given.get("industry", station.industry))
    was = {fact: getattr(station, fact) for fact, value in given.items() if getattr(station, fact) != value}
    if was:
        changed = {fact: given[fact] for fact in was}
        if LiaisonStation.objects.filter(pk=station.pk, **was).update(**changed) != 1:
            raise StaleState("correct_station")
        for fact, value in changed.items():
            setattr(station, fact, value)
        _show(station, localdate(at))
    trail.record(
        at=at,
        actor=actor,
        verb="stations.correct_station",
        subject=station,
        changes={fact: [old, given[fact]] for fact, old in was.items()},
    )
    return station


@action
def pause(station: LiaisonStation, *, reason: str, actor: Actor, at: datetime) -> LiaisonStation:
    """Stop receiving people for a while; the public page and the QR code say nothing is open."""
    return _step(station, "pause", reason, actor, at)


@action
def reopen(station: LiaisonStation, *, reason: str, actor: Actor, at: datetime) -> LiaisonStation:
    """Receive people again, after a pause or a closing."""
    return _step(station, "reopen", reason, actor, at)


@action
def close(station: LiaisonStation, *, reason: str, actor: Actor, at: datetime) -> LiaisonStation:
    """Close a station for good.

    Raises:
        RuleBroken: it still has points, or duty days ahead that the public knows of.
    """
    today = localdate(at)
    if station.points.exclude(state=StationState.CLOSED).exists():
        raise RuleBroken("has-points", "还有没有撤销的联络点，请先撤销联络点")
    ahead = DutyDay.objects.filter(station=station, on__gte=today, published_on__isnull=False)
    waiting = ahead.filter(state__in=[DutyState.PLANNED, DutyState.MOVED]).count()
    if waiting:
        raise RuleBroken("has-duty-days", "还有%(n)s个已公布的值班日，请先取消", n=waiting)
    return _step(station, "close", reason, actor, at)


def _step(station: LiaisonStation, name: str, reason: str, actor: Actor, at: datetime) -> LiaisonStation:
    grants.require(actor, "stations.manage", station)
    if not reason.strip():
        raise RuleBroken("reason-missing", "请写明原因")
    basis = law_behind.article(law_behind.STATIONS, on=localdate(at))
    take_step(STATION_FLOW, station, name, actor=actor, at=at, citation=basis)
    _show(station, localdate(at))
    trail.record(
        at=at, actor=actor, verb=f"stations.{name}_reason", subject=station, changes={"reason": reason.strip()[:120]}
    )
    return station


@action
def set_staff(station: LiaisonStation, *, members: Sequence[Member], actor: Actor, at: datetime) -> list[StationStaff]:
    """Say who works at a station from today; who is not named leaves, who is named already stays as they are.

    Raises:
        RuleBroken: a name is missing, a person is named twice, there would be two heads, or more than fit.
    """
    grants.require(actor, "stations.manage", station)
    if len(members) > MOST_STAFF:
        raise RuleBroken("too-many-staff", "一个联络站最多登记%(num)s名工作人员", num=MOST_STAFF)
    wanted = [dataclasses.replace(member, name=member.name.strip()) for member in members]
    if any(not member.name for member in wanted):
        raise RuleBroken("staff-name-missing", "请填写姓名")
    if len({(member.name, member.role) for member in wanted}) != len(wanted):
        raise RuleBroken("staff-twice", "同一个人同一职务写了两次")
    if sum(member.role is StaffRole.HEAD for member in wanted) > 1:
        raise RuleBroken("two-heads", "一个联络站只有一名站长")
    today = localdate(at)
    present = {(row.name, row.role, row.user_id): row for row in station.staff.filter(until_on__isnull=True)}
    keys = {(member.name, member.role.value, member.user_id) for member in wanted}
    leaving = [row.pk for key, row in present.items() if key not in keys]
    coming = [
        StationStaff(station=station, name=m.name, role=m.role, user_id=m.user_id, since_on=today)
        for m in wanted
        if (m.name, m.role.value, m.user_id) not in present
    ]
    StationStaff.objects.filter(pk__in=leaving).update(until_on=today)
    StationStaff.objects.bulk_create(coming)
    trail.record(
        at=at,
        actor=actor,
        verb="stations.set_staff",
        subject=station,
        changes={"came": [row.pk for row in coming], "left": leaving},
    )
    return list(station.staff.filter(until_on__isnull=True))


@action
def give_clerk_sign_in(
    station: LiaisonStation, *, username: str, name: str, actor: Actor, at: datetime
) -> tuple[User, str]:
    """Give someone a sign-in as clerk of a station; returns the user and the one-time password to hand over.

    Raises:
        RuleBroken: the sign-in name is taken, or the station is closed.
    """
    grants.require(actor, "stations.manage", station)
    if station.state == StationState.CLOSED:
        raise RuleBroken("station-closed", "联络站已撤销，不能登记")
    # Offices do not administer accounts, but this one account is theirs to give; the trail keeps their name.
    granting = dataclasses.replace(actor, is_system=True)
    password = account_actions.one_time_password()
    user = account_actions.add_user(username=username, name=name.strip(), password=password, actor=granting, at=at)
    post = HeldPost(role=Role.CLERK, place_code=station.code, title=station.name)
    account_actions.give_post(user, post, actor=granting, at=at)
    StationStaff.objects.create(
        station=station, user=user, name=name.strip(), role=StaffRole.CLERK, since_on=localdate(at)
    )
    trail.record(at=at, actor=actor, verb="stations.give_clerk_sign_in", subject=station, changes={"user": user.pk})
    return user, password


@action
def end_clerk_sign_in(station: LiaisonStation, user: User, *, actor: Actor, at: datetime) -> None:
    """End a clerk's post at a station; the account stays for other posts.

    Raises:
        StaleState: the user is not a clerk of this station any more.
    """
    grants.require(actor, "stations.manage", station)
    post = Post.objects.filter(user=user, role=Role.CLERK, place_code=station.code, ended_on__isnull=True).first()
    if post is None:
        raise StaleState("end_clerk_sign_in")
    today = localdate(at)
    account_actions.end_post(post, ended_on=today, actor=dataclasses.replace(actor, is_system=True), at=at)
    station.staff.filter(user=user, until_on__isnull=True).update(until_on=today)
    trail.record(at=at, actor=actor, verb="stations.end_clerk_sign_in", subject=station, changes={"user": user.pk})


@action
def set_money(
    station: LiaisonStation, *, year: int, amount_fen: int, actor: Actor, at: datetime, note: str = ""
) -> WorkMoney:
    """Set the work money of a station for a budget year, in fen.

    Raises:
        RuleBroken: the year or the amount is absurd.
    """
    grants.require(actor, "stations.manage", station)
    if not EARLIEST_YEAR <= year <= localdate(at).year + 1:
        raise RuleBroken("year-absurd", "%(year)s年不合理，最晚是明年", year=year)
    if not 0 <= amount_fen <= MOST_FEN:
        raise RuleBroken("amount-absurd", "金额不合理")
    money, _ = WorkMoney.objects.update_or_create(
        station=station, year=year, defaults={"amount_fen": amount_fen, "note": note.strip()}
    )
    trail.record(
        at=at, actor=actor, verb="stations.set_money", subject=station, changes={"year": year, "amount_fen": amount_fen}
    )
    return money


@action
def check_standard(
    station: LiaisonStation, *, answers: Mapping[str, Answer], checked_on: date, actor: Actor, at: datetime
) -> Outcome:
    """Hold a station against the standard; items without an answer keep what was found before.

    Raises:
        RuleBroken: an answer of the wrong kind or to no item, or a day ahead.
    """
    grants.require(actor, "stations.manage", station)
    if checked_on > localdate(at):
        raise RuleBroken("check-ahead", "检查日期不能晚于今天")
    outcome = standard.assess(standard.TEMPLATE, answers)
    rows = [
        StandardCheck(station=station, item=key, value=int(answer), is_met=key in outcome.met, checked_on=checked_on)
        for key, answer in answers.items()
        if answer is not None
    ]
    StandardCheck.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["station", "item"],
        update_fields=["value", "is_met", "checked_on"],
    )
    trail.record(
        at=at,
        actor=actor,
        verb="stations.check_standard",
        subject=station,
        changes={"met": len(outcome.met), "not_met": list(outcome.not_met)},
    )
    return outcome
