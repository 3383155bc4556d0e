"""Acts within acts: one transaction, one set of queues, all or nothing."""

import pytest

from renda.foundation import action
from renda.foundation.accounts.actor import SYSTEM
from renda.foundation.accounts.models import User
from renda.foundation.accounts.tests.factories import AT
from renda.foundation.audit import trail
from renda.foundation.audit.models import Entry

pytestmark = pytest.mark.django_db


@action.action
def _note(number: int) -> int:
    """Leave one trace."""
    trail.record(at=AT, actor=SYSTEM, verb="test.note", subject=User(pk=number))
    return number


@action.action
def _note_twice(number: int) -> None:
    _note(number)
    _note(number + 1)


def _numbers() -> list[int]:
    return list(Entry.objects.order_by("pk").values_list("subject_id", flat=True))


def test_an_act_gives_its_answer_and_keeps_its_name() -> None:
    assert _note(7) == 7
    assert _note.__name__ == "_note"
    assert _note.is_action
    assert _note.__doc__ == "Leave one trace."


def test_a_nested_act_counts_as_the_outer_ones_trace() -> None:
    _note_twice(1)
    assert _numbers() == [1, 2]


def test_traces_of_many_acts_are_written_in_one_go(django_assert_num_queries) -> None:
    with django_assert_num_queries(3), action.one_transaction():  # savepoint, insert, release
        for number in range(10):
            _note(number)
    assert _numbers() == list(range(10))


def test_a_failure_takes_everything_of_the_transaction_back() -> None:
    @action.action
    def fail() -> None:
        _note(1)
        User.objects.create(username="ghost", name="无痕")
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert not Entry.objects.exists()
    assert not User.objects.filter(username="ghost").exists()


def test_a_silent_act_within_another_is_found_too() -> None:
    @action.action
    def silent() -> None:
        User.objects.create(username="ghost", name="无痕")

    @action.action
    def outer() -> None:
        _note(1)
        silent()

    with pytest.raises(action.NoTrace, match="silent"):
        outer()
    assert not Entry.objects.exists()
    assert not User.objects.filter(username="ghost").exists()


def test_a_failed_attempt_takes_back_rows_queues_and_traces() -> None:
    flushed: list[list[object]] = []

    def try_in_vain(unit: action.UnitOfWork) -> None:
        with action.attempt():
            unit.queue(flushed.append, "gone")
            unit.queue(print, "gone with its queue")
            _note(9)
            User.objects.create(username="ghost", name="无痕")
            raise ZeroDivisionError

    with action.one_transaction() as unit:
        unit.queue(flushed.append, "kept")
        with pytest.raises(ZeroDivisionError):
            try_in_vain(unit)
        assert unit.traces == 0
        _note(1)
    assert flushed == [["kept"]]
    assert _numbers() == [1]
    assert not User.objects.filter(username="ghost").exists()


def test_a_flush_may_queue_more() -> None:
    seen: list[object] = []

    def second(items: list[object]) -> None:
        seen.extend(items)

    def first(items: list[object]) -> None:
        action.current_unit().queue(second, f"after {items}")

    with action.one_transaction() as unit:
        unit.queue(first, 1)
        unit.queue(first, 2)
    assert seen == ["after [1, 2]"]


def test_memory_lasts_for_one_transaction() -> None:
    action.memo()["x"] = 1
    assert action.memo() == {}
    with action.one_transaction():
        action.memo()["x"] = 1
        with action.one_transaction():
            assert action.memo() == {"x": 1}
    with action.one_transaction():
        assert action.memo() == {}
    with pytest.raises(RuntimeError, match="outside an act"):
        action.current_unit()
