"""The shape of a workflow: states, steps and guards as one table that a lawyer can read."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from renda.foundation.vocabulary import Term

Guard = Callable[[Any, Mapping[str, Any]], None]


@dataclass(frozen=True)
class Step:
    """One named move: from which states, to which state, by whom, under which guards."""

    name: str
    label: str
    source: frozenset[Term]
    target: Term
    permission: str
    guards: tuple[Guard, ...] = ()


@dataclass(frozen=True)
class Workflow:
    """The whole life of a thing; checked when it is defined, so a mistake never starts up."""

    name: str
    states: type[Term]
    initial: Term
    final: frozenset[Term]
    steps: tuple[Step, ...]
    _by_name: dict[str, Step] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        by_name = {step.name: step for step in self.steps}
        if len(by_name) != len(self.steps):
            raise ValueError(f"{self.name}: two steps share a name")
        object.__setattr__(self, "_by_name", by_name)
        self._check_reachable()

    def _check_reachable(self) -> None:
        reached, frontier = {self.initial}, [self.initial]
        while frontier:
            state = frontier.pop()
            for step in self.steps:
                if state in step.source and step.target not in reached:
                    reached.add(step.target)
                    frontier.append(step.target)
        unreachable = [state.value for state in self.states if state not in reached]
        stuck = [
            state.value
            for state in self.states
            if state not in self.final and not any(state in step.source for step in self.steps)
        ]
        if unreachable or stuck:
            raise ValueError(f"{self.name}: unreachable {unreachable}, stuck {stuck}")

    def step(self, name: str) -> Step:
        """The step of that name.

        Raises:
            KeyError: the workflow has no such step.
        """
        return self._by_name[name]

    def steps_from(self, state: str) -> list[Step]:
        """The steps that may be taken from a state, in the order of the table."""
        return [step for step in self.steps if state in step.source]
