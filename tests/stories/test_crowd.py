"""A crowd of simulated attendees comes, stars and is reminded; nobody of it is the bot's undoing."""

from __future__ import annotations

import asyncio
from contextlib import suppress

import pytest

from bot.event.current import CurrentEvent
from bot.rehearsal import crowd
from bot.rehearsal.crowd import Crowd
from tests.story import Story


async def test_a_crowd_comes_asks_stars_and_is_reminded(story: Story, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(crowd, "_ARRIVE_SECONDS", 0)
    monkeypatch.setattr(crowd, "_MINUTE", 0)
    people = Crowd(story.fake, CurrentEvent(story.event), 60)
    living = asyncio.create_task(people.live())
    await story.until(lambda: people.asked >= 200)
    living.cancel()
    with suppress(asyncio.CancelledError):
        await living
    await story.settles()
    starred = [tap for tap in story.fake.world.taps.values() if tap.answer]
    assert len(starred) == 60, "everybody stars the session that they came for"
    before = people.received
    for minute in ("2025-10-25T10:51", "2025-10-25T13:06"):
        await story.is_at(minute)
    assert people.received > before, "whoever starred one of the five sessions that begin then is reminded of it"
    assert people.figures() == {"people": 60, "asked": people.asked, "received": people.received}
