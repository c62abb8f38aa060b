"""Reminders that are due at one minute, in virtual time: when the first and the last of them arrive.

    uv run python -m tests.benchmarks.reminders [--people 10000] [--rate 30]

The whole way: the agenda's plan, the outbox, the courier, the gate, a Telegram 60 ms away. Negative is before the
promised minute.
"""

import argparse
import asyncio
import tempfile
import time
from dataclasses import replace
from datetime import datetime, timedelta

from bot.agenda.flow import Agenda
from bot.agenda.model import LOOK, OFFSET, Star
from bot.agenda.store import Stars
from bot.app import REMINDERS_SHARE
from bot.attendees.model import Attendee
from bot.clock import RehearsalClock
from bot.event.model import Event, Session
from bot.outbox.limits import Limits
from bot.outbox.model import Message, Outcome
from bot.storage.database import Database
from bot.texts import Localized
from bot.timers import Timers
from tests.delivering import MORNING, an_event, delivering
from tests.flood import Flood
from tests.virtual_time import simulate

START = MORNING + timedelta(hours=2)
PROMISED = START - OFFSET


def event() -> Event:
    session = Session(id="opening", title=Localized({"en": "Opening"}), start=START, end=START + timedelta(hours=1))
    return replace(an_event(), sessions={session.id: session})


async def measure(url: str, people: int, rate: float) -> tuple[list[float], Flood]:
    """Seconds after the promised minute at which each reminder arrived."""
    loop, flood, arrived = asyncio.get_running_loop(), Flood(round(rate), strict=True), list[datetime]()
    clock = RehearsalClock(PROMISED - LOOK - timedelta(minutes=1), monotonic=loop.time)

    async def send(chat_id: int, message: Message) -> Outcome:
        outcome = await flood.send(chat_id, message)
        arrived.append(clock.now() - timedelta(seconds=flood.latency / 2))
        return outcome

    database = await Database.open(url)
    parts = await delivering(database, send, clock=clock, limits=Limits(per_second=rate))
    parts.current.swap(event())
    agenda = Agenda(database, Stars(database), parts.outbox, parts.current, rate * REMINDERS_SHARE)
    await parts.attendees.save(*(Attendee(number) for number in range(1, people + 1)))
    async with database.write() as connection:
        for number in range(1, people + 1):
            await agenda.stars.add(Star(number, "opening", MORNING), connection)
    await parts.courier.start()
    timers = Timers(clock, parts.current, [agenda.moments])
    clock.jump(PROMISED - LOOK)
    await timers.start()
    await timers.idle()
    await asyncio.sleep((LOOK + timedelta(minutes=5)).total_seconds())
    await timers.stop()
    await parts.courier.stop()
    await database.close()
    return [(moment - PROMISED).total_seconds() for moment in arrived], flood


def main(people: int, rate: float) -> None:
    begun, used = time.perf_counter(), time.process_time()
    with tempfile.TemporaryDirectory() as folder:
        arrived, flood = simulate(measure(f"sqlite:///{folder}/daleel.db", people, rate))
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
    given = parser.parse_args()
    main(given.people, given.rate)
