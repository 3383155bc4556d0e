"""What the tests of pages share: the day on which the congress of the tests sits, the house and its office."""

import pytest

from renda.capabilities.motions.tests import factories as made
from renda.capabilities.motions.tests import pages
from renda.capabilities.motions.tests.factories import AT
from renda.foundation.accounts.terms import Role


@pytest.fixture
def sitting(monkeypatch):
    """Pages ask the clock; it stands on a day of the session."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: AT)
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *_: AT.date())


@pytest.fixture
def house(db, sitting):
    """A county's congress in session."""
    return made.house()


@pytest.fixture
def office(house):
    """The browser of its office."""
    return pages.signed_in(house, Role.OFFICE)
