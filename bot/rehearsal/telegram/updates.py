"""The queue of updates: confirmed by offset, kept for a day, for one reader at a time."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable, Iterable
from datetime import datetime

from bot.rehearsal.telegram import limits
from bot.rehearsal.telegram.model import Json, conflict

_TAKEN_OVER = "terminated by other getUpdates request; make sure that only one bot instance is running"


class Updates:
    """What has happened and is not yet confirmed, oldest first."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        self._now = now
        self._waiting: deque[tuple[int, datetime, Json]] = deque()
        self._last = 0
        self._reader: asyncio.Future[None] | None = None
        self._confirmed: list[asyncio.Future[None]] = []
        self._listeners: list[Callable[[], None]] = []
        self.allowed: frozenset[str] | None = None
        """Kinds that the bot asked for; None is all the usual ones."""

    def number_from(self, first: int) -> None:
        """Number the updates to come from ``first`` on."""
        self._last = first - 1

    def __len__(self) -> int:
        return len(self._waiting)

    def add(self, kind: str, happening: Json) -> int:
        """Queue one update; its id, also when the bot has not asked for this kind."""
        self._last += 1
        if self.allowed is None or kind in self.allowed:
            self._waiting.append((self._last, self._now(), {"update_id": self._last, kind: happening}))
            self.wake()
        return self._last

    def take(self, limit: int) -> list[Json]:
        """The oldest updates, which stay queued until they are confirmed."""
        oldest = self._now() - limits.UPDATE_LIFE
        while self._waiting and self._waiting[0][1] < oldest:
            self._waiting.popleft()
        return [update for _, _, update in list(self._waiting)[:limit]]

    def confirm(self, ids: Iterable[int]) -> None:
        """Forget these updates: the bot has them."""
        gone = set(ids)
        self._waiting = deque(waiting for waiting in self._waiting if waiting[0] not in gone)
        self._tell_confirmed()

    def confirm_all(self) -> None:
        """Forget everything (drop_pending_updates)."""
        self._waiting.clear()
        self._tell_confirmed()

    def confirm_before(self, offset: int) -> None:
        """Forget all before ``offset``; a negative one keeps only that many of the newest."""
        if offset < 0:
            while len(self._waiting) > -offset:
                self._waiting.popleft()
        while self._waiting and 0 < offset > self._waiting[0][0]:
            self._waiting.popleft()
        self._tell_confirmed()

    async def poll(self, limit: int, seconds: float) -> list[Json]:
        """Wait for updates, at most ``seconds``; a second reader ends the first one's wait with a 409."""
        if self._reader is not None and not self._reader.done():
            self._reader.set_exception(conflict(_TAKEN_OVER))
        self._reader = None
        batch = self.take(limit)
        if batch or seconds <= 0:
            return batch
        reader = self._reader = asyncio.get_running_loop().create_future()
        try:
            await asyncio.wait_for(reader, seconds)
        except TimeoutError:
            return []
        return self.take(limit)

    def release_reader(self) -> None:
        """The reader's line is cut: nobody waits any more."""
        if self._reader is not None and not self._reader.done():
            self._reader.set_result(None)
        self._reader = None

    async def all_confirmed(self) -> None:
        """Wait until the bot has confirmed everything."""
        while self._waiting:
            waiter = asyncio.get_running_loop().create_future()
            self._confirmed.append(waiter)
            await waiter

    def on_added(self, listener: Callable[[], None]) -> None:
        """Call ``listener`` after each new update (a webhook's courier)."""
        self._listeners.append(listener)

    def wake(self) -> None:
        """Let whoever waits for updates look."""
        if self._reader is not None and not self._reader.done():
            self._reader.set_result(None)
        for listener in self._listeners:
            listener()

    def _tell_confirmed(self) -> None:
        if not self._waiting:
            waiters, self._confirmed = self._confirmed, []
            for waiter in waiters:
                if not waiter.done():
                    waiter.set_result(None)
