"""What each act on a suggestion must bring with it; a refusal names the article where one stands behind it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date, timedelta
from typing import Any

from renda.capabilities.suggestions.rules import clocks
from renda.capabilities.suggestions.terms import Grade, Outcome, Part, Refusal
from renda.foundation.clocks import Clock
from renda.foundation.errors import RuleBroken

TITLE_LEAST, TITLE_MOST = 4, 60
PART_LEAST, PART_MOST = 4, 3000
WORDS_LEAST, NOTE_MOST = 4, 1000
COSIGNERS_MOST = 200
PROMISE_YEARS = 5
FULL_STOPS = "\x00"


def must_say(text: str, *, most: int = NOTE_MOST) -> str:
    """Words that explain an act, without the spaces around them.

    Raises:
        RuleBroken: too short, too long, or with a character no page shows.
    """
    said = text.strip()
    if len(said) < WORDS_LEAST:
        raise RuleBroken("no-reason", "请写明理由，至少4个字")
    if len(said) > most:
        raise RuleBroken("too-long", "最多%(most)s字，请删减或作为附件", most=most)
    if FULL_STOPS in said:
        raise RuleBroken("bad-text", "文字中有不能识别的字符，请删去后重试")
    return said


def must_fit(title: str, situation: str, analysis: str, advice: str) -> None:
    """A draft may be unfinished, but fits its fields."""
    if len(title) > TITLE_MOST:
        raise RuleBroken("title-long", "标题最多%(most)s字", most=TITLE_MOST)
    for text in (situation, analysis, advice):
        if len(text) > PART_MOST:
            raise RuleBroken("too-long", "最多%(most)s字，请删减或作为附件", most=PART_MOST)
    if FULL_STOPS in title + situation + analysis + advice:
        raise RuleBroken("bad-text", "文字中有不能识别的字符，请删去后重试")


def must_be_complete(suggestion: Any, facts: Mapping[str, Any]) -> None:
    """A suggestion says what it is about, how things are, and what should be done (《代表法》第二十四条: specific)."""
    day = facts["submitted_on"]
    article = clocks.citation("suggestion.form", on=day)
    if len(suggestion.title.strip()) < TITLE_LEAST:
        raise RuleBroken("no-title", "请写标题，至少4个字", citation=article)
    for text, code, message in (
        (suggestion.situation, "no-situation", "请写明基本情况"),
        (suggestion.analysis, "no-analysis", "请写明问题分析"),
        (suggestion.advice, "no-advice", "请写明具体建议"),
    ):
        if len(text.strip()) < PART_LEAST:
            raise RuleBroken(code, message, citation=article)


def must_be_other_deputies(lead_id: int, asked: Collection[int], known: Collection[int]) -> None:
    """Co-signers are other deputies of the same congress, in office."""
    if lead_id in asked:
        raise RuleBroken("own-signature", "领衔代表不用再联名")
    if not set(asked) <= set(known):
        raise RuleBroken("not-of-congress", "联名代表须是本级人大的在任代表")
    if len(asked) > COSIGNERS_MOST:
        raise RuleBroken("too-many-cosigners", "联名代表最多%(most)s人", most=COSIGNERS_MOST)


def must_be_listed(_suggestion: Any, facts: Mapping[str, Any]) -> None:
    """Not accepting has one of the listed reasons."""
    if facts.get("refusal") not in Refusal.values():
        raise RuleBroken("refusal-reason", "请从列表中选择不予接收的理由")


def must_have_another(suggestion: Any, facts: Mapping[str, Any]) -> None:
    """A merged suggestion goes into another one."""
    main = facts.get("merged_into_id")
    if not main or main == suggestion.pk:
        raise RuleBroken("merge-target", "不能并入这件建议，请另选")


def must_name_organs(parts: Mapping[int, str]) -> None:
    """A plan has a lead, or several that each reply."""
    if not any(part == Part.LEAD for part in parts.values()):
        raise RuleBroken("no-organ", "交办必须指定主办单位")


def must_be_planned(_suggestion: Any, facts: Mapping[str, Any]) -> None:
    """What is handed over names its organ and its reply day."""
    if not facts.get("due_on"):
        raise RuleBroken("no-organ", "交办必须指定主办单位")


def must_be_in_time_to_return(clock: Clock | None, *, today: date) -> None:
    """An organ says in time that it is not its business, or handles it."""
    if clock is not None and today > clock.due_on:
        raise RuleBroken(
            "return-late",
            "退回期限是%(due)s，已经过了，请继续办理",
            citation=clock.citation,
            due=clock.due_on.isoformat(),
        )


def must_be_an_extension(until: date, *, due_on: date, limit: Clock, today: date, citation: str) -> None:
    """An extension is asked for before the reply is due, and ends within six months of the hand-over."""
    if today > due_on:
        raise RuleBroken("extension-late", "答复期限已过，不能再申请延期", citation=citation)
    if until <= due_on:
        raise RuleBroken("extension-short", "延期后的日期须晚于现在的答复期限%(due)s", due=due_on.isoformat())
    if until > limit.due_on:
        raise RuleBroken(
            "extension-long",
            "最长只能延到%(limit)s（自交办之日起六个月）",
            citation=limit.citation,
            limit=limit.due_on.isoformat(),
        )


def must_have_talked(contacts: int, *, on: date) -> None:
    """Whoever handles a suggestion talks with the deputy before the reply (《代表法》第五十一条)."""
    if contacts == 0:
        raise RuleBroken(
            "no-contact",
            "答复前须与代表联系沟通，请先登记联系记录",
            citation=clocks.citation("suggestion.contact", on=on),
        )


def must_answer(text: str, outcome: str, promises: Collection[date], *, today: date) -> None:
    """A reply has words and a class; what is promised has a day."""
    must_say(text, most=20_000)
    if outcome not in Outcome.values():
        raise RuleBroken("no-outcome", "请选择办理结果类别")
    if outcome == Outcome.B and not promises:
        raise RuleBroken("no-promise", "B类答复须写明承诺事项和完成日期")
    if outcome != Outcome.B and promises:
        raise RuleBroken("promise-elsewhere", "只有B类答复列承诺事项")
    for due_on in promises:
        must_be_promise_day(due_on, today=today)


def must_be_promise_day(due_on: date, *, today: date) -> None:
    """A promise is for a day to come, and not for another generation."""
    if due_on <= today:
        raise RuleBroken("promise-past", "承诺完成日期须晚于今天")
    if due_on > today + timedelta(days=366 * PROMISE_YEARS):
        raise RuleBroken("promise-far", "承诺完成日期最远%(years)s年", years=PROMISE_YEARS)


def must_grade(attitude: str, result: str, note: str) -> None:
    """Attitude and result are graded apart; who is not satisfied says why."""
    if attitude not in Grade.values() or result not in Grade.values():
        raise RuleBroken("no-grade", "请分别评价办理态度和办理结果")
    if Grade.NOT in {attitude, result} and len(note.strip()) < WORDS_LEAST:
        raise RuleBroken("no-reason", "不满意的，请写明理由，至少4个字")


def must_be_silent(clock: Clock | None, *, reminded: bool, today: date) -> None:
    """A deputy's silence is only passed over after a reminder and after the time for rating."""
    if clock is not None and today <= clock.due_on:
        raise RuleBroken(
            "rating-open",
            "代表评价期限到%(due)s，还没有过",
            citation=clock.citation,
            due=clock.due_on.isoformat(),
        )
    if not reminded:
        raise RuleBroken("not-reminded", "请先提醒代表评价")


def must_not_be_secret(*, wishes_secrecy: bool, may_publish: bool, local: bool, citation: str) -> None:
    """A deputy's wish for secrecy wins; without a local rule texts are public only as the deputy allows."""
    if wishes_secrecy:
        raise RuleBroken("secret", "代表要求保密，不能公开", citation=citation)
    if not local and not may_publish:
        raise RuleBroken("not-allowed", "代表没有同意公开，本级办法也没有规定公开全文")


def must_move_to(assigned_on: date, *, submitted_on: date, today: date) -> None:
    """A hand-over happened after the suggestion came, and not tomorrow."""
    if assigned_on > today:
        raise RuleBroken("future", "交办日期不能晚于今天")
    if assigned_on < submitted_on:
        raise RuleBroken("before-submission", "交办日期不能早于提交日期%(day)s", day=submitted_on.isoformat())
