"""What the law asks of motions and inquiries: form, signatures by level and act, who decides; a refusal names its article."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from renda.capabilities.motions.terms import Body, Proposer, Result
from renda.foundation import clocks
from renda.foundation.clocks import Clock
from renda.foundation.errors import RuleBroken
from renda.law import provisions, thresholds
from renda.law.calendar import Calendar
from renda.law.errors import LawError
from renda.law.levels import Level

Local = tuple[str, ...]
WORDS_LEAST, TITLE_MOST, PART_MOST, NOTE_MOST = 4, 60, 5000, 1000
QUESTIONS_MOST = 20
ANSWERING = ("government", "supervision", "court", "procuratorate")


@dataclass(frozen=True)
class Needed:
    """How many must sign together, and the article that says so."""

    number: int
    citation: str


def signatures_for_motion(body: str, level: str, *, on: date, overlays: Local = ()) -> Needed:
    """Signatures a motion needs: ten deputies, five in a township; in the committee five members, three in a county.

    Raises:
        RuleBroken: this level has no such body.
    """
    return _needed("committee.motion" if body == Body.COMMITTEE else "motion", level, on, overlays)


def signatures_for_inquiry(body: str, level: str, *, on: date, overlays: Local = ()) -> Needed:
    """Signatures an inquiry needs: ten deputies at every level; in the committee as many members as for a motion.

    Raises:
        RuleBroken: this level has no such body.
    """
    return _needed("committee.interpellation" if body == Body.COMMITTEE else "interpellation", level, on, overlays)


def _needed(act: str, level: str, on: date, overlays: Local) -> Needed:
    try:
        found = thresholds.signatures(act, _level(level), on=on, overlays=overlays)
    except LawError as refusal:
        raise RuleBroken("no-such-body", "乡镇人大不设常委会，只能向代表大会会议提出") from refusal
    return Needed(found.required(), str(found.citation))


def _level(code: str) -> Level:
    return next(level for level in Level if level.code == code)


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
    if "\x00" in said:
        raise RuleBroken("bad-text", "文字中有不能识别的字符，请删去后重试")
    return said


def must_fit(title: str, *parts: str) -> None:
    """A draft may be unfinished, but fits its fields."""
    if len(title) > TITLE_MOST:
        raise RuleBroken("title-long", "标题最多%(most)s字", most=TITLE_MOST)
    if any(len(part) > PART_MOST for part in parts):
        raise RuleBroken("too-long", "最多%(most)s字，请删减或作为附件", most=PART_MOST)
    if "\x00" in title + "".join(parts):
        raise RuleBroken("bad-text", "文字中有不能识别的字符，请删去后重试")


def must_have_form(motion: Any, facts: Mapping[str, Any]) -> None:
    """A motion has a cause, grounds and a plan (《代表法》第十五条)."""
    article = citation("motion.form", on=facts["submitted_on"])
    for text, code, message in (
        (motion.title, "no-title", "请写明案由（标题）"),
        (motion.grounds, "no-grounds", "议案须有案据，请写明"),
        (motion.plan, "no-plan", "议案须有方案，请写明"),
    ):
        if len(text.strip()) < WORDS_LEAST:
            raise RuleBroken(code, message, citation=article)


def must_ask_something(inquiry: Any, facts: Mapping[str, Any]) -> None:
    """An inquiry names whom it asks, the questions and the content (《地方组织法》第二十四条)."""
    key = "interpellation.form.committee" if inquiry.body == Body.COMMITTEE else "interpellation.form"
    article = citation(key, on=facts["submitted_on"])
    if not inquiry.organ_id:
        raise RuleBroken("no-target", "质询案须写明质询对象", citation=article)
    if not [one for one in inquiry.questions.splitlines() if len(one.strip()) >= WORDS_LEAST]:
        raise RuleBroken("no-question", "质询案须写明质询的问题", citation=article)
    if len(inquiry.content.strip()) < WORDS_LEAST:
        raise RuleBroken("no-content", "质询案须写明质询的内容", citation=article)


def must_be_answerable(organ_kind: str) -> None:
    """Governments and their departments, supervision commissions, courts and procuratorates can be asked."""
    if organ_kind not in ANSWERING:
        raise RuleBroken("not-answerable", "质询对象是人民政府及其部门、监察委员会、人民法院、人民检察院，请另选")


def must_be_signed(signed: int, needed: Needed) -> None:
    """As many have signed as the law asks at this level."""
    if signed < needed.number:
        raise RuleBroken(
            "too-few-signatures",
            "联名须%(needed)s人以上，现在%(signed)s人",
            citation=needed.citation,
            needed=needed.number,
            signed=signed,
        )


def must_be_other_deputies(lead_id: int, asked: Collection[int], known: Collection[int]) -> None:
    """Who is asked to sign is another member of the same body, in office."""
    if lead_id in asked:
        raise RuleBroken("own-signature", "领衔代表不用再联名")
    if not set(asked) <= set(known):
        raise RuleBroken("not-of-body", "联名人须是本级在任代表；向常委会提出的，须是常委会组成人员")


def must_be_in_session(*, is_between: bool, body: str) -> None:
    """To the congress one proposes while it sits; the committee meets all year."""
    if body == Body.CONGRESS and is_between:
        raise RuleBroken(
            "not-in-session", "大会闭会期间不能向大会提出议案，可以提出代表建议，或者由常委会组成人员向常委会提出"
        )


def may_be_left_off(proposer: str, *, on: date) -> None:
    """The presidium decides whether a motion of deputies goes on the agenda; an institution's is put to the session."""
    if proposer != Proposer.JOINT:
        raise RuleBroken(
            "must-be-put",
            "国家机关提出的议案由主席团决定提交会议审议，不能不列入",
            citation=citation("motion.agenda.institution", on=on),
        )


def must_have_result(_motion: Any, facts: Mapping[str, Any]) -> None:
    """A decided motion says what came of it."""
    if facts.get("result") not in Result.values():
        raise RuleBroken("no-result", "请选择结果")


def lapses(remaining: int, needed: Needed) -> bool:
    """Whether too few signatures are left after some were withdrawn."""
    return remaining < needed.number


def may_demand_again(dissatisfied: int, signers: int, *, body: str, on: date, overlays: Local = ()) -> tuple[bool, str]:
    """Whether enough of the signers are not satisfied to have another answer, and the article.

    In the congress half of them or more; in the committee more than half, and the council decides.
    """
    key = f"interpellation.unsatisfied.{'committee' if body == Body.COMMITTEE else 'congress'}"
    threshold = thresholds.threshold(key, on=on, overlays=overlays)
    return threshold.passes(dissatisfied, signers), str(threshold.citation)


def report_clock(*, closed_on: date, overlays: Local, calendar: Calendar) -> Clock | None:
    """Until when a committee reports on a motion left off the agenda, where the local rules say."""
    starts = {"adjourned_on": closed_on, "received_on": closed_on, "assigned_on": closed_on}
    return clocks.of("motion.report", starts=starts, overlays=overlays, calendar=calendar)


def citation(key: str, *, on: date, overlays: Local = ()) -> str:
    """The article behind a key, or nothing where no rule in force has it."""
    try:
        return str(provisions.find(key, on=on, overlays=overlays).citation)
    except LawError:
        return ""
