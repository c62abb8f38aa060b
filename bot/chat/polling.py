"""Long polling: fetch a batch, have it stored, and only then confirm it by asking for what comes after it.

While one can be neither stored nor answered (a locked database), what comes after it is fetched too, none confirmed.
"""

from __future__ import annotations

import asyncio
import random
import time
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Protocol

import structlog
from telegram import Bot
from telegram.error import Conflict, EndPointNotFound, InvalidToken, RetryAfter, TelegramError

from bot.chat.arrivals import ALLOWED_UPDATES
from bot.chat.errors import retry_seconds

GET_UPDATES = "get_Updates"
"""So spelled, do_api_request gives plain JSON and warns of no method of the same name (see bot/chat/sender.py)."""
WAIT = 30
"""Seconds that Telegram may keep a poll open while nothing happens."""
SLACK = 10.0
"""Seconds more that we wait for its answer."""
LIMIT = 100
PATIENCE = 0.25
"""Seconds in which a batch is stored, as a rule, before we look what else has come."""
FIRST_PAUSE, LONGEST_PAUSE = 0.5, 30.0
"""Seconds between tries while Telegram cannot be reached: doubled each time, with jitter."""
YOUNG = 60.0
"""Seconds for which an instance is young: then it gives way to one that was there before."""
CONFLICT_PAUSE, YOUNG_PAUSE = 3.0, 10.0
ANOTHER_CONFLICT = 60.0
"""Seconds without one after which a conflict is a new one: two that compete are not always both refused."""
GIVES_WAY, HOLDS_OUT = 30.0, 300.0
"""Seconds of conflict after which a young instance ends, and an old one."""

log = structlog.get_logger(__name__)


class TokenRefused(Exception):  # noqa: N818
    """Telegram does not know the token (any more)."""


class AnotherInstance(Exception):  # noqa: N818
    """Another process fetches this bot's updates."""


class Take(Protocol):
    """Takes a batch of raw updates; returns when it may be confirmed (bot/chat/intake.py)."""

    async def __call__(self, updates: Sequence[Mapping[str, Any]], *, late: bool) -> None: ...  # noqa: D102


class Polling:
    """Feeds ``take`` with batches until cancelled. A batch is confirmed after ``take`` returned."""

    def __init__(
        self,
        bot: Bot,
        take: Take,
        *,
        gives_way: float = GIVES_WAY,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._bot = bot
        self._take = take
        self._gives_way = gives_way
        self._monotonic = monotonic
        self._offset: int | None = None
        self._pause = 0.0
        self._behind = True
        self._newest = -1
        self._taking: deque[tuple[int, asyncio.Future[None]]] = deque()
        self._conflict_since = self._last_conflict = float("-inf")

    async def run(self) -> None:
        """Poll for ever. Raises ``TokenRefused`` and ``AnotherInstance``; all other trouble is waited out."""
        try:
            await self._go_on(self._monotonic())
        finally:
            for _, taking in self._taking:
                taking.cancel()

    async def _go_on(self, begun: float) -> None:
        while True:
            try:
                batch = await self._fetch()
            except RetryAfter as error:
                await asyncio.sleep(retry_seconds(error))
            except (InvalidToken, EndPointNotFound) as error:
                raise TokenRefused(error.message) from error
            except Conflict as error:
                await self._give_way_or_hold_out(error, begun)
            except TelegramError as error:
                await self._wait_out(error)
            else:
                self._well_again()
                await self._hand_over(batch)
                self._behind = self._behind and len(batch) == LIMIT

    async def _hand_over(self, batch: Sequence[Mapping[str, Any]]) -> None:
        """Have a batch taken, with those before it that are not safe yet; move on behind what is."""
        if batch and batch[-1]["update_id"] != self._newest:
            self._newest = batch[-1]["update_id"]
            self._taking.append((self._newest, asyncio.ensure_future(self._take(batch, late=self._behind))))
        if self._taking:
            await asyncio.wait([taking for _, taking in self._taking], timeout=PATIENCE)
        while self._taking and self._taking[0][1].done():
            newest, taken = self._taking.popleft()
            taken.result()
            self._offset = newest + 1

    async def _fetch(self) -> list[dict[str, Any]]:
        # The first polls do not wait: what they bring came while we were away.
        asked: dict[str, Any] = {
            "timeout": 0 if self._behind or self._taking else WAIT,
            "limit": LIMIT,
            "allowed_updates": ALLOWED_UPDATES,
        }
        if self._offset is not None:
            asked["offset"] = self._offset
        batch: list[dict[str, Any]] = await self._bot.do_api_request(GET_UPDATES, asked, read_timeout=WAIT + SLACK)
        return batch

    async def _wait_out(self, error: TelegramError) -> None:
        if not self._pause:
            log.warning("Telegram cannot be reached; trying on", error=type(error).__name__)
        self._pause = min(LONGEST_PAUSE, self._pause * 2 or FIRST_PAUSE)
        await asyncio.sleep(self._pause * random.uniform(0.5, 1.0))  # noqa: S311  jitter

    def _well_again(self) -> None:
        if self._pause:
            log.info("Telegram can be reached again")
        self._pause = 0.0

    async def _give_way_or_hold_out(self, error: Conflict, begun: float) -> None:
        now = self._monotonic()
        if now - self._last_conflict > ANOTHER_CONFLICT:
            self._conflict_since = now
            log.warning("another process fetches this bot's messages", detail=error.message)
        self._last_conflict = now
        young = self._conflict_since - begun < YOUNG
        if now - self._conflict_since >= (self._gives_way if young else HOLDS_OUT):
            raise AnotherInstance(error.message) from error
        # Each try of ours ends a poll of the other's: the young one leaves the old one most of the time.
        await asyncio.sleep(YOUNG_PAUSE if young else CONFLICT_PAUSE)
