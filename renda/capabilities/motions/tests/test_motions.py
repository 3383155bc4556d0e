"""The life of a motion: form, signatures by level, agenda, committee, suggestion, signatures taken back."""

import pytest

from renda.capabilities.motions import actions
from renda.capabilities.motions.terms import Body, MotionState, Proposer, Signature
from renda.capabilities.motions.tests import factories as made
from renda.capabilities.motions.tests.factories import AT
from renda.capabilities.suggestions.terms import Origin
from renda.capabilities.suggestions.terms import State as SuggestionState
from renda.foundation.audit.models import Entry
from renda.foundation.errors import NotPermitted, RuleBroken

pytestmark = pytest.mark.django_db


def test_a_motion_of_ten_deputies_is_put_on_the_agenda_and_decided():
    place = made.house()
    one = made.submitted(place)
    assert (one.number, one.signer_count, one.series) == (1, 10, "m-5-s1")
    assert Entry.objects.get(verb="motions.submit").citation == "《地方组织法》第二十二条第二款"
    one = actions.put_on_agenda(one, actor=place.office, at=AT)
    one = actions.decide(one, result="passed", text="全体代表过半数通过", actor=place.office, at=AT)
    assert (one.state, one.result) == (MotionState.DECIDED, "passed")


@pytest.mark.parametrize(("pick", "needed"), [(lambda tree: tree.counties[0], 10), (lambda tree: tree.townships[0], 5)])
def test_ten_at_county_level_and_above_and_five_in_a_township(pick, needed):
    """《地方组织法》第二十二条第二款."""
    place = made.house(pick)
    one = made.signed(place, made.draft(place), needed - 2)
    with pytest.raises(RuleBroken) as refusal:
        actions.submit(one, actor=place.lead, at=AT)
    assert refusal.value.code == "too-few-signatures"
    assert "第二十二条" in refusal.value.citation
    actions.ask(one, [place.deputies[needed - 1].pk], actor=place.lead, at=AT)
    actions.answer(made.signer(one, place, needed - 1), agrees=True, actor=place.actors[needed - 1], at=AT)
    assert actions.submit(made.fresh(one), actor=place.lead, at=AT).state == MotionState.SUBMITTED


def test_a_motion_to_the_committee_needs_three_members_in_a_county():
    """《地方组织法》第五十二条第三款."""
    place = made.house(in_session=False)
    with pytest.raises(RuleBroken, match="常委会组成人员"):
        made.draft(place, body=Body.COMMITTEE)
    made.seat_members(place, 3)
    one = made.draft(place, body=Body.COMMITTEE)
    with pytest.raises(RuleBroken, match="常委会组成人员"):
        actions.ask(one, [place.deputies[5].pk], actor=place.lead, at=AT)
    one = actions.submit(made.signed(place, made.fresh(one), 2), actor=place.lead, at=AT)
    assert Entry.objects.get(verb="motions.submit").citation == "《地方组织法》第五十二条第三款"
    assert one.signer_count == 3


def test_a_township_has_no_committee():
    place = made.house(lambda tree: tree.townships[0])
    with pytest.raises(RuleBroken, match="不设常委会"):
        made.draft(place, body=Body.COMMITTEE)


def test_a_motion_needs_grounds_and_a_plan():
    """《代表法》第十五条：案由、案据和方案."""
    place = made.house()
    one = actions.write(place.congress, actions.Text(title="关于照明的议案"), actor=place.lead, at=AT)
    with pytest.raises(RuleBroken) as refusal:
        actions.submit(made.signed(place, one, 9), actor=place.lead, at=AT)
    assert (refusal.value.code, refusal.value.citation[:5]) == ("no-grounds", "《代表法》")


def test_between_sessions_nothing_is_moved_in_the_congress():
    place = made.house(in_session=False)
    with pytest.raises(RuleBroken, match="闭会期间"):
        made.submitted(place)


def test_a_changed_text_is_signed_anew():
    place = made.house()
    one = made.signed(place, made.draft(place), 9)
    one = actions.save(
        one, actions.Text(title="关于另一件事的议案", grounds="依据如下", plan="方案如下"), actor=place.lead, at=AT
    )
    assert one.signers.filter(state=Signature.CONFIRMED).count() == 1
    with pytest.raises(RuleBroken):
        actions.submit(one, actor=place.lead, at=AT)


def test_with_too_few_names_left_it_lapses_and_otherwise_goes_on():
    place = made.house(overlays=("shanghai",))
    one = made.submitted(place, signers=10)
    one = actions.unsign(made.signer(one, place, 1), reason="我不再同意", actor=place.actors[1], at=AT)
    assert (made.fresh(one).state, made.fresh(one).signer_count) == (MotionState.SUBMITTED, 10)
    one = actions.unsign(made.signer(one, place, 2), reason="我不再同意", actor=place.actors[2], at=AT)
    assert (one.state, one.signer_count) == (MotionState.LAPSED, 9)
    assert "上海" in Entry.objects.get(verb="motions.lapse").citation


def test_a_name_is_taken_back_by_its_owner_only_and_the_lead_takes_back_the_whole():
    place = made.house()
    one = made.submitted(place)
    with pytest.raises(NotPermitted):
        actions.unsign(made.signer(one, place, 1), reason="我不再同意", actor=place.actors[2], at=AT)
    with pytest.raises(RuleBroken, match="整件"):
        actions.unsign(made.signer(one, place, 0), reason="我不再同意", actor=place.lead, at=AT)
    assert actions.withdraw(one, reason="另行提出", actor=place.lead, at=AT).state == MotionState.WITHDRAWN


def test_on_the_agenda_it_is_withdrawn_with_the_presidiums_consent():
    """《地方组织法》第二十二条第三款."""
    place = made.house()
    one = actions.put_on_agenda(made.submitted(place), actor=place.office, at=AT)
    with pytest.raises(RuleBroken) as refusal:
        actions.withdraw(one, reason="另行提出", actor=place.lead, at=AT)
    assert refusal.value.citation == "《地方组织法》第二十二条第三款"
    assert actions.withdraw(one, reason="主席团同意撤回", actor=place.office, at=AT).state == MotionState.WITHDRAWN


def test_the_presidium_may_send_it_to_a_committee_first():
    place = made.house()
    one = actions.refer(made.submitted(place), committee=place.committee, actor=place.office, at=AT)
    one = actions.opine(one, text="建议列入议程", recommends=True, actor=place.member, at=AT)
    assert (one.state, one.committee_recommends) == (MotionState.SUBMITTED, True)


def test_left_off_the_agenda_it_is_considered_and_reported_on():
    place = made.house(overlays=("shanghai",))
    one = actions.consider(
        made.submitted(place), committee=place.committee, reason="条件尚不成熟", actor=place.office, at=AT
    )
    assert one.report_due_on is not None
    assert "上海" in one.report_due_citation
    one = actions.report(one, text="已列入明年立法计划", actor=place.member, at=AT)
    assert one.state == MotionState.DECIDED


def test_an_institutions_motion_must_be_put_to_the_session():
    """《地方组织法》第二十二条第一款: the presidium puts it."""
    place = made.house()
    with pytest.raises(RuleBroken, match="提案机关"):
        made.draft(place, proposer=Proposer.GOVERNMENT, proposer_name="市人民政府")
    one = actions.write(
        place.congress, made.TEXT, proposer=Proposer.GOVERNMENT, proposer_name="市人民政府", actor=place.office, at=AT
    )
    one = actions.submit(one, actor=place.office, at=AT)
    with pytest.raises(RuleBroken) as refusal:
        actions.consider(one, committee=place.committee, reason="条件尚不成熟", actor=place.office, at=AT)
    assert refusal.value.citation == "《地方组织法》第二十二条第一款"
    assert actions.put_on_agenda(one, actor=place.office, at=AT).state == MotionState.ON_AGENDA


def test_turned_into_a_suggestion_it_begins_one_for_the_lead():
    place = made.house()
    one = actions.turn(made.submitted(place), actor=place.office, at=AT)
    assert one.state == MotionState.TURNED
    suggestion = one.suggestion
    assert (suggestion.origin, suggestion.state, suggestion.lead_id) == (
        Origin.MOTION,
        SuggestionState.DRAFT,
        place.deputies[0].pk,
    )


def test_what_lacks_its_form_is_given_back():
    place = made.house()
    one = actions.return_form(made.submitted(place), reason="方案不具体", actor=place.office, at=AT)
    assert one.state == MotionState.SIGNING
    assert actions.submit(made.fresh(one), actor=place.lead, at=AT).number == 1


def test_strangers_have_no_say():
    place = made.house()
    one = made.submitted(place)
    for act in (
        lambda: actions.put_on_agenda(one, actor=place.lead, at=AT),
        lambda: actions.refer(one, committee=place.committee, actor=place.member, at=AT),
        lambda: actions.submit(one, actor=place.actors[3], at=AT),
    ):
        with pytest.raises(NotPermitted):
            act()
