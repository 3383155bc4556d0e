"""The one place where anything changes state."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import Model

from renda.foundation.audit import trail
from renda.foundation.errors import RuleBroken, StaleState
from renda.foundation.policy import grants
from renda.foundation.workflow.definition import Workflow


def take_step(
    workflow: Workflow, subject: Any, name: str, *, actor: Any, at: datetime, citation: str = "", **facts: Any
) -> None:
    """Move ``subject`` one step: permission, state, guards, compare-and-set, trace, in that order.

    ``facts`` are the fields written together with the state; guards see them first. Where the
    subject counts its revisions, a step that keeps the state is guarded by them as well.

    Raises:
        NotPermitted: the actor may not take this step on this subject.
        RuleBroken: the step does not leave from the present state, or a guard refuses.
        StaleState: someone else moved it between reading and writing.
    """
    step, was = workflow.step(name), subject.state
    grants.require(actor, step.permission, subject)
    if was not in step.source:
        raise RuleBroken(
            "wrong-state", "“%(state)s”的事项不能%(step)s", state=workflow.states(was).label, step=step.label
        )
    for guard in step.guards:
        guard(subject, facts)
    model: type[Model] = type(subject)
    seen = {"pk": subject.pk, "state": was}
    if hasattr(subject, "revision"):
        seen["revision"] = subject.revision
        facts["revision"] = subject.revision + 1
    moved = model._default_manager.filter(**seen).update(state=step.target, **facts)
    if moved != 1:
        raise StaleState(name)
    subject.state = step.target
    for field, value in facts.items():
        setattr(subject, field, value)
    trail.record(
        at=at,
        actor=actor,
        verb=f"{workflow.name}.{name}",
        subject=subject,
        changes={"state": [str(was), str(step.target)]},
        citation=citation,
    )
