"""What Telegram shows of us: command menu, name and descriptions in every language; set only where they differ."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import structlog
from telegram import Bot
from telegram.error import RetryAfter, TelegramError

from bot.attendees.model import Attendee, Role
from bot.chat.context import Command
from bot.chat.posting import post
from bot.chat.voices import Voices
from bot.event.model import Event
from bot.texts import Texts

NAME, SHORT, LONG = 64, 120, 512
"""Telegram's limits in characters."""
_PRIVATE = {"type": "all_private_chats"}

log = structlog.get_logger(__name__)

Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Menu:
    """Keeps Telegram's picture of the bot up to date. What Telegram refuses is logged and left for the next start."""

    bot: Bot
    commands: tuple[Command, ...]
    voices: Voices
    languages: tuple[str, ...]
    _own: dict[int, list[dict[str, str]]] = field(default_factory=dict)

    async def show(self, event: Event, staff: Iterable[Attendee]) -> None:
        """Set everything that differs; an empty language is for all whose own we do not speak."""
        try:
            for language in ("", *self.languages):
                texts = self.voices.in_language(language or None, event)
                await self._show_commands(self.listed(texts, Role.ATTENDEE), _PRIVATE, language)
                for what, limit, text in _about(texts, event):
                    await self._show_text(what, _cut(text, limit), language)
            for attendee in staff:
                await self.show_to(attendee, event)
        except RetryAfter as error:
            log.warning("the bot's menu is not set now: Telegram wants us to wait", seconds=str(error.retry_after))
        except TelegramError as error:
            log.warning("the bot's menu could not be set", error=type(error).__name__)

    async def show_to(self, attendee: Attendee, event: Event) -> None:
        """One attendee's own menu: in the language they chose, with the commands of their role."""
        wanted = self.listed(self.voices.of(attendee, event), attendee.role)
        if not attendee.reachable or self._own.get(attendee.id) == wanted:
            return
        try:
            await self._show_commands(wanted, {"type": "chat", "chat_id": attendee.id}, "")
        except TelegramError as error:
            log.info("an attendee's menu could not be set", error=type(error).__name__)
        else:
            self._own[attendee.id] = wanted

    def listed(self, texts: Texts, role: Role) -> list[dict[str, str]]:
        """The commands of a role with their descriptions."""
        return [
            {"command": command.name, "description": texts.plain(texts.say(command.description))}
            for command in self.commands
            if command.description and command.role <= role
        ]

    async def _show_commands(self, wanted: list[dict[str, str]], scope: Json, language: str) -> None:
        where = {"scope": scope, "language_code": language or None}
        if await post(self.bot, "getMyCommands", where) != wanted:
            await post(self.bot, "setMyCommands", {"commands": wanted, **where})

    async def _show_text(self, what: str, wanted: str, language: str) -> None:
        where = {"language_code": language or None}
        method = "My" + what.title().replace("_", "")
        shown = await post(self.bot, f"get{method}", where)
        if shown.get(what) != wanted:
            await post(self.bot, f"set{method}", {what: wanted, **where})


def _about(texts: Texts, event: Event) -> tuple[tuple[str, int, str], ...]:
    short_name, name = texts.pick(event.short_name), texts.pick(event.name)
    long = texts.say(
        "Ask me about {event}: the programme, the halls and speakers, the venue, registration. I answer at once, in "
        "your language, and remind you of the sessions that you star.",
        event=name,
    )
    return (
        ("name", NAME, texts.plain(texts.say("Daleel · {event}", event=short_name))),
        ("short_description", SHORT, texts.plain(texts.say("Your guide to {event}.", event=short_name))),
        ("description", LONG, texts.plain(long)),
    )


def _cut(text: str, limit: int) -> str:
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"
