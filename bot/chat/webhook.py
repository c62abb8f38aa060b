"""The webhook at Telegram: set when we listen, watched while we serve, taken away when we stop. It drops no update."""

from __future__ import annotations

import asyncio
import hashlib
import hmac

import structlog
from telegram import Bot
from telegram.error import BadRequest, EndPointNotFound, InvalidToken, RetryAfter, TelegramError

from bot.chat.application import TelegramUnreachable
from bot.chat.arrivals import ALLOWED_UPDATES
from bot.chat.errors import retry_seconds
from bot.chat.polling import TokenRefused

CONNECTIONS = 100
"""How many updates Telegram may deliver at once: those that come together are stored together."""
CHECKED_EVERY = 60.0
TRIES = 5
FAREWELL = 5.0
"""Seconds that taking it away may hold up our stop."""

log = structlog.get_logger(__name__)


class WebhookRefused(Exception):  # noqa: N818
    """Telegram does not take the address."""


def secret_of(token: str) -> str:
    """The secret of a bot whose operator chose none: the same at each start, another after the token was changed."""
    return hmac.new(token.encode(), b"daleel webhook", hashlib.sha256).hexdigest()


class Webhook:
    """Has Telegram deliver updates to ``url``, with ``secret`` in a header."""

    def __init__(self, bot: Bot, url: str, secret: str) -> None:
        self._bot = bot
        self._url = url
        self._secret = secret
        self._told = 0
        self.pending = 0
        """How many updates waited at Telegram when we last looked."""

    async def open(self) -> None:
        """Set it. Raises ``WebhookRefused``, ``TokenRefused`` and ``TelegramUnreachable``."""
        for left in reversed(range(TRIES)):
            try:
                await self._bot.set_webhook(
                    self._url,
                    secret_token=self._secret,
                    allowed_updates=ALLOWED_UPDATES,
                    max_connections=CONNECTIONS,
                    drop_pending_updates=False,
                )
            except RetryAfter as error:
                if not left:
                    raise TelegramUnreachable(error.message) from error
                await asyncio.sleep(retry_seconds(error))
            except BadRequest as error:
                raise WebhookRefused(error.message) from error
            except (InvalidToken, EndPointNotFound) as error:
                raise TokenRefused(error.message) from error
            except TelegramError as error:
                raise TelegramUnreachable(error.message) from error
            else:
                return

    async def run(self) -> None:
        """Look now and then whether it is still there, and what Telegram says of it. Raises ``TokenRefused``."""
        while True:
            await asyncio.sleep(CHECKED_EVERY)
            try:
                info = await self._bot.get_webhook_info()
                self.pending = info.pending_update_count
                if info.url != self._url:
                    log.warning("another process has changed the webhook; it is set again")
                    await self.open()
            except (InvalidToken, EndPointNotFound) as error:
                raise TokenRefused(error.message) from error
            except (TelegramError, TelegramUnreachable, WebhookRefused) as error:
                log.warning("the webhook cannot be looked at now", error=type(error).__name__)
                continue
            self._tell(info.last_error_message, info.last_error_date)

    async def close(self) -> None:
        """Have Telegram keep what comes from now on, unless the webhook is another's by now."""
        try:
            async with asyncio.timeout(FAREWELL):
                if (await self._bot.get_webhook_info()).url == self._url:
                    await self._bot.delete_webhook(drop_pending_updates=False)
        except (TelegramError, TimeoutError) as error:
            log.warning("the webhook could not be taken away; Telegram delivers when we are back", error=str(error))

    def _tell(self, message: str | None, moment: object) -> None:
        told = hash((message, moment))
        if message and told != self._told:
            log.warning("Telegram could not deliver to the webhook", detail=message, waiting=self.pending)
        self._told = told
