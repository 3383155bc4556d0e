"""Earlier matters that read like what is being typed: the whole township's, and no more of them than may be told."""

import dataclasses
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from renda.capabilities.casework import actions
from renda.capabilities.casework.tests import factories
from renda.capabilities.deputies.tests import factories as people
from renda.capabilities.stations.actions import stations as station_actions
from renda.capabilities.stations.queries import stations as station_queries
from renda.foundation.accounts.actor import SYSTEM
from renda.foundation.accounts.terms import Role

pytestmark = pytest.mark.django_db
PAGE = "/cases/register/"
SWAPPED = {"HX-Request": "true"}


@pytest.fixture
def place() -> factories.Town:
    return factories.town()


@pytest.fixture
def clerk(place: factories.Town) -> Client:
    return people.client_for(people.user(Role.CLERK, place.station.code))


def test_similar_matters_are_shown_with_how_many_people_and_where_they_stand(
    place: factories.Town, clerk: Client
) -> None:
    main = factories.assigned(place)
    joined = factories.case(place, visitor={"people_count": 4})
    actions.merge(joined, main=main, actor=place.clerk, at=factories.AT)
    done = factories.settled(place)
    data = {"station": place.station.code, "words": "惠民苑小区5号楼暖气不热", "location": ""}
    text = clerk.post(f"{PAGE}similar/", data, headers=SWAPPED).content.decode()
    assert "5人反映" in text
    assert "住建局" in text
    assert f'value="{main.pk}"' in text
    assert f'value="{done.pk}"' not in text
    assert "已办结" in text
    assert "白玉梅" not in text


def test_accusations_are_never_similar(place: factories.Town, clerk: Client) -> None:
    factories.case(place, is_accusation=True)
    data = {"station": place.station.code, "words": factories.WORDS}
    assert "没有相似的事项" in clerk.post(f"{PAGE}similar/", data, headers=SWAPPED).content.decode()


def neighbouring(place: factories.Town) -> factories.Town:
    """The same town, seen from another of its stations."""
    known = station_queries.visible_to(SYSTEM).exclude(pk=place.station.pk).first()
    other = known or station_actions.open_station(
        place.station.region, name="贾家庄镇第二联络站", actor=SYSTEM, at=factories.AT
    )
    return dataclasses.replace(place, station=other, clerk=factories.clerk_of(other))


def test_matters_of_the_towns_other_stations_are_similar_and_cannot_be_opened(
    place: factories.Town, clerk: Client
) -> None:
    beside = factories.assigned(neighbouring(place), visitor={"people_count": 4})
    data = {"station": place.station.code, "words": "惠民苑小区5号楼暖气不热", "location": ""}
    answer = clerk.post(f"{PAGE}similar/", data, headers=SWAPPED)
    text = answer.content.decode()
    assert beside.title in text
    assert "3月6日" in text
    assert "待签收" in text
    assert "别的联络站登记" in text
    for kept in (beside.number, beside.number[-4:], "人反映", "住建局", f"/cases/{beside.pk}/", "merge_into", "白玉梅"):
        assert kept not in text, kept
    assert clerk.get(f"/cases/{beside.pk}/").status_code == 404
    office = people.client_for(people.user(Role.OFFICE, factories.TOWN))
    assert f"/cases/{beside.pk}/" in office.post(f"{PAGE}similar/", data, headers=SWAPPED).content.decode()


def test_what_is_kept_secret_or_lies_in_another_town_is_not_similar(place: factories.Town, clerk: Client) -> None:
    beside = neighbouring(place)
    factories.case(beside, visitor={"wants_secrecy": True})
    factories.case(beside, is_accusation=True)
    away = people.region("141182200", "三泉镇", "town", factories.COUNTY)
    far = station_actions.open_station(away, name="三泉镇人大代表联络站", actor=SYSTEM, at=factories.AT)
    factories.case(dataclasses.replace(place, station=far, clerk=factories.clerk_of(far)))
    data = {"station": place.station.code, "words": factories.WORDS}
    assert "没有相似的事项" in clerk.post(f"{PAGE}similar/", data, headers=SWAPPED).content.decode()
    factories.case(place, visitor={"wants_secrecy": True})
    assert "1人反映" in clerk.post(f"{PAGE}similar/", data, headers=SWAPPED).content.decode()


def test_similar_ones_cost_the_same_however_many_there_are(
    place: factories.Town, clerk: Client, django_assert_num_queries: Any
) -> None:
    factories.case(place)
    data = {"station": place.station.code, "words": factories.WORDS}
    clerk.post(f"{PAGE}similar/", data, headers=SWAPPED)
    with CaptureQueriesContext(connection) as few:
        clerk.post(f"{PAGE}similar/", data, headers=SWAPPED)
    for town in (neighbouring(place), place):
        for _ in range(30):
            factories.case(town)
    with django_assert_num_queries(len(few)):
        clerk.post(f"{PAGE}similar/", data, headers=SWAPPED)
    assert len(few) <= 10


def test_what_was_merged_leaves_its_place_and_what_can_be_opened_comes_first(
    place: factories.Town, clerk: Client
) -> None:
    main = factories.case(place)
    for _ in range(8):
        actions.merge(factories.case(place), main=main, actor=place.clerk, at=factories.AT)
    for _ in range(5):
        factories.case(neighbouring(place))
    answer = clerk.post(f"{PAGE}similar/", {"station": place.station.code, "words": factories.WORDS}, headers=SWAPPED)
    rows = answer.context["similar"]
    assert [row["may_open"] for row in rows] == [True, False, False, False, False]
    assert (rows[0]["pk"], rows[0]["people"]) == (main.pk, 9)
