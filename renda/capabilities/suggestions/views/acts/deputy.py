"""The deputy's acts: ask to sign, take back, hand in, withdraw, answer a request to sign, rate replies and promises."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext

from renda.capabilities.suggestions import actions
from renda.capabilities.suggestions.flow import PROMISE_FLOW
from renda.capabilities.suggestions.forms import deputy as forms
from renda.capabilities.suggestions.forms import plain
from renda.capabilities.suggestions.queries import deputy as deputy_queries
from renda.capabilities.suggestions.queries import organ as organ_queries
from renda.capabilities.suggestions.queries.reading import Kind
from renda.capabilities.suggestions.rules import duties
from renda.capabilities.suggestions.terms import EDITABLE_STATES, Outcome, Signature, State
from renda.capabilities.suggestions.views import detail, known, standing
from renda.capabilities.suggestions.views.known import Act
from renda.foundation.errors import RuleBroken
from renda.foundation.web.page import say

# Its page is the editor; here it only takes its place among the acts.
EDIT = Act(
    "edit",
    plain.Plain,
    lambda *_: None,
    permission="suggestions.write",
    verb="继续写",
    done="",
    when=lambda suggestion: suggestion.state in EDITABLE_STATES,
    is_primary=True,
    order=1,
)
known.add(EDIT)


def _mates(_request: Any, suggestion: Any) -> dict[str, Any]:
    return {"mates": [(seat.deputy_id, seat.deputy.name) for seat in deputy_queries.mates(suggestion)]}


def _asked(request: Any, suggestion: Any) -> dict[str, Any]:
    answers, chosen = deputy_queries.asked(suggestion), set(request.POST.getlist("deputies"))
    return {
        "mates": [
            {
                "pk": seat.deputy_id,
                "name": seat.deputy.name,
                "delegation": seat.delegation.name if seat.delegation else "",
                "answer": gettext(Signature(answers[seat.deputy_id]).label) if seat.deputy_id in answers else "",
                "is_chosen": str(seat.deputy_id) in chosen,
            }
            for seat in deputy_queries.mates(suggestion)
        ]
    }


ASK_COSIGNERS = Act(
    "ask_cosigners",
    forms.AskCosigners,
    lambda suggestion, data, who: actions.ask_cosigners(suggestion, data["deputies"], **who),
    verb="请人联名",
    done="已发出联名邀请：%(title)s",
    steps=("ask_cosigners",),
    options=_mates,
    context=_asked,
    template="suggestions/cosign.html",
    order=3,
)
RECALL = Act(
    "recall",
    plain.Plain,
    lambda suggestion, _data, who: actions.recall(suggestion, **who),
    verb="收回修改",
    done="已收回，可以修改：%(title)s",
    effect="收回以后可以改内容。已经同意联名的，改完要重新请他们确认。",
    steps=("recall",),
    order=4,
)


def said_of_session(place_code: str) -> str:
    """Whether what is handed in today counts as of a session or as between two."""
    session, is_between = deputy_queries.session_now(place_code, timezone.localdate())
    if session is None or is_between:
        return gettext("现在是闭会期间，按闭会期间的建议提交。")
    names = {"term": session.term.number, "n": session.number}
    return gettext("现在是第%(term)s届人大第%(n)s次会议期间，按大会期间的建议提交。") % names


def _before_submitting(_request: Any, suggestion: Any) -> dict[str, Any]:
    answers = list(deputy_queries.asked(suggestion).values())
    lacks = ""
    try:
        duties.must_be_complete(suggestion, {"submitted_on": timezone.localdate()})
    except RuleBroken as refusal:
        lacks = say(refusal)
    return {
        "session": "" if suggestion.submitted_on else said_of_session(suggestion.place_code),
        "confirmed": answers.count(Signature.CONFIRMED),
        "unanswered": answers.count(Signature.ASKED),
        "lacks": lacks,
        "may_edit": suggestion.state in EDITABLE_STATES,
        "texts": detail.texts_of(suggestion),
        "files": deputy_queries.files_of(suggestion),
    }


SUBMIT = Act(
    "submit",
    plain.Plain,
    lambda suggestion, _data, who: actions.submit(suggestion, **who),
    verb="提交",
    done="已提交，等人大机关审查：%(title)s",
    effect="提交以后由人大机关审查，再交承办单位办理。内容不能再改，答复以前可以书面撤回。",
    steps=("submit",),
    context=_before_submitting,
    template="suggestions/submit.html",
    is_primary=True,
    order=2,
)
WITHDRAW = Act(
    "withdraw",
    forms.Withdraw,
    lambda suggestion, data, who: actions.withdraw(suggestion, reason=data["reason"], **who),
    verb="撤回",
    done="已撤回：%(title)s",
    effect="撤回以后办理终止，承办单位会收到通知。撤回了就不能恢复，可以另写一件。",
    steps=("withdraw",),
    when=lambda suggestion: suggestion.submitted_on is not None,
    is_final=True,
    order=80,
)
GIVEN_UP = "代表没有提出"
DISCARD = Act(
    "discard",
    plain.Plain,
    lambda suggestion, _data, who: actions.withdraw(suggestion, reason=GIVEN_UP, **who),
    verb="不提了",
    done="草稿已作废：%(title)s",
    effect="草稿作废，不能恢复。群众反映的问题转来的，退回联络站另行分办。",
    steps=("withdraw",),
    when=lambda suggestion: suggestion.submitted_on is None,
    is_final=True,
    order=81,
)


def _to_sign(_request: Any, cosigner: Any) -> dict[str, Any]:
    suggestion = cosigner.suggestion
    return {"texts": detail.texts_of(suggestion), "files": deputy_queries.files_of(suggestion)}


def _is_asked(cosigner: Any) -> bool:
    return bool(cosigner.state == Signature.ASKED and cosigner.suggestion.state == State.COSIGNING)


AGREE = Act(
    "agree_cosign",
    plain.Plain,
    lambda cosigner, _data, who: actions.answer_cosign(cosigner, agrees=True, **who),
    kind=Kind.COSIGNER,
    permission="suggestions.cosign",
    verb="同意联名",
    done="已同意联名：%(title)s",
    effect="同意以后您是这件建议的联名代表，办理答复会告诉您。",
    when=_is_asked,
    context=_to_sign,
    template="suggestions/cosign_answer.html",
    is_primary=True,
    order=1,
)
DECLINE = Act(
    "decline_cosign",
    plain.Plain,
    lambda cosigner, _data, who: actions.answer_cosign(cosigner, agrees=False, **who),
    kind=Kind.COSIGNER,
    permission="suggestions.cosign",
    verb="不联名",
    done="已回复不联名：%(title)s",
    effect="领衔代表会知道您不联名，不用写理由。",
    when=_is_asked,
    order=2,
)


def _unrated(reply: Any) -> bool:
    part = reply.assignment
    return bool(
        part.suggestion.state == State.REPLIED and reply.round == part.round and getattr(reply, "rating", None) is None
    )


def _letter(_request: Any, reply: Any) -> dict[str, Any]:
    suggestion = reply.assignment.suggestion
    rules = standing.overlays_of(suggestion)
    return {
        "reply": reply,
        "outcome": gettext(Outcome(reply.outcome).label),
        "letter": Outcome(reply.outcome).letter,
        "promises": detail.promised(reply),
        "papers": organ_queries.papers_of([reply]).get(reply.pk, []),
        "others": deputy_queries.others_to_rate(reply),
        "again_rule": standing.rule_behind("suggestion.redo", on=timezone.localdate(), overlays=rules),
        "is_second": suggestion.redo_count > 0,
    }


RATE = Act(
    "rate",
    forms.Rate,
    lambda reply, data, who: actions.rate(
        reply, attitude=data["attitude"], result=data["result"], note=data["note"], **who
    ),
    kind=Kind.REPLY,
    permission="suggestions.rate",
    verb="评价答复",
    done="已评价：%(title)s",
    when=_unrated,
    context=_letter,
    template="suggestions/rate.html",
    is_primary=True,
    order=1,
)
RATE_PROMISE = Act(
    "rate_promise",
    forms.RatePromise,
    lambda promise, data, who: actions.rate_promise(promise, grade=data["grade"], note=data["note"], **who),
    kind=Kind.PROMISE,
    flow=PROMISE_FLOW,
    steps=("keep", "renew"),
    verb="评价落实结果",
    done="已评价承诺落实：%(title)s",
    effect="不满意的，承办单位继续落实，再报结果，再请您评价。",
    context=lambda _request, promise: {"said": [promise.text, promise.report]},
    is_primary=True,
    order=1,
)

ACTS = (
    ASK_COSIGNERS,
    RECALL,
    SUBMIT,
    WITHDRAW,
    DISCARD,
    AGREE,
    DECLINE,
    RATE,
    RATE_PROMISE,
)
