"""The one gate to Telegram: every call waits here for its slot, and at each slot the most urgent call goes.

``gate = Gate(send, Limits(...))`` is made once by app.py, with the ``send(chat_id, message) -> Outcome`` of bot/chat.
Replies go through ``await gate.send(lane, chat_id, message)``; whatever else counts for Telegram (an edit, a document)
goes through ``await gate.call(lane, chat_id, call)``. A ``Wait`` never comes out: the call is repeated, first in its
lane, when Telegram allows. Times are the event loop's, in seconds.
"""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import Awaitable, Callable
from heapq import heappop, heappush
from typing import TypeVar

from bot.outbox.limits import Chats, Limits, Rate
from bot.outbox.model import Failed, Lane, Message, Outcome, Refused, Sent, Unsure, Wait

Send = Callable[[int, Message], Awaitable[Outcome]]
Result = TypeVar("Result")
Waiting = tuple[Lane, float, int, int, "asyncio.Future[None]"]
"""Lane, deadline, number, chat id: the order in which calls leave, and the chat they go to."""

_EARLY = 0.001
"""Timers may fire this much too early (uvloop counts in milliseconds)."""


class Gate:
    """Hands out slots: by lane, then by deadline, then first come first served; never beyond the limits."""

    def __init__(self, send: Send, limits: Limits | None = None) -> None:
        self.limits = limits or Limits()
        self.transmit = send
        """Sends at once; only for a call that has its slot."""
        self._rate = Rate(self.limits)
        self._chats = Chats(self.limits)
        self._ready: list[Waiting] = []
        self._cooling: list[tuple[float, Waiting]] = []
        self._numbers = itertools.count()
        self._timer: asyncio.Handle | None = None
        self._wakes = 0.0
        self.released = 0
        """How many calls were let through."""
        self.refused = 0
        """How many of them Telegram answered with 429."""

    async def send(self, lane: Lane, chat_id: int, message: Message, deadline: float = 0.0) -> Outcome:
        """Send a message when its turn comes; within a lane the earliest ``deadline`` (any number) goes first."""
        return await self.call(lane, chat_id, lambda: self.transmit(chat_id, message), deadline)

    async def call(
        self, lane: Lane, chat_id: int, call: Callable[[], Awaitable[Result | Wait]], deadline: float = 0.0
    ) -> Result:
        """Run ``call`` when its turn comes and give its result; after a ``Wait`` it is run again.

        A result that is no ``Outcome`` means that nothing was sent after all: the slot goes to the next one.
        """
        clock = asyncio.get_running_loop().time
        number = next(self._numbers)
        while True:
            await self._turn((lane, deadline, number), chat_id)
            began = clock()
            result = await call()
            if not isinstance(result, Wait):
                if not isinstance(result, Sent | Refused | Failed | Unsure):
                    self._give_back(chat_id)
                return result
            self.refused += 1
            if result.chat_only or chat_id < 0:
                self._chats.hold(chat_id, clock() + result.seconds)
            else:
                self._rate.breach(began, clock(), result.seconds)

    def per_second(self) -> float:
        """The rate that is kept now, over all chats."""
        return self._rate.per_second(asyncio.get_running_loop().time())

    def queued(self, lane: Lane) -> int:
        """How many calls of this lane wait for a slot."""
        return sum(waiting[0] is lane for waiting in self._ready)

    def parked(self, lane: Lane) -> int:
        """How many calls of this lane wait for their own chat."""
        return sum(waiting[0] is lane for _, waiting in self._cooling)

    async def _turn(self, rank: tuple[Lane, float, int], chat_id: int) -> None:
        loop = asyncio.get_running_loop()
        now = loop.time()
        if not self._ready:
            self._rate.rest(now)
            nobody_first = not self._cooling or self._cooling[0][0] > now
            if nobody_first and now >= self._rate.next and now >= self._chats.ready(chat_id):
                self._leave(chat_id, now)
                return
        future: asyncio.Future[None] = loop.create_future()
        heappush(self._ready, (*rank, chat_id, future))
        self._wake_at(self._rate.next, loop)
        await future

    def _leave(self, chat_id: int, now: float) -> None:
        self._rate.take(now)
        self._chats.take(chat_id, now)
        self.released += 1

    def _give_back(self, chat_id: int) -> None:
        self._rate.give_back()
        self._chats.give_back(chat_id)
        self.released -= 1
        if self._ready:
            self._wake_at(self._rate.next, asyncio.get_running_loop())

    def _pump(self) -> None:
        loop = asyncio.get_running_loop()
        now = loop.time()
        self._timer = None
        while self._cooling and self._cooling[0][0] <= now + _EARLY:
            heappush(self._ready, heappop(self._cooling)[1])
        while self._ready and self._rate.next <= now + _EARLY:
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
            self._wake_at(max(self._rate.next, now + self.limits.tick), loop)
        elif self._cooling:
            self._wake_at(max(self._rate.next, self._cooling[0][0]), loop)

    def _wake_at(self, when: float, loop: asyncio.AbstractEventLoop) -> None:
        if self._timer is not None:
            if self._wakes <= when:
                return
            self._timer.cancel()
        self._wakes, self._timer = when, loop.call_at(when, self._pump)
