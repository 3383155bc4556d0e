"""The station standard as a checklist: the template an office starts from, and what an answer is worth."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from renda.capabilities.stations.terms import ChecklistItemKind
from renda.foundation.errors import RuleBroken

MOST_ITEMS: Final = 100
LONGEST_TEXT: Final = 200
LONGEST_UNIT: Final = 20
MOST_NUMBER: Final = 1_000_000
_KEY: Final = re.compile(r"[a-z][a-z0-9-]{0,49}")

Answer = bool | int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One line of the checklist; a number is met from ``minimum`` on, counted in ``unit``."""

    key: str
    group: str
    text: str
    kind: ChecklistItemKind = ChecklistItemKind.YES_NO
    minimum: int | None = None
    unit: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """Keys of the items by what became of them, in checklist order."""

    met: tuple[str, ...]
    not_met: tuple[str, ...]
    unanswered: tuple[str, ...]


PLACE: Final = "场所"
EQUIPMENT: Final = "设施"
DISPLAY: Final = "公开"
STAFF: Final = "人员"
WORK: Final = "运行"

TEMPLATE: Final[tuple[Item, ...]] = (
    Item(
        key="area",
        group=PLACE,
        text="站内使用面积不少于100平方米",
        kind=ChecklistItemKind.NUMBER,
        minimum=100,
        unit="平方米",
    ),
    Item(key="near-people", group=PLACE, text="设在群众方便到达的地方"),
    Item(key="out-of-yard", group=PLACE, text="设在机关大院以外"),
    Item(key="ground-floor", group=PLACE, text="设在一楼或者临街"),
    Item(key="barrier-free", group=PLACE, text="有无障碍通道和设施"),
    Item(key="reception-area", group=PLACE, text="有接待区"),
    Item(key="meeting-area", group=PLACE, text="有会议（学习）区"),
    Item(key="display-area", group=PLACE, text="有展示区"),
    Item(key="computer", group=EQUIPMENT, text="配备电脑"),
    Item(key="printer", group=EQUIPMENT, text="配备打印机"),
    Item(key="cabinet", group=EQUIPMENT, text="配备档案柜"),
    Item(key="online", group=EQUIPMENT, text="线上登记和查询可以使用"),
    Item(key="same-sign", group=DISPLAY, text="悬挂统一标识的牌子"),
    Item(key="panel-deputies", group=DISPLAY, text="上墙公开进站代表的照片和联系方式"),
    Item(key="panel-days", group=DISPLAY, text="上墙公开值班日安排"),
    Item(key="panel-duties", group=DISPLAY, text="上墙公开联络站和代表的职责"),
    Item(key="plan-published", group=DISPLAY, text="公布年度值班计划"),
    Item(
        key="notice",
        group=DISPLAY,
        text="值班安排提前公布的天数",
        kind=ChecklistItemKind.NUMBER,
        minimum=2,
        unit="天",
    ),
    Item(key="head", group=STAFF, text="明确站长和副站长"),
    Item(
        key="clerks",
        group=STAFF,
        text="配备联络员或者工作人员",
        kind=ChecklistItemKind.NUMBER,
        minimum=1,
        unit="人",
    ),
    Item(
        key="weekly-reception",
        group=WORK,
        text="每周接待群众的次数",
        kind=ChecklistItemKind.NUMBER,
        minimum=1,
        unit="次",
    ),
    Item(key="each-deputy", group=WORK, text="每名代表每年至少进站一次"),
    Item(key="same-record", group=WORK, text="使用统一的接待登记簿"),
    Item(key="group-plan", group=WORK, text="代表小组有年度计划"),
    Item(
        key="quarterly-activity",
        group=WORK,
        text="代表小组每季度活动的次数",
        kind=ChecklistItemKind.NUMBER,
        minimum=1,
        unit="次",
    ),
)


def validate(items: Sequence[Item]) -> None:
    """Refuse a checklist that cannot be answered: empty, repeated keys, a number without its minimum."""
    if not items:
        raise RuleBroken("checklist-empty", "建设标准至少要有一项")
    if len(items) > MOST_ITEMS:
        raise RuleBroken("checklist-too-long", "建设标准不能超过%(most)s项", most=MOST_ITEMS)
    seen: set[str] = set()
    for item in items:
        if not _KEY.fullmatch(item.key):
            raise RuleBroken("item-key-malformed", "编号“%(key)s”只能用小写字母、数字和短横线", key=item.key)
        if item.key in seen:
            raise RuleBroken("item-key-repeated", "编号“%(key)s”出现了两次", key=item.key)
        seen.add(item.key)
        _check_item(item)


def _check_item(item: Item) -> None:
    is_number = item.kind is ChecklistItemKind.NUMBER
    if not item.text.strip() or not item.group.strip():
        raise RuleBroken("item-text-missing", "第“%(key)s”项要写明类别和内容", key=item.key)
    if max(len(item.text), len(item.group)) > LONGEST_TEXT or len(item.unit) > LONGEST_UNIT:
        raise RuleBroken("item-text-too-long", "第“%(key)s”项的文字太长", key=item.key)
    if is_number != (item.minimum is not None):
        raise RuleBroken("item-minimum", "数量项要写最低数，是否项不写，请检查“%(key)s”", key=item.key)
    if item.minimum is not None and not 0 <= item.minimum <= MOST_NUMBER:
        raise RuleBroken("item-minimum-out-of-range", "“%(key)s”的最低数不合理", key=item.key)


def is_met(item: Item, answer: Answer) -> bool | None:
    """Whether the answer meets the item, None while there is no answer; RuleBroken for the wrong kind of answer."""
    if answer is None:
        return None
    if item.kind is ChecklistItemKind.YES_NO or item.minimum is None:
        if not isinstance(answer, bool):
            raise RuleBroken("answer-not-yes-no", "“%(text)s”请答是或者否", text=item.text)
        return answer
    if isinstance(answer, bool) or not 0 <= answer <= MOST_NUMBER:
        raise RuleBroken("answer-not-a-number", "“%(text)s”请填写合理的整数", text=item.text)
    return answer >= item.minimum


def assess(items: Sequence[Item], answers: Mapping[str, Answer]) -> Outcome:
    """Sort the items into met, not met and unanswered; an answer to no item is refused."""
    unknown = sorted(set(answers) - {item.key for item in items})
    if unknown:
        raise RuleBroken("answer-to-nothing", "建设标准里没有“%(key)s”这一项", key=unknown[0])
    results = {item.key: is_met(item, answers.get(item.key)) for item in items}
    return Outcome(
        met=tuple(key for key, met in results.items() if met is True),
        not_met=tuple(key for key, met in results.items() if met is False),
        unanswered=tuple(key for key, met in results.items() if met is None),
    )


def to_json(items: Sequence[Item]) -> list[dict[str, object]]:
    """The checklist as JSON values, for the row an office edits."""
    return [
        {
            "key": item.key,
            "group": item.group,
            "text": item.text,
            "kind": item.kind.value,
            "minimum": item.minimum,
            "unit": item.unit,
        }
        for item in items
    ]


def from_json(data: object) -> tuple[Item, ...]:
    """Read and validate an edited checklist; RuleBroken for anything that is none."""
    if not isinstance(data, list):
        raise RuleBroken("checklist-malformed", "建设标准的写法不对")
    items = tuple(_item(row) for row in data)
    validate(items)
    return items


def _item(row: object) -> Item:
    if not isinstance(row, Mapping) or not set(row) <= _FIELDS:
        raise RuleBroken("checklist-malformed", "建设标准的写法不对")
    minimum = row.get("minimum")
    texts = {name: row.get(name, "") for name in ("key", "group", "text", "unit")}
    is_whole = minimum is None or (isinstance(minimum, int) and not isinstance(minimum, bool))
    if not is_whole or not all(isinstance(text, str) for text in texts.values()):
        raise RuleBroken("checklist-malformed", "建设标准的写法不对")
    kind = next((kind for kind in ChecklistItemKind if kind.value == row.get("kind")), None)
    if kind is None:
        raise RuleBroken("item-kind-unknown", "“%(key)s”要选择是否或者数量", key=texts["key"])
    return Item(**texts, kind=kind, minimum=minimum)


_FIELDS: Final = frozenset({"key", "group", "text", "kind", "minimum", "unit"})
