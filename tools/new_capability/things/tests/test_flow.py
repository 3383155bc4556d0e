"""The workflow of things as a golden list of its moves."""

from renda.capabilities.things.flow import THINGS_FLOW

MOVES = {("submit", "draft", "submitted"), ("close", "submitted", "closed")}


def test_moves_are_those_of_the_drawing() -> None:
    assert {(step.name, str(source), str(step.target)) for step in THINGS_FLOW.steps for source in step.source} == MOVES
