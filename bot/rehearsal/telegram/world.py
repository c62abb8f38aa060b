"""All that the fake Telegram remembers: chats, updates, taps, files, the bot's own profile."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from bot.clock import Clock, SystemClock
from bot.rehearsal.telegram.chats import Chat, Chats
from bot.rehearsal.telegram.files import Files
from bot.rehearsal.telegram.flood import Flood
from bot.rehearsal.telegram.model import Json
from bot.rehearsal.telegram.profile import Profile
from bot.rehearsal.telegram.updates import Updates


class Happened(StrEnum):
    """What a watcher of the chats is told of."""

    MESSAGE = "message"
    EDITED = "edited"
    DELETED = "deleted"
    ACTION = "action"
    ANSWERED = "answered"
    REACTION = "reaction"
    STANDING = "standing"
    COMMANDS = "commands"


@dataclass(frozen=True, slots=True)
class Happening:
    """Something that became visible in a chat; for COMMANDS in all of them (``chat_id`` is 0)."""

    kind: Happened
    chat_id: int
    payload: Json


@dataclass(slots=True)
class Tap:
    """A tap on an inline button: its spinner turns until the bot answers."""

    id: str
    chat_id: int
    message_id: int
    data: str
    since: float
    answer: Json | None = None


@dataclass(slots=True)
class Webhook:
    """Where updates are delivered to, instead of being fetched."""

    url: str
    secret_token: str = ""
    max_connections: int = 40
    last_error: str = ""
    last_error_at: int = 0


@dataclass(slots=True, repr=False)
class World:
    """The state of one fake Telegram, in which there is one bot."""

    bot: Json
    clock: Clock = field(default_factory=SystemClock)
    monotonic: Callable[[], float] = time.monotonic
    chats: Chats = field(default_factory=Chats)
    files: Files = field(default_factory=Files)
    profile: Profile = field(default_factory=Profile)
    taps: dict[str, Tap] = field(default_factory=dict)
    inline_answers: dict[str, Json | None] = field(default_factory=dict)
    webhook: Webhook | None = None
    updates: Updates = field(init=False)
    flood: Flood = field(init=False)
    _watchers: list[Callable[[Happening], None]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.updates = Updates(self.now)
        self.flood = Flood(self.monotonic)

    def now(self) -> datetime:
        """The moment that messages are dated with."""
        return self.clock.now()

    def watch(self, watcher: Callable[[Happening], None]) -> Callable[[], None]:
        """Tell ``watcher`` of everything that becomes visible; gives back what ends it."""
        self._watchers.append(watcher)
        return lambda: self._watchers.remove(watcher)

    def tell(self, kind: Happened, chat_id: int, payload: Json) -> None:
        """Tell all watchers."""
        for watcher in list(self._watchers):
            watcher(Happening(kind, chat_id, payload))

    def post(self, chat: Chat, content: Json) -> Json:
        """A message of the bot's."""
        message = self.chats.add(chat, self.bot, self.now(), content)
        chat.action = None
        self.tell(Happened.MESSAGE, chat.id, message)
        return message
