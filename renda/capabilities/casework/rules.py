"""What the station rules ask of a matter: clocks, refusals, lamps; facts in, answer or refusal out."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from renda.capabilities.casework.terms import ENDED_STATES, RUNNING_STATES, Lamp, Refusal, Route
from renda.foundation import clocks
from renda.foundation.clocks import Clock
from renda.foundation.errors import RuleBroken
from renda.law import provisions
from renda.law.calendar import Calendar

WORDS_MAX = 2000
TITLE_MAX = 40
PEOPLE_MAX = 500
SOON_DAYS = 7
REDO_LIMIT = 2
EARLIEST_DAYS = 366
SUGGESTED, SUGGESTED_MOST = "关于%(title)s的建议", 50  # not a message
STRUCK_OUT = "（号码略）"  # not a message
STRUCK_NAME = "（略）"  # not a message

_SENTENCE_END = re.compile(r"[。！？!?\n；;]")
_WORD = re.compile(r"\w+")
_LONG_NUMBER = re.compile(r"(?<![0-9])(?:\d{17}[0-9Xx]|1\d{10}|0\d{2,3}-?\d{7,8})(?![0-9])")
_PHONE = re.compile(r"^(1\d{10}|0\d{2,3}-?\d{7,8})$")


def settle_clock(
    route: str, *, is_small: bool, assigned_on: date, overlays: tuple[str, ...], calendar: Calendar
) -> Clock:
    """When a matter must be settled on its route; the small-matter lane has a clock of its own."""
    key = "casework.settle.small" if is_small else f"casework.settle.{route}"
    return _clock(key, assigned_on, overlays, calendar)


def sign_clock(*, assigned_on: date, overlays: tuple[str, ...], calendar: Calendar) -> Clock:
    """When the organ must have signed for a matter."""
    return _clock("casework.sign", assigned_on, overlays, calendar)


def return_clock(*, assigned_on: date, overlays: tuple[str, ...], calendar: Calendar) -> Clock:
    """Until when the organ may hand a matter back."""
    return _clock("casework.return", assigned_on, overlays, calendar)


def dispatch_clock(*, registered_on: date, overlays: tuple[str, ...], calendar: Calendar) -> Clock:
    """When a registered matter must have been sent on its route."""
    return _clock("casework.dispatch", registered_on, overlays, calendar)


def redo_clock(*, reopened_on: date, overlays: tuple[str, ...], calendar: Calendar) -> Clock:
    """When a matter reopened by the citizen must be settled again."""
    return _clock("casework.redo", reopened_on, overlays, calendar)


def rating_clock(*, told_on: date, overlays: tuple[str, ...], calendar: Calendar) -> Clock:
    """Until when the citizen may rate, and reopen."""
    return _clock("casework.rate", told_on, overlays, calendar)


def _clock(key: str, start: date, overlays: tuple[str, ...], calendar: Calendar) -> Clock:
    return clocks.need(key, starts=start, overlays=overlays, calendar=calendar)


@lru_cache(maxsize=256)
def behind(citation: str, key: str = "") -> Clock | None:
    """The rule a matter's kept citation stands for, in words and with its rank; the day itself is kept elsewhere.

    Matters of before the key was kept have none; of them the first row of the article is taken.
    """
    for source in (*(provisions.overlay(name) for name in provisions.overlay_names()), provisions.national()):
        for row in source.rows:
            if row.kind != "deadline" or not row.key.startswith("casework.") or str(row.citation) != citation:
                continue
            if key in {"", row.key}:
                return clocks.said(row, date.min)
    return None


def title_of(words: str) -> str:
    """The first sentence, cut to a title's length."""
    first = _SENTENCE_END.split(words.strip(), maxsplit=1)[0].strip()
    return first if len(first) <= TITLE_MAX else first[: TITLE_MAX - 1] + "…"


def suggestion_title(title: str) -> str:
    """What a suggestion made of a matter is called until the deputy calls it otherwise."""
    return SUGGESTED % {"title": title.rstrip("。，；！？…")[:SUGGESTED_MOST]}


def without_known(words: str, known: Collection[str]) -> str:
    """A citizen's words with what the register keeps sealed of that citizen struck out wherever it stands in them."""
    for personal in sorted((one.strip() for one in known), key=len, reverse=True):
        if len(personal) > 1:
            words = words.replace(personal, STRUCK_NAME)
    return words


def without_numbers(words: str) -> str:
    """A citizen's words with telephone and identity numbers struck out; a suggestion goes further than a register."""
    return _LONG_NUMBER.sub(STRUCK_OUT, words)


def must_be_clear(words: str) -> None:
    """A matter needs words, and not a book."""
    if len(words.strip()) < 4:
        raise RuleBroken("too-short", "请写清楚反映什么，至少4个字")
    if len(words) > WORDS_MAX:
        raise RuleBroken("too-long", "最多%(most)s字，请删减或作为附件", most=WORDS_MAX)
    if "\x00" in words:
        raise RuleBroken("bad-text", "文字中有不能识别的字符，请删去后重试")


def must_be_a_phone(phone: str) -> None:
    """A mainland mobile or landline number, or none."""
    if not phone or _PHONE.match(phone):
        return
    digits = len(re.sub(r"\D", "", phone))
    if phone.startswith("1") and phone.isdigit() and digits != 11:
        raise RuleBroken("phone-length", "手机号现在是%(digits)s位，应为11位", digits=digits)
    raise RuleBroken("phone-shape", "电话号码不对，请填11位手机号或带区号的座机号")


def must_be_people(count: int) -> None:
    """At least one person came, and no more than fit."""
    if not 1 <= count <= PEOPLE_MAX:
        raise RuleBroken("people", "人数应在1到%(most)s之间", most=PEOPLE_MAX)


def must_be_recent(registered_on: date, *, today: date) -> None:
    """A register is kept as people come: nothing from the future, nothing older than a year."""
    if registered_on > today:
        raise RuleBroken("future", "登记日期不能晚于今天")
    if registered_on < today - timedelta(days=EARLIEST_DAYS):
        raise RuleBroken("too-old", "登记日期不能早于一年前")


def must_name_organ(_case: Any, facts: Mapping[str, Any]) -> None:
    """Assigning names the organ that handles."""
    if not facts.get("organ_id"):
        raise RuleBroken("no-organ", "交办必须指定承办单位")


def must_answer(_case: Any, facts: Mapping[str, Any]) -> None:
    """An answer has words."""
    if len(str(facts.get("answer", "")).strip()) < 4:
        raise RuleBroken("no-answer", "请写明办理结果，至少4个字")


def must_be_open(case: Any, _facts: Mapping[str, Any]) -> None:
    """Accusations leave the normal flow and do not come back into it."""
    if case.is_confidential:
        raise RuleBroken("confidential", "检举控告材料只能按规定转送，不能交办")


def must_go_up(case: Any, facts: Mapping[str, Any]) -> None:
    """Passing on leads to the next wider place that contains the station."""
    target = str(facts.get("desk_code", ""))
    if not target or not case.place_code.startswith(target) or len(target) >= len(case.desk_code):
        raise RuleBroken("not-up", "只能转给所在乡镇（街道）、县（市、区）或市人大")


def must_be_in_return_time(assigned_on: date, *, today: date, overlays: tuple[str, ...], calendar: Calendar) -> None:
    """An organ that thinks a matter is not its own says so in time, or handles it."""
    clock = return_clock(assigned_on=assigned_on, overlays=overlays, calendar=calendar)
    if today > clock.due_on:
        raise RuleBroken(
            "return-late",
            "退回期限是%(due)s，已经过了，请继续办理",
            citation=clock.citation,
            due=clock.due_on.isoformat(),
        )


def must_give_reason(reason: str) -> None:
    """A refusal or a return is explained."""
    if len(reason.strip()) < 4:
        raise RuleBroken("no-reason", "请写明理由，至少4个字")


def must_be_in_rating_time(told_on: date, *, today: date, overlays: tuple[str, ...], calendar: Calendar) -> None:
    """Rating is open for a time after the result was told."""
    clock = rating_clock(told_on=told_on, overlays=overlays, calendar=calendar)
    if today > clock.due_on:
        raise RuleBroken(
            "rating-late", "评价期限是%(due)s，已经过了", citation=clock.citation, due=clock.due_on.isoformat()
        )


def may_reopen_itself(redo_count: int) -> bool:
    """After two rounds a matter is not sent round again by itself: the office decides."""
    return redo_count < REDO_LIMIT


def leaves_the_flow(reason: str) -> bool:
    """Accusations leave at once (《信访工作条例》第三十条 forbids passing them to the accused)."""
    return reason == Refusal.ACCUSATION


def lamp(state: str, *, due_on: date | None, today: date, started_on: date | None = None) -> Lamp:
    """How a matter goes against its clock; the last quarter of its time is a warning."""
    if state not in RUNNING_STATES:
        return Lamp.OK if state in ENDED_STATES else Lamp.WAIT
    if due_on is None:
        return Lamp.WAIT
    left = (due_on - today).days
    if left < 0:
        return Lamp.DANGER
    soon = (due_on - started_on).days // 4 if started_on else SOON_DAYS
    return Lamp.WARN if left == 0 or left <= soon else Lamp.OK


def route_of(organ_kind: str, region_code: str) -> Route:
    """The route an organ stands on: villages, townships, then by the length of its region's code."""
    if organ_kind == "village":
        return Route.VILLAGE
    return {9: Route.TOWNSHIP, 6: Route.COUNTY}.get(len(region_code), Route.CITY)


def grams(text: str) -> list[str]:
    """The pairs of neighbouring characters of a text, in order and once each; marks and spaces part words."""
    found: dict[str, None] = {}
    for word in _WORD.findall(text.lower()):
        if len(word) == 1:
            found[word] = None
        for start in range(len(word) - 1):
            found[word[start : start + 2]] = None
    return list(found)
