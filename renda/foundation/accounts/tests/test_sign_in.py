"""Signing in: what guesses learn, what a lock does, where sessions lead and end."""

from datetime import timedelta

import pytest
from django.contrib.auth.hashers import identify_hasher
from django.test import Client
from django.urls import reverse

from renda.foundation.accounts import actions, throttle
from renda.foundation.accounts.actor import ANYONE, SYSTEM
from renda.foundation.accounts.models import Throttle, User
from renda.foundation.accounts.terms import Role
from renda.foundation.accounts.tests import factories
from renda.foundation.accounts.tests.factories import AT, PASSWORD
from renda.foundation.audit.models import Entry
from renda.foundation.errors import NotPermitted, RuleBroken

pytestmark = pytest.mark.django_db
SIGN_IN = "/accounts/sign-in/"
NEW = "Binhe-lianluo-2026"


def _post(client: Client, username: str, password: str = PASSWORD, **more: str):
    return client.post(SIGN_IN, {"username": username, "password": password, **more})


def _fail(username: str, times: int) -> None:
    for _ in range(times):
        assert actions.check_sign_in(username=username, password="wrong", at=AT) is None


def test_passwords_are_kept_as_argon2(settings) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
    user = factories.user()
    assert identify_hasher(user.password).algorithm == "argon2"
    assert user.password.startswith("argon2$argon2id$")
    assert actions.check_sign_in(username=user.username, password=PASSWORD, at=AT) == user


def test_letter_case_and_spaces_around_a_name_do_not_matter() -> None:
    user = factories.user()
    assert actions.check_sign_in(username=f" {user.username.upper()} ", password=PASSWORD, at=AT) == user


def test_a_sign_in_is_on_record_and_so_is_a_failure() -> None:
    user = factories.user()
    _fail(user.username, 1)
    actions.check_sign_in(username=user.username, password=PASSWORD, at=AT)
    verbs = list(Entry.objects.filter(subject_id=user.pk).order_by("pk").values_list("verb", flat=True))
    assert verbs[-2:] == ["accounts.sign_in_failed", "accounts.sign_in"]


def test_five_failures_lock_a_name_for_fifteen_minutes() -> None:
    user = factories.user()
    _fail(user.username, 5)
    with pytest.raises(RuleBroken, match="15分钟"):
        actions.check_sign_in(username=user.username, password=PASSWORD, at=AT)
    with pytest.raises(RuleBroken):
        actions.check_sign_in(username=user.username, password=PASSWORD, at=AT + timedelta(minutes=14, seconds=59))
    assert actions.check_sign_in(username=user.username, password=PASSWORD, at=AT + timedelta(minutes=15)) == user


def test_four_failures_and_a_success_begin_anew() -> None:
    user = factories.user()
    for _ in range(3):
        _fail(user.username, 4)
        assert actions.check_sign_in(username=user.username, password=PASSWORD, at=AT) == user


def test_an_unknown_name_is_locked_like_a_known_one() -> None:
    _fail("nobody", 5)
    with pytest.raises(RuleBroken) as unknown:
        actions.check_sign_in(username="nobody", password="wrong", at=AT)
    user = factories.user()
    _fail(user.username, 5)
    with pytest.raises(RuleBroken) as known:
        actions.check_sign_in(username=user.username, password="wrong", at=AT)
    assert (unknown.value.code, unknown.value.text) == (known.value.code, known.value.text)


def test_an_unknown_name_hashes_once_as_a_wrong_password_does(monkeypatch) -> None:
    user, made = factories.user(), []
    monkeypatch.setattr(actions, "make_password", lambda *_: made.append("hash") or "x")
    monkeypatch.setattr(actions, "check_password", lambda *_: made.append("hash"))
    _fail("nobody", 1)
    assert made == ["hash"]
    made.clear()
    _fail(user.username, 1)
    assert made == ["hash"]


def test_unknown_wrong_and_inactive_read_the_same(client: Client) -> None:
    user, off = factories.user(), factories.user()
    User.objects.filter(pk=off.pk).update(is_active=False)
    answers = {
        name: _post(client, name, password)
        for name, password in (("nobody", PASSWORD), (user.username, "wrong"), (off.username, PASSWORD))
    }
    texts = {answer.content.decode().replace(name, "") for name, answer in answers.items()}
    assert {answer.status_code for answer in answers.values()} == {422}
    assert all("登录名或密码不对" in text for text in texts)


def test_the_session_gets_a_new_name(client: Client) -> None:
    user = factories.user()
    client.get(SIGN_IN)
    session = client.session
    session["before"] = True
    session.save()
    was = session.session_key
    assert _post(client, user.username).status_code == 302
    assert client.session.session_key != was


@pytest.mark.parametrize(
    ("target", "leads_to"),
    [
        ("/calendar/", "/calendar/"),
        ("https://evil.example/", "/"),
        ("//evil.example/", "/"),
        ("/\\evil.example", "/"),
        ("javascript:alert(1)", "/"),
        ("http:///evil.example", "/"),
    ],
)
def test_only_own_addresses_follow_a_sign_in(client: Client, target: str, leads_to: str) -> None:
    assert _post(client, factories.user().username, next=target).headers["Location"] == leads_to


def test_a_form_without_its_token_is_refused_with_a_way_back() -> None:
    answer = Client(enforce_csrf_checks=True).post(SIGN_IN, {"username": "a", "password": "b"})
    assert answer.status_code == 403
    assert "页面放得太久" in answer.content.decode()
    assert 'href="/"' in answer.content.decode()


def test_an_address_that_guesses_is_slowed_down(client: Client) -> None:
    user = factories.user()
    for n in range(30):
        _post(client, f"guess{n}", "wrong")
    answer = _post(client, user.username)
    assert answer.status_code == 429
    assert "请10分钟后再试" in answer.content.decode()
    assert _post(Client(REMOTE_ADDR="10.0.0.9"), user.username).status_code == 302


def test_addresses_are_not_kept_readable() -> None:
    throttle.count("sign-in", "10.1.2.3", at=AT)
    assert "10.1.2.3" not in Throttle.objects.get().source


def test_a_span_that_is_over_counts_no_more() -> None:
    for _ in range(3):
        throttle.count("x", "10.1.2.3", at=AT)
    with pytest.raises(throttle.TooMany):
        throttle.check("x", "10.1.2.3", limit=3, at=AT)
    throttle.check("x", "10.1.2.3", limit=3, at=AT + timedelta(minutes=10))


def test_who_is_signed_in_is_not_asked_again(client: Client) -> None:
    client.force_login(factories.user(Role.LEADER))
    assert client.get(SIGN_IN).headers["Location"] == "/"


def test_signing_out_ends_the_session(client: Client) -> None:
    client.force_login(factories.user(Role.LEADER))
    client.post("/accounts/sign-out/")
    assert client.get("/calendar/").headers["Location"].startswith(SIGN_IN)


@pytest.mark.parametrize("path", ["/", "/calendar/", "/notices/", "/law/", "/accounts/users/", "/cases/", "/stations/"])
def test_a_handed_out_password_leads_to_the_password_page_from_everywhere(client: Client, path: str) -> None:
    client.force_login(factories.user(Role.OFFICE, must_change=True))
    answer = client.get(path)
    assert (answer.status_code, answer.headers.get("Location")) == (302, "/accounts/password/")
    part = client.get(path, headers={"HX-Request": "true"})
    assert part.headers["HX-Redirect"] == "/accounts/password/"


def test_a_handed_out_password_opens_the_password_page_and_the_way_out(client: Client) -> None:
    client.force_login(factories.user(Role.OFFICE, must_change=True))
    page = client.get("/accounts/password/")
    assert page.status_code == 200
    assert "这是别人替您设的密码" in page.content.decode()
    assert client.post("/accounts/sign-out/").headers["Location"] == SIGN_IN


def test_one_changes_ones_own_password_and_other_sessions_end(client: Client) -> None:
    user = factories.user(Role.OFFICE, must_change=True)
    elsewhere = Client()
    elsewhere.force_login(user)
    client.force_login(user)
    answer = _guess(client, PASSWORD)
    assert answer.status_code == 302
    assert client.get("/calendar/").status_code == 200
    assert elsewhere.get("/calendar/").headers["Location"].startswith(SIGN_IN)
    assert not User.objects.get(pk=user.pk).must_change_password


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({"old": "wrong", "new": NEW, "again": NEW}, "原密码不对"),
        ({"old": PASSWORD, "new": PASSWORD, "again": PASSWORD}, "新密码不能与原密码相同"),
        ({"old": PASSWORD, "new": NEW, "again": "Binhe-lianluo-2027"}, "两次输入的新密码不一样"),
        ({"old": PASSWORD, "new": "short", "again": "short"}, "10"),
        ({"old": PASSWORD, "new": "password1234", "again": "password1234"}, "常见"),
    ],
)
def test_a_poor_new_password_is_refused_beside_its_field(client: Client, data: dict, said: str) -> None:
    client.force_login(factories.user(Role.OFFICE))
    answer = client.post("/accounts/password/", data)
    assert answer.status_code == 422
    assert said in answer.content.decode()


def _guess(client: Client, old: str):
    return client.post("/accounts/password/", {"old": old, "new": NEW, "again": NEW})


def test_an_open_session_is_no_place_to_guess_the_password(client: Client) -> None:
    user = factories.user(Role.OFFICE)
    client.force_login(user)
    for _ in range(5):
        assert "原密码不对" in _guess(client, "wrong").content.decode()
    refused = _guess(client, PASSWORD)
    assert refused.status_code == 422
    assert "连续输错5次，请15分钟后再试" in refused.content.decode()
    assert "连续输错5次" in _post(Client(), user.username).content.decode()
    assert client.get("/calendar/").status_code == 200
    failures = Entry.objects.filter(subject_id=user.pk, verb="accounts.change_password_failed")
    assert failures.count() == 5
    assert {entry.actor_id for entry in failures} == {user.pk}


def test_the_tries_of_both_pages_are_counted_together_and_the_right_one_begins_anew(client: Client) -> None:
    user = factories.user(Role.OFFICE)
    client.force_login(user)
    for _ in range(2):
        _fail(user.username, 2)
        _guess(client, "wrong")
        _guess(client, "wrong")
        assert actions.check_sign_in(username=user.username, password=PASSWORD, at=AT) == user
    _fail(user.username, 4)
    assert _guess(client, PASSWORD).status_code == 302
    assert User.objects.get(pk=user.pk).failed_sign_ins == 0
    _fail(user.username, 4)
    assert actions.check_sign_in(username=user.username, password=NEW, at=AT) == user


def test_the_lock_of_the_password_page_ends_by_itself() -> None:
    user = factories.user()
    actor = factories.actor(user)
    for _ in range(5):
        with pytest.raises(RuleBroken, match="原密码不对"):
            actions.change_password(user, old="wrong", new=NEW, actor=actor, at=AT)
    early = AT + timedelta(minutes=14, seconds=59)
    with pytest.raises(RuleBroken, match="15分钟"):
        actions.change_password(user, old=PASSWORD, new=NEW, actor=actor, at=early)
    actions.change_password(user, old=PASSWORD, new=NEW, actor=actor, at=AT + timedelta(minutes=15))
    assert actions.check_sign_in(username=user.username, password=NEW, at=AT + timedelta(minutes=15)) == user


def test_the_old_password_as_the_new_one_costs_no_try() -> None:
    user = factories.user()
    for _ in range(6):
        with pytest.raises(RuleBroken, match="不能与原密码相同"):
            actions.change_password(user, old=NEW, new=NEW, actor=factories.actor(user), at=AT)
    assert User.objects.get(pk=user.pk).failed_sign_ins == 0


def test_nobody_sets_the_password_of_another() -> None:
    user, other = factories.user(), factories.user()
    for actor in (factories.actor(other), ANYONE, SYSTEM):
        with pytest.raises(NotPermitted):
            actions.change_password(user, old=PASSWORD, new=NEW, actor=actor, at=AT)


def test_preferences_are_kept_in_cookies_of_known_values(client: Client) -> None:
    answer = client.post(reverse("accounts:prefer"), {"view": "elder", "theme": "<x>", "next": "//evil.example"})
    assert answer.headers["Location"] == "/"
    assert answer.cookies["view"].value == "elder"
    assert "theme" not in answer.cookies
