"""Where updates come in: Telegram delivers to our webhook, or we fetch them; and the pages served beside."""

from __future__ import annotations

from contextlib import AsyncExitStack
from typing import Protocol

from bot.attendees.store import Attendees
from bot.chat.application import Account
from bot.chat.intake import Intake
from bot.chat.polling import Polling
from bot.chat.webhook import Webhook, secret_of
from bot.clock import Clock
from bot.outbox.deliver import Courier
from bot.outbox.gate import Gate
from bot.outbox.store import Outbox
from bot.settings import Settings
from bot.storage.database import Database
from bot.storage.inbox import Inbox
from bot.web.health import Health, Part
from bot.web.metrics import Metrics
from bot.web.page import Web
from bot.web.receiving import Receiving


class Premises(Protocol):
    """What is looked at (app.py's House has it)."""

    @property
    def settings(self) -> Settings: ...  # noqa: D102
    @property
    def clock(self) -> Clock: ...  # noqa: D102
    @property
    def account(self) -> Account: ...  # noqa: D102
    @property
    def database(self) -> Database: ...  # noqa: D102
    @property
    def attendees(self) -> Attendees: ...  # noqa: D102
    @property
    def outbox(self) -> Outbox: ...  # noqa: D102
    @property
    def inbox(self) -> Inbox: ...  # noqa: D102


class Entrance:
    """One way in, as the settings have it. Going from one way to the other loses nothing: Telegram keeps what waits."""

    def __init__(self, house: Premises, intake: Intake, courier: Courier, timers: Part, gate: Gate) -> None:
        self._settings = house.settings
        self._account = house.account
        self._intake = intake
        self._webhook: Webhook | None = None
        receiving: Receiving | None = None
        url = house.settings.webhook_url
        if url is not None:
            secret = house.settings.webhook_secret or secret_of(house.settings.token or "")
            self._webhook = Webhook(house.account.bot, url, secret)
            receiving = Receiving(intake.take, intake.__len__, secret)
        health = Health(house.database, {"the intake": intake, "the delivery": courier, "the timers": timers})
        metrics = Metrics(
            house.clock, intake, courier, gate, house.outbox, house.inbox, house.attendees, receiving, self._webhook
        )
        self._web = Web({"/healthz": health, "/metrics": metrics}, url, receiving)

    async def open(self, stack: AsyncExitStack) -> None:
        """Listen, then tell Telegram; ``stack`` undoes both, in reverse.

        Raises ``ListenFault``, ``WebhookRefused``, ``TokenRefused`` and ``TelegramUnreachable``.
        """
        if self._settings.listens is not None:
            await self._web.start(self._settings.listens)
            stack.push_async_callback(self._web.stop)
        if self._webhook is None:
            await self._account.use_polling()
        else:
            await self._webhook.open()
            stack.push_async_callback(self._webhook.close)

    async def run(self) -> None:
        """Take in until cancelled. Raises ``TokenRefused`` and ``AnotherInstance``."""
        if self._webhook is None:
            await Polling(self._account.bot, self._intake.take, gives_way=self._settings.wait).run()
        else:
            await self._webhook.run()
