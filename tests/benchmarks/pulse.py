"""The pulse of the loop: how long it served nobody, and how much of that is our own doing.

On a busy machine a process waits for a core, and its loop with it. Linux tells how long a thread was ready to run and
did not (/proc/self/schedstat): that much of a wait is the machine's, and the rest is ours: what the loop itself did,
what it waited for in a system's call, and other threads of ours that held the interpreter meanwhile.
"""

from __future__ import annotations

import asyncio
import contextlib
import ctypes
import os
import sys
import threading
import time
import traceback
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

BEAT = 0.001
"""Seconds between two beats."""
LONG = 0.02
"""Seconds of silence after which it is worth knowing where the loop is."""


@dataclass(slots=True)
class Pulse:
    """The longest waits, each for itself, in seconds: as felt, without the machine's part, and the loop's own CPU."""

    felt: float = 0.0
    ours: float = 0.0
    cpu: float = 0.0
    last: float = field(default_factory=time.perf_counter)
    seen: str = ""
    where: list[tuple[float, str]] = field(default_factory=list)
    """Long silences, and where the loop was in them."""

    def beat(self, late: float, queued: float, used: float) -> None:
        """The loop was ``late``, of which its thread waited ``queued`` for a core, and ``used`` so much CPU."""
        self.felt, self.ours = max(self.felt, late), max(self.ours, late - queued)
        self.cpu = max(self.cpu, min(used, late + BEAT))
        if self.seen:
            self.where.append((late - queued, self.seen))
            self.seen = ""


@asynccontextmanager
async def felt(*, look: bool = False) -> AsyncIterator[Pulse]:
    """Feel it while the block runs. ``look``: note also where the loop is when it is silent."""
    pulse, core = Pulse(), _Core()

    async def go_on() -> None:
        while True:
            pulse.last, queued, used = time.perf_counter(), core.queued(), time.thread_time()
            await asyncio.sleep(BEAT)
            late = time.perf_counter() - pulse.last - BEAT
            pulse.beat(max(0.0, late), core.queued() - queued, time.thread_time() - used)

    task = asyncio.create_task(go_on())
    await asyncio.sleep(0.01)
    pulse.felt = pulse.ours = pulse.cpu = 0.0
    with _looking(pulse) if look else contextlib.nullcontext():
        try:
            yield pulse
        finally:
            task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await task
            core.close()


class _Core:
    """Asks how long the loop's thread, the main one, was ready to run and had no core."""

    def __init__(self) -> None:
        self._buffer = ctypes.create_string_buffer(100)
        try:
            self._file = os.open("/proc/self/schedstat", os.O_RDONLY)
        except OSError:  # not Linux, or not told
            self._file = -1
        # Unlike os.pread it does not let go of the interpreter, for which it might have to wait.
        self._pread = ctypes.PyDLL(None).pread

    def queued(self) -> float:
        """In seconds, since it began."""
        if self._file < 0 or self._pread(self._file, self._buffer, len(self._buffer), 0) <= 0:
            return 0.0
        return int(self._buffer.value.split()[1]) / 1e9

    def close(self) -> None:
        if self._file >= 0:
            os.close(self._file)


@contextlib.contextmanager
def _looking(pulse: Pulse) -> Iterator[None]:
    over, loop = threading.Event(), threading.get_ident()

    def look() -> None:
        while not over.wait(LONG / 4):
            if time.perf_counter() - pulse.last > LONG and not pulse.seen:
                frames = sys._current_frames()
                own = threading.get_ident()
                pulse.seen = "\n".join(
                    f"{'loop' if one == loop else 'other thread'}:\n{''.join(traceback.format_stack(frame)[-4:])}"
                    for one, frame in frames.items()
                    if one != own
                )

    thread = threading.Thread(target=look)
    thread.start()
    yield
    over.set()
    thread.join()
