"""The life of a mandate: held, suspended and resumed, ended."""

from renda.capabilities.deputies.rules import mandates
from renda.capabilities.deputies.terms import MandateState
from renda.foundation.workflow.definition import Step, Workflow

MANDATE_FLOW = Workflow(
    name="deputies",
    states=MandateState,
    initial=MandateState.ACTIVE,
    final=frozenset({MandateState.ENDED}),
    steps=(
        Step(
            "suspend",
            "暂停执行职务",
            frozenset({MandateState.ACTIVE}),
            MandateState.SUSPENDED,
            "deputies.manage",
            (mandates.must_name_ground, mandates.must_not_precede_start),
        ),
        Step("resume", "恢复执行职务", frozenset({MandateState.SUSPENDED}), MandateState.ACTIVE, "deputies.manage"),
        Step(
            "end_mandate",
            "终止代表资格",
            frozenset({MandateState.ACTIVE, MandateState.SUSPENDED}),
            MandateState.ENDED,
            "deputies.manage",
            (mandates.must_name_ending, mandates.must_not_precede_start),
        ),
    ),
)
