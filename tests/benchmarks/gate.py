"""The gate under several models of Telegram's flood control, in virtual time: minutes of sending in seconds.

    uv run python -m tests.benchmarks.gate

"Lenient" refuses what is too much; "strict" blocks the whole bot after each breach. Round trip 60 ms.
"""

import asyncio
import time
from dataclasses import dataclass

from bot.outbox.gate import Gate
from bot.outbox.limits import Limits
from bot.outbox.model import Lane, Message
from tests.flood import Flood
from tests.virtual_time import simulate


@dataclass(frozen=True)
class Case:
    what: str
    count: int
    configured: float
    real: int
    strict: bool
    seconds: float = float("inf")
    bar: float = 0.97
    refusals: int = 0


CASES = (
    Case("2,000 at 30/s", 2000, 30, 30, strict=False),
    Case("2,000 at 30/s", 2000, 30, 30, strict=True),
    Case("60,000 at 1,000/s", 60_000, 1000, 1000, strict=False),
    Case("60,000 at 1,000/s", 60_000, 1000, 1000, strict=True),
    Case("30/s configured, really 20", 10**6, 30, 20, strict=True, seconds=600, bar=0.85, refusals=10),
    Case("30/s configured, really 25", 10**6, 30, 25, strict=True, seconds=600, bar=0.85, refusals=10),
)


async def broadcast(case: Case, flood: Flood) -> tuple[float, list[float]]:
    """Seconds that it took, and seconds beyond the round trip that a reply took, one every two seconds."""
    gate, loop, chats = (
        Gate(flood.send, Limits(per_second=case.configured)),
        asyncio.get_running_loop(),
        iter(range(10**7)),
    )
    begun, waits = loop.time(), list[float]()

    async def hand() -> None:
        for chat in chats:
            if chat >= case.count or loop.time() - begun > case.seconds:
                return
            await gate.send(Lane.BROADCAST, chat + 1, Message())

    async def ask() -> None:
        while True:
            await asyncio.sleep(1.97)
            asked = loop.time()
            await gate.send(Lane.REPLY, 10**9 + len(waits), Message())
            waits.append(loop.time() - asked - flood.latency)

    asking = asyncio.create_task(ask())
    await asyncio.gather(*(hand() for _ in range(max(16, round(case.configured * 0.35)))))
    asking.cancel()
    return loop.time() - begun, waits


def main() -> None:
    print("| | model | of the limit | 429s | a reply waited, p50 / worst | CPU, µs a message |")
    print("|---|---|---|---|---|---|")
    for case in CASES:
        flood, used = Flood(case.real, strict=case.strict), time.process_time()
        took, waits = simulate(broadcast(case, flood))
        used, share = time.process_time() - used, len(flood.taken) / took / case.real
        met = "" if share >= case.bar and flood.refusals <= case.refusals else " **not met**"
        ranked = [wait * 1000 for wait in sorted(waits)] or [0.0]
        waited = f"{ranked[len(ranked) // 2]:.0f} / {ranked[-1]:.0f} ms"
        model = "strict" if case.strict else "lenient"
        row = f"| {case.what} | {model} | {share:.3f}{met} | {flood.refusals} | {waited} "
        print(f"{row}| {used / flood.calls * 1e6:.0f} |", flush=True)


if __name__ == "__main__":
    main()
