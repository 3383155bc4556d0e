"""The life of a motion and of an inquiry, on one screen."""

from __future__ import annotations

from renda.capabilities.motions import rules
from renda.capabilities.motions.terms import InquiryState as Asked
from renda.capabilities.motions.terms import MotionState as Moved
from renda.foundation.vocabulary import Term
from renda.foundation.workflow.definition import Guard, Step, Workflow


def _step(name: str, label: str, source: tuple[Term, ...], target: Term, permission: str, *guards: Guard) -> Step:
    return Step(name, label, frozenset(source), target, f"motions.{permission}", guards)


_OPEN = (Moved.SUBMITTED, Moved.REFERRED)

MOTION_FLOW = Workflow(
    name="motions",
    states=Moved,
    initial=Moved.DRAFT,
    final=frozenset({Moved.DECIDED, Moved.TURNED, Moved.LAPSED, Moved.WITHDRAWN}),
    steps=(
        _step("ask", "征集联名", (Moved.DRAFT, Moved.SIGNING), Moved.SIGNING, "write", rules.must_have_title),
        _step("submit", "提交", (Moved.DRAFT, Moved.SIGNING), Moved.SUBMITTED, "submit", rules.must_have_form),
        _step("return_form", "退回补正", (Moved.SUBMITTED,), Moved.SIGNING, "arrange"),
        _step("refer", "交专门委员会", (Moved.SUBMITTED,), Moved.REFERRED, "arrange"),
        _step("opine", "专门委员会提出意见", (Moved.REFERRED,), Moved.SUBMITTED, "opine"),
        _step("put_on_agenda", "列入议程", _OPEN, Moved.ON_AGENDA, "arrange"),
        _step("consider", "闭会后审议", _OPEN, Moved.CONSIDERED, "arrange"),
        _step("turn", "转为代表建议", (*_OPEN, Moved.CONSIDERED), Moved.TURNED, "arrange"),
        _step("decide", "表决", (Moved.ON_AGENDA,), Moved.DECIDED, "arrange", rules.must_have_vote),
        _step("report", "报告审议结果", (Moved.CONSIDERED,), Moved.DECIDED, "opine"),
        _step("lapse", "联名不足终止", _OPEN, Moved.LAPSED, "unsign"),
        _step(
            "withdraw",
            "撤回",
            (Moved.DRAFT, Moved.SIGNING, Moved.SUBMITTED, Moved.REFERRED),
            Moved.WITHDRAWN,
            "withdraw",
        ),
        _step("withdraw_from_agenda", "同意撤回", (Moved.ON_AGENDA,), Moved.WITHDRAWN, "arrange"),
    ),
)

INQUIRY_FLOW = Workflow(
    name="motions.inquiry",
    states=Asked,
    initial=Asked.DRAFT,
    final=frozenset({Asked.ENDED, Asked.LAPSED, Asked.WITHDRAWN}),
    steps=(
        _step("ask", "征集联名", (Asked.DRAFT, Asked.SIGNING), Asked.SIGNING, "write", rules.must_have_title),
        _step("submit", "提交", (Asked.DRAFT, Asked.SIGNING), Asked.SUBMITTED, "submit", rules.must_ask_something),
        _step("return_form", "退回补正", (Asked.SUBMITTED,), Asked.SIGNING, "arrange"),
        _step("choose_manner", "决定答复方式", (Asked.SUBMITTED,), Asked.WITH_ORGAN, "arrange"),
        _step("answer", "答复", (Asked.WITH_ORGAN,), Asked.ANSWERED, "answer"),
        _step("answer_again", "再作答复", (Asked.ANSWERED,), Asked.WITH_ORGAN, "arrange"),
        _step("end", "结束", (Asked.ANSWERED,), Asked.ENDED, "arrange"),
        _step("lapse", "联名不足终止", (Asked.SUBMITTED, Asked.WITH_ORGAN), Asked.LAPSED, "unsign"),
        _step(
            "withdraw",
            "撤回",
            (Asked.DRAFT, Asked.SIGNING, Asked.SUBMITTED, Asked.WITH_ORGAN),
            Asked.WITHDRAWN,
            "withdraw",
        ),
    ),
)
