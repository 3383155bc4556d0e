"""With the organs: return, contact, extension, opinion, reply, rating, handling again."""

from __future__ import annotations

from datetime import date

import pytest

from renda.capabilities.suggestions import actions
from renda.capabilities.suggestions.models import Letter
from renda.capabilities.suggestions.terms import (
    AssignmentState,
    Grade,
    Mode,
    Outcome,
    Part,
    State,
)
from renda.capabilities.suggestions.tests import factories as made
from renda.capabilities.suggestions.tests.factories import AT, later
from renda.foundation.errors import NotPermitted, RuleBroken, StaleState
from renda.foundation.facts import checking

pytestmark = pytest.mark.django_db


def test_a_return_after_its_time_is_refused_with_the_article() -> None:
    place = made.county()
    one = made.assigned(place)
    with pytest.raises(RuleBroken) as refusal:
        actions.ask_return(
            made.part_of(one, place.bureau), reason="不属于本单位职责", actor=place.handler, at=later(20)
        )
    assert refusal.value.citation == "《代表建议办理办法（示例）》第十一条第二款"


def test_a_returned_suggestion_goes_to_another_organ_with_a_clock_of_its_own() -> None:
    place = made.county()
    one = made.assigned(place)
    request = actions.ask_return(
        made.part_of(one, place.bureau), reason="不属于本单位职责", actor=place.handler, at=later(1)
    )
    request = actions.agree_return(request, actor=place.office, at=later(2))
    assert request.reassign_due_on == date(2024, 3, 20)
    actions.reassign(made.fresh(one), place.second, actor=place.office, at=later(3))
    one = made.fresh(one)
    assert (one.state, one.due_on) == (State.ASSIGNED, date(2024, 6, 7))
    assert made.part_of(one, place.bureau).state == AssignmentState.RETURNED


def test_without_a_local_rule_the_clock_runs_on_after_a_reassignment() -> None:
    place = made.county(overlays=())
    one = made.assigned(place)
    request = actions.ask_return(
        made.part_of(one, place.bureau), reason="不属于本单位职责", actor=place.handler, at=later(10)
    )
    actions.agree_return(request, actor=place.office, at=later(11))
    fresh = actions.reassign(made.fresh(one), place.second, actor=place.office, at=later(12))
    assert fresh.due_on == date(2024, 6, 4)


def test_a_denied_return_goes_on_being_handled() -> None:
    place = made.county()
    one = made.assigned(place)
    request = actions.ask_return(
        made.part_of(one, place.bureau), reason="不属于本单位职责", actor=place.handler, at=later(1)
    )
    actions.deny_return(request, note="按职责分工应由你单位办理", actor=place.office, at=later(2))
    assert made.fresh(one).state == State.HANDLING
    with pytest.raises(RuleBroken):
        actions.deny_return(request, note="按职责分工应由你单位办理", actor=place.office, at=later(2))


def test_no_reply_without_a_talk_with_the_deputy() -> None:
    place = made.county()
    one = made.handling(place)
    with pytest.raises(RuleBroken) as refusal:
        actions.draft_reply(made.part_of(one, place.bureau), made.answer(), actor=place.handler, at=AT)
    assert refusal.value.code == "no-contact"
    assert "代表法" in refusal.value.citation


def test_an_extension_moves_the_day_with_consent_only_and_never_past_six_months() -> None:
    place = made.county()
    one = made.handling(place)
    part = made.part_of(one, place.bureau)
    with pytest.raises(RuleBroken) as refusal:
        actions.ask_extension(part, until=date(2024, 9, 5), reason="涉及管线迁改", actor=place.handler, at=later(30))
    assert refusal.value.code == "extension-long"
    asked = actions.ask_extension(
        part, until=date(2024, 9, 4), reason="涉及管线迁改", actor=place.handler, at=later(30)
    )
    assert made.fresh(one).due_on == date(2024, 6, 4)
    with pytest.raises(RuleBroken, match="等待决定"):
        actions.ask_extension(part, until=date(2024, 8, 1), reason="涉及管线迁改", actor=place.handler, at=later(31))
    actions.decide_extension(asked, agrees=True, actor=place.office, at=later(32))
    assert made.fresh(one).due_on == date(2024, 9, 4)
    with pytest.raises(StaleState):
        actions.decide_extension(asked, agrees=False, note="不同意延期", actor=place.office, at=later(32))


def test_a_joint_organ_gives_its_opinion_and_may_have_to_do_it_again() -> None:
    place = made.county()
    one = made.handling(place, {place.bureau: Part.LEAD, place.second: Part.JOINT})
    joint = actions.give_opinion(
        made.part_of(one, place.second), text="同意安排资金", actor=place.second_handler, at=later(10)
    )
    with pytest.raises(NotPermitted):
        actions.return_opinion(joint, reason="没有实质内容", actor=place.second_handler, at=later(11))
    actions.return_opinion(made.part_of(one, place.second), reason="没有实质内容", actor=place.handler, at=later(11))
    again = made.part_of(one, place.second)
    assert (again.state, again.due_key) == (AssignmentState.HANDLING, "suggestion.joint.redo")


def test_the_head_signs_and_nobody_else() -> None:
    place = made.county()
    one = made.handling(place)
    part = made.part_of(one, place.bureau)
    actions.log_contact(part, on=AT.date(), way="phone", text="听取代表意见", actor=place.handler, at=AT)
    actions.draft_reply(part, made.answer(), actor=place.handler, at=AT)
    with pytest.raises(NotPermitted):
        actions.issue_reply(part, actor=place.handler, at=AT)
    actions.return_reply(part, reason="请补充完成时间", actor=place.head, at=AT)
    actions.draft_reply(part, made.answer(), actor=place.handler, at=AT)
    reply = actions.issue_reply(part, actor=place.head, at=AT)
    assert (reply.signed_by, reply.issued_on) == ("王局长", AT.date())


def test_one_letter_for_each_signer_as_the_local_rule_says() -> None:
    place = made.county()
    one = made.cosigned(place)
    one = actions.plan(
        actions.accept(one, actor=place.office, at=AT), {place.bureau: Part.LEAD}, actor=place.office, at=AT
    )
    one = actions.hand_over(one, actor=place.office, at=AT)
    actions.sign(made.part_of(one, place.bureau), actor=place.handler, at=AT)
    reply = made.reply_of(one, place.bureau)
    assert list(Letter.objects.filter(reply=reply).values_list("name", flat=True)) == ["武向荣", "田玉兰"]


def test_separate_handling_has_several_replies_and_several_ratings() -> None:
    place = made.county()
    one = made.handling(place, {place.bureau: Part.LEAD, place.second: Part.LEAD})
    assert one.mode == Mode.SEPARATE
    first = made.reply_of(one, place.bureau)
    assert made.fresh(one).state == State.HANDLING
    made.reply_of(one, place.second, outcome=Outcome.D)
    one = made.fresh(one)
    assert (one.state, one.outcome) == (State.REPLIED, Outcome.D)
    first.refresh_from_db()
    actions.rate(first, attitude="satisfied", result="satisfied", actor=place.lead, at=AT)
    assert made.fresh(one).state == State.REPLIED
    one = made.rate(place, made.fresh(one), Grade.NOT)
    assert (one.state, one.result) == (State.REDOING, Grade.NOT)
    states = {part.organ_id: part.state for part in one.assignments.all()}
    assert states == {place.bureau.pk: AssignmentState.REPLIED, place.second.pk: AssignmentState.HANDLING}


def test_a_rating_is_given_once_and_attitude_and_result_apart() -> None:
    place = made.county()
    one = made.replied(place)
    reply = made.part_of(one, place.bureau).replies.get()
    with pytest.raises(RuleBroken, match="分别评价"):
        actions.rate(reply, attitude="satisfied", result="", actor=place.lead, at=AT)
    with pytest.raises(RuleBroken, match="理由"):
        actions.rate(reply, attitude="satisfied", result="not", actor=place.lead, at=AT)
    actions.rate(reply, attitude="satisfied", result="basically", actor=place.lead, at=AT)
    one = made.fresh(one)
    assert (one.attitude, one.result, one.state) == (Grade.SATISFIED, Grade.BASICALLY, State.RATED)
    with pytest.raises(RuleBroken):
        actions.rate(reply, attitude="satisfied", result="satisfied", actor=place.lead, at=AT)


def test_not_satisfied_is_handled_again_within_a_month_and_the_second_time_talked_over() -> None:
    place = made.county()
    one = made.rated(place, Grade.NOT)
    assert (one.state, one.due_on, one.redo_count) == (State.REDOING, date(2024, 4, 7), 1)
    made.reply_of(one, place.bureau, at=later(20))
    one = made.rate(place, made.fresh(one), Grade.NOT, at=later(21))
    assert one.state == State.MEETING
    again = actions.conclude(one, text="再办一次，六月底前完成", again=True, actor=place.office, at=later(30))
    assert again.state == State.REDOING
    made.reply_of(again, place.bureau, at=later(40))
    one = made.rate(place, made.fresh(again), Grade.SATISFIED, at=later(41))
    assert (one.state, one.result) == (State.RATED, Grade.SATISFIED)
    assert checking.differences() == []


def test_a_meeting_may_end_it_with_an_explanation() -> None:
    place = made.county()
    one = actions.conclude(
        made.at_meeting(place), text="已当面说明暂不具备条件", again=False, actor=place.office, at=later(9)
    )
    assert one.state == State.RATED
    assert one.result == Grade.NOT


def test_silence_is_passed_over_only_after_reminder_and_time_and_never_counts_as_satisfied() -> None:
    place = made.county()
    one = made.replied(place)
    with pytest.raises(RuleBroken) as early:
        actions.pass_over(one, actor=place.office, at=later(3))
    assert early.value.citation == "《代表建议办理办法（示例）》第十八条第二款"
    with pytest.raises(RuleBroken, match="提醒"):
        actions.pass_over(one, actor=place.office, at=later(40))
    one = actions.remind_rating(one, actor=place.office, at=later(10))
    one = actions.pass_over(one, actor=place.office, at=later(40))
    assert (one.state, one.is_silent, one.result, one.rated_on) == (State.RATED, True, "", None)


def test_what_is_handled_again_may_be_given_back_and_go_to_another_organ() -> None:
    place = made.county()
    one = made.rated(place, Grade.NOT)
    part = made.part_of(one, place.bureau)
    request = actions.ask_return(part, reason="机构改革后不再负责", actor=place.handler, at=later(1))
    actions.agree_return(request, actor=place.office, at=later(2))
    fresh = actions.reassign(made.fresh(one), place.second, actor=place.office, at=later(3))
    actions.sign(fresh, actor=place.second_handler, at=later(3))
    assert made.fresh(one).state == State.HANDLING
    made.reply_of(made.fresh(one), place.second, at=later(4))
    assert made.rate(place, made.fresh(one), at=later(5)).state == State.RATED
    assert checking.differences() == []
