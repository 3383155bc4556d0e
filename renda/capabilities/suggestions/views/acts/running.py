"""The office's acts while organs handle a suggestion and after: requests, reminders, meetings, promises, the file."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext

from renda.capabilities.suggestions import actions
from renda.capabilities.suggestions.flow import ASSIGNMENT_FLOW, PROMISE_FLOW
from renda.capabilities.suggestions.forms import office as forms
from renda.capabilities.suggestions.forms import plain
from renda.capabilities.suggestions.queries.reading import Kind
from renda.capabilities.suggestions.rules import clocks, duties
from renda.capabilities.suggestions.terms import AT_WORK, GONE, AssignmentState, Decision, Part, State
from renda.capabilities.suggestions.views import standing
from renda.capabilities.suggestions.views.acts.office import organ_of, organs
from renda.capabilities.suggestions.views.known import Act
from renda.foundation.errors import RuleBroken
from renda.foundation.web import wording


def _waits(request: Any) -> bool:
    return bool(request.decision == Decision.WAITING)


def _asked(_request: Any, thing: Any) -> dict[str, Any]:
    """What the organ wrote, above the decision."""
    return {"said": [thing.reason]}


def _longer(_request: Any, asked: Any) -> dict[str, Any]:
    """Until when the organ asks for, and until when it has."""
    said = gettext("现在的期限是%(due)s，申请延到%(until)s")
    days = {
        "due": wording.day(asked.assignment.due_on, with_year=True),
        "until": wording.day(asked.until, with_year=True),
    }
    return {"said": [asked.reason], "limit": said % days}


def _lacks_lead(suggestion: Any) -> bool:
    return not any(part.part == Part.LEAD and part.state not in GONE for part in suggestion.assignments.all())


def _was_returned(suggestion: Any) -> bool:
    return any(part.state == AssignmentState.RETURNED for part in suggestion.assignments.all())


def _secret(suggestion: Any) -> RuleBroken | None:
    """A deputy's wish for secrecy stands against publication, with the article behind it."""
    today, local = timezone.localdate(), standing.overlays_of(suggestion)
    try:
        duties.must_not_be_secret(
            wishes_secrecy=suggestion.wishes_secrecy,
            may_publish=True,
            local=True,
            citation=clocks.citation("suggestion.secrecy", on=today, overlays=local),
        )
    except RuleBroken as refusal:
        return refusal
    return None


AGREE_RETURN = Act(
    "agree_return",
    forms.AgreeReturn,
    lambda asked, data, who: actions.agree_return(asked, note=data["note"], **who),
    kind=Kind.RETURN,
    flow=ASSIGNMENT_FLOW,
    steps=("agree_return",),
    verb="同意退回",
    done="已同意退回，请重新交办：%(title)s",
    effect="“%(organ)s”不再承办；请在期限内交给另一个单位。",
    context=_asked,
    when=_waits,
    is_primary=True,
    order=1,
)
DENY_RETURN = Act(
    "deny_return",
    forms.Deny,
    lambda asked, data, who: actions.deny_return(asked, note=data["note"], **who),
    kind=Kind.RETURN,
    flow=ASSIGNMENT_FLOW,
    steps=("deny_return",),
    verb="不同意退回",
    done="没有同意退回：%(title)s",
    context=_asked,
    when=_waits,
    order=2,
)
AGREE_EXTENSION = Act(
    "agree_extension",
    forms.AgreeReturn,
    lambda asked, data, who: actions.decide_extension(asked, agrees=True, note=data["note"], **who),
    kind=Kind.EXTENSION,
    permission="suggestions.assign",
    verb="同意延期",
    done="已同意延期：%(title)s",
    context=_longer,
    when=_waits,
    is_primary=True,
    order=1,
)
DENY_EXTENSION = Act(
    "deny_extension",
    forms.Deny,
    lambda asked, data, who: actions.decide_extension(asked, agrees=False, note=data["note"], **who),
    kind=Kind.EXTENSION,
    permission="suggestions.assign",
    verb="不同意延期",
    done="没有同意延期：%(title)s",
    context=_longer,
    when=_waits,
    order=2,
)
REASSIGN = Act(
    "reassign",
    forms.Reassign,
    lambda suggestion, data, who: actions.reassign(
        suggestion, organ_of(suggestion, data["organ"]), part=data["part"], **who
    ),
    verb="重新交办",
    done="已重新交办：%(title)s",
    steps=("reassign",),
    options=lambda _request, suggestion: {"organs": organs(suggestion.place_code)},
    when=_lacks_lead,
    is_primary=True,
    order=1,
)
ASSIGN_BESIDE = replace(
    REASSIGN,
    name="assign_beside",
    verb="再交一个单位",
    done="已交办：%(title)s",
    when=lambda suggestion: _was_returned(suggestion) and not _lacks_lead(suggestion),
    is_primary=False,
    order=40,
)
REMIND = Act(
    "remind",
    forms.Remind,
    lambda part, data, who: actions.remind(part, text=data["text"], **who),
    kind=Kind.PART,
    permission="suggestions.remind",
    verb="催办",
    done="已催办：%(title)s",
    effect="“%(organ)s”会收到提醒，催办记入办理经过。",
    when=lambda part: part.state in AT_WORK,
    order=30,
)
REMIND_RATING = Act(
    "remind_rating",
    plain.Plain,
    lambda suggestion, _data, who: actions.remind_rating(suggestion, **who),
    permission="suggestions.close",
    verb="提醒代表评价",
    done="已提醒代表评价：%(title)s",
    effect="领衔代表会收到提醒。提醒过、期限也过了还没有评价的，才能按未评价处理。",
    when=lambda suggestion: suggestion.state == State.REPLIED,
    order=10,
)
PASS_OVER = Act(
    "pass_over",
    plain.Plain,
    lambda suggestion, _data, who: actions.pass_over(suggestion, **who),
    steps=("pass_over", "pass_over_to_track"),
    verb="按未评价处理",
    done="已按未评价处理，不计入满意率：%(title)s",
    effect="代表没有评价，不算满意，也不计入满意率。",
    when=lambda suggestion: suggestion.rating_reminded_on is not None,
    is_final=True,
    order=11,
)
CONCLUDE = Act(
    "conclude",
    forms.Conclude,
    lambda suggestion, data, who: actions.conclude(suggestion, text=data["text"], again=data["again"] == "yes", **who),
    steps=("conclude", "conclude_to_track", "redo_again"),
    verb="登记会商结果",
    done="已登记会商结果：%(title)s",
    effect="代表再次不满意，请召集代表和承办单位会商，把结果记在这里。",
    is_primary=True,
    order=1,
)
PASS_OVER_PROMISE = Act(
    "pass_over_promise",
    plain.Plain,
    lambda promise, _data, who: actions.pass_over_promise(promise, **who),
    kind=Kind.PROMISE,
    flow=PROMISE_FLOW,
    steps=("keep_unrated",),
    verb="按报送结果了结",
    done="承诺已按报送结果了结：%(title)s",
    effect="代表在期限内没有评价，按承办单位报送的结果了结，没有评价等次。",
    context=lambda _request, promise: {"said": [promise.text, promise.report]},
    is_final=True,
    order=20,
)
POSTPONE_PROMISE = Act(
    "postpone_promise",
    forms.Postpone,
    lambda promise, data, who: actions.postpone_promise(promise, due_on=data["due_on"], reason=data["reason"], **who),
    kind=Kind.PROMISE,
    flow=PROMISE_FLOW,
    steps=("postpone",),
    verb="承诺延期",
    done="承诺已延期：%(title)s",
    context=lambda _request, promise: {"said": [promise.text]},
    order=40,
)
EXPLAIN_PROMISE = Act(
    "explain_promise",
    forms.Explain,
    lambda promise, data, who: actions.explain_promise(promise, reason=data["reason"], **who),
    kind=Kind.PROMISE,
    flow=PROMISE_FLOW,
    steps=("explain",),
    verb="说明没有落实",
    done="已说明承诺没有落实的原因：%(title)s",
    effect="这项承诺到此为止，原因记入办理经过。",
    context=lambda _request, promise: {"said": [promise.text]},
    is_final=True,
    order=41,
)
ARCHIVE = Act(
    "archive",
    plain.Plain,
    lambda suggestion, _data, who: actions.archive(suggestion, **who),
    steps=("archive",),
    verb="归档",
    done="已归档：%(title)s",
    is_primary=True,
    order=1,
)
PUBLISH = Act(
    "publish",
    plain.Plain,
    lambda suggestion, _data, who: actions.publish(suggestion, **who),
    permission="suggestions.publish",
    verb="公开",
    done="已公开：%(title)s",
    effect="公众能看到建议和答复的全文。",
    when=lambda suggestion: (
        suggestion.replied_on is not None and suggestion.published_on is None and not suggestion.wishes_secrecy
    ),
    against=_secret,
    order=50,
)
UNPUBLISH = Act(
    "unpublish",
    forms.Unpublish,
    lambda suggestion, data, who: actions.unpublish(suggestion, reason=data["reason"], **who),
    permission="suggestions.publish",
    verb="撤下公开",
    done="已撤下：%(title)s",
    when=lambda suggestion: suggestion.published_on is not None,
    order=70,
)

ACTS = (
    AGREE_RETURN,
    DENY_RETURN,
    AGREE_EXTENSION,
    DENY_EXTENSION,
    REASSIGN,
    ASSIGN_BESIDE,
    REMIND,
    REMIND_RATING,
    PASS_OVER,
    CONCLUDE,
    PASS_OVER_PROMISE,
    POSTPONE_PROMISE,
    EXPLAIN_PROMISE,
    ARCHIVE,
    PUBLISH,
    UNPUBLISH,
)
