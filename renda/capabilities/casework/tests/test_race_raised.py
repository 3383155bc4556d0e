"""A matter behind a suggestion and its draft moved at the same moment, with real threads."""

import pytest

from renda.capabilities.casework import actions
from renda.capabilities.casework.tests import factories
from renda.capabilities.suggestions import actions as suggestion_actions
from renda.capabilities.suggestions.tests import factories as suggested
from renda.capabilities.suggestions.tests.factories import AT
from renda.capabilities.suggestions.tests.test_race import trying
from renda.foundation.facts import checking
from tests.races import at_once

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_matter_given_back_and_its_draft_given_up_at_once_is_back_once():
    place = suggested.county()
    town = factories.town()
    case = actions.raise_suggestion(
        factories.case(town, at=AT), deputy_id=place.lead_deputy.pk, level="county", actor=town.clerk, at=AT
    )
    one = case.suggestion
    outcomes = at_once(
        trying(
            lambda: suggested.fresh(one),
            lambda s: suggestion_actions.withdraw(s, reason="代表没有提出", actor=place.lead, at=AT),
        ),
        trying(
            lambda: type(case).objects.get(pk=case.pk),
            lambda c: actions.take_back(c, reason="代表没有提出", actor=town.office, at=AT),
        ),
    )
    assert "won" in outcomes
    case.refresh_from_db()
    assert (case.state, case.progress.filter(verb="take_back").count()) == ("registered", 1)
    assert checking.differences() == []
