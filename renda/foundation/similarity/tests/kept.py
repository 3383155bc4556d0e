"""A kind of texts of their own for the tests, read again from a list instead of business tables."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from renda.foundation.action import one_transaction
from renda.foundation.similarity import registry, searching, texts

DAY = date(2023, 3, 6)
LAMP, LAMP_AGAIN = "文昌街的路灯坏了，晚上漆黑", "关于在文昌街增设照明设施的建议"
COLD, DOGS = "向阳小区暖气不热，屋里冰凉", "桥东社区流浪狗咬伤小孩"
HERE, NEXT_DOOR, FAR = "141182100", "141182101", "141121100"

business: list[registry.Source] = []


@pytest.fixture
def kinds(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[registry.Source]]:
    """Only these kinds are registered, nothing has been read, and the list stands for the business table."""
    monkeypatch.setattr(registry, "_kinds", {"matter": lambda: list(business), "wish": list})
    monkeypatch.setattr(searching, "_searcher", searching.Searcher())
    business.clear()
    yield business
    business.clear()


def keep(ref: int, text: str, *, place_code: str = HERE, kind: str = "matter", on: date = DAY) -> None:
    """One act that keeps a text."""
    with one_transaction():
        texts.index(kind=kind, ref=ref, place_code=place_code, on=on, text=text)


def refs(text: str, **limits: object) -> list[int]:
    """What is found, by ref."""
    return [match.ref for match in searching.similar(text, **limits)]
