"""The stage of a rehearsal: the people, the clock and the event, as the page sees them."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from datetime import UTC

from bot.event.current import CurrentEvent
from bot.rehearsal.crowd import Crowd
from bot.rehearsal.live import Live
from bot.rehearsal.pace import SPEEDS, Pace
from bot.rehearsal.people import Role
from bot.rehearsal.telegram import FakeTelegram
from bot.rehearsal.telegram.model import Json
from bot.rehearsal.telegram.world import Happened, Happening
from bot.rehearsal.words import words
from bot.texts import Catalogs


@dataclass(frozen=True, slots=True, repr=False)
class Stage:
    """Everything that the page shows; it tells every open page what changes."""

    fake: FakeTelegram
    pace: Pace
    event: CurrentEvent
    catalogs: Catalogs
    roles: tuple[Role, ...]
    language: str
    """The language that the page opens in."""
    crowd: Crowd | None = None
    live: Live = field(default_factory=Live)

    def __post_init__(self) -> None:
        self.fake.world.watch(self._happened)
        self.pace.clock.on_change(lambda: self.live.tell("clock", self.clock()))

    def role(self, person_id: int) -> Role | None:
        """The person with this id."""
        return next((role for role in self.roles if role.person.id == person_id), None)

    def shown(self) -> Json:
        """All of it, for a page that opens."""
        languages = self.catalogs.languages
        zone = self.event.event.zone
        return {
            "event": self._event(),
            "clock": self.clock(),
            "speeds": SPEEDS,
            "people": [self._person(role) for role in self.roles],
            "language": self.language,
            "username": self.fake.username,
            "crowd": self.crowd and self.crowd.figures(),
            "languages": [self._language(code) for code in languages],
            "words": {code: words(self.catalogs.texts(code, zone)) for code in languages},
        }

    async def count(self) -> None:
        """Tell every second what the simulated attendees did and received, until cancelled."""
        while self.crowd is not None:
            self.live.tell("crowd", self.crowd.figures())
            await asyncio.sleep(1.0)

    def clock(self) -> Json:
        """The event's time now, how fast it runs, and where a jump would lead."""
        stop = self.pace.next_stop()
        return {
            "now": self.pace.clock.now().isoformat(),
            "speed": self.pace.clock.speed,
            "next": stop and stop.astimezone(UTC).isoformat(),
        }

    def _event(self) -> Json:
        event = self.event.event
        return {
            "name": dict(event.short_name.by_language),
            "zone": event.zone.key,
            "days": [{"number": day.number, "date": day.date.isoformat()} for day in event.days],
            "sessions": list(event.sessions)[:1],
        }

    def _language(self, code: str) -> Json:
        texts = self.catalogs.texts(code, self.event.event.zone)
        return {"code": code, "name": str(texts.language_name(code)), "rtl": texts.rtl}

    def _person(self, role: Role) -> Json:
        person, chat = role.person, role.phone.chat
        return {
            **person.as_user(),
            "organizer": role.organizer,
            "language": person.language_code or self.language,
            "messages": list(chat.messages.values()),
            **self._bot_as_seen(role),
            **self._around(chat.id),
        }

    def _bot_as_seen(self, role: Role) -> Json:
        profile, language = self.fake.world.profile, role.person.language_code or ""
        return {
            "bot_name": profile.text("name", language) or self.fake.world.bot["first_name"],
            "description": profile.text("description", language),
            "commands": profile.commands_for(role.person),
        }

    def _around(self, chat_id: int) -> Json:
        chat = self.fake.world.chats.by_id[chat_id]
        return {"keyboard": chat.reply_keyboard, "standing": chat.standing.value, "action": chat.action}

    def _happened(self, happening: Happening) -> None:
        if happening.kind is Happened.COMMANDS:
            for role in self.roles:
                self.live.tell("profile", {"person": role.person.id, **self._bot_as_seen(role)})
        elif self.role(happening.chat_id) is not None:
            payload = {"person": happening.chat_id, "payload": happening.payload, **self._around(happening.chat_id)}
            self.live.tell(happening.kind.value, payload)
