import pytest

from renda.capabilities.deputies import queries
from renda.capabilities.deputies.actions import mandates, people
from renda.capabilities.deputies.models import Deputy
from renda.capabilities.deputies.terms import Suspension
from renda.capabilities.deputies.tests import factories
from renda.capabilities.deputies.tests.factories import AT
from renda.foundation.accounts.actor import ANYONE, SYSTEM, Actor, HeldPost
from renda.foundation.accounts.terms import Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def held() -> dict[str, Deputy]:
    """One deputy of each congress, and one of the nation who lives in the city."""
    tree = factories.region_tree()
    congresses = {
        "14": tree.province,
        "1411": tree.city,
        "141182": tree.counties[0],
        "141121": tree.counties[1],
        "141182100": tree.townships[0],
        "141182200": tree.townships[1],
    }
    found = {code: factories.deputy(factories.term(congress)) for code, congress in congresses.items()}
    nation = factories.term(factories.nation(), number=14)
    found["00"] = people.add_deputy(nation, name="赵全国", home_code="1411", actor=SYSTEM, at=AT).deputy
    return found


def codes(found, held: dict[str, Deputy]) -> set[str]:
    by_pk = {person.pk: code for code, person in held.items()}
    return {by_pk[one.pk] for one in found}


def test_deputies_near_a_station_sit_above_it_or_under_it(held: dict[str, Deputy]) -> None:
    above = {"00", "14", "1411", "141182"}
    assert codes(queries.deputies_near("14118210001"), held) == above | {"141182100"}
    assert codes(queries.deputies_near("1411821000102"), held) == above | {"141182100"}
    assert codes(queries.deputies_near("14118200001"), held) == above
    assert codes(queries.deputies_near("141182"), held) == above | {"141182100", "141182200"}
    assert queries.is_near(held["141182"].pk, "14118210001")
    assert not queries.is_near(held["141121"].pk, "14118210001")


def test_suspended_deputies_serve_nowhere(held: dict[str, Deputy]) -> None:
    mandate = queries.current_mandates(held["141182"]).get()
    facts = {"reason": Suspension.CUSTODY, "suspended_on": AT.date(), "actor": SYSTEM, "at": AT}
    mandates.suspend(mandate, **facts)
    assert not queries.is_near(held["141182"].pk, "141182")
    assert "141182" not in codes(queries.deputies_near("141182"), held)


def test_each_office_sees_its_places_and_higher_deputies_at_home(held: dict[str, Deputy]) -> None:
    assert codes(queries.visible_to(factories.office("141182")), held) == {"141182", "141182100", "141182200"}
    city = {"00", "1411", "141182", "141121", "141182100", "141182200"}
    assert codes(queries.visible_to(factories.office("1411")), held) == city
    assert codes(queries.visible_to(SYSTEM), held) == set(held)
    assert codes(queries.visible_to(ANYONE), held) == set()


def test_names_levels_and_users_come_in_one_query(held: dict[str, Deputy], django_assert_num_queries) -> None:
    ids = [person.pk for person in held.values()]
    with django_assert_num_queries(3):
        assert queries.names(ids)[held["00"].pk] == "赵全国"
        assert queries.levels_of(ids)[held["1411"].pk] == ["city"]
        assert queries.users_of(ids) == {}
    with django_assert_num_queries(0):
        assert (queries.names([]), queries.levels_of([]), queries.users_of([])) == ({}, {}, {})


def test_search_finds_visible_persons_only(held: dict[str, Deputy]) -> None:
    person = held["141182"]
    actor = factories.office("141182")
    assert person in queries.search(actor, person.name)
    assert queries.search(actor, str(person.code)) == [person]
    assert queries.search(factories.office("141121"), str(person.code)) == []
    assert queries.search(actor, "  ") == []


def test_mandates_are_counted_by_level(held: dict[str, Deputy]) -> None:
    assert queries.by_level("141182") == {"county": 1, "township": 2}
    assert queries.by_level("1411") == {"nation": 1, "city": 1, "county": 2, "township": 2}


def test_an_operator_without_a_place_sees_every_roll(held: dict[str, Deputy]) -> None:
    operator = Actor(9, "管理员", (HeldPost(Role.OPERATOR, ""),))
    assert codes(queries.visible_to(operator), held) == set(held)
    assert queries.terms_visible_to(operator).count() == len(held)
    assert queries.congresses_visible_to(operator).count() == len(held)


def test_the_user_of_nobody_is_no_deputy() -> None:
    assert queries.deputy_of_user(None) is None
