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
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from datetime import time as clock_time

from sqlalchemy import insert

from bot.agenda.flow import Agenda
from bot.agenda.planning import Turns
from bot.agenda.store import Choices, Stars, choices, stars
from bot.event.current import CurrentEvent
from bot.event.model import Event, EventDay, Session
from bot.event.programme import programme_of
from bot.outbox.store import Outbox
from bot.storage.database import Database
from bot.texts import Localized
from tests.benchmarks.pulse import Pulse, felt
from tests.delivering import MORNING, an_event

_ROWS = 20_000
_EARLY = MORNING - timedelta(days=9)


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


async def filled(url: str, people: int, sessions: Sequence[str], each: int, everybody: str | None = None) -> None:
    """Everybody stars some of these sessions; a fifth chose their reminders. ``everybody``: one that all star."""
    luck, database = random.Random(7), await Database.open(url)  # noqa: S311
    all_star = [everybody] if everybody is not None else []
    own = [one for one in sessions if one != everybody]
    pairs = [
        (one, number) for number in range(1, people + 1) for one in (*all_star, *luck.sample(own, each - len(all_star)))
    ]
    rows = [{"session": session, "attendee": number, "at": _EARLY} for session, number in sorted(pairs)]
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


def moments(event: Event) -> dict[str, datetime]:
    """Times at which much is due."""
    day, next_day = event.days[:2]
    starts = sorted({one.start for one in programme_of(event).on_day(day)})
    return {
        "a usual look": starts[2] - timedelta(minutes=30),
        "the first look of a day": starts[0] - timedelta(minutes=45),
        "all evenings of a day": datetime.combine(day.date, clock_time(19, 30), event.zone),
        "all cards of a day": datetime.combine(next_day.date, clock_time(6, 30), event.zone),
    }


async def looks(agenda: Agenda, now: datetime) -> tuple[int, float, float, float, Pulse]:
    """Rows, seconds and seconds of CPU to find them, seconds to write them, and how long the loop waited."""

    def timed() -> tuple[list[Turns], float]:
        used = time.thread_time()
        return agenda.planned(agenda.current.event, now), time.thread_time() - used

    async with felt() as pulse:
        begun = time.perf_counter()
        planned, used = await asyncio.to_thread(timed)
        found, rows = time.perf_counter() - begun, sum(len(each.codes) for each in planned)
        await agenda.look(now)
        return rows, found, used, time.perf_counter() - begun - 2 * found, pulse


async def measure(url: str, event: Event) -> tuple[float, float]:
    """Print it all; the most seconds of CPU that finding who is due took, and that we held up the loop."""
    most_used = most_held = 0.0
    database, begun = await Database.open(url), time.perf_counter()
    people, chosen = await Stars.load(database), await Choices.load(database)
    loaded = Agenda(database, people, chosen, Outbox(database), CurrentEvent(event), 28.5)
    print(f"stars and choices loaded in {time.perf_counter() - begun:.2f} s")
    gc.freeze()
    for label, now in moments(event).items():
        rows, found, used, written, pulse = await looks(loaded, now)
        most_used, most_held = max(most_used, used), max(most_held, pulse.ours)
        print(
            f"{label}: {rows} rows due in {found * 1000:.0f} ms ({used * 1000:.0f} ms of CPU), written in "
            f"{written:.2f} s, the loop waited {pulse.felt * 1000:.0f} ms at most, for us {pulse.ours * 1000:.0f} ms"
        )
    await database.close()
    return most_used, most_held


def main(people: int, sessions: int, each: int, given_url: str | None) -> None:
    with tempfile.TemporaryDirectory() as folder:
        url, crowded = given_url or f"sqlite:///{folder}/daleel.db", event(sessions)
        asyncio.run(filled(url, people, list(crowded.sessions), each))
        asyncio.run(measure(url, crowded))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--people", type=int, default=100_000)
    parser.add_argument("--sessions", type=int, default=1000)
    parser.add_argument("--stars", type=int, default=3)
    parser.add_argument("--url", help="an empty database of a server")
    given = parser.parse_args()
    main(given.people, given.sessions, given.stars, given.url)
