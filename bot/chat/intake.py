"""What comes in: stored before it is confirmed, handled in order per chat, marked done after its answer left.

Batches of raw updates come from any source: bot/chat/polling.py, a webhook, a rehearsal.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Any, Protocol

import orjson
import structlog

from bot.chat.arrivals import chat_of
from bot.chat.faults import Final, in_full
from bot.chat.lanes import Lanes
from bot.chat.ledger import Ledger
from bot.clock import Clock
from bot.logs import without_text
from bot.storage.errors import DatabaseFault
from bot.storage.inbox import Inbox, Stored

TRIES = 3
"""How often a failing update is tried; also how often a restart finds one unanswered before it is tried alone."""
HEAD_START = 0.02
"""Seconds that a batch's storing may delay its handling: a slow disk makes no one wait longer."""
KNOWN = 10_000
"""How many of the newest update ids are remembered to know one that comes again."""
KEPT = timedelta(days=1)
"""Telegram sends an update again for at most a day: so long its id is kept."""
KEPT_ASIDE = timedelta(days=14)
PURGED_EVERY = 300.0
GRACE = 8.0
"""Seconds that answers under way may take to leave when we are told to stop (Docker kills after 10)."""

PAUSE = 0.2
"""Seconds more between one try of a failing update and the next."""

log = structlog.get_logger(__name__)


class Batch:
    """Updates that came together. ``safe`` once each of them is stored, or answered: then they may be confirmed."""

    __slots__ = ("left", "safe")

    def __init__(self, left: int) -> None:
        self.left = left
        self.safe = asyncio.Event()

    def answered_one(self) -> None:
        """One of them needs no storing any more."""
        self.left -= 1
        if self.left == 0:
            self.safe.set()


@dataclass(frozen=True, slots=True)
class Incoming:
    """One update on its way through us."""

    id: int
    received: datetime
    update: Mapping[str, Any]
    late: bool = False
    """Whether it waited while we were away."""
    taken: float | None = None
    """When it came, in the event loop's seconds; None for what an earlier run left."""


Handled = Callable[[Incoming, bool], None]


class Answering(Protocol):
    """What is done with an update."""

    async def answer(self, incoming: Incoming) -> None:
        """Answer it. Whatever is raised is a failure, and it is tried again unless it is ``Final``."""
        ...

    async def apologise(self, incoming: Incoming) -> None:
        """Tell its sender that it could not be answered."""
        ...


class Intake:
    """Takes batches of raw updates; at most ``width`` chats are served at a time."""

    def __init__(self, inbox: Inbox, clock: Clock, answering: Answering, *, width: int = 256) -> None:
        self._inbox = inbox
        self._clock = clock
        self._answering = answering
        self._ledger = Ledger(inbox)
        self._lanes: Lanes[Incoming] = Lanes(self._handle, width=width)
        self._known: dict[int, None] = {}
        self._open: dict[int, Batch] = {}
        self._purging: asyncio.Task[None] | None = None
        self._listeners: list[Handled] = []

    def on_handled(self, listener: Handled) -> None:
        """Call ``listener(incoming, failed)`` after each update: answered, or given up."""
        self._listeners.append(listener)

    @property
    def alive(self) -> bool:
        """Whether what comes in is written down."""
        return self._ledger.alive

    async def start(self) -> None:
        """Take up what an earlier run left unanswered. Raises ``DatabaseFault``."""
        self._known = dict.fromkeys(await self._inbox.recent(KNOWN))
        waiting = await self._inbox.waiting()
        self._ledger.start()
        self._purging = asyncio.create_task(self._purge())
        for row in waiting:
            if row.starts >= TRIES:
                await self._alone(row)
        replayed = Batch(len(waiting))
        for row in waiting:
            if row.starts < TRIES:
                self._open[row.id] = replayed
                self._lanes.put(row.chat_id, _read(row))

    async def take(self, updates: Sequence[Mapping[str, Any]], *, late: bool = False) -> None:
        """Store and begin to handle a batch; returns when each of it is stored, or answered already.

        ``late``: these waited at Telegram while we were away.
        """
        fresh = [update for update in updates if update["update_id"] not in self._known]
        unsafe = [self._open[update["update_id"]] for update in updates if update["update_id"] in self._open]
        if fresh:
            unsafe.append(await self._begin(fresh, late=late))
        for batch in unsafe:
            await batch.safe.wait()

    def __len__(self) -> int:
        """How many updates wait or are being answered."""
        return len(self._lanes)

    async def idle(self) -> None:
        """Wait until all that was taken is answered and marked."""
        await self._lanes.idle()
        await self._ledger.idle()

    async def stop(self) -> None:
        """Let answers under way leave, mark them, begin nothing more: what is left is answered after the next start."""
        await self._lanes.stop(GRACE)
        await self._ledger.stop(GRACE)
        if self._purging is not None:
            self._purging.cancel()
            await asyncio.gather(self._purging, return_exceptions=True)

    async def _begin(self, fresh: Sequence[Mapping[str, Any]], *, late: bool) -> Batch:
        now, batch = self._clock.now(), Batch(len(fresh))
        taken = asyncio.get_running_loop().time()
        rows = [Stored(update["update_id"], chat_of(update), now, orjson.dumps(update)) for update in fresh]
        for row in rows:
            self._known[row.id] = None
            self._open[row.id] = batch
        while len(self._known) > KNOWN:
            del self._known[next(iter(self._known))]
        self._store(rows, batch)
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(HEAD_START):
                await batch.safe.wait()
        for row, update in zip(rows, fresh, strict=True):
            self._lanes.put(row.chat_id, Incoming(row.id, now, update, late, taken))
        return batch

    def _store(self, rows: Sequence[Stored], batch: Batch) -> None:
        unanswered = [row for row in rows if row.id in self._open]
        self._ledger.store(unanswered).add_done_callback(partial(self._stored, unanswered, batch))

    def _stored(self, rows: Sequence[Stored], batch: Batch, storing: asyncio.Future[None]) -> None:
        if not storing.cancelled() and storing.exception() is None:
            batch.safe.set()
        elif not batch.safe.is_set():
            self._store(rows, batch)

    async def _handle(self, incoming: Incoming) -> None:
        trace: str | None = None
        for attempt in range(1, TRIES + 1):
            try:
                await self._answering.answer(incoming)
            except Exception as error:  # noqa: BLE001  the one handler of all faults
                trace = in_full(error)
                log.error("an update failed", update=incoming.id, attempt=attempt, **without_text(error))  # noqa: TRY400
                if isinstance(error, Final):
                    break
                await asyncio.sleep(PAUSE * (attempt - 1))
            else:
                trace = None
                break
        if trace is not None:
            await self._apologise(incoming)
        self._settle(incoming.id, trace)
        for listener in self._listeners:
            listener(incoming, trace is not None)

    async def _apologise(self, incoming: Incoming) -> None:
        try:
            await self._answering.apologise(incoming)
        except Exception as error:  # noqa: BLE001
            log.error("an apology failed", update=incoming.id, **without_text(error))  # noqa: TRY400

    def _settle(self, update_id: int, trace: str | None) -> None:
        self._ledger.settle(update_id, trace)
        batch = self._open.pop(update_id, None)
        if batch is not None:
            batch.answered_one()

    async def _alone(self, row: Stored) -> None:
        """Try an update that several restarts found unanswered while nothing else runs: it may be what kills us."""
        if row.starts >= 2 * TRIES:
            log.error("an update is set aside: each time it was tried, the process ended", update=row.id)
            await self._apologise(_read(row))
            self._settle(row.id, "each time it was tried, the process ended")
            return
        await self._inbox.suspect(row.id)
        await self._handle(_read(row))

    async def _purge(self) -> None:
        while True:
            now = self._clock.now()
            try:
                await self._inbox.purge(done_before=now - KEPT, aside_before=now - KEPT_ASIDE)
            except DatabaseFault as fault:
                log.warning("old updates cannot be purged", fault=str(fault))
            await asyncio.sleep(PURGED_EVERY)


def _read(row: Stored) -> Incoming:
    return Incoming(row.id, row.received, orjson.loads(row.content), late=True)
