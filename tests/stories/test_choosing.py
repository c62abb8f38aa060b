"""People choose their reminders: how long before, the evening before, by session, only when moving, quiet hours."""

from __future__ import annotations

from dataclasses import replace

import pytest
from icalendar import Calendar

from bot.event.model import Coordinates
from bot.rehearsal.telegram.model import Json
from tests.story import Attendee, Story

OPENING, SYMPOSIUM, ORAL, KEYNOTE = "d1-opening", "d1-sym-integration", "d1-oral-assessment", "d1-key-competence"


async def stars(person: Attendee, *sessions: str) -> list[str]:
    toasts = []
    for session in sessions:
        await person.starts(f"session_{session}")
        toasts.append(await person.taps("☆"))
    return toasts


async def chooses(person: Attendee, *labels: str) -> None:
    await person.sends("/reminders")
    for label in labels:
        await person.taps(label)


def reminders(person: Attendee) -> list[str]:
    return [
        seen.plain.splitlines()[0] for seen in person.received if "⏰" in seen.text and "My reminders" not in seen.text
    ]


def left(person: Attendee) -> list[str]:
    """What each reminder said of the time left."""
    return [text.rpartition("starts in ")[2] for text in reminders(person)]


async def test_the_page_is_reached_from_settings_and_agenda_and_its_buttons_carry_what_is_wanted(story: Story) -> None:
    james = story.attendee("James")
    await james.sends("/settings")
    await james.taps("⏰ My reminders")
    page = james.last
    assert page.labels[:6] == [
        "5 minutes",
        "✓ 10 minutes",
        "15 minutes",
        "30 minutes",
        "1 hour",
        "🌙 The evening before",
    ]
    for _ in range(2):  # a second tap on the same old button changes nothing
        await james.taps_data(page.id, "remind:30:on")
    assert james.last.labels[:5] == ["5 minutes", "✓ 10 minutes", "15 minutes", "✓ 30 minutes", "1 hour"]
    for data in (
        "remind:7:on",
        "remind:30:maybe",
        "remind:quiet:3-4",
        "remind",
        "remind:minutes:on",
        "bell:1:nothing:off",
    ):
        await james.taps_data(page.id, data)
    await james.sends("/reminders")
    assert "✓ 30 minutes" in james.last.labels
    await stars(james, OPENING)
    await james.sends("/agenda")
    await james.taps("⏰ My reminders")
    assert james.last.plain.startswith("⏰ My reminders")


async def test_several_reminders_arrive_each_at_its_minute_with_what_is_true_then(story: Story) -> None:
    zainab, james = story.attendee("زينب", language="ar"), story.attendee("James")
    await chooses(james, "30 minutes", "5 minutes")
    await chooses(zainab, "ساعة واحدة")
    assert await stars(james, OPENING) == [
        "⭐ In your agenda. I will remind you before it starts: 30 minutes, 10 minutes and 5 minutes."
    ]
    await stars(zainab, OPENING)
    for moment, count in (
        ("08:00", 0),
        ("08:29", 0),
        ("08:30", 1),
        ("08:49", 1),
        ("08:50", 2),
        ("08:54", 2),
        ("08:55", 3),
    ):
        await story.is_at(f"2025-10-25T{moment}")
        assert len(reminders(james)) == count, moment
    assert left(james) == [
        "30 minutes.",
        "10 minutes.",
        "5 minutes.",
    ]
    assert [seen.plain.splitlines()[1] for seen in zainab.received if "⏰ تذكير:" in seen.text] == [
        "تبدأ الجلسة بعد ٦٠ دقيقة.",
        "تبدأ الجلسة بعد ١٠ دقائق.",
    ]


async def test_after_a_silence_the_last_of_several_says_it_all(story: Story) -> None:
    james = story.attendee("James")
    await chooses(james, "30 minutes", "15 minutes")
    await stars(james, OPENING)
    await story.is_at("2025-10-25T08:20")
    await story.is_killed()
    story.hand.seconds += 33 * 60
    await story.comes_back()
    assert left(james) == ["7 minutes."]


async def test_no_reminders_at_all_can_be_chosen_and_a_star_says_so(story: Story) -> None:
    zainab = story.attendee("زينب", language="ar")
    await zainab.sends("/reminders")
    await zainab.taps("✓ ١٠ دقائق")
    assert await stars(zainab, OPENING) == ["⭐ أُضيفت إلى جدولكم. لم تختاروا أي تذكير: /reminders."]
    await story.is_at("2025-10-25T08:55")
    assert "تذكير:" not in zainab.last.text


async def test_a_choice_made_shortly_before_is_kept_and_one_taken_back_too(story: Story) -> None:
    james, ali = story.attendee("James"), story.attendee("Ali")
    for person in (james, ali):
        await stars(person, OPENING)
    await story.is_at("2025-10-25T08:40")
    await chooses(james, "15 minutes", "5 minutes")  # 15 minutes before is 08:45
    await chooses(ali, "✓ 10 minutes")
    await story.passes(minutes=19)
    assert left(james) == [
        "15 minutes.",
        "10 minutes.",
        "5 minutes.",
    ]
    assert reminders(ali) == []


async def test_one_session_is_hushed_below_its_reminder_and_on_the_page_of_bells(story: Story) -> None:
    james = story.attendee("James")
    await chooses(james, "30 minutes")
    await stars(james, OPENING, SYMPOSIUM)
    await story.is_at("2025-10-25T08:30")
    assert await james.taps("🔕 No more reminders of it") == (
        "🔕 No more reminders of this session; /reminders turns them on again."
    )
    await story.is_at("2025-10-25T08:51")
    assert len(reminders(james)) == 1
    await chooses(james, "🔔 By session")
    assert james.last.labels == ["🔕 1", "🔔 2", "⏰ My reminders"]
    await james.taps("🔔 2")
    await story.is_killed_and_restarted()
    await story.is_at("2025-10-25T10:40")
    assert len(reminders(james)) == 1
    await chooses(james, "🔔 By session", "🔕 1")
    await story.is_at("2025-10-25T10:50")
    assert len(reminders(james)) == 2


async def test_only_who_must_change_hall_is_reminded_if_they_wish(story: Story) -> None:
    james, ali = story.attendee("James"), story.attendee("Ali")
    for person in (james, ali):
        await chooses(person, "🚶 Only if I must change hall")
    halls = {one: story.event.sessions[one].halls for one in (OPENING, KEYNOTE, ORAL)}
    assert halls[OPENING] == halls[KEYNOTE] != halls[ORAL]
    await stars(james, OPENING, KEYNOTE)
    await stars(ali, OPENING, ORAL)
    for moment in ("08:50", "09:50", "10:50"):
        await story.is_at(f"2025-10-25T{moment}")
    # Nobody knows where they come from before the first one; the keynote is where James sits.
    assert [text.split(" starts")[0] for text in reminders(james)] == ["⏰ Opening Ceremony"]
    assert len(reminders(ali)) == 2


async def test_the_way_is_told_where_it_is_known(story: Story) -> None:
    james = story.attendee("James")
    await stars(james, OPENING, ORAL)
    current = story.running.house.event
    (first,), (second,) = (current.event.sessions[one].halls for one in (OPENING, ORAL))
    start, end = Coordinates(32.6160, 44.0320), Coordinates(32.6170, 44.0320)  # 111 m, 145 m on foot
    places = {first: start, second: end}
    halls = {id_: replace(hall, coordinates=places.get(id_)) for id_, hall in current.event.halls.items()}
    opening = replace(current.event.sessions[OPENING], end=current.event.sessions[ORAL].start)
    current.swap(replace(current.event, halls=halls, sessions={**current.event.sessions, OPENING: opening}))
    await story.is_at("2025-10-25T10:51")
    assert "🚶 About 2 minutes on foot from Main Hall" in james.last.plain


async def test_the_evening_before_lists_the_next_days_sessions_once(story: Story) -> None:
    zainab, james = story.attendee("زينب", language="ar"), story.attendee("James")
    (first, second, *_) = [one.id for one in story.event.sessions.values() if one.id.startswith("d2-")]
    await chooses(james, "🌙 The evening before")
    await chooses(zainab, "🌙 في المساء السابق")
    await stars(james, first, second, OPENING)
    await stars(zainab, OPENING)
    await story.is_at("2025-10-25T19:59")
    assert not [seen for seen in james.received if seen.text.startswith("🌙")]
    await story.is_at("2025-10-25T20:00")
    await story.is_killed_and_restarted()
    (said,) = [seen for seen in james.received if seen.text.startswith("🌙")]
    assert said.plain.startswith("🌙 Your sessions tomorrow, Sunday, 26 October\n\n")
    assert said.labels == ["1", "2"]
    assert not [seen for seen in zainab.received if seen.text.startswith("🌙")]


async def test_the_card_of_the_day_comes_in_the_morning_to_who_wants_it(story: Story) -> None:
    zainab, james, ali = story.attendee("زينب", language="ar"), story.attendee("James"), story.attendee("Ali")
    day_two = next(one.id for one in story.event.sessions.values() if one.id.startswith("d2-"))
    await chooses(james, "☀️ A card of the day in the morning")
    await chooses(zainab, "☀️ بطاقة اليوم كل صباح")
    await chooses(ali, "☀️ A card of the day in the morning", "🤫 Quiet: 00:00 to 09:00")
    await stars(james, day_two)
    await story.is_at("2025-10-26T06:58")
    assert not [seen for seen in james.received if seen.text.startswith("☀️")]
    await story.is_at("2025-10-26T07:00")
    (card,) = [seen for seen in james.received if seen.text.startswith("☀️")]
    assert card.plain.startswith("☀️ Good morning! Your day, Sunday, 26 October\n\n🕘 ")
    assert "🕌 Prayer times, Sunday, 26 October\nFajr: " in card.plain
    assert zainab.last.plain.startswith("☀️ صباح الخير! يومكم، الأحد")
    assert not [seen for seen in ali.received if seen.text.startswith("☀️")]
    await story.is_at("2025-10-26T09:00")
    assert ali.last.plain.startswith("☀️ Good morning!")
    await james.sends("/stop")
    await story.is_at("2025-10-27T07:30")
    assert len([seen for seen in james.received if seen.text.startswith("☀️")]) == 1


async def test_quiet_hours_hold_back_no_reminder_that_was_chosen(story: Story) -> None:
    james = story.attendee("James")
    await chooses(james, "🤫 Quiet: 00:00 to 09:00")
    await stars(james, OPENING)
    await story.is_at("2025-10-25T08:50")
    assert len(reminders(james)) == 1


async def test_what_was_chosen_is_exported_and_forgotten(story: Story) -> None:
    james = story.attendee("James")
    await chooses(james, "15 minutes", "☀️ A card of the day in the morning")
    await stars(james, OPENING)
    (agenda,) = [feature for feature in story.running.features if feature.name == "agenda"]
    assert agenda.export is not None
    assert agenda.forget is not None
    assert (await agenda.export(james.id))["reminders"] == {
        "minutes": [10, 15], "evening": False, "moving": False, "morning": True, "quiet": None, "silent": []
    }  # fmt: skip
    await agenda.forget(james.id)
    assert (await agenda.export(james.id))["reminders"]["minutes"] == [10]
    assert (await agenda.export(james.id))["stars"] == []


@pytest.mark.parametrize("language", ["en", "ar"])
async def test_the_whole_agenda_is_one_calendar_file(story: Story, language: str) -> None:
    person = story.attendee("Zainab", language=language)
    await stars(person, OPENING, SYMPOSIUM, ORAL)
    await person.sends("/agenda")
    await person.taps("📅 All as a calendar file" if language == "en" else "📅 الجدول كله في ملف تقويم")
    document: Json = person.last.json["document"]
    assert document["file_name"] == "isumec-2025-agenda.ics"
    content = story.fake.world.files.by_id[document["file_id"]].content
    calendar = Calendar.from_ical(content)
    entries = {str(one["UID"]): one for one in calendar.walk("VEVENT")}
    assert sorted(entries) == [f"{one}@isumec-2025" for one in sorted((OPENING, SYMPOSIUM, ORAL))]
    assert entries[f"{OPENING}@isumec-2025"].decoded("DTSTART") == story.event.sessions[OPENING].start
    assert len(calendar.walk("VTIMEZONE")) == 1


async def test_what_is_free_between_two_sessions_is_shown(story: Story) -> None:
    zainab, james = story.attendee("زينب", language="ar"), story.attendee("James")
    for person in (zainab, james):
        await stars(person, OPENING, SYMPOSIUM)
    assert "▫️ Free: 10:00–11:00 (1 hour)" in (await james.sends("/agenda")).plain
    assert "▫️ وقت فراغ: ١٠:٠٠–١١:٠٠ صباحاً (ساعة واحدة)" in (await zainab.sends("/agenda")).plain
