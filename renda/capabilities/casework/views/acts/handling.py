"""What the organ does with a matter, what the station and the office ask of it, and what deputies see."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from renda.capabilities.casework import actions, rules
from renda.capabilities.casework.actions import common
from renda.capabilities.casework.forms import acts as forms
from renda.capabilities.casework.views import standing
from renda.capabilities.casework.views.acts.taking import Act, take
from renda.foundation.action import one_transaction
from renda.foundation.errors import RuleBroken
from renda.foundation.web import wording

either = require_http_methods(["GET", "POST"])

SIGN = Act(
    "sign",
    forms.Plain,
    lambda case, _data, who: actions.sign(case, **who),
    verb="签收",
    done="已签收：%(title)s",
    effect="签收以后由本单位办理，到期前答复。",
    steps=("sign",),
)


def _until(_request: Any, case: Any) -> dict[str, Any]:
    """Until when the organ may hand the matter back, and the article that says so."""
    if case.assigned_on is None:
        return {}
    try:
        clock = rules.return_clock(
            assigned_on=case.assigned_on, overlays=common.overlays(case), calendar=common.calendar()
        )
    except RuleBroken:
        return {}
    is_late = timezone.localdate() > clock.due_on
    said = "退回期限是%(day)s（%(weekday)s），已经过了" if is_late else "%(day)s（%(weekday)s）前可以退回"
    limit = gettext(said) % {"day": wording.day(clock.due_on), "weekday": wording.weekday(clock.due_on)}
    return {"limit": limit, "limit_clock": standing.spoken(clock), "is_late": is_late}


HAND_BACK = Act(
    "hand_back",
    forms.HandBack,
    lambda case, data, who: actions.hand_back(case, reason=data["reason"], **who),
    verb="退回",
    done="已退回：%(title)s",
    effect="退回以后由原来的联络站或人大机关另行分办，本单位不再看到这件事。",
    steps=("hand_back",),
    context=_until,
)


def _with_photos(case: Any, data: dict[str, Any], who: dict[str, Any], act: Any) -> None:
    """Take an act together with the files handed in: all are kept or none."""
    with one_transaction():
        act(case, text=data["text"], **who)
        for one in data["photos"]:
            actions.add_photo(case, one, **who)


REPORT_PROGRESS = Act(
    "report_progress",
    forms.ReportProgress,
    lambda case, data, who: _with_photos(case, data, who, actions.report_progress),
    verb="报进展",
    done="已报进展：%(title)s",
    steps=("report_progress",),
)
ANSWER = Act(
    "answer",
    forms.Answer,
    lambda case, data, who: _with_photos(case, data, who, actions.answer),
    verb="答复",
    done="已答复：%(title)s",
    effect="答复以后由联络站核对，并告知反映人。",
    steps=("answer",),
)
ANSWER_RAISED = Act(
    "answer_raised",
    forms.AnswerRaised,
    lambda case, data, who: actions.answer_raised(case, text=data["text"], **who),
    verb="登记建议办理结果",
    done="已登记建议办理结果：%(title)s",
    steps=("answer_raised",),
)
TAKE_BACK = Act(
    "take_back",
    forms.TakeBack,
    lambda case, data, who: actions.take_back(case, reason=data["reason"], **who),
    verb="退回重新分办",
    done="已退回重新分办：%(title)s",
    effect="不再等代表建议的结果，回到原来的环节重新分办。代表以后提出的建议和这件事不再相连。",
    steps=("take_back",),
)
SEND_BACK = Act(
    "send_back",
    forms.SendBack,
    lambda case, data, who: actions.send_back(case, reason=data["reason"], **who),
    verb="退回补充",
    done="已退回补充：%(title)s",
    effect="退回承办单位补充，期限照算。",
    steps=("send_back",),
)
TELL = Act(
    "tell",
    forms.Tell,
    lambda case, data, who: actions.tell(case, how=data["how"], text=data["text"], **who),
    verb="告知并办结",
    done="已告知并办结：%(title)s",
    effect="将办结并告知%(people)s位反映人，之后只能重新办理。",
    steps=("tell",),
    is_final=True,
)
REOPEN = Act(
    "reopen",
    forms.Reopen,
    lambda case, data, who: actions.reopen(case, reason=data["reason"], **who),
    verb="重新办理",
    done="已重新办理：%(title)s",
    effect="重新起算期限，交原承办单位再办；当场办结的回到联络站分办。",
    steps=("redo", "reopen"),
)
REMIND = Act(
    "remind",
    forms.Remind,
    lambda case, data, who: actions.remind(case, text=data["text"], **who),
    verb="催办",
    done="已催办：%(title)s",
    permission="casework.remind",
)
FOLLOW_UP = Act(
    "follow_up",
    forms.FollowUp,
    lambda case, data, who: actions.follow_up(case, text=data["text"], **who),
    verb="记下跟进情况",
    done="已记下：%(title)s",
    effect="代表可以提出意见，但不直接处理问题。",
    permission="casework.follow_up",
)


@either
def sign(request: Any, pk: int) -> HttpResponse:
    """Sign for a matter."""
    return take(request, pk, SIGN)


@either
def hand_back(request: Any, pk: int) -> HttpResponse:
    """Say that a matter is not one's own."""
    return take(request, pk, HAND_BACK)


@either
def report_progress(request: Any, pk: int) -> HttpResponse:
    """Tell how handling goes, with photos or papers."""
    return take(request, pk, REPORT_PROGRESS)


@either
def answer(request: Any, pk: int) -> HttpResponse:
    """Answer a matter."""
    return take(request, pk, ANSWER)


@either
def answer_raised(request: Any, pk: int) -> HttpResponse:
    """Take down what came of a deputy's suggestion."""
    return take(request, pk, ANSWER_RAISED)


@either
def take_back(request: Any, pk: int) -> HttpResponse:
    """Wait no longer for a deputy's suggestion."""
    return take(request, pk, TAKE_BACK)


@either
def send_back(request: Any, pk: int) -> HttpResponse:
    """Ask the organ for more."""
    return take(request, pk, SEND_BACK)


@either
def tell(request: Any, pk: int) -> HttpResponse:
    """Tell the citizen the result and settle the matter."""
    return take(request, pk, TELL)


@either
def reopen(request: Any, pk: int) -> HttpResponse:
    """Have a settled matter handled again."""
    return take(request, pk, REOPEN)


@either
def remind(request: Any, pk: int) -> HttpResponse:
    """Remind the organ."""
    return take(request, pk, REMIND)


@either
def follow_up(request: Any, pk: int) -> HttpResponse:
    """Take down what a receiving deputy saw."""
    return take(request, pk, FOLLOW_UP)
