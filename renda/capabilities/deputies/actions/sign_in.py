"""The writers of deputies' sign-ins: an account with a one-time password, given and renewed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.hashers import make_password
from django.db.models import F

from renda.capabilities.deputies.actions import people, posts
from renda.capabilities.deputies.models import Deputy, Mandate
from renda.capabilities.deputies.terms import MandateState
from renda.foundation.accounts import actions as account_actions
from renda.foundation.accounts.actor import Actor
from renda.foundation.accounts.models import User
from renda.foundation.action import action
from renda.foundation.audit import trail
from renda.foundation.errors import RuleBroken, StaleState


@dataclass(frozen=True)
class SignIn:
    """What is handed over on paper, once; the password is nowhere else."""

    code: str
    name: str
    username: str
    password: str


@action
def give_sign_in(deputy: Deputy, *, actor: Actor, at: datetime) -> SignIn:
    """Give a deputy an account with the posts of the mandates in office; the password is told this once.

    Raises:
        NotPermitted: no office of a congress of this deputy.
        RuleBroken: there is an account, or no mandate in office.
        StaleState: an account was given at the same moment.
    """
    people.require_some_mandate(deputy, "deputies.manage", actor)
    if deputy.user_id is not None:
        raise RuleBroken("has-sign-in", "该代表已有账号，忘记密码请重发一次性密码")
    held = list(Mandate.objects.filter(deputy=deputy, state=MandateState.ACTIVE, started_on__isnull=False))
    if not held:
        raise RuleBroken("not-in-office", "该代表没有在任的代表职务，不能开通账号")
    # Claimed before the account is made, so that of two at once the second stops here.
    claimed = Deputy.objects.filter(pk=deputy.pk, user__isnull=True, revision=deputy.revision)
    if claimed.update(revision=F("revision") + 1) != 1:
        raise StaleState("give_sign_in")
    password = account_actions.one_time_password()
    user = account_actions.add_user(
        username=str(deputy.code), name=deputy.name, password=password, actor=posts.for_accounts(actor), at=at
    )
    Deputy.objects.filter(pk=deputy.pk).update(user=user)
    deputy.refresh_from_db()
    for mandate in held:
        posts.open_post(deputy, mandate.place_code, actor=actor, at=at)
    trail.record(at=at, actor=actor, verb="deputies.give_sign_in", subject=deputy)
    return SignIn(str(deputy.code), deputy.name, user.username, password)


@action
def renew_sign_in(deputy: Deputy, *, actor: Actor, at: datetime) -> SignIn:
    """Give a deputy a new one-time password; the old one and open sessions stop working.

    Raises:
        NotPermitted: no office of a congress of this deputy.
        RuleBroken: there is no account.
    """
    people.require_some_mandate(deputy, "deputies.manage", actor)
    if deputy.user is None:
        raise RuleBroken("no-sign-in", "该代表还没有账号")
    password = account_actions.one_time_password()
    User.objects.filter(pk=deputy.user.pk).update(
        password=make_password(password), must_change_password=True, failed_sign_ins=0, locked_until=None
    )
    trail.record(at=at, actor=actor, verb="deputies.renew_sign_in", subject=deputy)
    return SignIn(str(deputy.code), deputy.name, deputy.user.username, password)
