"""What organs do with their parts: sign, ask to return, talk, ask for longer, give opinions, sign replies, report."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext

from renda.capabilities.suggestions import actions
from renda.capabilities.suggestions.actions import common
from renda.capabilities.suggestions.flow import ASSIGNMENT_FLOW, PROMISE_FLOW
from renda.capabilities.suggestions.forms import organ as forms
from renda.capabilities.suggestions.forms import plain
from renda.capabilities.suggestions.queries.reading import Kind
from renda.capabilities.suggestions.rules import clocks
from renda.capabilities.suggestions.terms import AT_WORK, AssignmentState, Part, Weight
from renda.capabilities.suggestions.views import letters, standing
from renda.capabilities.suggestions.views.acts import Act
from renda.foundation.clocks import Clock
from renda.foundation.web import wording


def _spoken(clock: Clock | None) -> Clock | None:
    return clock.in_english if clock is not None and wording.in_english() else clock


def _said(day: date) -> dict[str, str]:
    return {"day": wording.day(day), "weekday": wording.weekday(day)}


def _return_limit(_request: Any, part: Any) -> dict[str, Any]:
    """Until when the organ may say that it is not its business, and the article that says so."""
    if part.assigned_on is None:
        return {}
    clock = clocks.send_back(
        assigned_on=part.assigned_on, overlays=standing.overlays_of(part.suggestion), calendar=common.calendar()
    )
    if clock is None:
        return {}
    is_late = timezone.localdate() > clock.due_on
    said = "退回期限是%(day)s（%(weekday)s），已经过了" if is_late else "%(day)s（%(weekday)s）前可以申请退回"
    return {"limit": gettext(said) % _said(clock.due_on), "limit_clock": _spoken(clock), "is_late": is_late}


def _extension_limit(_request: Any, part: Any) -> dict[str, Any]:
    """The latest day an extension may end, and the article that says so."""
    if part.assigned_on is None:
        return {}
    clock = clocks.reply(
        Weight.COMPLEX,
        assigned_on=part.assigned_on,
        overlays=standing.overlays_of(part.suggestion),
        calendar=common.calendar(),
    )
    is_late = part.due_on is not None and timezone.localdate() > part.due_on
    said = "答复期限已经过了，不能再申请延期" if is_late else "最晚可以延到%(day)s（%(weekday)s）"
    return {"limit": gettext(said) % _said(clock.due_on), "limit_clock": _spoken(clock), "is_late": is_late}


def _opinion_limit(_request: Any, part: Any) -> dict[str, Any]:
    """The joint organ's own day, which is earlier than the reply's."""
    if part.due_on is None:
        return {}
    rule = standing.rule_behind(
        part.due_key, on=part.assigned_on or part.due_on, overlays=standing.overlays_of(part.suggestion)
    )
    is_late = timezone.localdate() > part.due_on
    said = "会办意见的期限是%(day)s（%(weekday)s），已经过了" if is_late else "%(day)s（%(weekday)s）前出具会办意见"
    return {"limit": gettext(said) % _said(part.due_on), "limit_clock": rule, "is_late": is_late}


def _opinion_said(_request: Any, part: Any) -> dict[str, Any]:
    return {"said": [part.opinion]}


def _promise_said(_request: Any, promise: Any) -> dict[str, Any]:
    """What was promised, until when, and the part of the year in which promises are reported on."""
    said = "承诺在%(day)s（%(weekday)s）前完成"
    return {"said": [promise.text], "limit": gettext(said) % _said(promise.due_on)}


def _may_extend(part: Any) -> bool:
    return part.state == AssignmentState.HANDLING and part.round == 1 and part.part == Part.LEAD


SIGN = Act(
    "sign",
    plain.Plain,
    lambda part, _data, who: actions.sign(part, **who),
    verb="签收",
    done="已签收：%(title)s",
    effect="签收以后由%(organ)s办理，请先与领衔代表联系，到期前答复。",
    kind=Kind.PART,
    flow=ASSIGNMENT_FLOW,
    steps=("sign",),
    is_primary=True,
    order=10,
)
LOG_CONTACT = Act(
    "log_contact",
    forms.LogContact,
    lambda part, data, who: actions.log_contact(part, on=data["on"], way=data["way"], text=data["text"], **who),
    verb="登记与代表联系",
    done="已登记联系：%(title)s",
    kind=Kind.PART,
    permission="suggestions.handle",
    when=lambda part: part.state in AT_WORK,
    options=lambda _request, _part: {"today": timezone.localdate()},
    order=20,
)
ASK_RETURN = Act(
    "ask_return",
    forms.AskReturn,
    lambda part, data, who: actions.ask_return(part, reason=data["reason"], **who),
    verb="提出退回申请",
    done="已申请退回：%(title)s",
    effect="由交办的人大机关决定；决定以前期限照算。",
    kind=Kind.PART,
    flow=ASSIGNMENT_FLOW,
    steps=("ask_return",),
    context=_return_limit,
    order=30,
)
ASK_EXTENSION = Act(
    "ask_extension",
    forms.AskExtension,
    lambda part, data, who: actions.ask_extension(part, until=data["until"], reason=data["reason"], **who),
    verb="提出延期申请",
    done="已申请延期：%(title)s",
    effect="经交办的人大机关同意以后期限才改。",
    kind=Kind.PART,
    permission="suggestions.lead",
    when=_may_extend,
    context=_extension_limit,
    order=31,
)
GIVE_OPINION = Act(
    "give_opinion",
    forms.GiveOpinion,
    lambda part, data, who: actions.give_opinion(part, text=data["text"], **who),
    verb="出具意见",
    done="已出具会办意见：%(title)s",
    effect="意见交主办单位，由主办单位统一答复代表。",
    kind=Kind.PART,
    flow=ASSIGNMENT_FLOW,
    steps=("give_opinion",),
    when=lambda part: part.part == Part.JOINT,
    context=_opinion_limit,
    is_primary=True,
    order=12,
)
RETURN_OPINION = Act(
    "return_opinion",
    forms.ReturnOpinion,
    lambda part, data, who: actions.return_opinion(part, reason=data["reason"], **who),
    verb="退回会办意见",
    done="已退回会办意见：%(title)s",
    kind=Kind.PART,
    flow=ASSIGNMENT_FLOW,
    steps=("return_opinion",),
    context=_opinion_said,
    order=40,
)
ISSUE_REPLY = Act(
    "issue_reply",
    plain.Plain,
    lambda part, _data, who: actions.issue_reply(part, **who),
    verb="审核签发",
    done="已签发答复：%(title)s",
    effect="签发以后答复送代表，请代表评价；签发的答复不能再改。",
    kind=Kind.PART,
    flow=ASSIGNMENT_FLOW,
    steps=("issue_reply",),
    when=lambda part: part.part == Part.LEAD,
    template="suggestions/reply_issue.html",
    context=letters.of_draft,
    is_primary=True,
    is_final=True,
    order=13,
)
RETURN_REPLY = Act(
    "return_reply",
    forms.ReturnReply,
    lambda part, data, who: actions.return_reply(part, reason=data["reason"], **who),
    verb="退回修改",
    done="已退回修改：%(title)s",
    effect="退回经办人修改，期限照算。",
    kind=Kind.PART,
    flow=ASSIGNMENT_FLOW,
    steps=("return_reply",),
    when=lambda part: part.part == Part.LEAD,
    order=14,
)
REPORT_PROMISE = Act(
    "report_promise",
    forms.ReportPromise,
    lambda promise, data, who: actions.report_promise(promise, text=data["text"], **who),
    verb="报送落实结果",
    done="已报送落实结果：%(title)s",
    effect="报送以后请领衔代表再次评价。",
    kind=Kind.PROMISE,
    flow=PROMISE_FLOW,
    steps=("report",),
    context=_promise_said,
    is_primary=True,
    order=15,
)
ACTS = (
    SIGN,
    LOG_CONTACT,
    ASK_RETURN,
    ASK_EXTENSION,
    GIVE_OPINION,
    RETURN_OPINION,
    ISSUE_REPLY,
    RETURN_REPLY,
    REPORT_PROMISE,
)
