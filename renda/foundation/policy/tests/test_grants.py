"""Who may do what: any grant suffices, none refuses, a spelling mistake is a defect."""

import re
from types import SimpleNamespace

import pytest

from renda.foundation.errors import NotPermitted
from renda.foundation.policy import grants

CHIEF = SimpleNamespace(is_chief=True)
OTHER = SimpleNamespace(is_chief=False)


@pytest.fixture
def bells(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(grants, "_grants", {})
    grants.grant("bells.ring", is_chief, who="村长")
    grants.grant("bells.ring", owns, who="钟的主人")


def is_chief(actor: object, _bell: object) -> bool:
    return actor.is_chief


def owns(actor: object, bell: object) -> bool:
    return bell is not None and bell.owner is actor


def test_any_grant_suffices(bells) -> None:
    bell = SimpleNamespace(owner=OTHER)
    assert grants.allowed(CHIEF, "bells.ring")
    assert grants.allowed(OTHER, "bells.ring", bell)
    assert not grants.allowed(OTHER, "bells.ring")
    grants.require(OTHER, "bells.ring", bell)
    with pytest.raises(NotPermitted) as refusal:
        grants.require(OTHER, "bells.ring")
    assert (refusal.value.permission, refusal.value.status) == ("bells.ring", 403)


def test_a_permission_nobody_ever_granted_is_a_defect(bells) -> None:
    with pytest.raises(KeyError):
        grants.allowed(CHIEF, "bells.melt")


def test_a_grant_made_twice_is_listed_once(bells) -> None:
    grants.grant("bells.ring", is_chief, who="村长")
    assert [(one.permission, one.who) for one in grants.all_grants()] == [
        ("bells.ring", "村长"),
        ("bells.ring", "钟的主人"),
    ]


def test_every_permission_is_named_after_its_capability_and_says_who() -> None:
    found = grants.all_grants()
    assert len(found) > 20
    for one in found:
        assert re.fullmatch(r"[a-z]+\.[a-z_]+", one.permission), one.permission
        assert one.who.strip(), one.permission
