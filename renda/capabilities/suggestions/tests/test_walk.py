"""Acts in any order by anyone: no step without a trace, no deadline without its article, no state without an exit."""

from datetime import date, timedelta
from random import Random

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from renda.capabilities.suggestions import actions
from renda.capabilities.suggestions.flow import ASSIGNMENT_FLOW, PROMISE_FLOW, SUGGESTION_FLOW
from renda.capabilities.suggestions.models import (
    Assignment,
    Cosigner,
    Extension,
    Promise,
    Reply,
    ReturnRequest,
    Suggestion,
)
from renda.capabilities.suggestions.terms import ENDED_STATES, Outcome, Part, State
from renda.capabilities.suggestions.tests import factories as made
from renda.foundation.accounts.actor import ANYONE
from renda.foundation.audit.models import Entry
from renda.foundation.errors import NotPermitted, RuleBroken, StaleState
from renda.foundation.facts import checking

REFUSED = (RuleBroken, NotPermitted, StaleState)
# What fits each state, so that a walk gets anywhere; every other act is tried now and then.
FITTING = {
    State.DRAFT: ("submit", "ask_cosigners", "save_draft"),
    State.COSIGNING: ("submit", "answer_cosign", "recall"),
    State.SUBMITTED: ("accept", "accept", "accept", "send_back", "refuse", "merge"),
    State.SUPPLEMENT: ("submit",),
    State.ACCEPTED: ("plan_sole", "plan_joint", "plan_separate", "merge"),
    State.PLANNED: ("hand_over",),
    State.ASSIGNED: ("sign", "sign", "ask_return", "decide_return", "reassign"),
    State.HANDLING: ("contact", "draft_a", "draft_b", "issue", "issue", "opinion", "return_opinion", "ask_extension",
                     "decide_extension", "ask_return", "decide_return", "reassign", "move_hand_over", "sign"),
    State.REPLIED: ("rate_good", "rate_good", "rate_bad", "remind_rating", "pass_over"),
    State.REDOING: ("draft_a", "draft_b", "issue", "issue"),
    State.MEETING: ("conclude", "conclude_again"),
    State.TRACKING: ("report_promise", "rate_promise", "renew_promise", "postpone", "explain"),
    State.RATED: ("archive", "publish"),
    State.CLOSED: ("publish", "unpublish"),
    State.REFUSED: ("accept",),
    State.MERGED: ("accept",),
    State.WITHDRAWN: ("submit",),
}  # fmt: skip
EVERY = sorted({name for names in FITTING.values() for name in names} | {"withdraw", "choose_priority", "supervise"})


# Where a walk may begin, so that the far states are walked from as often as the near ones.
STARTS = {
    "draft": made.draft,
    "submitted": made.submitted,
    "planned": made.planned,
    "assigned": lambda place: made.assigned(place, {place.bureau: Part.LEAD, place.second: Part.JOINT}),
    "handling": lambda place: made.handling(place, {place.bureau: Part.LEAD, place.second: Part.LEAD}),
    "joint": lambda place: made.handling(place, {place.bureau: Part.LEAD, place.second: Part.JOINT}),
    "replied": made.replied,
    "redoing": lambda place: made.rated(place, "not"),
    "meeting": made.at_meeting,
    "tracking": lambda place: made.tracked(place)[0],
    "rated": made.rated,
}


def newest(model, suggestion, **facts):
    """The latest row of a suggestion's, or a refusal where there is none."""
    path = {Cosigner: "suggestion", Promise: "suggestion", Reply: "assignment__suggestion"}
    name = path.get(model, "assignment__suggestion")
    found = model.objects.filter(**{name: suggestion}, **facts).order_by("-pk").first()
    if found is None:
        raise RuleBroken("nothing", "没有")
    return found


def part(suggestion, **facts):
    """A part in hand, or a refusal where there is none."""
    rows = Assignment.objects.select_related("suggestion__congress", "suggestion__lead", "organ")
    found = rows.filter(suggestion=suggestion, **facts).order_by("pk").first()
    if found is None:
        raise RuleBroken("nothing", "没有")
    return found


class Walk(RuleBasedStateMachine):
    """Two suggestions of one county, and whoever comes along."""

    def __init__(self):
        super().__init__()
        self.atomic = transaction.atomic()
        self.atomic.__enter__()
        self.place = made.county()
        self.at = made.AT
        self.ones = []

    def teardown(self):
        try:
            assert checking.differences() == []
        finally:
            transaction.set_rollback(True)
            self.atomic.__exit__(None, None, None)

    @initialize(starts=st.tuples(st.sampled_from(sorted(STARTS)), st.sampled_from(sorted(STARTS))))
    def begin(self, starts):
        self.ones = [STARTS[name](self.place).pk for name in starts]

    @rule(seed=st.integers(0, 2**32 - 1))
    def act(self, seed):
        # One number for all choices of a step: each is as likely as the next.
        luck = Random(seed)
        self.at += timedelta(days=luck.choice([0, 0, 0, 1, 3, 20, 60]))
        running = [pk for pk in self.ones if made.fresh(Suggestion(pk=pk)).state not in ENDED_STATES]
        one = made.fresh(Suggestion(pk=luck.choice(running or self.ones)))
        stranger = luck.randrange(12) == 0
        name = luck.choice(EVERY if luck.randrange(8) == 0 else FITTING[State(one.state)])
        before = self._picture()
        entries = Entry.objects.count()
        try:
            with transaction.atomic():
                self._do(name, one, stranger=stranger)
        except REFUSED:
            assert self._picture() == before
            assert Entry.objects.count() == entries
            return
        assert Entry.objects.count() > entries, f"{name} left no trace"
        assert not stranger, f"{name} was open to anyone"
        after = self._picture()
        for model, flow in ((Suggestion, SUGGESTION_FLOW), (Assignment, ASSIGNMENT_FLOW), (Promise, PROMISE_FLOW)):
            for pk, state in after[model].items():
                was = before[model].get(pk, flow.initial.value)
                assert self._leads(flow, was, state), f"{name}: {was} to {state}"

    def _picture(self):
        return {model: dict(model.objects.values_list("pk", "state")) for model in (Suggestion, Assignment, Promise)}

    def _leads(self, flow, was, state):
        """Whether at most two steps lead from one state to the other; one act may take two."""
        reached = {was}
        for _ in range(2):
            reached |= {step.target.value for at in list(reached) for step in flow.steps_from(flow.states(at))}
        return state in reached

    def _do(self, name, one, *, stranger):
        acts = {}
        for group in (self._of_deputy, self._of_office, self._of_organ, self._of_ledger):
            acts |= group(one, lambda actor: {"actor": ANYONE if stranger else actor, "at": self.at})
        acts[name]()

    def _of_deputy(self, one, who):
        place, lead = self.place, who(self.place.lead)

        def rate(grade):
            for found in one.assignments.filter(part=Part.LEAD, state="replied"):
                reply = Reply.objects.get(assignment=found, round=found.round)
                if not hasattr(reply, "rating"):
                    return actions.rate(reply, attitude=grade, result=grade, note="没有解决问题", **lead)
            raise RuleBroken("nothing", "没有")

        return {
            "submit": lambda: actions.submit(one, **lead),
            "save_draft": lambda: actions.save_draft(one, made.TEXT, **lead),
            "ask_cosigners": lambda: actions.ask_cosigners(one, [place.mates[0].pk], **lead),
            "answer_cosign": lambda: actions.answer_cosign(newest(Cosigner, one), agrees=True, **who(place.mate)),
            "recall": lambda: actions.recall(one, **lead),
            "withdraw": lambda: actions.withdraw(one, reason="问题已经解决", **lead),
            "rate_good": lambda: rate("satisfied"),
            "rate_bad": lambda: rate("not"),
        }

    def _of_office(self, one, who):
        place, at, office = self.place, self.at, who(self.place.office)
        other = Suggestion.objects.exclude(pk=one.pk).get()
        bureau, second, third = place.bureau, place.second, place.third
        chosen = {"meeting": "第三次主任会议", "chosen_on": at.date(), "leader": "副主任", "committee": place.committee}
        return {
            "accept": lambda: actions.accept(one, **office),
            "send_back": lambda: actions.send_back(one, reason="请补充路段", **office),
            "refuse": lambda: actions.refuse(one, reason="empty", explanation="没有实际内容", **office),
            "merge": lambda: actions.merge(one, main=other, **office),
            "plan_sole": lambda: actions.plan(one, {bureau: Part.LEAD}, **office),
            "plan_joint": lambda: actions.plan(one, {bureau: Part.LEAD, second: Part.JOINT}, **office),
            "plan_separate": lambda: actions.plan(one, {bureau: Part.LEAD, second: Part.LEAD}, **office),
            "hand_over": lambda: actions.hand_over(one, **office),
            "move_hand_over": lambda: actions.move_hand_over(one, assigned_on=at.date(), reason="会议改期", **office),
            "decide_return": lambda: actions.agree_return(newest(ReturnRequest, one), **office),
            "reassign": lambda: actions.reassign(one, third, **office),
            "decide_extension": lambda: actions.decide_extension(newest(Extension, one), agrees=True, **office),
            "remind_rating": lambda: actions.remind_rating(one, **office),
            "pass_over": lambda: actions.pass_over(one, **office),
            "conclude": lambda: actions.conclude(one, text="当面说明", again=False, **office),
            "conclude_again": lambda: actions.conclude(one, text="再办一次", again=True, **office),
            "archive": lambda: actions.archive(one, **office),
            "publish": lambda: actions.publish(one, **office),
            "unpublish": lambda: actions.unpublish(one, reason="内容更正", **office),
            "choose_priority": lambda: actions.choose_priority(one, manner="tracking", **chosen, **office),
            "supervise": lambda: actions.supervise(one, on=at.date(), manner="meeting", text="召开督办会", **office),
        }

    def _of_organ(self, one, who):
        at = self.at

        def handler(found):
            return who(made.of_organ("handler", found.organ, "经办人"))

        def take(act, *, by=handler, **wanted):
            found = part(one, **wanted)
            return act(found, by(found))

        def draft(outcome):
            found = part(one, part=Part.LEAD, state="handling")
            if not found.contacts.exists():
                return actions.log_contact(found, on=at.date(), way="talk", text="座谈听取意见", **handler(found))
            return actions.draft_reply(found, made.answer(outcome, at=at), **handler(found))

        def head(found):
            return who(made.of_organ("head", found.organ, "负责人"))

        def lead(_found):
            return handler(part(one, part=Part.LEAD))

        return {
            "sign": lambda: take(lambda p, w: actions.sign(p, **w), state="assigned"),
            "contact": lambda: draft(Outcome.A),
            "draft_a": lambda: draft(Outcome.A),
            "draft_b": lambda: draft(Outcome.B),
            "issue": lambda: take(lambda p, w: actions.issue_reply(p, **w), by=head, state="reviewing"),
            "opinion": lambda: take(
                lambda p, w: actions.give_opinion(p, text="同意主办意见", **w), part=Part.JOINT, state="handling"
            ),
            "return_opinion": lambda: take(
                lambda p, w: actions.return_opinion(p, reason="没有实质内容", **w),
                by=lead,
                part=Part.JOINT,
                state="opined",
            ),
            "ask_return": lambda: take(
                lambda p, w: actions.ask_return(p, reason="不属于本单位职责", **w), state__in=["assigned", "handling"]
            ),
            "ask_extension": lambda: take(
                lambda p, w: actions.ask_extension(p, until=p.due_on + timedelta(days=10), reason="管线迁改", **w),
                part=Part.LEAD,
                state="handling",
            ),
        }

    def _of_ledger(self, one, who):
        place, at, office, lead = self.place, self.at, who(self.place.office), who(self.place.lead)

        def report():
            found = newest(Promise, one, state="open")
            organ = who(made.of_organ("handler", found.assignment.organ, "经办人"))
            return actions.report_promise(found, text="已经完成改造", **organ)

        return {
            "report_promise": report,
            "rate_promise": lambda: actions.rate_promise(newest(Promise, one), grade="satisfied", **lead),
            "renew_promise": lambda: actions.rate_promise(newest(Promise, one), grade="not", note="没有做完", **lead),
            "postpone": lambda: actions.postpone_promise(
                newest(Promise, one), due_on=at.date() + timedelta(days=400), reason="工期延误", **office
            ),
            "explain": lambda: actions.explain_promise(
                newest(Promise, one), reason="规划已经调整", **who(place.office)
            ),
        }

    @invariant()
    def every_deadline_has_its_article(self):
        for model in (Suggestion, Assignment):
            assert not model.objects.filter(due_on__isnull=False, due_citation="").exists()

    @invariant()
    def what_is_with_organs_has_an_organ_or_waits_for_one(self):
        for one in Suggestion.objects.filter(state__in=["handling", "redoing"]):
            assert one.assignments.exclude(state="ended").exists()

    @invariant()
    def who_was_silent_is_not_satisfied(self):
        assert not Suggestion.objects.filter(is_silent=True, result="satisfied", rated_on__isnull=True).exists()

    @invariant()
    def what_is_tracked_has_a_promise_running(self):
        for one in Suggestion.objects.filter(state="tracking"):
            assert one.promises.filter(state__in=["open", "reported"]).exists()


@pytest.mark.django_db
def test_random_walks_keep_the_house_in_order():
    run_state_machine_as_test(
        Walk,
        settings=settings(
            max_examples=40, stateful_step_count=30, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )


def test_the_walk_knows_every_state():
    assert set(FITTING) == set(State)
    assert isinstance(made.AT.date(), date)
