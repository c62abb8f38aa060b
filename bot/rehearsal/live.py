"""What happens in the chats and to the clock, as a stream of server-sent events to every open page."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import orjson

from bot.rehearsal.telegram.model import Json

_KEPT = 1000
"""Events that wait for a page that does not read; a slower page is told to load anew."""
_HEARTBEAT_SECONDS = 15.0
_END = b""


class Live:
    """Hands each event to all who listen; ``close`` ends their streams."""

    def __init__(self) -> None:
        self._listeners: set[asyncio.Queue[bytes]] = set()
        self._closed = False

    def tell(self, kind: str, payload: Json) -> None:
        """Tell every open page."""
        event = b"event: " + kind.encode() + b"\ndata: " + orjson.dumps(payload) + b"\n\n"
        for listener in list(self._listeners):
            try:
                listener.put_nowait(event)
            except asyncio.QueueFull:
                self._listeners.discard(listener)

    async def stream(self) -> AsyncIterator[bytes]:
        """Events as they happen, with a heartbeat when nothing does."""
        queue: asyncio.Queue[bytes] = asyncio.Queue(_KEPT)
        self._listeners.add(queue)
        try:
            yield b"retry: 500\n\n"
            while not self._closed and queue in self._listeners:
                try:
                    event = await asyncio.wait_for(queue.get(), _HEARTBEAT_SECONDS)
                except TimeoutError:
                    event = b": still here\n\n"
                if event == _END:
                    return
                yield event
        finally:
            self._listeners.discard(queue)

    def close(self) -> None:
        """End all streams, so that the server can stop."""
        self._closed = True
        for listener in list(self._listeners):
            if not listener.full():
                listener.put_nowait(_END)
