"""Rows of the outbox whose lines ended long ago are deleted daily, a few at a time, so that nobody waits for it."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import structlog

from bot.clock import Clock
from bot.outbox.store import Outbox
from bot.storage.errors import DatabaseFault

KEPT = timedelta(days=30)
"""How long rows are kept after their end: whoever tallies them has long stored its report by then."""
FIRST = 600.0
"""Seconds after the start: what a long absence left unreported is reported before its rows may go."""
EVERY = 86_400.0
AT_ONCE = 2000
PAUSE = 0.5

log = structlog.get_logger(__name__)


async def purging(outbox: Outbox, clock: Clock) -> None:
    """Purge until cancelled."""
    await asyncio.sleep(FIRST)
    while True:
        try:
            while await outbox.purge(clock.now() - KEPT, AT_ONCE) == AT_ONCE:  # noqa: ASYNC110  a pause for others
                await asyncio.sleep(PAUSE)
        except DatabaseFault as fault:
            log.warning("old lines cannot be purged", fault=str(fault))
        await asyncio.sleep(EVERY)
