"""How a page finds its station, duty day or visit; what one may not see is not there."""

from __future__ import annotations

from typing import Any

from django.http import Http404

from renda.capabilities.stations.models import DutyAssignment, DutyDay, LiaisonStation, Visit
from renda.capabilities.stations.queries import duty as duty_queries
from renda.capabilities.stations.queries import stations as station_queries
from renda.foundation.policy import grants


def station(request: Any, pk: int, permission: str = "stations.read") -> LiaisonStation:
    """The station, if the reader may see it and has this permission.

    Raises:
        Http404: it is not in the reader's area.
        NotPermitted: the reader may look, and not do this.
    """
    found = station_queries.visible_to(request.actor).select_related("region", "parent").filter(pk=pk).first()
    if found is None:
        raise Http404
    grants.require(request.actor, permission, found)
    return found


def duty_day(request: Any, pk: int, permission: str) -> DutyDay:
    """The duty day with its station, under the same conditions."""
    found = duty_queries.duty_day(request.actor, pk)
    if found is None:
        raise Http404
    grants.require(request.actor, permission, found)
    return found


def assignment(request: Any, pk: int) -> DutyAssignment:
    """The assignment with its day and station, for those who arrange duty there."""
    found = duty_queries.assignment(request.actor, pk)
    if found is None:
        raise Http404
    grants.require(request.actor, "stations.arrange", found.duty_day)
    return found


def visit(request: Any, pk: int) -> Visit:
    """The visit with its station, for those who record there."""
    found = duty_queries.visit(request.actor, pk)
    if found is None:
        raise Http404
    grants.require(request.actor, "stations.record", found.station)
    return found
