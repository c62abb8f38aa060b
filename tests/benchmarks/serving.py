"""Bots as processes of their own beside a crowd, and what they take: CPU, memory, time."""

from __future__ import annotations

import asyncio
import contextlib
import os
import shutil
import signal
import sys
import tempfile
import time
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import aiohttp

from tests.benchmarks.peers import TOKEN

PEERS = Path(__file__).parent / "peers"
CHECKOUT = Path(__file__).resolve().parents[2]
SETTLING = 0.4
"""Seconds after the last answer in which what is left to do is counted too (answers are marked in batches)."""


@dataclass(frozen=True)
class Load:
    """What a crowd asked of a bot, and what it took. Seconds, and bytes of memory."""

    asked: int
    answered: int
    seconds: float
    cpu: float
    p50: float
    p99: float
    worst: float

    @property
    def rate(self) -> float:
        return self.answered / self.seconds if self.seconds else 0.0

    @property
    def micros(self) -> float:
        """CPU per update, in µs."""
        return self.cpu / self.asked * 1e6


@dataclass(frozen=True)
class Serving:
    """A bot that serves a crowd."""

    process: Process
    address: str
    started: float = 0.0
    """Seconds from the process's start until it said that it serves."""
    started_cpu: float = 0.0
    """Seconds of CPU that this took."""
    begun: float = 0.0
    """When its process was started, by the clock of ``time.perf_counter``."""

    async def asked(self, count: int, **more: object) -> Load:
        """Let people write; see tests/benchmarks/crowd.py for ``more``."""
        given = {"count": count, "people": 1000} | more
        before = self.cpu()
        async with (
            aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=None)) as session,
            session.post(f"{self.address}/ask", json=given) as response,
        ):
            told = await response.json()
        await asyncio.sleep(SETTLING)
        return Load(asked=count, cpu=self.cpu() - before, **told)

    def cpu(self) -> float:
        """Seconds of CPU used so far, all threads."""
        used = Path(f"/proc/{self.process.pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
        return (int(used[11]) + int(used[12])) / os.sysconf("SC_CLK_TCK")

    def memory(self, what: str = "VmRSS") -> int:
        """Bytes that are held now (VmRSS), or were at most (VmHWM)."""
        status = Path(f"/proc/{self.process.pid}/status").read_text(encoding="utf-8")
        return int(status.partition(f"{what}:")[2].split()[0]) * 1024


@contextlib.asynccontextmanager
async def crowd(latency: float) -> AsyncIterator[str]:
    """The address of a crowd at ``latency`` seconds to and fro."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.benchmarks.crowd", str(latency), stdout=PIPE, cwd=CHECKOUT
    )
    assert process.stdout is not None
    try:
        yield f"http://127.0.0.1:{int(await process.stdout.readline())}"
    finally:
        process.kill()
        await process.wait()


@contextlib.asynccontextmanager
async def serving(command: list[str], latency: float, folder: Path | None = None) -> AsyncIterator[Serving]:
    """A peer, started with the crowd's address as its last argument, and warmed up."""
    async with crowd(latency) as address:
        process = await asyncio.create_subprocess_exec(
            *command, address, stdout=DEVNULL, stderr=DEVNULL, cwd=folder or CHECKOUT
        )
        async with _ended(process):
            bot = Serving(process, address)
            await _warm(bot)
            yield bot


@contextlib.asynccontextmanager
async def daleel(
    latency: float, url: str | None = None, *, warm: bool = True, **environment: str
) -> AsyncIterator[Serving]:
    """The whole bot as people run it, `daleel run`, its limits lifted, on a new file or the database at ``url``.

    ``environment``: more of its settings.
    """
    with tempfile.TemporaryDirectory() as folder:
        async with crowd(latency) as address:
            settings = {
                "DALEEL_TOKEN": TOKEN,
                "DALEEL_API_URL": address,
                "DALEEL_EVENT": str(CHECKOUT / "data"),
                "DALEEL_DATABASE_URL": url or f"sqlite:///{folder}/daleel.db",
                "DALEEL_RATE_TOTAL": "1000000",
                "DALEEL_RATE_CHAT": "1000000",
                "DALEEL_RATE_CHAT_BURST": "100000",
                "DALEEL_SEMANTIC": "off",
                "DALEEL_LOG_LEVEL": "error",
                "PYTHONPATH": str(CHECKOUT),
            }
            begun = time.perf_counter()
            process = await asyncio.create_subprocess_exec(
                *(sys.executable, "-m", "bot", "run"),
                stdout=PIPE,
                cwd=folder,
                env=os.environ | settings | environment,
            )
            async with _ended(process):
                assert process.stdout is not None
                if not (await process.stdout.readline()).startswith(b"Serving"):
                    raise RuntimeError("the bot did not start")
                started = time.perf_counter() - begun
                bot = Serving(process, address, started, Serving(process, address).cpu(), begun)
                if warm:
                    await _warm(bot)
                yield bot


@contextlib.asynccontextmanager
async def grammy_folder() -> AsyncIterator[Path | None]:
    """A folder with grammY and its echo bot; None where Node or npm or the packages cannot be had."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if not (shutil.which("node") and shutil.which("npm")):
            yield None
            return
        shutil.copy(PEERS / "grammy.mjs", folder)
        install = await asyncio.create_subprocess_exec(
            *("npm", "install", "--no-audit", "--no-fund", "grammy", "@grammyjs/runner"),
            cwd=folder,
            stdout=DEVNULL,
            stderr=DEVNULL,
        )
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(install.wait(), 120)
        if install.returncode is None:
            install.kill()
        yield folder if install.returncode == 0 else None


@contextlib.asynccontextmanager
async def _ended(process: Process) -> AsyncIterator[None]:
    try:
        yield
    finally:
        if process.returncode is None:
            process.send_signal(signal.SIGTERM)
            try:
                await asyncio.wait_for(process.wait(), 15)
            except TimeoutError:
                process.kill()
                await process.wait()


async def _warm(bot: Serving) -> None:
    """Everybody has written once, and once more: caches are filled as they are after the first minute."""
    for _ in range(2):
        load = await bot.asked(1000, patience=60)
        if load.answered < load.asked:
            raise RuntimeError(f"only {load.answered} of {load.asked} were answered")
