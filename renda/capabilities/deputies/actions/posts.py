"""Keeping a deputy's post as a user in step with the mandate; called within the acts that change mandates."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from renda.capabilities.deputies.models import CongressTerm, Deputy, Mandate
from renda.capabilities.deputies.terms import MandateState
from renda.foundation.accounts import actions as account_actions
from renda.foundation.accounts.actor import Actor, HeldPost
from renda.foundation.accounts.models import Post
from renda.foundation.accounts.terms import Role


def for_accounts(actor: Actor) -> Actor:
    """The same person, acting for the house: the roll carries accounts with it, and the trail keeps the name."""
    return replace(actor, is_system=True)


def open_post(deputy: Deputy, place_code: str, *, actor: Actor, at: datetime) -> None:
    """Give the deputy's user the post of a deputy here, unless held."""
    if deputy.user is None or _held(deputy.user_id, place_code):
        return
    post = HeldPost(Role.DEPUTY, place_code, None, Role.DEPUTY.label)
    account_actions.give_post(deputy.user, post, actor=for_accounts(actor), at=at)


def close_post(deputy: Deputy, place_code: str, *, ended_on: date, actor: Actor, at: datetime) -> None:
    """End the deputy's post here, if there is one."""
    for post in _held(deputy.user_id, place_code):
        account_actions.end_post(post, ended_on=ended_on, actor=for_accounts(actor), at=at)


def renew(term: CongressTerm, *, ended_on: date, actor: Actor, at: datetime) -> None:
    """When a term begins: end the posts of deputies not elected again, open those of the new ones."""
    place_code = term.congress.region_id
    elected = Mandate.objects.filter(term=term, state=MandateState.ACTIVE)
    of_users = elected.filter(deputy__user__isnull=False).select_related("deputy__user")
    new: dict[int | None, Deputy] = {mandate.deputy.user_id: mandate.deputy for mandate in of_users}
    old: dict[int | None, Post] = {
        post.user_id: post
        for post in Post.objects.filter(role=Role.DEPUTY, place_code=place_code, ended_on__isnull=True)
    }
    for held_by, post in old.items():
        if held_by not in new:
            account_actions.end_post(post, ended_on=ended_on, actor=for_accounts(actor), at=at)
    for user_id, deputy in new.items():
        if user_id not in old:
            open_post(deputy, place_code, actor=actor, at=at)


def _held(user_id: int | None, place_code: str) -> list[Post]:
    if user_id is None:
        return []
    return list(Post.objects.filter(user_id=user_id, role=Role.DEPUTY, place_code=place_code, ended_on__isnull=True))
