"""A story of chats: the real application on a fake Telegram and a clock moved by hand, over a real database."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, MutableMapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import structlog

import bot.app
from bot.app import Running
from bot.clock import RehearsalClock
from bot.event.model import Event
from bot.installation import CATALOGS, DEMO_EVENT
from bot.rehearsal.pace import first_morning
from bot.rehearsal.telegram import FakeRequest, FakeTelegram, Person, Phone
from bot.rehearsal.telegram.model import Json
from bot.settings import Settings
from bot.storage.database import Database
from tests import databases
from tests.remembered import REMEMBERED, read_catalogs, read_event
from tests.telegram_judge import judge

ISOLATES = dict.fromkeys(range(0x2066, 0x206A))
PATIENCE = 20.0
"""Real seconds after which a story that does not settle is a failure."""
ORGANIZERS = (9001, 9002, 9003)
FAST = 100_000
LONG = timedelta(hours=6)


class Hand:
    """Seconds that pass only when the story says so."""

    def __init__(self) -> None:
        self.seconds = 1000.0

    def __call__(self) -> float:
        return self.seconds


@dataclass(frozen=True)
class Seen:
    """One message as a person sees it."""

    json: Json

    @property
    def id(self) -> int:
        return int(self.json["message_id"])

    @property
    def text(self) -> str:
        """The text or the caption, exactly."""
        return str(self.json.get("text") or self.json.get("caption") or "")

    @property
    def plain(self) -> str:
        """The text without the marks that isolate foreign runs."""
        return self.text.translate(ISOLATES)

    @property
    def rows(self) -> list[list[Json]]:
        """The buttons below it."""
        return list(self.json.get("reply_markup", {}).get("inline_keyboard", []))

    @property
    def labels(self) -> list[str]:
        """What stands on the buttons below it."""
        return [button["text"].translate(ISOLATES) for row in self.rows for button in row]

    @property
    def by_bot(self) -> bool:
        return bool(self.json["from"]["is_bot"])

    @property
    def edited(self) -> bool:
        return "edit_date" in self.json

    @property
    def at(self) -> int:
        """When it was sent, as Unix time."""
        return int(self.json["date"])

    def button(self, label: str) -> Json:
        """The button with this label, or the only one that contains it."""
        buttons = [button for row in self.rows for button in row]
        exact = [button for button in buttons if button["text"].translate(ISOLATES) == label]
        found = exact or [button for button in buttons if label in button["text"].translate(ISOLATES)]
        assert len(found) == 1, f"{label!r} is {len(found)} of the buttons {self.labels}"
        return found[0]


@dataclass(repr=False)
class Attendee:
    """Somebody in the story, with Telegram in their hand."""

    story: Story
    phone: Phone
    _looked: int = 0

    @property
    def id(self) -> int:
        return self.phone.person.id

    @property
    def chat(self) -> list[Seen]:
        """All messages of their chat with the bot, as they stand now."""
        return [Seen(message) for message in self.phone.chat.messages.values()]

    @property
    def received(self) -> list[Seen]:
        """The bot's messages."""
        return [seen for seen in self.chat if seen.by_bot]

    @property
    def last(self) -> Seen:
        """The bot's last message."""
        assert self.received, "the bot has said nothing yet"
        return self.received[-1]

    @property
    def news(self) -> list[Seen]:
        """The bot's new messages since this was last asked."""
        fresh = [seen for seen in self.received if seen.id > self._looked]
        self._looked = max([self._looked, *(seen.id for seen in self.chat)])
        return fresh

    async def sends(self, text: str) -> Seen:
        """Write a text or a command; what the bot then said last."""
        self.phone.writes(text)
        await self.story.settles()
        return self.last

    async def starts(self, parameter: str = "") -> Seen:
        """Press Start, or open a deep link."""
        self.phone.starts(parameter)
        await self.story.settles()
        return self.last

    async def shares(self, content: Json) -> None:
        """Send something that is no text: a sticker, a contact, a place."""
        self.phone.sends(content)
        await self.story.settles()

    async def seeks(self, query: str, offset: str = "") -> Json:
        """Type the bot's name and a query in some chat; what is offered (answerInlineQuery, checked)."""
        query_id = self.phone.asks_inline(query, offset)
        await self.story.settles()
        answer = self.story.fake.world.inline_answers[query_id]
        assert answer is not None, f"{query!r} was left unanswered"
        return answer

    async def taps(self, label: str, on: Seen | None = None) -> str:
        """Tap the button with this label, on the last message that has buttons unless told; the toast, if any."""
        message = on or next(seen for seen in reversed(self.received) if seen.rows)
        button = message.button(label)
        assert "callback_data" in button, f"{label!r} leads elsewhere: {button}"
        return await self.taps_data(message.id, button["callback_data"])

    async def taps_data(self, message_id: int, data: str) -> str:
        """Tap a button by its data, also one that is no longer there; the toast, if any."""
        tap = self.phone.taps(message_id, data)
        await self.story.settles()
        return str((tap.answer or {}).get("text", "")).translate(ISOLATES)


@dataclass(repr=False)
class Story:
    """One story. ``fake`` is where faults are caused; ``running`` is the bot as it runs now."""

    folder: Path
    event: Event
    database: Path
    settings: Settings
    clock: RehearsalClock
    hand: Hand
    fake: FakeTelegram
    way: FakeRequest
    running: Running
    logged: list[MutableMapping[str, Any]] = field(default_factory=list)
    expects_errors: bool = False
    """Set by a story in which the bot's own code is made to fail."""
    copies: list[Path] = field(default_factory=list)
    """What was found after each kill."""
    _people: int = 0

    def attendee(self, name: str, language: str | None = "en", **more: str) -> Attendee:
        """Somebody who has never written to the bot."""
        self._people += 1
        return Attendee(self, self.fake.phone(Person(1000 + self._people, name, language_code=language, **more)))

    def organizer(self, name: str = "Hayder", language: str | None = "en", number: int = 0) -> Attendee:
        """Somebody whom the settings name as an organizer."""
        return Attendee(self, self.fake.phone(Person(ORGANIZERS[number], name, language_code=language)))

    async def settles(self) -> None:
        """Wait until the bot has answered everything and has sent all that is due."""
        async with asyncio.timeout(PATIENCE):
            await self.fake.world.updates.all_confirmed()
            await self.running.idle()

    async def passes(self, step: timedelta | None = None, **length: float) -> None:
        """Let time pass (``minutes=10``), minute by minute; faster over more than six hours unless told."""
        left = timedelta(**length)
        stride = step or timedelta(minutes=5 if left > LONG else 1)
        while left > timedelta(0):
            await self._pass(min(stride, left))
            left -= stride

    async def is_at(self, moment: datetime | str) -> None:
        """Jump to a moment; one without a zone is in the event's."""
        when = datetime.fromisoformat(moment) if isinstance(moment, str) else moment
        when = when if when.tzinfo else when.replace(tzinfo=self.event.zone)
        await self._pass(when - self.clock.now())

    async def until(self, happened: Callable[[], object]) -> None:
        """Wait, in real time, until something has happened in the middle of the bot's work."""
        async with asyncio.timeout(PATIENCE):
            while not happened():  # noqa: ASYNC110 - it is the outside that is looked at
                await asyncio.sleep(0)

    async def restarts(self) -> None:
        """Stop the bot cleanly and start it again."""
        await self.running.stop()
        await self._start()

    async def is_killed_and_restarted(self) -> None:
        """Kill the bot in the middle of whatever it does, as kill -9 does, and start it again."""
        await self.is_killed()
        await self._start()

    async def is_killed(self) -> None:
        """From this moment nothing more passes its line, and of its database only what was committed remains."""
        self.way.cut()
        logged = len(self.logged)
        copy = self.database.with_suffix(f".{self.hand.seconds:.0f}.{id(self.way):x}.db")
        await databases.survived(self.database, copy)
        self.copies.append(copy)
        self.database = copy
        # What is left of the old one talks to nobody and writes into a file that nobody will read.
        await self.running.stop()
        if databases.ON_SERVER is not None:
            del self.logged[logged:]  # it was cut off from its database, and said so

    async def comes_back(self) -> None:
        """Start again after ``is_killed``."""
        await self._start()

    async def _start(self) -> None:
        self.settings = replace(self.settings, database_url=databases.place(self.database))
        self.way = FakeRequest(self.fake)
        catalogs = read_catalogs(CATALOGS)
        self.running = await bot.app.start(self.settings, clock=self.clock, request=self.way, catalogs=catalogs)
        await self.settles()

    async def _pass(self, length: timedelta) -> None:
        self.hand.seconds += length.total_seconds()
        self.clock.jump(self.clock.now())  # says to all who plan by the clock that it has moved
        await self.settles()


@asynccontextmanager
async def telling(
    database: Path,
    folder: Path = DEMO_EVENT,
    at: datetime | None = None,
    *,
    migrated: Path | None = None,
    **more: object,
) -> AsyncIterator[Story]:
    """Begin a story at ``at`` (the event's first morning); ``more`` are settings. At its end it is judged."""
    await databases.made(database, like=migrated)
    event, hand = read_event(folder), Hand()
    clock = RehearsalClock(at or first_morning(event), monotonic=hand)
    fake = FakeTelegram(clock=clock, monotonic=hand, judges=[judge])
    settings = Settings(
        token=fake.token,
        event=folder,
        database_url=databases.place(database),
        organizers=frozenset(ORGANIZERS),
        rate_total=FAST,
        rate_chat=FAST,
        rate_chat_burst=FAST,
        rate_group=FAST,
        semantic="off",
    )
    settings, way = replace(settings, **more), FakeRequest(fake)  # type: ignore[arg-type]
    with pytest.MonkeyPatch.context() as patch, structlog.testing.capture_logs() as logged:
        for name, remembering in REMEMBERED.items():
            patch.setattr(bot.app, name, remembering)
        running = await bot.app.start(settings, clock=clock, request=way, catalogs=read_catalogs(CATALOGS))
        story = Story(folder, event, database, settings, clock, hand, fake, way, running, logged)
        try:
            await story.settles()
            yield story
            await story.settles()
        finally:
            await story.running.stop()
            await databases.dropped(database, *story.copies)
    _judge(story)


def _judge(story: Story) -> None:
    assert story.fake.violations == [], "the bot asked Telegram for what it does not do"
    turning = [tap for tap in story.fake.world.taps.values() if tap.answer is None]
    assert turning == [], "a spinner was left turning"
    if not story.expects_errors:
        assert [entry for entry in story.logged if entry["log_level"] in ("error", "critical")] == []


async def migrated_database(path: Path) -> Path:
    """An empty database of today's shape, to copy from."""
    await databases.made(path)
    database = await Database.open(databases.place(path))
    await database.close()
    return path
