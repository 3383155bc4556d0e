"""The bus: reactions to a kind of fact, each once, in the order they were registered."""

from dataclasses import dataclass

import pytest

from renda.foundation.events import bus


@dataclass(frozen=True)
class BellRang:
    times: int


@dataclass(frozen=True)
class BellCracked:
    pass


@pytest.fixture(autouse=True)
def _own_reactions(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bus, "_reactions", {})


def test_reactions_run_in_the_order_they_were_registered() -> None:
    heard: list[str] = []
    bus.reacts_to(BellRang)(lambda event: heard.append(f"first {event.times}"))
    bus.reacts_to(BellRang)(lambda event: heard.append(f"second {event.times}"))
    bus.announce(BellRang(3))
    assert heard == ["first 3", "second 3"]


def test_a_reaction_registered_twice_runs_once() -> None:
    heard: list[object] = []
    for _ in range(2):
        assert bus.reacts_to(BellRang)(heard.append) == heard.append
    bus.announce(BellRang(1))
    assert heard == [BellRang(1)]


def test_other_facts_and_facts_nobody_awaits_pass() -> None:
    heard: list[object] = []
    bus.reacts_to(BellRang)(heard.append)
    bus.announce(BellCracked())
    assert heard == []


def test_a_failing_reaction_sinks_the_act() -> None:
    def fail(_event: BellRang) -> None:
        raise ZeroDivisionError

    bus.reacts_to(BellRang)(fail)
    with pytest.raises(ZeroDivisionError):
        bus.announce(BellRang(1))
