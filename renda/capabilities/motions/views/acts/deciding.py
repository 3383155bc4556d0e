"""What becomes of a motion: what presidium or council decided, and what the committee says, each with its article."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext

from renda.capabilities.motions import actions, queries, rules
from renda.capabilities.motions.actions import common
from renda.capabilities.motions.forms import acts as forms
from renda.capabilities.motions.views import standing
from renda.capabilities.motions.views.acts.signing import form_key
from renda.capabilities.motions.views.acts.taking import Act
from renda.foundation.errors import Refusal, RuleBroken
from renda.foundation.web import wording


def agenda_key(thing: Any) -> str:
    """The row of the law on who decides about the agenda."""
    return rules.agenda_key(thing.proposer, body=thing.body)


def _committees(_request: Any, thing: Any) -> dict[str, Any]:
    return {"committees": [(one.pk, one.name) for one in queries.committees(thing.place_code)]}


def _committee(thing: Any, pk: int) -> Any:
    """The committee chosen.

    Raises:
        RuleBroken: it is not one of this congress.
    """
    found = next((one for one in queries.committees(thing.place_code) if one.pk == pk), None)
    if found is None:
        raise RuleBroken("no-such-word", "请从列表中选择")
    return found


def _return(thing: Any, data: dict[str, Any], who: dict[str, Any]) -> None:
    actions.return_form(thing, reason=data["reason"], **who)


RETURN_FORM = Act(
    "return_form",
    forms.Reason,
    _return,
    verb="退回补正",
    done="已退回补正：%(title)s",
    effect="退回以后由提案人补正，再提交时编号不变；内容有改动的，联名人要重新确认。",
    steps=("return_form",),
    article=form_key,
)
REFER = Act(
    "refer",
    forms.OfCommittee,
    lambda thing, data, who: actions.refer(thing, committee=_committee(thing, data["committee"]), **who),
    verb="交专门委员会",
    done="已交专门委员会：%(title)s",
    effect="由专门委员会先提出是否列入议程的意见，再由%(who)s决定。",
    steps=("refer",),
    article=agenda_key,
    options=_committees,
)
PUT_ON_AGENDA = Act(
    "put_on_agenda",
    forms.Plain,
    lambda thing, _data, who: actions.put_on_agenda(thing, **who),
    verb="列入议程",
    done="已列入议程：%(title)s",
    effect="登记%(who)s的决定。列入以后，撤回须经同意。",
    steps=("put_on_agenda",),
    article=agenda_key,
)


def _must_be_put(_actor: Any, thing: Any) -> Refusal | None:
    try:
        rules.may_be_left_off(thing.proposer, body=thing.body, on=thing.submitted_on)
    except RuleBroken as refusal:
        return refusal
    return None


def _left_off(_actor: Any, thing: Any) -> str:
    """What leaving it off comes to, with the day of the report where a local rule sets one."""
    day, session = timezone.localdate(), thing.session
    clock = rules.report_clock(
        closed_on=rules.is_considered_from(day, session.closes_on if session else None),
        overlays=tuple(thing.congress.overlays),
        calendar=common.calendar(),
    )
    if clock is None:
        said = gettext("登记%(who)s的决定：不列入本次会议议程，由专门委员会在闭会后审议并报告结果。")
        return said % {"who": standing.decider(thing)}
    said = gettext("登记%(who)s的决定：不列入本次会议议程，由专门委员会在闭会后审议，%(day)s前报告结果%(article)s。")
    article = wording.in_brackets(wording.citation(clock.citation))
    return said % {"who": standing.decider(thing), "day": wording.day(clock.due_on), "article": article}


CONSIDER = Act(
    "consider",
    forms.Consider,
    lambda thing, data, who: actions.consider(
        thing, committee=_committee(thing, data["committee"]), reason=data["reason"], **who
    ),
    verb="闭会后审议",
    done="已登记闭会后审议：%(title)s",
    effect=_left_off,
    steps=("consider",),
    article=agenda_key,
    options=_committees,
    hindrance=_must_be_put,
)
TURN = Act(
    "turn",
    forms.Plain,
    lambda thing, _data, who: actions.turn(thing, **who),
    verb="转为代表建议",
    done="已转为代表建议：%(title)s",
    effect="转出以后为领衔代表起草一件代表建议，由本人补全、提交，按代表建议办理；这件议案到此结束。",
    steps=("turn",),
    article=agenda_key,
    hindrance=_must_be_put,
    is_final=True,
)
DECIDE = Act(
    "decide",
    forms.Decide,
    lambda thing, data, who: actions.decide(thing, result=data["result"], text=data["text"], **who),
    verb="登记表决结果",
    done="已登记表决结果：%(title)s",
    effect="登记以后这件议案办理完毕，结果通知提案人。",
    steps=("decide",),
    is_final=True,
)
OPINE = Act(
    "opine",
    forms.Opine,
    lambda thing, data, who: actions.opine(thing, text=data["text"], recommends=data["recommends"] == forms.YES, **who),
    verb="提出意见",
    done="已提出意见：%(title)s",
    effect="提出以后由%(who)s决定是否列入议程。",
    steps=("opine",),
    article=agenda_key,
)
REPORT = Act(
    "report",
    forms.Report,
    lambda thing, data, who: actions.report(thing, text=data["text"], **who),
    verb="报告审议结果",
    done="已报告审议结果：%(title)s",
    effect="报告以后这件议案办理完毕，结果通知提案人。",
    steps=("report",),
    article=lambda _thing: "motion.report",
    is_final=True,
)
OF_MOTIONS = (RETURN_FORM, REFER, PUT_ON_AGENDA, CONSIDER, TURN, DECIDE, OPINE, REPORT)
