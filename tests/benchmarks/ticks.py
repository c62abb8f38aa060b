"""The whole bot while many reminders become due and the programme changes: how long its loop serves nobody.

    uv run python -m tests.benchmarks.ticks [--people 100000] [--sessions 1000] [--stars 3] [--url postgresql://…]

The bot is bot/app.py's, in this process, over a Bot API that is another; people write to it and tap all the while.
``--look`` tells also where the loop was when it was silent; ``--all`` lets everybody star one session, which moves.
"""

from __future__ import annotations

import argparse
import asyncio
import multiprocessing
import sys
import tempfile
from collections.abc import Awaitable, Callable
from concurrent.futures import ProcessPoolExecutor
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

import aiohttp
import uvloop

from bot.app import Running, start
from bot.attendees.model import Attendee
from bot.attendees.store import Attendees
from bot.clock import RehearsalClock
from bot.commands.run import TURN
from bot.event.load import load
from bot.event.model import Event
from bot.event.programme import programme_of
from bot.memory import settle
from bot.prepared import Prepared
from bot.settings import Settings
from bot.storage.database import Database
from tests.benchmarks.agenda import filled, moments
from tests.benchmarks.peers import TOKEN
from tests.benchmarks.pulse import Pulse, felt
from tests.benchmarks.serving import crowd
from tests.events.large import CROWDED, write_large

RATE = 20.0
"""Updates a second meanwhile."""
AFTER = 2.0
"""Seconds of sending that belong to it."""
AT_ONCE = 5000


def fill(url: str, people: int, sessions: list[str], stars: int, everybody: str | None = None) -> None:
    """A database with everybody and their stars, in a process of its own: what it takes is not the bot's."""
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as other:
        other.submit(_fill, url, people, sessions, stars, everybody).result()


def _fill(url: str, people: int, sessions: list[str], stars: int, everybody: str | None) -> None:
    asyncio.run(_known(url, people))
    asyncio.run(filled(url, people, sessions, stars, everybody))


async def _known(url: str, people: int) -> None:
    database = await Database.open(url)
    attendees = await Attendees.load(database)
    for first in range(1, people + 1, AT_ONCE):
        numbers = range(first, min(first + AT_ONCE, people + 1))
        await attendees.save(*(Attendee(number, language="ar", name=f"Attendee {number}") for number in numbers))
    await database.close()


async def ticks(url: str, folder: Path, cache: Path, *, look: bool = False) -> dict[str, Pulse]:
    """Serve; let the clock come to each moment; then another hall for a session that is starred the most."""
    waits, event = dict[str, Pulse](), load(folder)
    times = moments(event)
    clock = RehearsalClock(min(times.values()) - timedelta(minutes=40))
    async with crowd(0.0) as address:

        async def during(name: str, do: Callable[[], Awaitable[object]]) -> None:
            writing = asyncio.create_task(_written(address))
            await asyncio.sleep(0.5)
            async with felt(look=look) as waits[name]:
                await do()
                await asyncio.sleep(AFTER)
            writing.cancel()

        settings = Settings(
            *(TOKEN, folder, url, address), watch=0.2, rate_chat_burst=1000, semantic="off", cache=cache
        )
        sys.setswitchinterval(TURN)
        running = await start(settings, clock=clock, prepared=Prepared.begin(folder, cache))
        settle()
        await during("the engine comes", lambda: running.house.engines.ready(running.house.event.event))
        for name, moment in times.items():
            await during(name, partial(_jump, running, clock, moment))
        await during("a session moves", partial(_move, running, folder, clock, event))
        await running.stop()
    return waits


def table(waits: dict[str, Pulse]) -> str:
    """How long the loop waited, as felt and without the machine's part."""
    rows = [
        f"| {name} | {pulse.felt * 1000:.0f} | {pulse.ours * 1000:.0f} | {pulse.cpu * 1000:.0f} |"
        for name, pulse in waits.items()
    ]
    return "\n".join(["| the loop waited at most, ms | felt | for us | its own CPU |\n|---|---|---|---|", *rows])


async def _written(address: str) -> None:
    """People write, until cancelled."""
    asked = {"count": 1_000_000, "people": 1000, "rate": RATE, "patience": 1.0}
    async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=None)) as session:
        await session.post(f"{address}/ask", json=asked)


async def _jump(running: Running, clock: RehearsalClock, moment: datetime) -> None:
    clock.jump(moment)
    await running.timers.idle()


async def _move(running: Running, folder: Path, clock: RehearsalClock, event: Event) -> None:
    """An organizer edits the programme."""
    stars, path, known = running.house.stars, folder / "programme.yaml", running.house.event.event
    later = [one for one in event.sessions.values() if one.start > clock.now() + timedelta(hours=2)]
    session = max(later, key=lambda one: len(stars.people(one.id)))
    before, _, after = path.read_text("utf-8").partition(f"  - id: {session.id}\n")
    halls = f"halls: [{session.halls[0]}]"
    path.write_text(f"{before}  - id: {session.id}\n{after.replace(halls, 'halls: [h19]', 1)}", "utf-8")
    while running.house.event.event is known:  # noqa: ASYNC110  it is the outside that is looked at
        await asyncio.sleep(0.05)
    await running.timers.idle()


async def main(given: argparse.Namespace) -> None:
    """Print it."""
    with tempfile.TemporaryDirectory() as name:
        folder, url = Path(name) / "event", given.url or f"sqlite:///{name}/daleel.db"
        event = load(write_large(folder, sessions=given.sessions, pace=CROWDED))
        everybody = programme_of(event).on_day(event.days[-1])[0].id if given.all else None
        fill(url, given.people, list(event.sessions), given.stars, everybody)
        del event
        waits = await ticks(url, folder, Path(name) / "cache", look=given.look)
        print(table(waits))
        for what, pulse in waits.items() if given.look else ():
            for silent, where in sorted(pulse.where, reverse=True)[:3]:
                print(f"\n--- {what}: {silent * 1000:.0f} ms\n{where}")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--people", type=int, default=100_000)
    parser.add_argument("--sessions", type=int, default=1000)
    parser.add_argument("--stars", type=int, default=3, help="sessions that each attendee stars (3)")
    parser.add_argument("--url", help="an empty database of a server")
    parser.add_argument("--look", action="store_true")
    parser.add_argument("--all", action="store_true")
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as loop:
        loop.run(main(parser.parse_args()))
