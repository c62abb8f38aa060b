"""The bot at Telegram: made with our transport or a given one, and made known by name."""

from __future__ import annotations

import os
from dataclasses import dataclass

from telegram import Bot
from telegram.error import InvalidToken, TelegramError
from telegram.request import BaseRequest

from bot.chat.polling import TokenRefused
from bot.chat.transport import Transport

# RetryAfter.retry_after is a timedelta from now on; without this the library warns each time it is read.
os.environ.setdefault("PTB_TIMEDELTA", "true")


Way = BaseRequest
"""A way to Telegram: our transport, or a rehearsal's."""


class TelegramUnreachable(Exception):  # noqa: N818
    """Telegram does not answer, or not with what it should."""


@dataclass(frozen=True, slots=True)
class Account:
    """The bot at Telegram, connected."""

    bot: Bot

    @classmethod
    async def connect(cls, token: str, api_url: str, way: Way | None = None) -> Account:
        """The account of ``token``. Raises ``TokenRefused`` and ``TelegramUnreachable``."""
        request = way or Transport()
        bot = Bot(
            token,
            base_url=f"{api_url}/bot",
            base_file_url=f"{api_url}/file/bot",
            request=request,
            get_updates_request=request,
        )
        try:
            await bot.initialize()
        except InvalidToken as error:
            await bot.shutdown()
            raise TokenRefused("Telegram does not know this token") from error
        except TelegramError as error:
            await bot.shutdown()
            raise TelegramUnreachable(f"{api_url} cannot be reached ({error.message})") from error
        return cls(bot)

    @property
    def username(self) -> str:
        """What people find the bot by, without the @."""
        return self.bot.username

    @property
    def inline(self) -> bool:
        """Whether Telegram hands us what people type after the bot's name in other chats; @BotFather switches it on."""
        return bool(self.bot.bot.supports_inline_queries)

    def link(self, parameter: str = "") -> str:
        """The address that opens a private chat with the bot, with a start parameter if there is one."""
        return f"https://t.me/{self.username}" + (f"?start={parameter}" if parameter else "")

    async def use_polling(self) -> None:
        """Have Telegram keep updates for us to fetch; none that wait are dropped. Raises ``TelegramUnreachable``."""
        try:
            await self.bot.delete_webhook(drop_pending_updates=False)
        except TelegramError as error:
            raise TelegramUnreachable(error.message) from error

    async def close(self) -> None:
        """Close the connections."""
        await self.bot.shutdown()
