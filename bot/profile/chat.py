"""The handlers of a person's own settings and data, and of the first message."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from bot.attendees.model import Attendee
from bot.chat.context import Asked, Reply
from bot.event.model import Event
from bot.outbox.model import Message
from bot.profile import render
from bot.profile.flow import Profile
from bot.profile.render import Language
from bot.texts import Texts

_ON = {"on": True, "off": False}


@dataclass(frozen=True, slots=True)
class ProfileChat:
    """Each handler answers one command or tap."""

    profile: Profile

    async def start(self, asked: Asked) -> Reply:
        """/start without a place to go to. It changes nothing: messages are turned on again by a button."""
        languages = self._languages(asked.event)
        if asked.attendee.language is None:
            voices = [self.profile.voices.in_language(one.code, asked.event) for one in languages]
            return Reply(shown=render.which_language(voices, languages, asked.event))
        return Reply(shown=self._welcome(asked.attendee, asked.event))

    async def hello(self, asked: Asked) -> Reply:
        """A language was chosen below the first message."""
        return Reply(shown=self._welcome(await self.profile.speak(asked.attendee, asked.argument), asked.event))

    async def resume(self, asked: Asked) -> Reply:
        """Turns all messages on again."""
        await self.profile.hear(asked.attendee, messages=True, reminders=True)
        return Reply(shown=render.resumed(asked.texts))

    async def help(self, asked: Asked) -> Reply:
        """/help."""
        commands = [command for feature in self.profile.features() for command in feature.commands]
        return Reply(shown=render.help_(asked.texts, asked.attendee.role, commands))

    async def choose_language(self, asked: Asked) -> Reply:
        """/language."""
        return Reply(shown=render.language(asked.texts, self._languages(asked.event)))

    async def language(self, asked: Asked) -> Reply:
        """A language was chosen."""
        attendee = await self.profile.speak(asked.attendee, asked.argument)
        texts = self._voice(attendee, asked.event)
        return self._settings(attendee, asked.event, texts.plain(texts.say("I speak English from now on.")))

    async def digits(self, asked: Asked) -> Reply:
        """A kind of digits was chosen."""
        offered = {system for one in self._languages(asked.event) for system, _ in one.digits}
        if asked.argument not in offered:
            return self._settings(asked.attendee, asked.event)
        return self._settings(await self.profile.count(asked.attendee, asked.argument), asked.event)

    async def settings(self, asked: Asked) -> Reply:
        """/settings."""
        return self._settings(asked.attendee, asked.event)

    async def messages(self, asked: Asked) -> Reply:
        """Announcements and changes: on or off."""
        wanted = _ON.get(asked.argument)
        return self._settings(await self.profile.hear(asked.attendee, messages=wanted), asked.event)

    async def reminders(self, asked: Asked) -> Reply:
        """Reminders: on or off."""
        wanted = _ON.get(asked.argument)
        return self._settings(await self.profile.hear(asked.attendee, reminders=wanted), asked.event)

    async def stop(self, asked: Asked) -> Reply:
        """/stop: silence, but for answers."""
        await self.profile.hear(asked.attendee, messages=False, reminders=False)
        return Reply(shown=render.stopped(asked.texts))

    async def keep_reminders(self, asked: Asked) -> Reply:
        """After /stop: reminders all the same."""
        await self.profile.hear(asked.attendee, reminders=True)
        return Reply(shown=render.reminders_kept(asked.texts))

    async def privacy(self, asked: Asked) -> Reply:
        """/privacy."""
        return Reply(shown=render.privacy(asked.texts, asks_others=self.profile.asks_others))

    async def export(self, asked: Asked) -> Reply:
        """/export."""
        kept = await self.profile.everything(asked.attendee)
        content = json.dumps(kept, ensure_ascii=False, indent=2, default=_readable).encode()
        return Reply(sent=(render.exported(asked.texts, content),))

    async def forget(self, asked: Asked) -> Reply:
        """/forget asks; its buttons answer."""
        if asked.argument == "yes" and asked.tapped is not None:
            await self.profile.forget(asked.attendee)
            return Reply(shown=render.forgotten(asked.texts))
        if asked.argument == "no" and asked.tapped is not None:
            return Reply(shown=render.kept(asked.texts))
        return Reply(shown=render.sure_to_forget(asked.texts, asked.attendee.role))

    def _welcome(self, attendee: Attendee, event: Event) -> Message:
        texts = self._voice(attendee, event)
        others = [one for one in self._languages(event) if one.code != texts.language]
        return render.welcome(texts, attendee, event, others)

    def _settings(self, attendee: Attendee, event: Event, toast: str | None = None) -> Reply:
        texts = self._voice(attendee, event)
        return Reply(shown=render.settings(texts, attendee, self._languages(event)), toast=toast)

    def _voice(self, attendee: Attendee, event: Event) -> Texts:
        return self.profile.voices.of(attendee, event)

    def _languages(self, event: Event) -> list[Language]:
        """The languages that the bot speaks, the event's own first."""
        catalogs = self.profile.catalogs
        codes = sorted(
            catalogs.languages, key=lambda code: (code not in event.languages, _place(code, event.languages))
        )
        found = []
        for code in codes:
            own = catalogs.texts(code, event.zone).digits
            systems = (own, "latn") if own != "latn" else ()
            samples = tuple((it, str(catalogs.texts(code, event.zone, it).numerals("123"))) for it in systems)
            found.append(Language(code, catalogs.own_name(code), samples))
        return found


def _place(code: str, languages: tuple[str, ...]) -> int:
    return languages.index(code) if code in languages else 0


def _readable(value: Any) -> Any:  # noqa: ANN401
    """What JSON has no word for."""
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return dict(value)
    return list(value) if isinstance(value, tuple | set | frozenset) else str(value)
