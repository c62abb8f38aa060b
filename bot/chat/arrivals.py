"""A raw update → what somebody did, as one small value; None for what is rightly ignored. Telegram's JSON ends here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, auto
from typing import Any

Json = Mapping[str, Any]

ALLOWED_UPDATES = ("message", "edited_message", "callback_query", "inline_query", "my_chat_member")
"""The kinds of updates that we ask Telegram for; all others are never sent to us."""

_SEEN = ("photo", "video", "video_note", "document", "animation", "sticker", "story", "paid_media")
_HEARD = ("voice", "audio")
_SHARED = ("location", "venue", "contact", "poll", "dice", "game", "checklist")
_MEDIA = frozenset((*_SEEN, *_HEARD, *_SHARED))
_GONE = frozenset(("kicked", "left"))


class Deed(Enum):
    """What somebody did."""

    COMMAND = auto()
    TEXT = auto()
    EDIT = auto()
    TAP = auto()
    INLINE = auto()
    MEDIA = auto()
    BLOCK = auto()
    UNBLOCK = auto()
    GROUP_COMMAND = auto()
    GROUP_INVITATION = auto()


@dataclass(frozen=True, slots=True)
class Arrival:
    """One deed. ``text``: the command's argument, the typed text, the button's data, the query or the kind of media."""

    update_id: int
    deed: Deed
    chat_id: int
    person: Json
    sent: int | None = None
    """When it was written, in Unix time; None where Telegram does not say (taps)."""
    text: str = ""
    command: str = ""
    message_id: int | None = None
    query_id: str | None = None
    offset: str = ""
    """Where the page of inline results before this one ended."""
    editable: bool = False
    """Whether the tapped message has a text that can be replaced."""
    album: str | None = None


def chat_of(update: Json) -> int | None:
    """The id of the chat in which it happened: what is to be handled in order."""
    for happening in update.values():
        if isinstance(happening, Mapping):
            chat = happening.get("chat") or (happening.get("message") or {}).get("chat") or happening.get("from") or {}
            return chat.get("id")
    return None


def arrival(update: Json, bot_name: str) -> Arrival | None:
    """What somebody did; ``bot_name`` is the bot's own username."""
    update_id = update["update_id"]
    if "message" in update:
        return _message(update_id, update["message"], bot_name)
    if "callback_query" in update:
        return _tap(update_id, update["callback_query"])
    if "inline_query" in update:
        return _inline(update_id, update["inline_query"])
    if "edited_message" in update:
        return _edit(update_id, update["edited_message"])
    if "my_chat_member" in update:
        return _membership(update_id, update["my_chat_member"])
    return None


def _message(update_id: int, message: Json, bot_name: str) -> Arrival | None:
    person, chat = message.get("from"), message["chat"]
    if person is None or person.get("is_bot") or _is_ours(message, bot_name):
        return None
    text: str | None = message.get("text")
    if chat["type"] != "private":
        return _group_message(update_id, message, text, bot_name)
    sent = message.get("date")
    if text is None:
        return _not_text(update_id, message)
    if not text.startswith("/"):
        return Arrival(update_id, Deed.TEXT, chat["id"], person, sent, text)
    name, argument = _command(text)
    return Arrival(update_id, Deed.COMMAND, chat["id"], person, sent, argument, name.partition("@")[0].lower())


def _not_text(update_id: int, message: Json) -> Arrival | None:
    media = next((kind for kind in message if kind in _MEDIA), None)
    if media is None:
        return None  # a service message: pinned, auto-delete timer, theme …
    person, chat_id, sent, album = (
        message["from"],
        message["chat"]["id"],
        message.get("date"),
        message.get("media_group_id"),
    )
    caption: str | None = message.get("caption")
    if caption:
        return Arrival(update_id, Deed.TEXT, chat_id, person, sent, caption, album=album)
    return Arrival(update_id, Deed.MEDIA, chat_id, person, sent, media, album=album)


def _is_ours(message: Json, bot_name: str) -> bool:
    """Whether it is a card of ours that somebody shared: nobody has written it, and it asks nothing."""
    return bool((message.get("via_bot") or {}).get("username", "").lower() == bot_name.lower())


def _group_message(update_id: int, message: Json, text: str | None, bot_name: str) -> Arrival | None:
    if not text or not text.startswith("/"):
        return None
    name, argument = _command(text)
    command, _, addressed = name.partition("@")
    if addressed.lower() != bot_name.lower():
        return None
    chat_id, person, sent = message["chat"]["id"], message["from"], message.get("date")
    return Arrival(update_id, Deed.GROUP_COMMAND, chat_id, person, sent, argument, command.lower())


def _tap(update_id: int, query: Json) -> Arrival:
    person, message = query["from"], query.get("message")
    message_id, editable = None, False
    if message is not None and message["chat"]["type"] == "private":
        # Of a message that is too old Telegram tells the id alone (its date is 0): it may or may not be editable.
        message_id, editable = message["message_id"], "text" in message or message.get("date") == 0
    return Arrival(
        update_id,
        Deed.TAP,
        person["id"],
        person,
        text=query.get("data", ""),
        message_id=message_id,
        query_id=query["id"],
        editable=editable,
    )


def _inline(update_id: int, query: Json) -> Arrival:
    person, offset = query["from"], query.get("offset", "")
    text = query.get("query", "")
    return Arrival(update_id, Deed.INLINE, person["id"], person, text=text, query_id=query["id"], offset=offset)


def _edit(update_id: int, message: Json) -> Arrival | None:
    text, person, chat = message.get("text"), message.get("from"), message["chat"]
    if not text or text.startswith("/") or chat["type"] != "private" or person is None or person.get("is_bot"):
        return None
    return Arrival(update_id, Deed.EDIT, chat["id"], person, message.get("edit_date"), text)


def _membership(update_id: int, change: Json) -> Arrival | None:
    person, chat = change["from"], change["chat"]
    before, after = change["old_chat_member"]["status"], change["new_chat_member"]["status"]
    if chat["type"] == "private":
        deed = Deed.BLOCK if after in _GONE else Deed.UNBLOCK
    elif chat["type"] != "channel" and before in _GONE and after not in _GONE:
        deed = Deed.GROUP_INVITATION
    else:
        return None
    return Arrival(update_id, deed, chat["id"], person, change.get("date"))


def _command(text: str) -> tuple[str, str]:
    parts = text[1:].split(None, 1)
    name = parts[0] if parts else ""
    return name, parts[1].strip() if len(parts) > 1 else ""
