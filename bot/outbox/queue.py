"""Calls that wait for a slot of one rate: at each slot the most urgent one goes whose chat is free."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from heapq import heappop, heappush

from bot.outbox.limits import Chats, Limits, Rate
from bot.outbox.model import Lane

Waiting = tuple[Lane, float, int, int, "asyncio.Future[None]"]
"""Lane, deadline, number, chat id: the order in which calls leave, and the chat they go to."""

_EARLY = 0.001
"""Timers may fire this much too early (uvloop counts in milliseconds)."""


class Queue:
    """One rate and who waits for it; the chats' own pace is shared with other queues."""

    def __init__(self, limits: Limits, chats: Chats, per_second: float) -> None:
        self.rate = Rate(replace(limits, per_second=per_second))
        self.released = 0
        """How many calls were let through."""
        self._tick = limits.tick
        self._chats = chats
        self._ready: list[Waiting] = []
        self._cooling: list[tuple[float, Waiting]] = []
        self._timer: asyncio.Handle | None = None
        self._wakes = 0.0

    def queued(self, lane: Lane) -> int:
        """How many calls of this lane wait for a slot."""
        return sum(waiting[0] is lane for waiting in self._ready)

    def parked(self, lane: Lane) -> int:
        """How many calls of this lane wait for their own chat."""
        return sum(waiting[0] is lane for _, waiting in self._cooling)

    async def turn(self, rank: tuple[Lane, float, int], chat_id: int) -> None:
        """Wait for a slot: lane, deadline and number say who goes first."""
        loop = asyncio.get_running_loop()
        now = loop.time()
        if not self._ready:
            self.rate.rest(now)
            nobody_first = not self._cooling or self._cooling[0][0] > now
            if nobody_first and now >= self.rate.next and now >= self._chats.ready(chat_id):
                self._leave(chat_id, now)
                return
        future: asyncio.Future[None] = loop.create_future()
        heappush(self._ready, (*rank, chat_id, future))
        self._wake_at(self.rate.next, loop)
        await future

    def give_back(self, chat_id: int) -> None:
        """The slot was not used: the next one has it."""
        self.rate.give_back()
        self._chats.give_back(chat_id)
        self.released -= 1
        if self._ready:
            self._wake_at(self.rate.next, asyncio.get_running_loop())

    def _leave(self, chat_id: int, now: float) -> None:
        self.rate.take(now)
        self._chats.take(chat_id, now)
        self.released += 1

    def _pump(self) -> None:
        loop = asyncio.get_running_loop()
        now = loop.time()
        self._timer = None
        while self._cooling and self._cooling[0][0] <= now + _EARLY:
            heappush(self._ready, heappop(self._cooling)[1])
        while self._ready and self.rate.next <= now + _EARLY:
            waiting = heappop(self._ready)
            chat_id, future = waiting[3:]
            free_at = self._chats.ready(chat_id)
            if future.done():
                continue
            if free_at > now + _EARLY:
                heappush(self._cooling, (free_at, waiting))
                continue
            self._leave(chat_id, now)
            future.set_result(None)
        if self._ready:
            self._wake_at(max(self.rate.next, now + self._tick), loop)
        elif self._cooling:
            self._wake_at(max(self.rate.next, self._cooling[0][0]), loop)

    def _wake_at(self, when: float, loop: asyncio.AbstractEventLoop) -> None:
        if self._timer is not None:
            if self._wakes <= when:
                return
            self._timer.cancel()
        self._wakes, self._timer = when, loop.call_at(when, self._pump)
