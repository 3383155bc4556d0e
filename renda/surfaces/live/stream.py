"""The open connections: one watcher for all of them, one queue for each."""

from __future__ import annotations

import asyncio
from collections import defaultdict, deque
from collections.abc import AsyncIterator

from asgiref.sync import sync_to_async

from renda.surfaces.live import watching

PAUSE_SECONDS = 1.0
BEAT_SECONDS = 20.0
REMEMBERED = 500
QUEUE_LENGTH = 8


class Hub:
    """Looks for new notices once a second, whatever the number of listeners, and tells those they concern."""

    def __init__(self) -> None:
        self._listeners: dict[int, set[asyncio.Queue[int]]] = defaultdict(set)
        self._seen: deque[int] = deque(maxlen=REMEMBERED)
        self._last = 0
        self._watch: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Begin to watch from what is there now."""
        self._last = await sync_to_async(watching.newest)()
        self._seen.extend(pk for pk, _ in await sync_to_async(watching.since)(self._last))
        self._watch = asyncio.create_task(self._run())

    async def stop(self) -> None:
        """End the watch."""
        if self._watch is not None:
            self._watch.cancel()

    async def _run(self) -> None:
        while True:
            await asyncio.sleep(PAUSE_SECONDS)
            if self._listeners:
                await self.look()

    async def look(self) -> None:
        """One look: tell each listener with something new how much is unread."""
        rows = await sync_to_async(watching.since)(self._last)
        fresh = [(pk, user) for pk, user in rows if pk not in self._seen]
        self._seen.extend(pk for pk, _ in fresh)
        self._last = max([self._last, *(pk for pk, _ in rows)])
        told = {user for _, user in fresh if user in self._listeners}
        if not told:
            return
        counts = await sync_to_async(watching.unread)(told)
        for user in told:
            for queue in self._listeners[user]:
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
                    count = await asyncio.wait_for(queue.get(), BEAT_SECONDS)
                except TimeoutError:
                    if await sync_to_async(watching.user_of)(session_key) != user:
                        return
                    yield ": beat\n\n"
                else:
                    yield f"event: notices\ndata: {count}\n\n"
        finally:
            self._listeners[user].discard(queue)
            if not self._listeners[user]:
                del self._listeners[user]
