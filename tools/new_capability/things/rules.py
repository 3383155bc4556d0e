"""What the law asks of things; facts in, answer or refusal out."""

from collections.abc import Mapping
from typing import Any

from renda.foundation.errors import RuleBroken


def must_have_answer(_subject: Any, facts: Mapping[str, Any]) -> None:
    """Nothing is closed without an answer.

    Raises:
        RuleBroken: the answer is missing or blank.
    """
    if not str(facts.get("answer", "")).strip():
        raise RuleBroken("no-answer", "办结必须填写结果")
