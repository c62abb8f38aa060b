"""Whatever people do in a chat gets a fitting answer or is rightly ignored, in their language; nothing is lost."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace

import pytest

from bot.chat.context import Asked, Reply
from bot.rehearsal.telegram import Break
from bot.rehearsal.telegram.faults import blocked, broken, refused, too_many
from bot.rehearsal.telegram.model import Json
from tests.databases import on_files
from tests.story import Story

STICKER = {"sticker": {"file_id": "s", "file_unique_id": "s", "type": "regular", "width": 1, "height": 1}}
VOICE = {"voice": {"file_id": "v", "file_unique_id": "v", "duration": 3}}
LOCATION = {"location": {"latitude": 32.6, "longitude": 44.0}}
CONTACT = {"contact": {"phone_number": "+964", "first_name": "Ali"}}


def photo(album: str | None = None, caption: str | None = None) -> Json:
    content: Json = {"photo": [{"file_id": "p", "file_unique_id": "p", "width": 1, "height": 1}]}
    return content | ({"media_group_id": album} if album else {}) | ({"caption": caption} if caption else {})


@pytest.mark.parametrize(
    ("content", "english", "arabic"),
    [
        (STICKER, "Ask me anything", "اسألوني"),
        (VOICE, "cannot listen", "الاستماع"),
        (LOCATION, "/venue", "/venue"),
        (CONTACT, "keep no contacts", "لا أحتفظ"),
        (photo(), "only read text", "لا أقرأ إلا النصوص"),
    ],
)
async def test_what_is_no_text_is_answered_fittingly(story: Story, content: Json, english: str, arabic: str) -> None:
    james, zainab = story.attendee("James", language="en"), story.attendee("زينب", language="ar")
    for attendee, words in ((james, english), (zainab, arabic)):
        await attendee.shares(content)
        assert words in attendee.last.plain
        assert len(attendee.received) == 1


async def test_a_caption_is_read_and_an_album_is_answered_once(story: Story) -> None:
    james = story.attendee("James")
    await james.shares(photo(caption="/now"))
    await james.shares(photo(caption="schedule"))
    asked = james.last.plain
    assert (await james.sends("schedule")).plain == asked
    before = len(james.received)
    for _ in range(5):
        james.phone.sends(photo(album="holiday"))
    await story.settles()
    assert len(james.received) == before + 1


async def test_words_do_what_commands_do_in_both_languages_and_any_spelling(story: Story) -> None:
    zainab = story.attendee("زينب", language="ar")
    schedule = (await zainab.sends("/schedule")).text
    for words in ("الجدول", "الجــدول؟", "schedule", "📅 الجدول"):
        assert (await zainab.sends(words)).text == schedule, words


async def test_an_unknown_command_and_one_that_is_not_theirs_look_the_same(story: Story) -> None:
    james, zainab = story.attendee("James"), story.attendee("زينب", language="ar")
    assert (await james.sends("/nonsense")).plain == "I do not know /nonsense. /help shows what I can do."
    assert (await james.sends("/broadcast")).plain == "I do not know /broadcast. /help shows what I can do."
    assert "لا أعرف الأمر" in (await zainab.sends("/broadcast")).plain
    assert "/broadcast" not in (await james.sends("/help")).plain
    hayder = story.organizer()
    await hayder.starts()
    assert "do not know" not in (await hayder.sends("/broadcast")).plain


async def test_html_in_a_command_is_only_text(story: Story) -> None:
    james = story.attendee("James")
    assert "/<b>bold" in (await james.sends("/<b>bold")).plain


async def test_a_button_that_is_out_of_date_says_so_and_stops_turning(story: Story) -> None:
    james, zainab = story.attendee("James"), story.attendee("زينب", language="ar")
    first = await james.starts()
    await zainab.starts()
    assert "out of date" in await james.taps_data(first.id, "no_such_button:1")
    assert "لم يعد صالحاً" in await zainab.taps_data(zainab.last.id, "no_such_button:1")
    assert "out of date" in await james.taps_data(first.id, "broadcast_send:1")
    assert "out of date" in await james.taps_data(first.id, "")
    assert james.last.text == first.text
    assert len(james.received) == 1


async def test_a_double_tap_changes_the_message_once_and_says_nothing_twice(story: Story) -> None:
    james = story.attendee("James")
    message = await james.sends("/schedule")
    data = message.rows[0][0]["callback_data"]
    james.phone.taps(message.id, data)
    james.phone.taps(message.id, data)
    await story.settles()
    assert len(james.received) == 1


async def test_a_tap_below_a_message_that_is_gone_is_answered_by_a_new_one(story: Story) -> None:
    james = story.attendee("James")
    message = await james.sends("/schedule")
    data = message.rows[0][0]["callback_data"]
    del james.phone.chat.messages[message.id]
    await james.taps_data(message.id, data)
    assert len(james.received) == 1
    assert james.last.rows


async def test_a_mended_question_is_answered_anew(story: Story) -> None:
    james = story.attendee("James")
    sent = james.phone.writes("schedul of nothing at all xyz")
    await story.settles()
    answered = len(james.received)
    james.phone.edits(sent["message_id"], "schedule")
    await story.settles()
    assert len(james.received) == answered + 1
    assert james.last.text == (await james.sends("/schedule")).text


async def test_an_emoji_and_the_longest_message_are_answered(story: Story) -> None:
    james = story.attendee("James")
    await james.sends("🙂")
    await james.sends("Where is hall B? " * 240)
    assert len(james.received) >= 2


async def test_in_a_group_only_who_calls_us_by_name_is_answered_shortly_and_not_again_and_again(story: Story) -> None:
    james = story.attendee("James")
    group = story.fake.world.chats.group(-100500, "Students")
    name = story.fake.username
    for text in ("hello all", "/start", "/start@another_bot"):
        james.phone.writes(text, group)
    await story.settles()
    assert [message for message in group.messages.values() if message["from"]["is_bot"]] == []
    for _ in range(10):
        james.phone.writes(f"/schedule@{name}", group)
    await story.settles()
    said = [message for message in group.messages.values() if message["from"]["is_bot"]]
    assert len(said) == 1
    assert "private chat" in said[0]["text"]
    assert said[0]["reply_markup"]["inline_keyboard"][0][0]["url"].startswith(f"https://t.me/{name}")
    assert james.received == []


async def test_who_blocks_us_is_unreachable_until_they_come_back(story: Story) -> None:
    james = story.attendee("James")
    await james.starts()
    james.phone.blocks()
    await story.settles()
    kept = story.running.house.attendees
    assert not kept.get(james.id).reachable  # type: ignore[union-attr]
    await james.sends("/now")
    assert kept.get(james.id).reachable  # type: ignore[union-attr]


async def test_somebody_whom_telegram_refuses_to_reach_stops_nothing(story: Story) -> None:
    james, zainab = story.attendee("James"), story.attendee("زينب", language="ar")
    story.fake.faults.plan(blocked(), method="sendMessage", chat_id=james.id)
    james.phone.writes("/start")
    await zainab.starts()
    assert james.received == []
    assert not story.running.house.attendees.get(james.id).reachable  # type: ignore[union-attr]
    assert len(zainab.received) == 1


async def test_telegrams_language_is_spoken_if_it_is_one_of_the_events(story: Story) -> None:
    for code, known in (("ar", "ar"), ("en-GB", "en"), ("AR", "ar"), ("de", None), (None, None)):
        attendee = story.attendee("Somebody", language=code)
        await attendee.starts()
        assert story.running.house.attendees.get(attendee.id).language == known  # type: ignore[union-attr]


async def test_an_answer_that_surely_did_not_arrive_is_sent_again(story: Story) -> None:
    james = story.attendee("James")
    story.fake.faults.plan(broken(502), method="sendMessage", chat_id=james.id)
    await james.starts()
    assert len(james.received) == 1


async def test_an_answer_that_may_have_arrived_comes_twice_at_most(story: Story) -> None:
    james = story.attendee("James")
    story.fake.faults.plan(Break.TIME_OUT_AFTER, method="sendMessage", chat_id=james.id, times=5)
    await james.starts()
    assert len(james.received) == 2


async def test_telegrams_pause_is_kept(story: Story) -> None:
    james = story.attendee("James")
    story.fake.faults.plan(too_many(1), method="sendMessage", chat_id=james.id)
    await james.starts()
    assert len(james.received) == 1


async def test_a_spinner_is_stopped_also_when_that_fails_at_first(story: Story) -> None:
    james = story.attendee("James")
    message = await james.starts()
    story.fake.faults.plan(broken(500), method="answerCallbackQuery")
    assert "out of date" in await james.taps_data(message.id, "no_such_button")


async def _fails(asked: Asked) -> Reply:
    raise RuntimeError(f"a fault that quotes: {asked.argument}")


@pytest.fixture
def faulty(story: Story) -> Story:
    """The bot, whose /now and whose button of it fail."""
    story.expects_errors = True
    routes = story.running.intake._answering.routes  # type: ignore[attr-defined]
    routes.commands["now"] = replace(routes.commands["now"], handler=_fails)
    routes.taps["now"] = replace(routes.taps["now"], handler=_fails)
    return story


@on_files
async def test_a_fault_of_ours_is_owned_up_to_in_the_readers_language_and_kept(faulty: Story) -> None:
    zainab, james = faulty.attendee("زينب", language="ar"), faulty.attendee("James")
    assert "عذراً" in (await zainab.sends("/now secret words")).plain
    assert "the fault is mine" in (await james.sends("/now secret words")).plain
    assert len(james.received) == 1
    assert "Welcome" in (await james.starts()).plain
    with closing(sqlite3.connect(faulty.database)) as database:
        traces = database.execute("SELECT trace, content FROM updates WHERE state = 2").fetchall()
    assert len(traces) == 2
    assert all("RuntimeError" in trace and content is not None for trace, content in traces)
    errors = [entry for entry in faulty.logged if entry["log_level"] == "error"]
    assert errors
    assert "secret" not in repr(errors)
    assert any("RuntimeError" in entry["error"] for entry in errors)


async def test_a_fault_below_a_button_stops_the_spinner_with_an_apology(faulty: Story) -> None:
    james = faulty.attendee("James")
    message = await james.starts()
    assert "the fault is mine" in await james.taps_data(message.id, "now")
    assert len(james.received) == 1


async def test_what_waited_too_long_while_we_were_away_is_excused_once(story: Story) -> None:
    zainab = story.attendee("زينب", language="ar")
    await zainab.starts()
    await story.is_killed()
    for text in ("/now", "/schedule", "/venue"):
        zainab.phone.writes(text)
    story.hand.seconds += 3 * 3600
    zainab.phone.writes("/help")
    zainab.news  # noqa: B018
    await story.comes_back()
    fresh = [seen.plain for seen in zainab.news]
    assert len(fresh) == 2
    assert sum("كنت غير متاح" in text for text in fresh) == 1
    assert "كنت غير متاح" in fresh[0]


async def test_what_waited_a_little_while_we_were_away_is_answered(story: Story) -> None:
    zainab = story.attendee("زينب", language="ar")
    await zainab.starts()
    await story.is_killed()
    for text in ("/now", "/schedule", "/venue"):
        zainab.phone.writes(text)
    story.hand.seconds += 20 * 60
    before = len(zainab.received)
    await story.comes_back()
    assert len(zainab.received) >= before + 3
    assert not any("كنت غير متاح" in seen.plain for seen in zainab.received)


async def test_a_tap_whose_answer_telegram_refuses_is_answered_once_and_apologised_for(story: Story) -> None:
    james = story.attendee("James")
    message = await james.starts()
    story.expects_errors = True
    story.fake.remember_requests = True
    story.fake.faults.plan(refused("can't parse entities"), method="editMessageText", chat_id=james.id)
    await james.taps_data(message.id, "now")
    answers = [request for request in story.fake.requests if request.method == "answerCallbackQuery"]
    assert len(answers) == 1
    assert "the fault is mine" in james.last.plain
