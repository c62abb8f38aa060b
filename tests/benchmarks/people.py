"""A very large conference: 100,000 attendees, 1,000 sessions and 500 facts, 300,000 stars: memory, start, who is due.

    uv run python -m tests.benchmarks.people [--people 100000] [--sessions 1000] [--stars 3] [--url postgresql://…]

The bot is `daleel run` over a database and an event that hold all this, started for the first time (nothing is
prepared) and once more. A start is from the process's beginning until somebody has the answer to /schedule, or to a
typed question. On a machine that does other things too, look at the CPU beside it, and at what the loop waited for us
alone (tests/benchmarks/pulse.py tells it apart).
"""

from __future__ import annotations

import argparse
import asyncio
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import uvloop

from bot.event.load import load
from tests.benchmarks import agenda
from tests.benchmarks.serving import daleel
from tests.benchmarks.ticks import fill, table, ticks
from tests.events.large import CROWDED, write_large

MEMORY, START, DUE, HELD = 250.0, 3.0, 0.3, 0.05
"""Bars: MB, and seconds."""
TYPED = "كم رسم التسجيل؟"


@dataclass(frozen=True, slots=True)
class Begun:
    """Seconds from the process's beginning: until it serves, has answered, has answered what was typed; its CPU."""

    serving: float
    answered: float
    typed: float
    cpu: float
    memory: float
    most: float


def told(what: str, value: float, bar: float | None, unit: str) -> bool:
    met = bar is None or value <= bar
    verdict = "" if bar is None else "met" if met else "NOT MET"
    print(f"| {what} | {value:.2f} {unit} | {'' if bar is None else f'≤ {bar:g} {unit}'} | {verdict} |")
    return met


async def begun(url: str, event: Path, cache: Path) -> Begun:
    """Start it, ask, and look at its memory."""
    async with daleel(0.0, url, warm=False, DALEEL_EVENT=str(event), DALEEL_CACHE=str(cache)) as bot:
        asked = time.perf_counter() - bot.begun
        answered, cpu = asked + (await bot.asked(1, people=1, patience=60)).seconds, bot.cpu()
        asked = time.perf_counter() - bot.begun
        typed = asked + (await bot.asked(1, people=1, texts=[TYPED], patience=60)).seconds
        await bot.asked(2000)
        memory, most = bot.memory() / 1e6, bot.memory("VmHWM") / 1e6
        return Begun(bot.started, answered, typed, cpu, memory, most)


async def main(given: argparse.Namespace) -> bool:
    with tempfile.TemporaryDirectory() as name:
        cache, url = Path(name) / "cache", given.url or f"sqlite:///{name}/daleel.db"
        folder = write_large(Path(name) / "event", sessions=given.sessions, pace=CROWDED)
        event = load(folder)
        fill(url, given.people, list(event.sessions), given.stars)
        starts = {f"{which} start": await begun(url, folder, cache) for which in ("first", "later")}
        used, _ = await agenda.measure(url, event)
        del event
        waits = await ticks(url, folder, cache)
    print(f"\n{table(waits)}\n\n| | is | bar | |\n|---|---|---|---|")
    met = [told("memory, serving", max(one.memory for one in starts.values()), MEMORY, "MB")]
    met += [told("memory, at most", max(one.most for one in starts.values()), MEMORY, "MB")]
    for which, one in starts.items():
        met += [
            told(f"{which}: serving", one.serving, START, "s"),
            told(f"{which}: the first answer", one.answered, START, "s"),
            told(f"{which}: CPU until then", one.cpu, START, "s"),
            told(f"{which}: a typed question's answer", one.typed, None, "s"),
        ]
    met += [told("who is due, CPU", used, DUE, "s")]
    met += [told("the loop waited for us at most", max(pulse.ours for pulse in waits.values()), HELD, "s")]
    told("… as felt, other processes beside", max(pulse.felt for pulse in waits.values()), None, "s")
    return all(met)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--people", type=int, default=100_000)
    parser.add_argument("--sessions", type=int, default=1000)
    parser.add_argument("--stars", type=int, default=3, help="sessions that each attendee stars (3)")
    parser.add_argument("--url", help="an empty database of a server")
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as loop:
        raise SystemExit(0 if loop.run(main(parser.parse_args())) else 1)
