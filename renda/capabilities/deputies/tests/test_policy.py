"""Role × act: who may keep which roll, read it, see telephones."""

from types import SimpleNamespace

import pytest

from renda.foundation.accounts.actor import ANYONE, SYSTEM, Actor, HeldPost
from renda.foundation.accounts.terms import Role
from renda.foundation.policy import grants

COUNTY = SimpleNamespace(place_code="141182", home_code="141182", level="county")
TOWNSHIP = SimpleNamespace(place_code="141182100", home_code="141182100", level="township")
CITY = SimpleNamespace(place_code="1411", home_code="141182", level="city")
NATION = SimpleNamespace(place_code="00", home_code="1411", level="nation")
SUBJECTS = {"city": CITY, "county": COUNTY, "township": TOWNSHIP, "nation": NATION}


def actor(role: str, place_code: str) -> Actor:
    return Actor(7, "某人", (HeldPost(role, place_code, 1 if role == Role.HANDLER else None),))


ACTORS = {
    "visitor": ANYONE,
    "system": SYSTEM,
    "city office": actor(Role.OFFICE, "1411"),
    "county office": actor(Role.OFFICE, "141182"),
    "township office": actor(Role.OFFICE, "141182100"),
    "other county office": actor(Role.OFFICE, "141121"),
    "operator": actor(Role.OPERATOR, "1411"),
    "leader": actor(Role.LEADER, "1411"),
    "clerk": actor(Role.CLERK, "14118210001"),
    "handler": actor(Role.HANDLER, "141182"),
    "deputy": actor(Role.DEPUTY, "141182"),
}

# Whose rolls each may manage, and whose telephones each may see.
MANAGES = {
    "system": {"city", "county", "township", "nation"},
    "city office": {"city", "county", "township", "nation"},
    "county office": {"county", "township"},
    "township office": {"township"},
}
SETS_UP = {
    **MANAGES,
    "city office": {"city", "county", "township"},
    "operator": {"city", "county", "township", "nation"},
}
SEES_PHONES = {"city office": {"city", "nation"}, "county office": {"county"}, "township office": {"township"}}
READS = {"city office", "county office", "township office", "other county office", "operator", "leader"}
KEEPS = READS - {"leader"}


@pytest.mark.parametrize("who", ACTORS)
@pytest.mark.parametrize(
    ("permission", "table"),
    [("deputies.manage", MANAGES), ("deputies.set_up", SETS_UP), ("deputies.see_phone", SEES_PHONES)],
)
def test_rolls_belong_to_their_offices(who: str, permission: str, table: dict[str, set[str]]) -> None:
    may = {name for name, subject in SUBJECTS.items() if grants.allowed(ACTORS[who], permission, subject)}
    assert may == table.get(who, set())


@pytest.mark.parametrize("who", ACTORS)
def test_only_offices_leaders_and_the_operator_open_the_roll(who: str) -> None:
    assert grants.allowed(ACTORS[who], "deputies.read") == (who in READS)
    assert grants.allowed(ACTORS[who], "deputies.keep_rolls") == (who in KEEPS)


def test_a_deputy_reads_only_the_own_page() -> None:
    assert grants.allowed(ACTORS["deputy"], "deputies.read_own", SimpleNamespace(user_id=7))
    assert not grants.allowed(ACTORS["deputy"], "deputies.read_own", SimpleNamespace(user_id=8))
    assert not grants.allowed(ANYONE, "deputies.read_own", SimpleNamespace(user_id=None))
    assert not grants.allowed(ACTORS["deputy"], "deputies.read_own", None)


def test_nobody_manages_nothing() -> None:
    assert not grants.allowed(ACTORS["city office"], "deputies.manage", None)
    assert not grants.allowed(ACTORS["city office"], "deputies.see_phone", None)
