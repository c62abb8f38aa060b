"""What comes in: the queue, its confirmation, two readers at once, taps and their short life."""

from __future__ import annotations

import asyncio

import pytest
from telegram import Bot, BotCommand, BotCommandScopeAllPrivateChats, InlineKeyboardButton, InlineKeyboardMarkup
from telegram.error import BadRequest, Conflict, EndPointNotFound, InvalidToken

from bot.rehearsal.telegram import FakeRequest, FakeTelegram, Phone
from tests.unit.rehearsal.conftest import Hand


async def test_updates_stay_until_a_later_offset_confirms_them(fake: FakeTelegram, bot: Bot, zainab: Phone) -> None:
    zainab.starts("session_d1-opening")
    zainab.writes("ما الجدول؟")
    first = await bot.get_updates()
    assert [update.message and update.message.text for update in first] == ["/start session_d1-opening", "ما الجدول؟"]
    assert await bot.get_updates() == first
    assert await bot.get_updates(offset=first[0].update_id + 1) == first[1:]
    assert await bot.get_updates(offset=first[1].update_id + 1) == ()
    assert len(fake.world.updates) == 0


async def test_a_waiting_reader_gets_an_update_at_once_and_a_second_reader_ends_its_wait(
    bot: Bot, zainab: Phone
) -> None:
    waiting = asyncio.create_task(bot.get_updates(timeout=30))
    await asyncio.sleep(0)
    zainab.starts()
    assert [update.effective_message and update.effective_message.text for update in await waiting] == ["/start"]
    offset = (await bot.get_updates())[0].update_id + 1
    first = asyncio.create_task(bot.get_updates(offset=offset, timeout=30))
    await asyncio.sleep(0)
    second = asyncio.create_task(bot.get_updates(offset=offset, timeout=30))
    with pytest.raises(Conflict, match="terminated by other getUpdates request"):
        await first
    zainab.writes("/help")
    assert len(await second) == 1


async def test_updates_are_kept_for_a_day(bot: Bot, zainab: Phone, hand: Hand) -> None:
    zainab.starts()
    hand.seconds += 86_401
    assert await bot.get_updates() == ()


async def test_only_kinds_that_were_asked_for_come(bot: Bot, zainab: Phone) -> None:
    await bot.get_updates(allowed_updates=["message"])
    message = zainab.writes("سلام")
    zainab.edits(message["message_id"], "السلام عليكم")
    assert [update.edited_message for update in await bot.get_updates()] == [None]


async def test_a_tap_can_be_answered_for_a_minute(fake: FakeTelegram, bot: Bot, zainab: Phone, hand: Hand) -> None:
    zainab.starts()
    star = InlineKeyboardMarkup([[InlineKeyboardButton("★", callback_data="star")]])
    sent = await bot.send_message(501, "x", reply_markup=star)
    tap = zainab.taps(sent.message_id, "star")
    update = (await bot.get_updates())[-1]
    assert update.callback_query is not None
    assert update.callback_query.data == "star"
    await update.callback_query.answer("تم")
    assert tap.answer == {"text": "تم", "show_alert": False, "url": ""}
    late = zainab.taps(sent.message_id, "star")
    hand.seconds += 61
    with pytest.raises(BadRequest, match="Query is too old and response timeout expired or query id is invalid"):
        await bot.answer_callback_query(late.id)
    with pytest.raises(BadRequest, match=r"(?i)message_too_long"):
        await bot.answer_callback_query(tap.id, "x" * 201)
    assert [one for one in fake.violations if "too old" in one] == []


async def test_the_command_menu_is_chosen_by_scope_and_language(
    bot: Bot, zainab: Phone, james: Phone, fake: FakeTelegram
) -> None:
    await bot.set_my_commands([BotCommand("now", "What is on now")])
    await bot.set_my_commands([BotCommand("now", "ما يجري الآن")], BotCommandScopeAllPrivateChats(), "ar")
    menus = [fake.world.profile.commands_for(phone.person) for phone in (zainab, james)]
    assert [menu[0]["description"] for menu in menus] == ["ما يجري الآن", "What is on now"]
    assert len(await bot.get_my_commands(language_code="ar")) == 0
    for wrong, words in (
        (BotCommand("Now", "x"), "Bot_command_invalid"),
        (BotCommand("الآن", "x"), "Bot_command_invalid"),
    ):
        with pytest.raises(BadRequest, match=f"(?i){words}"):
            await bot.set_my_commands([wrong])


async def test_names_and_descriptions_per_language_within_their_limits(bot: Bot) -> None:
    await bot.set_my_name("Daleel")
    await bot.set_my_name("دليل", "ar")
    await bot.set_my_short_description("x" * 120)
    assert [(await bot.get_my_name(language)).name for language in ("ar", "en")] == ["دليل", "Daleel"]
    with pytest.raises(BadRequest):
        await bot.set_my_description("x" * 513)


async def test_a_wrong_token_and_an_unknown_method(fake: FakeTelegram, bot: Bot) -> None:
    with pytest.raises(InvalidToken):
        async with Bot("1:wrong", request=FakeRequest(fake)):
            pass
    with pytest.raises(EndPointNotFound):
        await bot.do_api_request("sendPigeon", {})


async def test_a_blocking_person_is_told_of(bot: Bot, zainab: Phone) -> None:
    zainab.starts()
    zainab.blocks()
    update = (await bot.get_updates())[-1]
    assert update.my_chat_member is not None
    assert update.my_chat_member.new_chat_member.status == "kicked"


async def test_people_share_all_sorts_of_things(bot: Bot, zainab: Phone) -> None:
    zainab.sends(
        {
            "sticker": {
                "file_id": "s",
                "file_unique_id": "s",
                "type": "regular",
                "width": 1,
                "height": 1,
                "is_animated": False,
                "is_video": False,
            }
        }
    )
    zainab.sends({"contact": {"phone_number": "+9647801234567", "first_name": "زينب"}})
    query = zainab.asks_inline("now")
    updates = await bot.get_updates()
    assert updates[0].message is not None
    assert updates[0].message.sticker is not None
    assert updates[2].inline_query is not None
    await bot.answer_inline_query(query, [])
