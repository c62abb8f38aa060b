"""Simulated attendees: they press Start, ask, star sessions and are reminded, as many as one likes."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Iterator
from dataclasses import dataclass, field

from bot.event.current import CurrentEvent
from bot.event.model import Event
from bot.rehearsal.telegram import FakeTelegram, Person, Phone
from bot.rehearsal.telegram.model import Json
from bot.rehearsal.telegram.world import Happened, Happening

FIRST_ID = 2_000_001
"""The ids of simulated people; those on the page have smaller ones."""
LANGUAGES = ("ar", "ar", "en")
"""Two of three speak Arabic."""
_STAR = "\N{WHITE STAR}"
_ARRIVE_SECONDS = 20.0
"""The whole crowd presses Start within so many seconds, however large it is."""
_MINUTE = 60.0
_COMMANDS = ("/now", "/next", "/schedule", "/agenda", "/venue")


@dataclass(slots=True)
class Crowd:
    """``size`` people on one fake Telegram. The same ``seed`` is the same crowd."""

    fake: FakeTelegram
    event: CurrentEvent
    size: int
    seed: int = 1
    received: int = 0
    """Messages of the bot's that reached one of them."""
    asked: int = 0
    """What they wrote and tapped."""
    _chance: random.Random = field(init=False)
    _phones: list[Phone] = field(init=False)

    def __post_init__(self) -> None:
        self._chance = random.Random(self.seed)  # noqa: S311 - a crowd keeps no secrets
        self._phones = [self.fake.phone(person) for person in _people(self.size)]
        self.fake.world.watch(self._happened)

    async def live(self) -> None:
        """Come, then do something about once a minute each, until cancelled."""
        for phone in self._phones:
            phone.starts(self._parameter(self.event.event))
            self.asked += 1
            await asyncio.sleep(_ARRIVE_SECONDS / self.size)
        while True:
            await asyncio.sleep(_MINUTE / self.size)
            self._chance.choice(self._phones).writes(self._words(self.event.event))
            self.asked += 1

    def figures(self) -> Json:
        """How many they are, what they did and what reached them."""
        return {"people": self.size, "asked": self.asked, "received": self.received}

    def _parameter(self, event: Event) -> str:
        sessions = list(event.sessions)
        return f"session_{self._chance.choice(sessions)}" if sessions else ""

    def _words(self, event: Event) -> str:
        questions = [text for fact in event.facts.values() for text in fact.question.every()]
        return self._chance.choice([*_COMMANDS, self._chance.choice(questions or _COMMANDS)])

    def _happened(self, happening: Happening) -> None:
        if not FIRST_ID <= happening.chat_id < FIRST_ID + self.size:
            return
        if happening.kind is Happened.MESSAGE and happening.payload["from"]["is_bot"]:
            self.received += 1
            self._maybe_star(self._phones[happening.chat_id - FIRST_ID], happening.payload)

    def _maybe_star(self, phone: Phone, message: Json) -> None:
        rows = message.get("reply_markup", {}).get("inline_keyboard", ())
        stars = [button for row in rows for button in row if button["text"].startswith(_STAR)]
        if stars and "callback_data" in stars[0]:
            phone.taps(message["message_id"], stars[0]["callback_data"])
            self.asked += 1


def _people(size: int) -> Iterator[Person]:
    for number in range(size):
        yield Person(FIRST_ID + number, f"#{number + 1}", language_code=LANGUAGES[number % len(LANGUAGES)])
