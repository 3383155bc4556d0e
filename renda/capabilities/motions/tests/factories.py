"""A county and a township whose deputies propose, for the tests of motions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from renda.capabilities.deputies import queries as deputy_queries
from renda.capabilities.deputies.actions import offices
from renda.capabilities.deputies.tests import factories as people
from renda.capabilities.motions import actions
from renda.capabilities.motions.models import Inquiry, Motion, Signer
from renda.capabilities.motions.terms import Body
from renda.foundation.accounts import actions as account_actions
from renda.foundation.accounts.actor import SYSTEM, Actor, HeldPost
from renda.foundation.accounts.models import Congress, Organ
from renda.foundation.accounts.terms import OrganKind, Role

AT = datetime(2024, 3, 4, 10, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
NAMES = tuple(
    f"{family}{given}" for family, given in zip("武田靳郭任薛冯高白史韩侯", "向玉海建晓文志永春秋明月", strict=True)
)
TEXT = actions.Text(
    title="关于制定城市照明管理办法的议案",
    grounds="城市照明建设和管理缺少依据，多头管理、责任不清。",
    plan="由常委会列入计划，组织起草，明年提请审议。",
)
QUESTION = actions.Question(
    title="关于供热管网改造进度的质询案",
    questions="改造工程为什么没有按计划开工？\n资金现在使用到什么程度？",
    content="去年会议通过的改造计划应于十月完工，至今没有开工。",
)


@dataclass(frozen=True)
class House:
    """A congress in session with twelve deputies, each with a sign-in, and those around them."""

    congress: Congress
    deputies: tuple[Any, ...]
    actors: tuple[Actor, ...]
    office: Actor
    committee: Organ
    member: Actor
    bureau: Organ
    head: Actor

    @property
    def lead(self) -> Actor:
        """The deputy who proposes."""
        return self.actors[0]


def house(place: Any = None, *, overlays: tuple[str, ...] = (), in_session: bool = True, count: int = 12) -> House:
    """汾阳's congress, or that of another place of the tree."""
    tree = people.region_tree()
    congress = place(tree) if place else tree.counties[0]
    Congress.objects.filter(pk=congress.pk).update(overlays=list(overlays))
    congress.refresh_from_db()
    code = congress.region_id
    term = people.term(congress)
    session, _ = deputy_queries.session_at(code, AT.date())
    opens = AT.date() - timedelta(days=1) if in_session else session.opens_on
    type(session).objects.filter(pk=session.pk).update(
        opens_on=opens, closes_on=None if in_session else session.opens_on + timedelta(days=4)
    )
    seats = [people.mandate(term, name=name) for name in NAMES[:count]]
    users = []
    for seat in seats:
        account = people.user(Role.DEPUTY, code, name=seat.deputy.name)
        type(seat.deputy).objects.filter(pk=seat.deputy_id).update(user=account)
        seat.deputy.refresh_from_db()
        users.append(people.actor_for(account))
    committee = _organ(congress.region, OrganKind.CONGRESS, "法制委员会")
    bureau = _organ(congress.region, OrganKind.GOVERNMENT, "住房和城乡建设局")
    return House(
        congress=congress,
        deputies=tuple(seat.deputy for seat in seats),
        actors=tuple(users),
        office=Actor(None, "冯主任", (HeldPost(Role.OFFICE, code),)),
        committee=committee,
        member=Actor(None, "高主任", (HeldPost(Role.COMMITTEE, code, committee.pk),)),
        bureau=bureau,
        head=Actor(None, "王局长", (HeldPost(Role.HEAD, code, bureau.pk),)),
    )


def _organ(region: Any, kind: str, name: str) -> Organ:
    return account_actions.add_organ(
        region, kind=kind, name=f"{region.name}{name}", short_name=name[:8], phone="", actor=SYSTEM, at=AT
    )


def seat_members(place: House, count: int) -> None:
    """Make the first deputies members of the standing committee."""
    term = deputy_queries.seat_in(place.congress.region_id, deputy_id=place.deputies[0].pk).term
    for deputy in place.deputies[:count]:
        offices.appoint_officer(deputy, term=term, title="member", started_on=AT.date(), actor=SYSTEM, at=AT)


def signed(place: House, thing: Any, count: int) -> Any:
    """The next so many deputies sign."""
    actions.ask(thing, [one.pk for one in place.deputies[1 : count + 1]], actor=place.lead, at=AT)
    for number in range(1, count + 1):
        actions.answer(signer(thing, place, number), agrees=True, actor=place.actors[number], at=AT)
    return fresh(thing)


def signer(thing: Any, place: House, number: int) -> Signer:
    """The signature of one deputy under a thing."""
    rows = Signer.objects.select_related("motion", "inquiry", "deputy").filter(deputy=place.deputies[number])
    return rows.get(motion=thing) if isinstance(thing, Motion) else rows.get(inquiry=thing)


def draft(place: House, **facts: Any) -> Motion:
    """A complete draft of a motion."""
    return actions.write(place.congress, TEXT, actor=place.lead, at=AT, **facts)


def submitted(place: House, *, signers: int = 9) -> Motion:
    """Handed in with enough signatures."""
    return actions.submit(signed(place, draft(place), signers), actor=place.lead, at=AT)


def inquiry(place: House, *, body: str = Body.CONGRESS) -> Inquiry:
    """A complete draft of an inquiry to the bureau."""
    return actions.write_inquiry(place.congress, QUESTION, organ=place.bureau, body=body, actor=place.lead, at=AT)


def asked(place: House, *, signers: int = 9) -> Inquiry:
    """Handed in with enough signatures."""
    return actions.submit_inquiry(signed(place, inquiry(place), signers), actor=place.lead, at=AT)


def answered(place: House, *, signers: int = 9) -> Inquiry:
    """Answered in writing by the head of the bureau."""
    one = actions.choose_manner(asked(place, signers=signers), manner="written", due_on=None, actor=place.office, at=AT)
    return actions.answer_inquiry(
        one, text="因管线迁改推迟，三月底开工。", answered_by="王局长", actor=place.head, at=AT
    )


def fresh(thing: Any) -> Any:
    """The motion or inquiry as it is now."""
    return type(thing).objects.select_related("congress", "lead").get(pk=thing.pk)
