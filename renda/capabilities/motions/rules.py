"""What the law asks of motions and inquiries: form, signatures by level and act, who decides; a refusal names its article."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from renda.capabilities.motions.terms import Body, Manner, Proposer, Result
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
# The government of a township is one organ and has no departments.
ANSWERING = ("government", "township", "supervision", "court", "procuratorate")
TO_CONGRESS = (Proposer.PRESIDIUM, Proposer.COMMITTEE, Proposer.SPECIAL, Proposer.GOVERNMENT)
TO_COMMITTEE = (Proposer.COUNCIL, Proposer.SPECIAL, Proposer.GOVERNMENT)
OF_TOWNSHIP = (Proposer.PRESIDIUM, Proposer.GOVERNMENT)
VOTED = (Result.PASSED, Result.NOT_PASSED)


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
        raise RuleBroken("too-long", "最多%(most)s字，请删减", most=most)
    if "\x00" in said:
        raise RuleBroken("bad-text", "文字中有不能识别的字符，请删去后重试")
    return said


def must_fit(title: str, *parts: str) -> None:
    """A draft may be unfinished, but fits its fields."""
    if len(title) > TITLE_MOST:
        raise RuleBroken("title-long", "标题最多%(most)s字", most=TITLE_MOST)
    if any(len(part) > PART_MOST for part in parts):
        raise RuleBroken("too-long", "最多%(most)s字，请删减", most=PART_MOST)
    if "\x00" in title + "".join(parts):
        raise RuleBroken("bad-text", "文字中有不能识别的字符，请删去后重试")


def must_have_title(thing: Any, _facts: Mapping[str, Any]) -> None:
    """Whoever is asked to sign is told what."""
    if not thing.title.strip():
        raise RuleBroken("no-title", "请先写好标题，再征集联名")


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
    article = citation(form_key(inquiry.body), on=facts["submitted_on"])
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


def must_ask_someone(named: Collection[int], fresh: Collection[int]) -> None:
    """Someone is asked who was not asked before."""
    if not named:
        raise RuleBroken("nobody-named", "请写联名人的姓名")
    if not fresh:
        raise RuleBroken("asked-already", "这些人已经邀请过了")


def must_be_in_session(*, is_between: bool, body: str, article: str = "") -> None:
    """To the congress one proposes while it sits; the committee meets all year."""
    if body == Body.CONGRESS and is_between:
        raise RuleBroken(
            "not-in-session",
            "大会闭会期间不能向大会提出，可以提出代表建议，或者由常委会组成人员向常委会提出",
            citation=article,
        )


def proposers(body: str, level: str) -> tuple[Proposer, ...]:
    """Which institutions may propose to a body (《地方组织法》第二十二条第一款、第五十二条)."""
    if body == Body.COMMITTEE:
        return TO_COMMITTEE
    return OF_TOWNSHIP if level == Level.TOWNSHIP.code else TO_CONGRESS


def must_be_proposer(proposer: str, *, body: str, level: str, on: date) -> None:
    """An institution proposes where the law lets it."""
    if proposer not in proposers(body, level):
        raise RuleBroken(
            "not-a-proposer",
            "这个机关不能向这里提出议案，请另选",
            citation=citation("motion.agenda.institution", on=on) if body == Body.CONGRESS else "",
        )


def agenda_key(proposer: str, *, body: str) -> str:
    """The row of the law that says who decides on the agenda; the committee's is the one on its motions."""
    if body == Body.COMMITTEE:
        return "committee.motion.signatures" if proposer == Proposer.JOINT else ""
    return "motion.agenda.deputies" if proposer == Proposer.JOINT else "motion.agenda.institution"


def withdrawal_key(body: str) -> str:
    """The row of the law on withdrawing what is on the agenda."""
    return f"motion.withdraw.{'committee' if body == Body.COMMITTEE else 'congress'}"


def form_key(body: str) -> str:
    """The row of the law on what an inquiry says and how it is answered."""
    return "interpellation.form.committee" if body == Body.COMMITTEE else "interpellation.form"


def unsatisfied_key(body: str) -> str:
    """The row of the law on having an inquiry answered again."""
    return f"interpellation.unsatisfied.{'committee' if body == Body.COMMITTEE else 'congress'}"


def signatures_key(*, is_inquiry: bool, body: str) -> str:
    """The row of the law on how many must sign."""
    of = "committee." if body == Body.COMMITTEE else ""
    return f"{of}{'interpellation' if is_inquiry else 'motion'}.signatures"


def consent_needed(body: str, *, article: str) -> RuleBroken:
    """Why what is on the agenda is not simply withdrawn."""
    to_committee = "已经列入议程，撤回须经主任会议同意，请向人大机关提出"
    to_congress = "已经列入议程，撤回须经主席团同意，请向人大机关提出"
    return RuleBroken("needs-consent", to_committee if body == Body.COMMITTEE else to_congress, citation=article)


def may_be_left_off(proposer: str, *, body: str, on: date) -> None:
    """Of a motion signed jointly it is decided whether it goes on the agenda; an institution's is put to the meeting."""
    if proposer == Proposer.JOINT:
        return
    if body == Body.COMMITTEE:
        raise RuleBroken("must-be-put", "国家机关向常委会提出的议案由主任会议决定提请会议审议，不能不列入")
    raise RuleBroken(
        "must-be-put",
        "国家机关提出的议案由主席团决定提交会议审议，不能不列入",
        citation=citation("motion.agenda.institution", on=on),
    )


def must_have_vote(_motion: Any, facts: Mapping[str, Any]) -> None:
    """What was on the agenda was voted on: passed, or not."""
    if facts.get("result") not in VOTED:
        raise RuleBroken("no-result", "请选择表决结果")


def must_be_manner(manner: str) -> None:
    """An inquiry is answered orally or in writing."""
    if manner not in Manner.values():
        raise RuleBroken("no-such-word", "请从列表中选择")


def is_considered_from(day: date, closes_on: date | None) -> date:
    """The day a motion left off the agenda begins to be considered: when the session closes, if it still sits."""
    return max(day, closes_on) if closes_on else day


def lapses(remaining: int, needed: Needed) -> bool:
    """Whether too few signatures are left after some were withdrawn."""
    return remaining < needed.number


def may_demand_again(dissatisfied: int, signers: int, *, body: str, on: date, overlays: Local = ()) -> tuple[bool, str]:
    """Whether enough of the signers are not satisfied to have another answer, and the article.

    In the congress half of them or more; in the committee more than half, and the council decides.
    """
    threshold = thresholds.threshold(unsatisfied_key(body), on=on, overlays=overlays)
    return threshold.passes(dissatisfied, signers), str(threshold.citation)


def report_clock(*, closed_on: date, overlays: Local, calendar: Calendar) -> Clock | None:
    """Until when a committee reports on a motion left off the agenda, where the local rules say."""
    starts = {"adjourned_on": closed_on, "received_on": closed_on, "assigned_on": closed_on}
    return clocks.of("motion.report", starts=starts, overlays=overlays, calendar=calendar)


def citation(key: str, *, on: date, overlays: Local = ()) -> str:
    """The article behind a key, or nothing where there is none or no rule in force has it."""
    try:
        return str(provisions.find(key, on=on, overlays=overlays).citation)
    except LawError:
        return ""
