"""What people do, read from Telegram's own JSON."""

from __future__ import annotations

from typing import Any

import pytest

from bot.chat.arrivals import Deed, arrival, chat_of

ZAINAB = {"id": 501, "is_bot": False, "first_name": "Zainab", "language_code": "ar"}
PRIVATE = {"id": 501, "type": "private", "first_name": "Zainab"}
GROUP = {"id": -100200, "type": "supergroup", "title": "Students"}


def message(content: dict[str, Any], chat: dict[str, Any] = PRIVATE, kind: str = "message") -> dict[str, Any]:
    return {"update_id": 9, kind: {"message_id": 4, "date": 1761372000, "from": ZAINAB, "chat": chat, **content}}


@pytest.mark.parametrize(
    ("text", "deed", "command", "rest"),
    [
        ("/start", Deed.COMMAND, "start", ""),
        ("/START session_d1-opening", Deed.COMMAND, "start", "session_d1-opening"),
        ("/now@Daleel_bot", Deed.COMMAND, "now", ""),
        ("/ask where  is\nhall B ", Deed.COMMAND, "ask", "where  is\nhall B"),
        ("/", Deed.COMMAND, "", ""),
        ("أين القاعة؟", Deed.TEXT, "", "أين القاعة؟"),
        ("🙂", Deed.TEXT, "", "🙂"),
        ("x" * 4096, Deed.TEXT, "", "x" * 4096),
    ],
)
def test_a_private_text(text: str, deed: Deed, command: str, rest: str) -> None:
    arrived = arrival(message({"text": text}), "daleel_bot")
    assert arrived is not None
    assert (arrived.deed, arrived.command, arrived.text) == (deed, command, rest)
    assert (arrived.chat_id, arrived.person["id"], arrived.sent) == (501, 501, 1761372000)


@pytest.mark.parametrize(
    "kind",
    ["photo", "voice", "audio", "video", "video_note", "document", "sticker", "location", "contact", "poll", "dice"],
)
def test_what_is_no_text(kind: str) -> None:
    arrived = arrival(message({kind: {}}), "daleel_bot")
    assert arrived is not None
    assert (arrived.deed, arrived.text) == (Deed.MEDIA, kind)


def test_a_caption_is_a_text() -> None:
    arrived = arrival(message({"photo": [], "caption": "where is this?", "media_group_id": "m1"}), "daleel_bot")
    assert arrived is not None
    assert (arrived.deed, arrived.text, arrived.album) == (Deed.TEXT, "where is this?", "m1")


@pytest.mark.parametrize(
    "update",
    [
        message({"pinned_message": {}}),
        message({"message_auto_delete_timer_changed": {}}),
        message({"text": "hello"}, GROUP),
        message({"text": "/start"}, GROUP),
        message({"text": "/start@another_bot"}, GROUP),
        message({"photo": []}, GROUP),
        message({"new_chat_members": [ZAINAB]}, GROUP),
        message({"text": "/start", "from": {**ZAINAB, "is_bot": True}}),
        message({"text": "/now"}, kind="edited_message"),
        message({"location": {}}, kind="edited_message"),
        message({"text": "hello"}, GROUP, kind="edited_message"),
        {
            "update_id": 9,
            "channel_post": {"message_id": 1, "date": 1, "chat": {"id": -5, "type": "channel"}, "text": "/now"},
        },
        {"update_id": 9, "poll": {"id": "1"}},
        {"update_id": 9, "something_new": {"x": 1}},
    ],
)
def test_what_is_rightly_ignored(update: dict[str, Any]) -> None:
    assert arrival(update, "daleel_bot") is None


def test_a_group_calls_us_by_name() -> None:
    arrived = arrival(message({"text": "/schedule@DALEEL_bot today"}, GROUP), "daleel_bot")
    assert arrived is not None
    assert (arrived.deed, arrived.command, arrived.chat_id) == (Deed.GROUP_COMMAND, "schedule", -100200)


def test_a_mended_text() -> None:
    arrived = arrival(
        message({"text": "where is hall B", "edit_date": 1761372060}, kind="edited_message"), "daleel_bot"
    )
    assert arrived is not None
    assert (arrived.deed, arrived.text, arrived.sent) == (Deed.EDIT, "where is hall B", 1761372060)


def tap(message: dict[str, Any] | None) -> dict[str, Any]:
    query: dict[str, Any] = {"id": "77", "from": ZAINAB, "chat_instance": "1", "data": "session:d1-opening"}
    return {"update_id": 9, "callback_query": query | ({"message": message} if message else {"inline_message_id": "x"})}


@pytest.mark.parametrize(
    ("below", "message_id"),
    [
        ({"message_id": 12, "date": 1761372000, "chat": PRIVATE, "text": "menu"}, 12),
        ({"message_id": 12, "date": 0, "chat": PRIVATE}, 12),
        ({"message_id": 12, "date": 1761372000, "chat": GROUP}, None),
        (None, None),
    ],
)
def test_a_tap(below: dict[str, Any] | None, message_id: int | None) -> None:
    arrived = arrival(tap(below), "daleel_bot")
    assert arrived is not None
    assert (arrived.deed, arrived.text, arrived.query_id) == (Deed.TAP, "session:d1-opening", "77")
    assert (arrived.chat_id, arrived.message_id) == (501, message_id)


def membership(chat: dict[str, Any], before: str, after: str) -> dict[str, Any]:
    change = {"chat": chat, "from": ZAINAB, "date": 1, "old_chat_member": {"status": before}}
    return {"update_id": 9, "my_chat_member": {**change, "new_chat_member": {"status": after}}}


@pytest.mark.parametrize(
    ("chat", "before", "after", "deed"),
    [
        (PRIVATE, "member", "kicked", Deed.BLOCK),
        (PRIVATE, "kicked", "member", Deed.UNBLOCK),
        (GROUP, "left", "member", Deed.GROUP_INVITATION),
        (GROUP, "member", "administrator", None),
        (GROUP, "member", "left", None),
        ({"id": -7, "type": "channel"}, "left", "administrator", None),
    ],
)
def test_where_we_stand(chat: dict[str, Any], before: str, after: str, deed: Deed | None) -> None:
    arrived = arrival(membership(chat, before, after), "daleel_bot")
    assert (arrived.deed if arrived else None) == deed


def test_every_update_has_the_chat_in_which_it_is_handled_in_order() -> None:
    assert chat_of(message({"text": "hello"})) == 501
    assert chat_of(message({"text": "/now"}, GROUP)) == -100200
    assert chat_of(tap({"message_id": 12, "date": 0, "chat": PRIVATE})) == 501
    assert chat_of(tap(None)) == 501
    assert chat_of(membership(GROUP, "left", "member")) == -100200
    assert chat_of({"update_id": 9, "poll": {"id": "1"}}) is None


def test_an_inline_query_is_in_the_order_of_its_person() -> None:
    query = {"id": "77", "from": ZAINAB, "query": "ورشة", "offset": "20", "chat_type": "supergroup"}
    update = {"update_id": 9, "inline_query": query}
    arrived = arrival(update, "daleel_bot")
    assert arrived is not None
    assert (arrived.deed, arrived.text, arrived.offset, arrived.query_id) == (Deed.INLINE, "ورشة", "20", "77")
    assert chat_of(update) == 501


def test_a_card_of_ours_is_nobodys_question_and_another_bots_is() -> None:
    ours = {"id": 1, "is_bot": True, "first_name": "Daleel", "username": "Daleel_Bot"}
    card = {"text": "a session"}
    assert arrival(message({**card, "via_bot": ours}), "daleel_bot") is None
    assert arrival(message({**card, "via_bot": {**ours, "username": "gif"}}), "daleel_bot") is not None
