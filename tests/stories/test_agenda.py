"""The agenda: empty, filled, overlapping, paged, in both languages."""

from __future__ import annotations

from dataclasses import replace

from bot.event.model import SessionStatus
from tests.story import Attendee, Story

BELOW = ["📅 All as a calendar file", "⏰ My reminders"]


async def stars(person: Attendee, *sessions: str) -> list[str]:
    """Star each session on its card; the toasts."""
    toasts = []
    for session in sessions:
        await person.starts(f"session_{session}")
        toasts.append(await person.taps("☆"))
    return toasts


async def test_an_empty_agenda_says_how_to_fill_it(story: Story) -> None:
    zainab, james = story.attendee("زينب", language="ar"), story.attendee("James")
    empty = await james.sends("/agenda")
    assert empty.plain == (
        "⭐ My agenda\n\nIt is still empty. Open a session in the schedule and tap ☆ Add to my agenda: "
        "it is listed here, and I remind you 10 minutes before it starts."
    )
    assert empty.labels == ["🗓 Schedule"]
    empty = await zainab.sends("جدولي")
    assert empty.plain.startswith("⭐ جدولي\n\nما زال فارغاً.")
    await zainab.taps("🗓 الجدول")
    assert zainab.last.id == empty.id
    assert "ما زال فارغاً" not in zainab.last.plain


async def test_the_starred_sessions_are_listed_by_day_and_opened_by_number(story: Story) -> None:
    james = story.attendee("James")
    await stars(james, "d1-lunch", "d1-opening")
    day_two = next(session for session in story.event.sessions.values() if session.id.startswith("d2-"))
    await stars(james, day_two.id)
    listed = await james.sends("/agenda")
    days = [line for line in listed.plain.splitlines() if "October" in line]
    assert days == ["🗓 Saturday, 25 October", "🗓 Sunday, 26 October"]
    entries = [line for line in listed.plain.splitlines() if line[:2] in {"1.", "2.", "3."}]
    assert entries[0] == "1. Opening Ceremony · Main Hall"
    assert "Dining Hall" in entries[1]
    assert listed.labels == ["1", "2", "3", *BELOW]
    await james.taps("1")
    assert james.last.id == listed.id
    assert james.last.plain.startswith("Opening Ceremony")
    assert "★ In my agenda: remove" in james.last.labels


async def test_what_overlaps_is_said_when_starring_and_in_the_list(story: Story) -> None:
    zainab, james = story.attendee("زينب", language="ar"), story.attendee("James")
    # Three sessions in three halls, 11:00–11:45.
    (first, second) = await stars(james, "d1-sym-integration", "d1-oral-assessment")
    assert "⚠️" not in first
    assert second.startswith(
        "⭐ In your agenda. I will remind you 10 minutes before it starts. ⚠️ At the same time you have:"
    )
    listed = (await james.sends("/agenda")).plain
    (block,) = [block.splitlines() for block in listed.split("\n\n") if "⚠️ At the same time" in block]
    assert [line[:12] for line in block] == [
        "⚠️ At the same time"[:12], "1. Integrati", "    🕘 11:00–", "2. Oral Sess", "    🕘 11:00–"
    ]  # fmt: skip
    await stars(zainab, "d1-sym-integration", "d1-oral-assessment", "d1-lunch")
    listed = (await zainab.sends("/agenda")).plain
    blocks = [block for block in listed.split("\n\n") if "في وقت واحد" in block]
    assert [[line[:2] for line in block.splitlines() if line[1:2] == "."] for block in blocks] == [["١.", "٢."]]


async def test_a_cancelled_session_is_struck_out_and_overlaps_with_nothing(story: Story) -> None:
    james = story.attendee("James")
    await stars(james, "d1-sym-integration", "d1-oral-assessment")
    current = story.running.house.event
    gone = replace(current.event.sessions["d1-oral-assessment"], status=SessionStatus.CANCELLED)
    current.swap(replace(current.event, sessions={**current.event.sessions, gone.id: gone}))
    listed = (await james.sends("/agenda")).plain
    assert "(cancelled)" in listed
    assert "At the same time" not in listed


async def test_a_long_agenda_has_pages_and_opens_where_time_has_come_to(story: Story) -> None:
    james = story.attendee("James")
    ids = list(story.event.sessions)[:17]
    await stars(james, *ids)
    first = await james.sends("/agenda")
    assert first.labels == [*"12345678", "Page 2 →", *BELOW]
    await james.taps("Page 2 →")
    assert james.last.id == first.id
    assert james.last.labels == ["9", "10", "11", "12", "13", "14", "15", "16", "← Page 1", "Page 3 →", *BELOW]
    await story.is_at(story.event.sessions[ids[16]].start)
    assert "17" in (await james.sends("my agenda")).labels


async def test_buttons_of_another_programme_say_so(story: Story) -> None:
    james = story.attendee("James")
    await james.sends("/agenda")
    said = "This session is no longer in the programme."
    for data in ("star:gone", "unstar:gone", "star:", "star:d1-opening:x"):
        assert await james.taps_data(james.last.id, data) == said
    await james.taps_data(james.last.id, "agenda:99999999999999999999")
    await james.taps_data(james.last.id, "agenda:-1")
    assert james.last.plain.startswith("⭐ My agenda")


async def test_a_star_while_reminders_are_paused_says_so(story: Story) -> None:
    zainab = story.attendee("زينب", language="ar")
    await zainab.sends("/stop")
    (toast,) = await stars(zainab, "d1-opening")
    assert toast == "⭐ أُضيفت إلى جدولكم. تذكيراتكم موقوفة، والأمر /settings يفعّلها."
    assert "⏸ تذكيراتكم موقوفة" in (await zainab.sends("/agenda")).plain


async def test_stars_on_what_has_begun_or_is_over_say_so(story: Story) -> None:
    james = story.attendee("James")
    await story.is_at("2025-10-25T09:30")
    assert await stars(james, "d1-opening", "d1-registration") == [
        "⭐ In your agenda. This session has begun.",
        "⭐ In your agenda. This session is over.",
    ]
