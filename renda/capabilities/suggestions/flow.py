"""The whole life of a suggestion, of each organ's part of it, and of each promise, on one screen."""

from __future__ import annotations

from renda.capabilities.suggestions.rules import duties
from renda.capabilities.suggestions.terms import AssignmentState as Part
from renda.capabilities.suggestions.terms import PromiseState, State
from renda.foundation.vocabulary import Term
from renda.foundation.workflow.definition import Guard, Step, Workflow


def _step(name: str, label: str, source: tuple[Term, ...], target: Term, permission: str, *guards: Guard) -> Step:
    return Step(name, label, frozenset(source), target, f"suggestions.{permission}", guards)


_WITH_DEPUTY = (State.DRAFT, State.COSIGNING, State.SUPPLEMENT)
_BEFORE_REPLY = (
    State.SUBMITTED,
    State.ACCEPTED,
    State.PLANNED,
    State.ASSIGNED,
    State.HANDLING,
    State.REDOING,
)

SUGGESTION_FLOW = Workflow(
    name="suggestions",
    states=State,
    initial=State.DRAFT,
    final=frozenset({State.CLOSED, State.REFUSED, State.MERGED, State.WITHDRAWN}),
    steps=(
        _step("ask_cosigners", "发起联名", (State.DRAFT, State.COSIGNING), State.COSIGNING, "write"),
        _step("recall", "收回修改", (State.COSIGNING,), State.DRAFT, "write"),
        _step("submit", "提交", _WITH_DEPUTY, State.SUBMITTED, "write", duties.must_be_complete),
        _step("withdraw", "撤回", (*_WITH_DEPUTY, *_BEFORE_REPLY), State.WITHDRAWN, "write"),
        _step("send_back", "退回补充", (State.SUBMITTED,), State.SUPPLEMENT, "examine"),
        _step("refuse", "不予接收", (State.SUBMITTED,), State.REFUSED, "examine", duties.must_be_listed),
        _step("merge", "并案", (State.SUBMITTED, State.ACCEPTED), State.MERGED, "examine", duties.must_have_another),
        _step("accept", "审查通过", (State.SUBMITTED,), State.ACCEPTED, "examine"),
        _step("plan", "确定承办单位", (State.ACCEPTED, State.PLANNED), State.PLANNED, "assign"),
        _step("hand_over", "交办", (State.PLANNED,), State.ASSIGNED, "assign", duties.must_be_planned),
        _step("reassign", "重新交办", (State.ASSIGNED, State.HANDLING, State.REDOING), State.ASSIGNED, "assign"),
        _step("begin", "开始办理", (State.ASSIGNED,), State.HANDLING, "begin"),
        _step("reply", "答复", (State.HANDLING, State.REDOING), State.REPLIED, "sign"),
        _step("settle", "评价办结", (State.REPLIED,), State.RATED, "rate"),
        _step("track", "转入跟踪办理", (State.REPLIED,), State.TRACKING, "rate"),
        _step("redo", "重新办理", (State.REPLIED,), State.REDOING, "rate"),
        _step("call_meeting", "提请会商", (State.REPLIED,), State.MEETING, "rate"),
        _step("pass_over", "未评价，不计入满意率", (State.REPLIED,), State.RATED, "close"),
        _step("pass_over_to_track", "未评价，转入跟踪办理", (State.REPLIED,), State.TRACKING, "close"),
        _step("redo_again", "会商后再次办理", (State.MEETING,), State.REDOING, "close"),
        _step("conclude", "会商结束", (State.MEETING,), State.RATED, "close"),
        _step("conclude_to_track", "会商后跟踪办理", (State.MEETING,), State.TRACKING, "close"),
        _step("finish_tracking", "承诺全部了结", (State.TRACKING,), State.RATED, "finish"),
        _step("archive", "归档", (State.RATED,), State.CLOSED, "close"),
    ),
)

ASSIGNMENT_FLOW = Workflow(
    name="suggestions.assignment",
    states=Part,
    initial=Part.PLANNED,
    final=frozenset({Part.RETURNED, Part.ENDED}),
    steps=(
        _step("hand_over", "交办", (Part.PLANNED,), Part.ASSIGNED, "assign"),
        _step("sign", "签收", (Part.ASSIGNED,), Part.HANDLING, "handle"),
        _step("ask_return", "申请退回", (Part.ASSIGNED, Part.HANDLING), Part.RETURN_ASKED, "handle"),
        _step("agree_return", "同意退回", (Part.RETURN_ASKED,), Part.RETURNED, "assign"),
        _step("deny_return", "不同意退回", (Part.RETURN_ASKED,), Part.HANDLING, "assign"),
        _step("give_opinion", "出具会办意见", (Part.HANDLING,), Part.OPINED, "assist"),
        _step("return_opinion", "会办意见退回重提", (Part.OPINED,), Part.HANDLING, "review_opinion"),
        _step("draft_reply", "拟稿送审", (Part.HANDLING,), Part.REVIEWING, "lead"),
        _step("return_reply", "答复退回修改", (Part.REVIEWING,), Part.HANDLING, "sign"),
        _step("issue_reply", "答复签发", (Part.REVIEWING,), Part.REPLIED, "sign"),
        _step("redo", "重新办理", (Part.REPLIED, Part.OPINED), Part.HANDLING, "again"),
        _step(
            "end",
            "终止",
            (Part.PLANNED, Part.ASSIGNED, Part.HANDLING, Part.RETURN_ASKED, Part.REVIEWING, Part.OPINED, Part.REPLIED),
            Part.ENDED,
            "end",
        ),
    ),
)

PROMISE_FLOW = Workflow(
    name="suggestions.promise",
    states=PromiseState,
    initial=PromiseState.OPEN,
    final=frozenset({PromiseState.KEPT, PromiseState.EXPLAINED}),
    steps=(
        _step("report", "报送落实结果", (PromiseState.OPEN,), PromiseState.REPORTED, "lead"),
        _step("keep", "认可落实", (PromiseState.REPORTED,), PromiseState.KEPT, "rate"),
        _step("keep_unrated", "未评价，按报送结果了结", (PromiseState.REPORTED,), PromiseState.KEPT, "close"),
        _step("renew", "继续落实", (PromiseState.REPORTED,), PromiseState.OPEN, "rate"),
        _step("postpone", "承诺延期", (PromiseState.OPEN,), PromiseState.OPEN, "close"),
        _step("explain", "说明情况", (PromiseState.OPEN, PromiseState.REPORTED), PromiseState.EXPLAINED, "close"),
    ),
)
