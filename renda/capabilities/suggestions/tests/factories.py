"""A county congress in session with deputies, organs and people for the tests of suggestions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.test import Client

from renda.capabilities.deputies import queries as deputy_queries
from renda.capabilities.deputies.tests import factories as people
from renda.capabilities.suggestions import actions
from renda.capabilities.suggestions.models import Assignment, Promise, Reply, Suggestion
from renda.capabilities.suggestions.terms import Grade, Outcome, Part, Weight
from renda.foundation.accounts import actions as account_actions
from renda.foundation.accounts.actor import SYSTEM, Actor, HeldPost
from renda.foundation.accounts.models import Congress, Organ, User
from renda.foundation.accounts.terms import OrganKind, PlaceKind, Role

SHANGHAI = ZoneInfo("Asia/Shanghai")
COUNTY = "141182"
# A Monday; the session is closed, so suggestions come between sessions unless a test says otherwise.
AT = datetime(2024, 3, 4, 10, 0, tzinfo=SHANGHAI)
TEXT = actions.Text(
    title="关于改善滨河路夜间照明的建议",
    situation="滨河路全长三公里，夜间照明不足。",
    analysis="路灯间距过大，部分灯具损坏多年未换。",
    advice="今年内更换损坏灯具，并在两个路口增设路灯。",
    subject="building",
    origin="station",
)


@dataclass(frozen=True)
class County:
    """A county congress with three deputies, three bureaus, a committee, and one actor for each part."""

    congress: Congress
    session: Any
    lead: Actor
    lead_deputy: Any
    mates: tuple[Any, Any]
    mate: Actor
    office: Actor
    bureau: Organ
    second: Organ
    third: Organ
    committee: Organ
    handler: Actor
    second_handler: Actor
    third_handler: Actor
    head: Actor
    second_head: Actor
    third_head: Actor
    member: Actor


def county(*, overlays: tuple[str, ...] = ("sample",), in_session: bool = False) -> County:
    """汾阳 with its congress under the given local rules."""
    people.region("14", "山西省", PlaceKind.PROVINCE)
    people.region("1411", "吕梁市", PlaceKind.CITY, "14")
    place = people.region(COUNTY, "汾阳市", PlaceKind.COUNTY, "1411")
    congress = people.congress(place)
    Congress.objects.filter(pk=congress.pk).update(overlays=list(overlays))
    congress.refresh_from_db()
    term = people.term(congress)
    session, _ = deputy_queries.session_at(COUNTY, AT.date())
    assert session is not None
    day = AT.date()
    closes = None if in_session else session.opens_on + timedelta(days=4)
    opens = day - timedelta(days=1) if in_session else session.opens_on
    type(session).objects.filter(pk=session.pk).update(opens_on=opens, closes_on=closes)
    session.refresh_from_db()
    seats = [people.mandate(term, name=name) for name in ("武向荣", "田玉兰", "靳海峰")]
    users = [_deputy_user(seat.deputy) for seat in seats[:2]]
    bureau, second, third = (
        organ(place, OrganKind.GOVERNMENT, f"汾阳市{name}", name) for name in ("住建局", "财政局", "交通局")
    )
    committee = organ(place, OrganKind.CONGRESS, "汾阳市人大常委会城建环资工委", "城建环资工委")
    return County(
        congress=congress,
        session=session,
        lead=people.actor_for(users[0]),
        lead_deputy=seats[0].deputy,
        mates=(seats[1].deputy, seats[2].deputy),
        mate=people.actor_for(users[1]),
        office=Actor(None, "冯主任", (HeldPost(Role.OFFICE, COUNTY, None, "代表工委"),)),
        bureau=bureau,
        second=second,
        third=third,
        committee=committee,
        handler=of_organ(Role.HANDLER, bureau, "任晓东"),
        second_handler=of_organ(Role.HANDLER, second, "郭建华"),
        third_handler=of_organ(Role.HANDLER, third, "李明亮"),
        head=of_organ(Role.HEAD, bureau, "王局长"),
        second_head=of_organ(Role.HEAD, second, "张局长"),
        third_head=of_organ(Role.HEAD, third, "赵局长"),
        member=of_organ(Role.COMMITTEE, committee, "高主任"),
    )


def _deputy_user(deputy: Any) -> User:
    account = people.user(Role.DEPUTY, COUNTY, name=deputy.name)
    type(deputy).objects.filter(pk=deputy.pk).update(user=account)
    deputy.refresh_from_db()
    return account


def organ(region: Any, kind: str, name: str, short_name: str) -> Organ:
    """An organ of a region, added once."""
    known = Organ.objects.filter(region=region, name=name).first()
    return known or account_actions.add_organ(
        region, kind=kind, name=name, short_name=short_name, phone="", actor=SYSTEM, at=AT
    )


def of_organ(role: str, body: Organ, name: str) -> Actor:
    """Someone with a post in an organ, without a row in the database."""
    return Actor(None, name, (HeldPost(role, body.region_id, body.pk, body.short_name),))


def signed_in(role: str, body: Organ | None = None, *, name: str = "王工作") -> Client:
    """A browser signed in as someone of the county with one post."""
    return people.client_for(people.user(role, COUNTY, organ_id=body.pk if body else None, name=name))


def as_lead(place: County) -> Client:
    """The lead deputy's browser."""
    return people.client_for(User.objects.get(pk=place.lead.user_id))


def as_mate(place: County) -> Client:
    """The browser of a deputy who may be asked to sign."""
    return people.client_for(User.objects.get(pk=place.mate.user_id))


def later(days: int, *, at: datetime = AT) -> datetime:
    """So many days on, at the same hour."""
    return at + timedelta(days=days)


# ---- a suggestion brought to each state by its own acts


def draft(place: County, *, at: datetime = AT, **text: Any) -> Suggestion:
    """A complete draft."""
    facts = {**TEXT.__dict__, **text}
    return actions.write(place.congress, actions.Text(**facts), actor=place.lead, at=at)


def submitted(place: County, *, at: datetime = AT, **text: Any) -> Suggestion:
    """Handed in and waiting to be examined."""
    return actions.submit(draft(place, at=at, **text), actor=place.lead, at=at)


def cosigned(place: County, *, at: datetime = AT) -> Suggestion:
    """Handed in with one confirmed co-signer."""
    one = actions.ask_cosigners(draft(place, at=at), [mate.pk for mate in place.mates], actor=place.lead, at=at)
    asked = one.cosigners.get(deputy=place.mates[0])
    actions.answer_cosign(asked, agrees=True, actor=place.mate, at=at)
    return actions.submit(one, actor=place.lead, at=at)


def accepted(place: County, *, at: datetime = AT, **text: Any) -> Suggestion:
    """Examined and accepted."""
    return actions.accept(submitted(place, at=at, **text), actor=place.office, at=at)


def planned(
    place: County,
    organs: dict[Organ, str] | None = None,
    *,
    weight: str = Weight.ORDINARY,
    at: datetime = AT,
    **text: Any,
) -> Suggestion:
    """With its organs chosen; the bureau alone unless others are named."""
    chosen = organs or {place.bureau: Part.LEAD}
    return actions.plan(accepted(place, at=at, **text), chosen, weight=weight, actor=place.office, at=at)


def assigned(place: County, organs: dict[Organ, str] | None = None, *, at: datetime = AT, **facts: Any) -> Suggestion:
    """Handed over."""
    return actions.hand_over(planned(place, organs, at=at, **facts), actor=place.office, at=at)


def part_of(suggestion: Suggestion, body: Organ) -> Assignment:
    """An organ's part, read anew with its suggestion."""
    rows = Assignment.objects.select_related("suggestion__congress", "suggestion__lead", "organ")
    return rows.filter(suggestion=suggestion, organ=body).latest("pk")


def handling(place: County, organs: dict[Organ, str] | None = None, *, at: datetime = AT, **facts: Any) -> Suggestion:
    """Signed for by every organ."""
    one = assigned(place, organs, at=at, **facts)
    for part in one.assignments.all():
        actions.sign(part_of(one, part.organ), actor=of_organ(Role.HANDLER, part.organ, "经办人"), at=at)
    return fresh(one)


def answer(outcome: str = Outcome.A, *, at: datetime = AT, days: int = 200) -> actions.Answer:
    """A reply; a class B one promises something."""
    promises = (("完成滨河路路灯改造", at.date() + timedelta(days=days)),) if outcome == Outcome.B else ()
    return actions.Answer(
        "已更换损坏灯具32盏，新增路灯8盏。", outcome, "任晓东", "0358-7000001", "汾住建函〔2024〕3号", promises
    )


def reply_of(
    suggestion: Suggestion, body: Organ, *, outcome: str = Outcome.A, at: datetime = AT, days: int = 200
) -> Reply:
    """An organ talks with the deputy, drafts, and its head signs."""
    handler, head = of_organ(Role.HANDLER, body, "经办人"), of_organ(Role.HEAD, body, "负责人")
    part = part_of(suggestion, body)
    actions.log_contact(part, on=at.date(), way="phone", text="听取代表意见", actor=handler, at=at)
    actions.draft_reply(part_of(suggestion, body), answer(outcome, at=at, days=days), actor=handler, at=at)
    return actions.issue_reply(part_of(suggestion, body), actor=head, at=at)


def replied(place: County, *, outcome: str = Outcome.A, at: datetime = AT, days: int = 200, **text: Any) -> Suggestion:
    """Answered by the bureau, and waiting for the deputy's rating."""
    one = handling(place, at=at, **text)
    reply_of(one, place.bureau, outcome=outcome, at=at, days=days)
    return fresh(one)


def rated(
    place: County,
    grade: str = Grade.SATISFIED,
    *,
    outcome: str = Outcome.A,
    at: datetime = AT,
    days: int = 200,
    **text: Any,
) -> Suggestion:
    """Rated by the lead deputy."""
    one = replied(place, outcome=outcome, at=at, days=days, **text)
    return rate(place, one, grade, at=at)


def rate(place: County, suggestion: Suggestion, grade: str = Grade.SATISFIED, *, at: datetime = AT) -> Suggestion:
    """Rate every reply of the present round with one grade."""
    for part in suggestion.assignments.filter(part=Part.LEAD, state="replied"):
        reply = Reply.objects.select_related("assignment__suggestion__lead").get(assignment=part, round=part.round)
        if not hasattr(reply, "rating"):
            actions.rate(reply, attitude=grade, result=grade, note="没有解决实际问题", actor=place.lead, at=at)
    return fresh(suggestion)


def at_meeting(place: County, *, at: datetime = AT) -> Suggestion:
    """Not satisfied twice: to be talked over."""
    one = rated(place, Grade.NOT, at=at)
    reply_of(one, place.bureau, at=at)
    return rate(place, fresh(one), Grade.NOT, at=at)


def tracked(place: County, *, at: datetime = AT, days: int = 200) -> tuple[Suggestion, Promise]:
    """A promise in the ledger."""
    one = rated(place, outcome=Outcome.B, at=at, days=days)
    return one, Promise.objects.select_related("suggestion__lead", "assignment").get(suggestion=one)


def closed(place: County, *, at: datetime = AT, **text: Any) -> Suggestion:
    """Filed."""
    return actions.archive(rated(place, at=at, **text), actor=place.office, at=at)


def fresh(suggestion: Suggestion) -> Suggestion:
    """The suggestion as it is now."""
    return Suggestion.objects.select_related("congress", "lead").get(pk=suggestion.pk)


def working_day(day: date) -> datetime:
    """Ten in the morning of a day."""
    return datetime(day.year, day.month, day.day, 10, 0, tzinfo=SHANGHAI)
