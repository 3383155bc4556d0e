"""The writers of accounts: users, posts, sign-in, passwords."""

from __future__ import annotations

import secrets
from datetime import date, datetime, timedelta
from typing import Any

from django.contrib.auth.hashers import check_password, make_password
from django.db import IntegrityError, transaction
from django.db.models import F, Q

from renda.foundation.accounts import throttle
from renda.foundation.accounts.actor import Actor, HeldPost
from renda.foundation.accounts.models import Congress, Organ, Post, Region, User
from renda.foundation.accounts.terms import ORGAN_ROLES, Role
from renda.foundation.action import action, memo
from renda.foundation.audit import trail
from renda.foundation.errors import NotPermitted, RuleBroken, StaleState
from renda.foundation.policy import grants

FAILURES_ALLOWED = 5
LOCKED_MINUTES = 15
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
    try:
        user = User.objects.create(
            username=username,
            name=name,
            phone=phone,
            password=make_password(password),
            must_change_password=must_change,
        )
    except IntegrityError as fault:
        raise RuleBroken("username-taken", "登录名“%(username)s”已有人使用", username=username) from fault
    trail.record(at=at, actor=actor, verb="accounts.add_user", subject=user)
    return user


@action
def give_post(user: User, post: HeldPost, *, actor: Actor, at: datetime) -> Post:
    """Give a user a role in a place.

    Raises:
        RuleBroken: the user holds it already, or a handler's organ is not named.
    """
    grants.require(actor, "accounts.administer")
    if post.role in ORGAN_ROLES and post.organ_id is None:
        raise RuleBroken("no-organ", "这个岗位须指明所在单位")
    try:
        held = Post.objects.create(
            user=user, role=post.role, place_code=post.place_code, organ_id=post.organ_id, title=post.title
        )
    except IntegrityError as fault:
        raise RuleBroken("post-held", "此人已经担任这个岗位") from fault
    memo().pop("holders", None)
    trail.record(
        at=at, actor=actor, verb="accounts.give_post", subject=user, changes={"role": post.role, "at": post.place_code}
    )
    return held


@action
def end_post(post: Post, *, ended_on: date, actor: Actor, at: datetime) -> None:
    """End a post; what was done under it stays.

    Raises:
        RuleBroken: it is the last operator's.
        StaleState: it was ended before.
    """
    grants.require(actor, "accounts.administer")
    if post.role == Role.OPERATOR:
        _must_leave_an_operator(without=post.user_id)
    if not Post.objects.filter(pk=post.pk, ended_on__isnull=True).update(ended_on=ended_on):
        raise StaleState("end_post")
    memo().pop("holders", None)
    trail.record(
        at=at,
        actor=actor,
        verb="accounts.end_post",
        subject=User(pk=post.user_id),
        changes={"role": post.role, "at": post.place_code, "ended_on": ended_on},
    )


@action
def reset_password(user: User, *, actor: Actor, at: datetime) -> str:
    """Give a user a new one-time password, told this once; the lock is lifted and open sessions end."""
    grants.require(actor, "accounts.administer")
    password = one_time_password()
    User.objects.filter(pk=user.pk).update(
        password=make_password(password), must_change_password=True, failed_sign_ins=0, locked_until=None
    )
    trail.record(at=at, actor=actor, verb="accounts.reset_password", subject=user)
    return password


@action
def unlock(user: User, *, actor: Actor, at: datetime) -> None:
    """Lift the lock of a name before its time."""
    grants.require(actor, "accounts.administer")
    User.objects.filter(pk=user.pk).update(failed_sign_ins=0, locked_until=None)
    trail.record(at=at, actor=actor, verb="accounts.unlock", subject=user)


@action
def deactivate(user: User, *, actor: Actor, at: datetime) -> None:
    """Shut a user out; open sessions end with the next page, what the user did stays.

    Raises:
        RuleBroken: it is oneself, or the last operator.
        StaleState: shut out before.
    """
    grants.require(actor, "accounts.administer")
    if actor.user_id == user.pk:
        raise RuleBroken("oneself", "不能停用自己的账号，请另一位系统管理员来办")
    _must_leave_an_operator(without=user.pk)
    if not User.objects.filter(pk=user.pk, is_active=True).update(is_active=False):
        raise StaleState("deactivate")
    trail.record(at=at, actor=actor, verb="accounts.deactivate", subject=user)


@action
def reactivate(user: User, *, actor: Actor, at: datetime) -> None:
    """Let a user in again.

    Raises:
        StaleState: not shut out any more.
    """
    grants.require(actor, "accounts.administer")
    if not User.objects.filter(pk=user.pk, is_active=False).update(is_active=True):
        raise StaleState("reactivate")
    trail.record(at=at, actor=actor, verb="accounts.reactivate", subject=user)


def check_sign_in(*, username: str, password: str, at: datetime) -> User | None:
    """The user if name and password fit; five failures lock the name for 15 minutes, whether there is one or not.

    An unknown name costs the same time as a wrong password and reads the same. A try is counted
    before the password is looked at, so that guesses made at once are no more than guesses made in turn;
    hashing happens between two transactions, so that nobody waits for it.

    Raises:
        RuleBroken: the name is locked.
    """
    username = username.strip().lower()
    user = User.objects.filter(username=username, is_active=True).first()
    if user is None:
        throttle.check("name", username, limit=FAILURES_ALLOWED, at=at, minutes=LOCKED_MINUTES, refusal=locked())
        make_password(password)
        throttle.count("name", username, at=at, minutes=LOCKED_MINUTES)
        _fail_sign_in(User(pk=0), at=at)
        return None
    _count_try(user, at=at)
    if not check_password(password, user.password):
        _fail_sign_in(user, at=at)
        return None
    return _sign_in(user, at=at)


def locked() -> RuleBroken:
    """The refusal of a locked name."""
    return RuleBroken("locked", "连续输错5次，请15分钟后再试，或请管理员重置密码")


def _count_try(user: User, *, at: datetime) -> None:
    """Take one of the five tries; the last one locks the name, and the right password unlocks it.

    Raises:
        RuleBroken: the name is locked.
    """
    with transaction.atomic():
        mine = User.objects.filter(pk=user.pk)
        unlocked = mine.filter(Q(locked_until__isnull=True) | Q(locked_until__lte=at))
        if not unlocked.update(failed_sign_ins=F("failed_sign_ins") + 1):
            raise locked()
        too_often = mine.filter(failed_sign_ins__gte=FAILURES_ALLOWED)
        too_often.update(failed_sign_ins=0, locked_until=at + timedelta(minutes=LOCKED_MINUTES))


@action
def _fail_sign_in(user: User, *, at: datetime) -> None:
    trail.record(at=at, actor=_visitor(), verb="accounts.sign_in_failed", subject=user)


@action
def _sign_in(user: User, *, at: datetime) -> User:
    User.objects.filter(pk=user.pk).update(failed_sign_ins=0, locked_until=None, last_login=at)
    trail.record(at=at, actor=Actor(user.pk, user.name), verb="accounts.sign_in", subject=user)
    return user


def change_password(user: User, *, old: str, new: str, actor: Actor, at: datetime) -> None:
    """Set one's own password; the tries are those of signing in, so an open session is no place to guess.

    Raises:
        RuleBroken: the old password is wrong, was wrong five times, or the new one is the old one.
        NotPermitted: it is someone else's.
    """
    if actor.user_id != user.pk:
        raise NotPermitted("accounts.change_password")
    if old == new:
        raise RuleBroken("same-password", "新密码不能与原密码相同")
    _count_try(user, at=at)
    if not check_password(old, user.password):
        _fail_change(user, actor=actor, at=at)
        raise RuleBroken("wrong-password", "原密码不对")
    _change_password(user, make_password(new), actor=actor, at=at)
    user.refresh_from_db()


@action
def _fail_change(user: User, *, actor: Actor, at: datetime) -> None:
    trail.record(at=at, actor=actor, verb="accounts.change_password_failed", subject=user)


@action
def _change_password(user: User, hashed: str, *, actor: Actor, at: datetime) -> None:
    User.objects.filter(pk=user.pk).update(
        password=hashed, must_change_password=False, failed_sign_ins=0, locked_until=None
    )
    trail.record(at=at, actor=actor, verb="accounts.change_password", subject=user)


def _must_leave_an_operator(*, without: int) -> None:
    # Held until the act ends, or two operators could shut each other out at the same moment.
    held = Post.objects.select_for_update().filter(role=Role.OPERATOR, ended_on__isnull=True)
    operators = set(held.order_by("pk").values_list("user_id", flat=True))
    others = User.objects.filter(pk__in=operators - {without}, is_active=True)
    if without in operators and not others.exists():
        raise RuleBroken("last-operator", "这是最后一位系统管理员，请先增设一位")


def _visitor() -> Actor:
    return Actor(None, "未登录")


def _row(region: Region) -> Any:
    """A region seen as an audit subject: its code is its number."""
    subject = Region(code=region.code)
    subject.pk = int(region.code)
    return subject
