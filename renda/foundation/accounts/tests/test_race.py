"""Two operators at the same moment, with real threads: the house is never without one."""

import threading

import pytest
from django.db import close_old_connections, connection

from renda.foundation.accounts import actions, queries
from renda.foundation.accounts.models import User
from renda.foundation.accounts.terms import Role
from renda.foundation.accounts.tests import factories
from renda.foundation.errors import RuleBroken


@pytest.mark.django_db(transaction=True)
def test_two_operators_do_not_shut_each_other_out() -> None:
    first, second = factories.user(role=Role.OPERATOR), factories.user(role=Role.OPERATOR)
    start, outcomes = threading.Barrier(2), []

    def shut_out(whom: User, by: User) -> None:
        close_old_connections()
        try:
            actor = queries.actor_of(by)
            start.wait()
            actions.deactivate(whom, actor=actor, at=factories.AT)
            outcomes.append("done")
        except RuleBroken as refusal:
            outcomes.append(refusal.code)
        finally:
            connection.close()

    threads = [threading.Thread(target=shut_out, args=pair) for pair in ((first, second), (second, first))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["done", "last-operator"]
    assert User.objects.filter(is_active=True).count() == 1
