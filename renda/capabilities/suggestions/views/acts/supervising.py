"""Key suggestions: chosen by the council of chairpersons, followed up by a committee."""

from __future__ import annotations

from typing import Any

from renda.capabilities.suggestions import actions, queries
from renda.capabilities.suggestions.forms import office as forms
from renda.capabilities.suggestions.terms import ENDED_STATES, PRIVATE_STATES
from renda.capabilities.suggestions.views.known import Act
from renda.foundation.errors import RuleBroken


def _choose(suggestion: Any, data: dict[str, Any], who: dict[str, Any]) -> None:
    committee = queries.committees_of(suggestion.place_code).filter(pk=data["committee"]).first()
    if committee is None:
        raise RuleBroken("no-such-word", "请从列表中选择")
    asked = {name: data[name] for name in ("meeting", "chosen_on", "leader", "manner")}
    actions.choose_priority(suggestion, committee=committee, **asked, **who)


CHOOSE_PRIORITY = Act(
    "choose_priority",
    forms.ChoosePriority,
    _choose,
    permission="suggestions.prioritise",
    verb="列为重点督办",
    done="已列为重点督办：%(title)s",
    effect="按主任会议的决定登记；承办单位、代表和负责督办的委员会都会收到通知。",
    options=lambda _request, suggestion: {
        "committees": [(one.pk, one.name) for one in queries.committees_of(suggestion.place_code)]
    },
    when=lambda suggestion: not suggestion.is_priority and suggestion.state not in (*ENDED_STATES, *PRIVATE_STATES),
    order=45,
)
SUPERVISE = Act(
    "supervise",
    forms.Supervise,
    lambda suggestion, data, who: actions.supervise(
        suggestion, on=data["on"], manner=data["manner"], text=data["text"], **who
    ),
    permission="suggestions.supervise",
    verb="登记督办",
    done="已登记督办：%(title)s",
    when=lambda suggestion: suggestion.is_priority,
    order=25,
)

ACTS = (CHOOSE_PRIORITY, SUPERVISE)
