"""A workflow drawn as a Mermaid diagram, for the README of its capability and its golden test."""

from __future__ import annotations

from renda.foundation.workflow.definition import Workflow


def mermaid(workflow: Workflow) -> str:
    """The diagram's text; states by their label, steps as arrows, ends to the final mark."""
    lines = ["stateDiagram-v2"]
    lines += [f"    {state.value} : {state.label}" for state in workflow.states]
    lines.append(f"    [*] --> {workflow.initial.value}")
    for step in workflow.steps:
        lines += [
            f"    {state.value} --> {step.target.value} : {step.label}"
            for state in workflow.states
            if state in step.source
        ]
    lines += [f"    {state.value} --> [*]" for state in workflow.states if state in workflow.final]
    return "\n".join(lines) + "\n"
