"""The same fake over real HTTP: long polling, files, broken connections, webhooks."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import suppress

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from telegram import Bot
from telegram.error import BadRequest, Conflict, NetworkError, RetryAfter, TimedOut
from telegram.request import HTTPXRequest

from bot.chat.transport import Transport
from bot.rehearsal.telegram import Break, FakeTelegram, Phone, faults
from bot.rehearsal.telegram.courier import Courier
from bot.rehearsal.telegram.http import BotApi
from tests.serving import serving


@pytest.fixture
async def address(fake: FakeTelegram) -> AsyncIterator[str]:
    async with serving(BotApi(fake)) as address:
        yield address


@pytest.fixture(params=[Transport, HTTPXRequest])
async def remote(request: pytest.FixtureRequest, fake: FakeTelegram, address: str) -> AsyncIterator[Bot]:
    bot = Bot(fake.token, f"{address}/bot", f"{address}/file/bot", request.param(), request.param())
    async with bot:
        yield bot


async def test_a_conversation_over_http(fake: FakeTelegram, remote: Bot, zainab: Phone) -> None:
    waiting = asyncio.create_task(remote.get_updates(timeout=20))
    await asyncio.sleep(0.05)
    zainab.starts()
    assert [update.effective_user and update.effective_user.first_name for update in await waiting] == ["زينب"]
    sent = await remote.send_document(
        501, b"\r\n--x\0\xff\r\n", filename="جدول.ics", caption="<b>جدول</b>", parse_mode="HTML"
    )
    assert sent.document is not None
    assert (sent.document.file_name, sent.caption) == ("جدول.ics", "جدول")
    file = await remote.get_file(sent.document.file_id)
    assert bytes(await file.download_as_bytearray()) == b"\r\n--x\0\xff\r\n"
    with pytest.raises(BadRequest, match="Message is too long"):
        await remote.send_message(501, "x" * 4097)
    assert fake.violations == ["sendMessage: Bad Request: message is too long"]


async def test_faults_over_http(fake: FakeTelegram, remote: Bot, zainab: Phone) -> None:
    zainab.starts()
    fake.faults.plan(faults.too_many(3))
    with pytest.raises(RetryAfter):
        await remote.send_message(501, "refused")
    for fault in (Break.DROP_BEFORE, Break.DROP_AFTER, faults.broken(502)):
        fake.faults.plan(fault)
        with pytest.raises(NetworkError):
            await remote.send_message(501, str(fault))
    for late in (Break.TIME_OUT_BEFORE, Break.TIME_OUT_AFTER):
        fake.faults.plan(late)
        with pytest.raises(TimedOut):
            await remote.send_message(501, str(late), read_timeout=0.05)
    texts = [message["text"] for message in zainab.chat.messages.values()]
    assert texts == ["/start", "Break.DROP_AFTER", "Break.TIME_OUT_AFTER"]


class Hook:
    """A webhook that notes what is delivered to it, and fails a few times first."""

    def __init__(self, failures: int = 0) -> None:
        self.failures = failures
        self.heard: list[tuple[str, str | None]] = []
        self.done = asyncio.Event()
        self.app = Starlette(routes=[Route("/hook", self.hear, methods=["POST"])])

    async def hear(self, request: Request) -> Response:
        update = await request.json()
        self.failures -= 1
        if self.failures >= 0:
            return Response(status_code=500)
        self.heard.append((update["message"]["text"], request.headers.get("x-telegram-bot-api-secret-token")))
        if update["message"]["text"] == "last":
            self.done.set()
        return JSONResponse({"method": "sendMessage", "chat_id": 501, "text": f"heard {update['message']['text']}"})


async def test_a_webhook_gets_each_update_in_order_again_after_a_failure_with_its_secret(
    fake: FakeTelegram, bot: Bot, zainab: Phone
) -> None:
    hook = Hook(failures=2)
    async with serving(hook.app) as address:
        courier = asyncio.create_task(Courier(fake, retry_seconds=0).run())
        await bot.set_webhook(f"{address}/hook", secret_token="s-3_cret")  # noqa: S106 - opens nothing
        with pytest.raises(Conflict, match="can't use getUpdates method while webhook is active"):
            await bot.get_updates()
        for text in ("/start", "second", "last"):
            zainab.writes(text)
        await asyncio.wait_for(hook.done.wait(), 10)
        await asyncio.wait_for(fake.world.updates.all_confirmed(), 10)
        info = await bot.get_webhook_info()
        courier.cancel()
        with suppress(asyncio.CancelledError):
            await courier
    assert hook.heard == [("/start", "s-3_cret"), ("second", "s-3_cret"), ("last", "s-3_cret")]
    assert info.last_error_message == "Wrong response from the webhook: 500 Internal Server Error"
    answers = [message["text"] for message in zainab.chat.messages.values() if message["from"]["is_bot"]]
    assert answers == ["heard /start", "heard second", "heard last"]


@pytest.mark.parametrize("url", ["http://example.org/hook", "ftp://example.org"])
async def test_a_webhook_must_be_https_elsewhere(bot: Bot, url: str) -> None:
    with pytest.raises(BadRequest, match="an https url must be provided for webhook"):
        await bot.set_webhook(url)
