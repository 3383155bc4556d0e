"""Who may run, arrange, record at and read a station."""

from __future__ import annotations

from typing import Any

from renda.capabilities.stations.terms import StationState
from renda.foundation.accounts.actor import Actor
from renda.foundation.accounts.terms import Role
from renda.foundation.policy.grants import grant

AREA_LENGTH = 9


def code_of(subject: Any) -> str:
    """The code of a station, of a region, or of the station behind a duty day or visit."""
    return str(subject.code if hasattr(subject, "code") else subject.station.code)


def office_of(actor: Actor, subject: Any) -> bool:
    """The congress office of the place the station lies in, or of one above it."""
    return subject is not None and actor.holds(Role.OFFICE, code_of(subject))


def clerk_of(actor: Actor, subject: Any) -> bool:
    """A clerk of the station, or of the station a point belongs to."""
    return subject is not None and actor.holds(Role.CLERK, code_of(subject))


def areas_of(actor: Actor) -> list[str]:
    """The places whose stations a person sees: those of the posts, for a clerk the township around the station."""
    return sorted({post.place_code[:AREA_LENGTH] for post in actor.posts})


def lives_in_area(actor: Actor, subject: Any) -> bool:
    """Anyone signed in, for the stations of the area of one of their posts."""
    return subject is not None and any(code_of(subject).startswith(area) for area in areas_of(actor))


def is_visitor(actor: Actor, subject: Any) -> bool:
    """Anyone without a sign-in, for a station that receives people."""
    if subject is None or actor.is_signed_in or actor.posts:
        return False
    return bool(getattr(subject, "state", "") == StationState.OPEN)


def is_system(actor: Actor, _subject: object) -> bool:
    """The installation itself: first load, demo, jobs."""
    return actor.is_system


grant("stations.manage", is_system, who="系统")
grant("stations.manage", office_of, who="所在地及上级人大机关工作人员")
grant("stations.arrange", is_system, who="系统")
grant("stations.arrange", clerk_of, who="本站工作人员")
grant("stations.arrange", office_of, who="所在地及上级人大机关工作人员")
grant("stations.record", is_system, who="系统")
grant("stations.record", clerk_of, who="本站工作人员")
grant("stations.record", office_of, who="所在地及上级人大机关工作人员")
grant("stations.read", is_system, who="系统")
grant("stations.read", lives_in_area, who="本区域内的工作人员和代表")
grant("stations.read", is_visitor, who="群众（仅限运行中的联络站）")
