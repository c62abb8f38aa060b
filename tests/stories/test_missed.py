"""After a silence: what still helps is sent, the rest is counted and told to organizers, once."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest

from bot.agenda.missed import Missed
from bot.rehearsal.telegram import Break
from tests.story import Attendee, Story

OPENING = "d1-opening"


async def stars(person: Attendee, session: str) -> None:
    await person.starts(f"session_{session}")
    await person.taps("☆")


async def is_away_until(story: Story, moment: str) -> None:
    """Killed now, started again at that time of the first day."""
    await story.is_killed()
    back = datetime.fromisoformat(f"2025-10-25T{moment}").replace(tzinfo=story.event.zone)
    story.hand.seconds += (back - story.clock.now()).total_seconds()
    await story.comes_back()


def told(person: Attendee) -> list[str]:
    return [seen.plain for seen in person.received if seen.text.startswith("⚠️")]


async def test_what_was_missed_is_told_once_in_each_organizers_language(story: Story) -> None:
    people = [story.attendee("Zainab", language="ar"), story.attendee("James"), story.attendee("Ali")]
    hayder, sara = story.organizer(), story.organizer("سارة", language="ar", number=1)
    for organizer in (hayder, sara):
        await organizer.sends("/help")
    for person in people:
        await stars(person, OPENING)
    await people[2].sends("/stop")  # wants none, so misses none
    await stars(people[1], "d1-sym-integration")  # 11:00: its reminder still helps
    await is_away_until(story, "10:52")
    (said,) = told(hayder)
    assert said.split("\n\n") == [
        "⚠️ While I was away (07:30–10:52), 2 reminders could not be sent before their sessions began.",
        "• Opening Ceremony: 2",
    ]
    assert told(sara)[0].startswith("⚠️ في أثناء غيابي (")
    assert "تعذّر إرسال تذكيرين" in told(sara)[0]
    assert "starts in 8 minutes" in people[1].last.plain
    await story.is_killed_and_restarted()
    await story.passes(minutes=30)
    assert len(told(hayder)) == 1


async def test_a_silence_that_cost_nothing_is_not_mentioned(story: Story) -> None:
    james, hayder = story.attendee("James"), story.organizer()
    await hayder.sends("/help")
    await stars(james, OPENING)
    await story.is_at("2025-10-25T08:51")
    assert "starts in" in james.last.plain
    await is_away_until(story, "10:30")
    assert told(hayder) == []


async def test_what_the_network_kept_back_while_we_were_alive_is_told_too(
    story: Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    james, zainab, hayder = story.attendee("James"), story.attendee("زينب", language="ar"), story.organizer()
    await hayder.sends("/help")
    for person in (james, zainab):
        await stars(person, OPENING)
    await story.is_at("2025-10-25T08:49")
    missed = working(story)
    await missed.look()
    for person in (james, zainab):
        story.fake.faults.plan(Break.DROP_BEFORE, method="sendMessage", chat_id=person.id, times=99)
    story.hand.seconds += 61
    await missed.look()  # it was alive at the promised minute
    monkeypatch.setattr("bot.outbox.patience.FIRST", 0.01)
    await story.is_at("2025-10-25T09:00:30")
    missed.skipped.by_hand = False  # the story's hand is time itself here
    await missed.look()
    await story.settles()
    (said,) = told(hayder)
    assert said.split("\n\n") == [
        "⚠️ While I was away (08:50–09:00), 2 reminders could not be sent before their sessions began.",
        "• Opening Ceremony: 2",
    ]
    await story.passes(minutes=2)
    await missed.look()
    assert len(told(hayder)) == 1


async def test_a_clock_moved_by_hand_misses_nothing(story: Story) -> None:
    james, hayder = story.attendee("James"), story.organizer()
    await hayder.sends("/help")
    await stars(james, OPENING)
    await story.is_at("2025-10-25T08:45")
    await working(story).look()
    await story.is_at("2025-10-25T09:05")
    await working(story).look()
    await story.settles()
    assert told(hayder) == []


def working(story: Story) -> Missed:
    """The part that looks once a minute."""
    (agenda,) = [feature for feature in story.running.features if feature.name == "agenda"]
    work: Any = agenda.work
    missed: Missed = work.__self__
    return missed
