from renda.capabilities.deputies.flow import MANDATE_FLOW
from renda.foundation.workflow.drawing import mermaid

GOLDEN = """stateDiagram-v2
    active : 在任
    suspended : 暂停执行职务
    ended : 代表资格终止
    [*] --> active
    active --> suspended : 暂停执行职务
    suspended --> active : 恢复执行职务
    active --> ended : 终止代表资格
    suspended --> ended : 终止代表资格
    ended --> [*]
"""


def test_the_life_of_a_mandate_is_as_drawn() -> None:
    assert mermaid(MANDATE_FLOW) == GOLDEN


def test_what_has_ended_never_comes_back() -> None:
    assert MANDATE_FLOW.steps_from("ended") == []
