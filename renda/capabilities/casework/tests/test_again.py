"""Matters that come a second way."""

from datetime import timedelta

import pytest

from renda.capabilities.casework import actions
from renda.capabilities.casework.tests import factories
from renda.capabilities.deputies.tests import factories as people
from renda.foundation.facts import checking
from renda.foundation.facts.models import Fact

AT = factories.AT


@pytest.fixture
def place(db):
    return factories.town()


def _figure(measure):
    return sum(Fact.objects.filter(measure=f"casework.{measure}").values_list("quantity", flat=True))


def test_a_matter_raised_again_after_it_came_back_is_one_suggestion(place):
    case, deputy, at = factories.case(place), people.deputy(), AT
    for _ in range(2):
        actions.raise_suggestion(case, deputy_id=deputy.pk, level="county", actor=place.clerk, at=at)
        actions.answer_raised(case, text="已列入明年改造计划", actor=place.office, at=at)
        actions.tell(case, how="phone", actor=place.clerk, at=at)
        at += timedelta(days=3)
        actions.reopen(case, reason="办理结果与事实不符", actor=place.office, at=at)
    assert _figure("raised") == 1
    assert case.raised_on.isoformat() == "2023-03-06"
    assert checking.differences() == []
