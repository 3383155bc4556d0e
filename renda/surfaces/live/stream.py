"""The open connections: one watcher for all of them, one queue for each."""

from __future__ import annotations

import asyncio
import logging
from collections import defaultdict, deque
from collections.abc import AsyncIterator, Callable
from typing import ParamSpec, TypeVar

from asgiref.sync import sync_to_async
from django.db import DatabaseError, close_old_connections

from renda.surfaces.live import watching

PAUSE_SECONDS = 1.0
BEAT_SECONDS = 20.0
REMEMBERED = 500
QUEUE_LENGTH = 8

P = ParamSpec("P")
R = TypeVar("R")
log = logging.getLogger(__name__)


async def reading(read: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
    """Read in the thread that has the database; a connection that broke is replaced first."""

    def whole() -> R:
        close_old_connections()
        return read(*args, **kwargs)

    return await sync_to_async(whole)()


class Hub:
    """Looks for new notices once a second, whatever the number of listeners, and tells those they concern."""

    def __init__(self) -> None:
        self._listeners: dict[int, set[asyncio.Queue[int]]] = defaultdict(set)
        self._seen: deque[int] = deque(maxlen=REMEMBERED)
        self._last = 0
        self._watch: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Begin to watch from what is there now."""
        self._last = await reading(watching.newest)
        self._seen.extend(pk for pk, _ in await reading(watching.since, self._last))
        self._watch = asyncio.create_task(self._run())

    async def stop(self) -> None:
        """End the watch."""
        if self._watch is not None:
            self._watch.cancel()

    async def _run(self) -> None:
        while True:
            await asyncio.sleep(PAUSE_SECONDS)
            if not self._listeners:
                continue
            try:
                await self.look()
            except DatabaseError:
                log.exception("the stream could not look; it tries again")

    async def look(self) -> None:
        """One look: tell each listener with something new how much is unread."""
        rows = await reading(watching.since, self._last)
        fresh = [(pk, user) for pk, user in rows if pk not in self._seen]
        self._seen.extend(pk for pk, _ in fresh)
        self._last = max([self._last, *(pk for pk, _ in rows)])
        told = {user for _, user in fresh if user in self._listeners}
        if not told:
            return
        counts = await reading(watching.unread, told)
        for user in told:
            for queue in self._listeners.get(user, ()):
                if not queue.full():
                    queue.put_nowait(counts.get(user, 0))

    async def listen(self, user: int, session_key: str) -> AsyncIterator[str]:
        """Server-sent events for one user, with a beat between; ends when the session does."""
        queue: asyncio.Queue[int] = asyncio.Queue(QUEUE_LENGTH)
        self._listeners[user].add(queue)
        try:
            yield "retry: 5000\n\n"
            while True:
                try:
                    count: int | None = await asyncio.wait_for(queue.get(), BEAT_SECONDS)
                except TimeoutError:
                    count = None
                if count is not None:
                    yield f"event: notices\ndata: {count}\n\n"
                elif await reading(watching.user_of, session_key) == user:
                    yield ": beat\n\n"
                else:
                    return
        finally:
            self._listeners[user].discard(queue)
            if not self._listeners[user]:
                del self._listeners[user]
