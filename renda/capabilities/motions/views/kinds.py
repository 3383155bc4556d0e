"""The two kinds of thing these pages show, motions and inquiries, and where each has its addresses."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext, gettext_noop

from renda.capabilities.motions import queries
from renda.capabilities.motions.flow import INQUIRY_FLOW, MOTION_FLOW
from renda.capabilities.motions.models import Motion
from renda.capabilities.motions.terms import InquiryState, MotionState
from renda.foundation.vocabulary import Term
from renda.foundation.workflow.definition import Workflow


@dataclass(frozen=True)
class Kind:
    """Motions or inquiries: their flow and words, how they are read, how their addresses are called."""

    code: str
    label: str
    flow: Workflow
    states: type[Term]
    one: Callable[[Any, int], Any]
    listed: Callable[[Any, queries.Filter], Any]
    prefix: str

    @property
    def name(self) -> str:
        """What it is called in the reader's language."""
        return gettext(self.label)

    def url(self, name: str, pk: int | None = None) -> str:
        """The address of a page, of one thing where it is about one."""
        return reverse(f"motions:{self.prefix}{name}", args=[] if pk is None else [pk])


MOTIONS = Kind("motion", gettext_noop("议案"), MOTION_FLOW, MotionState, queries.motion, queries.motions, prefix="")
INQUIRIES = Kind(
    "inquiry",
    gettext_noop("质询案"),
    INQUIRY_FLOW,
    InquiryState,
    queries.inquiry,
    queries.inquiries,
    prefix="inquiry-",
)
KINDS = (MOTIONS, INQUIRIES)


def of(thing: Any) -> Kind:
    """Which kind a thing is."""
    return MOTIONS if isinstance(thing, Motion) else INQUIRIES
