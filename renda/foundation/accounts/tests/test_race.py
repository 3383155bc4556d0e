"""Many at the same moment, with real threads: the house is never without an operator, guesses are never more than five."""

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


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("page", ["sign-in", "password"])
def test_guesses_made_at_once_are_no_more_than_guesses_made_in_turn(page: str, monkeypatch: pytest.MonkeyPatch) -> None:
    user = factories.user(role=Role.OFFICE)
    actor = queries.actor_of(user)
    start, looked_at, outcomes = threading.Barrier(8), [], []
    monkeypatch.setattr(actions, "check_password", lambda *_: looked_at.append("hash"))

    def guess() -> None:
        close_old_connections()
        try:
            start.wait()
            if page == "sign-in":
                actions.check_sign_in(username=user.username, password="wrong", at=factories.AT)
                outcomes.append("wrong-password")
            else:
                actions.change_password(user, old="wrong", new="x", actor=actor, at=factories.AT)
        except RuleBroken as refusal:
            outcomes.append(refusal.code)
        finally:
            connection.close()

    threads = [threading.Thread(target=guess) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["locked"] * 3 + ["wrong-password"] * 5
    assert len(looked_at) == 5
    after = User.objects.get(pk=user.pk)
    assert (after.failed_sign_ins, after.locked_until is not None) == (0, True)
