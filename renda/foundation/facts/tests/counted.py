"""Two measures of their own for the tests of facts, counted again from a list instead of business tables."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from renda.foundation.action import one_transaction
from renda.foundation.facts import counting, registry

SEEN, LEFT = "test.seen", "test.left"
Row = tuple[str, str, date, int]

business: list[Row] = []


@pytest.fixture
def measures(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[Row]]:
    """Only these measures are registered; the list stands for the business tables."""

    def recount(code: str) -> registry.Recount:
        return lambda: [(place, day, n) for measure, place, day, n in business if measure == code]

    known = {code: registry.Measure(code, code, "次", recount(code)) for code in (SEEN, LEFT)}
    monkeypatch.setattr(registry, "_measures", known)
    business.clear()
    yield business
    business.clear()


def add(*rows: Row) -> None:
    """One act that counts these."""
    with one_transaction():
        for measure, place, day, quantity in rows:
            counting.add(measure, place_code=place, day=day, quantity=quantity)


def happen(*rows: Row) -> None:
    """The business tables change and the act counts it."""
    business.extend(rows)
    add(*rows)
