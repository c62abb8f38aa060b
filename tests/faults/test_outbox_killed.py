"""Killed (−9) in the middle of sending, at any point: no line is lost, and the report tells the truth."""

import asyncio
import json
import random
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from bot.outbox.deliver import AHEAD, ROUND
from bot.outbox.model import Lane
from tests.faults.sending import LATENCY

ROOT = Path(__file__).resolve().parents[2]


class Sending:
    """One outbox and the file in which messages arrive; processes come and go over it."""

    def __init__(self, folder: Path, lane: Lane, *, people: int, blocked: int, per_second: float, url: str) -> None:
        self.phone = folder / "phone.txt"
        self.given = json.dumps(
            {
                "url": url,
                "phone": str(self.phone),
                "people": people,
                "blocked": blocked,
                "lane": int(lane),
                "per_second": per_second,
            }
        )
        self.doubtful = round(per_second * (AHEAD + ROUND + LATENCY) * 1.5) + 8
        """Claimed ahead, on their way, and not yet stored: what one kill may leave in doubt."""

    def arrived(self) -> list[int]:
        return [int(row.split()[0]) for row in self.phone.read_text().splitlines()] if self.phone.exists() else []

    async def _start(self) -> asyncio.subprocess.Process:
        return await asyncio.create_subprocess_exec(
            sys.executable, "-m", "tests.faults.sending", self.given, cwd=ROOT, stdout=asyncio.subprocess.PIPE
        )

    async def is_killed_after(self, count: int) -> bool:
        """Run until so many more messages have arrived, then kill; False when it ended before."""
        goal = len(self.arrived()) + count
        process = await self._start()
        async with asyncio.timeout(60):
            while len(self.arrived()) < goal and process.returncode is None:  # noqa: ASYNC110  another process
                await asyncio.sleep(0.002)
        ended = process.returncode is not None
        if not ended:
            process.kill()
        await process.communicate()
        return not ended

    async def finishes(self) -> dict[str, Any]:
        process = await self._start()
        async with asyncio.timeout(60):
            said, _ = await process.communicate()
        assert process.returncode == 0
        report: dict[str, Any] = json.loads(said.splitlines()[-1])
        return report


async def a_broadcast_killed_at(points: list[int], folder: Path, url: str, *, people: int, blocked: int) -> None:
    sending = Sending(folder, Lane.BROADCAST, people=people, blocked=blocked, per_second=400, url=url)
    kills = sum([await sending.is_killed_after(count) for count in points])
    report = await sending.finishes()
    arrived, tally = Counter(sending.arrived()), Counter(report["tally"])
    assert set(tally) <= {"SENT", "BLOCKED", "UNSURE"}
    assert tally.total() == people
    assert tally["UNSURE"] <= kills * sending.doubtful
    assert max(arrived.values()) == 1, "an unsure line of a broadcast is not sent again unasked"
    # What arrived is exactly what is reported as sent, and some of what is reported as unsure.
    assert tally["SENT"] <= len(arrived) <= tally["SENT"] + tally["UNSURE"]
    assert blocked - tally["UNSURE"] <= tally["BLOCKED"] <= blocked
    assert report["unreachable"] == tally["BLOCKED"]


async def reminders_killed_at(points: list[int], folder: Path, url: str, *, people: int) -> None:
    sending = Sending(folder, Lane.REMINDER, people=people, blocked=0, per_second=400, url=url)
    kills = sum([await sending.is_killed_after(count) for count in points])
    report = await sending.finishes()
    arrived = Counter(sending.arrived())
    assert report["tally"] == {"SENT": people}
    assert set(arrived) == set(range(1, people + 1)), "no reminder is lost"
    assert arrived.total() - people <= kills * sending.doubtful


async def test_a_broadcast_to_500_of_whom_20_have_blocked_the_bot(tmp_path: Path, url: str) -> None:
    await a_broadcast_killed_at([200], tmp_path, url, people=500, blocked=20)


async def test_500_reminders(tmp_path: Path, url: str) -> None:
    await reminders_killed_at([200], tmp_path, url, people=500)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(13))
async def test_killed_again_and_again_at_random_points(tmp_path: Path, url: str, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311
    points = [chance.randint(0, 150) for _ in range(4)]
    if seed % 2:
        await a_broadcast_killed_at(points, tmp_path, url, people=1000, blocked=50)
    else:
        await reminders_killed_at(points, tmp_path, url, people=1000)
