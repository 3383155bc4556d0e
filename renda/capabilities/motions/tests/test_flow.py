"""The two flows: drawn as the README shows them, no state without an exit, every word of history has its act."""

from pathlib import Path

import pytest

from renda.capabilities.motions.flow import INQUIRY_FLOW, MOTION_FLOW
from renda.capabilities.motions.terms import Happening
from renda.foundation.workflow.drawing import mermaid

CAPABILITY = Path(__file__).parent.parent
FLOWS = (MOTION_FLOW, INQUIRY_FLOW)


@pytest.mark.parametrize("flow", FLOWS, ids=lambda flow: flow.name)
def test_the_readme_shows_the_flow_as_it_is(flow):
    assert mermaid(flow) in (CAPABILITY / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("flow", FLOWS, ids=lambda flow: flow.name)
def test_every_state_leads_to_an_end(flow):
    ends = set(flow.final)
    while True:
        more = {s for s in flow.states if any(s in step.source and step.target in ends for step in flow.steps)} - ends
        if not more:
            break
        ends |= more
    assert ends == set(flow.states)


def test_every_word_of_the_history_is_written_by_some_act():
    text = "".join(path.read_text(encoding="utf-8") for path in sorted((CAPABILITY / "actions").glob("*.py")))
    assert [word.value for word in Happening if f'"{word.value}"' not in text] == []
