"""Invented stations load through the real acts, in bulk."""

from __future__ import annotations

import pytest

from renda.capabilities.deputies.tests import factories as deputy_factories
from renda.capabilities.stations import demo
from renda.capabilities.stations.models import LiaisonStation
from renda.capabilities.stations.tests import factories
from renda.foundation.audit.models import Entry

pytestmark = pytest.mark.django_db


def test_stations_come_with_their_points_and_traces(django_assert_max_num_queries) -> None:
    deputy_factories.region_tree()
    before = Entry.objects.count()
    plan = [("141182100", ["贾家庄联络站", "东关联络站"], 6), ("141182200", ["栗家庄联络站"], 5)]
    # Two queries a station, one for the regions, and what one transaction costs.
    with django_assert_max_num_queries(2 * 20 + 6):
        built = demo.build(plan, factories.AT, opened_on=factories.OPENED)
    assert len(built) == LiaisonStation.objects.count() == 20
    assert Entry.objects.count() == before + 20
    assert [one.name for one in built[:2]] == ["贾家庄联络站", "贾家庄第1联络点"]
    assert {one.parent_id for one in built[1:7]} == {built[0].pk}
