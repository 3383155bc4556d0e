"""The operator's acts and pages: users, posts, passwords, locks; and that nobody else has them."""

import re
from datetime import date

import pytest
from django.test import Client

from renda.foundation.accounts import actions, queries
from renda.foundation.accounts.actor import ANYONE, SYSTEM, HeldPost
from renda.foundation.accounts.models import Post, User
from renda.foundation.accounts.terms import ORGAN_ROLES, Role
from renda.foundation.accounts.tests import factories
from renda.foundation.accounts.tests.factories import AT, CITY, COUNTY, STATION
from renda.foundation.action import one_transaction
from renda.foundation.audit.models import Entry
from renda.foundation.errors import NotPermitted, RuleBroken, StaleState

pytestmark = pytest.mark.django_db


@pytest.fixture
def operator(client: Client) -> User:
    factories.regions()
    user = factories.operator()
    client.force_login(user)
    return user


def _acts(user: User, post: Post):
    yield (
        "add_region",
        lambda who: actions.add_region(code="1499", name="某市", kind="city", parent_code=None, actor=who, at=AT),
    )
    yield (
        "add_congress",
        lambda who: actions.add_congress(
            factories.regions()[0], level="city", name="吕梁市人民代表大会", overlays=[], actor=who, at=AT
        ),
    )
    yield (
        "add_organ",
        lambda who: actions.add_organ(
            factories.regions()[0], kind="government", name="某局", short_name="某局", actor=who, at=AT
        ),
    )
    yield "add_user", lambda who: actions.add_user(username="newone", name="新人", password="x", actor=who, at=AT)
    yield "give_post", lambda who: actions.give_post(user, HeldPost(Role.LEADER, CITY), actor=who, at=AT)
    yield "end_post", lambda who: actions.end_post(post, ended_on=AT.date(), actor=who, at=AT)
    yield "reset_password", lambda who: actions.reset_password(user, actor=who, at=AT)
    yield "unlock", lambda who: actions.unlock(user, actor=who, at=AT)
    yield "deactivate", lambda who: actions.deactivate(user, actor=who, at=AT)
    yield "reactivate", lambda who: actions.reactivate(user, actor=who, at=AT)


def test_only_the_operator_and_the_house_itself_administer_accounts() -> None:
    factories.regions()
    operator = factories.actor(factories.operator())
    others = [factories.actor(factories.user(role)) for role in Role if role not in {Role.OPERATOR, *ORGAN_ROLES}]
    organ = factories.organ()
    others += [factories.actor(factories.user(role, organ_id=organ.pk)) for role in ORGAN_ROLES]
    others.append(ANYONE)
    user = factories.user(Role.OFFICE)
    post = user.posts.get()
    for verb, act in _acts(user, post):
        for actor in others:
            with pytest.raises(NotPermitted):
                act(actor)
        act(operator)
        entry = Entry.objects.order_by("-pk").first()
        assert (entry.verb, entry.actor_id) == (f"accounts.{verb}", operator.user_id)


@pytest.mark.parametrize("role", [role for role in Role if role not in ORGAN_ROLES])
def test_the_pages_answer_to_the_operator_only(client: Client, role: str) -> None:
    factories.regions()
    user = factories.user(Role.OFFICE)
    post = user.posts.get()
    client.force_login(factories.user(role, CITY))
    expected = 200 if role == Role.OPERATOR else 403
    paths = ["", "add/", *(f"{user.pk}/{page}" for page in ("", "posts/", "reset-password/", "deactivate/"))]
    for path in [*(f"/accounts/users/{path}" for path in paths), f"/accounts/posts/{post.pk}/end/"]:
        assert client.get(path).status_code == expected, path
    if role != Role.OPERATOR:
        for path in ("unlock", "reactivate", "reset-password", "deactivate"):
            assert client.post(f"/accounts/users/{user.pk}/{path}/").status_code == 403
    assert User.objects.get(pk=user.pk).is_active


def test_a_taken_name_is_refused_whatever_its_case() -> None:
    user = factories.user()
    with pytest.raises(RuleBroken, match="已有人使用"):
        actions.add_user(username=user.username.upper(), name="新人", password="x", actor=SYSTEM, at=AT)


def test_a_post_is_held_once() -> None:
    user = factories.user(Role.OFFICE)
    with pytest.raises(RuleBroken, match="已经担任"):
        actions.give_post(user, HeldPost(Role.OFFICE, COUNTY), actor=SYSTEM, at=AT)
    with pytest.raises(RuleBroken, match="所在单位"):
        actions.give_post(user, HeldPost(Role.HANDLER, COUNTY), actor=SYSTEM, at=AT)


def test_an_ended_post_gives_no_right_and_may_be_given_again() -> None:
    user = factories.user(Role.OFFICE)
    post = user.posts.get()
    actions.end_post(post, ended_on=date(2026, 11, 24), actor=SYSTEM, at=AT)
    assert not factories.actor(user).roles
    with pytest.raises(StaleState):
        actions.end_post(post, ended_on=date(2026, 11, 24), actor=SYSTEM, at=AT)
    actions.give_post(user, HeldPost(Role.OFFICE, COUNTY), actor=SYSTEM, at=AT)
    assert factories.actor(user).roles == {Role.OFFICE}


def test_the_last_operator_stays() -> None:
    first = factories.operator()
    with pytest.raises(RuleBroken, match="最后一位系统管理员"):
        actions.deactivate(first, actor=SYSTEM, at=AT)
    with pytest.raises(RuleBroken, match="最后一位系统管理员"):
        actions.end_post(first.posts.get(), ended_on=AT.date(), actor=SYSTEM, at=AT)
    second = factories.operator()
    with pytest.raises(RuleBroken, match="自己"):
        actions.deactivate(second, actor=factories.actor(second), at=AT)
    actions.deactivate(first, actor=factories.actor(second), at=AT)
    assert not User.objects.get(pk=first.pk).is_active


def test_shutting_out_and_letting_in_twice_is_told() -> None:
    user = factories.user()
    with pytest.raises(StaleState):
        actions.reactivate(user, actor=SYSTEM, at=AT)
    actions.deactivate(user, actor=SYSTEM, at=AT)
    with pytest.raises(StaleState):
        actions.deactivate(user, actor=SYSTEM, at=AT)
    actions.reactivate(user, actor=SYSTEM, at=AT)
    assert User.objects.get(pk=user.pk).is_active


def test_a_new_password_is_for_one_time_and_ends_sessions_and_lock(client: Client) -> None:
    user = factories.user(Role.LEADER)
    client.force_login(user)
    User.objects.filter(pk=user.pk).update(locked_until=AT)
    password = actions.reset_password(user, actor=SYSTEM, at=AT)
    assert client.get("/calendar/").status_code == 302
    user.refresh_from_db()
    assert user.must_change_password
    assert user.locked_until is None
    assert actions.check_sign_in(username=user.username, password=password, at=AT) == user


def test_being_shut_out_ends_sessions(client: Client) -> None:
    user = factories.user(Role.OFFICE)
    client.force_login(user)
    assert client.get("/calendar/").status_code == 200
    actions.deactivate(user, actor=SYSTEM, at=AT)
    assert client.get("/calendar/").headers["Location"].startswith("/accounts/sign-in/")


def test_one_time_passwords_are_readable_and_differ() -> None:
    made = {actions.one_time_password() for _ in range(50)}
    assert len(made) == 50
    assert all(re.fullmatch(r"[A-HJ-NP-Za-km-z2-9]{12}", one) for one in made)


# ---- pages


def _new(**more: str) -> dict[str, str]:
    return {
        "username": "zhangwei",
        "name": "张伟",
        "phone": "",
        "role": Role.OFFICE,
        "place_code": COUNTY,
        "organ": "",
        "title": "离石区人大常委会联络处",
    } | more


def test_adding_a_user_shows_the_password_once(client: Client, operator: User) -> None:
    answer = client.post("/accounts/users/add/", _new())
    text = answer.content.decode()
    assert answer.status_code == 200
    password = re.search(r"data-private>([^<]+)<", text)[1]
    user = User.objects.get(username="zhangwei")
    assert user.must_change_password
    assert factories.actor(user).posts[0].place_code == COUNTY
    assert actions.check_sign_in(username="zhangwei", password=password, at=AT) == user
    assert password not in client.get(f"/accounts/users/{user.pk}/").content.decode()
    assert "no-store" in answer.headers["Cache-Control"]


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"username": "张伟"}, "登录名应为"),
        ({"username": "ab"}, "登录名应为"),
        ({"phone": "call me"}, "电话号码不对"),
        ({"role": "king"}, "king"),
        ({"place_code": "12"}, "没有编码为12的地区"),
        ({"place_code": "abc"}, "位数字"),
        ({"place_code": STATION}, "不能填联络站编码"),
        ({"role": Role.CLERK}, "11位编码"),
        ({"role": Role.HANDLER}, "须写明所在单位"),
        ({"role": Role.HANDLER, "organ": "没有的局"}, "没有名为“没有的局”的承办单位"),
        ({"organ": "住建局"}, "这个岗位不填单位"),
        ({"title": ""}, "这一栏还没有填"),
    ],
)
def test_what_is_wrong_with_a_new_user_is_said(client: Client, operator: User, more: dict, said: str) -> None:
    answer = client.post("/accounts/users/add/", _new(**more))
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not User.objects.filter(name="张伟").exists()


def test_a_refused_post_leaves_no_half_made_user(client: Client, operator: User) -> None:
    client.post("/accounts/users/add/", _new(place_code="99"))
    assert not User.objects.filter(username="zhangwei").exists()


def test_a_clerk_and_a_handler_get_their_place_and_organ(client: Client, operator: User) -> None:
    organ = factories.organ()
    user = factories.user()
    path = f"/accounts/users/{user.pk}/posts/"
    post = {"title": "工作人员"}
    assert client.post(path, post | {"role": Role.CLERK, "place_code": STATION}).status_code == 302
    assert client.post(path, post | {"role": Role.HANDLER, "place_code": COUNTY, "organ": "住建局"}).status_code == 302
    actor = factories.actor(user)
    assert actor.holds(Role.CLERK, STATION)
    assert actor.organ_ids == {organ.pk}
    again = client.post(path, post | {"role": Role.CLERK, "place_code": STATION})
    assert "已经担任这个岗位" in again.content.decode()
    assert "离石区住建局" in client.get(f"/accounts/users/{user.pk}/").content.decode()


def test_a_post_is_ended_from_its_page(client: Client, operator: User) -> None:
    user = factories.user(Role.OFFICE)
    path = f"/accounts/posts/{user.posts.get().pk}/end/"
    assert client.post(path, {"ended_on": "yesterday"}).status_code == 422
    assert client.post(path, {"ended_on": "2026-11-24"}).status_code == 302
    assert client.get(path).status_code == 404
    own = client.post(f"/accounts/posts/{operator.posts.get().pk}/end/", {"ended_on": "2026-11-24"})
    assert "最后一位系统管理员" in own.content.decode()


def test_acts_of_one_user_from_their_page(client: Client, operator: User) -> None:
    user = factories.user(Role.OFFICE)
    base = f"/accounts/users/{user.pk}/"
    User.objects.filter(pk=user.pk).update(locked_until="2099-01-01T00:00:00+08:00")
    assert "已锁定" in client.get(base).content.decode()
    client.post(f"{base}unlock/")
    client.post(f"{base}deactivate/", {"confirmed": "yes"})
    assert "已停用" in client.get(base).content.decode()
    client.post(f"{base}reactivate/")
    assert "一次性密码" in client.post(f"{base}reset-password/", {"confirmed": "yes"}).content.decode()
    assert "待改密码" in client.get(base).content.decode()
    refused = client.post(f"/accounts/users/{operator.pk}/deactivate/", {"confirmed": "yes"}, follow=True)
    assert "不能停用自己的账号" in refused.content.decode()


def test_users_are_found_by_name_role_place_and_state(client: Client, operator: User) -> None:
    office, leader = factories.user(Role.OFFICE), factories.user(Role.LEADER, CITY)
    off = factories.user()
    actions.deactivate(off, actor=SYSTEM, at=AT)

    def found(query: str) -> set[str]:
        return set(
            re.findall(r'<td class="code"[^>]*>(\w+)<', client.get(f"/accounts/users/?{query}").content.decode())
        )

    assert found("role=office") == {office.username}
    assert found(f"place={COUNTY}") == {office.username}
    assert found(f"place={CITY}") == {office.username, leader.username, operator.username}
    assert found(f"q={leader.username}") == {leader.username}
    assert found("state=off") == {off.username}
    assert client.get("/accounts/users/?q=nobody-here").content.decode().count("没有符合条件的账号") == 1
    assert client.get("/accounts/users/?place=x").status_code == 422


def test_the_list_costs_the_same_with_many_users_and_pages_by_key(
    client: Client, operator: User, django_assert_max_num_queries
) -> None:
    with django_assert_max_num_queries(7) as cost:
        client.get("/accounts/users/")
    with one_transaction():
        for _ in range(70):
            factories.user(Role.OFFICE)
    with django_assert_max_num_queries(len(cost)):
        first = client.get("/accounts/users/").content.decode()
    following = re.search(r'rel="next" href="([^"]+)"', first)[1].replace("&amp;", "&")
    second = client.get(f"/accounts/users/{following}").content.decode()
    names = re.findall(r'<td class="code"[^>]*>(\w+)<', first + second)
    assert len(names) == len(set(names)) == User.objects.count()
    assert queries.page_of_users(queries.UserFilter(), after=10**17, size=5) == ([], False)
