"""The lives of a station and of a duty day, drawn."""

from renda.capabilities.stations import flow
from renda.foundation.workflow import drawing


def test_the_life_of_a_station() -> None:
    assert drawing.mermaid(flow.STATION_FLOW) == (
        "stateDiagram-v2\n"
        "    open : 运行中\n"
        "    paused : 暂停接待\n"
        "    closed : 已撤销\n"
        "    [*] --> open\n"
        "    open --> paused : 暂停接待\n"
        "    paused --> open : 恢复接待\n"
        "    closed --> open : 恢复接待\n"
        "    open --> closed : 撤销\n"
        "    paused --> closed : 撤销\n"
        "    closed --> [*]\n"
    )


def test_the_life_of_a_duty_day() -> None:
    assert drawing.mermaid(flow.DUTY_FLOW) == (
        "stateDiagram-v2\n"
        "    planned : 计划\n"
        "    held : 已开展\n"
        "    moved : 已改期\n"
        "    cancelled : 已取消\n"
        "    [*] --> planned\n"
        "    planned --> moved : 改期\n"
        "    moved --> moved : 改期\n"
        "    planned --> cancelled : 取消\n"
        "    moved --> cancelled : 取消\n"
        "    planned --> held : 确认已开展\n"
        "    moved --> held : 确认已开展\n"
        "    held --> planned : 撤回确认\n"
        "    held --> moved : 撤回确认\n"
        "    held --> [*]\n"
        "    cancelled --> [*]\n"
    )
