"""The writers of accounts: users, posts, sign-in, passwords."""

from __future__ import annotations

import secrets
from datetime import date, datetime, timedelta
from typing import Any

from django.contrib.auth.hashers import check_password, make_password
from django.db.models import F

from renda.foundation.accounts.actor import Actor, HeldPost
from renda.foundation.accounts.models import Congress, Organ, Post, Region, User
from renda.foundation.action import action
from renda.foundation.audit import trail
from renda.foundation.errors import NotPermitted, RuleBroken
from renda.foundation.policy import grants

FAILURES_ALLOWED = 5
LOCKED_FOR = timedelta(minutes=15)
READABLE = "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789"


def one_time_password() -> str:
    """A password to hand over on paper and change at first sign-in."""
    return "".join(secrets.choice(READABLE) for _ in range(12))


@action
def add_region(*, code: str, name: str, kind: str, parent_code: str | None, actor: Actor, at: datetime) -> Region:
    """Add a region of the state."""
    grants.require(actor, "accounts.administer")
    region = Region.objects.create(code=code, name=name, kind=kind, parent_id=parent_code)
    trail.record(at=at, actor=actor, verb="accounts.add_region", subject=_row(region), changes={"code": code})
    return region


@action
def add_congress(region: Region, *, level: str, name: str, overlays: list[str], actor: Actor, at: datetime) -> Congress:
    """Add the congress of a region, with the local rules it goes by."""
    grants.require(actor, "accounts.administer")
    congress = Congress.objects.create(region=region, level=level, name=name, overlays=overlays)
    trail.record(at=at, actor=actor, verb="accounts.add_congress", subject=congress, changes={"overlays": overlays})
    return congress


@action
def add_organ(
    region: Region, *, kind: str, name: str, short_name: str, actor: Actor, at: datetime, phone: str = ""
) -> Organ:
    """Add a body that handles matters."""
    grants.require(actor, "accounts.administer")
    organ = Organ.objects.create(region=region, kind=kind, name=name, short_name=short_name, phone=phone)
    trail.record(at=at, actor=actor, verb="accounts.add_organ", subject=organ, changes={"name": name})
    return organ


@action
def add_user(
    *, username: str, name: str, password: str, actor: Actor, at: datetime, must_change: bool = True, phone: str = ""
) -> User:
    """Add a user who can sign in with this password, once unless told otherwise.

    Raises:
        RuleBroken: the sign-in name is taken.
    """
    grants.require(actor, "accounts.administer")
    username = username.strip().lower()
    if User.objects.filter(username=username).exists():
        raise RuleBroken("username-taken", "登录名“%(username)s”已有人使用", username=username)
    user = User.objects.create(
        username=username, name=name, phone=phone, password=make_password(password), must_change_password=must_change
    )
    trail.record(at=at, actor=actor, verb="accounts.add_user", subject=user)
    return user


@action
def give_post(user: User, post: HeldPost, *, actor: Actor, at: datetime) -> Post:
    """Give a user a role in a place."""
    grants.require(actor, "accounts.administer")
    held = Post.objects.create(
        user=user, role=post.role, place_code=post.place_code, organ_id=post.organ_id, title=post.title
    )
    trail.record(
        at=at, actor=actor, verb="accounts.give_post", subject=user, changes={"role": post.role, "at": post.place_code}
    )
    return held


@action
def end_post(post: Post, *, ended_on: date, actor: Actor, at: datetime) -> None:
    """End a post; what was done under it stays."""
    grants.require(actor, "accounts.administer")
    Post.objects.filter(pk=post.pk, ended_on__isnull=True).update(ended_on=ended_on)
    trail.record(at=at, actor=actor, verb="accounts.end_post", subject=post)


@action
def check_sign_in(*, username: str, password: str, at: datetime) -> User | None:
    """The user if name and password fit; five failures in a row lock the name for 15 minutes.

    An unknown name costs the same time as a wrong password and reads the same.

    Raises:
        RuleBroken: the name is locked.
    """
    user = User.objects.filter(username=username.strip().lower(), is_active=True).first()
    if user is None:
        check_password(password, make_password("nobody"))
        trail.record(at=at, actor=_visitor(), verb="accounts.sign_in_failed", subject=User(pk=0))
        return None
    if user.locked_until and user.locked_until > at:
        raise RuleBroken("locked", "连续输错5次，请15分钟后再试，或请管理员重置密码")
    if not check_password(password, user.password):
        failures = user.failed_sign_ins + 1
        locked = at + LOCKED_FOR if failures >= FAILURES_ALLOWED else None
        User.objects.filter(pk=user.pk).update(
            failed_sign_ins=0 if locked else F("failed_sign_ins") + 1, locked_until=locked
        )
        trail.record(at=at, actor=_visitor(), verb="accounts.sign_in_failed", subject=user)
        return None
    User.objects.filter(pk=user.pk).update(failed_sign_ins=0, locked_until=None, last_login=at)
    trail.record(at=at, actor=Actor(user.pk, user.name), verb="accounts.sign_in", subject=user)
    return user


@action
def change_password(user: User, *, old: str, new: str, actor: Actor, at: datetime) -> None:
    """Set one's own password.

    Raises:
        RuleBroken: the old password is wrong, or the new one is the old one.
        NotPermitted: it is someone else's.
    """
    if actor.user_id != user.pk:
        raise NotPermitted("accounts.change_password")
    if not check_password(old, user.password):
        raise RuleBroken("wrong-password", "原密码不对")
    if old == new:
        raise RuleBroken("same-password", "新密码不能与原密码相同")
    User.objects.filter(pk=user.pk).update(password=make_password(new), must_change_password=False)
    user.refresh_from_db()
    trail.record(at=at, actor=actor, verb="accounts.change_password", subject=user)


def _visitor() -> Actor:
    return Actor(None, "未登录")


def _row(region: Region) -> Any:
    """A region seen as an audit subject: its code is its number."""
    subject = Region(code=region.code)
    subject.pk = int(region.code)  # type: ignore[assignment]
    return subject
