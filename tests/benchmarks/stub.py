"""A Bot API that only takes messages, with a flood model and a latency: `python -m tests.benchmarks.stub JSON`.

It is a process of its own: its work is not counted as the bot's. It prints its port; GET /figures tells what came.
"""

import asyncio
import json
import sys
from typing import Any, cast

import uvloop

from bot.outbox.model import Sent, Wait
from tests.flood import Flood


class Exchange(asyncio.Protocol):
    """One kept-alive connection: a request, half the latency, a judgement, half the latency, an answer."""

    def __init__(self, flood: Flood) -> None:
        self.flood = flood
        self.read = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = cast("asyncio.Transport", transport)

    def data_received(self, data: bytes) -> None:
        self.read += data
        head, ended, body = self.read.partition(b"\r\n\r\n")
        if not ended:
            return
        headers = dict(row.lower().split(b": ", 1) for row in head.split(b"\r\n")[1:])
        length = int(headers.get(b"content-length", 0))
        if len(body) < length:
            return
        self.read = body[length:]
        if head.startswith(b"GET /figures"):
            self.answer({"taken": len(self.flood.taken), "refused": self.flood.refusals})
        else:
            chat_id = json.loads(body)["chat_id"] if length else 0
            asyncio.get_running_loop().call_later(self.flood.latency / 2, self.arrive, chat_id)

    def arrive(self, chat_id: int) -> None:
        loop = asyncio.get_running_loop()
        match self.flood.judge(chat_id, loop.time()):
            case Sent(message_id):
                told: dict[str, Any] = {"ok": True, "result": {"message_id": message_id, "date": 0, "text": "x"}}
            case Wait(seconds):
                retry = max(1, round(seconds + 0.5))
                told = {"ok": False, "error_code": 429, "description": f"Too Many Requests: retry after {retry}"}
                told["parameters"] = {"retry_after": retry}
            case outcome:
                raise AssertionError(outcome)
        loop.call_later(self.flood.latency / 2, self.answer, told)

    def answer(self, told: dict[str, Any]) -> None:
        body = json.dumps(told).encode()
        status = b"200 OK" if told.get("ok", True) else b"429 Too Many Requests"
        head = b"HTTP/1.1 %b\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n" % (status, len(body))
        self.transport.write(head + body)


async def main(flood: Flood) -> None:
    server = await asyncio.get_running_loop().create_server(lambda: Exchange(flood), "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    uvloop.run(main(Flood(**json.loads(sys.argv[1]))))
