"""The transport over real sockets: what it sends, and how each way of failing is told apart."""

from __future__ import annotations

import asyncio
import io
import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import orjson
import pytest
from telegram import Bot, InputFile
from telegram.error import BadRequest, Forbidden, NetworkError, RetryAfter, TelegramError, TimedOut

from bot.chat.errors import NotSent, NotSentInTime, Unanswered, UnansweredInTime, outcome_of
from bot.chat.transport import Transport
from bot.outbox.model import Failed, Refusal, Refused, Unsure, Wait

TOKEN = "123456:abcdefghijklmnopqrstuvwxyz"  # noqa: S105
Answer = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


@asynccontextmanager
async def served(answer: Answer) -> AsyncIterator[str]:
    """The address of a server that treats each connection with ``answer``."""
    working: set[asyncio.Task[None]] = set()

    async def connected(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        working.add(task)
        try:
            await answer(reader, writer)
        except (ConnectionError, asyncio.IncompleteReadError):
            pass
        finally:
            working.discard(task)
            writer.close()

    server = await asyncio.start_server(connected, "127.0.0.1", 0)
    try:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    finally:
        server.close()
        for task in working:
            task.cancel()
        await asyncio.gather(*working, return_exceptions=True)


async def request_of(reader: asyncio.StreamReader) -> tuple[str, bytes]:
    """One HTTP request: its head and its body."""
    head = (await reader.readuntil(b"\r\n\r\n")).decode()
    if "chunked" in head.lower():
        body = b""
        while size := int(await reader.readline(), 16):
            body += await reader.readexactly(size)
            await reader.readline()
        await reader.readline()
        return head, body
    size = next(
        (int(line.split(":")[1]) for line in head.split("\r\n") if line.lower().startswith("content-length")), 0
    )
    return head, await reader.readexactly(size)


def response(status: int, body: object) -> bytes:
    content = body if isinstance(body, bytes) else orjson.dumps(body)
    return f"HTTP/1.1 {status} X\r\nContent-Length: {len(content)}\r\n\r\n".encode() + content


def always(status: int, body: object) -> Answer:
    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while True:
            await request_of(reader)
            writer.write(response(status, body))
            await writer.drain()

    return answer


@asynccontextmanager
async def bot_at(address: str, **times: float) -> AsyncIterator[Bot]:
    transport = Transport(**times)  # type: ignore[arg-type]
    bot = Bot(TOKEN, base_url=f"{address}/bot", request=transport, get_updates_request=transport)
    await transport.initialize()
    try:
        yield bot
    finally:
        await transport.shutdown()


async def failure(address: str, **times: float) -> TelegramError:
    async with bot_at(address, **times) as bot:
        with pytest.raises(TelegramError) as caught:
            await bot.do_api_request("send_Message", {"chat_id": 7, "text": "hello"})
        return caught.value


async def test_it_sends_json_and_keeps_the_connection() -> None:
    seen: list[tuple[str, bytes]] = []
    connections = 0

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal connections
        connections += 1
        while True:
            seen.append(await request_of(reader))
            writer.write(response(200, {"ok": True, "result": {"message_id": 5}}))

    async with served(answer) as address, bot_at(address) as bot:
        sent = {
            "chat_id": 7,
            "text": "سلام",
            "reply_markup": {"inline_keyboard": [[{"text": "a", "callback_data": "b"}]]},
        }
        assert await bot.do_api_request("send_Message", dict(sent)) == {"message_id": 5}
        assert await bot.do_api_request("send_Message", dict(sent)) == {"message_id": 5}
    head, body = seen[0]
    assert head.startswith(f"POST /bot{TOKEN}/sendMessage HTTP/1.1")
    assert "content-type: application/json" in head.lower()
    assert orjson.loads(body) == sent
    assert connections == 1


async def test_a_file_is_streamed_as_it_is_read() -> None:
    seen: list[bytes] = []

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        seen.append((await request_of(reader))[1])
        writer.write(response(200, {"ok": True, "result": {"message_id": 1, "document": {"file_id": "F"}}}))

    class Counted(io.BytesIO):
        largest = 0

        def read(self, size: int | None = -1) -> bytes:
            Counted.largest = max(Counted.largest, len(self.getvalue()) if size in {-1, None} else size or 0)
            return super().read(size)

    content = bytes(range(256)) * 8192  # 2 MiB
    file = InputFile(Counted(content), filename="الجدول.ics", read_file_handle=False)
    async with served(answer) as address, bot_at(address) as bot:
        await bot.do_api_request("send_Document", {"chat_id": 7, "document": file, "caption": "x"})
    assert content in seen[0]
    assert "الجدول.ics".encode() in seen[0]
    assert Counted.largest < len(content)


async def test_nobody_listens() -> None:
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    error = await failure(f"http://127.0.0.1:{port}")
    assert isinstance(error, NotSent)
    assert isinstance(outcome_of(error, 7), Failed)


async def test_no_such_host() -> None:
    error = await failure("http://nobody.invalid")
    assert isinstance(error, NotSent)


async def test_dropped_after_the_request() -> None:
    async def answer(reader: asyncio.StreamReader, _: asyncio.StreamWriter) -> None:
        await request_of(reader)

    async with served(answer) as address:
        error = await failure(address)
    assert isinstance(error, Unanswered)
    assert isinstance(outcome_of(error, 7), Unsure)


async def test_dropped_in_the_middle_of_the_answer() -> None:
    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await request_of(reader)
        writer.write(response(200, {"ok": True, "result": {"message_id": 5}})[:-8])
        await writer.drain()

    async with served(answer) as address:
        error = await failure(address)
    assert isinstance(outcome_of(error, 7), Unsure)


async def test_no_answer_in_time() -> None:
    async def answer(reader: asyncio.StreamReader, _: asyncio.StreamWriter) -> None:
        await request_of(reader)
        await asyncio.sleep(60)

    async with served(answer) as address:
        error = await failure(address, read_timeout=0.05)
    assert isinstance(error, UnansweredInTime)
    assert isinstance(error, TimedOut)
    assert isinstance(outcome_of(error, 7), Unsure)


async def test_a_peer_that_stops_reading_does_not_hold_us_for_ever() -> None:
    async def answer(_: asyncio.StreamReader, __: asyncio.StreamWriter) -> None:
        await asyncio.sleep(60)

    async with served(answer) as address:
        times = {"read_timeout": 0.05, "media_write_timeout": 0.05, "connect_timeout": 0.05, "pool_timeout": 0.05}
        async with bot_at(address, **times) as bot:
            file = InputFile(bytes(30_000_000), filename="large")
            with pytest.raises(TimedOut):
                await bot.do_api_request("send_Document", {"chat_id": 7, "document": file})


async def test_a_full_pool_sends_nothing() -> None:
    arrived = asyncio.Event()

    async def answer(reader: asyncio.StreamReader, _: asyncio.StreamWriter) -> None:
        await request_of(reader)
        arrived.set()
        await asyncio.sleep(60)

    async with (
        served(answer) as address,
        bot_at(address, connections=1, connect_timeout=0.02, pool_timeout=0.02) as bot,
    ):
        first = asyncio.ensure_future(bot.do_api_request("send_Message", {"chat_id": 7, "text": "a"}))
        await arrived.wait()
        with pytest.raises(NotSentInTime) as caught:
            await bot.do_api_request("send_Message", {"chat_id": 8, "text": "b"})
        assert isinstance(outcome_of(caught.value, 8), Failed)
        first.cancel()


async def test_a_call_may_bring_its_own_time_out() -> None:
    async def answer(reader: asyncio.StreamReader, _: asyncio.StreamWriter) -> None:
        await request_of(reader)
        await asyncio.sleep(60)

    async with served(answer) as address, bot_at(address) as bot:
        with pytest.raises(TimedOut):
            await bot.do_api_request("get_Updates", {"timeout": 0}, read_timeout=0.05)


@pytest.mark.parametrize(
    ("status", "body", "kind", "outcome"),
    [
        (429, {"ok": False, "parameters": {"retry_after": 7}}, RetryAfter, Wait(7.0)),
        (
            403,
            {"ok": False, "description": "Forbidden: blocked"},
            Forbidden,
            Refused(Refusal.UNREACHABLE, "Forbidden: blocked"),
        ),
        (
            400,
            {"ok": False, "description": "Bad Request: chat not found"},
            BadRequest,
            Refused(Refusal.UNREACHABLE, "Chat not found"),
        ),
        (
            400,
            {"ok": False, "description": "Bad Request: can't parse entities"},
            BadRequest,
            Refused(Refusal.INVALID, "Can't parse entities"),
        ),
        (500, {"ok": False, "description": "Internal Server Error"}, NetworkError, Failed("Internal Server Error")),
        (502, b"<html>Bad Gateway</html>", NetworkError, None),
    ],
)
async def test_what_telegram_answers(status: int, body: object, kind: type, outcome: object) -> None:
    async with served(always(status, body)) as address:
        error = await failure(address)
    assert isinstance(error, kind)
    found = outcome_of(error, 7)
    assert found == outcome if outcome is not None else isinstance(found, Failed)


async def test_an_answer_that_is_no_json_leaves_it_open() -> None:
    async with served(always(200, b"<html>welcome to the hotel's network</html>")) as address:
        error = await failure(address)
    assert isinstance(outcome_of(error, 7), Unsure)


async def test_a_groups_limit_is_the_groups_own() -> None:
    async with served(always(429, {"ok": False, "parameters": {"retry_after": 3}})) as address:
        error = await failure(address)
    assert outcome_of(error, -100123) == Wait(3.0, chat_only=True)
