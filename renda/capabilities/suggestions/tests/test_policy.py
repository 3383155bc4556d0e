"""Who may take which step: one table over the three flows, for everyone there is."""

import pytest

from renda.capabilities.suggestions import actions, queries
from renda.capabilities.suggestions.flow import ASSIGNMENT_FLOW, PROMISE_FLOW, SUGGESTION_FLOW
from renda.capabilities.suggestions.models import Promise
from renda.capabilities.suggestions.terms import Outcome, Part
from renda.capabilities.suggestions.tests import factories as made
from renda.foundation.accounts.actor import ANYONE, SYSTEM, Actor, HeldPost
from renda.foundation.accounts.terms import Role
from renda.foundation.policy import grants

NEIGHBOUR, TOWN, CITY = "141121", "141182100", "1411"


@pytest.fixture
def place(db):
    return made.county()


def everyone(place):
    """One actor for every kind of business with a suggestion, and for every kind of none."""

    def held(role, code, organ=None):
        return Actor(None, "某某", (HeldPost(role, code, organ.pk if organ else None),))

    return {
        "lead": place.lead,
        "signer": place.mate,
        "office": place.office,
        "city": held(Role.OFFICE, CITY),
        "town": held(Role.OFFICE, TOWN),
        "next county": held(Role.OFFICE, NEIGHBOUR),
        "handler": place.handler,
        "joint": place.second_handler,
        "other organ": place.third_handler,
        "head": place.head,
        "joint head": place.second_head,
        "other head": place.third_head,
        "committee": place.member,
        "clerk": held(Role.CLERK, "14118210001"),
        "leader": held(Role.LEADER, made.COUNTY),
        "operator": held(Role.OPERATOR, made.COUNTY),
        "anyone": ANYONE,
        "system": SYSTEM,
    }


def subjects(place):
    """A key suggestion with a lead and a joint organ, its two parts, and a promise."""
    one = made.cosigned(place)
    organs = {place.bureau: Part.LEAD, place.second: Part.JOINT}
    one = actions.plan(actions.accept(one, actor=place.office, at=made.AT), organs, actor=place.office, at=made.AT)
    one = actions.hand_over(one, actor=place.office, at=made.AT)
    for body in organs:
        handler = made.of_organ(Role.HANDLER, body, "经办人")
        actions.sign(made.part_of(one, body), actor=handler, at=made.AT)
    actions.choose_priority(
        made.fresh(one),
        meeting="第十二次主任会议",
        chosen_on=made.AT.date(),
        leader="副主任",
        committee=place.committee,
        manner="tracking",
        actor=place.office,
        at=made.AT,
    )
    made.reply_of(one, place.bureau, outcome=Outcome.B)
    one = made.rate(place, made.fresh(one))
    return {
        SUGGESTION_FLOW: one,
        "lead": made.part_of(one, place.bureau),
        "joint": made.part_of(one, place.second),
        PROMISE_FLOW: Promise.objects.select_related("suggestion__lead", "assignment").get(),
    }


LEAD, OFFICE, HANDLERS = {"lead"}, {"office"}, {"handler", "joint"}
STEPS = {
    "ask_cosigners": LEAD,
    "recall": LEAD,
    "submit": LEAD,
    "withdraw": LEAD,
    "send_back": OFFICE,
    "refuse": OFFICE,
    "merge": OFFICE,
    "accept": OFFICE,
    "plan": OFFICE,
    "hand_over": OFFICE,
    "reassign": OFFICE,
    "begin": HANDLERS | OFFICE,
    "reply": {"head"},
    "settle": LEAD,
    "track": LEAD,
    "redo": LEAD,
    "call_meeting": LEAD,
    "pass_over": OFFICE,
    "pass_over_to_track": OFFICE,
    "redo_again": OFFICE,
    "conclude": OFFICE,
    "conclude_to_track": OFFICE,
    "finish_tracking": LEAD | OFFICE,
    "archive": OFFICE,
}
PARTS = {
    "hand_over": (OFFICE, OFFICE),
    "sign": ({"handler"}, {"joint"}),
    "ask_return": ({"handler"}, {"joint"}),
    "agree_return": (OFFICE, OFFICE),
    "deny_return": (OFFICE, OFFICE),
    "give_opinion": (set(), {"joint"}),
    "return_opinion": (set(), {"handler"}),
    "draft_reply": ({"handler"}, set()),
    "return_reply": ({"head"}, set()),
    "issue_reply": ({"head"}, set()),
    "redo": (LEAD | OFFICE, LEAD | OFFICE),
    "end": (LEAD | OFFICE, LEAD | OFFICE),
}
PROMISES = {
    "report": {"handler"},
    "keep": LEAD,
    "keep_unrated": OFFICE,
    "renew": LEAD,
    "postpone": OFFICE,
    "explain": OFFICE,
}
ACTS = {
    "suggestions.publish": OFFICE,
    "suggestions.prioritise": OFFICE,
    "suggestions.supervise": OFFICE | {"committee"},
    "suggestions.remind": OFFICE | {"committee"},
}


def _allowed(actors, permission, subject):
    return {who for who, actor in actors.items() if grants.allowed(actor, permission, subject)}


def test_every_step_and_everyone(place):
    actors, of = everyone(place), subjects(place)
    found = {step.name: _allowed(actors, step.permission, of[SUGGESTION_FLOW]) for step in SUGGESTION_FLOW.steps}
    assert found == STEPS
    parts = {
        step.name: (_allowed(actors, step.permission, of["lead"]), _allowed(actors, step.permission, of["joint"]))
        for step in ASSIGNMENT_FLOW.steps
    }
    assert parts == PARTS
    promises = {step.name: _allowed(actors, step.permission, of[PROMISE_FLOW]) for step in PROMISE_FLOW.steps}
    assert promises == PROMISES
    assert {name: _allowed(actors, name, of[SUGGESTION_FLOW]) for name in ACTS} == ACTS


def test_who_may_begin_a_draft(place):
    actors = everyone(place)
    assert _allowed(actors, "suggestions.draft", place.congress) == {"lead", "signer", "office", "system"}


def test_who_sees_a_suggestion_once_it_is_handed_over(place):
    actors, one = everyone(place), subjects(place)[SUGGESTION_FLOW]
    seen = {who for who, actor in actors.items() if queries.visible_to(actor).filter(pk=one.pk).exists()}
    assert seen == {
        "lead", "signer", "office", "city", "handler", "joint", "head", "joint head", "committee", "leader", "system",
    }  # fmt: skip


def test_a_draft_is_seen_by_its_writer_and_those_asked_to_sign(place):
    one = made.draft(place)
    seen = {who for who, actor in everyone(place).items() if queries.visible_to(actor).filter(pk=one.pk).exists()}
    assert seen == {"lead", "system"}
    actions.ask_cosigners(one, [place.mates[0].pk], actor=place.lead, at=made.AT)
    seen = {who for who, actor in everyone(place).items() if queries.visible_to(actor).filter(pk=one.pk).exists()}
    assert seen == {"lead", "signer", "system"}


def test_what_is_planned_is_not_yet_the_organs_to_see(place):
    one = made.planned(place)
    assert not queries.visible_to(place.handler).filter(pk=one.pk).exists()


def test_the_public_sees_what_is_published_and_never_a_secret(place):
    one = made.closed(place)
    assert not queries.public().exists()
    actions.publish(one, actor=place.office, at=made.AT)
    assert list(queries.public()) == [one]
