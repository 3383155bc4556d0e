"""The figures of suggestions, kept apart by level of congress, each with its recount, and rates over them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any

from django.db.models import Count

from renda.capabilities.suggestions.models import Suggestion
from renda.capabilities.suggestions.queries.figures import EVENTS
from renda.foundation.accounts.terms import Level
from renda.foundation.facts.registry import measure
from renda.foundation.indicators.registry import indicator, tenths

Rows = Iterator[tuple[str, date, int]]


def code(level: str, what: str) -> str:
    """The code of a measure of suggestions to congresses of a level."""
    return f"suggestions.{level}.{what}"


def _recount(level: Level, day: str, which: Mapping[str, Any]) -> Callable[[], Rows]:
    def rows() -> Rows:
        """Suggestions to congresses of one level, by the day of one event."""
        of_level = Suggestion.objects.filter(congress__level=level, **which)
        yield from of_level.values_list("place_code", day).annotate(n=Count("pk"))

    return rows


def _rates(level: Level) -> None:
    @indicator(code(level, "replied_in_time"), title="按期答复率", unit="%")
    def replied_in_time(of: Mapping[str, int]) -> int | None:
        """Replies issued by their day to all whose day is known, in tenths of a percent."""
        replied = of.get(code(level, "replied"), 0) - of.get(code(level, "replied_untimed"), 0)
        return tenths(replied - of.get(code(level, "replied_late"), 0), replied)

    @indicator(code(level, "satisfied_rate"), title="代表满意率", unit="%")
    def satisfied_rate(of: Mapping[str, int]) -> int | None:
        """Results rated satisfied or basically satisfied to all that were rated; silence is left out."""
        good = of.get(code(level, "rated_satisfied"), 0) + of.get(code(level, "rated_basically"), 0)
        return tenths(good, good + of.get(code(level, "rated_not"), 0))


for _level in Level:
    for _what, (_title, _day, _which) in EVENTS.items():
        measure(code(_level, _what), title=_title, unit="件")(_recount(_level, _day, _which))
    _rates(_level)
