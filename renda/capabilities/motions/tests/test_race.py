"""Several people and one motion at the same moment, with real threads: one wins, the other is told, nothing is lost."""

import pytest

from renda.capabilities.motions import actions
from renda.capabilities.motions.models import Line, Motion, Signer
from renda.capabilities.motions.terms import InquiryState, MotionState, Signature
from renda.capabilities.motions.tests import factories as made
from renda.capabilities.motions.tests.factories import AT
from renda.foundation.errors import NotPermitted, RuleBroken, StaleState
from tests.races import at_once

pytestmark = pytest.mark.django_db(transaction=True)


def trying(read, act):
    """An act on what is read now, taken when the others are ready, too."""

    def run(wait):
        seen = read()
        wait()
        try:
            act(seen)
        except (StaleState, NotPermitted, RuleBroken):
            return "told"
        return "won"

    return run


def of(one):
    return lambda: made.fresh(one)


def name_of(one, place, number):
    return lambda: made.signer(one, place, number)


def unsigning(one, place, number):
    return trying(
        name_of(one, place, number),
        lambda s: actions.unsign(s, reason="我不再同意", actor=place.actors[number], at=AT),
    )


def test_of_two_decisions_one_stands():
    place = made.house()
    one = made.submitted(place)
    outcomes = at_once(
        trying(of(one), lambda m: actions.put_on_agenda(m, actor=place.office, at=AT)),
        trying(
            of(one),
            lambda m: actions.consider(m, committee=place.committee, reason="尚不成熟", actor=place.office, at=AT),
        ),
    )
    assert sorted(outcomes) == ["told", "won"]
    assert made.fresh(one).state == (MotionState.ON_AGENDA if outcomes[0] == "won" else MotionState.CONSIDERED)


def test_two_motions_handed_in_at_once_have_two_numbers():
    place = made.house()
    drafts = [made.signed(place, made.draft(place), 9) for _ in range(3)]
    outcomes = at_once(*(trying(of(one), lambda m: actions.submit(m, actor=place.lead, at=AT)) for one in drafts))
    assert outcomes == ["won"] * 3
    assert sorted(Motion.objects.values_list("number", flat=True)) == [1, 2, 3]


def test_one_motion_handed_in_twice_at_once_has_one_number():
    place = made.house()
    one = made.signed(place, made.draft(place), 9)
    act = trying(of(one), lambda m: actions.submit(m, actor=place.lead, at=AT))
    assert sorted(at_once(act, act)) == ["told", "won"]
    assert Line.objects.filter(motion=one, verb="submit").count() == 1


def test_two_names_taken_back_at_once_are_counted_both_and_end_it_once():
    """Eleven have signed and ten must: neither alone ends it, both together do."""
    place = made.house()
    one = made.submitted(place, signers=10)
    assert at_once(unsigning(one, place, 1), unsigning(one, place, 2)) == ["won", "won"]
    one = made.fresh(one)
    assert (one.state, one.signer_count) == (MotionState.LAPSED, 9)
    assert Line.objects.filter(motion=one, verb="lapse").count() == 1


def test_a_name_taken_back_and_a_decision_do_not_pass_each_other():
    place = made.house()
    one = made.submitted(place)
    outcomes = at_once(
        unsigning(one, place, 1),
        trying(of(one), lambda m: actions.put_on_agenda(m, actor=place.office, at=AT)),
    )
    assert sorted(outcomes) == ["told", "won"]
    one = made.fresh(one)
    signed = one.signers.filter(state=Signature.CONFIRMED).count()
    assert (one.state, signed) in {(MotionState.LAPSED, 9), (MotionState.ON_AGENDA, 10)}


def test_the_last_name_taken_back_while_it_is_handed_in_is_not_counted_twice():
    place = made.house()
    one = made.signed(place, made.draft(place), 9)
    outcomes = at_once(unsigning(one, place, 1), trying(of(one), lambda m: actions.submit(m, actor=place.lead, at=AT)))
    one = made.fresh(one)
    assert outcomes[0] == "won"
    assert one.signer_count == one.signers.filter(state=Signature.CONFIRMED).count() == 9
    assert one.state == (MotionState.LAPSED if outcomes[1] == "won" else MotionState.SIGNING)


def test_nobody_signs_a_text_that_changes_at_that_moment():
    place = made.house()
    one = made.draft(place)
    actions.ask(one, [place.deputies[1].pk], actor=place.lead, at=AT)
    new = actions.Text("关于另一件事的议案", "依据如下", "方案如下")
    at_once(
        trying(name_of(one, place, 1), lambda s: actions.answer(s, agrees=True, actor=place.actors[1], at=AT)),
        trying(of(one), lambda m: actions.save(m, new, actor=place.lead, at=AT)),
    )
    one = made.fresh(one)
    assert one.title == new.title
    assert Signer.objects.get(motion=one, deputy=place.deputies[1]).state == Signature.ASKED
    assert one.signer_count == 1


def test_five_protests_at_once_are_five():
    place = made.house()
    one = made.answered(place)
    acts = [
        trying(of(one), lambda i, n=number: actions.protest(i, actor=place.actors[n], at=AT)) for number in range(5)
    ]
    assert at_once(*acts, acts[0]).count("won") == 5
    assert actions.dissatisfied(made.fresh(one)) == 5
    assert actions.answer_again(made.fresh(one), actor=place.office, at=AT).state == InquiryState.WITH_ORGAN
