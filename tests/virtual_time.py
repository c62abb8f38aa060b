"""An event loop whose time passes only when everybody waits: hours of pacing are tested in seconds, exactly.

A database works in threads of its own or on a server, in real time, and so does whatever else is given to a thread;
while one does, virtual time stands still.
"""

import asyncio
import selectors
from collections.abc import Callable, Coroutine
from contextlib import contextmanager
from typing import Any, TypeVar
from unittest.mock import patch

import aiosqlite
from sqlalchemy.ext.asyncio import engine
from sqlalchemy.util import greenlet_spawn

Result = TypeVar("Result")


class _Skipping(selectors.SelectSelector):
    """Does not wait, unless a database is at work: notes instead how long it was asked to."""

    skipped = 0.0
    at_work = 0

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        if self.at_work:
            return super().select(None if timeout is None else min(timeout, 0.1))
        if timeout is None:
            events = super().select(1)
            if not events:
                raise RuntimeError("everybody waits for something that will never happen")
            return events
        events = super().select(0)
        if not events:
            self.skipped += max(0.0, timeout)
        return events

    @contextmanager
    def watching_databases(self) -> Any:
        """Count what is asked of aiosqlite's threads, and of a server."""

        def counted(method: Callable[..., Coroutine[Any, Any, Any]]) -> Callable[..., Coroutine[Any, Any, Any]]:
            async def call(*given: Any, **named: Any) -> Any:
                self.at_work += 1
                try:
                    return await method(*given, **named)
                finally:
                    self.at_work -= 1

            return call

        own = aiosqlite.Connection
        execute, connect = counted(own._execute), counted(own._connect)
        asked = patch.object(engine, "greenlet_spawn", counted(greenlet_spawn))
        with patch.object(own, "_execute", execute), patch.object(own, "_connect", connect), asked:
            yield


class VirtualLoop(asyncio.SelectorEventLoop):
    """Starts at second 1,000."""

    def __init__(self) -> None:
        self.selector = _Skipping()
        super().__init__(self.selector)

    def time(self) -> float:
        return 1000.0 + self.selector.skipped

    def run_in_executor(self, executor: Any, func: Callable[..., Any], *args: Any) -> Any:  # type: ignore[override]
        def ended(_: object) -> None:
            self.selector.at_work -= 1

        self.selector.at_work += 1
        future = super().run_in_executor(executor, func, *args)
        future.add_done_callback(ended)
        return future


def simulate(story: Coroutine[object, object, Result]) -> Result:
    """Run a coroutine to its end in virtual time."""
    loops: list[VirtualLoop] = []

    def loop() -> VirtualLoop:
        loops.append(VirtualLoop())
        return loops[0]

    with asyncio.Runner(loop_factory=loop) as runner:
        runner.get_loop()
        with loops[0].selector.watching_databases():
            return runner.run(story)
