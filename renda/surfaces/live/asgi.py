"""The small ASGI program beside the pages: streams, and nothing that renders."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Awaitable, Callable
from http.cookies import SimpleCookie
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "renda.project.settings")
django.setup()

from django.conf import settings  # noqa: E402 - after Django is ready

from renda.surfaces.live import watching  # noqa: E402
from renda.surfaces.live.stream import Hub, reading  # noqa: E402

Send = Callable[[dict[str, Any]], Awaitable[None]]
Receive = Callable[[], Awaitable[dict[str, Any]]]
PATH = "/live/notices"
hub = Hub()


async def application(scope: dict[str, Any], receive: Receive, send: Send) -> None:
    """Answer the life cycle, the one stream, and 404 to everything else."""
    if scope["type"] == "lifespan":
        await _life(receive, send)
    elif scope["type"] == "http" and scope["path"] == PATH and scope["method"] == "GET":
        await _stream(scope, receive, send)
    elif scope["type"] == "http":
        await _plain(send, 404)


async def _life(receive: Receive, send: Send) -> None:
    while True:
        message = await receive()
        if message["type"] == "lifespan.startup":
            await hub.start()
            await send({"type": "lifespan.startup.complete"})
        else:
            await hub.stop()
            await send({"type": "lifespan.shutdown.complete"})
            return


def _header(scope: dict[str, Any], name: bytes) -> str:
    return next((value.decode("latin-1") for key, value in scope["headers"] if key == name), "")


def _is_ours(origin: str, host: str) -> bool:
    """Whether a page of this installation asks: same host, whatever the port, or an origin the operator listed."""
    if not origin or origin in settings.CSRF_TRUSTED_ORIGINS:
        return True
    name = origin.split("://", 1)[-1]
    return name.rsplit(":", 1)[0] == host.rsplit(":", 1)[0]


async def _plain(send: Send, status: int) -> None:
    await send({"type": "http.response.start", "status": status, "headers": [(b"content-length", b"0")]})
    await send({"type": "http.response.body", "body": b""})


async def _stream(scope: dict[str, Any], receive: Receive, send: Send) -> None:
    origin, host = _header(scope, b"origin"), _header(scope, b"host")
    cookie = SimpleCookie(_header(scope, b"cookie")).get(settings.SESSION_COOKIE_NAME)
    if not _is_ours(origin, host) or cookie is None:
        await _plain(send, 403)
        return
    user = await reading(watching.user_of, cookie.value)
    if user is None:
        await _plain(send, 403)
        return
    headers = [(b"content-type", b"text/event-stream"), (b"cache-control", b"no-store"), (b"x-accel-buffering", b"no")]
    if origin:
        headers += [
            (b"access-control-allow-origin", origin.encode("latin-1")),
            (b"access-control-allow-credentials", b"true"),
            (b"vary", b"Origin"),
        ]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    gone = asyncio.create_task(_gone(receive))
    try:
        async for part in hub.listen(user, cookie.value):
            if gone.done():
                return
            await send({"type": "http.response.body", "body": part.encode(), "more_body": True})
        await send({"type": "http.response.body", "body": b""})
    finally:
        gone.cancel()


async def _gone(receive: Receive) -> None:
    """Wait until the reader has left."""
    while (await receive())["type"] != "http.disconnect":
        pass
