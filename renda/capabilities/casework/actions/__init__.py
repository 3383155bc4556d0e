"""The only writers of casework: taking matters in, moving them, telling and rating."""

from renda.capabilities.casework.actions.handling import (
    answer,
    answer_raised,
    follow_suggestion,
    follow_up,
    hand_back,
    remind,
    report_progress,
    send_back,
    sign,
    take_back,
)
from renda.capabilities.casework.actions.register import receive, register, report
from renda.capabilities.casework.actions.routing import (
    assign,
    merge,
    pass_on,
    raise_suggestion,
    refuse,
    settle_now,
)
from renda.capabilities.casework.actions.telling import add_photo, rate, reopen, reveal, tell

__all__ = [
    "add_photo",
    "answer",
    "answer_raised",
    "assign",
    "follow_suggestion",
    "follow_up",
    "hand_back",
    "merge",
    "pass_on",
    "raise_suggestion",
    "rate",
    "receive",
    "refuse",
    "register",
    "remind",
    "reopen",
    "report",
    "report_progress",
    "reveal",
    "send_back",
    "settle_now",
    "sign",
    "take_back",
    "tell",
]
