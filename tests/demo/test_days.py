"""The demo is loaded on whatever day it is: after holidays and around sessions."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.db import transaction

from renda.capabilities.suggestions.models import Suggestion
from renda.capabilities.suggestions.terms import State
from renda.foundation.action import one_transaction
from renda.project.demo import load

DAYS = {"after a long holiday": (2026, 10, 9), "sessions": (2027, 3, 30)}


@pytest.mark.django_db
@pytest.mark.parametrize("name", DAYS)
def test_every_state_occurs_whenever_it_is_loaded(name: str) -> None:
    now = datetime(*DAYS[name], 8, 30, tzinfo=ZoneInfo("Asia/Shanghai"))
    with one_transaction():
        load._load(small=True, now=now)
    assert set(Suggestion.objects.values_list("state", flat=True)) == set(State.values())


@pytest.mark.django_db
def test_loaded_twice_at_one_moment_it_is_the_same() -> None:
    now = datetime(2026, 11, 24, 11, 30, tzinfo=ZoneInfo("Asia/Shanghai"))
    told = []
    for _ in range(2):
        with transaction.atomic():
            with one_transaction():
                load._load(small=True, now=now)
            rows = Suggestion.objects.order_by("place_code", "series", "number", "pk")
            told.append(list(rows.values_list("title", "situation", "lead_name", "state", "due_on", "outcome")))
            transaction.set_rollback(True)
    assert told[0] == told[1]
