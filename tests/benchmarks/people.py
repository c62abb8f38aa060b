"""A very large conference: 100,000 attendees, 1,000 sessions and 500 facts, 300,000 stars: memory, start, who is due.

    uv run python -m tests.benchmarks.people [--people 100000] [--sessions 1000] [--stars 3] [--url postgresql://…]

The bot is `daleel run` over a database and an event that hold all this; "start" is from the process's beginning until
it serves. On a machine that does other things too, look at the CPU beside it.
"""

from __future__ import annotations

import argparse
import asyncio
import tempfile
from pathlib import Path

from bot.attendees.model import Attendee
from bot.attendees.store import Attendees
from bot.storage.database import Database
from tests.benchmarks import agenda
from tests.benchmarks.serving import daleel
from tests.events.large import write_large

MEMORY, START, DUE, LAG = 250.0, 3.0, 0.3, 0.05
"""Bars: MB, and seconds."""
AT_ONCE = 5000


async def known(url: str, people: int) -> None:
    """Make everybody an attendee."""
    database = await Database.open(url)
    attendees = await Attendees.load(database)
    for first in range(1, people + 1, AT_ONCE):
        numbers = range(first, min(first + AT_ONCE, people + 1))
        await attendees.save(*(Attendee(number, language="ar", name=f"Attendee {number}") for number in numbers))
    await database.close()


def told(what: str, value: float, bar: float, unit: str) -> bool:
    met = value <= bar
    print(f"| {what} | {value:.2f} {unit} | ≤ {bar:g} {unit} | {'met' if met else 'NOT MET'} |")
    return met


async def main(people: int, sessions: int, stars: int, given_url: str | None) -> bool:
    with tempfile.TemporaryDirectory() as name:
        folder, url = Path(name), given_url or f"sqlite:///{name}/daleel.db"
        event = write_large(folder / "event", sessions=sessions)
        await known(url, people)
        await agenda.filled(url, people, sessions, stars)
        async with daleel(0.0, url, DALEEL_EVENT=str(event)) as bot:
            resident, most = bot.memory() / 1e6, bot.memory("VmHWM") / 1e6
        used, lag = await agenda.measure(url, sessions)
    print("\n| | is | bar | |\n|---|---|---|---|")
    met = [
        told("memory, serving", resident, MEMORY, "MB"),
        told("memory, at most", most, MEMORY, "MB"),
        told("start", bot.started, START, "s"),
        told("start, CPU", bot.started_cpu, START, "s"),
        told("who is due, CPU", used, DUE, "s"),
        told("the loop waited at most", lag, LAG, "s"),
    ]
    return all(met)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--people", type=int, default=100_000)
    parser.add_argument("--sessions", type=int, default=1000)
    parser.add_argument("--stars", type=int, default=3, help="sessions that each attendee stars (3)")
    parser.add_argument("--url", help="an empty database of a server")
    given = parser.parse_args()
    raise SystemExit(0 if asyncio.run(main(given.people, given.sessions, given.stars, given.url)) else 1)
