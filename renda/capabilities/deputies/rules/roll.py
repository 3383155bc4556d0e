"""What makes a row of an uploaded roll right, and what to say where it is not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from renda.capabilities.deputies.rules import people
from renda.capabilities.deputies.terms import Gender
from renda.foundation.errors import RuleBroken

NAME, GENDER, PHONE, EMPLOYER = "姓名", "性别", "手机号", "工作单位及职务"
DELEGATION, CONSTITUENCY, CODE = "代表团", "选区或选举单位", "代表编号"
HEADS = (NAME, GENDER, PHONE, EMPLOYER, DELEGATION, CONSTITUENCY, CODE)
EXAMPLE = ("张示例", "女", "13800000000", "示例村村民", "第一代表团", "第一选区", "")  # not a message
OTHER_HEADS = {
    "代表姓名": NAME,  # not a message
    "手机": PHONE,  # not a message
    "手机号码": PHONE,  # not a message
    "电话": PHONE,  # not a message
    "联系电话": PHONE,  # not a message
    "工作单位": EMPLOYER,  # not a message
    "单位及职务": EMPLOYER,  # not a message
    "所在代表团": DELEGATION,  # not a message
    "选区": CONSTITUENCY,  # not a message
    "选举单位": CONSTITUENCY,  # not a message
    "编号": CODE,  # not a message
}
LONGEST = {EMPLOYER: 80, DELEGATION: 40, CONSTITUENCY: 60, CODE: 12}
SAME_PERSON = "与第%(first)s行是同一人"
TELL_APART = "同一人请删去一行；同名的两人请分别填写手机号或者代表编号"
SPREADSHEET_ERRORS = frozenset({"#REF!", "#N/A", "#NAME?", "#VALUE!", "#DIV/0!", "#NULL!", "#NUM!"})


@dataclass(frozen=True)
class RollRow:
    """One deputy as the file gives them; ``line`` is the row of the file."""

    line: int
    name: str
    gender: str = ""
    phone: str = ""
    employer: str = ""
    delegation: str = ""
    constituency: str = ""
    code: str = ""


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
        return asdict(self)


def head_of(text: str) -> str:
    """The fixed head that a head of a file stands for; empty for a column that is not read."""
    plain = "".join(text.split()).rstrip("*＊")
    plain = plain.removesuffix("（必填）").removesuffix("(必填)")  # not a message
    return plain if plain in HEADS else OTHER_HEADS.get(plain, "")


def read_row(line: int, cells: Mapping[str, str]) -> tuple[RollRow | None, list[RowError]]:
    """A row's values made clean, or everything that is wrong with it."""
    errors: list[RowError] = []
    for column, text in cells.items():
        if text in SPREADSHEET_ERRORS:
            errors.append(RowError(line, column, "单元格是公式错误值", "请在表格中改为文字后再导入"))
        elif len(text) > LONGEST.get(column, len(text)):
            problem = "内容过长，最多%(most)s字"
            errors.append(RowError(line, column, problem, "请缩短后再导入", {"most": LONGEST[column]}))
    if errors:
        return None, errors
    name = _clean(line, NAME, cells, people.clean_name, "请填写代表本人的姓名", errors)
    phone = _clean(line, PHONE, cells, people.clean_phone, "请改正，没有号码可以留空", errors)
    gender = cells.get(GENDER, "")
    genders = {member.label: member.value for member in Gender}
    if gender and gender not in genders:
        errors.append(RowError(line, GENDER, "性别只能填男或者女", "请改为男或者女，也可以留空"))
    if errors:
        return None, errors
    row = RollRow(
        line,
        name,
        genders.get(gender, ""),
        phone,
        cells.get(EMPLOYER, ""),
        cells.get(DELEGATION, ""),
        cells.get(CONSTITUENCY, ""),
        cells.get(CODE, "").upper(),
    )
    return row, []


def without_repeats(rows: Iterable[RollRow]) -> tuple[list[RollRow], list[RowError]]:
    """The rows of which each person's first is kept; a later one of the same person is an error.

    Of several rows with one name each needs a telephone or a code, or nobody could tell them apart.
    """
    rows = list(rows)
    with_name = Counter(row.name for row in rows)
    kept: list[RollRow] = []
    errors: list[RowError] = []
    seen: dict[tuple[str, ...], int] = {}
    for row in rows:
        keys = _keys(row)
        first = min((seen[key] for key in keys if key in seen), default=0)
        if first:
            errors.append(RowError(row.line, NAME, SAME_PERSON, TELL_APART, {"first": first}))
        elif with_name[row.name] > 1 and not row.phone and not row.code:
            errors.append(RowError(row.line, NAME, "表中有几位同名代表，分不清是哪一位", TELL_APART))
        else:
            kept.append(row)
            seen.update(dict.fromkeys(keys, row.line))
    return kept, errors


def _keys(row: RollRow) -> list[tuple[str, ...]]:
    keys: list[tuple[str, ...]] = [("person", row.name, row.phone)] if row.phone or not row.code else []
    return [*keys, ("code", row.code)] if row.code else keys


def _clean(line: int, column: str, cells: Mapping[str, str], clean: Any, fix: str, errors: list[RowError]) -> str:
    try:
        return str(clean(cells.get(column, "")))
    except RuleBroken as broken:
        errors.append(RowError(line, column, broken.message, fix, broken.params))
        return ""
