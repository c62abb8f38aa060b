"""One ASGI app on one port, in this process: started before Telegram is told of it, stopped after."""

from __future__ import annotations

import asyncio
import errno
import socket
from collections.abc import Awaitable, Callable, Iterator, Mapping
from contextlib import contextmanager
from urllib.parse import urlsplit

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.settings import Listen

GRACE = 5
"""Seconds that answers under way may take when we stop."""
WAITING = 2048
"""How many connections may wait to be taken."""

Endpoint = Callable[[Request], Awaitable[Response]]


class ListenFault(Exception):  # noqa: N818
    """Nobody can listen there; ``taken``: another process does."""

    def __init__(self, line: str, *, taken: bool) -> None:
        super().__init__(line)
        self.taken = taken


class _Server(uvicorn.Server):
    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Leave signals to whoever runs the bot."""
        yield


class Web:
    """Serves endpoints by path until stopped."""

    def __init__(self, pages: Mapping[str, Endpoint], url: str | None = None, webhook: Endpoint | None = None) -> None:
        """``webhook`` is served at the path of ``url``, wherever a proxy in front of us takes it from."""
        routes = [_route(path, page, "GET") for path, page in pages.items()]
        if url is not None and webhook is not None:
            routes.append(_route(urlsplit(url).path or "/", webhook, "POST"))
        self._app = Starlette(routes=routes)
        self._server: _Server | None = None
        self._serving: asyncio.Task[None] | None = None

    @property
    def alive(self) -> bool:
        """Whether it serves."""
        return self._serving is not None and not self._serving.done()

    async def start(self, listen: Listen) -> None:
        """Listen. Raises ``ListenFault``."""
        listener = _bound(listen)
        config = uvicorn.Config(
            self._app,
            log_config=None,
            access_log=False,
            lifespan="off",
            server_header=False,
            proxy_headers=False,
            backlog=WAITING,
            timeout_graceful_shutdown=GRACE,
        )
        self._server = _Server(config)
        self._serving = asyncio.create_task(self._server.serve(sockets=[listener]), name="web")
        while not self._server.started and not self._serving.done():  # noqa: ASYNC110  uvicorn has no event for it
            await asyncio.sleep(0.005)

    async def stop(self) -> None:
        """Take no more connections, let answers leave, close the port."""
        if self._server is not None and self._serving is not None:
            self._server.should_exit = True
            await asyncio.wait((self._serving,))


def _route(path: str, endpoint: Endpoint, method: str) -> Route:
    async def answer(request: Request) -> Response:
        return await endpoint(request)

    return Route(path, answer, methods=[method])


def _bound(listen: Listen) -> socket.socket:
    family = socket.AF_INET6 if ":" in listen.host else socket.AF_INET
    try:
        return socket.create_server((listen.host, listen.port), family=family, backlog=WAITING)
    except OSError as error:
        where = f"{listen.host}:{listen.port}"
        line = f"DALEEL_LISTEN: nobody can listen on {where} ({error.strerror or error}): choose another address."
        raise ListenFault(line, taken=error.errno == errno.EADDRINUSE) from error
