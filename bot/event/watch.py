"""Looks whether the event's files were edited, reads them aside, and puts what is right in force."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path

import structlog

from bot.event.current import CurrentEvent
from bot.event.load import Reading, read
from bot.event.model import Event

Stamp = tuple[tuple[str, int, int], ...]
"""Of each file its name, when it was written (in nanoseconds) and how long it is."""

log = structlog.get_logger(__name__)


class Watch:
    """Watches one folder. Reading and preparing happen in threads; the swap is one step of the event loop.

    ``in_force``: the stamp of what was read last. ``prepare`` makes what is wanted of a new snapshot before it is in
    force; ``tell`` hears what came of each reading.
    """

    def __init__(
        self,
        folder: Path,
        current: CurrentEvent,
        in_force: Stamp,
        prepare: Callable[[Event], object],
        read: Callable[[Path], Reading] = read,
    ) -> None:
        self._folder = folder
        self._current = current
        self._read = self._seen = in_force
        self._prepare = [prepare]
        self._reader = read
        self.tell: Callable[[Reading], Awaitable[None]] | None = None

    def on_coming(self, listener: Callable[[Event], object]) -> None:
        """Call ``listener`` in a thread with each new snapshot, before it is put in force."""
        self._prepare.append(listener)

    async def run(self, seconds: float) -> None:
        """Look every so many seconds until cancelled."""
        while True:
            await asyncio.sleep(seconds)
            try:
                await self.look()
            except Exception:
                log.exception("the event's files could not be looked at")

    async def look(self) -> None:
        """Read what was edited, once nothing has changed since the look before: an editor may still be writing."""
        now = await asyncio.to_thread(stamp, self._folder)
        settled, self._seen = now == self._seen, now
        if not settled or now == self._read:
            return
        self._read = now
        reading = await asyncio.to_thread(self._reader, self._folder)
        event = reading.event
        if event is not None and event != self._current.event:
            for prepare in self._prepare:
                await asyncio.to_thread(prepare, event)
            self._current.swap(event)
        log.info("the event's files were read again", taken=event is not None, findings=len(reading.faults))
        if self.tell is not None:
            await self.tell(reading)


def stamp(folder: Path) -> Stamp:
    """What the files look like from outside; what cannot be looked at is as if it were not there."""
    found = []
    for path in sorted([*folder.glob("*.y*ml"), *folder.glob("facts/*.y*ml")]):
        try:
            status = path.stat()
        except OSError:
            continue
        found.append((str(path.relative_to(folder)), status.st_mtime_ns, status.st_size))
    return tuple(found)
