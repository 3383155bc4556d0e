"""What becomes of an inquiry: its manner chosen, answered, protested, answered again, ended, each with its article."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext

from renda.capabilities.motions import actions, queries, rules
from renda.capabilities.motions.forms import acts as forms
from renda.capabilities.motions.terms import InquiryState
from renda.capabilities.motions.views import standing
from renda.capabilities.motions.views.acts.signing import form_key, signer
from renda.capabilities.motions.views.acts.taking import Act
from renda.foundation.errors import Refusal, RuleBroken


def again_key(thing: Any) -> str:
    """The row of the law on having it answered again."""
    return rules.unsatisfied_key(thing.body)


RETURN_FORM = Act(
    "return_form",
    forms.Reason,
    lambda thing, data, who: actions.return_inquiry(thing, reason=data["reason"], **who),
    verb="退回补正",
    done="已退回补正：%(title)s",
    effect="退回以后由提案人补正，再提交时编号不变；内容有改动的，联名人要重新确认。",
    steps=("return_form",),
    article=form_key,
)
CHOOSE_MANNER = Act(
    "choose_manner",
    forms.ChooseManner,
    lambda thing, data, who: actions.choose_manner(thing, manner=data["manner"], due_on=data["due_on"], **who),
    verb="登记答复方式",
    done="已登记答复方式：%(title)s",
    effect="登记%(who)s的决定，并通知受质询机关。",
    steps=("choose_manner",),
    article=form_key,
)
ANSWER = Act(
    "answer",
    forms.Answer,
    lambda thing, data, who: actions.answer_inquiry(thing, text=data["text"], answered_by=data["answered_by"], **who),
    verb="答复",
    done="已答复：%(title)s",
    effect="答复以后提案人能看到，并可以表示不满意。",
    steps=("answer",),
    article=form_key,
    initial=lambda actor, thing: {"answered_by": actor.name} if thing.organ_id in actor.headed_organ_ids else {},
    template="motions/act_answer.html",
    is_final=True,
)


def _said_no(actor: Any, thing: Any) -> str:
    """How many are not satisfied, and what it takes."""
    _, unhappy, _ = standing.again(thing, queries.signers(thing), today=timezone.localdate())
    said = gettext("联名人%(all)s人，已有%(unhappy)s人表示不满意。")
    return said % {"all": thing.signer_count, "unhappy": unhappy}


def _said_already(actor: Any, thing: Any) -> Refusal | None:
    own = signer(actor, thing)
    if own is not None and own.dissatisfied_round == thing.round:
        return RuleBroken("said-already", "您已经表示过不满意")
    return None


PROTEST = Act(
    "protest",
    forms.Plain,
    lambda thing, _data, who: actions.protest(thing, **who),
    verb="表示不满意",
    done="已记下您不满意：%(title)s",
    effect=_said_no,
    permission="motions.protest",
    states=(InquiryState.ANSWERED,),
    article=again_key,
    hindrance=_said_already,
    is_final=True,
)


def _too_few(_actor: Any, thing: Any) -> Refusal | None:
    enough, unhappy, citation = standing.again(thing, queries.signers(thing), today=timezone.localdate())
    if enough:
        return None
    return RuleBroken(
        "too-few-dissatisfied",
        "联名人%(all)s人，表示不满意的%(unhappy)s人，不够要求再作答复的人数",
        citation=citation,
        all=thing.signer_count,
        unhappy=unhappy,
    )


ANSWER_AGAIN = Act(
    "answer_again",
    forms.Plain,
    lambda thing, _data, who: actions.answer_again(thing, **who),
    verb="要求再作答复",
    done="已要求再作答复：%(title)s",
    effect=_said_no,
    steps=("answer_again",),
    article=again_key,
    hindrance=_too_few,
)
END = Act(
    "end",
    forms.End,
    lambda thing, data, who: actions.end_inquiry(thing, text=data["text"], **who),
    verb="结束",
    done="已结束：%(title)s",
    effect=_said_no,
    steps=("end",),
    article=again_key,
    is_final=True,
)
OF_INQUIRIES = (RETURN_FORM, CHOOSE_MANNER, ANSWER, PROTEST, ANSWER_AGAIN, END)
