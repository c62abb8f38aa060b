"""The fake over real HTTP: an ASGI app that speaks the Bot API, planned faults included."""

from __future__ import annotations

import asyncio
from urllib.parse import parse_qsl, unquote

import orjson
from starlette.requests import Request
from starlette.responses import Response as Answer
from starlette.types import Receive, Scope, Send

from bot.rehearsal.telegram.fake import FakeTelegram, played
from bot.rehearsal.telegram.faults import Break, Slow
from bot.rehearsal.telegram.model import Json, Refused, Response, Upload
from bot.rehearsal.telegram.multipart import read_body

_FOREVER = 3600.0


class BotApi:
    """Mounted at "/", it answers /bot<token>/<method> and /file/bot<token>/<path>."""

    def __init__(self, fake: FakeTelegram) -> None:
        self._fake = fake

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, or break the connection as planned."""
        if scope["type"] != "http":
            return
        path = scope["path"]
        if path.startswith("/file/"):
            answer: Answer | None = self._download(path)
        else:
            answer = await self._answer(Request(scope, receive), path)
        if answer is None:
            _abort(receive)
        else:
            await answer(scope, receive, send)

    async def _answer(self, request: Request, path: str) -> Answer | None:
        token, _, method = path.removeprefix("/bot").partition("/")
        try:
            values, files = read_body(request.headers.get("content-type", ""), await request.body())
            values = dict(parse_qsl(request.url.query)) | values
            response = await self._played(unquote(token), method, values, files)
        except Refused as refusal:
            response = refusal.response()
        if response is None:
            return None
        return Answer(orjson.dumps(response.body), response.status, media_type="application/json")

    async def _played(self, token: str, method: str, values: Json, files: dict[str, Upload]) -> Response | None:
        fault = self._fake.fault_for(method, values)
        broken = played(fault)
        response = None
        if broken is None or broken.delivered:
            response = await self._fake.call(token, method, values, files)
        if isinstance(fault, Slow):
            await asyncio.sleep(fault.seconds)
        if broken is not None:
            await _hang(broken)
            return None
        return response

    def _download(self, path: str) -> Answer:
        upload = self._fake.world.files.at(path)
        if upload is None:
            return Answer(orjson.dumps({"ok": False, "error_code": 404, "description": "Not Found"}), 404)
        return Answer(upload.content, media_type=upload.media_type)


async def _hang(how: Break) -> None:
    if how.timed_out:
        await asyncio.sleep(_FOREVER)


def _abort(receive: Receive) -> None:
    # uvicorn's receive is a method of the request's cycle, which holds the connection: the one way to drop it.
    cycle = getattr(receive, "__self__", None)
    transport = getattr(cycle, "transport", None)
    if transport is None:
        raise ConnectionAbortedError("dropped as planned")
    transport.abort()
