"""The whole bot without any network for a minute, in the middle of everything: all of it arrives after, and once."""

from __future__ import annotations

import re
from collections import Counter
from datetime import timedelta
from pathlib import Path

import pytest

from bot.rehearsal.telegram.faults import Break
from tests.faults.stepping import NINE, ORGANIZER, World, an_event, known, stepping
from tests.virtual_time import simulate

PEOPLE, RATE = 120, 30
START = NINE + timedelta(minutes=12)
"""Of the session; its reminders are promised two minutes after the beginning."""


@pytest.mark.slow
def test_questions_reminders_and_an_announcement(tmp_path: Path) -> None:
    database, event = f"sqlite:///{tmp_path}/daleel.db", an_event(tmp_path / "event", talk=START)

    async def story() -> tuple[World, float]:
        await known(database, {"talk": PEOPLE}, people=PEOPLE)
        async with stepping(database, event, people=PEOPLE, rate_total=RATE) as world:
            hayder = world.phone(ORGANIZER)
            for text in ("/stop", "/broadcast", "Lunch is in the foyer."):
                hayder.writes(text)
            # The first reminders and the announcement are on their way when the network goes.
            await world.until(START - timedelta(minutes=10, seconds=2))
            (preview,) = (id_ for id_, one in hayder.chat.messages.items() if "👆" in one.get("text", ""))
            hayder.taps(preview, "broadcast_send:1")
            await world.until(seconds=0.7)
            assert 0 < len(world.came("⏰")) + len(world.came("📢")) < PEOPLE
            world.fake.faults.plan(Break.NO_NETWORK, times=1_000_000)
            for number in range(60):
                world.phone(1001 + number % 20).writes(f"/number{number}")
                await world.until(seconds=1)
            world.fake.faults.clear()
            back = world.second
            await world.until(minutes=3)
        return world, back

    world, back = simulate(story())
    people = Counter(range(1001, 1001 + PEOPLE))
    assert Counter(one.chat for one in world.came("⏰")) == people
    assert Counter(one.chat for one in world.came("📢") if one.chat != ORGANIZER) == people
    assert max(one.second for one in world.came("⏰")) < back + 15, "reminders go before announcements"
    answers = [(one.chat, int(found[1])) for one in world.arrivals if (found := re.search(r"/number(\d+)", one.text))]
    assert sorted(number for _, number in answers) == list(range(60))
    for chat in range(1001, 1021):
        own = [number for asker, number in answers if asker == chat]
        assert own == sorted(own), "in order"
    assert max(one.second for one in world.came("/number")) < back + 35, "the longest pause between two tries"
    assert "of 120" in world.came("✔️ Finished")[-1].text
