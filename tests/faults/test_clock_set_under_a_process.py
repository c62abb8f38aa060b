"""`daleel run` whose system's clock is really set while it runs (by libfaketime; skipped where it is not installed)."""

from __future__ import annotations

import random
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.rehearsal.telegram import FakeTelegram, Phone
from tests.faults.test_features_killed import an_event, said, until
from tests.faults.test_killed_under_load import Crowd
from tests.processes import daleel, telegram

pytestmark = pytest.mark.slow
LIBRARY = next(Path("/usr/lib").glob("*/faketime/libfaketime.so.1"), None)
AHEAD = 12
"""Seconds from the step to the promised minute."""
WAS_SET = "the system's clock was set"


@pytest.fixture
def set_by(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file with the seconds by which the clock of processes is set; what nobody can set runs on in them."""
    if LIBRARY is None:
        pytest.skip("no libfaketime: apt-get install libfaketime")
    file = tmp_path / "set-by"
    file.write_text("+0\n")
    for name, value in {
        "LD_PRELOAD": str(LIBRARY),
        "FAKETIME_TIMESTAMP_FILE": str(file),
        "FAKETIME_CACHE_DURATION": "1",
        "FAKETIME_DONT_FAKE_MONOTONIC": "1",
    }.items():
        monkeypatch.setenv(name, value)
    return file


def put(file: Path, by: timedelta) -> None:
    """Set the clock, so far from the true time."""
    file.write_text(f"+{by.total_seconds():.0f}\n")


async def is_answered(phone: Phone) -> float:
    """Ask; how many seconds the answer took."""
    before, begun = len(said(phone, "/agenda")), time.monotonic()
    phone.writes("/help")
    await until(lambda: len(said(phone, "/agenda")) > before, 20)
    return time.monotonic() - begun


async def test_a_day_forward_and_back_and_forward(tmp_path: Path, set_by: Path) -> None:
    fake = FakeTelegram()
    crowd, waits = Crowd(fake, 60, "⏰"), list[float]()
    now = datetime.now(UTC)
    promised = now.replace(second=0, microsecond=0) + timedelta(days=1, minutes=random.randint(0, 5))  # noqa: S311
    event = str(an_event(tmp_path / "event", promised + timedelta(minutes=10)))
    await crowd.is_known(tmp_path, "talk")
    async with (
        telegram(fake) as address,
        daleel(tmp_path, token=fake.token, api_url=address, event=event, rate_total="50") as process,
    ):
        await process.serves()
        waits.append(await is_answered(crowd.phones[0]))
        stepped = datetime.now(UTC)
        put(set_by, promised - timedelta(seconds=AHEAD) - stepped)
        waits.append(await is_answered(crowd.phones[0]))
        await until(lambda: min(crowd.copies()) == 1, AHEAD + 10)
        arrived = [int(str(one["date"])) for phone in crowd.phones for one in said(phone, "⏰")]
        await process.logs(WAS_SET, 1)
        for by in (timedelta(0), timedelta(days=1)):
            put(set_by, by)
            await process.logs(WAS_SET, 10)
            waits.append(await is_answered(crowd.phones[0]))
        assert await process.is_told_to_stop() == 0
    print(f"\nanswers took {[round(one, 2) for one in waits]} s")  # noqa: T201
    assert max(waits) < 3
    assert set(crowd.copies()) == {1}, "none lost, none twice"
    due = stepped.timestamp() + AHEAD
    assert due - 5 <= min(arrived) <= max(arrived) <= due + 3, (
        "at their minute by the clock as it was set, on any machine"
    )
    assert process.said.count(WAS_SET) == 3
    assert fake.violations == []
