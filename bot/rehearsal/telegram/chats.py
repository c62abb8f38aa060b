"""The chats that the bot is in, and what stands in them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from bot.rehearsal.telegram.model import Json, Person, bad_request, forbidden


class Standing(StrEnum):
    """Whether the bot may write to a chat."""

    UNMET = "unmet"
    """Nobody there has written to the bot yet."""
    OPEN = "open"
    BLOCKED = "blocked"
    DEACTIVATED = "deactivated"
    KICKED = "kicked"


_REFUSALS = {
    Standing.BLOCKED: "bot was blocked by the user",
    Standing.DEACTIVATED: "user is deactivated",
    Standing.KICKED: "bot was kicked from the group chat",
}


@dataclass(slots=True, repr=False)
class Chat:
    """A private chat (``person`` is set) or a group. ``messages`` are the Bot API's, by id, in order."""

    id: int
    about: Json
    person: Person | None = None
    standing: Standing = Standing.UNMET
    messages: dict[int, Json] = field(default_factory=dict)
    reply_keyboard: Json | None = None
    action: str | None = None
    """What the bot is shown to be doing ("typing"), until its next message."""
    silent: set[int] = field(default_factory=set)
    """Ids of the messages that came without a sound."""
    paid: set[int] = field(default_factory=set)
    """Ids of the messages that the bot paid for (allow_paid_broadcast)."""
    migrated_to: int | None = None

    @property
    def private(self) -> bool:
        """Whether it is a chat with one person."""
        return self.person is not None

    def check_writable(self) -> None:
        """Refuse what Telegram refuses before it looks at a message."""
        if self.migrated_to is not None:
            refusal = bad_request("group chat was upgraded to a supergroup chat")
            refusal.parameters["migrate_to_chat_id"] = self.migrated_to
            raise refusal
        if self.standing is Standing.UNMET:
            raise bad_request("chat not found")
        if self.standing is not Standing.OPEN:
            raise forbidden(_REFUSALS[self.standing])


@dataclass(slots=True, repr=False)
class Chats:
    """All chats by id. Message ids rise over all private chats, as they do in one account."""

    by_id: dict[int, Chat] = field(default_factory=dict)
    _last_message: int = 0

    def of(self, person: Person) -> Chat:
        """The private chat with a person, made on first sight."""
        chat = self.by_id.get(person.id)
        if chat is None:
            chat = self.by_id[person.id] = Chat(person.id, person.as_chat(), person)
        elif chat.person != person:
            chat.person, chat.about = person, person.as_chat()
        return chat

    def group(self, chat_id: int, title: str) -> Chat:
        """A group that the bot has been added to, made on first sight."""
        kind = "supergroup" if str(chat_id).startswith("-100") else "group"
        about: Json = {"id": chat_id, "type": kind, "title": title}
        return self.by_id.setdefault(chat_id, Chat(chat_id, about, standing=Standing.OPEN))

    def addressed(self, chat_id: int) -> Chat:
        """The chat with this id, if the bot may write to it."""
        if not chat_id:
            raise bad_request("chat_id is empty")
        chat = self.by_id.get(chat_id)
        if chat is None:
            raise bad_request("chat not found")
        chat.check_writable()
        return chat

    def add(self, chat: Chat, sender: Json, when: datetime, content: Json) -> Json:
        """Put a new message into a chat."""
        self._last_message += 1
        message: Json = {
            "message_id": self._last_message,
            "from": sender,
            "chat": chat.about,
            "date": int(when.timestamp()),
            **content,
        }
        chat.messages[self._last_message] = message
        return message
