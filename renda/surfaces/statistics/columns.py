"""The columns of the table, defined once for page, Excel and command: name, unit, how they follow from the measures."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from renda.foundation.indicators import registry as indicators

Of = Mapping[str, Any]
Value = int | None

# Not measured by cells: counted where the table is made, beside the measures.
STATIONS, POINTS, OPEN, OVERDUE = "stations", "points", "open", "overdue"


@dataclass(frozen=True)
class Column:
    """A column: code, head, unit, value; ``rows`` names the rows behind it and ``kind`` those of them that count.

    ``is_stock`` is what adds up over no time.
    """

    code: str
    title: str
    unit: str
    value: Callable[[Of], Value]
    is_main: bool = False
    is_rate: bool = False
    is_stock: bool = False
    rows: str = ""
    kind: str = ""


def _measure(code: str) -> Callable[[Of], Value]:
    return lambda of: int(of.get(code, 0))


def _indicator(code: str) -> Callable[[Of], Value]:
    return lambda of: indicators.get(code).formula(of)


def _counted(code: str) -> Callable[[Of], Value]:
    return lambda of: of.get(code)


COLUMNS = (
    Column(STATIONS, "联络站", "个", _counted(STATIONS), is_main=True, is_stock=True),
    Column(POINTS, "联络点", "个", _counted(POINTS), is_stock=True),
    Column("visits", "进站", "人次", _measure("stations.visits"), is_main=True, rows="visits"),
    Column("deputies_on_duty", "值班代表", "人次", _measure("stations.deputies_on_duty"), rows="deputies_on_duty"),
    Column("duty_planned", "计划值班", "次", _measure("stations.duty_planned"), rows="duty_planned"),
    Column("duty_held", "开展值班", "次", _measure("stations.duty_held"), rows="duty_held"),
    Column("visitors", "接待", "人次", _measure("casework.visitors"), is_main=True, rows="visitors"),
    Column("matters", "收集", "件", _measure("casework.matters"), is_main=True, rows="cases"),
    Column("on_spot", "当场办结", "件", _measure("casework.on_spot"), is_main=True, rows="cases"),
    Column("passed_on", "交办转办", "件", _measure("casework.passed_on"), is_main=True, rows="cases"),
    Column("settled", "办结", "件", _measure("casework.settled"), is_main=True, rows="cases"),
    Column("settled_in_time", "按期办结", "件", _indicator("casework.settled_in_time"), rows="cases"),
    Column("settled_late", "逾期办结", "件", _measure("casework.settled_late"), rows="cases"),
    Column(OPEN, "未办结", "件", _counted(OPEN), is_main=True, is_stock=True, rows="cases"),
    Column(OVERDUE, "现已逾期", "件", _counted(OVERDUE), is_main=True, is_stock=True, rows="cases"),
    # Of a rate, the rows of what is divided.
    Column(
        "settled_rate", "办结率", "%", _indicator("casework.settled_rate"), is_main=True, is_rate=True, rows="cases"
    ),
    Column(
        "satisfied_rate",
        "群众满意率",
        "%",
        _indicator("casework.satisfied_rate"),
        is_rate=True,
        rows="satisfied_rate",
        kind="satisfied",
    ),
    Column("referred", "不受理转送", "件", _measure("casework.referred"), rows="cases"),
    Column("raised", "转为建议", "件", _measure("casework.raised"), rows="cases"),
)
BY_CODE = {column.code: column for column in COLUMNS}

# What the same period of the year before is shown for.
COMPARED = ("matters", "settled_rate")


def values(of: Of) -> dict[str, Value]:
    """Every column's value out of the measures of one place and period."""
    return {column.code: column.value(of) for column in COLUMNS}
