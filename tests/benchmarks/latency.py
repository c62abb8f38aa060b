"""How long people wait at a steady load, beside a bot with no framework at the same time; whether memory stays flat.

    uv run python -m tests.benchmarks.latency [--minutes 1] [--rate 100] [--url postgresql://…]

Half of the updates are /schedule, half are taps; the Bot API is 60 ms away. Both bots are loaded at once, each by a
crowd of its own, so that whatever else the machine does hits both. A wait is from the message's arrival at Telegram to
its answer's. 5 minutes are the bar's, 30 the memory's.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import sys
import time

from tests.benchmarks.serving import Load, Serving, daleel, serving

LATENCY = 0.06
BAR = 1.15
"""Our p99 is at most so many times the other's."""
FLAT, WARM = 0.05, 300.0
"""Memory grows by at most this part after so many seconds."""
EVERY = 10.0


async def watched(bot: Serving, seen: list[tuple[float, int]]) -> None:
    """Note seconds and bytes, until cancelled."""
    begun = time.perf_counter()
    while True:
        seen.append((time.perf_counter() - begun, bot.memory()))
        await asyncio.sleep(EVERY)


def row(name: str, load: Load) -> None:
    whole = f"{load.answered} of {load.asked}"
    waits = " | ".join(f"{wait * 1000:.0f}" for wait in (load.p50, load.p99, load.worst))
    print(f"| {name} | {whole} | {waits} | {load.cpu / load.seconds:.3f} |")


def flat(seen: list[tuple[float, int]]) -> bool:
    """Print how memory went; whether it stayed flat, as far as the run was long enough to tell."""
    every = max(1, len(seen) // 12)
    print("\nmemory, MB:", ", ".join(f"{size / 1e6:.0f} ({at / 60:.0f} min)" for at, size in seen[::every]))
    later = [size for at, size in seen if at >= WARM]
    if len(later) < 2:
        print(f"whether it is flat shows after {WARM / 60:.0f} minutes")
        return True
    growth = max(later) / later[0] - 1
    verdict = "met" if growth <= FLAT else "NOT MET"
    print(f"after {WARM / 60:.0f} minutes it grew by {growth:.1%} (≤ {FLAT:.0%}: {verdict})")
    return growth <= FLAT


async def main(minutes: float, rate: float, url: str | None) -> bool:
    bare = [sys.executable, "-m", "tests.benchmarks.peers.bare"]
    seen: list[tuple[float, int]] = []
    async with daleel(LATENCY, url) as ours, serving(bare, LATENCY) as theirs:
        watching = asyncio.create_task(watched(ours, seen))
        count = round(minutes * 60 * rate)
        mine, other = await asyncio.gather(ours.asked(count, rate=rate), theirs.asked(count, rate=rate))
        watching.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await watching
    print(f"{rate:.0f} updates a second for {minutes:g} min\n")
    print("| | answered | p50 ms | p99 ms | worst ms | of a core |\n|---|---|---|---|---|---|")
    row("Daleel", mine)
    row("no framework", other)
    ratio = mine.p99 / other.p99
    met = ratio <= BAR and mine.answered == mine.asked
    print(f"\np99 is {ratio:.2f} × that of no framework (≤ {BAR}: {'met' if met else 'NOT MET'})")
    return flat(seen) and met


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=float, default=1.0)
    parser.add_argument("--rate", type=float, default=100.0, help="updates a second, for each bot (100)")
    parser.add_argument("--url", help="an empty database of a server")
    given = parser.parse_args()
    raise SystemExit(0 if asyncio.run(main(given.minutes, given.rate, given.url)) else 1)
