"""The life of a suggestion, act by act: where it goes, what clock runs, what trace it leaves."""

from __future__ import annotations

from datetime import date

import pytest

from renda.capabilities.suggestions import actions
from renda.capabilities.suggestions.models import Suggestion
from renda.capabilities.suggestions.terms import (
    Mode,
    Part,
    Signature,
    State,
    Weight,
)
from renda.capabilities.suggestions.tests import factories as made
from renda.capabilities.suggestions.tests.factories import AT, later
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
