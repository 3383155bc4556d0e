"""``renda similar`` says what differs, repairs it, and answers by its exit status."""

from datetime import date

import pytest

from renda.foundation.similarity import registry
from renda.project import command

pytestmark = pytest.mark.django_db


def test_texts_are_compared_and_rebuilt(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    source = registry.Source(1, "141182100", date(2023, 3, 6), "路灯不亮")
    monkeypatch.setattr(registry, "_kinds", {"matter": lambda: [source]})
    assert command.main(["similar", "verify"]) == 1
    assert "matter 1: missing" in capsys.readouterr().out
    assert command.main(["similar", "rebuild"]) == 0
    assert command.main(["similar", "verify"]) == 0
