"""A Bot API with a crowd behind it: `python -m tests.benchmarks.crowd LATENCY` (seconds, to and fro), prints its port.

It is a process of its own: its work is not counted as the bot's. POST /ask with {count, people, rate, texts} lets
people write (each in turn; as fast as they are fetched where rate is 0, else so many a second) and tells, once all are
answered or ``patience`` seconds nothing was, how long it took. Without texts people send /schedule and tap the buttons
of its answer in turn.
"""

from __future__ import annotations

import asyncio
import re
import sys
import time
from collections import deque
from dataclasses import dataclass, field
from typing import Any, cast
from urllib.parse import unquote_plus

import orjson
import uvloop

PAGE = 100
POLL = 5.0
"""Seconds for which a poll is kept open."""
_CHAT = re.compile(rb'chat_id"?[=:] ?"?(\d+)')
_DATA = re.compile(r'callback_data\\*": ?\\*"([^"\\]+)')
_BOT = {"id": 1, "is_bot": True, "first_name": "Guide", "username": "bench_bot", "can_join_groups": True}
_KEYS = [[{"text": "Sunday 26 October", "callback_data": f"d:{row}{key}"} for key in range(3)] for row in range(4)]
_ANSWER = {
    "message_id": 5,
    "date": 1761375600,
    "chat": {"id": 1, "type": "private", "first_name": "Zainab"},
    "from": _BOT,
    "text": "09:00 – 10:00 Opening ceremony, Main Hall\n" * 12,
    "reply_markup": {"inline_keyboard": _KEYS},
}
RESULTS = {b"getme": _BOT, b"sendmessage": _ANSWER, b"editmessagetext": _ANSWER, b"getmycommands": []}


def http(told: object) -> bytes:
    body = orjson.dumps(told)
    return b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%b" % (len(body), body)


READY = {name: http({"ok": True, "result": result}) for name, result in RESULTS.items()}
DONE = http({"ok": True, "result": True})


@dataclass
class Asking:
    """What is being asked, and what came of it. Times are the loop's, in seconds."""

    count: int
    people: int
    rate: float = 0.0
    texts: list[str] = field(default_factory=list)
    patience: float = 20.0
    made: int = 0
    begun: float = 0.0
    ended: float = 0.0
    open: dict[int, deque[float]] = field(default_factory=dict)
    took: list[float] = field(default_factory=list)

    def figures(self) -> dict[str, Any]:
        ranked = sorted(self.took) or [0.0]
        parts = {f"p{part}": ranked[round(part / 100 * (len(ranked) - 1))] for part in (50, 99)}
        return {"seconds": self.ended - self.begun, "answered": len(self.took), "worst": ranked[-1], **parts}


class Crowd:
    """The people, and the polls that wait for them."""

    def __init__(self, latency: float) -> None:
        self.half = latency / 2
        self.loop = asyncio.get_running_loop()
        self.asking: Asking | None = None
        self.whoever_asks: Exchange | None = None
        self.polls: dict[Exchange, asyncio.TimerHandle] = {}
        self.waiting: deque[dict[str, Any]] = deque()
        self.updates = time.time_ns() // 10_000  # others on this database came before
        self.buttons: list[str] = []

    def ask(self, exchange: Exchange, given: dict[str, Any]) -> None:
        self.asking, self.whoever_asks = Asking(**given), exchange
        self.asking.begun = self.asking.ended = self.loop.time()
        self.write_at_a_rate()
        self.give()
        self.watch(self.asking)

    def write_at_a_rate(self) -> None:
        asking = self.asking
        if asking is None or not asking.rate:
            return
        due = min(asking.count, 1 + int((self.loop.time() - asking.begun) * asking.rate))
        while asking.made < due:
            self.waiting.append(self.update(asking))
        self.give()
        if asking.made < asking.count:
            self.loop.call_at(asking.begun + asking.made / asking.rate, self.write_at_a_rate)

    def watch(self, asking: Asking) -> None:
        idle = self.loop.time() - asking.ended
        if len(asking.took) == asking.count or idle > asking.patience:
            if self.whoever_asks is not None:
                self.whoever_asks.write(http(asking.figures()))
            self.asking = self.whoever_asks = None
        else:
            self.loop.call_later(0.02, self.watch, asking)

    def poll(self, exchange: Exchange) -> None:
        self.polls[exchange] = self.loop.call_later(POLL, self.end_poll, exchange, [])
        self.give()

    def give(self) -> None:
        """Answer a poll with what people wrote."""
        asking = self.asking
        while self.polls:
            if asking is not None and not asking.rate:
                while len(self.waiting) < PAGE and asking.made < asking.count:
                    self.waiting.append(self.update(asking))
            if not self.waiting:
                return
            batch = [self.waiting.popleft() for _ in range(min(PAGE, len(self.waiting)))]
            self.end_poll(next(iter(self.polls)), batch)

    def end_poll(self, exchange: Exchange, batch: list[dict[str, Any]]) -> None:
        self.polls.pop(exchange).cancel()
        exchange.write(http({"ok": True, "result": batch}), self.half)

    def update(self, asking: Asking) -> dict[str, Any]:
        number, asking.made = asking.made, asking.made + 1
        self.updates += 1
        chat_id = 1000 + number % asking.people
        asking.open.setdefault(chat_id, deque()).append(self.loop.time())
        person = {"id": chat_id, "is_bot": False, "first_name": "Zainab", "language_code": "ar"}
        chat = {"id": chat_id, "type": "private", "first_name": "Zainab"}
        message: dict[str, Any] = {"message_id": 7, "date": int(time.time()), "chat": chat, "from": person}
        if asking.texts:
            message["text"] = asking.texts[number % len(asking.texts)]
        elif number % 2 and self.buttons:
            data = self.buttons[number // 2 % len(self.buttons)]
            query = {"id": str(self.updates), "from": person, "chat_instance": "1", "data": data}
            query["message"] = message | {"from": _BOT, "text": "…"}
            return {"update_id": self.updates, "callback_query": query}
        else:
            message |= {"text": "/schedule", "entities": [{"type": "bot_command", "offset": 0, "length": 9}]}
        return {"update_id": self.updates, "message": message}

    def answered(self, body: bytes) -> None:
        asking, chat = self.asking, _CHAT.search(body)
        if asking is None or chat is None:
            return
        if not self.buttons and not asking.texts:
            self.buttons = _DATA.findall(unquote_plus(body.decode()))[:9]
        since = asking.open.get(int(chat[1]))
        if since:
            asking.ended = self.loop.time()
            asking.took.append(asking.ended - since.popleft())


class Exchange(asyncio.Protocol):
    """One kept-alive connection."""

    def __init__(self, crowd: Crowd) -> None:
        self.crowd = crowd
        self.read = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = cast("asyncio.Transport", transport)

    def connection_lost(self, error: Exception | None) -> None:
        del error
        timer = self.crowd.polls.pop(self, None)
        if timer is not None:
            timer.cancel()

    def data_received(self, data: bytes) -> None:
        self.read += data
        while (end := self.read.find(b"\r\n\r\n")) >= 0:
            head = self.read[:end].lower()
            _, has_length, rest = head.partition(b"content-length:")
            whole = end + 4 + (int(rest.split(b"\r\n", 1)[0]) if has_length else 0)
            if len(self.read) < whole:
                return
            body, self.read = self.read[end + 4 : whole], self.read[whole:]
            self.take(head.split(b" ", 2)[1].partition(b"?")[0].rsplit(b"/", 1)[1], body)

    def take(self, method: bytes, body: bytes) -> None:
        if method == b"ask":
            self.crowd.ask(self, orjson.loads(body))
        elif self.crowd.half:
            self.crowd.loop.call_later(self.crowd.half, self.do, method, body)
        else:
            self.do(method, body)

    def do(self, method: bytes, body: bytes) -> None:
        if method == b"getupdates":
            self.crowd.poll(self)
            return
        if method in {b"sendmessage", b"editmessagetext", b"sendvenue", b"senddocument"}:
            self.crowd.answered(body)
            method = method if method in READY else b"sendmessage"
        self.write(READY.get(method, DONE), self.crowd.half)

    def write(self, answer: bytes, delay: float = 0.0) -> None:
        if delay:
            self.crowd.loop.call_later(delay, self.transport.write, answer)
        else:
            self.transport.write(answer)


async def main(latency: float) -> None:
    crowd = Crowd(latency)
    server = await crowd.loop.create_server(lambda: Exchange(crowd), "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    uvloop.run(main(float(sys.argv[1])))
