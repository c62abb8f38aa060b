"""A broadcast through the whole way out (outbox, courier, gate, sender, transport) to a Telegram on this machine.

    uv run python -m tests.benchmarks.broadcast [--count 2000] [--rate 30] [--real 30] [--strict] [--asks] [--url …]

Prints which part of the limit was used, how often it was broken (429), what the bot's process took, and, with --asks,
how long a reply took that was asked for every two seconds meanwhile, and without a broadcast.
"""

import argparse
import asyncio
import contextlib
import json
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import AsyncIterator
from datetime import timedelta
from itertools import islice

import aiohttp
import uvloop
from markupsafe import Markup
from telegram import Bot

from bot.attendees.model import Attendee
from bot.chat.sender import Sender
from bot.chat.transport import Transport
from bot.clock import RehearsalClock
from bot.memory import settle
from bot.outbox.limits import Limits
from bot.outbox.model import Lane, Message
from bot.storage.database import Database
from tests.delivering import MORNING, Delivering, delivering, line


@contextlib.asynccontextmanager
async def telegram(*, limit: int, strict: bool) -> AsyncIterator[str]:
    """The address of a stub in a process of its own."""
    given = json.dumps({"limit": limit, "strict": strict})
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.benchmarks.stub", given, stdout=asyncio.subprocess.PIPE
    )
    assert process.stdout is not None
    try:
        yield f"http://127.0.0.1:{int(await process.stdout.readline())}"
    finally:
        process.kill()
        await process.wait()


async def figures(address: str) -> dict[str, int]:
    async with aiohttp.ClientSession() as session, session.get(f"{address}/figures") as response:
        told: dict[str, int] = await response.json()
        return told


async def asking(parts: Delivering, took: list[float]) -> None:
    """Note the milliseconds that replies take, one every two seconds."""
    while True:
        begun = time.perf_counter()
        await parts.gate.send(Lane.REPLY, 10**9 + len(took), Message(Markup("an answer")))
        took.append((time.perf_counter() - begun) * 1000)
        await asyncio.sleep(max(0.0, 2 - (time.perf_counter() - begun)))


async def asked_for(parts: Delivering, seconds: float) -> list[float]:
    took: list[float] = []
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(seconds):
            await asking(parts, took)
    return took


def quantiles(took: list[float]) -> str:
    ranked = sorted(took)
    return (
        f"p50 {statistics.median(ranked):.0f} ms, p99 {ranked[round(0.99 * (len(ranked) - 1))]:.0f} ms ({len(ranked)})"
    )


async def queued(parts: Delivering, count: int) -> float:
    """Seconds that it takes to know so many people and to queue a line for each."""
    begun, numbers = time.perf_counter(), iter(range(1, count + 1))
    while batch := list(islice(numbers, 5000)):
        await parts.attendees.save(*(Attendee(number) for number in batch))
        await parts.outbox.queue(line(number, expires=MORNING + timedelta(days=1)) for number in batch)
    return time.perf_counter() - begun


async def measure(parts: Delivering, address: str, asked: argparse.Namespace) -> None:
    if asked.asks:
        print("replies while nothing else goes on:", quantiles(await asked_for(parts, 20)))
    print(f"{asked.count} people and lines stored in {await queued(parts, asked.count):.1f} s")
    settle()  # as `daleel run` does, to which people are known from before
    begun, used = time.perf_counter(), time.process_time()
    await parts.courier.start()
    replies: list[float] = []
    asker = asyncio.create_task(asking(parts, replies)) if asked.asks else None
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(asked.seconds):
            await parts.courier.idle()
    took, used = time.perf_counter() - begun, time.process_time() - used
    came = await figures(address)
    share = came["taken"] / took / min(asked.rate, asked.real)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{came['taken']} taken in {took:.1f} s: {share:.3f} of the limit, {came['refused']} × 429")
    print(f"{used / took:.2f} of a core, {used / came['taken'] * 1e6:.0f} µs a message, {memory:.0f} MB")
    if asker is not None:
        asker.cancel()
        print("replies during the broadcast:", quantiles(replies))


async def main(asked: argparse.Namespace) -> None:
    with tempfile.TemporaryDirectory() as folder:
        async with telegram(limit=asked.real, strict=asked.strict) as address, Transport(connections=512) as way:
            sender = Sender(Bot("1:x", base_url=f"{address}/bot", request=way, get_updates_request=way))
            database = await Database.open(asked.url or f"sqlite:///{folder}/daleel.db")
            limits = Limits(per_second=asked.rate)
            parts = await delivering(database, sender.send, clock=RehearsalClock(MORNING, speed=0), limits=limits)
            await measure(parts, address, asked)
            await parts.courier.stop()
            await database.close()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=2000)
    parser.add_argument("--rate", type=float, default=30, help="the configured limit, a second")
    parser.add_argument("--real", type=int, help="Telegram's true limit, if it is another")
    parser.add_argument("--strict", action="store_true", help="a breach blocks the whole bot")
    parser.add_argument("--seconds", type=float, default=600, help="at most so long")
    parser.add_argument("--asks", action="store_true", help="ask for a reply every two seconds")
    parser.add_argument("--url", help="an empty database of a server")
    given = parser.parse_args()
    given.real = given.real or round(given.rate)
    uvloop.run(main(given))
