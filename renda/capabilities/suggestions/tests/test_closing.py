"""After the reply stands: promises, withdrawal, publication, key suggestions."""

from __future__ import annotations

from datetime import date

import pytest

from renda.capabilities.suggestions import actions
from renda.capabilities.suggestions.models import Priority, Promise
from renda.capabilities.suggestions.terms import (
    AssignmentState,
    Outcome,
    PromiseState,
    State,
)
from renda.capabilities.suggestions.tests import factories as made
from renda.capabilities.suggestions.tests.factories import AT, later
from renda.foundation.accounts.actor import SYSTEM
from renda.foundation.accounts.terms import Role
from renda.foundation.audit.models import Entry
from renda.foundation.errors import NotPermitted, RuleBroken
from renda.foundation.facts import checking

pytestmark = pytest.mark.django_db


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
