"""Rules of things, without a database; each names its article."""

import pytest

from renda.capabilities.things import rules
from renda.foundation.errors import RuleBroken


def test_closing_needs_an_answer() -> None:
    with pytest.raises(RuleBroken) as refusal:
        rules.must_have_answer(None, {"answer": " "})
    assert refusal.value.code == "no-answer"


def test_closing_with_an_answer_passes() -> None:
    rules.must_have_answer(None, {"answer": "已修好"})
