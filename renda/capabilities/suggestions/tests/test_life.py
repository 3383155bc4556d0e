"""The life of a suggestion, act by act: where it goes, what clock runs, what trace it leaves."""

from __future__ import annotations

from datetime import date

import pytest

from renda.capabilities.suggestions import actions
from renda.capabilities.suggestions.models import Letter, Priority, Promise, Suggestion
from renda.capabilities.suggestions.terms import (
    AssignmentState,
    Grade,
    Mode,
    Outcome,
    Part,
    PromiseState,
    Signature,
    State,
    Weight,
)
from renda.capabilities.suggestions.tests import factories as made
from renda.capabilities.suggestions.tests.factories import AT, later
from renda.foundation.accounts.actor import SYSTEM
from renda.foundation.accounts.terms import Role
from renda.foundation.audit.models import Entry
from renda.foundation.errors import NotPermitted, RuleBroken, StaleState
from renda.foundation.facts import checking

pytestmark = pytest.mark.django_db


def test_the_straight_life_from_draft_to_file() -> None:
    place = made.county()
    one = made.closed(place)
    assert one.state == State.CLOSED
    assert (one.number, one.series, one.is_between, one.year) == (1, "5-b2024", True, 2024)
    verbs = list(Entry.objects.filter(verb__startswith="suggestions").values_list("verb", flat=True))
    assert verbs[0] == "suggestions.write"
    assert verbs[-1] == "suggestions.archive"
    assert {
        "suggestions.submit",
        "suggestions.accept",
        "suggestions.hand_over",
        "suggestions.assignment.issue_reply",
    } <= set(verbs)
    assert checking.differences() == []


def test_numbers_run_within_a_series_and_never_twice() -> None:
    place = made.county()
    assert [made.submitted(place).number for _ in range(3)] == [1, 2, 3]


def test_a_draft_sent_twice_is_one_draft() -> None:
    place = made.county()
    first = actions.write(place.congress, made.TEXT, actor=place.lead, at=AT, key="k1")
    again = actions.write(place.congress, made.TEXT, actor=place.lead, at=AT, key="k1")
    assert first.pk == again.pk
    assert Suggestion.objects.count() == 1


def test_someone_without_a_seat_cannot_suggest() -> None:
    place = made.county()
    with pytest.raises(NotPermitted):
        actions.write(place.congress, made.TEXT, actor=place.handler, at=AT)


def test_an_unfinished_draft_is_kept_but_not_submitted_and_the_article_is_named() -> None:
    place = made.county()
    one = actions.write(place.congress, actions.Text(title="路灯"), actor=place.lead, at=AT)
    with pytest.raises(RuleBroken) as refusal:
        actions.submit(one, actor=place.lead, at=AT)
    assert refusal.value.code == "no-title"
    assert "第十八条" in refusal.value.citation
    one = actions.save_draft(one, actions.Text(title="关于路灯的建议"), actor=place.lead, at=AT)
    with pytest.raises(RuleBroken, match="基本情况"):
        actions.submit(one, actor=place.lead, at=AT)


def test_saving_over_a_newer_text_is_refused() -> None:
    place = made.county()
    one = made.draft(place)
    other = made.fresh(one)
    actions.save_draft(one, made.TEXT, actor=place.lead, at=AT)
    with pytest.raises(StaleState):
        actions.save_draft(other, made.TEXT, actor=place.lead, at=AT)


def test_only_confirmed_signatures_count() -> None:
    place = made.county()
    one = made.cosigned(place)
    assert one.signer_count == 2
    assert list(one.cosigners.values_list("state", flat=True)) == [Signature.CONFIRMED]


def test_a_cosigner_may_decline_and_nobody_answers_for_another() -> None:
    place = made.county()
    one = actions.ask_cosigners(made.draft(place), [mate.pk for mate in place.mates], actor=place.lead, at=AT)
    asked = one.cosigners.get(deputy=place.mates[0])
    with pytest.raises(NotPermitted):
        actions.answer_cosign(asked, agrees=True, actor=place.lead, at=AT)
    actions.answer_cosign(asked, agrees=False, actor=place.mate, at=AT)
    asked.refresh_from_db()
    assert asked.state == Signature.DECLINED
    with pytest.raises(NotPermitted):
        actions.answer_cosign(asked, agrees=True, actor=place.mate, at=AT)


def test_recalling_the_text_voids_the_signatures() -> None:
    place = made.county()
    one = actions.ask_cosigners(made.draft(place), [place.mates[0].pk], actor=place.lead, at=AT)
    one = actions.recall(one, actor=place.lead, at=AT)
    assert one.state == State.DRAFT
    assert not one.cosigners.exists()


def test_one_cannot_ask_oneself_or_a_stranger() -> None:
    place = made.county()
    for wrong in ([place.lead_deputy.pk], [999_999]):
        with pytest.raises(RuleBroken):
            actions.ask_cosigners(made.draft(place), wrong, actor=place.lead, at=AT)


def test_in_session_the_suggestion_belongs_to_the_session_and_no_clock_runs_to_hand_it_over() -> None:
    place = made.county(in_session=True)
    one = made.submitted(place)
    assert (one.is_between, one.session_id, one.assign_due_on) == (False, place.session.pk, None)


def test_between_sessions_it_is_handed_over_within_five_working_days() -> None:
    place = made.county()
    assert made.submitted(place).assign_due_on == date(2024, 3, 11)


def test_sent_back_it_keeps_its_number() -> None:
    place = made.county()
    one = made.submitted(place)
    one = actions.send_back(one, reason="请补充具体路段", actor=place.office, at=later(1))
    assert one.state == State.SUPPLEMENT
    one = actions.submit(one, actor=place.lead, at=later(3))
    assert (one.number, one.submitted_on) == (1, AT.date())
    assert checking.differences() == []


def test_refusal_needs_a_listed_reason_and_names_the_article() -> None:
    place = made.county()
    one = made.submitted(place)
    with pytest.raises(RuleBroken, match="列表"):
        actions.refuse(one, reason="whim", explanation="不是建议内容", actor=place.office, at=AT)
    actions.refuse(one, reason="letter", explanation="属于代转的群众来信", actor=place.office, at=AT)
    assert Entry.objects.get(verb="suggestions.refuse").citation == "《代表建议办理办法（示例）》第八条"


def test_merged_goes_into_the_other_and_not_into_itself() -> None:
    place = made.county()
    main, one = made.submitted(place), made.submitted(place)
    with pytest.raises(RuleBroken):
        actions.merge(one, main=one, actor=place.office, at=AT)
    one = actions.merge(one, main=main, actor=place.office, at=AT)
    assert (one.state, one.merged_into_id) == (State.MERGED, main.pk)
    with pytest.raises(RuleBroken):
        actions.merge(main, main=one, actor=place.office, at=AT)


def test_three_months_and_six_months_both_count_from_the_hand_over() -> None:
    place = made.county()
    ordinary = made.assigned(place)
    hard = made.assigned(place, weight=Weight.COMPLEX)
    assert (ordinary.due_on, hard.due_on) == (date(2024, 6, 4), date(2024, 9, 4))
    assert "第四十二条" in ordinary.due_citation


def test_each_organ_has_its_own_clocks() -> None:
    place = made.county()
    one = made.assigned(place, {place.bureau: Part.LEAD, place.second: Part.JOINT})
    assert one.mode == Mode.JOINT
    lead, joint = made.part_of(one, place.bureau), made.part_of(one, place.second)
    assert (lead.return_due_on, lead.contact_due_on) == (date(2024, 3, 11), date(2024, 4, 1))
    assert (joint.due_on, joint.due_key) == (date(2024, 4, 7), "suggestion.joint.opinion")


def test_without_local_rules_only_the_law_binds() -> None:
    place = made.county(overlays=())
    one = made.assigned(place)
    part = made.part_of(one, place.bureau)
    assert (part.return_due_on, part.sign_due_on, part.contact_due_on) == (None, None, None)
    assert part.due_on == date(2024, 6, 4)


def test_handing_over_many_keeps_the_good_ones() -> None:
    place = made.county()
    good, bad = made.planned(place), made.accepted(place)
    came = actions.hand_over_many([good, bad], actor=place.office, at=AT)
    assert came.done == (good.pk,)
    assert [pk for pk, _ in came.refused] == [bad.pk]
    assert made.fresh(good).state == State.ASSIGNED


def test_moving_the_hand_over_moves_every_clock() -> None:
    place = made.county()
    one = made.handling(place, at=AT)
    moved = actions.move_hand_over(
        one, assigned_on=date(2024, 3, 6), reason="交办会改在三月六日", actor=place.office, at=later(5)
    )
    part = made.part_of(moved, place.bureau)
    assert (moved.due_on, part.due_on, part.return_due_on) == (date(2024, 6, 6), date(2024, 6, 6), date(2024, 3, 13))
    assert checking.differences() == []


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


def test_a_promise_is_followed_until_the_deputy_says_it_is_kept() -> None:
    place = made.county()
    one, promise = made.tracked(place)
    assert (one.state, promise.state) == (State.TRACKING, PromiseState.OPEN)
    actions.report_promise(promise, text="已完成改造", actor=place.handler, at=later(100))
    actions.rate_promise(promise, grade="not", note="还有一段没有亮", actor=place.lead, at=later(101))
    assert (promise.state, promise.renewed_count) == (PromiseState.OPEN, 1)
    actions.postpone_promise(
        promise, due_on=date(2024, 12, 1), reason="管线迁改延误", actor=place.office, at=later(102)
    )
    actions.report_promise(promise, text="全线已亮", actor=place.handler, at=later(120))
    actions.rate_promise(promise, grade="satisfied", actor=place.lead, at=later(121))
    assert made.fresh(one).state == State.RATED
    assert Promise.objects.get().state == PromiseState.KEPT


def test_a_promise_that_cannot_be_kept_is_explained() -> None:
    place = made.county()
    one, promise = made.tracked(place)
    actions.explain_promise(promise, reason="规划调整，改由新线路解决", actor=place.office, at=later(200))
    assert made.fresh(one).state == State.RATED


def test_a_class_b_reply_without_a_dated_promise_is_refused() -> None:
    place = made.county()
    one = made.handling(place)
    part = made.part_of(one, place.bureau)
    actions.log_contact(part, on=AT.date(), way="phone", text="听取代表意见", actor=place.handler, at=AT)
    wrong = actions.Answer("正在列入计划解决。", Outcome.B, "任晓东", "0358-7000001")
    with pytest.raises(RuleBroken, match="承诺事项"):
        actions.draft_reply(part, wrong, actor=place.handler, at=AT)


def test_withdrawn_ends_the_organs_work() -> None:
    place = made.county()
    one = actions.withdraw(made.handling(place), reason="问题已经解决", actor=place.lead, at=later(3))
    assert one.state == State.WITHDRAWN
    assert made.part_of(one, place.bureau).state == AssignmentState.ENDED
    assert Entry.objects.get(verb="suggestions.withdraw").citation == "《代表建议办理办法（示例）》第九条"
    assert checking.differences() == []


def test_secrecy_wins_over_publication() -> None:
    place = made.county()
    secret = made.closed(place, wishes_secrecy=True)
    with pytest.raises(RuleBroken, match="保密"):
        actions.publish(secret, actor=place.office, at=AT)
    one = actions.publish(made.closed(place), actor=place.office, at=AT)
    assert one.published_on == AT.date()
    assert actions.unpublish(one, reason="内容需要更正", actor=place.office, at=AT).published_on is None


def test_without_a_local_rule_the_deputy_decides_on_publication() -> None:
    place = made.county(overlays=())
    with pytest.raises(RuleBroken, match="没有同意"):
        actions.publish(made.closed(place, may_publish=False), actor=place.office, at=AT)


def test_a_key_suggestion_is_chosen_once_and_its_supervision_kept() -> None:
    place = made.county()
    one = made.handling(place)
    chosen = {
        "meeting": "第十二次主任会议",
        "chosen_on": AT.date(),
        "leader": "副主任 高志强",
        "committee": place.committee,
        "manner": "tracking",
    }
    actions.choose_priority(one, **chosen, actor=place.office, at=AT)
    with pytest.raises(RuleBroken, match="已经列为"):
        actions.choose_priority(one, **chosen, actor=place.office, at=AT)
    one = made.fresh(one)
    actions.supervise(one, on=AT.date(), manner="meeting", text="召开督办会", actor=place.member, at=AT)
    assert actions.announce_priorities(place.congress, year=2024, actor=place.office, at=AT) == 1
    assert Priority.objects.get().announced_on == AT.date()


def test_an_organ_reminded_and_a_deputy_of_another_place_has_no_say() -> None:
    place = made.county()
    one = made.handling(place)
    actions.remind(made.part_of(one, place.bureau), text="请抓紧办理", actor=place.office, at=AT)
    with pytest.raises(NotPermitted):
        actions.remind(made.part_of(one, place.bureau), text="请抓紧办理", actor=place.mate, at=AT)


def test_the_house_itself_may_begin_a_draft_for_a_deputy() -> None:
    place = made.county()
    one = actions.write(place.congress, made.TEXT, actor=SYSTEM, at=AT, deputy_id=place.lead_deputy.pk)
    assert one.lead_id == place.lead_deputy.pk
    assert Role.DEPUTY in place.lead.roles
