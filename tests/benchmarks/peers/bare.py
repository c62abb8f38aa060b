"""An echo bot with no framework, HTTP by hand (the least there is): `python -m tests.benchmarks.peers.bare ADDRESS`."""

import asyncio
import sys
from typing import Any, cast
from urllib.parse import urlsplit

import orjson
import uvloop

from tests.benchmarks.peers import KEYS, TEXT, TOKEN

ANSWER = {
    "text": TEXT,
    "parse_mode": "HTML",
    "reply_markup": {
        "inline_keyboard": [[{"text": text, "callback_data": data} for text, data in row] for row in KEYS]
    },
}


class Line(asyncio.Protocol):
    """One kept-alive connection, one request at a time."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = cast("asyncio.Transport", transport)

    def call(self, method: str, parameters: dict[str, Any]) -> asyncio.Future[bytes]:
        body, self.read = orjson.dumps(parameters), b""
        self.answer: asyncio.Future[bytes] = asyncio.get_running_loop().create_future()
        head = f"POST /bot{TOKEN}/{method} HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
        self.transport.write(f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body)
        return self.answer

    def data_received(self, data: bytes) -> None:
        self.read += data
        end = self.read.find(b"\r\n\r\n")
        if end < 0:
            return
        length = int(self.read[:end].lower().partition(b"content-length:")[2].split(b"\r\n", 1)[0])
        if len(self.read) >= end + 4 + length:
            self.answer.set_result(self.read[end + 4 :])


class Lines:
    """The connections that are free; more are opened as they are needed."""

    def __init__(self, address: str) -> None:
        self.host, self.port = urlsplit(address).hostname or "", urlsplit(address).port or 80
        self.free: list[Line] = []

    async def call(self, method: str, parameters: dict[str, Any]) -> Any:
        loop = asyncio.get_running_loop()
        line = self.free.pop() if self.free else (await loop.create_connection(Line, self.host, self.port))[1]
        answer = orjson.loads(await line.call(method, parameters))
        self.free.append(line)
        return answer["result"]


async def answered(lines: Lines, update: dict[str, Any]) -> None:
    if "callback_query" in update:
        query = update["callback_query"]
        about = {"chat_id": query["message"]["chat"]["id"], "message_id": query["message"]["message_id"]}
        # Both at once: one after the other would cost a round trip that nothing asks for, and flatter us.
        await asyncio.gather(
            lines.call("answerCallbackQuery", {"callback_query_id": query["id"]}),
            lines.call("editMessageText", {**about, **ANSWER}),
        )
    else:
        await lines.call("sendMessage", {"chat_id": update["message"]["chat"]["id"], **ANSWER})


async def main(address: str) -> None:
    lines, offset, under_way = Lines(address), 0, set[asyncio.Task[None]]()
    while True:
        for update in await lines.call("getUpdates", {"offset": offset, "timeout": 30}):
            offset = update["update_id"] + 1
            task = asyncio.create_task(answered(lines, update))
            under_way.add(task)
            task.add_done_callback(under_way.discard)


if __name__ == "__main__":
    uvloop.run(main(sys.argv[1]))
