"""Two people and one suggestion at the same moment, with real threads: one wins, the other is told, nothing is lost."""

import pytest

from renda.capabilities.suggestions import actions
from renda.capabilities.suggestions.models import Cosigner, Extension, Progress, Promise, Rating, Reply, Suggestion
from renda.capabilities.suggestions.terms import Part, State
from renda.capabilities.suggestions.tests import factories as made
from renda.capabilities.suggestions.tests.factories import AT, later
from renda.foundation.errors import NotPermitted, RuleBroken, StaleState
from renda.foundation.facts import checking
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


def test_of_accepting_and_refusing_one_wins():
    place = made.county()
    for _ in range(3):
        one = made.submitted(place)
        outcomes = at_once(
            trying(of(one), lambda s: actions.accept(s, actor=place.office, at=AT)),
            trying(
                of(one),
                lambda s: actions.refuse(s, reason="empty", explanation="没有实际内容", actor=place.office, at=AT),
            ),
        )
        assert sorted(outcomes) == ["told", "won"]
        assert made.fresh(one).state == (State.ACCEPTED if outcomes[0] == "won" else State.REFUSED)
    assert checking.differences() == []


def test_two_hand_overs_are_one():
    place = made.county()
    one = made.planned(place)
    act = trying(of(one), lambda s: actions.hand_over(s, actor=place.office, at=AT))
    assert sorted(at_once(act, act)) == ["told", "won"]
    assert Progress.objects.filter(suggestion=one, verb="hand_over").count() == 1
    assert checking.differences() == []


def test_two_drafts_handed_in_at_once_have_two_numbers():
    place = made.county()
    drafts = [made.draft(place) for _ in range(3)]
    outcomes = at_once(*(trying(of(one), lambda s: actions.submit(s, actor=place.lead, at=AT)) for one in drafts))
    assert outcomes == ["won"] * 3
    assert sorted(Suggestion.objects.values_list("number", flat=True)) == [1, 2, 3]


def test_one_draft_sent_twice_at_once_is_one():
    place = made.county()
    act = trying(lambda: None, lambda _: actions.write(place.congress, made.TEXT, actor=place.lead, at=AT, key="k"))
    assert at_once(act, act) == ["won", "won"]
    assert Suggestion.objects.count() == 1


def test_a_withdrawal_and_a_reply_do_not_both_happen():
    place = made.county()
    one = made.handling(place)
    part = made.part_of(one, place.bureau)
    actions.log_contact(part, on=AT.date(), way="phone", text="听取代表意见", actor=place.handler, at=AT)
    actions.draft_reply(part, made.answer(), actor=place.handler, at=AT)
    outcomes = at_once(
        trying(of(one), lambda s: actions.withdraw(s, reason="问题已经解决", actor=place.lead, at=AT)),
        trying(lambda: made.part_of(one, place.bureau), lambda p: actions.issue_reply(p, actor=place.head, at=AT)),
    )
    assert sorted(outcomes) == ["told", "won"]
    one = made.fresh(one)
    assert one.state == (State.WITHDRAWN if outcomes[0] == "won" else State.REPLIED)
    assert Reply.objects.filter(issued_on__isnull=False).count() == (0 if outcomes[0] == "won" else 1)
    assert checking.differences() == []


def test_two_organs_signing_their_last_replies_at_once_leave_the_suggestion_answered():
    place = made.county()
    one = made.handling(place, {place.bureau: Part.LEAD, place.second: Part.LEAD})
    heads = ((place.bureau, place.handler, place.head), (place.second, place.second_handler, place.second_head))
    for body, handler, _ in heads:
        part = made.part_of(one, body)
        actions.log_contact(part, on=AT.date(), way="phone", text="听取代表意见", actor=handler, at=AT)
        actions.draft_reply(part, made.answer(), actor=handler, at=AT)
    outcomes = at_once(
        *(
            trying(lambda b=body: made.part_of(one, b), lambda p, h=head: actions.issue_reply(p, actor=h, at=AT))
            for body, _, head in heads
        )
    )
    for (body, _, head), outcome in zip(heads, outcomes, strict=True):
        if outcome == "told":
            actions.issue_reply(made.part_of(one, body), actor=head, at=AT)
    assert made.fresh(one).state == State.REPLIED
    assert checking.differences() == []


def test_two_signatures_for_the_last_two_parts_let_handling_begin():
    place = made.county()
    one = made.assigned(place, {place.bureau: Part.LEAD, place.second: Part.LEAD})
    both = ((place.bureau, place.handler), (place.second, place.second_handler))
    outcomes = at_once(
        *(
            trying(lambda b=body: made.part_of(one, b), lambda p, h=handler: actions.sign(p, actor=h, at=AT))
            for body, handler in both
        )
    )
    for (body, handler), outcome in zip(both, outcomes, strict=True):
        if outcome == "told":
            actions.sign(made.part_of(one, body), actor=handler, at=AT)
    assert made.fresh(one).state == State.HANDLING


def test_of_two_ratings_of_one_reply_one_counts():
    place = made.county()
    one = made.replied(place)

    def reply():
        return Reply.objects.select_related("assignment__suggestion__lead", "assignment__suggestion__congress").get()

    def rate(grade):
        return trying(
            reply, lambda r: actions.rate(r, attitude=grade, result=grade, note="仍不满意", actor=place.lead, at=AT)
        )

    assert sorted(at_once(rate("satisfied"), rate("not"))) == ["told", "won"]
    assert Rating.objects.count() == 1
    assert made.fresh(one).state in {State.RATED, State.REDOING}
    assert checking.differences() == []


def test_a_cosigner_answers_once_and_never_after_the_hand_in():
    place = made.county()
    one = actions.ask_cosigners(made.draft(place), [place.mates[0].pk], actor=place.lead, at=AT)
    asked = Cosigner.objects.get()

    def cosigner():
        return Cosigner.objects.select_related("suggestion__lead", "deputy").get(pk=asked.pk)

    at_once(
        trying(of(one), lambda s: actions.submit(s, actor=place.lead, at=AT)),
        trying(cosigner, lambda c: actions.answer_cosign(c, agrees=True, actor=place.mate, at=AT)),
    )
    one = made.fresh(one)
    confirmed = one.cosigners.filter(state="confirmed").count()
    assert one.signer_count == 1 + confirmed


def test_of_two_decisions_on_an_extension_one_stands():
    place = made.county()
    one = made.handling(place)
    actions.ask_extension(
        made.part_of(one, place.bureau),
        until=later(180).date(),
        reason="涉及管线迁改",
        actor=place.handler,
        at=later(9),
    )

    def asked():
        return Extension.objects.select_related(
            "assignment__suggestion__congress", "assignment__suggestion__lead"
        ).get()

    outcomes = at_once(
        trying(asked, lambda e: actions.decide_extension(e, agrees=True, actor=place.office, at=later(10))),
        trying(
            asked,
            lambda e: actions.decide_extension(e, agrees=False, note="不同意延期", actor=place.office, at=later(10)),
        ),
    )
    assert sorted(outcomes) == ["told", "won"]


def test_a_promise_reported_twice_at_once_is_reported_once():
    place = made.county()
    made.tracked(place)

    def promise():
        return Promise.objects.select_related("suggestion__lead", "suggestion__congress", "assignment").get()

    act = trying(promise, lambda p: actions.report_promise(p, text="已经完成改造", actor=place.handler, at=later(50)))
    assert sorted(at_once(act, act)) == ["told", "won"]
