"""The harness keeps its word: stories settle, restarts and kills keep what a real one keeps."""

from __future__ import annotations

import pytest

from tests.story import Story


async def test_a_first_conversation_in_both_languages(story: Story) -> None:
    zainab, james = story.attendee("زينب", language="ar"), story.attendee("James", language="en")
    assert "أهلاً" in (await zainab.starts()).plain
    assert "Welcome" in (await james.starts()).plain
    assert zainab.last.rows
    assert len(zainab.news) == 1
    assert zainab.news == []


@pytest.mark.parametrize("killed", [False, True])
async def test_what_arrives_around_a_restart_is_answered_once(story: Story, killed: bool) -> None:
    zainab = story.attendee("زينب", language="ar")
    await zainab.starts()
    zainab.phone.writes("/now")
    await (story.is_killed_and_restarted() if killed else story.restarts())
    await zainab.sends("/now")
    assert len(zainab.received) == 3


async def test_time_passes_minute_by_minute(story: Story) -> None:
    zainab = story.attendee("زينب", language="ar")
    begun = story.clock.now()
    await story.passes(minutes=10)
    seen = await zainab.sends("/now")
    assert (story.clock.now() - begun).total_seconds() == 600
    assert seen.at == int(begun.timestamp()) + 600
