"""What storage costs: queuing, claiming and settling lines, and knowing everybody.

uv run python -m tests.benchmarks.outbox [--count 100000] [--url sqlite:////where/it/may/be/written.db]
"""

import argparse
import asyncio
import gc
import resource
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice

import uvloop

from bot.attendees.model import Attendee
from bot.attendees.store import Attendees
from bot.outbox.model import Lane, Settled, State
from bot.outbox.store import Outbox
from bot.storage.database import Database
from tests.delivering import MORNING, line


def memory() -> float:
    """Megabytes that are resident now."""
    with open("/proc/self/statm", encoding="ascii") as statm:  # noqa: PTH123
        return int(statm.read().split()[1]) * resource.getpagesize() / 2**20


@contextmanager
def timed(what: str, count: int) -> Iterator[None]:
    begun, used = time.perf_counter(), time.process_time()
    yield
    took, used = time.perf_counter() - begun, time.process_time() - used
    print(f"{what:<46} {count / took:>10,.0f}/s {took / count * 1e6:>8.1f} µs each, {used / count * 1e6:.1f} µs of CPU")


async def longest_block(stop: asyncio.Event) -> float:
    """Milliseconds for which the loop answered nobody, at worst."""
    worst = 0.0
    while not stop.is_set():
        begun = time.perf_counter()
        await asyncio.sleep(0.001)
        worst = max(worst, time.perf_counter() - begun - 0.001)
    return worst * 1000


async def people(database: Database, count: int) -> None:
    attendees, numbers = await Attendees.load(database), iter(range(7_000_000_000, 7_000_000_000 + count))
    with timed("people saved, 1,000 at a time", count):
        while batch := list(islice(numbers, 1000)):
            await attendees.save(*(Attendee(number, "ar", name=f"زينب {number}") for number in batch))
    with timed("one person saved at a time", 500):
        for number in range(500):
            await attendees.save(Attendee(number))
    del attendees
    gc.collect()
    before = memory()
    with timed("people loaded at the start", count):
        attendees = await Attendees.load(database)
    print(f"{len(attendees):,} people in memory: {memory() - before:.0f} MB more, {memory():.0f} MB in all")


async def lines(outbox: Outbox, count: int) -> None:
    numbers = iter(range(1, count + 1))
    with timed("lines queued, 500 at a time", count):
        while batch := list(islice(numbers, 500)):
            await outbox.queue(line(number) for number in batch)
    with timed("lines queued again (nothing new)", 5000):
        await outbox.queue(line(number) for number in range(1, 5001))
    for size in (100, 300, 1):
        await claimed_and_settled(outbox, size, count // 3 if size > 1 else 300)
    with timed("tallies", 20):
        for _ in range(20):
            await outbox.tally("broadcast", "1")


async def claimed_and_settled(outbox: Outbox, size: int, count: int) -> None:
    done: list[Settled] = []
    with timed(f"lines claimed and settled, {size} at a time", count):
        for _ in range(count // size):
            claimed = await outbox.exchange(done, {Lane.REMINDER: size, Lane.BROADCAST: size}, MORNING)
            done = [Settled(each.id, State.SENT, 1, each.line.chat_id, message_id=1) for each in claimed]
        await outbox.exchange(done, {}, MORNING)


async def main(url: str, count: int) -> None:
    database = await Database.open(url)
    stop = asyncio.Event()
    blocked = asyncio.create_task(longest_block(stop))
    await people(database, count)
    await lines(Outbox(database), count)
    stop.set()
    print(f"the loop answered nobody for {await blocked:.0f} ms at worst")
    await database.close()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=100_000)
    parser.add_argument("--url")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        uvloop.run(main(given.url or f"sqlite:///{folder}/daleel.db", given.count))
