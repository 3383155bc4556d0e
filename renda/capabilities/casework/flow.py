"""The whole life of a citizen's matter on one screen."""

from __future__ import annotations

from renda.capabilities.casework import rules
from renda.capabilities.casework.terms import State
from renda.foundation.workflow.definition import Step, Workflow


def _from(*states: State) -> frozenset[State]:
    return frozenset(states)


CASE_FLOW = Workflow(
    name="casework",
    states=State,
    initial=State.REGISTERED,
    final=frozenset({State.SETTLED, State.REFERRED, State.MERGED}),
    steps=(
        Step(
            "assign",
            "交办",
            _from(State.REGISTERED),
            State.ASSIGNED,
            "casework.dispatch",
            (rules.must_be_open, rules.must_name_organ),
        ),
        Step(
            "pass_on",
            "转上级人大",
            _from(State.REGISTERED),
            State.REGISTERED,
            "casework.dispatch",
            (rules.must_be_open, rules.must_go_up),
        ),
        Step(
            "settle_now",
            "当场办结",
            _from(State.REGISTERED),
            State.SETTLED,
            "casework.dispatch",
            (rules.must_be_open, rules.must_answer),
        ),
        Step("refuse", "不予受理并转送", _from(State.REGISTERED), State.REFERRED, "casework.dispatch"),
        Step("merge", "并入", _from(State.REGISTERED), State.MERGED, "casework.dispatch", (rules.must_be_open,)),
        Step(
            "raise_suggestion",
            "转为代表建议",
            _from(State.REGISTERED, State.HANDLING),
            State.RAISED,
            "casework.dispatch",
            (rules.must_be_open,),
        ),
        Step("sign", "签收", _from(State.ASSIGNED), State.HANDLING, "casework.handle"),
        Step("hand_back", "退回", _from(State.ASSIGNED, State.HANDLING), State.REGISTERED, "casework.handle"),
        Step("report_progress", "报进展", _from(State.HANDLING), State.HANDLING, "casework.handle"),
        Step("answer", "答复", _from(State.HANDLING), State.ANSWERED, "casework.handle", (rules.must_answer,)),
        Step(
            "answer_raised",
            "登记建议办理结果",
            _from(State.RAISED),
            State.ANSWERED,
            "casework.answer_raised",
            (rules.must_answer,),
        ),
        Step(
            "take_back",
            "建议没有办理，重新分办",
            _from(State.RAISED),
            State.REGISTERED,
            "casework.answer_raised",
        ),
        Step("send_back", "退回补充", _from(State.ANSWERED), State.HANDLING, "casework.tell"),
        Step("tell", "告知并办结", _from(State.ANSWERED), State.SETTLED, "casework.tell"),
        Step("redo", "重新办理", _from(State.SETTLED), State.HANDLING, "casework.reopen"),
        Step("reopen", "重新分办", _from(State.SETTLED), State.REGISTERED, "casework.reopen"),
    ),
)
