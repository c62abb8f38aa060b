"""Stars and their reminders: at the promised minute, once, never after the start, whatever happens in between."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.event.model import Session, SessionStatus
from bot.rehearsal.telegram import Break
from tests.story import Attendee, Story

OPENING = "d1-opening"  # 09:00 in the main hall
STAR, UNSTAR = "☆", "★"


async def stars(person: Attendee, session: str = OPENING) -> str:
    """Open a session's card by its link and tap its star; the toast."""
    await person.starts(f"session_{session}")
    return await person.taps(STAR)


def reminders(person: Attendee) -> list[str]:
    return [seen.plain for seen in person.received if "⏰" in seen.text]


def changed(story: Story, session: str, **fields: object) -> None:
    """Swap in an event in which one session is another."""
    current = story.running.house.event
    new: Session = replace(current.event.sessions[session], **fields)  # type: ignore[arg-type]
    current.swap(replace(current.event, sessions={**current.event.sessions, session: new}))


async def test_a_reminder_arrives_ten_minutes_before_in_each_language(story: Story) -> None:
    zainab, james = story.attendee("زينب", language="ar"), story.attendee("James", language="en")
    assert await stars(zainab) == "⭐ أُضيفت إلى جدولكم، وسأذكّركم بها قبل بدئها بعشر دقائق."
    assert await stars(james) == "⭐ In your agenda. I will remind you 10 minutes before it starts."

    await story.is_at("2025-10-25T08:49")
    assert reminders(zainab) == reminders(james) == []
    await story.is_at("2025-10-25T08:50")

    assert reminders(james) == [
        (
            "⏰ Opening Ceremony starts in 10 minutes.\n\n"
            "📍 Main Hall\n🕘 09:00–10:00, Baghdad time\n\n"
            "🔸 An illustrative programme: the real one is not announced yet."
        )
    ]
    assert reminders(zainab) == [
        (
            "⏰ تذكير: حفل الافتتاح\nتبدأ الجلسة بعد ١٠ دقائق.\n\n"
            "📍 القاعة الكبرى\n🕘 ٩:٠٠–١٠:٠٠ صباحاً بتوقيت بغداد\n\n"
            "🔸 برنامج توضيحي: لم يُعلَن البرنامج الحقيقي بعد."
        )
    ]
    await story.passes(hours=2)
    assert len(reminders(zainab)) == len(reminders(james)) == 1


@pytest.mark.parametrize("killed_at", ["08:05", "08:30", "08:49"])
async def test_a_kill_between_the_star_and_its_minute_costs_nothing(story: Story, killed_at: str) -> None:
    zainab = story.attendee("زينب", language="ar")
    await stars(zainab)
    await story.is_at(f"2025-10-25T{killed_at}")
    await story.is_killed_and_restarted()
    await story.is_at("2025-10-25T08:49")
    assert reminders(zainab) == []
    await story.is_at("2025-10-25T08:50")
    await story.is_killed_and_restarted()
    await story.passes(hours=1)
    (sent,) = [seen for seen in zainab.received if "⏰" in seen.text]
    assert sent.at == int(story.event.sessions[OPENING].start.timestamp()) - 600


@pytest.mark.parametrize(("back_at", "words"), [("08:56", ["starts in 4 minutes"]), ("09:00", []), ("10:30", [])])
async def test_whoever_was_away_at_the_minute_is_reminded_while_it_helps(
    story: Story, back_at: str, words: list[str]
) -> None:
    james = story.attendee("James")
    await stars(james)
    await story.is_killed()
    story.hand.seconds += (
        story.event.sessions[OPENING].start.replace(hour=int(back_at[:2]) - 3, minute=int(back_at[3:]))
        - story.clock.now()
    ).total_seconds()
    await story.comes_back()
    await story.passes(hours=1)
    assert [word in text for word, text in zip(words, reminders(james), strict=True)] == [True] * len(words)


async def test_a_star_taken_back_is_not_reminded_of_and_one_set_again_is_once(story: Story) -> None:
    zainab, james = story.attendee("زينب", language="ar"), story.attendee("James")
    await stars(zainab)
    await stars(james)
    await story.is_at("2025-10-25T08:40")  # the rows are written
    assert await zainab.taps(UNSTAR) == "حُذفت من جدولكم، ولن يصلكم تذكير بها."
    assert await james.taps(UNSTAR) == "Removed from your agenda; there will be no reminder."
    await james.taps(STAR)
    await story.passes(hours=1)
    assert reminders(zainab) == []
    assert len(reminders(james)) == 1


async def test_a_star_set_too_late_for_a_reminder_says_when_it_starts(story: Story) -> None:
    zainab, james = story.attendee("زينب", language="ar"), story.attendee("James")
    await story.is_at("2025-10-25T08:53")
    assert await stars(zainab) == "⭐ أُضيفت إلى جدولكم. تبدأ بعد ٧ دقائق في القاعة الكبرى!"
    assert await stars(james) == "⭐ In your agenda. It starts in 7 minutes, in Main Hall!"
    await story.is_killed_and_restarted()  # looking again must not take it for a missed reminder
    await story.passes(minutes=30)
    assert reminders(zainab) == reminders(james) == []


async def test_a_star_within_the_last_hour_is_reminded_of_without_waiting_for_a_look(story: Story) -> None:
    james = story.attendee("James")
    await story.is_at("2025-10-25T08:45")
    await stars(james)
    await story.passes(minutes=5)
    assert len(reminders(james)) == 1


async def test_two_taps_and_a_tap_handled_twice_are_one_star_and_one_reminder(story: Story) -> None:
    james = story.attendee("James")
    card = await james.starts(f"session_{OPENING}")
    for _ in range(3):
        james.phone.taps(card.id, f"star:{OPENING}")
    await story.is_killed_and_restarted()
    await story.is_at("2025-10-25T08:50")
    await story.passes(minutes=30)
    assert len(reminders(james)) == 1
    assert (await james.sends("/agenda")).plain.count("Opening Ceremony") == 1


async def test_a_moved_session_is_reminded_of_at_its_new_time_alone(story: Story) -> None:
    james = story.attendee("James")
    await stars(james)
    await story.is_at("2025-10-25T08:45")
    start, end = story.event.sessions[OPENING].start, story.event.sessions[OPENING].end
    later = timedelta(minutes=30)
    changed(story, OPENING, start=start + later, end=end + later, status=SessionStatus.MOVED)
    await story.is_at("2025-10-25T09:19")
    assert reminders(james) == []
    await story.is_at("2025-10-25T09:20")
    assert [text.splitlines()[0] for text in reminders(james)] == ["⏰ Opening Ceremony starts in 10 minutes."]
    await story.passes(hours=1)
    assert len(reminders(james)) == 1


async def test_a_session_moved_away_and_back_is_reminded_of_once(story: Story) -> None:
    james = story.attendee("James")
    await stars(james)
    await story.is_at("2025-10-25T08:45")
    start = story.event.sessions[OPENING].start
    changed(story, OPENING, start=start + timedelta(hours=3))
    await story.is_at("2025-10-25T08:52")  # the old minute passes, and its row with it
    assert reminders(james) == []
    changed(story, OPENING, start=start)
    await story.settles()
    assert [text.splitlines()[0] for text in reminders(james)] == ["⏰ Opening Ceremony starts in 8 minutes."]
    await story.passes(hours=4)
    assert len(reminders(james)) == 1


async def test_a_session_moved_forwards_is_reminded_of_at_once(story: Story) -> None:
    james = story.attendee("James")
    await stars(james, "d1-key-competence")
    await story.is_at("2025-10-25T09:00")
    changed(story, "d1-key-competence", start=story.clock.now() + timedelta(minutes=6))
    await story.settles()
    assert [text.splitlines()[0] for text in reminders(james)] == [
        "⏰ From Knowledge to Competence: Which Doctor Do We Want to Graduate? starts in 6 minutes."
    ]


async def test_a_cancelled_session_is_not_reminded_of(story: Story) -> None:
    james = story.attendee("James")
    await stars(james)
    await story.is_at("2025-10-25T08:45")
    changed(story, OPENING, status=SessionStatus.CANCELLED)
    await story.passes(hours=1)
    assert reminders(james) == []


async def test_stop_pauses_reminders_and_says_so_and_a_button_keeps_them(story: Story) -> None:
    zainab, james = story.attendee("زينب", language="ar"), story.attendee("James")
    await stars(zainab)
    await stars(james)
    assert "أُوقفت تذكيرات جلسات جدولكم" in (await zainab.sends("/stop")).plain
    await james.sends("/stop")
    await james.taps("⏰ Keep my reminders")
    assert james.last.plain.startswith("⏰ Your reminders stay on")
    await story.is_at("2025-10-25T08:50")
    assert len([text for text in reminders(james) if "starts in" in text]) == 1
    assert [text for text in reminders(zainab) if "تبدأ" in text] == []


async def test_a_reminder_whose_sending_was_cut_off_is_sent_again(story: Story) -> None:
    james = story.attendee("James")
    await stars(james)
    story.fake.faults.plan(Break.DROP_BEFORE, method="sendMessage", chat_id=james.id)
    await story.is_at("2025-10-25T08:50")
    assert len(reminders(james)) == 1
