"""What it takes to find whom to remind: 100,000 attendees, 1,000 sessions, 300,000 stars; and how long the loop waits.

    uv run python -m tests.benchmarks.agenda [--people 100000] [--sessions 1000] [--stars 3] [--url postgresql://…]

"Due" is the whole computation of a look: crowds, turns, departures, rows. "Written" is their way into the outbox.
"""

import argparse
import asyncio
import gc
import random
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy import insert

from bot.agenda.flow import Agenda
from bot.agenda.planning import Turns
from bot.agenda.store import Choices, Stars, choices, stars
from bot.event.current import CurrentEvent
from bot.event.model import Event, EventDay, Session
from bot.outbox.store import Outbox
from bot.storage.database import Database
from bot.texts import Localized
from tests.delivering import MORNING, an_event

_ROWS = 20_000


@dataclass
class Lag:
    """The longest time for which the loop served nobody, in seconds."""

    longest: float = 0.0


@asynccontextmanager
async def watched() -> AsyncIterator[Lag]:
    """Feels the loop's pulse."""
    lag = Lag()

    async def pulse() -> None:
        while True:
            begun = time.perf_counter()
            await asyncio.sleep(0.001)
            lag.longest = max(lag.longest, time.perf_counter() - begun - 0.001)

    task = asyncio.create_task(pulse())
    await asyncio.sleep(0.01)
    lag.longest = 0.0
    yield lag
    task.cancel()


def event(count: int) -> Event:
    """Sessions over three days, on the half hours from nine to five."""
    sessions = {}
    for number in range(count):
        day, slot = number % 3, number // 3 % 16
        start = MORNING + timedelta(days=day, minutes=30 * slot)
        name = f"s{number}"
        sessions[name] = Session(name, Localized({"en": name}), start, start + timedelta(minutes=25))
    days = tuple(EventDay(one + 1, (MORNING + timedelta(days=one)).date()) for one in range(3))
    ordered = dict(sorted(sessions.items(), key=lambda pair: pair[1].start))
    return replace(an_event(), sessions=ordered, days=days)


async def filled(url: str, people: int, sessions: int, each: int) -> None:
    """Everybody stars some sessions; a fifth chose their reminders."""
    luck, database, early = random.Random(7), await Database.open(url), MORNING - timedelta(days=9)  # noqa: S311
    pairs = [(f"s{one}", number) for number in range(1, people + 1) for one in luck.sample(range(sessions), each)]
    rows = [{"session": session, "attendee": number, "at": early} for session, number in sorted(pairs)]
    chosen = [
        {"attendee": one, "minutes": "5,30", "evening": True, "moving": False, "morning": True, "quiet": "22-7"}
        for one in range(1, people + 1, 5)
    ]
    async with database.write() as connection:
        for first in range(0, len(rows), _ROWS):
            await connection.execute(insert(stars), rows[first : first + _ROWS])
        for first in range(0, len(chosen), _ROWS):
            await connection.execute(insert(choices), chosen[first : first + _ROWS])
    await database.close()


async def looks(agenda: Agenda, now: datetime) -> tuple[int, float, float, float, float]:
    """Rows, seconds and seconds of CPU to find them, seconds to write them, and the longest wait of the loop."""

    def timed() -> tuple[list[Turns], float]:
        used = time.thread_time()
        return agenda.planned(agenda.current.event, now), time.thread_time() - used

    async with watched() as lag:
        begun = time.perf_counter()
        planned, used = await asyncio.to_thread(timed)
        found, rows = time.perf_counter() - begun, sum(len(each.codes) for each in planned)
        await agenda.look(now)
        return rows, found, used, time.perf_counter() - begun - 2 * found, lag.longest


async def measure(url: str, sessions: int) -> tuple[float, float]:
    """Print it all; the most seconds of CPU that finding who is due took, and that the loop waited."""
    most_used = most_lag = 0.0
    database, begun = await Database.open(url), time.perf_counter()
    people, chosen = await Stars.load(database), await Choices.load(database)
    loaded = Agenda(database, people, chosen, Outbox(database), CurrentEvent(event(sessions)), 28.5)
    print(f"stars and choices loaded in {time.perf_counter() - begun:.2f} s")
    gc.freeze()
    for label, now in (
        ("a usual look", MORNING + timedelta(hours=3)),
        ("the first look of a day", MORNING - timedelta(minutes=45)),
        ("all evenings of a day", MORNING + timedelta(hours=10, minutes=30)),
        ("all cards of a day", MORNING + timedelta(days=1) - timedelta(hours=2, minutes=30)),
    ):
        rows, found, used, written, lag = await looks(loaded, now)
        most_used, most_lag = max(most_used, used), max(most_lag, lag)
        print(
            f"{label}: {rows} rows due in {found * 1000:.0f} ms ({used * 1000:.0f} ms of CPU), "
            f"written in {written:.2f} s, the loop waited {lag * 1000:.0f} ms at most"
        )
    await database.close()
    return most_used, most_lag


def main(people: int, sessions: int, each: int, given_url: str | None) -> None:
    with tempfile.TemporaryDirectory() as folder:
        url = given_url or f"sqlite:///{folder}/daleel.db"
        asyncio.run(filled(url, people, sessions, each))
        asyncio.run(measure(url, sessions))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--people", type=int, default=100_000)
    parser.add_argument("--sessions", type=int, default=1000)
    parser.add_argument("--stars", type=int, default=3)
    parser.add_argument("--url", help="an empty database of a server")
    given = parser.parse_args()
    main(given.people, given.sessions, given.stars, given.url)
