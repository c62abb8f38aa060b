"""Delivers updates to a webhook as Telegram does: in order per chat, again when not answered 2xx, with the secret."""

from __future__ import annotations

import asyncio
import contextlib
from dataclasses import dataclass, field

import aiohttp
import orjson

from bot.rehearsal.telegram import limits
from bot.rehearsal.telegram.fake import FakeTelegram
from bot.rehearsal.telegram.model import Json
from bot.rehearsal.telegram.world import Webhook

_SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - the header's name
_ANSWER_WITHIN = aiohttp.ClientTimeout(total=60)


@dataclass(slots=True)
class Courier:
    """Runs beside the fake; ``retry_seconds`` is the pause before an update is delivered again."""

    fake: FakeTelegram
    retry_seconds: float = 1.0
    _changed: asyncio.Event = field(default_factory=asyncio.Event)
    _under_way: dict[int, asyncio.Task[None]] = field(default_factory=dict)
    _chats_under_way: set[int] = field(default_factory=set)

    async def run(self) -> None:
        """Deliver until cancelled."""
        self.fake.world.updates.on_added(self._changed.set)
        async with aiohttp.ClientSession(timeout=_ANSWER_WITHIN) as session:
            try:
                while True:
                    self._changed.clear()
                    self._send_out(session)
                    await self._changed.wait()
            finally:
                await self._come_home()

    def _send_out(self, session: aiohttp.ClientSession) -> None:
        webhook = self.fake.world.webhook
        if webhook is None:
            return
        for update in self.fake.world.updates.take(limits.UPDATES_AT_ONCE):
            chat_id = _chat_of(update)
            if len(self._under_way) >= webhook.max_connections:
                return
            if update["update_id"] not in self._under_way and chat_id not in self._chats_under_way:
                self._chats_under_way.add(chat_id)
                task = asyncio.create_task(self._deliver(session, webhook, update, chat_id))
                self._under_way[update["update_id"]] = task

    async def _deliver(self, session: aiohttp.ClientSession, webhook: Webhook, update: Json, chat_id: int) -> None:
        try:
            if await self._posted(session, webhook, update):
                self.fake.world.updates.confirm([update["update_id"]])
            else:
                await asyncio.sleep(self.retry_seconds)
        finally:
            self._chats_under_way.discard(chat_id)
            self._under_way.pop(update["update_id"], None)
            self._changed.set()

    async def _posted(self, session: aiohttp.ClientSession, webhook: Webhook, update: Json) -> bool:
        headers = {"Content-Type": "application/json"}
        if webhook.secret_token:
            headers[_SECRET_HEADER] = webhook.secret_token
        try:
            async with session.post(webhook.url, data=orjson.dumps(update), headers=headers) as response:
                body = await response.read()
        except (aiohttp.ClientError, TimeoutError) as fault:
            self._failed(webhook, f"Connection failed: {type(fault).__name__}")
            return False
        if not response.ok:
            self._failed(webhook, f"Wrong response from the webhook: {response.status} {response.reason}")
            return False
        await self._carry_out(body)
        return True

    async def _carry_out(self, body: bytes) -> None:
        # A webhook's answer may itself be a request: {"method": ..., parameters}. Its result is told to nobody.
        with contextlib.suppress(ValueError):
            request = orjson.loads(body or b"null")
            if isinstance(request, dict) and "method" in request:
                await self.fake.call(self.fake.token, request.pop("method"), request)

    def _failed(self, webhook: Webhook, words: str) -> None:
        webhook.last_error = words
        webhook.last_error_at = int(self.fake.world.now().timestamp())

    async def _come_home(self) -> None:
        tasks = list(self._under_way.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


def _chat_of(update: Json) -> int:
    for kind, happening in update.items():
        if kind != "update_id":
            chat = happening.get("chat") or happening.get("message", {}).get("chat") or happening.get("from") or {}
            return int(chat.get("id", 0))
    return 0
