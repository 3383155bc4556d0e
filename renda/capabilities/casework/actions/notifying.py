"""Who is told of an act on a matter: the desk it lies on, the organ that handles, the station that tells."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from renda.capabilities.casework.models import Case
from renda.foundation.accounts.terms import Role
from renda.foundation.notices import outbox

REGION_LENGTH, STATION_LENGTH = 9, 11


def _tell(role: str, text: str, case: Case, *, actor: Any, at: datetime, **where: Any) -> None:
    outbox.tell_posts(role, text, but_not=actor.user_id, link=f"/cases/{case.pk}/", at=at, title=case.title, **where)


def station(case: Case, text: str, *, actor: Any, at: datetime) -> None:
    """Tell the clerks of the station, or of the station above a point; ``text`` has a place for the title."""
    _tell(Role.CLERK, text, case, actor=actor, at=at, place_code=case.place_code[:STATION_LENGTH])


def desk(case: Case, text: str, *, actor: Any, at: datetime) -> None:
    """Tell whoever sits at the desk where the matter lies now."""
    if len(case.desk_code) > REGION_LENGTH:
        station(case, text, actor=actor, at=at)
    else:
        _tell(Role.OFFICE, text, case, actor=actor, at=at, place_code=case.desk_code)


def organ(case: Case, text: str, *, actor: Any, at: datetime) -> None:
    """Tell the handlers of the organ the matter is assigned to."""
    if case.organ_id is not None:
        _tell(Role.HANDLER, text, case, actor=actor, at=at, organ_id=case.organ_id)
