"""What makes a row of earlier years' suggestions right, and what to say where it is not."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

from renda.capabilities.suggestions.rules import duties
from renda.capabilities.suggestions.terms import Grade, Outcome, Subject

YEAR, NUMBER, TITLE, LEAD = "年份", "案号", "标题", "领衔代表"
SIGNERS, WHEN, SUBJECT = "联名人数", "会议期间或闭会期间", "类别"
SITUATION, ANALYSIS, ADVICE = "基本情况", "问题分析", "具体建议"
LEAD_ORGAN, JOINT_ORGANS = "主办单位", "会办单位"
ASSIGNED, REPLIED, OUTCOME, GRADE, PUBLIC = "交办日期", "答复日期", "办理结果", "代表评价", "是否公开"
HEADS = (
    YEAR, NUMBER, TITLE, LEAD, SIGNERS, WHEN, SUBJECT, SITUATION, ANALYSIS, ADVICE,
    LEAD_ORGAN, JOINT_ORGANS, ASSIGNED, REPLIED, OUTCOME, GRADE, PUBLIC,
)  # fmt: skip
NEEDED = (YEAR, NUMBER, TITLE, LEAD)
OTHER_HEADS = {
    "编号": NUMBER,  # not a message
    "建议编号": NUMBER,  # not a message
    "建议标题": TITLE,  # not a message
    "题目": TITLE,  # not a message
    "领衔人": LEAD,  # not a message
    "提出人": LEAD,  # not a message
    "承办单位": LEAD_ORGAN,  # not a message
    "协办单位": JOINT_ORGANS,  # not a message
    "建议内容": ADVICE,  # not a message
    "满意度": GRADE,  # not a message
    "评价": GRADE,  # not a message
    "结果类别": OUTCOME,  # not a message
}
EXAMPLE = (
    "2022", "1", "关于示例道路维修的建议（示例行，导入时不读）", "张示例", "3", "会议期间", "基础设施", "基本情况", "问题分析",  # not a message
    "具体建议", "示例局", "示例二局、示例三局", "2022-03-01", "2022-05-20", "A", "满意", "是",  # not a message
)  # fmt: skip
BETWEEN = ("闭会期间", "闭会")  # not a message
SITTING = ("", "会议期间", "会中", "大会")  # not a message
YES, NO = ("是", "公开", ""), ("否", "不公开")  # not a message
EARLIEST = 1979
SPREADSHEET_ERRORS = frozenset({"#REF!", "#N/A", "#NAME?", "#VALUE!", "#DIV/0!", "#NULL!", "#NUM!"})
_SEPARATORS = str.maketrans({"，": "、", ",": "、", "；": "、", ";": "、", " ": "、"})


@dataclass(frozen=True)
class PastRow:
    """One suggestion as the file gives it; days are ISO text, so that a row can be kept as it is."""

    line: int
    year: int
    number: int
    title: str
    lead: str
    signers: int = 1
    is_between: bool = False
    subject: str = Subject.OTHER.value
    situation: str = ""
    analysis: str = ""
    advice: str = ""
    lead_organ: str = ""
    joint_organs: tuple[str, ...] = ()
    assigned_on: str = ""
    replied_on: str = ""
    outcome: str = ""
    grade: str = ""
    is_public: bool = True

    def as_dict(self) -> dict[str, Any]:
        """Plain values, to be kept with the upload."""
        return asdict(self)


@dataclass(frozen=True)
class RowError:
    """What is wrong in a row, in which column, and how to put it right; both are message ids."""

    line: int
    column: str
    problem: str
    fix: str
    params: Mapping[str, Any] = field(default_factory=dict)

    def as_dict(self) -> dict[str, Any]:
        """Plain values, to be kept with the upload."""
        return {**asdict(self), "params": dict(self.params)}


def row_from(kept: Mapping[str, Any]) -> PastRow:
    """A row that was kept with an upload."""
    return PastRow(**{**kept, "joint_organs": tuple(kept["joint_organs"])})


def head_of(text: str) -> str:
    """The column that a head of a file stands for; empty for one that is not read."""
    plain = "".join(text.split()).rstrip("*＊")
    plain = plain.removesuffix("（必填）").removesuffix("(必填)")  # not a message
    return plain if plain in HEADS else OTHER_HEADS.get(plain, "")


@dataclass(frozen=True)
class _Column:
    """How a cell becomes a field: ``parse`` gives nothing for what cannot be read."""

    head: str
    name: str
    parse: Callable[[str], Any]
    problem: str
    fix: str
    params: Mapping[str, Any] = field(default_factory=dict)


def read_row(line: int, cells: Mapping[str, str], *, this_year: int) -> tuple[PastRow | None, list[RowError]]:
    """A row's values made clean, or everything that is wrong with it."""
    wrong = [
        RowError(line, column, "单元格是公式错误值", "请在表格中改为文字后再导入")
        for column, text in cells.items()
        if text in SPREADSHEET_ERRORS
    ]
    wrong += [RowError(line, column, "没有填写", "请填写") for column in NEEDED if not cells.get(column)]
    found: dict[str, Any] = {}
    for column in _COLUMNS:
        text = cells.get(column.head, "")
        value = column.parse(text)
        if value is None and not (column.head in NEEDED and not text):
            wrong.append(RowError(line, column.head, column.problem, column.fix, column.params))
        found[column.name] = value
    if (found["year"] or 0) > this_year:
        wrong.append(RowError(line, YEAR, "年份不对", "请填1979年到今年之间的四位数年份"))
    if found["assigned_on"] and found["replied_on"] and found["replied_on"] < found["assigned_on"]:
        wrong.append(RowError(line, REPLIED, "答复日期早于交办日期", "请核对两个日期"))
    return (None, wrong) if wrong else (PastRow(line=line, **found), [])


def read_rows(rows: Iterable[tuple[int, dict[str, str]]], *, this_year: int) -> tuple[list[PastRow], list[RowError]]:
    """The rows of a file that could be read, and what is wrong with the others."""
    good: list[PastRow] = []
    errors: list[RowError] = []
    for line, cells in rows:
        if tuple(cells.get(head, "") for head in HEADS) == EXAMPLE:
            continue
        row, wrong = read_row(line, cells, this_year=this_year)
        errors += wrong
        good += [row] if row else []
    good, repeated = without_repeats(good)
    return good, sorted([*errors, *repeated], key=lambda error: error.line)


def without_repeats(rows: Iterable[PastRow]) -> tuple[list[PastRow], list[RowError]]:
    """The first row of each year and number, and an error for every later one."""
    first: dict[tuple[int, bool, int], PastRow] = {}
    repeated = []
    for row in rows:
        key = (row.year, row.is_between, row.number)
        if key in first:
            repeated.append(
                RowError(
                    row.line, NUMBER, "与第%(first)s行案号相同", "同一年的案号不能重复", {"first": first[key].line}
                )
            )
        else:
            first[key] = row
    return list(first.values()), repeated


def _whole(text: str) -> int | None:
    plain = text.strip()
    return int(plain) if plain.isascii() and plain.isdecimal() and len(plain) < 7 else None


def _day(text: str) -> str | None:
    """A day as ISO text, empty for none, or nothing for what is no day."""
    plain = text.strip().split(" ")[0]
    for mark in ("年", "月", "/", "."):  # not a message
        plain = plain.replace(mark, "-")
    plain = plain.removesuffix("日")  # not a message
    if not plain:
        return ""
    try:
        year, month, day = (int(part) for part in plain.split("-"))
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def _word(words: Any, label: str) -> str | None:
    return next((word.value for word in words if label in {word.label, word.value}), None)


def _outcome(text: str) -> str | None:
    plain = text.strip().upper().removesuffix("类")  # not a message
    if not plain:
        return ""
    return next((one.value for one in Outcome if plain == one.letter), None)


def _several(text: str) -> tuple[str, ...]:
    return tuple(part for part in text.translate(_SEPARATORS).split("、") if part)


def _year(text: str) -> int | None:
    year = _whole(text.removesuffix("年"))  # not a message
    return year if year is not None and year >= EARLIEST else None


def _number(text: str) -> int | None:
    return _whole(text.removeprefix("第").removeprefix("闭").removesuffix("号")) or None  # not a message


def _signers(text: str) -> int | None:
    signers = _whole(text or "1")
    return signers if signers is not None and 1 <= signers <= duties.COSIGNERS_MOST else None


def _at_most(most: int) -> Callable[[str], str | None]:
    return lambda text: text if len(text) <= most else None


def _either(yes: tuple[str, ...], no: tuple[str, ...]) -> Callable[[str], bool | None]:
    return lambda text: text in yes if text in (*yes, *no) else None


_LONG = {"most": duties.PART_MOST}
_COLUMNS = (
    _Column(YEAR, "year", _year, "年份不对", "请填1979年到今年之间的四位数年份"),
    _Column(NUMBER, "number", _number, "案号不是数字", "请填数字，例如12"),
    _Column(
        TITLE, "title", _at_most(duties.TITLE_MOST), "标题太长", "最多%(most)s字，请删减", {"most": duties.TITLE_MOST}
    ),
    _Column(LEAD, "lead", str, "", ""),
    _Column(SIGNERS, "signers", _signers, "联名人数不对", "请填包括领衔代表在内的人数"),
    _Column(WHEN, "is_between", _either(BETWEEN, SITTING), "写法不认识", "请填“会议期间”或“闭会期间”"),
    _Column(
        SUBJECT,
        "subject",
        lambda text: _word(Subject, text or Subject.OTHER.label),
        "没有这个类别",
        "请用模板说明里的类别",
    ),
    _Column(SITUATION, "situation", _at_most(duties.PART_MOST), "内容太长", "最多%(most)s字，请删减", _LONG),
    _Column(ANALYSIS, "analysis", _at_most(duties.PART_MOST), "内容太长", "最多%(most)s字，请删减", _LONG),
    _Column(ADVICE, "advice", _at_most(duties.PART_MOST), "内容太长", "最多%(most)s字，请删减", _LONG),
    _Column(LEAD_ORGAN, "lead_organ", str, "", ""),
    _Column(JOINT_ORGANS, "joint_organs", _several, "", ""),
    _Column(ASSIGNED, "assigned_on", _day, "日期不对", "请填2022-03-01这样的日期，或者不填"),
    _Column(REPLIED, "replied_on", _day, "日期不对", "请填2022-03-01这样的日期，或者不填"),
    _Column(OUTCOME, "outcome", _outcome, "没有这个结果类别", "请填A、B、C、D，或者不填"),
    _Column(
        GRADE,
        "grade",
        lambda text: _word(Grade, text) if text else "",
        "没有这个评价",
        "请填满意、基本满意、不满意，或者不填",
    ),
    _Column(PUBLIC, "is_public", _either(YES, NO), "写法不认识", "请填“是”或“否”"),
)
