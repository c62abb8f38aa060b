"""Announcements: written, looked at, confirmed, sent to all who listen, reported truly; through kills and refusals."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from bot.attendees.model import Attendee as Known
from bot.rehearsal.telegram import Break
from bot.rehearsal.telegram.chats import Standing
from tests.databases import on_files
from tests.story import Attendee, Seen, Story, telling

ARABIC = "السادة المشاركون الكرام،\n\nيُرجى العلم بأن <الغداء> في البهو & ليس في المطعم."
ENGLISH = "Dear participants,\n\nlunch is <today> in the foyer & not in the restaurant."


PACE = 200
"""Messages a second in the stories that are interrupted."""


async def organizer(story: Story, language: str = "en") -> Attendee:
    hayder = story.organizer(language=language)
    await hayder.starts()
    return hayder


async def listeners(story: Story) -> tuple[Attendee, Attendee]:
    zainab, james = story.attendee("زينب", language="ar"), story.attendee("James", language="en")
    await zainab.starts()
    await james.starts()
    zainab.news, james.news  # noqa: B018  the greetings are read
    return zainab, james


async def written(hayder: Attendee, *texts: str) -> list[Seen]:
    """Write the texts of an announcement; what came after the last one."""
    await hayder.sends("/broadcast")
    for text in texts:
        hayder.news  # noqa: B018
        await hayder.sends(text)
    return hayder.news


def announcements(person: Attendee) -> list[str]:
    return [seen.plain for seen in person.received if "📢" in seen.text]


def number_of(question: Seen) -> int:
    """The number of the draft that a question is about."""
    return int(question.rows[0][0]["callback_data"].partition(":")[2])


async def test_each_reader_gets_their_language_exactly_as_it_was_previewed(story: Story) -> None:
    zainab, james = await listeners(story)
    hayder = await organizer(story)
    in_arabic, in_english, question = await written(hayder, ARABIC, ENGLISH)
    assert in_english.plain == f"📢 Announcement\n\n{ENGLISH}\n\n— The organizing committee"
    assert in_arabic.plain == f"📢 إعلان\n\n{ARABIC}\n\n— اللجنة التحضيرية"
    assert question.plain == "👆 This is how it will look. Send it?\n\n• readers of Arabic: 1\n• readers of English: 2"
    assert announcements(zainab) == announcements(james) == []

    await hayder.taps("📣 Send to 3 people")

    assert [seen.text for seen in zainab.news] == [in_arabic.text]
    assert [seen.text for seen in james.news] == [in_english.text]
    report = hayder.received[-1]
    assert report.plain.startswith("📣 Announcement no. 1\n\n✔️ Finished at 07:30.\n\n✅ Delivered: 3 of 3")


async def test_an_organizer_who_reads_arabic_is_led_in_arabic(story: Story) -> None:
    await listeners(story)
    hayder = await organizer(story, "ar")
    assert (await hayder.sends("/broadcast")).plain.startswith("✍️ يُرجى إرسال نص الإعلان باللغة العربية.")
    assert (await hayder.sends(ARABIC)).plain == "✍️ شكراً لكم. يُرجى الآن إرسال النص باللغة الإنكليزية."
    await hayder.taps("باللغة العربية فقط")
    assert (
        hayder.last.plain == "👆 هكذا سيظهر الإعلان. هل نرسله؟\n\n• قرّاء اللغة العربية: ٢\n• قرّاء اللغة الإنكليزية: ١"
    )
    await hayder.taps("📣 إرسال إلى ٣ أشخاص")
    assert hayder.last.plain.endswith("✅ وصل إلى: ٣ من ٣")


async def test_a_text_in_one_language_reaches_the_others_with_a_note(story: Story) -> None:
    zainab, james = await listeners(story)
    hayder = await organizer(story)
    await written(hayder, ARABIC)
    await hayder.taps("Only in Arabic")
    await hayder.taps("📣 Send to 3 people")
    assert announcements(zainab) == [f"📢 إعلان\n\n{ARABIC}\n\n— اللجنة التحضيرية"]
    assert announcements(james) == [
        f"📢 Announcement\n\n{ARABIC}\n\n— The organizing committee\n\nThis announcement is in Arabic only."
    ]


async def test_the_language_of_a_text_is_seen_from_the_text(story: Story) -> None:
    zainab, james = await listeners(story)
    hayder = await organizer(story)
    assert "in Arabic" in (await hayder.sends("/broadcast")).plain
    assert (await hayder.sends(ENGLISH)).plain == "✍️ Thank you. Now please send the text in Arabic."
    await hayder.sends(ARABIC)
    await hayder.taps("📣 Send to 3 people")
    assert ARABIC in announcements(zainab)[0]
    assert ENGLISH in announcements(james)[0]


async def test_a_text_can_be_changed_before_it_is_sent(story: Story) -> None:
    _, james = await listeners(story)
    hayder = await organizer(story)
    await written(hayder, ARABIC, ENGLISH)
    await hayder.taps("✏️ Change: English")
    assert hayder.last.plain == "✍️ Please send the new text in English."
    await hayder.sends("Lunch is in the garden.")
    await hayder.taps("📣 Send to 3 people")
    assert announcements(james) == ["📢 Announcement\n\nLunch is in the garden.\n\n— The organizing committee"]


async def test_a_text_that_was_to_be_changed_can_stay_as_it_was(story: Story) -> None:
    _, james = await listeners(story)
    hayder = await organizer(story)
    await written(hayder, ARABIC, ENGLISH)
    await hayder.taps("✏️ Change: English")
    await hayder.taps("Keep the text as it was")
    await hayder.taps("📣 Send to 3 people")
    assert announcements(james) == [f"📢 Announcement\n\n{ENGLISH}\n\n— The organizing committee"]


async def test_a_language_can_be_left_out_but_not_every_one(story: Story) -> None:
    zainab, james = await listeners(story)
    hayder = await organizer(story)
    await hayder.sends("/broadcast")
    await hayder.taps("Not in Arabic")
    assert hayder.last.plain.startswith("✍️ Please send the text of the announcement in English.")
    assert hayder.last.labels == ["✖️ Cancel"]
    await hayder.taps_data(hayder.last.id, "broadcast_skip:1:en")
    assert hayder.last.labels == ["✖️ Cancel"]
    await hayder.sends(ENGLISH)
    assert hayder.last.labels == ["📣 Send to 3 people", "✏️ Change: English", "➕ Add: Arabic", "✖️ Cancel"]
    await hayder.taps("➕ Add: Arabic")
    await hayder.sends(ARABIC)
    assert hayder.last.labels == ["📣 Send to 3 people", "✏️ Change: English", "✏️ Change: Arabic", "✖️ Cancel"]
    await hayder.taps("📣 Send to 3 people")
    assert ARABIC in announcements(zainab)[0]
    assert ENGLISH in announcements(james)[0]


async def test_a_language_that_was_left_out_is_written_all_the_same(story: Story) -> None:
    hayder = await organizer(story)
    await hayder.sends("/broadcast")
    await hayder.taps("Not in Arabic")
    await hayder.sends(ARABIC)
    assert hayder.last.plain == "✍️ Thank you. Now please send the text in English."
    await hayder.taps("Only in Arabic")
    assert hayder.last.labels == ["📣 Send to 1 person", "✏️ Change: Arabic", "➕ Add: English", "✖️ Cancel"]


async def test_a_draft_that_waited_for_hours_takes_a_question_for_a_question(story: Story) -> None:
    zainab, _ = await listeners(story)
    hayder = await organizer(story)
    await hayder.sends("/broadcast")
    await story.passes(hours=2, minutes=1)
    assert "✍️" not in (await hayder.sends("Where is lunch?")).plain
    assert announcements(zainab) == []


async def test_what_is_cancelled_is_never_sent_and_its_buttons_are_dead(story: Story) -> None:
    zainab, james = await listeners(story)
    hayder = await organizer(story)
    question = (await written(hayder, ARABIC, ENGLISH))[-1]
    await hayder.taps("✖️ Cancel")
    assert hayder.last.plain == "The draft is deleted. Nothing was sent."
    await hayder.taps_data(question.id, "broadcast_send:1")
    assert announcements(zainab) == announcements(james) == []
    assert "no longer there" in hayder.last.plain


async def test_confirmed_three_times_it_is_sent_once(story: Story) -> None:
    zainab, _ = await listeners(story)
    hayder = await organizer(story)
    question = (await written(hayder, ARABIC, ENGLISH))[-1]
    for _ in range(3):
        hayder.phone.taps(question.id, "broadcast_send:1")
    await story.is_killed_and_restarted()
    assert len(announcements(zainab)) == 1
    assert len([seen for seen in hayder.received if "Finished" in seen.plain and not seen.edited]) == 1


@pytest.mark.parametrize("steps", [1, 2, 3])
async def test_a_draft_survives_a_kill_at_every_step(story: Story, steps: int) -> None:
    zainab, _ = await listeners(story)
    hayder = await organizer(story)
    await hayder.sends("/broadcast")
    for step, text in enumerate((ARABIC, ENGLISH), 1):
        if step == steps:
            await story.is_killed_and_restarted()
        await hayder.sends(text)
    if steps == 3:
        await story.is_killed_and_restarted()
    await hayder.taps("📣 Send to 3 people")
    assert len(announcements(zainab)) == 1


async def test_whoever_turned_messages_off_gets_none_and_is_counted(story: Story) -> None:
    zainab, james = await listeners(story)
    hayder = await organizer(story)
    await zainab.sends("/stop")
    await written(hayder, ARABIC, ENGLISH)
    assert hayder.last.plain.endswith("• readers of English: 2\n🔕 Have turned messages off: 1")
    await hayder.taps("📣 Send to 2 people")
    assert announcements(zainab) == []
    assert len(announcements(james)) == 1
    assert hayder.last.plain.endswith("✅ Delivered: 2 of 2\n🔕 Have turned messages off: 1")


async def test_an_attendee_can_neither_write_nor_see_nor_stop_announcements(story: Story) -> None:
    zainab, james = await listeners(story)
    hayder = await organizer(story)
    question = (await written(hayder, "السرّ", "The secret"))[-1]
    for attempt in ("/broadcast", "/broadcasts", "/organizers", "/invite"):
        assert (await james.sends(attempt)).plain == f"I do not know {attempt}. /help shows what I can do."
    for data in ("broadcast_send:1", "broadcast_show:1", "broadcast_stop:1", "broadcast_edit:1:en", "record"):
        toast = await james.taps_data(james.last.id, data)
        assert toast == "This button is out of date. Please start again with /help."
    assert all("secret" not in seen.plain and "السرّ" not in seen.plain for seen in james.received + zainab.received)
    await hayder.taps_data(question.id, "broadcast_send:1")
    assert len(announcements(james)) == 1
    help_ = (await james.sends("/help")).plain
    assert "/broadcast" not in help_
    assert "/broadcast" in (await hayder.sends("/help")).plain


async def test_another_organizers_draft_cannot_be_sent(story: Story) -> None:
    zainab, _ = await listeners(story)
    hayder, sara = await organizer(story), story.organizer("Sara", number=1)
    await sara.starts()
    await written(hayder, ARABIC, ENGLISH)
    await sara.taps_data(sara.last.id, "broadcast_send:1")
    assert announcements(zainab) == []


async def test_a_text_too_long_for_a_message_is_refused_with_its_measure(story: Story) -> None:
    hayder = await organizer(story)
    assert "12 characters too long; the limit is 3,500" in (await written(hayder, "x" * 3512))[-1].plain
    await hayder.sends("x" * 3500)
    assert hayder.last.plain == "✍️ Thank you. Now please send the text in Arabic."


async def test_lines_that_may_have_arrived_are_reported_and_sent_again_only_if_wanted(story: Story) -> None:
    zainab, james = await listeners(story)
    hayder = await organizer(story)
    await written(hayder, ARABIC, ENGLISH)
    story.fake.faults.plan(Break.DROP_AFTER, method="sendMessage", chat_id=james.id)
    await hayder.taps("📣 Send to 3 people")
    assert len(announcements(james)) == len(announcements(zainab)) == 1
    assert hayder.last.plain.endswith("✅ Delivered: 2 of 3\n❓ May have arrived, not confirmed: 1")
    await hayder.taps("🔁 Send again where it is unsure")
    assert len(announcements(james)) == 2
    assert len(announcements(zainab)) == 1
    assert hayder.last.plain.endswith("✅ Delivered: 3 of 3")


async def test_the_list_shows_what_was_announced_and_whom_it_reached(story: Story) -> None:
    await listeners(story)
    hayder = await organizer(story)
    assert (await hayder.sends("/broadcasts")).plain == "Nothing has been announced yet. /broadcast begins."
    await written(hayder, ARABIC, ENGLISH)
    await hayder.taps("📣 Send to 3 people")
    assert (await hayder.sends("/broadcasts")).plain == (
        "📣 Announcements\n\n1. Sat 25 Oct, 07:30: Dear participants, lunch is <today> in…\nDelivered: 3 of 3"
    )
    await hayder.taps("Announcement no. 1")
    assert hayder.last.plain.startswith("📣 Announcement no. 1\n\n✔️ Finished at 07:30.")


async def crowd(story: Story, people: int) -> list[Attendee]:
    """So many people who wrote to the bot before this story begins; every second of them reads Arabic."""
    everybody = [story.attendee(f"P{number}") for number in range(people)]
    known = [Known(person.id, ("ar", "en")[number % 2], name="P") for number, person in enumerate(everybody)]
    await story.running.house.attendees.save(*known)
    for person in everybody:
        person.phone.chat.standing = Standing.OPEN
    return everybody


def counted(report: Seen, what: str) -> int:
    """The figure of one line of a report; 0 where it has no such line."""
    found = re.search(rf"{what}: ([\d,]+)", report.plain)
    return int(found[1].replace(",", "")) if found else 0


async def test_to_500_people_of_whom_20_have_blocked_killed_in_the_middle_the_report_is_true(
    tmp_path: Path, migrated: Path
) -> None:
    async with telling(tmp_path / "story.db", migrated=migrated, rate_total=PACE) as story:
        everybody = await crowd(story, 500)
        hayder = await organizer(story)
        question = (await written(hayder, ARABIC, ENGLISH))[-1]
        await hayder.sends("/stop")
        for person in everybody[::25]:
            person.phone.chat.standing = Standing.BLOCKED  # Telegram has not told us: the 403s will
        hayder.phone.taps(question.id, f"broadcast_send:{number_of(question)}")
        status = hayder.phone.chat.messages
        await story.until(lambda: "⏳ Being sent" in status[question.id]["text"] and announcements(everybody[151]))
        assert not announcements(everybody[-1])
        await story.is_killed_and_restarted()

        report = hayder.last
        assert "✔️ Finished" in report.plain
        in_doubt, delivered = counted(report, "not confirmed"), counted(report, "Delivered")
        assert delivered + counted(report, "Have blocked the bot") + in_doubt == 500, "nobody is lost"
        assert in_doubt <= PACE * 0.3 + 20, "what was claimed and on its way at the kill, no more"
        reached = sum(bool(announcements(person)) for person in everybody)
        assert delivered <= reached <= 480
        assert all(len(announcements(person)) <= 1 for person in everybody)

        await hayder.taps("🔁 Send again where it is unsure")
        assert (counted(hayder.last, "Delivered"), counted(hayder.last, "Have blocked the bot")) == (480, 20)
        assert sum(bool(announcements(person)) for person in everybody) == 480


@on_files
@pytest.mark.slow
async def test_killed_while_its_lines_are_being_written_it_goes_on_where_it_was(tmp_path: Path, migrated: Path) -> None:
    async with telling(tmp_path / "story.db", migrated=migrated, rate_total=3000) as story:
        everybody = await crowd(story, 700)
        hayder = await organizer(story)
        question = (await written(hayder, ARABIC, ENGLISH))[-1]
        await hayder.sends("/stop")
        hayder.phone.taps(question.id, f"broadcast_send:{number_of(question)}")
        with closing(sqlite3.connect(story.database)) as database:
            in_part = "SELECT 1 FROM broadcasts WHERE stage = 'queuing' AND cursor > 0"
            await story.until(lambda: database.execute(in_part).fetchone())
            await story.is_killed()
        with closing(sqlite3.connect(story.database)) as database:
            (lines,) = database.execute("SELECT count(*) FROM outbox WHERE kind = 'broadcast'").fetchone()
        assert 0 < lines < 700
        await story.comes_back()

        copies = [len(announcements(person)) for person in everybody]
        assert max(copies) == 1
        report = hayder.last
        assert "✔️ Finished" in report.plain
        assert "of 700" in report.plain
        assert counted(report, "Delivered") + counted(report, "not confirmed") == 700
        assert counted(report, "Delivered") <= sum(copies)


async def test_stopped_in_the_middle_no_more_is_sent_and_the_report_says_how_many(
    tmp_path: Path, migrated: Path
) -> None:
    async with telling(tmp_path / "story.db", migrated=migrated, rate_total=PACE) as story:
        everybody = await crowd(story, 200)
        hayder = await organizer(story)
        question = (await written(hayder, ARABIC, ENGLISH))[-1]
        await hayder.sends("/stop")
        number = number_of(question)
        hayder.phone.taps(question.id, f"broadcast_send:{number}")
        await story.until(lambda: announcements(everybody[31]))
        await hayder.taps_data(question.id, f"broadcast_stop:{number}")

        report = hayder.last
        reached = sum(bool(announcements(person)) for person in everybody)
        assert report.plain.startswith(f"📣 Announcement no. {number}\n\n✋ Stopped; finished at 07:30.")
        assert counted(report, "Delivered") == reached < 200
        assert counted(report, "Not sent any more") == 200 - reached
        await story.is_killed_and_restarted()
        assert sum(bool(announcements(person)) for person in everybody) == reached
