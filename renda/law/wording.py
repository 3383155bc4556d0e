"""The calculator's own words in Chinese and English; law is below the catalogues, so it keeps its few words here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from renda.law import shapes
from renda.law.levels import Level
from renda.law.units import Base, Direction, Start, Unit, by_code

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from renda.law.errors import LawError
    from renda.law.provisions import Provision
    from renda.law.units import Word

ENGLISH: Mapping[str, str] = {
    # kinds of rows
    "期限": "time limit",
    "年度时段": "part of the year",
    "通过门槛": "threshold",
    "法定人数": "quorum",
    "联名人数": "joint signatures",
    "名额": "seats",
    "差额": "candidates beyond seats",
    "数量": "number",
    "规则": "rule",
    # labels of an answer
    "结果": "Answer",
    "算式": "Sum",
    "基数": "Taken of",
    "条目": "Key",
    "种类": "Kind",
    "内容": "Content",
    "摘要": "Summary",
    "原文": "Text",
    "备注": "Note",
    "依据": "Article",
    "参见": "See also",
    "位阶": "Rank",
    "文本": "Version",
    "施行": "In force",
    "确定程度": "Certainty",
    "来源": "Source",
    "未顺延日": "Un-rolled day",
    "到期日": "Due day",
    "最迟日": "Latest day",
    "最早日": "Earliest day",
    "日历": "Calendar",
    "候选人数": "Candidates",
    "其他文本": "Other versions",
    # values of an answer
    "至今": "to date",
    "国家法律法规": "national law",
    "示例": "sample",
    "已公布的放假安排": "published arrangement of holidays",
    "放假安排尚未公布，按周末和法定节日推定": "arrangement not yet published; weekends and statutory days assumed",
    "核定名额以批准文件为准": "the approved number is the truth",
    "总名额可以少于基数": "the number may be below the base",
    "不限": "no limit",
    "只有提名人选与名额相等时才可以等额": "equal numbers only if no more were nominated",
    "没有符合条件的条目": "no such rows",
    # refusals
    "国家法律对“%(key)s”没有规定，仅见于地方或本级规定：%(found_in)s": (
        "national law has nothing on “%(key)s”; it is found in these overlays: %(found_in)s"
    ),
    "没有名为“%(key)s”的条目，是否要找：%(suggestions)s": "no key “%(key)s”; did you mean: %(suggestions)s",
    "没有名为“%(key)s”的条目": "no key “%(key)s”",
    "“%(key)s”在%(on)s尚无有效条文，已知条文自%(since)s起施行": (
        "“%(key)s” had no text in force on %(on)s; the earliest known is in force from %(since)s"
    ),
    "没有名为“%(name)s”的地方规定，可选：%(names)s": "no overlay “%(name)s”; there are: %(names)s",
    "“%(key)s”是%(actual)s，不是%(asked)s": "“%(key)s” is a %(actual)s, not a %(asked)s",
    "“%(key)s”按%(start)s%(direction)s计算，不能反向推算": (
        "“%(key)s” runs %(direction)s %(start)s and cannot be counted the other way"
    ),
    "“%(key)s”不适用于%(level)s级": "“%(key)s” does not exist at this level: %(level)s",
    "人数须为正整数：%(number)s": "a count must be a positive whole number: %(number)s",
    "应选名额须为正整数：%(number)s": "seats must be a positive whole number: %(number)s",
    "票数须在零和%(total)s之间：%(number)s": "votes must lie between zero and %(total)s: %(number)s",
    "联名人数按比例计算，须给出%(base)s的人数": "the number is a share; say how many there are of: %(base)s",
    "条文序号须在1至9999之间：%(number)s": "an article number lies between 1 and 9999: %(number)s",
    "%(file)s %(where)s：%(problem)s": "%(file)s %(where)s: %(problem)s",
    "“%(key)s”有两条同时有效：%(one)s、%(other)s": "“%(key)s” has two rows in force at once: %(one)s, %(other)s",
    "日期须写成2026-03-01的样子：%(text)s": "a date is written like 2026-03-01: %(text)s",
    "日期须在%(first)s和%(last)s之间：%(day)s": "a date must lie between %(first)s and %(last)s: %(day)s",
    "须为整数：%(text)s": "must be a whole number: %(text)s",
    "可选：%(choices)s；收到：%(text)s": "choose one of %(choices)s; got: %(text)s",
    "缺少参数：%(detail)s": "missing: %(detail)s",
    "不认识的参数：%(detail)s": "not known: %(detail)s",
    "参数有误：%(detail)s": "bad usage: %(detail)s",
}

_WORDS: tuple[type[Word], ...] = (Base, Start, Direction, Unit)


def english(text: str) -> str:
    """Give the English of one of the calculator's own words, or of a label; anything else unchanged."""
    return ENGLISH.get(text) or _LABELS.get(text, text)


def refusal(error: LawError, *, lang: str) -> str:
    """Write a refusal out in Chinese or English."""
    if lang != "en":
        return str(error)
    return english(error.message) % {name: english(str(value)) for name, value in error.params.items()}


def content(row: Provision, *, lang: str = "zh") -> str:
    """Write out what a row says in numbers, as in 3个月，自交办之日起."""
    return _CONTENTS[row.kind](row, lang == "en")


def _deadline(row: Provision, is_english: bool) -> str:
    name, unit = next((name, unit) for name, unit in _UNITS.items() if name in row.fields)
    amount = row.fields[name]
    start = by_code(Start, row.fields["counted_from"])
    is_backward = row.fields.get("direction") == Direction.BACKWARD.code
    is_minimum = row.fields.get("is_minimum", False)
    if is_english:
        least = "at least " if is_minimum else ""
        return f"{least}{amount} {unit.english} {'before' if is_backward else 'from'} {start.english}"
    if is_backward:
        return f"{start.label}{amount}{unit.label}前"
    return f"自{start.label}起{'不少于' if is_minimum else ''}{amount}{unit.label}{'' if is_minimum else '内'}"


def _window(row: Provision, is_english: bool) -> str:
    return f"{row.fields['opens']} {'to' if is_english else '至'} {row.fields['closes']}"


def _share(row: Provision, is_english: bool) -> str:
    base = by_code(Base, row.fields["base"])
    if "at_least" in row.fields:
        text = row.fields["at_least"]
        return f"at least {text} of {base.english}" if is_english else f"{base.label}的{text}以上（含）"
    text = row.fields["more_than"]
    return f"more than {text} of {base.english}" if is_english else f"超过{base.label}的{text}"


def _signatures(row: Provision, is_english: bool) -> str:
    base = by_code(Base, row.fields["base"])
    levels = _by_level(row.fields["by_level"], is_english)
    return f"{levels} ({base.english})" if is_english else f"{levels}（{base.label}）"


def _seats(row: Provision, is_english: bool) -> str:
    fields = row.fields
    if "base" in fields:
        if is_english:
            return f"{fields['base']} + 1 per {fields['per']}, at most {fields['cap']}"
        return f"基数{fields['base']}，每{fields['per']}人增加1名，不超过{fields['cap']}名"
    least, most, larger, above = (fields[name] for name in ("least", "most", "larger_most", "larger_above"))
    if is_english:
        return f"{least} to {most}; up to {larger} above {above} people"
    return f"{least}至{most}人；人口超过{above}的不超过{larger}人"


def _gap(row: Provision, is_english: bool) -> str:
    least, most = row.fields["least"], row.fields.get("most", english("不限") if is_english else "不限")
    return f"seats + {least} to + {most}" if is_english else f"应选名额 + {least} 至 + {most}"


def _number(row: Provision, is_english: bool) -> str:
    fields = row.fields
    parts = []
    for name, zh, en in (("value", "", ""), ("at_least", "不少于", "at least "), ("at_most", "不超过", "at most ")):
        if name in fields:
            parts.append(f"{en if is_english else zh}{fields[name]}{fields['of']}")
    if "by_level" in fields:
        parts.append(_by_level(fields["by_level"], is_english))
    return (", " if is_english else "，").join(parts)


def _rule(row: Provision, is_english: bool) -> str:
    options = " / ".join(row.fields.get("options", ()))
    return options or (row.english if is_english else row.summary)


def _by_level(levels: Mapping[str, int | str], is_english: bool) -> str:
    named = {level.code: level.english if is_english else level.label for level in Level}
    return (", " if is_english else "、").join(
        f"{named[code]} {shapes.amount(value)}" for code, value in levels.items()
    )


_UNITS = {"days": Unit.CALENDAR_DAY, "working_days": Unit.WORKING_DAY, "months": Unit.MONTH}
_CONTENTS: Mapping[str, Callable[[Provision, bool], str]] = {
    "deadline": _deadline,
    "window": _window,
    "threshold": _share,
    "quorum": _share,
    "signatures": _signatures,
    "seats": _seats,
    "gap": _gap,
    "number": _number,
    "rule": _rule,
}
_LABELS: Mapping[str, str] = {
    **{word.label: word.english for words in _WORDS for word in words},
    **{level.label: level.english for level in Level},
}
