"""The life of an inquiry: whom, what, how many sign, how it is answered, when it is answered again."""

from datetime import date

import pytest

from renda.capabilities.motions import actions, rules
from renda.capabilities.motions.terms import Body, InquiryState
from renda.capabilities.motions.tests import factories as made
from renda.capabilities.motions.tests.factories import AT
from renda.foundation.errors import NotPermitted, RuleBroken

pytestmark = pytest.mark.django_db


def test_an_inquiry_is_answered_and_ended():
    place = made.house()
    one = made.answered(place)
    assert (one.state, one.answered_by) == (InquiryState.ANSWERED, "王局长")
    assert actions.end_inquiry(one, actor=place.office, at=AT).state == InquiryState.ENDED


def test_ten_deputies_in_a_township_as_well():
    """《地方组织法》第二十四条: ten at every level; trap: not five."""
    place = made.house(lambda tree: tree.townships[0])
    one = made.signed(place, made.inquiry(place), 8)
    with pytest.raises(RuleBroken) as refusal:
        actions.submit_inquiry(one, actor=place.lead, at=AT)
    assert refusal.value.params == {"needed": 10, "signed": 9}
    assert refusal.value.citation == "《地方组织法》第二十四条第一款"


def test_three_members_in_a_countys_committee():
    place = made.house(in_session=False)
    made.seat_members(place, 3)
    one = made.signed(place, made.inquiry(place, body=Body.COMMITTEE), 2)
    assert actions.submit_inquiry(one, actor=place.lead, at=AT).signer_count == 3


def test_it_names_whom_it_asks_and_what():
    place = made.house()
    bare = actions.write_inquiry(place.congress, actions.Question(title="质询"), actor=place.lead, at=AT)
    with pytest.raises(RuleBroken, match="质询对象"):
        actions.submit_inquiry(made.signed(place, bare, 9), actor=place.lead, at=AT)
    bare = actions.save_inquiry(
        made.fresh(bare),
        actions.Question(title="质询", questions="为什么没有开工？"),
        organ=place.bureau,
        actor=place.lead,
        at=AT,
    )
    with pytest.raises(RuleBroken):
        actions.submit_inquiry(bare, actor=place.lead, at=AT)


def test_a_committee_of_the_congress_cannot_be_asked():
    place = made.house()
    with pytest.raises(RuleBroken, match="质询对象"):
        actions.write_inquiry(place.congress, made.QUESTION, organ=place.committee, actor=place.lead, at=AT)


def test_half_of_the_signers_may_have_another_answer():
    """《代表法》第二十条 (2015: 第十四条): half of the signers or more."""
    place = made.house()
    one = made.answered(place)
    for number in range(4):
        actions.protest(one, actor=place.actors[number], at=AT)
    with pytest.raises(RuleBroken) as refusal:
        actions.answer_again(one, actor=place.office, at=AT)
    assert refusal.value.params == {"all": 10, "unhappy": 4}
    actions.protest(one, actor=place.actors[4], at=AT)
    one = actions.answer_again(made.fresh(one), actor=place.office, at=AT)
    assert (one.state, one.round) == (InquiryState.WITH_ORGAN, 2)
    assert actions.dissatisfied(one) == 0


def test_one_says_so_once_and_only_who_signed():
    place = made.house()
    one = made.answered(place)
    actions.protest(one, actor=place.actors[1], at=AT)
    with pytest.raises(RuleBroken, match="已经表示过"):
        actions.protest(one, actor=place.actors[1], at=AT)
    with pytest.raises(NotPermitted):
        actions.protest(one, actor=place.actors[11], at=AT)


def test_in_the_committee_more_than_half():
    day = date(2025, 6, 1)
    assert rules.may_demand_again(2, 4, body=Body.CONGRESS, on=day)[0]
    assert rules.may_demand_again(2, 4, body=Body.COMMITTEE, on=day) == (False, "《监督法》第五十三条")
    assert rules.may_demand_again(3, 4, body=Body.COMMITTEE, on=day)[0]


def test_too_few_names_end_it_and_it_may_be_withdrawn_before_the_answer():
    place = made.house()
    one = made.asked(place)
    one = actions.unsign(made.signer(one, place, 1), reason="我不再同意", actor=place.actors[1], at=AT)
    assert one.state == InquiryState.LAPSED
    assert (
        actions.withdraw_inquiry(made.asked(place), reason="问题已经解决", actor=place.lead, at=AT).state == "withdrawn"
    )


def test_what_lacks_its_form_is_given_back_and_the_head_answers():
    place = made.house()
    one = actions.return_inquiry(made.asked(place), reason="问题不具体", actor=place.office, at=AT)
    assert one.state == InquiryState.SIGNING
    one = actions.submit_inquiry(made.fresh(one), actor=place.lead, at=AT)
    one = actions.choose_manner(one, manner="oral", due_on=AT.date(), actor=place.office, at=AT)
    with pytest.raises(RuleBroken, match="负责人"):
        actions.answer_inquiry(one, text="三月底开工", answered_by="", actor=place.head, at=AT)
    with pytest.raises(NotPermitted):
        actions.answer_inquiry(one, text="三月底开工", answered_by="王局长", actor=place.lead, at=AT)
