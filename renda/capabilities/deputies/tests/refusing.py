"""Asking an act to do what it must refuse."""

import pytest

from renda.foundation.audit import queries as audit_queries
from renda.foundation.audit.models import Entry
from renda.foundation.errors import RuleBroken


def refusal(code: str, act, *args, **facts) -> RuleBroken:
    before = Entry.objects.count()
    with pytest.raises(RuleBroken) as caught:
        act(*args, **facts)
    assert caught.value.code == code
    assert Entry.objects.count() == before
    return caught.value


def last_entry(subject) -> Entry:
    return audit_queries.of(subject).last()
