"""The whole life of a station and of a duty day, each on one screen."""

from __future__ import annotations

from renda.capabilities.stations.terms import DutyState, StationState
from renda.foundation.workflow.definition import Step, Workflow

# A duty day moved to another date is as much ahead as one that stands where it was planned.
AHEAD = frozenset({DutyState.PLANNED, DutyState.MOVED})

STATION_FLOW = Workflow(
    name="stations",
    states=StationState,
    initial=StationState.OPEN,
    final=frozenset({StationState.CLOSED}),
    steps=(
        Step("pause", "暂停接待", frozenset({StationState.OPEN}), StationState.PAUSED, "stations.manage"),
        Step(
            "reopen",
            "恢复接待",
            frozenset({StationState.PAUSED, StationState.CLOSED}),
            StationState.OPEN,
            "stations.manage",
        ),
        Step(
            "close",
            "撤销",
            frozenset({StationState.OPEN, StationState.PAUSED}),
            StationState.CLOSED,
            "stations.manage",
        ),
    ),
)

DUTY_FLOW = Workflow(
    name="stations",
    states=DutyState,
    initial=DutyState.PLANNED,
    final=frozenset({DutyState.HELD, DutyState.CANCELLED}),
    steps=(
        Step("move_duty_day", "改期", AHEAD, DutyState.MOVED, "stations.arrange"),
        Step("cancel_duty_day", "取消", AHEAD, DutyState.CANCELLED, "stations.arrange"),
        Step("hold_duty_day", "确认已开展", AHEAD, DutyState.HELD, "stations.record"),
        # A day goes back to where it was confirmed from: one that was moved stays known as moved.
        Step("unhold_duty_day", "撤回确认", frozenset({DutyState.HELD}), DutyState.PLANNED, "stations.record"),
        Step("unhold_moved_day", "撤回确认", frozenset({DutyState.HELD}), DutyState.MOVED, "stations.record"),
    ),
)
