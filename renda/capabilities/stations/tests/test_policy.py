"""Who may do what at a station: one table, role by permission."""

from __future__ import annotations

import pytest

from renda.capabilities.deputies.tests import factories as deputy_factories
from renda.capabilities.stations.actions import stations as actions
from renda.capabilities.stations.queries import stations as station_queries
from renda.capabilities.stations.tests import factories
from renda.foundation.accounts.actor import ANYONE, SYSTEM, Actor, HeldPost
from renda.foundation.accounts.terms import Role
from renda.foundation.policy import grants

pytestmark = pytest.mark.django_db
PERMISSIONS = ("stations.manage", "stations.arrange", "stations.record", "stations.read")


def holder(role: str, place: str) -> Actor:
    return Actor(1, "某人", (HeldPost(role, place, 1 if role == Role.HANDLER else None),))


# who, role, place, manage, arrange, record, read
MATRIX = [
    ("the office of the city", Role.OFFICE, "1411", "yyyy"),
    ("the office of the county", Role.OFFICE, "141182", "yyyy"),
    ("the office of the township", Role.OFFICE, "141182100", "yyyy"),
    ("the office of another township", Role.OFFICE, "141182200", "nnnn"),
    ("the office of another county", Role.OFFICE, "141121", "nnnn"),
    ("the clerk of the station", Role.CLERK, "14118210001", "nyyy"),
    ("the clerk of a neighbour", Role.CLERK, "14118210002", "nnny"),
    ("the clerk of another township", Role.CLERK, "14118220001", "nnnn"),
    ("a leader of the county", Role.LEADER, "141182", "nnny"),
    ("a deputy of the county", Role.DEPUTY, "141182", "nnny"),
    ("a handler of the county", Role.HANDLER, "141182", "nnny"),
    ("the operator", Role.OPERATOR, "1411", "nnny"),
]


@pytest.mark.parametrize(("who", "role", "place", "expected"), MATRIX, ids=[row[0] for row in MATRIX])
def test_the_matrix_of_a_station(who, role, place, expected) -> None:
    station, actor = factories.station(), holder(role, place)
    assert "".join("ny"[grants.allowed(actor, one, station)] for one in PERMISSIONS) == expected
    assert station_queries.visible_to(actor).contains(station) is (expected[3] == "y")
    point, day = factories.point(station), factories.duty_day(station)
    assert "".join("ny"[grants.allowed(actor, one, point)] for one in PERMISSIONS) == expected
    assert "".join("ny"[grants.allowed(actor, one, day)] for one in PERMISSIONS) == expected


def test_the_installation_may_do_all_and_nobody_anything_without_a_station() -> None:
    station = factories.station()
    assert all(grants.allowed(SYSTEM, one, station) for one in PERMISSIONS)
    assert station_queries.visible_to(SYSTEM).contains(station)
    assert not any(grants.allowed(holder(Role.OFFICE, "1411"), one, None) for one in PERMISSIONS)
    assert not grants.allowed(ANYONE, "stations.read", None)


def test_a_visitor_reads_open_stations_only() -> None:
    station = factories.station()
    assert [grants.allowed(ANYONE, one, station) for one in PERMISSIONS] == [False, False, False, True]
    assert station_queries.visible_to(ANYONE).contains(station)
    assert station_queries.by_public_code(station.public_code.lower()) == station
    actions.pause(station, reason="修缮", actor=SYSTEM, at=factories.AT)
    assert not grants.allowed(ANYONE, "stations.read", station)
    assert not station_queries.visible_to(ANYONE).contains(station)
    assert station_queries.by_public_code(station.public_code) is None


def test_an_industry_station_belongs_to_its_county() -> None:
    county = deputy_factories.region_tree().counties[0].region
    station = factories.station(county, scope="industry", industry="煤化工")
    assert grants.allowed(holder(Role.OFFICE, "141182"), "stations.manage", station)
    assert not grants.allowed(holder(Role.OFFICE, "141182100"), "stations.read", station)
    assert grants.allowed(holder(Role.CLERK, station.code), "stations.record", station)
