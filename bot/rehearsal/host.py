"""Serves the page of a rehearsal on this machine, and opens it in the browser."""

from __future__ import annotations

import asyncio
import os
import socket
import sys
import webbrowser
from collections.abc import Iterator
from contextlib import contextmanager

import uvicorn
from starlette.applications import Starlette

from bot.rehearsal.routes import routes
from bot.rehearsal.stage import Stage

HOST = "127.0.0.1"
PORT = 8025
_TRIED = 50
_SECONDS_TO_END = 1


class PortTaken(Exception):  # noqa: N818 - the word of the field
    """The port that was asked for is in use, or nobody may use it."""


class _Server(uvicorn.Server):
    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Leave Ctrl-C to whoever runs the rehearsal."""
        yield


def bind(port: int | None) -> socket.socket:
    """A listening socket on ``port``, else on the first free one from ``PORT`` on. Raises ``PortTaken``."""
    ports = range(PORT, PORT + _TRIED) if port is None else (port,)
    for one in ports:
        try:
            return socket.create_server((HOST, one), reuse_port=False)
        except (OSError, OverflowError) as fault:
            reason = fault
    raise PortTaken(str(reason))


def address(listener: socket.socket) -> str:
    """Where the page is."""
    return f"http://{HOST}:{listener.getsockname()[1]}"


async def present(stage: Stage, listener: socket.socket, until: asyncio.Event, *, browser: bool) -> None:
    """Serve the page until told to stop; open it in a browser if there is one."""
    app = Starlette(routes=routes(stage))
    config = uvicorn.Config(
        app, log_level="warning", access_log=False, lifespan="off", timeout_graceful_shutdown=_SECONDS_TO_END
    )
    server = _Server(config)
    serving = asyncio.create_task(server.serve(sockets=[listener]))
    if browser and _has_screen():
        await asyncio.to_thread(webbrowser.open, address(listener))
    told = asyncio.create_task(until.wait())
    await asyncio.wait((serving, told), return_when=asyncio.FIRST_COMPLETED)
    told.cancel()
    stage.live.close()
    server.should_exit = True
    await serving


def _has_screen() -> bool:
    # Without one, a browser for terminals would take over this terminal.
    return sys.platform in ("win32", "darwin") or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
