"""Commands and taps through the whole bot beside bare echo bots: CPU an update, and updates a second.

    uv run python -m tests.benchmarks.updates [--count 8000] [--url postgresql://…] [--only daleel aiogram …]

Half of the updates are /schedule, half are taps on the buttons of its answer (answered and edited: two calls). Daleel
is `daleel run`: updates stored, attendees known, texts rendered in Arabic, rates lifted. The others send one fixed
text. Each bot and the Bot API are processes of their own; ratios within a run are good to about 15 %.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import sys
from collections.abc import AsyncIterator
from pathlib import Path

from tests.benchmarks.serving import Load, Serving, daleel, grammy_folder, serving

LATENCIES = (0.0, 0.06)
PEERS = {"PTB": "ptb", "aiogram": "aiogram_echo", "no framework": "bare"}
GRAMMY = "grammY"
OURS = "Daleel"
COST_BARS = {"PTB": 0.7, "aiogram": 0.5, GRAMMY: 1.4}
"""CPU an update at 0 ms: at most so many times theirs."""
RATE_BARS = (("aiogram", 0.0, 2.0), ("no framework", 0.06, 0.7))
"""Updates a second at a latency: at least so many times theirs."""


@contextlib.asynccontextmanager
async def made(name: str, latency: float, node: Path | None, url: str | None) -> AsyncIterator[Serving | None]:
    """The bot of this name, serving; None where it cannot be had."""
    if name == OURS:
        async with daleel(latency, url) as bot:
            yield bot
    elif name in PEERS:
        async with serving([sys.executable, "-m", f"tests.benchmarks.peers.{PEERS[name]}"], latency) as bot:
            yield bot
    elif node is None:
        yield None
    else:
        async with serving(["node", "grammy.mjs"], latency, node) as bot:
            yield bot


async def measured(asked: argparse.Namespace) -> dict[tuple[str, float], Load]:
    loads: dict[tuple[str, float], Load] = {}
    async with grammy_folder() as node:
        for latency in LATENCIES:
            print(f"\n{latency * 1000:.0f} ms to the Bot API and back\n")
            print("| | updates/s | CPU µs an update | p50 / p99 ms | memory MB |\n|---|---|---|---|---|")
            for name in asked.only:
                async with made(name, latency, node, asked.url) as bot:
                    if bot is None:
                        print(f"| {name} | needs Node, npm and the network | | | |", flush=True)
                        continue
                    load = loads[name, latency] = await bot.asked(asked.count)
                    lost = f" ({load.asked - load.answered} unanswered)" if load.answered < load.asked else ""
                    felt = f"{load.p50 * 1000:.0f} / {load.p99 * 1000:.0f}"
                    memory = bot.memory() / 1e6
                    print(f"| {name}{lost} | {load.rate:.0f} | {load.micros:.0f} | {felt} | {memory:.0f} |", flush=True)
    return loads


def told(loads: dict[tuple[str, float], Load]) -> bool:
    """Print the ratios and their bars; whether all were met."""
    met = True
    print("\n| Daleel against | is | bar | |\n|---|---|---|---|")
    rows = [
        (f"{name}, CPU", loads[OURS, 0.0].micros / loads[name, 0.0].micros, bar, -1)
        for name, bar in COST_BARS.items()
        if {(OURS, 0.0), (name, 0.0)} <= loads.keys()
    ]
    rows += [
        (f"{name}, rate at {latency * 1000:.0f} ms", loads[OURS, latency].rate / loads[name, latency].rate, bar, 1)
        for name, latency, bar in RATE_BARS
        if {(OURS, latency), (name, latency)} <= loads.keys()
    ]
    for what, ratio, bar, sign in rows:
        good = (ratio - bar) * sign >= 0
        met &= good
        print(f"| {what} | {ratio:.2f} | {'≥' if sign > 0 else '≤'} {bar} | {'met' if good else 'NOT MET'} |")
    return met


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=8000, help="updates for each bot at each latency (8000)")
    parser.add_argument("--url", help="an empty database of a server")
    names = (OURS, *PEERS, GRAMMY)
    parser.add_argument("--only", nargs="+", choices=names, default=names, help="some bots")
    raise SystemExit(0 if told(asyncio.run(measured(parser.parse_args()))) else 1)
