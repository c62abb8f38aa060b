"""The system's clock is set while the bot runs: what waits for a minute notices it, what waits for seconds does not."""

from __future__ import annotations

import re
from collections import Counter
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bot.rehearsal.telegram.faults import too_many
from tests.faults.stepping import NINE, ORGANIZER, World, an_event, known, stepping
from tests.virtual_time import simulate

NOTICED = 3
"""Seconds in which a step is noticed."""


def minutes(count: float) -> timedelta:
    return timedelta(minutes=count)


def steps(quick: timedelta | None = None) -> list[object]:
    """Forward and back, by little and by much; those that are not ``quick`` are run with the slow tests."""
    return [
        pytest.param(by, id=f"{by / minutes(1):+.0f}-min", marks=() if by == quick else pytest.mark.slow)
        for by in (minutes(20), timedelta(days=1), minutes(-20), timedelta(days=-1))
    ]


def missed(world: World) -> int:
    """How many reminders an organizer was told of that came to nothing."""
    told = [one.text for one in world.came("could not be sent before")]
    return sum(int(re.findall(r"(\d+) reminders? could", text)[0].replace(",", "")) for text in told)


@pytest.mark.parametrize("by", steps(minutes(20)))
def test_reminders_are_neither_lost_nor_late_nor_sent_twice(tmp_path: Path, by: timedelta) -> None:
    starts = {"first": NINE + minutes(31), "second": NINE + minutes(55), "next": NINE + minutes(60 * 24 + 31)}
    people = 200
    database, event = f"sqlite:///{tmp_path}/daleel.db", an_event(tmp_path / "event", **starts)

    async def story() -> tuple[World, datetime]:
        await known(database, dict.fromkeys(starts, people), people=people)
        async with stepping(database, event, people=people) as world:
            # In the middle of the first crowd, which is reminded of 9:31 before 9:21.
            await world.until(NINE + minutes(21) - timedelta(seconds=4))
            assert 0 < len(world.came("⏰ The first talk")) < people
            world.step(by)
            await world.until(minutes=45 if by == minutes(-20) else 10)
            if by == timedelta(days=-1):
                world.step(-by)  # somebody puts it right
                await world.until(minutes=2)
            return world, world.now()

    world, ended = simulate(story())
    for id_, start in starts.items():
        reminders = world.came(f"⏰ The {id_} talk starts")
        assert all(one.wall < start for one in reminders), "none after its session has begun"
        assert max(Counter(one.chat for one in reminders).values(), default=0) <= 1, "none twice"
    sent = {id_: len(world.came(f"⏰ The {id_} talk starts")) for id_ in starts}
    begun = [id_ for id_, start in starts.items() if start <= ended]
    assert sum(sent[id_] for id_ in begun) + missed(world) == people * len(begun), "none lost"


@pytest.mark.parametrize("by", steps(minutes(-20)))
def test_a_pause_lasts_as_long_as_telegram_said_and_an_announcement_goes_on(tmp_path: Path, by: timedelta) -> None:
    people, pause, rate = 150, 20.0, 30
    database, event = f"sqlite:///{tmp_path}/daleel.db", an_event(tmp_path / "event", only=NINE + timedelta(days=1.5))

    async def story() -> tuple[World, float, float]:
        await known(database, {}, people=people)
        async with stepping(database, event, people=people, rate_total=rate) as world:
            hayder = world.phone(ORGANIZER)
            for text in ("/stop", "/broadcast", "Lunch is in the foyer."):
                hayder.writes(text)
            await world.until(seconds=8)
            (preview,) = (id_ for id_, one in hayder.chat.messages.items() if "👆" in one.get("text", ""))
            hayder.taps(preview, "broadcast_send:1")
            await world.until(seconds=2)
            world.fake.faults.plan(too_many(int(pause)), method="sendMessage")
            await world.until(seconds=0.2)
            paused = world.second
            await world.until(seconds=3)
            world.step(by)
            world.phone(1001).writes("/help")
            await world.until(seconds=pause + people / rate + 10)
            for _ in range(8):
                world.phone(1002).writes("/help")
            asked = world.second
            await world.until(seconds=20)
        return world, paused, asked

    world, paused, asked = simulate(story())
    announced = [one for one in world.came("📢") if one.chat != ORGANIZER]
    assert Counter(one.chat for one in announced) == Counter(range(1001, 1001 + people)), "to everybody, and once"
    assert 0 < sum(one.second <= paused for one in announced) < people
    after = [one.second - paused for one in world.arrivals if one.second > paused]
    assert pause - 0.3 <= min(after) <= pause + 0.2, "neither skipped nor any longer"
    assert max(one.second for one in announced) <= paused + pause + people / (rate * 0.8) + NOTICED
    (first, *own) = [one.second for one in world.arrivals if "/agenda" in one.text and one.chat in {1001, 1002}]
    assert first <= paused + pause + 1, "a question goes first"
    assert [round(second - asked) for second in own] == [0, 0, 0, 0, 1, 2, 3, 4], "a chat's own pace"
    assert "of 150" in world.came("✔️ Finished")[-1].text


@pytest.mark.parametrize("by", steps())
def test_a_change_keeps_its_window_and_is_told_once(tmp_path: Path, by: timedelta) -> None:
    database, folder = f"sqlite:///{tmp_path}/daleel.db", tmp_path / "event"
    early, late = NINE + timedelta(days=2), NINE + timedelta(days=2, hours=1)

    async def story() -> tuple[World, list[float]]:
        await known(database, {"only": 5}, people=5)
        async with stepping(database, an_event(folder, only=early), people=5, watch=2.0) as world:
            changed = []
            for start in (late, early):
                an_event(folder, only=start)
                await world.until(seconds=30)
                changed.append(world.second)
                if start is late:
                    world.step(by)
                await world.until(seconds=180)
        return world, changed

    world, (stepped, back) = simulate(story())
    told = [one.second for one in world.came("🔔")]
    assert Counter(one.chat for one in world.came("🔔")) == Counter({1000 + number: 2 for number in range(1, 6)})
    assert all(85 <= second - stepped <= 121 + NOTICED for second in told[:5]), told
    assert all(80 <= second - back <= 125 for second in told[5:]), "and the next change has its window too"


@pytest.mark.parametrize("by", steps(timedelta(days=1)))
def test_nobody_is_told_that_we_were_away(tmp_path: Path, by: timedelta) -> None:
    database, event = f"sqlite:///{tmp_path}/daleel.db", an_event(tmp_path / "event", only=NINE + timedelta(days=1.5))

    async def story() -> World:
        await known(database, {}, people=6)
        async with stepping(database, event, people=6) as world:
            for number in range(1001, 1007):
                if number == 1003:
                    world.step(by)
                world.phone(number).writes("/help")
                if number % 2:
                    await pushed(world)
                await world.until(seconds=2)
        return world

    world = simulate(story())
    answered = [one for one in world.came("/agenda") if one.chat != ORGANIZER]
    assert [one.chat for one in answered] == list(range(1001, 1007))


async def pushed(world: World) -> None:
    """What was written comes as a webhook brings it: it may have waited at Telegram."""
    updates = world.fake.world.updates
    batch = updates.take(100)
    updates.confirm_before(batch[-1]["update_id"] + 1)
    assert world.running is not None
    await world.running.intake.take(batch, late=True)
