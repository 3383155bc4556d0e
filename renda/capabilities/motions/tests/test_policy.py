"""Who may take which step: one table over the two flows, for everyone there is."""

import pytest

from renda.capabilities.motions import actions, queries
from renda.capabilities.motions.flow import INQUIRY_FLOW, MOTION_FLOW
from renda.capabilities.motions.models import Inquiry, Motion
from renda.capabilities.motions.terms import Body, Proposer
from renda.capabilities.motions.tests import factories as made
from renda.capabilities.motions.tests.factories import AT
from renda.foundation.accounts.actor import ANYONE, SYSTEM, Actor, HeldPost
from renda.foundation.accounts.terms import Role
from renda.foundation.errors import NotPermitted
from renda.foundation.policy import grants

COUNTY, NEIGHBOUR, TOWN, CITY = "141182", "141121", "141182100", "1411"


@pytest.fixture
def place(db):
    return made.house(overlays=("shanghai",))


def everyone(place):
    """One actor for every kind of business with a motion or an inquiry, and for every kind of none."""

    def held(role, code, organ_id=None):
        return Actor(None, "某某", (HeldPost(role, code, organ_id),))

    return {
        "lead": place.lead,
        "signer": place.actors[1],
        "asked": place.actors[10],
        "deputy": place.actors[11],
        "office": place.office,
        "city": held(Role.OFFICE, CITY),
        "town": held(Role.OFFICE, TOWN),
        "next county": held(Role.OFFICE, NEIGHBOUR),
        "committee": place.member,
        "other committee": held(Role.COMMITTEE, COUNTY, place.bureau.pk),
        "head": place.head,
        "handler": held(Role.HANDLER, COUNTY, place.bureau.pk),
        "other head": held(Role.HEAD, COUNTY, place.committee.pk),
        "clerk": held(Role.CLERK, "14118210001"),
        "leader": held(Role.LEADER, COUNTY),
        "operator": held(Role.OPERATOR, COUNTY),
        "anyone": ANYONE,
        "system": SYSTEM,
    }


LEAD, OFFICE, COMMITTEE, HEAD = {"lead"}, {"office"}, {"committee"}, {"head"}
MOTION_STEPS = {
    "ask": LEAD,
    "submit": LEAD,
    "return_form": OFFICE,
    "refer": OFFICE,
    "opine": COMMITTEE | OFFICE,
    "put_on_agenda": OFFICE,
    "consider": OFFICE,
    "turn": OFFICE,
    "decide": OFFICE,
    "report": COMMITTEE | OFFICE,
    "lapse": {"signer"},
    "withdraw": LEAD,
    "withdraw_from_agenda": OFFICE,
}
INQUIRY_STEPS = {
    "ask": LEAD,
    "submit": LEAD,
    "return_form": OFFICE,
    "choose_manner": OFFICE,
    "answer": HEAD | OFFICE,
    "answer_again": OFFICE,
    "end": OFFICE,
    "lapse": {"signer"},
    "withdraw": LEAD,
}
# Of a body's motion the office is the one who writes, hands in and withdraws.
INSTITUTIONS = {**MOTION_STEPS, "ask": set(), "submit": OFFICE, "withdraw": OFFICE, "lapse": set()}
INSTITUTIONS |= {"opine": OFFICE, "report": OFFICE}


def _allowed(actors, permission, subject):
    return {who for who, actor in actors.items() if grants.allowed(actor, permission, subject)}


def _sent(place):
    """Handed in with a name to spare, sent to the committee; one signer has taken the name back."""
    one = made.submitted(place, signers=10)
    one = actions.refer(one, committee=place.committee, actor=place.office, at=AT)
    actions.unsign(made.signer(one, place, 1), reason="我不再同意", actor=place.actors[1], at=AT)
    return made.fresh(one)


def test_every_step_of_a_motion_and_everyone(place):
    actors, one = everyone(place), _sent(place)
    assert {step.name: _allowed(actors, step.permission, one) for step in MOTION_FLOW.steps} == MOTION_STEPS


def test_every_step_of_an_institutions_motion_and_everyone(place):
    actors = everyone(place)
    one = actions.write(
        place.congress, made.TEXT, proposer=Proposer.GOVERNMENT, proposer_name="市政府", actor=place.office, at=AT
    )
    assert {step.name: _allowed(actors, step.permission, one) for step in MOTION_FLOW.steps} == INSTITUTIONS


def test_every_step_of_an_inquiry_and_everyone(place):
    actors = everyone(place)
    one = actions.choose_manner(made.asked(place, signers=10), manner="oral", due_on=None, actor=place.office, at=AT)
    actions.unsign(made.signer(one, place, 1), reason="我不再同意", actor=place.actors[1], at=AT)
    one = made.fresh(one)
    assert {step.name: _allowed(actors, step.permission, one) for step in INQUIRY_FLOW.steps} == INQUIRY_STEPS
    assert _allowed(actors, "motions.protest", one) == {"lead", "asked"}


def test_signing_is_ones_own(place):
    actors, one = everyone(place), made.draft(place)
    actions.ask(one, [place.deputies[10].pk, place.deputies[1].pk], actor=place.lead, at=AT)
    asked = made.signer(one, place, 10)
    assert _allowed(actors, "motions.sign", asked) == {"asked"}
    actions.answer(asked, agrees=True, actor=place.actors[10], at=AT)
    assert _allowed(actors, "motions.sign", asked) == set()
    assert _allowed(actors, "motions.unsign_own", asked) == {"asked"}


def test_who_may_begin_one(place):
    deputies = {"lead", "signer", "asked", "deputy"}
    assert _allowed(everyone(place), "motions.draft", place.congress) == deputies | OFFICE


def test_nobody_begins_one_in_anothers_name_but_the_office(place):
    other = place.deputies[5].pk
    with pytest.raises(NotPermitted):
        actions.write(place.congress, made.TEXT, deputy_id=other, actor=place.lead, at=AT)
    assert actions.write(place.congress, made.TEXT, deputy_id=other, actor=place.office, at=AT).lead_id == other


def test_nothing_at_all_is_nobodys(place):
    actors = everyone(place)
    permissions = {step.permission for flow in (MOTION_FLOW, INQUIRY_FLOW) for step in flow.steps}
    for permission in permissions | {"motions.draft", "motions.sign", "motions.unsign_own", "motions.protest"}:
        assert _allowed(actors, permission, None) == set(), permission


def _seen(place, thing):
    visible = queries.motions_visible_to if isinstance(thing, Motion) else queries.inquiries_visible_to
    return {who for who, actor in everyone(place).items() if visible(actor).filter(pk=thing.pk).exists()}


def test_who_sees_a_motion(place):
    one = made.draft(place)
    assert _seen(place, one) == {"lead", "system"}
    actions.ask(one, [place.deputies[10].pk], actor=place.lead, at=AT)
    assert _seen(place, one) == {"lead", "asked", "system"}
    handed_in = _sent(place)
    assert _seen(place, handed_in) == {
        "lead", "signer", "asked", "office", "city", "leader", "committee", "other committee", "system",
    }  # fmt: skip


def test_an_institutions_draft_is_seen_at_its_office_only(place):
    one = actions.write(
        place.congress,
        made.TEXT,
        proposer=Proposer.COUNCIL,
        proposer_name="主任会议",
        body=Body.COMMITTEE,
        actor=place.office,
        at=AT,
    )
    assert _seen(place, one) == {"office", "system"}


def test_the_organ_sees_an_inquiry_once_its_manner_is_chosen(place):
    one = made.asked(place)
    above = {"lead", "signer", "office", "city", "leader", "committee", "other committee", "system"}
    assert _seen(place, one) == above
    actions.choose_manner(one, manner="oral", due_on=None, actor=place.office, at=AT)
    assert _seen(place, Inquiry.objects.get()) == above | {"head", "handler"}
