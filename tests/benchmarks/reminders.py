"""Reminders that are due at one minute, in virtual time: when the first and the last of them arrive.

    uv run python -m tests.benchmarks.reminders [--people 10000] [--rate 30] [--url postgresql://…]

Each may leave in its turn, the last one half a second before the promised minute; the outbox, the courier and the gate
do the rest, with a Telegram 60 ms away. Negative is before the promised minute.
"""

import argparse
import asyncio
import tempfile
import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import islice

from bot.attendees.model import Attendee
from bot.clock import RehearsalClock
from bot.outbox.limits import Limits
from bot.outbox.model import Lane, Line, Message, Outcome
from bot.outbox.turns import MARGIN, SHARE
from bot.storage.database import Database
from tests.delivering import MORNING, delivering, line
from tests.flood import Flood
from tests.virtual_time import simulate

PROMISED = MORNING + timedelta(hours=1)


def crowd(people: int, pace: float) -> Iterator[Line]:
    """A line for each person, due at its turn."""
    for place in range(people):
        due = PROMISED - MARGIN - timedelta(seconds=(people - place) / pace)
        expires = PROMISED + timedelta(minutes=10)
        yield line(place + 1, lane=Lane.REMINDER, due=due, promised=PROMISED, expires=expires)


async def measure(url: str, people: int, rate: float) -> tuple[list[float], Flood]:
    """Seconds after the promised minute at which each reminder arrived."""
    loop, flood, arrived = asyncio.get_running_loop(), Flood(round(rate), strict=True), list[datetime]()
    clock = RehearsalClock(PROMISED - timedelta(minutes=10), monotonic=loop.time)

    async def send(chat_id: int, message: Message) -> Outcome:
        outcome = await flood.send(chat_id, message)
        arrived.append(clock.now() - timedelta(seconds=flood.latency / 2))
        return outcome

    database = await Database.open(url)
    parts = await delivering(database, send, clock=clock, limits=Limits(per_second=rate))
    await parts.attendees.save(*(Attendee(number) for number in range(1, people + 1)))
    await parts.courier.start()
    lines = crowd(people, rate * SHARE)
    while batch := list(islice(lines, 500)):
        await parts.outbox.queue(batch)
    await asyncio.sleep(900)
    await parts.courier.stop()
    await database.close()
    return [(moment - PROMISED).total_seconds() for moment in arrived], flood


def main(people: int, rate: float, url: str | None) -> None:
    begun, used = time.perf_counter(), time.process_time()
    with tempfile.TemporaryDirectory() as folder:
        arrived, flood = simulate(measure(url or f"sqlite:///{folder}/daleel.db", people, rate))
    used = time.process_time() - used
    print(
        f"{len(arrived)} of {people} reminders at {rate:g}/s: first {min(arrived):.1f} s, last {max(arrived):+.2f} s,"
    )
    late = sum(moment > 0 for moment in arrived)
    print(f"{late} after the promised minute, {flood.refusals} × 429; {used / people * 1e6:.0f} µs of CPU each,")
    print(f"simulated in {time.perf_counter() - begun:.0f} s")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--people", type=int, default=10_000)
    parser.add_argument("--rate", type=float, default=30)
    parser.add_argument("--url", help="an empty database of a server")
    given = parser.parse_args()
    main(given.people, given.rate, given.url)
