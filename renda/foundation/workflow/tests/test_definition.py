"""The shape of a workflow: mistakes fail when it is defined, and it draws itself."""

import pytest

from renda.foundation.vocabulary import Term
from renda.foundation.workflow import drawing
from renda.foundation.workflow.definition import Step, Workflow


class State(Term):
    DRAFT = "draft", "草稿"
    SENT = "sent", "已提交"
    DONE = "done", "已办结"


SEND = Step("send", "提交", frozenset({State.DRAFT}), State.SENT, "test.send")
CLOSE = Step("close", "办结", frozenset({State.SENT}), State.DONE, "test.close")


def _flow(*steps: Step, final: frozenset[Term] = frozenset({State.DONE})) -> Workflow:
    return Workflow("test", State, State.DRAFT, final, steps)


def test_a_sound_workflow_knows_its_steps() -> None:
    flow = _flow(SEND, CLOSE)
    assert flow.step("send") is SEND
    assert flow.steps_from(State.SENT) == [CLOSE]
    assert flow.steps_from("draft") == [SEND]
    assert flow.steps_from(State.DONE) == []
    with pytest.raises(KeyError):
        flow.step("fly")


def test_a_state_nobody_reaches_fails_at_definition() -> None:
    with pytest.raises(ValueError, match=r"test: unreachable \['done'\]"):
        _flow(SEND, final=frozenset({State.SENT, State.DONE}))


def test_a_state_nobody_leaves_fails_at_definition() -> None:
    with pytest.raises(ValueError, match=r"stuck \['sent'\]"):
        _flow(SEND, Step("skip", "略过", frozenset({State.DRAFT}), State.DONE, "test.skip"))


def test_two_steps_of_one_name_fail_at_definition() -> None:
    with pytest.raises(ValueError, match="share a name"):
        _flow(SEND, CLOSE, Step("send", "再提交", frozenset({State.SENT}), State.SENT, "test.send"))


def test_a_workflow_draws_itself() -> None:
    assert drawing.mermaid(_flow(SEND, CLOSE)) == (
        "stateDiagram-v2\n"
        "    draft : 草稿\n"
        "    sent : 已提交\n"
        "    done : 已办结\n"
        "    [*] --> draft\n"
        "    draft --> sent : 提交\n"
        "    sent --> done : 办结\n"
        "    done --> [*]\n"
    )
