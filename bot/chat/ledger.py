"""Writes what arrived and what is done into the inbox, as many at once as have gathered, in one transaction."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

import structlog

from bot.storage.errors import DatabaseFault
from bot.storage.inbox import Inbox, Settled, Stored

GATHERING = 0.1
"""Seconds that answered updates are gathered before they are settled: after a kill these are answered twice."""
PAUSE = 1.0
"""Seconds between two tries while the database does not take them."""

log = structlog.get_logger(__name__)


class Ledger:
    """Two heaps, arrived and settled, which a task of its own carries to the inbox."""

    def __init__(self, inbox: Inbox) -> None:
        self._inbox = inbox
        self._arrived: list[Stored] = []
        self._settled: list[Settled] = []
        self._written: asyncio.Future[None] | None = None
        self._wake = asyncio.Event()
        self._timer: asyncio.TimerHandle | None = None
        self._task: asyncio.Task[None] | None = None
        self._clean = asyncio.Event()
        self._clean.set()

    @property
    def alive(self) -> bool:
        """Whether its task runs."""
        return self._task is not None and not self._task.done()

    def start(self) -> None:
        """Begin to write."""
        self._task = asyncio.create_task(self._write())

    def store(self, rows: Sequence[Stored]) -> asyncio.Future[None]:
        """Store these at once; the future ends when they are stored, or with ``DatabaseFault``."""
        self._arrived.extend(rows)
        self._clean.clear()
        if self._written is None:
            self._written = asyncio.get_running_loop().create_future()
        self._wake.set()
        return self._written

    def settle(self, update_id: int, trace: str | None = None) -> None:
        """Mark an update as done (or, with a trace, as set aside) before long."""
        self._settled.append(Settled(update_id, trace))
        self._clean.clear()
        if self._timer is None:
            self._timer = asyncio.get_running_loop().call_later(GATHERING, self._wake.set)

    async def idle(self) -> None:
        """Wait until everything is written."""
        self._wake.set()
        await self._clean.wait()

    async def stop(self, seconds: float) -> None:
        """Write what is left, within ``seconds``."""
        try:
            await asyncio.wait_for(self.idle(), seconds)
        except TimeoutError:
            log.warning("some answers could not be marked and will be given again", count=len(self._settled))
        if self._timer is not None:
            self._timer.cancel()
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)

    async def _write(self) -> None:
        while True:
            await self._wake.wait()
            self._wake.clear()
            if self._timer is not None:
                self._timer.cancel()
                self._timer = None
            if self._arrived or self._settled:
                await self._write_once()
            if not self._arrived and not self._settled:
                self._clean.set()

    async def _write_once(self) -> None:
        arrived, self._arrived = self._arrived, []
        settled, self._settled = self._settled, []
        written, self._written = self._written, None
        try:
            await self._inbox.record(arrived, settled)
        except DatabaseFault as fault:
            # Whoever stores is told and decides; what is settled is tried again until the database takes it.
            self._settled = settled + self._settled
            if written is not None and not written.done():
                written.set_exception(fault)
            log.warning("the inbox cannot be written", fault=str(fault))
            await asyncio.sleep(PAUSE)
            self._wake.set()
        else:
            if written is not None and not written.done():
                written.set_result(None)
