"""`daleel run` as its own process, against the fake Telegram over real HTTP: to be killed, stopped and read."""

from __future__ import annotations

import asyncio
import os
import resource
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from bot.rehearsal.telegram import FakeTelegram
from bot.rehearsal.telegram.http import BotApi
from tests.serving import serving

SAMPLE = Path(__file__).parent / "events" / "sample"


class Process:
    """One `daleel run`."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process
        self.said = ""

    async def serves(self) -> None:
        """Wait until it says that it serves."""
        assert self._process.stdout is not None
        line = (await self._process.stdout.readline()).decode()
        self.said += line
        assert line.startswith("Serving"), (await self.ends()) and self.said

    async def logs(self, text: str, seconds: float) -> None:
        """Wait until a line of its log has this text."""
        assert self._process.stderr is not None
        async with asyncio.timeout(seconds):
            line = ""
            while text not in line:
                line = (await self._process.stderr.readline()).decode()
                assert line, f"it ended and never said {text!r}: {self.said}"
                self.said += line

    async def ends(self) -> int:
        """Its exit code; everything that it said is in ``said``."""
        out, err = await self._process.communicate()
        self.said += out.decode() + err.decode()
        assert self._process.returncode is not None
        return self._process.returncode

    def may_write_files_of(self, most: int | None) -> None:
        """A limit on the size of files stands for a full disk; None: there is room again."""
        resource.prlimit(
            self._process.pid,
            resource.RLIMIT_FSIZE,
            (resource.RLIM_INFINITY if most is None else most, resource.RLIM_INFINITY),
        )

    async def is_killed(self) -> None:
        """kill -9."""
        self._process.send_signal(signal.SIGKILL)
        await self.ends()

    async def is_told_to_stop(self, how: signal.Signals = signal.SIGTERM) -> int:
        """Its exit code after a signal."""
        self._process.send_signal(how)
        return await self.ends()


@asynccontextmanager
async def telegram(fake: FakeTelegram) -> AsyncIterator[str]:
    """The fake's address over HTTP."""
    async with serving(BotApi(fake)) as address:
        yield address


@asynccontextmanager
async def daleel(folder: Path, *, token: str, api_url: str, **settings: str) -> AsyncIterator[Process]:
    """A running `daleel run` that works in ``folder``; it is killed at the end if it still runs."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("DALEEL_")}
    environment |= {"DALEEL_TOKEN": token, "DALEEL_API_URL": api_url, "DALEEL_EVENT": str(SAMPLE)}
    environment |= {f"DALEEL_{name.upper()}": value for name, value in settings.items()}
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        *("-W", "error", "-m", "bot", "run"),
        cwd=folder,
        env={**environment, "PYTHONPATH": str(Path(__file__).parents[1])},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    try:
        yield Process(process)
    finally:
        if process.returncode is None:
            process.kill()
            await process.communicate()
