"""What happens around every page: safe headers, reads that do not write, refusals that say what next."""

from importlib import import_module

import pytest
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import BadRequest, PermissionDenied
from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path

from renda.foundation.accounts import throttle
from renda.foundation.accounts.models import User
from renda.foundation.accounts.terms import Role
from renda.foundation.accounts.tests import factories
from renda.foundation.errors import NotPermitted, RuleBroken, StaleState
from renda.foundation.web.middleware import CSP, WroteWhileReading

# The addresses of the house, which foundation does not know by name.
urls = import_module(settings.ROOT_URLCONF)
REFUSED = {
    "rule": RuleBroken("no-answer", "还有%(n)s件未办结", citation="《代表法》第五十一条", n=3),
    "right": NotPermitted("cases.close"),
    "stale": StaleState("close"),
    "often": throttle.TooMany("too-many-tries", "尝试次数太多，请%(minutes)s分钟后再试", minutes=10),
    "denied": PermissionDenied("x"),
    "odd": BadRequest("x"),
    "bug": ZeroDivisionError("a secret of ours"),
}


@login_not_required
def _refuse(_request: HttpRequest, kind: str) -> HttpResponse:
    raise REFUSED[kind]


@login_not_required
def _write(_request: HttpRequest) -> HttpResponse:
    User.objects.create(username="written", name="写入")
    return HttpResponse("written")


@login_not_required
def _read(_request: HttpRequest) -> HttpResponse:
    return HttpResponse(str(User.objects.count()))


urlpatterns = [
    *urls.urlpatterns,
    path("test/refuse/<str:kind>/", _refuse),
    path("test/write/", _write),
    path("test/read/", _read),
]
handler400, handler403, handler404, handler500 = urls.handler400, urls.handler403, urls.handler404, urls.handler500
pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]


@pytest.fixture
def visitor() -> Client:
    return Client(raise_request_exception=False)


# ---- refusals


@pytest.mark.parametrize(
    ("kind", "status", "said"),
    [
        ("rule", 422, "还有3件未办结（《代表法》第五十一条）"),
        ("right", 403, "您没有办理这件事的权限"),
        ("stale", 409, "这件事刚刚有了变化，请看最新内容后再定"),
        ("often", 429, "尝试次数太多，请10分钟后再试"),
        ("denied", 403, "您没有办理这件事的权限"),
        ("odd", 400, "请从页面上重新操作"),
        ("bug", 500, "没有保存"),
    ],
)
def test_a_refusal_is_a_page_that_says_why_and_what_next(visitor: Client, kind: str, status: int, said: str) -> None:
    answer = visitor.get(f"/test/refuse/{kind}/")
    text = answer.content.decode()
    assert answer.status_code == status
    assert said in text
    assert 'href="/"' in text
    assert answer.headers["Content-Security-Policy"] == CSP


def test_an_unknown_address_says_what_next(visitor: Client) -> None:
    answer = visitor.get("/nowhere/")
    assert answer.status_code == 404
    assert "没有找到" in answer.content.decode()
    assert 'href="/"' in answer.content.decode()


def test_our_own_error_gives_a_code_and_no_secrets(visitor: Client) -> None:
    text = visitor.get("/test/refuse/bug/").content.decode()
    assert "编号" in text
    assert "secret" not in text
    assert "ZeroDivisionError" not in text


def test_a_refusal_reads_in_english_too(visitor: Client) -> None:
    visitor.cookies["django_language"] = "en"
    text = visitor.get("/test/refuse/right/").content.decode()
    assert '<html lang="en"' in text
    assert "您没有办理这件事的权限" not in text


# ---- headers


@pytest.mark.parametrize(
    "address", ["/", "/accounts/sign-in/", "/calendar/", "/health", "/nowhere/", "/test/refuse/bug/"]
)
def test_every_answer_carries_the_safe_headers(visitor: Client, address: str) -> None:
    headers = visitor.get(address).headers
    assert headers["Content-Security-Policy"] == CSP
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Permissions-Policy"]
    assert headers["Cache-Control"] == "private, no-store"


def test_the_policy_allows_no_inline_script_and_no_other_origin() -> None:
    assert "unsafe" not in CSP
    assert "http" not in CSP
    for rule in ("default-src 'self'", "object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'"):
        assert rule in CSP


def test_the_session_cookie_is_out_of_reach_of_scripts(visitor: Client) -> None:
    user = factories.user(Role.LEADER)
    visitor.post("/accounts/sign-in/", {"username": user.username, "password": factories.PASSWORD})
    cookie = visitor.cookies["sessionid"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"


# ---- reads that do not write


@pytest.mark.parametrize("method", ["get", "head"])
def test_a_read_that_writes_fails_and_keeps_nothing(method: str) -> None:
    with pytest.raises(WroteWhileReading, match="INSERT"), transaction.atomic():
        getattr(Client(), method)("/test/write/")
    assert not User.objects.filter(username="written").exists()


def test_a_read_reads_and_a_post_writes() -> None:
    assert Client().get("/test/read/").content == b"0"
    assert Client().post("/test/write/").content == b"written"
    assert User.objects.filter(username="written").exists()


def test_the_watch_ends_with_the_read() -> None:
    Client().get("/test/read/")
    assert not connection.execute_wrappers


# ---- who asks


def test_a_page_asks_for_a_sign_in_and_comes_back(visitor: Client) -> None:
    assert visitor.get("/calendar/?year=2026").headers["Location"] == "/accounts/sign-in/?next=/calendar/%3Fyear%3D2026"


def test_a_part_that_needs_a_sign_in_does_not_swap_the_door_into_the_page(visitor: Client) -> None:
    answer = visitor.get("/calendar/", headers={"HX-Request": "true"})
    assert answer.status_code == 302
    assert answer.headers["Location"].startswith("/accounts/sign-in/")
