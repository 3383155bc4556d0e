"""Where a motion or an inquiry stands for its reader: which acts are open, whose turn it is, who signed, what happened."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import Any

from django.utils.timezone import localtime
from django.utils.translation import gettext

from renda.capabilities.motions import actions, rules
from renda.capabilities.motions.models import Inquiry, Motion
from renda.capabilities.motions.terms import (
    Body,
    Happening,
    InquiryState,
    Manner,
    MotionState,
    Proposer,
    Signature,
)
from renda.capabilities.motions.views import articles, kinds
from renda.foundation.accounts.actor import Actor
from renda.foundation.policy import grants
from renda.foundation.web import wording

CHIPS = {
    "signing": "wait",
    "submitted": "warn",
    "referred": "wait",
    "on_agenda": "ok",
    "considered": "wait",
    "decided": "ok",
    "turned": "ok",
    "with_organ": "wait",
    "answered": "warn",
    "ended": "ok",
}
SIGNATURE_CHIPS = {Signature.ASKED: "wait", Signature.CONFIRMED: "ok"}
EDITABLE = ("draft", "signing")
# Both ways of taking it back are one page; which one is taken depends on the agenda.
SAME_ACT = {"withdraw_from_agenda": "withdraw"}
# Of an institution's motion nothing else may be decided than to put it to the meeting.
NOT_OF_INSTITUTIONS = {"ask", "consider", "turn"}
OWN_STEPS = {"lapse"}
# What signers do one after another, and what the history tells of them together.
OF_MANY = {Happening.CONFIRM, Happening.VOTE_NO}
PROMPTS = {
    "edit": "请补全内容，再征集联名。",
    "ask": "请邀请代表联名，人数够了就可以提交。",
    "submit": "可以提交了。提交以后不能再改。",
    "sign": "请看清内容，再决定是否联名。",
    "put_on_agenda": "请按决定登记：列入议程、先交专门委员会，或者不列入。",
    "opine": "请就是否列入议程提出意见。",
    "decide": "请登记表决结果。",
    "report": "请审议并报告结果。",
    "choose_manner": "请按决定登记答复方式和日期。",
    "answer": "请按决定的方式答复；书面答复由负责人签署。",
    "end": "提案人没有要求再作答复的，可以结束。",
    "answer_again": "不满意的人数已够，请登记再作答复的决定。",
}


@dataclass(frozen=True)
class Offer:
    """An act that is open to the reader now."""

    name: str
    label: str
    url: str
    is_primary: bool = False


@dataclass(frozen=True)
class Meter:
    """How many have signed, how many must, and the article that says so."""

    signed: int
    needed: int
    article: articles.Article | None
    citation: str

    @property
    def is_enough(self) -> bool:
        """Whether enough have signed."""
        return self.signed >= self.needed

    @property
    def missing(self) -> int:
        """How many more must sign."""
        return max(0, self.needed - self.signed)


def meter(thing: Any, *, today: date) -> Meter | None:
    """The signatures of what is proposed jointly; None for an institution's motion."""
    if thing.lead_id is None:
        return None
    # Once handed in, the law of that day is the one that counted.
    day = thing.submitted_on or today
    must = actions.needed(thing, day)
    key = rules.signatures_key(is_inquiry=isinstance(thing, Inquiry), body=thing.body)
    return Meter(thing.signer_count, must.number, articles.behind(thing, key, on=day), must.citation)


def own_signer(actor: Actor, signers: Sequence[Any]) -> Any:
    """The signature of the reader, if they were asked for one."""
    return next((one for one in signers if actor.user_id and one.deputy.user_id == actor.user_id), None)


def offers(actor: Actor, thing: Any, signers: Sequence[Any], *, today: date) -> list[Offer]:
    """The acts open to this actor, the one that moves it on first."""
    kind, known = kinds.of(thing), dict[str, bool]()

    def may(permission: str) -> bool:
        if permission not in known:
            known[permission] = grants.allowed(actor, permission, thing)
        return known[permission]

    found: dict[str, str] = {}
    if thing.state in EDITABLE and may("motions.submit"):
        found["edit"] = "修改"
    for step in kind.flow.steps_from(thing.state):
        if step.name in OWN_STEPS or (thing.lead_id is None and step.name in NOT_OF_INSTITUTIONS):
            continue
        if may(step.permission):
            found[SAME_ACT.get(step.name, step.name)] = step.label
    found |= _of_signer(actor, thing, own_signer(actor, signers))
    first = _primary(actor, thing, found, signers, today=today)
    made = [Offer(name, gettext(label), kind.url(name, thing.pk), name == first) for name, label in found.items()]
    return sorted(made, key=lambda offer: not offer.is_primary)


def _of_signer(actor: Actor, thing: Any, signer: Any) -> dict[str, str]:
    """What someone who was asked to sign, or has signed, may do."""
    if signer is None:
        return {}
    if thing.state == MotionState.SIGNING and grants.allowed(actor, "motions.sign", signer):
        return {"sign": "决定是否联名"}
    if signer.state != Signature.CONFIRMED:
        return {}
    if thing.state in actions.UNSIGNABLE and signer.deputy_id != thing.lead_id:
        return {"unsign": Happening.UNSIGN.label}
    if thing.state == InquiryState.ANSWERED and signer.dissatisfied_round != thing.round:
        return {"protest": Happening.VOTE_NO.label}
    return {}


def _primary(actor: Actor, thing: Any, found: dict[str, str], signers: Sequence[Any], *, today: date) -> str:
    if thing.state in EDITABLE:
        return _first_of_draft(thing, found, today=today)
    first = {
        MotionState.SUBMITTED: "put_on_agenda" if isinstance(thing, Motion) else "choose_manner",
        MotionState.REFERRED: "opine",
        MotionState.ON_AGENDA: "decide",
        MotionState.CONSIDERED: "report",
        InquiryState.WITH_ORGAN: "answer",
        InquiryState.ANSWERED: "end",
    }.get(thing.state, "")
    if first in {"opine", "report"} and thing.committee_id not in actor.committee_ids:
        return ""
    if first == "answer" and thing.organ_id not in actor.headed_organ_ids and thing.manner != Manner.ORAL:
        return ""
    if first == "end" and again(thing, signers, today=today)[0]:
        return "answer_again"
    return first


def _first_of_draft(thing: Any, found: dict[str, str], *, today: date) -> str:
    if "sign" in found:
        return "sign"
    counted = meter(thing, today=today)
    if not is_written(thing):
        return "edit"
    return "submit" if counted is None or counted.is_enough else "ask"


def is_written(thing: Any) -> bool:
    """Whether the form is complete, so that signatures can be asked for what will be handed in."""
    if isinstance(thing, Motion):
        return bool(thing.title and thing.grounds and thing.plan)
    return bool(thing.title and thing.organ_id and thing.questions and thing.content)


def again(inquiry: Any, signers: Sequence[Any], *, today: date) -> tuple[bool, int, str]:
    """Whether enough signers want another answer, how many they are, and the article."""
    unhappy = sum(one.dissatisfied_round == inquiry.round for one in signers)
    overlays = tuple(inquiry.congress.overlays)
    enough, citation = rules.may_demand_again(
        unhappy, inquiry.signer_count, body=inquiry.body, on=today, overlays=overlays
    )
    return enough, unhappy, citation


def questions(inquiry: Any) -> list[str]:
    """The questions of an inquiry, one by one."""
    return [line.strip() for line in inquiry.questions.splitlines() if line.strip()]


def decider(thing: Any) -> str:
    """Who decides on the agenda and on the manner of an answer."""
    return gettext(Proposer.COUNCIL.label if thing.body == Body.COMMITTEE else Proposer.PRESIDIUM.label)


def turn(thing: Any) -> str:
    """Whose turn it is, in a sentence."""
    return (_turn_of_motion if isinstance(thing, Motion) else _turn_of_inquiry)(thing)


def _turn_of_motion(motion: Motion) -> str:
    committee = motion.committee.name if motion.committee else ""
    who = decider(motion)
    if motion.state == MotionState.SUBMITTED:
        said = "等%(who)s决定是否列入议程" if motion.proposer == Proposer.JOINT else "等%(who)s提交会议审议"
        return gettext(said) % {"who": who}
    said = {
        MotionState.DRAFT: "等%(lead)s提交",
        MotionState.SIGNING: "%(lead)s正在征集联名",
        MotionState.REFERRED: "等%(committee)s提出意见",
        MotionState.ON_AGENDA: "等会议审议、表决",
        MotionState.CONSIDERED: "等%(committee)s审议并报告结果",
        MotionState.DECIDED: "这件议案已有结果",
        MotionState.TURNED: "已转为代表建议，按代表建议办理",
        MotionState.LAPSED: "联名人数不足，这件议案已经终止",
        MotionState.WITHDRAWN: "这件议案已经撤回",
    }[MotionState(motion.state)]
    return gettext(said) % {"lead": motion.proposer_name, "committee": committee}


def _turn_of_inquiry(inquiry: Inquiry) -> str:
    said = {
        InquiryState.DRAFT: "等%(lead)s提交",
        InquiryState.SIGNING: "%(lead)s正在征集联名",
        InquiryState.SUBMITTED: "等%(who)s决定答复方式",
        InquiryState.WITH_ORGAN: "等%(organ)s答复",
        InquiryState.ANSWERED: "已答复，等提案人表示意见",
        InquiryState.ENDED: "这件质询案已经结束",
        InquiryState.LAPSED: "联名人数不足，这件质询案已经终止",
        InquiryState.WITHDRAWN: "这件质询案已经撤回",
    }[InquiryState(inquiry.state)]
    organ = inquiry.organ.name if inquiry.organ else ""
    return gettext(said) % {"lead": inquiry.proposer_name, "who": decider(inquiry), "organ": organ}


def number(number_given: int | None, series: str) -> str:
    """The number of what was handed in, within its session or its year; empty before."""
    if number_given is None:
        return ""
    _, term, sitting = series.split("-")
    if sitting.startswith("c"):
        return gettext("常委会%(year)s年第%(n)s号") % {"year": sitting[1:], "n": number_given}
    said = gettext("第%(term)s届第%(session)s次会议第%(n)s号")
    return said % {"term": term, "session": sitting[1:], "n": number_given}


def history(thing: Any, lines: Sequence[Any], *, today: date) -> list[dict[str, Any]]:
    """The lines of its history, the newest first; what several did one after another is one entry with their names."""
    is_over = thing.state in kinds.of(thing).flow.final
    # Said at length above the history.
    above = {getattr(thing, name, "") for name in ("answer", "committee_opinion", "result_text")}
    entries: list[dict[str, Any]] = []
    for verb, some in groupby(lines, key=lambda line: line.verb):
        together = list(some)
        if verb in OF_MANY and len(together) > 1:
            entries.append(_entry(together[0], wording.pause().join(line.who for line in together), "", today=today))
        else:
            entries += [
                _entry(line, line.who, "" if line.text in above else line.text, today=today) for line in together
            ]
    if entries and not is_over:
        entries[0]["is_now"] = True
    return entries


def _entry(line: Any, who: str, text: str, *, today: date) -> dict[str, Any]:
    return {
        "when": when(line.at, today=today),
        "title": gettext(Happening(line.verb).label) if line.verb in Happening.values() else line.verb,
        "text": gettext(text) if text in TRANSLATED else text,
        "who": who,
    }


# Of the texts of lines, these are words of the product and nobody's own.
TRANSLATED = frozenset({*(one.label for one in Manner), actions.CUT})


def when(moment: datetime, *, today: date) -> str:
    """The moment of a line; of today's only the time."""
    local = localtime(moment)
    return gettext("今天 %(time)s") % {"time": f"{local:%H:%M}"} if local.date() == today else wording.moment(moment)


def moved(lines: Sequence[Any], *, today: date) -> str:
    """Who moved it last, when, and how; said to whoever acted on an older picture of it."""
    if not lines:
        return gettext("这件事刚刚有了变化，请看最新内容后再定，您写的还在。")
    line = lines[0]
    known = Happening(line.verb).label if line.verb in Happening.values() else "更新"
    return gettext("%(who)s%(when)s已%(act)s。请看最新内容后再定，您写的还在。") % {
        "who": line.who.rpartition(" ")[2],
        "when": f"{localtime(line.at):%H:%M}" if localtime(line.at).date() == today else wording.moment(line.at),
        "act": gettext(known),
    }
