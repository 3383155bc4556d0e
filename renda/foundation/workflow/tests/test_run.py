"""Taking a step: permission, state, guards, compare-and-set and trace, in that order."""

import json
import threading
from types import SimpleNamespace

import pytest
from django.db import close_old_connections, connection, models

from renda.foundation.accounts.actor import ANYONE, SYSTEM
from renda.foundation.accounts.tests.factories import AT
from renda.foundation.action import action
from renda.foundation.audit.models import Entry
from renda.foundation.errors import NotPermitted, RuleBroken, StaleState
from renda.foundation.policy.grants import grant
from renda.foundation.vocabulary import Term
from renda.foundation.workflow.definition import Step, Workflow
from renda.foundation.workflow.run import take_step


class Lamp(Term):
    OFF = "off", "熄灭"
    ON = "on", "点亮"


grant("lamps.switch", lambda actor, _lamp: actor.is_system, who="系统")


def needs_oil(_lamp: object, facts: dict) -> None:
    if not facts.get("oil"):
        raise RuleBroken("no-oil", "没有油了")


FLOW = Workflow(
    "lamps",
    Lamp,
    Lamp.OFF,
    frozenset({Lamp.ON}),
    (
        Step("light", "点灯", frozenset({Lamp.OFF}), Lamp.ON, "lamps.switch", (needs_oil,)),
        Step("trim", "剪灯花", frozenset({Lamp.ON}), Lamp.ON, "lamps.switch"),
        Step("blow", "吹灯", frozenset({Lamp.ON}), Lamp.OFF, "lamps.switch"),
    ),
)


class Row(models.Model):
    """A table of this test only, made and dropped by it."""

    state = models.CharField(max_length=8, default=Lamp.OFF)
    oil = models.IntegerField(default=0)
    revision = models.PositiveIntegerField(default=0)

    class Meta:
        app_label = "audit"
        managed = False
        db_table = "test_workflow_lamp"


@pytest.fixture
def table(db):
    _create()
    yield
    _drop()


def _create() -> None:
    key = "integer PRIMARY KEY AUTOINCREMENT" if connection.vendor == "sqlite" else "bigserial PRIMARY KEY"
    with connection.cursor() as cursor:
        cursor.execute(
            f"CREATE TABLE test_workflow_lamp (id {key}, state varchar(8) NOT NULL, oil integer NOT NULL, revision integer NOT NULL)"
        )


def _drop() -> None:
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE test_workflow_lamp")


@action
def _step(row: Row, name: str, actor: object = SYSTEM, **facts: object) -> None:
    take_step(FLOW, row, name, actor=actor, at=AT, citation="《试行办法》第一条", **facts)


def test_a_step_moves_writes_and_leaves_a_trace(table) -> None:
    row = Row.objects.create()
    _step(row, "light", oil=3)
    assert (row.state, row.oil, row.revision) == (Lamp.ON, 3, 1)
    kept = Row.objects.get()
    assert (kept.state, kept.oil, kept.revision) == ("on", 3, 1)
    entry = Entry.objects.get()
    assert (entry.verb, entry.citation) == ("lamps.light", "《试行办法》第一条")
    assert json.loads(entry.changes) == {"state": ["off", "on"]}


def test_permission_comes_before_state_and_guards(table) -> None:
    row = Row.objects.create(state=Lamp.ON)
    with pytest.raises(NotPermitted):
        _step(row, "light", ANYONE)


def test_state_comes_before_guards_and_names_both_words(table) -> None:
    row = Row.objects.create(state=Lamp.ON)
    with pytest.raises(RuleBroken) as refusal:
        _step(row, "light")
    assert refusal.value.code == "wrong-state"
    assert refusal.value.text == "“点亮”的事项不能点灯"


def test_guards_see_the_facts_and_refuse_before_anything_is_written(table) -> None:
    row = Row.objects.create()
    with pytest.raises(RuleBroken, match="没有油了"):
        _step(row, "light", oil=0)
    assert Row.objects.get().state == "off"
    assert not Entry.objects.exists()


def test_whoever_read_an_older_state_is_told(table) -> None:
    Row.objects.create()
    mine, theirs = Row.objects.get(), Row.objects.get()
    _step(theirs, "light", oil=1)
    with pytest.raises(StaleState):
        _step(mine, "light", oil=9)
    assert Row.objects.get().oil == 1
    assert Entry.objects.count() == 1


def test_a_step_that_keeps_the_state_is_guarded_by_the_revision(table) -> None:
    Row.objects.create(state=Lamp.ON)
    mine, theirs = Row.objects.get(), Row.objects.get()
    _step(theirs, "trim", oil=1)
    with pytest.raises(StaleState):
        _step(mine, "trim", oil=9)
    assert Row.objects.get().oil == 1


def test_a_thing_without_revisions_is_guarded_by_its_state() -> None:
    kept = SimpleNamespace(update=lambda **_: 0)
    kind = type("Thing", (), {"_default_manager": SimpleNamespace(filter=lambda **_: kept)})
    thing = kind()
    thing.pk, thing.state = 1, Lamp.ON
    with pytest.raises(StaleState):
        take_step(FLOW, thing, "blow", actor=SYSTEM, at=AT)


@pytest.mark.django_db(transaction=True)
def test_of_many_at_the_same_moment_one_wins_and_the_rest_are_told() -> None:
    _create()
    try:
        Row.objects.create()
        start, outcomes = threading.Barrier(4), []

        def switch() -> None:
            close_old_connections()
            row = Row.objects.get()
            start.wait()
            try:
                _step(row, "light", oil=1)
                outcomes.append("won")
            except StaleState:
                outcomes.append("told")
            connection.close()

        threads = [threading.Thread(target=switch) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert sorted(outcomes) == ["told", "told", "told", "won"]
        assert Row.objects.get().revision == 1
        assert Entry.objects.count() == 1
    finally:
        _drop()
