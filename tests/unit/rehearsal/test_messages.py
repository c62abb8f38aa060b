"""What a bot sends, edits and deletes: carried out, or refused in Telegram's words."""

from __future__ import annotations

import struct
import zlib
from typing import Any

import pytest
from telegram import (
    Bot,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    Message,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
)
from telegram.error import BadRequest, ChatMigrated, Forbidden

from bot.rehearsal.telegram import FakeTelegram, Phone
from tests.unit.rehearsal.conftest import Hand

DAY = 86_400
RAW = "send_Message"
"""So spelled, python-telegram-bot sends what it is given, right or wrong, and does not warn."""


def keyboard(data: str = "day:1", **action: Any) -> InlineKeyboardMarkup:
    button = InlineKeyboardButton("اليوم الأول", **(action or {"callback_data": data}))
    return InlineKeyboardMarkup([[button]])


def png(width: int, height: int) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0" * (width + 1) * height))


async def test_a_message_arrives_and_can_be_edited(fake: FakeTelegram, bot: Bot, zainab: Phone, hand: Hand) -> None:
    zainab.starts()
    sent = await bot.send_message(501, "<b>أهلاً</b>", parse_mode="HTML", reply_markup=keyboard())
    hand.seconds += 60
    edited = await bot.edit_message_text("Day 1", 501, sent.message_id)
    assert isinstance(edited, Message)
    assert sent.text == "أهلاً"
    assert sent.entities[0].type == "bold"
    assert edited.reply_markup is None
    assert (edited.edit_date - edited.date).total_seconds() == 60  # type: ignore[operator]
    assert [message["text"] for message in zainab.chat.messages.values()] == ["/start", "Day 1"]
    assert fake.violations == []


@pytest.mark.parametrize(
    ("text", "words"),
    [("", "Message text is empty"), ("  \n ", "Message text is empty"), ("ط" * 4097, "Message is too long")],
)
async def test_texts_of_a_wrong_length_are_refused(bot: Bot, zainab: Phone, text: str, words: str) -> None:
    zainab.starts()
    with pytest.raises(BadRequest, match=words):
        await bot.send_message(501, text)


async def test_the_length_counts_after_the_entities_are_parsed(bot: Bot, zainab: Phone) -> None:
    zainab.starts()
    assert len((await bot.send_message(501, f"<b>{'ط' * 4096}</b>", parse_mode="HTML")).text or "") == 4096
    with pytest.raises(BadRequest, match="Message is too long"):
        await bot.send_message(501, "😀" * 2049)


async def test_an_edit_that_changes_nothing_or_has_nothing_to_change_is_refused(bot: Bot, zainab: Phone) -> None:
    theirs = zainab.starts()
    sent = await bot.send_message(501, "Day 1", reply_markup=keyboard())
    with pytest.raises(BadRequest, match="exactly the same as a current content and reply markup of the message"):
        await bot.edit_message_text("Day 1", 501, sent.message_id, reply_markup=keyboard())
    with pytest.raises(BadRequest, match="Message to edit not found"):
        await bot.edit_message_text("Day 2", 501, 99_999)
    with pytest.raises(BadRequest, match="Message can't be edited"):
        await bot.edit_message_text("Day 2", 501, theirs["message_id"])
    await bot.edit_message_reply_markup(501, sent.message_id)
    with pytest.raises(BadRequest, match="Message is not modified"):
        await bot.edit_message_reply_markup(501, sent.message_id)


@pytest.mark.parametrize(
    ("action", "words"),
    [
        ({"callback_data": "ج" * 33}, "Button_data_invalid"),
        ({"callback_data": "x" * 65}, "Button_data_invalid"),
        ({"url": "not a link"}, "Inline keyboard button url 'not a link' is invalid: wrong http url"),
        ({"url": "gopher://x.org"}, "Inline keyboard button url 'gopher://x.org' is invalid: unsupported url protocol"),
        ({}, "Text buttons are unallowed in the inline keyboard"),
    ],
)
async def test_buttons_that_telegram_does_not_take(bot: Bot, zainab: Phone, action: dict[str, Any], words: str) -> None:
    zainab.starts()
    markup = {"inline_keyboard": [[{"text": "x", **action}]]}
    with pytest.raises(BadRequest) as refusal:
        await bot.do_api_request(RAW, {"chat_id": 501, "text": "x", "reply_markup": markup})
    assert words.lower() in str(refusal.value).lower()


async def test_sixty_four_bytes_of_data_are_taken(bot: Bot, zainab: Phone) -> None:
    zainab.starts()
    await bot.send_message(501, "x", reply_markup=keyboard("ج" * 32))


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"parse_mode": "BBCode"}, "Unsupported parse_mode"),
        ({"reply_markup": {"buttons": []}}, "Object expected as reply markup"),
        ({"reply_markup": "[[["}, "Can't parse reply markup json object"),
        ({"reply_parameters": {"message_id": 77}}, "Message to be replied not found"),
        ({"chat_id": 404}, "Chat not found"),
        ({"chat_id": 0}, "Chat_id is empty"),
    ],
)
async def test_values_that_telegram_does_not_know(bot: Bot, zainab: Phone, values: dict[str, Any], words: str) -> None:
    zainab.starts()
    with pytest.raises(BadRequest, match=f"(?i){words}"):
        await bot.do_api_request(RAW, {"chat_id": 501, "text": "x", **values})


async def test_nobody_is_written_to_first_and_nobody_against_their_will(
    fake: FakeTelegram, bot: Bot, zainab: Phone
) -> None:
    assert zainab.chat.standing == "unmet"
    with pytest.raises(BadRequest, match="Chat not found"):
        await bot.send_message(501, "x")
    zainab.starts()
    zainab.blocks()
    with pytest.raises(Forbidden, match="bot was blocked by the user"):
        await bot.send_message(501, "x")
    zainab.unblocks()
    await bot.send_message(501, "x")
    zainab.leaves_telegram()
    with pytest.raises(Forbidden, match="user is deactivated"):
        await bot.send_message(501, "x")
    group = fake.world.chats.group(-7, "Volunteers")
    group.migrated_to = -1007
    with pytest.raises(ChatMigrated):
        await bot.send_message(-7, "x")


async def test_messages_are_deleted_for_two_days_only(bot: Bot, zainab: Phone, hand: Hand) -> None:
    zainab.starts()
    early, late = [await bot.send_message(501, text) for text in ("a", "b")]
    await bot.delete_message(501, early.message_id)
    with pytest.raises(BadRequest, match="Message to delete not found"):
        await bot.delete_message(501, early.message_id)
    hand.seconds += 2 * DAY + 1
    with pytest.raises(BadRequest, match=r"Message can't be deleted for everyone"):
        await bot.delete_message(501, late.message_id)


async def test_files_places_and_keyboards_below_the_field(fake: FakeTelegram, bot: Bot, zainab: Phone) -> None:
    zainab.starts()
    sent = await bot.send_document(501, b"BEGIN:VCALENDAR", caption="x", filename="session.ics")
    assert sent.document is not None
    assert sent.document.file_name == "session.ics"
    file = await bot.get_file(sent.document.file_id)
    assert bytes(await file.download_as_bytearray()) == b"BEGIN:VCALENDAR"
    again = await bot.send_document(501, sent.document.file_id)
    assert again.document == sent.document
    with pytest.raises(BadRequest, match=r"(?i)wrong file identifier/http url specified"):
        await bot.send_document(501, "no-such-file")
    photo = await bot.send_photo(501, png(30, 20))
    assert (photo.photo[0].width, photo.photo[0].height) == (30, 20)
    with pytest.raises(BadRequest, match=r"(?i)image_process_failed"):
        await bot.send_photo(501, b"not a picture")
    venue = await bot.send_venue(501, 32.616389, 44.0325, "Shrine", "Karbala")
    assert venue.venue is not None
    with pytest.raises(BadRequest, match="Wrong location specified"):
        await bot.send_location(501, 132.6, 44.0)
    await bot.send_message(501, "x", reply_markup=ReplyKeyboardMarkup([["الجدول", "الآن"]]))
    assert zainab.chat.reply_keyboard is not None
    await bot.send_message(501, "x", reply_markup=ReplyKeyboardRemove())
    assert zainab.chat.reply_keyboard is None
    assert [one for one in fake.violations if "unknown field" in one] == []


async def test_an_independent_judge_finds_unknown_fields_and_wrong_types(
    fake: FakeTelegram, bot: Bot, zainab: Phone
) -> None:
    zainab.starts()
    await bot.do_api_request(RAW, {"chat_id": 501, "text": "x", "disable_preview": True})
    markup = {"inline_keyboard": [[{"text": "x", "callback_data": "a", "colour": "red"}]]}
    await bot.do_api_request(RAW, {"chat_id": 501, "text": "x", "reply_markup": markup})
    await bot.do_api_request(
        "send_Venue", {"chat_id": 501, "latitude": 1, "longitude": 1, "title": "x", "address": "y"}
    )
    assert fake.violations == [
        "sendMessage: unknown field disable_preview",
        "sendMessage: unknown field reply_markup.inline_keyboard.colour",
    ]
