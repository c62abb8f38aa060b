"""The fake without a network: a python-telegram-bot request class that speaks to it in this process."""

from __future__ import annotations

import asyncio
from urllib.parse import unquote, urlsplit

import orjson
from telegram.error import TimedOut
from telegram.request import BaseRequest, RequestData

from bot.chat.errors import NotSent
from bot.rehearsal.telegram.fake import FakeTelegram, played
from bot.rehearsal.telegram.faults import Break, Slow
from bot.rehearsal.telegram.model import Json, Refused, Response, Upload

_FIELD_WITH_TYPE = 3


class FakeRequest(BaseRequest):
    """One bot's connection to the fake. After ``cut()`` nothing passes any more, as after a power cut."""

    def __init__(self, fake: FakeTelegram) -> None:
        self.fake = fake
        self._gone = False

    @property
    def read_timeout(self) -> float | None:
        """Seconds; long enough that only planned faults time out."""
        return 5.0

    async def initialize(self) -> None:
        """Nothing to open."""

    async def shutdown(self) -> None:
        """Nothing to close."""

    def cut(self) -> None:
        """Cut the line: requests under way and new ones fail, and the fake never hears of new ones."""
        self._gone = True
        self.fake.world.updates.release_reader()

    async def do_request(  # noqa: PLR0917 - python-telegram-bot's signature
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: object = None,
        write_timeout: object = None,
        connect_timeout: object = None,
        pool_timeout: object = None,
    ) -> tuple[int, bytes]:
        """Carry out one request, or fail as planned."""
        del method, write_timeout, connect_timeout, pool_timeout
        self._check_line()
        path = urlsplit(url).path
        if path.startswith("/file/"):
            return self._download(path)
        token, _, api_method = path.removeprefix("/bot").partition("/")
        values: Json = dict(request_data.parameters) if request_data else {}
        files = _uploads(request_data)
        patience = read_timeout if isinstance(read_timeout, int | float) else self.read_timeout
        response = await self._answered(unquote(token), api_method, values, files, patience)
        self._check_line()
        return response.status, orjson.dumps(response.body)

    async def _answered(
        self, token: str, method: str, values: Json, files: dict[str, Upload], patience: float | None
    ) -> Response:
        fault = self.fake.fault_for(method, values)
        try:
            broken = played(fault)
        except Refused as refusal:
            return refusal.response()
        if broken is not None and not broken.delivered:
            raise _broken(broken)
        response = await self.fake.call(token, method, values, files)
        if broken is not None:
            raise _broken(broken)
        if isinstance(fault, Slow):
            await asyncio.sleep(min(fault.seconds, patience or fault.seconds))
            if patience is not None and fault.seconds > patience:
                raise TimedOut
        return response

    def _download(self, path: str) -> tuple[int, bytes]:
        upload = self.fake.world.files.at(path)
        if upload is None:
            return 404, b'{"ok":false,"error_code":404,"description":"Not Found"}'
        return 200, upload.content

    def _check_line(self) -> None:
        if self._gone:
            raise NotSent("the line is cut")


def _broken(how: Break) -> Exception:
    # As from a real transport: python-telegram-bot makes a NetworkError of what is none of its own.
    if how is Break.NO_NETWORK:
        return NotSent("no network")
    return TimedOut() if how.timed_out else ConnectionResetError(how.value)


def _uploads(request_data: RequestData | None) -> dict[str, Upload]:
    if request_data is None or not request_data.contains_files:
        return {}
    uploads = {}
    for name, sent in request_data.multipart_data.items():
        content = sent[1] if isinstance(sent[1], bytes) else sent[1].read()
        media_type = sent[2] if len(sent) >= _FIELD_WITH_TYPE else "application/octet-stream"
        uploads[name] = Upload(str(sent[0]), content, str(media_type))
    return uploads
