"""The way to Telegram: a BaseRequest over aiohttp that tells what was surely not sent from what may have been."""

from __future__ import annotations

import io
import urllib.request
from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit

import aiohttp
import orjson
from telegram.error import NetworkError, TelegramError
from telegram.request import BaseRequest, RequestData
from yarl import URL

from bot.chat.errors import NotSent, NotSentInTime, Unanswered, UnansweredInTime

Seconds = float | None
JSON = {"Content-Type": "application/json"}


class Transport(BaseRequest):
    """One pool of kept-alive connections. Time-outs are seconds, None waits for ever; a call's own win.

    A call that brings files or a time-out of its own is bounded as a whole besides. For the others it is enough that an
    answer which falls silent is given up: one timer more is a thirtieth of what a message costs.
    """

    def __init__(
        self,
        *,
        connections: int = 256,
        read_timeout: Seconds = 10.0,
        write_timeout: Seconds = 10.0,
        connect_timeout: Seconds = 5.0,
        pool_timeout: Seconds = 5.0,
        media_write_timeout: Seconds = 30.0,
        proxy: str | None = None,
    ) -> None:
        self._connections = connections
        self._read = read_timeout
        self._write = write_timeout
        self._connect = connect_timeout
        self._pool = pool_timeout
        self._media_write = media_write_timeout
        self._proxy = proxy
        self._session: aiohttp.ClientSession | None = None

    @property
    def read_timeout(self) -> Seconds:
        """Seconds that an answer is waited for."""
        return self._read

    async def initialize(self) -> None:
        """Open the pool; twice is once."""
        if self._session is None:
            self._session = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(limit=self._connections, keepalive_timeout=45, ttl_dns_cache=300),
                cookie_jar=aiohttp.DummyCookieJar(),
                headers={"User-Agent": self.USER_AGENT},
            )

    async def shutdown(self) -> None:
        """Close the pool; twice is once."""
        session, self._session = self._session, None
        if session is not None:
            await session.close()

    @staticmethod
    def parse_json_payload(payload: bytes) -> Any:  # noqa: ANN401  JSON
        """Telegram's JSON, or ``TelegramError``."""
        try:
            return orjson.loads(payload)
        except orjson.JSONDecodeError as error:
            raise TelegramError("Invalid server response") from error

    async def do_request(  # noqa: PLR0917  python-telegram-bot's signature
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: Any = BaseRequest.DEFAULT_NONE,  # noqa: ANN401  python-telegram-bot's type of it is private
        write_timeout: Any = BaseRequest.DEFAULT_NONE,  # noqa: ANN401
        connect_timeout: Any = BaseRequest.DEFAULT_NONE,  # noqa: ANN401
        pool_timeout: Any = BaseRequest.DEFAULT_NONE,  # noqa: ANN401
    ) -> tuple[int, bytes]:
        """Status and body of the answer. Raises ``NotSent`` when nothing can have been done, else ``Unanswered``."""
        if self._session is None:
            raise RuntimeError("this transport is not initialized")
        media = request_data is not None and request_data.contains_files
        times = _timeout(
            media or read_timeout is not BaseRequest.DEFAULT_NONE,
            _given(read_timeout, self._read),
            _given(write_timeout, self._media_write if media else self._write),
            _given(connect_timeout, self._connect),
            _given(pool_timeout, self._pool),
        )
        data, headers = _body(request_data)
        try:
            async with self._session.request(
                method,
                _url(url),
                data=data,
                headers=headers,
                timeout=times,
                proxy=self._proxy or _proxy_of(url),
                allow_redirects=False,
            ) as response:
                return response.status, await response.read()
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            raise _translated(error) from error


def _given(value: Any, otherwise: Seconds) -> Seconds:  # noqa: ANN401
    return otherwise if value is BaseRequest.DEFAULT_NONE else value


@lru_cache(maxsize=64)
def _timeout(
    bounded: bool,
    read: Seconds,
    write: Seconds,
    connect: Seconds,
    pool: Seconds,
) -> aiohttp.ClientTimeout:
    # aiohttp has no time-out for writing: the whole exchange is bounded by the sum, so that a peer that stops
    # reading in the middle of an upload cannot hold us for ever.
    waiting = None if connect is None or pool is None else connect + pool
    parts = (read, write, waiting)
    whole = sum(part for part in parts if part is not None) if bounded and None not in parts else None
    return aiohttp.ClientTimeout(total=whole, connect=waiting, sock_connect=connect, sock_read=read)


def _body(request_data: RequestData | None) -> tuple[Any, dict[str, str] | None]:
    if request_data is None:
        return None, None
    if not request_data.contains_files:
        parameters = request_data.parameters
        return (orjson.dumps(parameters), JSON) if parameters else (None, None)
    form = aiohttp.FormData(quote_fields=False)  # Telegram shows a file's name as it is sent, percents and all
    for name, value in request_data.json_parameters.items():
        form.add_field(name, value)
    for name, (filename, content, media_type) in request_data.multipart_data.items():
        read = io.BytesIO(content) if isinstance(content, bytes) else content  # streamed, as bytes are not
        form.add_field(name, read, filename=filename, content_type=media_type)
    return form, None


@lru_cache(maxsize=128)
def _url(url: str) -> URL:
    return URL(url, encoded=True)


@lru_cache(maxsize=8)
def _proxy_for_host(scheme: str, host: str) -> str | None:
    # Read once: aiohttp would read the environment and ~/.netrc for each request, in a thread.
    if urllib.request.proxy_bypass(host):
        return None
    proxies = urllib.request.getproxies()
    return proxies.get(scheme) or proxies.get("all")


@lru_cache(maxsize=128)
def _proxy_of(url: str) -> str | None:
    parts = urlsplit(url)
    return _proxy_for_host(parts.scheme, parts.hostname or "")


def _translated(error: Exception) -> NetworkError:
    detail = type(error).__name__
    if isinstance(error, aiohttp.ConnectionTimeoutError):
        return NotSentInTime("Timed out before the request was sent")
    if isinstance(error, aiohttp.ClientConnectorError | aiohttp.InvalidURL) or _never_written(error):
        return NotSent(f"Not sent: {detail}")
    if isinstance(error, TimeoutError):
        return UnansweredInTime("Timed out")
    return Unanswered(f"Dropped before the answer: {detail}")


def _never_written(error: BaseException | None) -> bool:
    # A connection closed while it lay in the pool takes no bytes; a request that lacks a part is not acted upon.
    while error is not None:
        if isinstance(error, aiohttp.ClientConnectionResetError) and "closing transport" in str(error):
            return True
        error = error.__cause__
    return False
