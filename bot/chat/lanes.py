"""Things to do: in order within one key (a chat), in parallel across keys, so many at a time, and each has its turn."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Hashable
from typing import Generic, TypeVar

Item = TypeVar("Item")


class Lanes(Generic[Item]):
    """Runs ``handle(item)`` for whatever is put in. ``handle`` raises nothing but CancelledError.

    A key occupies at most one of the ``width`` places and goes to the end of the queue after each item, so that whoever
    floods us slows only themselves.
    """

    def __init__(self, handle: Callable[[Item], Awaitable[None]], *, width: int = 256) -> None:
        self._handle = handle
        self._width = width
        self._waiting: dict[Hashable, deque[Item]] = {}
        self._turns: deque[Hashable] = deque()
        self._running: set[asyncio.Task[None]] = set()
        self._idle = asyncio.Event()
        self._idle.set()
        self._count = 0
        self._open = True

    def put(self, key: Hashable, item: Item) -> None:
        """Handle ``item`` after all that was put in under the same key."""
        lane = self._waiting.get(key)
        self._count += 1
        if lane is not None:
            lane.append(item)
            return
        self._waiting[key] = deque((item,))
        self._idle.clear()
        self._turns.append(key)
        self._fill()

    def __len__(self) -> int:
        """How many items wait or are being handled."""
        return self._count

    async def idle(self) -> None:
        """Wait until everything that was put in is handled."""
        await self._idle.wait()

    async def stop(self, seconds: float) -> None:
        """Begin nothing more, let what is under way end within ``seconds``, then cancel it."""
        self._open = False
        running = set(self._running)
        if running:
            _, late = await asyncio.wait(running, timeout=seconds)
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)

    def _fill(self) -> None:
        while self._open and self._turns and len(self._running) < self._width:
            task = asyncio.ensure_future(self._serve(self._turns.popleft()))
            self._running.add(task)
            task.add_done_callback(self._ended)

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._running.discard(task)
        self._fill()

    async def _serve(self, key: Hashable) -> None:
        lane = self._waiting[key]
        while self._open:
            await self._handle(lane[0])
            lane.popleft()
            self._count -= 1
            if not lane:
                del self._waiting[key]
                if not self._waiting:
                    self._idle.set()
                return
            if self._turns:
                self._turns.append(key)
                return
