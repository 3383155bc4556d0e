"""The life of a matter, drawn; every step of it can be reached."""

from pathlib import Path

from renda.capabilities.casework.flow import CASE_FLOW
from renda.capabilities.casework.terms import ENDED_STATES, OPEN_STATES, Happening, State
from renda.capabilities.casework.views import standing
from renda.foundation.workflow.drawing import mermaid

DRAWN = """stateDiagram-v2
    registered : 待分办
    assigned : 待签收
    handling : 办理中
    answered : 待告知
    raised : 已转代表建议
    settled : 已办结
    referred : 已转送
    merged : 已并入
    [*] --> registered
    registered --> assigned : 交办
    registered --> registered : 转上级人大
    registered --> settled : 当场办结
    registered --> referred : 不予受理并转送
    registered --> merged : 并入
    registered --> raised : 转为代表建议
    handling --> raised : 转为代表建议
    assigned --> handling : 签收
    assigned --> registered : 退回
    handling --> registered : 退回
    handling --> handling : 报进展
    handling --> answered : 答复
    raised --> answered : 登记建议办理结果
    raised --> registered : 建议没有办理，重新分办
    answered --> handling : 退回补充
    answered --> settled : 告知并办结
    settled --> handling : 重新办理
    settled --> registered : 重新分办
    settled --> [*]
    referred --> [*]
    merged --> [*]
"""


def test_the_life_of_a_matter_is_as_drawn():
    assert mermaid(CASE_FLOW) == DRAWN


def test_the_readme_shows_the_same_drawing():
    readme = Path(standing.__file__).parents[1] / "README.md"
    assert f"```mermaid\n{DRAWN}```" in readme.read_text(encoding="utf-8")


def test_every_state_is_open_or_ended():
    assert set(OPEN_STATES) | set(ENDED_STATES) == set(State)
    assert not set(OPEN_STATES) & set(ENDED_STATES)
    assert set(CASE_FLOW.final) == set(ENDED_STATES)


def test_every_step_can_be_reached_from_the_register():
    reached, taken = {CASE_FLOW.initial}, set()
    while True:
        fresh = {step.name for step in CASE_FLOW.steps if step.source & reached} - taken
        if not fresh:
            break
        taken |= fresh
        reached |= {CASE_FLOW.step(name).target for name in fresh}
    assert taken == {step.name for step in CASE_FLOW.steps}


def test_every_step_has_its_line_in_the_history():
    assert {step.name for step in CASE_FLOW.steps} <= set(Happening.values())


def test_the_act_that_moves_a_matter_on_leaves_from_its_state():
    for state, name in standing.PRIMARY.items():
        assert state in CASE_FLOW.step(name).source
