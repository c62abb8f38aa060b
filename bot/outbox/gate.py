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
from typing import TypeVar

from bot.outbox.limits import Chats, Limits, Tempo
from bot.outbox.model import Failed, Lane, Message, Outcome, Refused, Sent, Unsure, Wait
from bot.outbox.queue import Queue

Send = Callable[[int, Message], Awaitable[Outcome]]
Result = TypeVar("Result")


class Gate:
    """Hands out slots: by lane, then by deadline, then first come first served; never beyond the limits.

    Lines that are paid for pass a queue and a rate of their own, if there is one: they take no slot of the others.
    """

    def __init__(self, send: Send, limits: Limits | None = None) -> None:
        self.limits = limits or Limits()
        self.transmit = send
        """Sends at once; only for a call that has its slot."""
        self._chats = Chats(self.limits)
        self._free = Queue(self.limits, self._chats, self.limits.per_second)
        self._paid = Queue(self.limits, self._chats, self.limits.paid_per_second) if self.pays(Lane.PAID) else None
        self._numbers = itertools.count()
        self._replies = Tempo()
        self.refused = 0
        """How many calls Telegram answered with 429."""

    @property
    def released(self) -> int:
        """How many calls were let through."""
        return self._free.released + (self._paid.released if self._paid else 0)

    def pays(self, lane: Lane) -> bool:
        """Whether what leaves in this lane is paid for."""
        return lane is Lane.PAID and self.limits.paid_per_second > 0

    async def send(self, lane: Lane, chat_id: int, message: Message, deadline: float = 0.0) -> Outcome:
        """Send a message when its turn comes; within a lane the earliest ``deadline`` (any number) goes first."""
        return await self.call(lane, chat_id, lambda: self.transmit(chat_id, message), deadline)

    async def call(
        self, lane: Lane, chat_id: int, call: Callable[[], Awaitable[Result | Wait]], deadline: float = 0.0
    ) -> Result:
        """Run ``call`` when its turn comes and give its result; after a ``Wait`` it is run again.

        A result that is no ``Outcome`` means that nothing was sent after all: the slot goes to the next one.
        """
        clock, queue = asyncio.get_running_loop().time, self._queue(lane)
        number = next(self._numbers)
        if lane is Lane.REPLY:
            self._replies.note(clock())
        while True:
            await queue.turn((lane, deadline, number), chat_id)
            began = clock()
            result = await call()
            if not isinstance(result, Wait):
                if isinstance(result, Sent | Refused):
                    queue.rate.passed(began)
                elif not isinstance(result, Failed | Unsure):
                    queue.give_back(chat_id)
                return result
            self.refused += 1
            if result.chat_only or chat_id < 0:
                self._chats.hold(chat_id, clock() + result.seconds)
            else:
                queue.rate.breach(began, clock(), result.seconds)

    def per_second(self, lane: Lane = Lane.REPLY) -> float:
        """The rate that is kept now in this lane, over all chats."""
        return self._queue(lane).rate.per_second(asyncio.get_running_loop().time())

    def spare(self) -> float:
        """What replies leave of the rate over all chats, as they come of late: messages a second."""
        now = asyncio.get_running_loop().time()
        return self._free.rate.per_second(now) - self._replies.per_second(now)

    def queued(self, lane: Lane) -> int:
        """How many calls of this lane wait for a slot."""
        return self._queue(lane).queued(lane)

    def parked(self, lane: Lane) -> int:
        """How many calls of this lane wait for their own chat."""
        return self._queue(lane).parked(lane)

    def _queue(self, lane: Lane) -> Queue:
        return self._paid if lane is Lane.PAID and self._paid is not None else self._free
