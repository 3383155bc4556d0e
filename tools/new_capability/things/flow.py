"""The whole life of things on one screen."""

from renda.capabilities.things import rules
from renda.capabilities.things.terms import State
from renda.foundation.workflow.definition import Step, Workflow

THINGS_FLOW = Workflow(
    name="things",
    states=State,
    initial=State.DRAFT,
    final=frozenset({State.CLOSED}),
    steps=(
        Step("submit", "提交", frozenset({State.DRAFT}), State.SUBMITTED, "things.submit"),
        Step("close", "办结", frozenset({State.SUBMITTED}), State.CLOSED, "things.close", (rules.must_have_answer,)),
    ),
)
