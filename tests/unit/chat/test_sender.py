"""Our messages as Telegram sees them, and what becomes of them."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
from markupsafe import Markup
from telegram import Bot

from bot.chat.context import InlinePage, Shared
from bot.chat.sender import Sender
from bot.outbox.model import (
    Button,
    Document,
    Failed,
    Message,
    Pin,
    Refusal,
    Refused,
    Sent,
    Unsure,
    Wait,
)
from bot.rehearsal.telegram import Break, FakeRequest, FakeTelegram, Person, Phone
from bot.rehearsal.telegram.faults import blocked, broken, refused, too_many, unauthorized
from tests.telegram_judge import judge


@pytest.fixture
def fake() -> FakeTelegram:
    return FakeTelegram(judges=[judge], remember_requests=True)


@pytest.fixture
def zainab(fake: FakeTelegram) -> Phone:
    phone = fake.phone(Person(501, "Zainab"))
    phone.starts()
    return phone


@pytest.fixture
async def sender(fake: FakeTelegram) -> AsyncIterator[Sender]:
    way = FakeRequest(fake)
    async with Bot(fake.token, request=way, get_updates_request=way) as bot:
        yield Sender(bot)
    assert fake.violations == []


def last(phone: Phone) -> dict[str, object]:
    return dict(list(phone.chat.messages.values())[-1])


BUTTONS = (
    (Button("أ", data="day:1"), Button("site", url="https://example.org/")),
    (Button("tell", share="session"), Button("copy", copy="911")),
)


async def test_a_text_with_buttons(sender: Sender, zainab: Phone) -> None:
    outcome = await sender.send(501, Message(Markup("<b>سلام</b> &amp; peace"), keyboard=BUTTONS))
    message = last(zainab)
    assert outcome == Sent(message["message_id"])  # type: ignore[arg-type]
    assert message["text"] == "سلام & peace"
    assert [kind["type"] for kind in message["entities"]] == ["bold"]  # type: ignore[attr-defined]
    assert message["reply_markup"] == {
        "inline_keyboard": [
            [{"text": "أ", "callback_data": "day:1"}, {"text": "site", "url": "https://example.org/"}],
            [{"text": "tell", "switch_inline_query": "session"}, {"text": "copy", "copy_text": {"text": "911"}}],
        ]
    }


async def test_the_menu_of_words_is_shown_and_taken_away(sender: Sender, zainab: Phone) -> None:
    await sender.send(501, Message(Markup("menu"), menu=(("الجدول", "الآن"), ("المكان",))))
    assert zainab.chat.reply_keyboard is not None
    rows = zainab.chat.reply_keyboard["keyboard"]
    assert [[button["text"] for button in row] for row in rows] == [["الجدول", "الآن"], ["المكان"]]
    await sender.send(501, Message(Markup("no menu"), menu=()))
    assert zainab.chat.reply_keyboard is None


async def test_links_are_previewed_and_sounds_made_only_when_wanted(
    sender: Sender, fake: FakeTelegram, zainab: Phone
) -> None:
    del zainab
    await sender.send(501, Message(Markup("https://example.org/"), silent=True))
    await sender.send(501, Message(Markup("https://example.org/"), preview=True))
    quiet, loud = [dict(request.values) for request in fake.requests if request.method == "sendMessage"]
    assert (quiet["link_preview_options"], quiet["disable_notification"]) == ({"is_disabled": True}, True)
    assert "link_preview_options" not in loud
    assert "disable_notification" not in loud


async def test_a_document_is_uploaded_once_and_then_sent_by_its_id(
    sender: Sender, fake: FakeTelegram, zainab: Phone
) -> None:
    calendar = Document("جلسة.ics", b"BEGIN:VCALENDAR", "text/calendar")
    for _ in range(2):
        assert isinstance(await sender.send(501, Message(Markup("<b>x</b>"), document=calendar)), Sent)
    message = last(zainab)
    assert message["caption"] == "x"
    assert message["document"]["file_name"] == "جلسة.ics"  # type: ignore[index]
    assert message["document"]["mime_type"] == "text/calendar"  # type: ignore[index]
    first, second = [request.values for request in fake.requests if request.method == "sendDocument"]
    assert "document" not in first
    assert isinstance(second["document"], str)


async def test_a_document_that_telegram_forgot_is_uploaded_again(
    sender: Sender, fake: FakeTelegram, zainab: Phone
) -> None:
    calendar = Document("a.ics", b"BEGIN:VCALENDAR", "text/calendar")
    await sender.send(501, Message(document=calendar))
    fake.faults.plan(refused("wrong file identifier/HTTP URL specified"), method="sendDocument")
    assert isinstance(await sender.send(501, Message(document=calendar)), Sent)
    assert len([m for m in zainab.chat.messages.values() if "document" in m]) == 2


async def test_a_long_caption_goes_before_the_document(sender: Sender, zainab: Phone) -> None:
    words = "word " * 300
    await sender.send(501, Message(Markup(words), document=Document("a.txt", b"a", "text/plain"), keyboard=BUTTONS))
    text, document = list(zainab.chat.messages.values())[-2:]
    assert text["text"] == words.strip()
    assert "caption" not in document
    assert "reply_markup" in document


async def test_a_pin_on_the_map(sender: Sender, zainab: Phone) -> None:
    pin = Pin(32.616389, 44.0325, "مرقد الإمام الحسين", "كربلاء")
    await sender.send(501, Message(pin=pin, keyboard=BUTTONS[:1]))
    venue = last(zainab)["venue"]
    assert venue["title"] == "مرقد الإمام الحسين"  # type: ignore[index]
    assert venue["location"] == {"latitude": 32.616389, "longitude": 44.0325}  # type: ignore[index]


async def test_a_message_takes_the_place_of_another(sender: Sender, zainab: Phone) -> None:
    first = await sender.send(501, Message(Markup("one"), keyboard=BUTTONS))
    assert isinstance(first, Sent)
    assert await sender.send(501, Message(Markup("two"), replaces=first.message_id)) == first
    assert await sender.send(501, Message(Markup("two"), replaces=first.message_id)) == first
    said = [message for message in zainab.chat.messages.values() if message["from"]["is_bot"]]
    assert [message["text"] for message in said] == ["two"]
    assert "reply_markup" not in said[0]


@pytest.mark.parametrize(
    "words",
    [
        "message to edit not found",
        "message can't be edited",
        "MESSAGE_ID_INVALID",
        "there is no text in the message to edit",
    ],
)
async def test_what_cannot_be_edited_is_sent_anew(
    sender: Sender, fake: FakeTelegram, zainab: Phone, words: str
) -> None:
    first = await sender.send(501, Message(Markup("one")))
    assert isinstance(first, Sent)
    fake.faults.plan(refused(words), method="editMessageText")
    second = await sender.send(501, Message(Markup("two"), replaces=first.message_id))
    assert isinstance(second, Sent)
    assert second != first
    assert last(zainab)["text"] == "two"


async def test_a_document_does_not_replace_but_follows(sender: Sender, zainab: Phone) -> None:
    first = await sender.send(501, Message(Markup("one")))
    assert isinstance(first, Sent)
    document = Document("a.txt", b"a", "text/plain")
    assert await sender.send(501, Message(document=document, replaces=first.message_id)) != first
    assert "document" in last(zainab)


async def test_what_is_too_long_comes_in_parts_with_the_buttons_at_the_end(sender: Sender, zainab: Phone) -> None:
    paragraphs = "\n\n".join(f"<b>{number}</b> {'x' * 1000}" for number in range(10))
    assert isinstance(await sender.send(501, Message(Markup(paragraphs), keyboard=BUTTONS)), Sent)
    said = [message for message in zainab.chat.messages.values() if message["from"]["is_bot"]]
    assert len(said) == 3
    assert ["reply_markup" in message for message in said] == [False, False, True]
    assert "".join(message["text"] for message in said).count("x") == 10_000


@pytest.mark.parametrize(
    ("fault", "outcome"),
    [
        (too_many(7), Wait(7.0)),
        (blocked(), Refused(Refusal.UNREACHABLE, "Forbidden: bot was blocked by the user")),
        (refused("can't parse entities"), Refused(Refusal.INVALID, "Can't parse entities")),
        (broken(503), Failed("Service Unavailable")),
        (unauthorized(), Failed("Unauthorized")),
        (Break.TIME_OUT_AFTER, Unsure("Timed out")),
    ],
)
async def test_what_becomes_of_a_message(
    sender: Sender, fake: FakeTelegram, zainab: Phone, fault: object, outcome: object
) -> None:
    del zainab
    fake.faults.plan(fault, method="sendMessage")  # type: ignore[arg-type]
    assert await sender.send(501, Message(Markup("hello"))) == outcome


@pytest.mark.parametrize("how", [Break.DROP_BEFORE, Break.DROP_AFTER])
async def test_a_dropped_connection_leaves_it_open(
    sender: Sender, fake: FakeTelegram, zainab: Phone, how: Break
) -> None:
    del zainab
    fake.faults.plan(how, method="sendMessage")
    assert isinstance(await sender.send(501, Message(Markup("hello"))), Unsure)


async def test_a_group_that_moved_is_told_with_its_new_id(sender: Sender, fake: FakeTelegram) -> None:
    group = fake.world.chats.group(-500, "Committee")
    group.migrated_to = -100500
    outcome = await sender.send(-500, Message(Markup("hello")))
    assert isinstance(outcome, Refused)
    assert outcome.migrated_to == -100500


async def test_a_tap_is_answered_and_an_old_one_needs_no_answer(
    sender: Sender, fake: FakeTelegram, zainab: Phone
) -> None:
    sent = await sender.send(501, Message(Markup("menu"), keyboard=BUTTONS))
    assert isinstance(sent, Sent)
    tap = zainab.taps(sent.message_id, "day:1")
    assert isinstance(await sender.answer_tap(tap.id, "x" * 300), Sent)
    assert tap.answer is not None
    assert tap.answer["text"] == "x" * 200
    fake.faults.plan(refused("query is too old and response timeout expired or query ID is invalid"))
    assert isinstance(await sender.answer_tap(tap.id, None), Refused)


async def test_an_older_server_that_knows_no_times_gets_them_as_text(
    sender: Sender, fake: FakeTelegram, zainab: Phone
) -> None:
    words = 'can\'t parse entities: Unsupported start tag "tg-time" at byte offset 3'
    fake.faults.plan(refused(words), method="sendMessage")
    for _ in range(2):
        html = Markup('at <tg-time unix="1761372000">9:00</tg-time>, <b>Hall A</b>')
        assert isinstance(await sender.send(501, Message(html)), Sent)
    said = [message for message in zainab.chat.messages.values() if message["from"]["is_bot"]]
    assert [message["text"] for message in said] == ["at 9:00, Hall A"] * 2
    texts = [request.values["text"] for request in fake.requests if request.method == "sendMessage"]
    assert texts == ["at 9:00, <b>Hall A</b>"] * 2


def cards(count: int, html: str = "<b>سلام</b>") -> InlinePage:
    keyboard = ((Button("open", url="https://t.me/some_bot?start=session_a"),),)
    card = Message(Markup(html), keyboard=keyboard)
    return InlinePage(
        tuple(Shared(f"s{number}", "title", "about", card) for number in range(count)), "50", 60, "Ask me"
    )


async def test_cards_to_choose_from(sender: Sender, fake: FakeTelegram, zainab: Phone) -> None:
    query = zainab.asks_inline("سلام")
    assert await sender.answer_inline(query, cards(80)) == Sent(0)
    answer = fake.world.inline_answers[query]
    assert answer is not None
    assert len(answer["results"]) == 50, "Telegram takes no more"
    assert (answer["next_offset"], answer["cache_time"], answer["is_personal"]) == ("50", 60, True)
    assert answer["button"] == {"text": "Ask me", "start_parameter": "inline"}
    message = answer["results"][0]["message"]
    assert message["text"] == "سلام"
    assert message["reply_markup"]["inline_keyboard"][0][0]["url"].endswith("session_a")


async def test_a_server_that_is_older_than_times_gets_cards_without_them(
    sender: Sender, fake: FakeTelegram, zainab: Phone
) -> None:
    query = zainab.asks_inline("now")
    fake.faults.plan(refused('can\'t parse entities: Unsupported start tag "tg-time"'), method="answerInlineQuery")
    assert await sender.answer_inline(query, cards(2, '<tg-time unix="1761372000">9:00</tg-time>')) == Sent(0)
    answer = fake.world.inline_answers[query]
    assert answer is not None
    assert [each["input_message_content"]["message_text"] for each in answer["results"]] == ["9:00", "9:00"]


async def test_a_query_that_is_too_old_is_refused(sender: Sender) -> None:
    assert isinstance(await sender.answer_inline("1", cards(1)), Refused)
