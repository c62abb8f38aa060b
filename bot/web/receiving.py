"""Telegram's posts: an update is stored before it is answered 200; what is not ours or too much is sent back.

Posts that come together are stored in one transaction (bot/chat/ledger.py). Telegram delivers again what was not
answered with 2xx, no sooner than ``Retry-After`` says, and in order per chat.
"""

from __future__ import annotations

import asyncio
import hmac
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Protocol

import orjson
import structlog
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response

from bot.chat.arrivals import chat_of

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105  the header's name
LARGEST = 1 << 20
"""Bytes of a post; a real update has a few thousand."""
FULL = 5_000
"""So many updates may wait for their answer before more are sent back."""
RETRY_AFTER = 3
"""Seconds until Telegram may try again."""
PATIENCE = 25.0
"""Seconds that storing may take: Telegram gives up after 60."""
TOLD_EVERY = 60.0
_WIDEST = 1 << 63

log = structlog.get_logger(__name__)


class Take(Protocol):
    """Takes a batch of raw updates; returns when it may be confirmed (bot/chat/intake.py)."""

    async def __call__(self, updates: Sequence[Mapping[str, Any]], *, late: bool) -> None: ...  # noqa: D102


class Receiving:
    """The webhook's endpoint. ``waiting`` tells how many updates wait for their answer."""

    def __init__(self, take: Take, waiting: Callable[[], int], secret: str) -> None:
        self._take = take
        self._waiting = waiting
        self._secret = secret.encode()
        self._taking: set[asyncio.Task[None]] = set()
        self._told = float("-inf")
        self.answered: dict[int, int] = {}
        """How many posts were answered with which status."""

    async def __call__(self, request: Request) -> Response:
        """Answer one post."""
        response = await self._answer(request)
        self.answered[response.status_code] = self.answered.get(response.status_code, 0) + 1
        return response

    async def _answer(self, request: Request) -> Response:
        given = request.headers.get(SECRET_HEADER)
        if given is None or not hmac.compare_digest(given.encode(), self._secret):
            self._tell("a post without Telegram's secret was refused")
            return Response(status_code=401 if given is None else 403)
        if self._waiting() >= FULL:
            self._tell("too many updates wait for their answer; Telegram keeps the others for a moment")
            return _later()
        try:
            body = await _body(request)
        except ClientDisconnect:
            return Response(status_code=400)
        if body is None:
            return Response(status_code=413)
        update = _update(body)
        if update is None:
            return Response(status_code=400)
        return await self._stored(update)

    async def _stored(self, update: Mapping[str, Any]) -> Response:
        # A task of its own: an update that is half taken in must not be dropped with its connection.
        task = asyncio.ensure_future(self._take([update], late=True))
        self._taking.add(task)
        task.add_done_callback(self._taking.discard)
        try:
            async with asyncio.timeout(PATIENCE):
                await asyncio.shield(task)
        except TimeoutError:
            return _later()
        return Response()

    def _tell(self, words: str) -> None:
        now = asyncio.get_running_loop().time()
        if now - self._told >= TOLD_EVERY:
            self._told = now
            log.warning(words)


def _later() -> Response:
    return Response(status_code=503, headers={"Retry-After": str(RETRY_AFTER)})


async def _body(request: Request) -> bytes | None:
    """The body; None when it is too large, whatever its header says."""
    length = request.headers.get("content-length", "0")
    if length.isdecimal() and int(length) > LARGEST:
        return None
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > LARGEST:
            return None
    return bytes(body)


def _update(body: bytes) -> dict[str, Any] | None:
    """The update, if it is one: its ids must fit into the database."""
    try:
        update = orjson.loads(body)
        number, chat_id = update["update_id"], chat_of(update)
    except (ValueError, KeyError, TypeError, AttributeError):
        return None
    fits = type(number) is int and 0 <= number < _WIDEST
    fits = fits and (chat_id is None or (type(chat_id) is int and -_WIDEST <= chat_id < _WIDEST))
    return update if fits else None
