"""The stream: only a signed-in user's own news, told once, and an end when the session ends."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from datetime import datetime
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

import pytest
from asgiref.sync import sync_to_async
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import connections
from django.test import Client

from renda.foundation import action
from renda.foundation.accounts.actor import SYSTEM
from renda.foundation.accounts.models import User
from renda.foundation.audit import trail
from renda.foundation.notices import outbox
from renda.surfaces.live import asgi, stream, watching

R = TypeVar("R")
AT = datetime(2026, 11, 24, 10, tzinfo=ZoneInfo("Asia/Shanghai"))
pytestmark = pytest.mark.django_db(transaction=True)


@action.action
def _tell(user: User) -> None:
    trail.record(at=AT, actor=SYSTEM, verb="test.tell", subject=user)
    outbox.tell_user(user.pk, "新交办", at=AT)


def _tell_elsewhere(user: User) -> None:
    """Tell from another thread, which leaves no connection behind."""
    _tell(user)
    connections.close_all()


def _run(work: Coroutine[Any, Any, R]) -> R:
    """Run to the end, and close what the stream's own thread opened."""

    async def whole() -> R:
        try:
            return await work
        finally:
            await sync_to_async(connections.close_all)()

    return asyncio.run(whole())


def _signed_in(name: str) -> tuple[User, str]:
    user = User.objects.create(username=name, name="武桂花")
    client = Client()
    client.force_login(user)
    return user, client.cookies[settings.SESSION_COOKIE_NAME].value


def test_a_session_leads_to_its_user_until_it_ends() -> None:
    user, key = _signed_in("a")
    assert watching.user_of(key) == user.pk
    assert watching.user_of("nothing") is None
    User.objects.filter(pk=user.pk).update(is_active=False)
    assert watching.user_of(key) is None
    User.objects.filter(pk=user.pk).update(is_active=True, password="changed")
    assert watching.user_of(key) is None


def test_news_reach_the_one_they_concern_and_only_once() -> None:
    user, key = _signed_in("a")
    other, other_key = _signed_in("b")
    _tell(user)

    async def run() -> tuple[list[str], bool]:
        hub = stream.Hub()
        await hub.start()
        mine, theirs = hub.listen(user.pk, key), hub.listen(other.pk, other_key)
        heard = [await anext(mine), await anext(theirs)]
        waiting = asyncio.ensure_future(anext(mine))
        quiet = asyncio.ensure_future(anext(theirs))
        await asyncio.sleep(0)
        await asyncio.to_thread(_tell_elsewhere, user)
        await hub.look()
        await hub.look()
        heard.append(await asyncio.wait_for(waiting, 5))
        await asyncio.sleep(0.05)
        silent = not quiet.done()
        quiet.cancel()
        await hub.stop()
        return heard, silent

    heard, silent = _run(run())
    assert heard[2] == "event: notices\ndata: 2\n\n"
    assert silent


def test_a_stream_ends_with_its_session(monkeypatch: pytest.MonkeyPatch) -> None:
    user, key = _signed_in("a")
    monkeypatch.setattr(stream, "BEAT_SECONDS", 0.01)

    async def run() -> list[str]:
        hub = stream.Hub()
        heard = []
        async for part in hub.listen(user.pk, key):
            heard.append(part)
            if len(heard) == 3:
                await sync_to_async(Session.objects.all().delete)()
        return heard

    heard = _run(run())
    assert heard[1:3] == [": beat\n\n", ": beat\n\n"]
    assert len(heard) < 6


async def _ask(headers: list[tuple[bytes, bytes]], path: str = asgi.PATH) -> int:
    sent: list[dict[str, Any]] = []

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    async def receive() -> dict[str, Any]:
        return {"type": "http.disconnect"}

    scope = {"type": "http", "method": "GET", "path": path, "headers": headers}
    await asyncio.wait_for(asgi.application(scope, receive, send), 10)
    return int(sent[0]["status"])


def test_strangers_other_sites_and_other_paths_hear_nothing() -> None:
    _, key = _signed_in("a")
    cookie = (b"cookie", f"{settings.SESSION_COOKIE_NAME}={key}".encode())
    host, elsewhere = (b"host", b"127.0.0.1:8001"), (b"origin", b"http://evil.example")
    assert _run(_ask([host])) == 403
    assert _run(_ask([host, (b"cookie", b"sessionid=guess")])) == 403
    assert _run(_ask([host, cookie, elsewhere])) == 403
    assert _run(_ask([host, cookie], "/live/other")) == 404


def test_a_page_of_the_same_host_is_let_in_from_another_port(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stream, "BEAT_SECONDS", 0.01)
    _, key = _signed_in("a")
    cookie = (b"cookie", f"{settings.SESSION_COOKIE_NAME}={key}".encode())
    origin = (b"origin", b"http://127.0.0.1:8000")
    assert _run(_ask([(b"host", b"127.0.0.1:8001"), cookie, origin])) == 200
