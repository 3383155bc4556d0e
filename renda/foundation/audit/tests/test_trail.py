"""The trail: written with the act, fenced against change, sealed and checked again."""

import json
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.db import DatabaseError, connection, transaction
from hypothesis import given
from hypothesis import strategies as st

from renda.foundation import action
from renda.foundation.accounts.actor import SYSTEM
from renda.foundation.accounts.models import User
from renda.foundation.audit import fences, merkle, sealing, trail
from renda.foundation.audit.models import Entry, Seal

AT = datetime(2026, 11, 24, 10, tzinfo=ZoneInfo("Asia/Shanghai"))


@action.action
def _touch(number: int, *, at: datetime) -> None:
    trail.record(at=at, actor=SYSTEM, verb="test.touch", subject=User(pk=number), changes={"n": number})


def _fail_after_touching(number: int) -> None:
    _touch(number, at=AT)
    raise ZeroDivisionError


@action.action
def _silent() -> None:
    User.objects.create(username="ghost", name="无痕")


@pytest.mark.django_db
def test_an_act_without_a_trace_keeps_nothing() -> None:
    with pytest.raises(action.NoTrace):
        _silent()
    assert not User.objects.filter(username="ghost").exists()


@pytest.mark.django_db
def test_an_entry_says_when_who_what_and_on_which_thing() -> None:
    _touch(7, at=AT)
    entry = Entry.objects.get()
    assert (entry.at, entry.actor_name, entry.verb) == (AT, "系统", "test.touch")
    assert (entry.subject_type, entry.subject_id, json.loads(entry.changes)) == ("accounts.user", 7, {"n": 7})


def test_writing_outside_an_act_is_refused() -> None:
    with pytest.raises(RuntimeError, match="outside an act"):
        trail.record(at=AT, actor=SYSTEM, verb="x", subject=User(pk=1))


@pytest.mark.django_db
def test_a_failed_attempt_leaves_the_acts_before_it() -> None:
    with action.one_transaction():
        _touch(1, at=AT)
        with pytest.raises(ZeroDivisionError), action.attempt():
            _fail_after_touching(2)
        _touch(3, at=AT)
    assert list(Entry.objects.order_by("pk").values_list("subject_id", flat=True)) == [1, 3]


@pytest.mark.django_db
@pytest.mark.parametrize("change", ["UPDATE audit_entry SET verb = 'x'", "DELETE FROM audit_entry"])
def test_the_database_itself_refuses_to_change_the_trail(change: str) -> None:
    _touch(1, at=AT)
    if connection.vendor == "sqlite":
        for statement in fence_statements():
            connection.cursor().execute(statement)
    else:
        fences.raise_again()
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        connection.cursor().execute(change)
    assert Entry.objects.get().verb == "test.touch"


def fence_statements() -> list[str]:
    """The statements of the migration; SQLite's schema editor cannot be opened within a test's transaction."""
    sql = fences._migration.SQLITE
    return [sql.format(verb=verb.lower(), VERB=verb) for verb in ("UPDATE", "DELETE")]


def _naive_root(leaves: list[bytes]) -> bytes:
    if len(leaves) == 1:
        return leaves[0]
    split = 1 << (len(leaves) - 1).bit_length() - 1
    return merkle.node_hash(_naive_root(leaves[:split]), _naive_root(leaves[split:]))


@given(st.lists(st.binary(max_size=8), min_size=1, max_size=70))
def test_the_frontier_gives_the_root_of_rfc_6962(datas: list[bytes]) -> None:
    leaves = [merkle.leaf_hash(data) for data in datas]
    frontier = merkle.Frontier()
    for leaf in leaves:
        frontier.append(leaf)
    assert frontier.root() == _naive_root(leaves)
    again = merkle.Frontier(frontier.size, frontier.roots)
    assert again.root() == frontier.root()


def test_a_frontier_that_does_not_fit_its_size_is_refused() -> None:
    with pytest.raises(ValueError, match="full subtrees"):
        merkle.Frontier(3, [b""])


@pytest.mark.django_db(transaction=True)
def test_seals_cover_every_entry_once_and_verify() -> None:
    key = Ed25519PrivateKey.generate()
    for number in range(5):
        _touch(number, at=AT)
    assert sealing.seal(at=AT, key=key, origin="renda/test", limit=3).tree_size == 3
    assert sealing.seal(at=AT, key=key, origin="renda/test").tree_size == 5
    assert sealing.seal(at=AT, key=key, origin="renda/test") is None
    verdict = sealing.verify(key.public_key())
    assert (verdict.entries, verdict.seals, verdict.fault) == (5, 2, "")


@pytest.mark.django_db(transaction=True)
def test_a_changed_entry_or_another_key_is_found() -> None:
    key = Ed25519PrivateKey.generate()
    _touch(1, at=AT)
    sealing.seal(at=AT, key=key, origin="renda/test")
    assert "not signed" in sealing.verify(Ed25519PrivateKey.generate().public_key()).fault
    seal = Seal.objects.get()
    Seal.objects.update(checkpoint=seal.checkpoint.replace(f"\n{seal.tree_size}\n", "\n9\n"))
    assert "not signed" in sealing.verify(key.public_key()).fault
    Entry.objects.update(at=AT + timedelta(seconds=1))
    assert "do not match" in sealing.verify(key.public_key()).fault
