"""The operator's pages: users, their posts, passwords, locks."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from renda.foundation.accounts import actions, forms, queries
from renda.foundation.accounts.actor import HeldPost
from renda.foundation.accounts.models import Post, User
from renda.foundation.accounts.terms import ORGAN_ROLES, Role
from renda.foundation.action import one_transaction
from renda.foundation.errors import Refusal, RuleBroken
from renda.foundation.policy import grants
from renda.foundation.web.page import add_refusal, render_page

PAGE = 50
MOST_DIGITS = 18
PERMISSION = "accounts.administer"
get_or_post = require_http_methods(["GET", "POST"])


@require_safe
def index(request: Any) -> HttpResponse:
    """Users, filtered, 50 a page."""
    grants.require(request.actor, PERMISSION)
    form = forms.FindUsers(request.GET)
    asked = form.cleaned_data if form.is_valid() else {}
    wanted = queries.UserFilter(
        text=asked.get("q", "").strip(),
        role=asked.get("role", ""),
        place_code=asked.get("place", ""),
        is_active={"active": True, "off": False}.get(asked.get("state", "")),
    )
    after = request.GET.get("after", "")
    key = int(after) if after.isascii() and after.isdecimal() and len(after) <= MOST_DIGITS else None
    rows, has_more = queries.page_of_users(wanted, after=key, size=PAGE)
    kept = {name: value for name, value in request.GET.items() if value and name != "after"}
    _say_posts([post for user in rows for post in user.posts_held])  # type: ignore[attr-defined]
    context = {
        "form": form,
        "rows": rows,
        "regions": queries.all_regions(),
        "now": timezone.now(),
        "pager": {
            "previous_url": f"?{urlencode(kept)}" if key is not None else "",
            "next_url": f"?{urlencode({**kept, 'after': rows[-1].pk})}" if has_more else "",
        },
        "is_narrowed": bool(kept),
    }
    return render_page(request, "accounts/users.html", context, status=422 if form.errors else 200)


@get_or_post
def add(request: Any) -> HttpResponse:
    """Add a user with a first post; the one-time password is shown once."""
    grants.require(request.actor, PERMISSION)
    form = forms.AddUser(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        data, at = form.cleaned_data, timezone.now()
        password = actions.one_time_password()
        try:
            with one_transaction():
                user = actions.add_user(
                    username=data["username"],
                    name=data["name"],
                    phone=data["phone"],
                    password=password,
                    actor=request.actor,
                    at=at,
                )
                actions.give_post(user, _post(data), actor=request.actor, at=at)
        except RuleBroken as refusal:
            add_refusal(form, refusal)
        else:
            return _paper(request, user, password)
    title = gettext("增设账号")
    context = {"form": form, "title": title, "verb": gettext("增设账号"), "regions": queries.all_regions()}
    return render_page(request, "accounts/user_form.html", context, status=422 if form.errors else 200)


@require_safe
def detail(request: Any, pk: int) -> HttpResponse:
    """One user: posts, last sign-in, what may be done."""
    user = _user(request, pk)
    posts = queries.posts_of(user)
    _say_posts(posts)
    is_locked = user.locked_until is not None and user.locked_until > timezone.now()
    context = {
        "user_shown": user,
        "posts": posts,
        "is_locked": is_locked,
        "now": timezone.now(),
        "is_self": user.pk == request.actor.user_id,
    }
    return render_page(request, "accounts/user.html", context)


@get_or_post
def give_post(request: Any, pk: int) -> HttpResponse:
    """Give a user another post."""
    user = _user(request, pk)
    form = forms.GivePost(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.give_post(user, _post(form.cleaned_data), actor=request.actor, at=timezone.now())
        except RuleBroken as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, gettext("已给%(name)s增加岗位") % {"name": user.name})
            return redirect("accounts:user", pk=pk)
    context = {
        "form": form,
        "title": gettext("给%(name)s增加岗位") % {"name": user.name},
        "verb": gettext("增加岗位"),
        "regions": queries.all_regions(),
        "user_shown": user,
    }
    return render_page(request, "accounts/user_form.html", context, status=422 if form.errors else 200)


@get_or_post
def end_post(request: Any, pk: int) -> HttpResponse:
    """End a post, once confirmed."""
    grants.require(request.actor, PERMISSION)
    post = queries.post(pk)
    if post is None:
        raise Http404
    today = timezone.localdate()
    form = forms.EndPost(request.POST if request.method == "POST" else None, initial={"ended_on": today})
    if request.method == "POST" and form.is_valid():
        try:
            actions.end_post(post, ended_on=form.cleaned_data["ended_on"], actor=request.actor, at=timezone.now())
        except RuleBroken as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, gettext("%(name)s的岗位已结束") % {"name": post.user.name})
            return redirect("accounts:user", pk=post.user_id)
    context = {
        "kind": gettext("账号管理"),
        "title": gettext("结束岗位"),
        "object_name": f"{post.user.name}　{gettext(Role(post.role).label)}　{post.title}",
        "effect": gettext("从现在起不能再以这个岗位办事，已经办的都保留。"),
        "verb": gettext("结束岗位"),
        "cancel_url": reverse("accounts:user", args=[post.user_id]),
        "form": form,
    }
    return render_page(request, "web/confirm.html", context, status=422 if form.errors else 200)


@get_or_post
def reset_password(request: Any, pk: int) -> HttpResponse:
    """Give a user a new one-time password, once confirmed; it is shown this once."""
    user = _user(request, pk)
    if request.method == "POST":
        return _paper(request, user, actions.reset_password(user, actor=request.actor, at=timezone.now()))
    effect = gettext("生成一次性密码，只显示这一次。原密码立即失效，已登录的设备都要重新登录。")
    return _confirm(request, user, gettext("重设密码"), effect)


@get_or_post
def deactivate(request: Any, pk: int) -> HttpResponse:
    """Shut a user out, once confirmed."""
    user = _user(request, pk)
    if request.method == "POST":
        try:
            actions.deactivate(user, actor=request.actor, at=timezone.now())
        except Refusal as refusal:
            return _refused(request, pk, refusal)
        messages.success(request, gettext("%(name)s的账号已停用") % {"name": user.name})
        return redirect("accounts:user", pk=pk)
    effect = gettext("停用后不能登录，已登录的设备立即退出。经办的事项和记录都保留，需要时可以恢复。")
    return _confirm(request, user, gettext("停用账号"), effect, is_destructive=True)


@require_POST
def reactivate(request: Any, pk: int) -> HttpResponse:
    """Let a user in again."""
    user = _user(request, pk)
    actions.reactivate(user, actor=request.actor, at=timezone.now())
    messages.success(request, gettext("%(name)s的账号已恢复") % {"name": user.name})
    return redirect("accounts:user", pk=pk)


@require_POST
def unlock(request: Any, pk: int) -> HttpResponse:
    """Lift the lock of a name."""
    user = _user(request, pk)
    actions.unlock(user, actor=request.actor, at=timezone.now())
    messages.success(request, gettext("%(name)s现在可以登录了") % {"name": user.name})
    return redirect("accounts:user", pk=pk)


def _user(request: Any, pk: int) -> User:
    grants.require(request.actor, PERMISSION)
    found = queries.user(pk)
    if found is None:
        raise Http404
    return found


def _post(data: dict[str, Any]) -> HeldPost:
    """The post that was asked for.

    Raises:
        RuleBroken: no such place, or no such organ there.
    """
    code = data["place_code"]
    known = dict(queries.all_regions())
    nearest = next((part for part in reversed(queries.region_chain(code)) if part in known), None)
    if nearest is None or (data["role"] != Role.CLERK and code not in known):
        raise RuleBroken("no-place", "没有编码为%(place)s的地区", place=code)
    organ = queries.organ_named(data["organ"].strip(), code) if data["organ"] else None
    if data["role"] in ORGAN_ROLES and organ is None:
        raise RuleBroken(
            "no-such-organ", "%(place)s没有名为“%(organ)s”的承办单位", place=known[nearest], organ=data["organ"]
        )
    return HeldPost(data["role"], code, organ.pk if organ else None, data["title"])


def _say_posts(posts: list[Post]) -> None:
    """Write each post out for the page: the role, where, and the organ; one query for the places."""
    places = queries.place_names({post.place_code for post in posts})
    for post in posts:
        organ = post.organ.name if post.organ else ""
        said = " ".join(part for part in (gettext(Role(post.role).label), places[post.place_code], organ) if part)
        post.said = said  # type: ignore[attr-defined]


def _paper(request: Any, user: User, password: str) -> HttpResponse:
    context = {"user_shown": user, "password": password}
    return render_page(request, "accounts/password_paper.html", context)


def _confirm(request: Any, user: User, verb: str, effect: str, *, is_destructive: bool = False) -> HttpResponse:
    context = {
        "kind": gettext("账号管理"),
        "title": verb,
        "object_name": f"{user.name}（{user.username}）",
        "effect": effect,
        "verb": verb,
        "cancel_url": reverse("accounts:user", args=[user.pk]),
        "is_destructive": is_destructive,
    }
    return render_page(request, "web/confirm.html", context)


def _refused(request: Any, pk: int, refusal: Refusal) -> HttpResponse:
    messages.error(request, gettext(refusal.message))
    return redirect("accounts:user", pk=pk)
