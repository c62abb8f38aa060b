"""The first message, languages and digits, silence and its end, one's own data."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import replace

import pytest

from tests.databases import on_files
from tests.story import Attendee, Seen, Story

STAR = "☆"


async def announced(story: Story) -> None:
    """An organizer announces something to whoever listens."""
    hayder = story.organizer()
    await hayder.sends("/broadcast")
    await hayder.sends("Lunch is in the garden.")
    await hayder.taps("Only in English")
    await hayder.taps("📣 Send to")


def heard(person: Attendee) -> bool:
    return any("📢" in seen.text for seen in person.received)


async def test_the_first_message_greets_in_the_language_that_telegram_reports(story: Story) -> None:
    zainab, james = story.attendee("زينب", language="ar"), story.attendee("James", language="en-GB")
    greeting = await zainab.starts()
    assert greeting.plain.startswith("👋 أهلاً وسهلاً بكم في المؤتمر الدولي الأول للتعليم الطبي.")
    assert [[button["text"] for button in row] for row in greeting.rows] == [
        ["⏱ الآن", "🗓 الجدول"],
        ["📝 التسجيل", "📍 المكان"],
        ["⚙️ الإعدادات", "⭐ جدولي"],
        ["English"],
    ]
    greeting = await james.starts()
    assert greeting.plain.startswith("👋 Welcome!\n1st International Subtain University Medical Education Conference\n")
    assert [[button["text"] for button in row] for row in greeting.rows] == [
        ["🗓 Schedule", "⏱ Now"],
        ["📍 Venue", "📝 Registration"],
        ["⭐ My agenda", "⚙️ Settings"],
        ["العربية"],
    ]


@pytest.mark.parametrize("button", ["🗓 Schedule", "⏱ Now", "📍 Venue", "📝 Registration", "⭐ My agenda", "⚙️ Settings"])
async def test_every_button_of_the_first_message_leads_somewhere(story: Story, button: str) -> None:
    james = story.attendee("James")
    greeting = (await james.starts()).plain
    assert await james.taps(button) == ""
    assert james.last.plain != greeting


@pytest.mark.parametrize("language", ["ru", None])
async def test_whose_language_is_not_known_is_asked_in_both(story: Story, language: str | None) -> None:
    karim = story.attendee("Karim", language=language)
    asked = await karim.starts()
    assert asked.plain == (
        "👋 أهلاً بكم في ISUMEC 2025. أيّ لغة تفضّلون؟\n\n👋 Welcome to ISUMEC 2025. Which language do you prefer?"
    )
    assert asked.labels == ["العربية", "English"]
    await karim.taps("English")
    assert karim.last.plain.startswith("👋 Welcome!\n1st International")
    assert karim.last.id == asked.id
    assert "My agenda" in (await karim.sends("/agenda")).plain


async def test_the_language_is_changed_by_command_word_and_button(story: Story) -> None:
    zainab = story.attendee("زينب", language="ar")
    await zainab.starts()
    assert (await zainab.sends("اللغة")).labels == ["✓ العربية", "English"]
    assert await zainab.taps("English") == "I speak English from now on."
    assert zainab.last.plain.startswith("⚙️ Settings")
    await story.is_killed_and_restarted()
    assert (await zainab.sends("/language")).labels == ["العربية", "✓ English"]
    assert await zainab.taps("العربية") == "سأخاطبكم بالعربية من الآن."


async def test_arabic_digits_are_the_default_and_can_be_changed(story: Story) -> None:
    zainab = story.attendee("زينب", language="ar")
    await zainab.starts("session_d1-opening")
    assert "٩:٠٠–١٠:٠٠" in zainab.last.plain
    await zainab.sends("/settings")
    assert {"✓ ١٢٣", "123"} <= set(zainab.last.labels)
    await zainab.taps("123")
    assert {"١٢٣", "✓ 123"} <= set(zainab.last.labels)
    assert "9:00–10:00" in (await zainab.starts("session_d1-opening")).plain


async def test_digits_that_are_not_offered_change_nothing(story: Story) -> None:
    zainab = story.attendee("زينب", language="ar")
    await zainab.sends("/settings")
    await zainab.taps_data(zainab.last.id, "digits:roman")
    assert "✓ ١٢٣" in zainab.last.labels


@pytest.mark.parametrize(("language", "words"), [("en", "/stop"), ("en", "unsubscribe"), ("ar", "بطلوا الرسائل")])
async def test_stop_silences_everything_that_was_not_asked_for(story: Story, language: str, words: str) -> None:
    zainab = story.attendee("زينب", language=language)
    await zainab.starts()
    await zainab.sends(words)
    await announced(story)
    assert not heard(zainab)


@pytest.mark.parametrize("parameter", ["session_d1-opening", "fact_reg-fee", "hello_world", "owner_wrong", "group"])
async def test_a_deep_link_never_changes_an_opt_out(story: Story, parameter: str) -> None:
    zainab = story.attendee("زينب", language="ar")
    await zainab.sends("/stop")
    await zainab.starts(parameter)
    await zainab.starts()
    await announced(story)
    assert not heard(zainab)


async def test_start_offers_to_turn_messages_on_again(story: Story) -> None:
    zainab, james = story.attendee("زينب", language="ar"), story.attendee("James")
    await zainab.sends("/stop")
    await james.sends("/stop")
    assert "🔕 الرسائل موقوفة بطلب منكم" in (await zainab.starts()).plain
    await zainab.taps("🔔 إعادة تفعيل الرسائل")
    assert zainab.last.plain == "🔔 أُعيد تفعيل الرسائل: الإعلانات والتنويهات وتذكيرات جلساتكم."
    assert "🔔" not in (await zainab.starts()).plain
    await announced(story)
    assert heard(zainab)
    assert not heard(james)


async def test_settings_turn_announcements_and_reminders_on_and_off_apart(story: Story) -> None:
    james = story.attendee("James")
    assert (await james.sends("/settings")).plain.endswith(
        "Announcements and changes: on\nReminders of starred sessions: on"
    )
    await james.taps("🔕 Turn announcements off")
    await james.taps("⏸ Pause my reminders")
    assert james.last.plain.endswith("Announcements and changes: off\nReminders of starred sessions: off")
    await james.taps("⏰ Turn my reminders on")
    assert james.last.plain.endswith("Announcements and changes: off\nReminders of starred sessions: on")
    await announced(story)
    assert not heard(james)


def document(story: Story, seen: Seen) -> bytes:
    """The content of the file that a message carries."""
    files = story.fake.world.files
    upload = files.at(files.described(seen.json["document"]["file_id"])["file_path"])
    assert upload is not None
    return upload.content


async def test_the_export_holds_all_that_is_kept(story: Story) -> None:
    james, zainab = story.attendee("James"), story.attendee("زينب", language="ar")
    await zainab.starts("session_d1-lunch")
    await zainab.taps(STAR)
    await james.starts("session_d1-opening")
    await james.taps(STAR)
    await story.is_at("2025-10-25T08:50")
    sent = await james.sends("/export")
    kept = json.loads(document(story, sent))
    assert kept["attendee"]["id"] == james.id
    assert kept["attendee"]["name"] == "James"
    assert kept["attendee"]["language"] == "en"
    assert [star["session"] for star in kept["agenda"]["stars"]] == ["d1-opening"]
    assert [line["kind"] for line in kept["outbox"]] == ["reminder"]
    assert "d1-lunch" not in json.dumps(kept)
    assert "زينب" not in json.dumps(kept, ensure_ascii=False)


@on_files
async def test_what_is_forgotten_is_in_no_table_any_more(story: Story) -> None:
    james, zainab = story.attendee("James"), story.attendee("زينب", language="ar")
    for person in (zainab, james):
        await person.starts("session_d1-opening")
        await person.taps(STAR)
    await story.is_at("2025-10-25T08:40")  # the reminders are queued
    assert "cannot be undone" in (await james.sends("/forget")).plain
    await james.taps("No, keep it")
    assert james.last.plain == "Nothing was deleted."
    await james.sends("/forget")
    await james.taps("🗑 Yes, delete everything")
    assert james.last.plain == "Everything I kept about you is deleted. If you write to me again, we begin anew."

    assert rows_about(story, james.id) == []
    assert rows_about(story, zainab.id) != []
    await story.is_at("2025-10-25T08:50")
    assert not any("⏰" in seen.text for seen in james.received)
    assert any("⏰" in seen.text for seen in zainab.received)
    await announced(story)
    assert not heard(james)


def rows_about(story: Story, number: int) -> list[str]:
    """The rows of any table in which this number stands, be it in a text."""
    database = sqlite3.connect(story.database)
    tables = [name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    found = [
        f"{table}: {row}"
        for table in tables
        for row in database.execute(f'SELECT * FROM "{table}"')  # noqa: S608  our own tables
        if any(str(number) in str(value) for value in row)
    ]
    database.close()
    return found


async def test_help_lists_what_an_attendee_can_do(story: Story) -> None:
    zainab = story.attendee("زينب", language="ar")
    lines = (await zainab.sends("المساعدة")).plain.splitlines()
    assert "/agenda: جدولي: الجلسات التي اخترتها" in lines
    assert "/stop: إيقاف الرسائل" in lines
    assert not any("/broadcast" in line or "/organizers" in line for line in lines)


async def test_privacy_says_what_is_kept_and_how_to_delete_it(story: Story) -> None:
    james = story.attendee("James")
    said = (await james.sends("/privacy")).plain
    assert "/export sends you all of it; /forget deletes it." in said
    assert "it is passed on to nobody" in said


@pytest.mark.parametrize(("language", "told"), [("en", "an outside language service"), ("ar", "خدمة لغوية خارجية")])
async def test_privacy_tells_when_a_provider_outside_reads_questions(story: Story, language: str, told: str) -> None:
    story.settings = replace(story.settings, reranker_url="http://127.0.0.1:9/v1", reranker_model="chooser")
    await story.restarts()
    said = (await story.attendee("Sam", language=language).sends("/privacy")).plain
    assert told in said
    assert "passed on to nobody" not in said
    assert "/export" in said
