"""What there is of deputies' suggestions in the world of addresses: one of everything an act is done to."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from renda.capabilities.deputies.tests import factories as people
from renda.capabilities.suggestions import actions
from renda.capabilities.suggestions.models import Assignment, Promise, Reply, Suggestion
from renda.capabilities.suggestions.terms import Grade, Outcome, Part
from renda.foundation.accounts.actor import Actor, HeldPost
from renda.foundation.accounts.terms import Role

TEXT = actions.Text(
    title="关于改善滨河路照明的建议",
    situation="滨河路夜间照明不足。",
    analysis="路灯间距过大，多年未换。",
    advice="今年内更换损坏灯具。",
)


def add(congress: Any, bureau: Any, deputy: Actor, now: Any) -> dict[str, int]:
    """A suggestion with a longer time asked for, one asked to be returned, one promised, one waiting for signatures."""
    office = Actor(None, "人大机关", (HeldPost(Role.OFFICE, congress.region_id, None, "代表工委"),))
    handler = Actor(None, "经办人", (HeldPost(Role.HANDLER, congress.region_id, bureau.pk, "住建局"),))
    head = Actor(None, "负责人", (HeldPost(Role.HEAD, congress.region_id, bureau.pk, "住建局"),))

    def given() -> Suggestion:
        one = actions.submit(actions.write(congress, TEXT, actor=deputy, at=now), actor=deputy, at=now)
        actions.accept(one, actor=office, at=now)
        actions.plan(one, {bureau: Part.LEAD}, actor=office, at=now)
        return actions.hand_over(one, actor=office, at=now)

    def part(one: Suggestion) -> Assignment:
        rows = Assignment.objects.select_related("suggestion__congress", "suggestion__lead", "organ")
        return rows.get(suggestion=one)

    one, promised, returned = given(), given(), given()
    for signed in (one, promised):
        actions.sign(part(signed), actor=handler, at=now)
    assert one.due_on is not None
    longer = actions.ask_extension(
        part(one), until=one.due_on + timedelta(days=30), reason="涉及资金安排", actor=handler, at=now
    )
    back = actions.ask_return(part(returned), reason="不属于本单位职责", actor=handler, at=now)
    actions.log_contact(part(promised), on=now.date(), way="phone", text="听取代表意见", actor=handler, at=now)
    promises = [("完成路灯改造", now.date() + timedelta(days=90))]
    answer = actions.Answer("已列入计划，年内完成。", Outcome.B, "任晓东", "0358-7000001", "", promises)
    actions.draft_reply(part(promised), answer, actor=handler, at=now)
    actions.issue_reply(part(promised), actor=head, at=now)
    reply = Reply.objects.select_related("assignment__suggestion__lead").get()
    actions.rate(reply, attitude=Grade.SATISFIED, result=Grade.SATISFIED, actor=deputy, at=now)
    draft = actions.write(congress, TEXT, actor=deputy, at=now)
    mate = people.mandate(people.term(), name="田玉兰").deputy
    actions.ask_cosigners(draft, [mate.pk], actor=deputy, at=now)
    return {
        "suggestion": one.pk,
        "part": part(one).pk,
        "reply": reply.pk,
        "promise": Promise.objects.get().pk,
        "extension": longer.pk,
        "return": back.pk,
        "cosigner": draft.cosigners.get().pk,
    }
