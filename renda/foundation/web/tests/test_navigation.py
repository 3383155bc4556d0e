"""The main navigation: who sees which entry, in what order, and where the reader is."""

import pytest
from django.test import Client
from django.urls import NoReverseMatch

from renda.foundation.accounts.actor import ANYONE, Actor, HeldPost
from renda.foundation.accounts.terms import Role
from renda.foundation.accounts.tests import factories
from renda.foundation.web import navigation


def _actor(*roles: str) -> Actor:
    return Actor(1, "某人", tuple(HeldPost(role, factories.CITY, 1) for role in roles))


def _urls(actor: Actor) -> list[str]:
    return [entry.url for entry in navigation.entries_for(actor)]


@pytest.fixture
def own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(navigation, "_entries", {})


def test_entries_stand_in_order_and_only_for_whom_they_are(own) -> None:
    navigation.add("后", "workdays:calendar", icon="home", shown_to=lambda _: True, order=20)
    navigation.add("前", "notices:list", icon="home", shown_to=lambda _: True, order=10)
    navigation.add("无", "accounts:users", icon="home", shown_to=lambda _: False, order=1)
    assert _urls(ANYONE) == ["/notices/", "/calendar/"]


def test_an_entry_registered_again_replaces_the_first(own) -> None:
    for label in ("旧", "新"):
        navigation.add(label, "notices:list", icon="home", shown_to=lambda _: True, order=10)
    assert [entry.label for entry in navigation.entries_for(ANYONE)] == ["新"]


def test_an_entry_that_leads_nowhere_is_a_defect(own) -> None:
    navigation.add("错", "nowhere:at-all", icon="home", shown_to=lambda _: True, order=10)
    with pytest.raises(NoReverseMatch):
        _urls(ANYONE)


def test_every_entry_of_the_house_leads_somewhere_and_names_an_icon() -> None:
    from renda.foundation.web import icons

    everyone = _actor(*Role)
    entries = navigation.entries_for(everyone)
    assert len(entries) >= 8
    for entry in entries:
        assert entry.url.startswith("/")
        assert icons.strokes(entry.icon)


@pytest.mark.parametrize("role", list(Role))
def test_every_role_has_somewhere_to_go(role: str) -> None:
    assert _urls(_actor(role))


def test_a_visitor_and_someone_without_a_post_have_no_entries() -> None:
    assert _urls(ANYONE) == []
    assert _urls(_actor()) == []


def test_accounts_are_shown_to_the_operator_only() -> None:
    for role in Role:
        assert ("/accounts/users/" in _urls(_actor(role))) == (role == Role.OPERATOR)


@pytest.mark.django_db
def test_the_page_marks_where_the_reader_is(client: Client) -> None:
    client.force_login(factories.operator())
    text = client.get("/accounts/users/").content.decode()
    assert text.count('href="/accounts/users/" aria-current="page"') >= 1
    assert 'href="/calendar/" aria-current' not in text
