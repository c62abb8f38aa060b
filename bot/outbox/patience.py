"""When to try again what certainly did not arrive: back-off with jitter, and an outage is nobody's fault."""

from __future__ import annotations

import asyncio
import random

TRIALS = 8
"""A line that fails so often while others get through is set aside."""
FIRST, LONGEST = 0.5, 10.0
"""Seconds of the first and of the longest back-off, each give or take a half."""


class Patience:
    """Knows whether anything gets through."""

    def __init__(self) -> None:
        self.sent = 0
        self._through = asyncio.Event()

    def succeeded(self) -> None:
        """Something got through: whoever waits for the end of an outage goes on."""
        self.sent += 1
        self._through.set()
        self._through = asyncio.Event()

    async def outlast(self, seconds: float, *, outage: bool) -> None:
        """Wait; in an outage only until anything gets through."""
        if not outage:
            await asyncio.sleep(seconds)
            return
        try:
            async with asyncio.timeout(seconds):
                await self._through.wait()
        except TimeoutError:
            return


class Trial:
    """The trials of one line."""

    def __init__(self, patience: Patience) -> None:
        self._patience = patience
        self._seen = -1
        self._failures = 0
        self._own = 0

    async def again(self) -> bool:
        """After a failure, wait for the next trial; False when the line has had its trials."""
        outage = self._seen == self._patience.sent
        self._seen = self._patience.sent
        self._failures += 1
        if not outage:
            self._own += 1
        if self._own >= TRIALS:
            return False
        pause = min(LONGEST, FIRST * 2 ** min(self._failures - 1, 10)) * random.uniform(0.5, 1.5)  # noqa: S311
        await self._patience.outlast(pause, outage=outage)
        return True
