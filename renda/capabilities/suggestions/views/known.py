"""What an act is, and all acts there are: each adds itself, and gets an address and its place on the page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from renda.capabilities.suggestions.flow import SUGGESTION_FLOW
from renda.capabilities.suggestions.forms import plain
from renda.capabilities.suggestions.queries.reading import Found, Kind
from renda.foundation.errors import RuleBroken
from renda.foundation.policy import grants
from renda.foundation.workflow.definition import Workflow

Perform = Callable[[Any, dict[str, Any], dict[str, Any]], Any]
Asked = Callable[[Any, Any], dict[str, Any]]


@dataclass(frozen=True)
class Act:
    """One act as a page: to what it is done, what it asks, what it does, and what it says before and after.

    ``perform(thing, data, {"actor": …, "at": …})`` calls the action. ``steps`` are the steps of ``flow`` behind it;
    ``permission`` stands for acts that move nothing, and ``when`` for what a state does not say.
    ``against(thing)`` is the refusal that says why an act is not offered, where the state alone would not say it.
    ``options(request, thing)`` are more arguments of the form, ``context(request, thing)`` more for the page.
    The primary act of a state is the one that makes it somebody's turn; ``order`` sorts the others.
    """

    name: str
    form: type[plain.Plain]
    perform: Perform
    verb: str
    done: str
    kind: Kind = Kind.SUGGESTION
    effect: str = ""
    flow: Workflow = SUGGESTION_FLOW
    steps: tuple[str, ...] = ()
    permission: str = ""
    when: Callable[[Any], bool] = field(default=lambda _thing: True)
    against: Callable[[Any], RuleBroken | None] = field(default=lambda _thing: None)
    template: str = "suggestions/act.html"
    options: Asked = field(default=lambda _request, _thing: {})
    context: Asked = field(default=lambda _request, _thing: {})
    is_primary: bool = False
    is_final: bool = False
    order: int = 50

    @property
    def asked(self) -> str:
        """The permission to ask for."""
        return self.permission or self.flow.step(self.steps[0]).permission

    def leaves_from(self, found: Found) -> bool:
        """Whether the act is possible as things stand."""
        state = found.bearer.state
        fits = not self.steps or any(state in self.flow.step(name).source for name in self.steps)
        return fits and self.when(found.thing)

    def open_to(self, actor: Any, found: Found) -> bool:
        """Whether this actor may take it now."""
        return self.leaves_from(found) and grants.allowed(actor, self.asked, found.asked)


_acts: dict[str, Act] = {}


def add(*acts: Act) -> None:
    """Make acts known; called where they are written down."""
    _acts.update({act.name: act for act in acts})


def every() -> list[Act]:
    """All acts, those that move a suggestion on first."""
    return sorted(_acts.values(), key=lambda act: (not act.is_primary, act.order))
