"""The small demo city: a part of everything."""

from collections.abc import Iterator

import pytest
from django.db import transaction
from pytest_django.plugin import DjangoDbBlocker

from renda.foundation.action import one_transaction
from renda.project.demo import load
from renda.project.demo.suggestions import topics
from tests.demo import checks


@pytest.fixture(scope="module")
def city(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The small city, loaded once for this module and rolled back after it."""
    del django_db_setup
    with django_db_blocker.unblock(), transaction.atomic():
        with one_transaction():
            load._load(small=True, now=checks.NOW)
        yield
        transaction.set_rollback(True)


@pytest.mark.django_db
@pytest.mark.xdist_group("small city")
class TestSuggestionsOfTheSmallCity(checks.OfSuggestions):
    """Everything below reads the same loaded city."""

    @pytest.fixture
    def loaded(self, city: None) -> str:
        """Which city this is."""
        del city
        return "small"


def test_there_are_sixty_topics_each_told_two_ways_and_answered_every_way() -> None:
    told = topics.topics()
    assert len(told) >= 60
    assert len({said[0] for topic in told for said in topic.said}) == sum(len(topic.said) for topic in told)
    for topic in told:
        assert len(topic.said) >= 2
        assert all((topic.done, topic.plan, topic.promise, topic.cannot)), topic.said[0][0]
