"""The whole bot in virtual time under a system's clock that can be set, beside a Telegram whose own clock runs on."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from unittest.mock import patch

from bot.agenda.model import Star
from bot.agenda.store import Stars
from bot.app import Running, start
from bot.attendees.model import Attendee
from bot.attendees.store import Attendees
from bot.clock import RehearsalClock, SystemClock
from bot.installation import CATALOGS
from bot.rehearsal.telegram import FakeRequest, FakeTelegram, Person, Phone
from bot.settings import Settings
from bot.storage.database import Database
from tests.remembered import REMEMBERED, read_catalogs

NINE = datetime(2025, 10, 25, 9, 0, tzinfo=UTC)
ORGANIZER = 900
_LABEL = re.compile(r"<[^>]+>|[\u2066-\u2069]")


def an_event(folder: Path, **sessions: datetime) -> Path:
    """An event of five days with these sessions, each of half an hour."""
    (folder / "facts").mkdir(parents=True, exist_ok=True)
    (folder / "event.yaml").write_text(
        "id: steps\nname: {en: Steps}\nshort_name: {en: Steps}\nzone: UTC\nlanguages: [en]\n"
        "first_day: '2025-10-23'\nlast_day: '2025-10-27'\nday_change: '00:00'\n"
    )
    listed = "".join(
        f"  - {{id: {id_}, halls: [main], title: {{en: The {id_} talk}}, "
        f"start: '{at.isoformat()}', end: '{(at + timedelta(minutes=30)).isoformat()}'}}\n"
        for id_, at in sessions.items()
    )
    (folder / "programme.yaml").write_text(f"halls: [{{id: main, name: {{en: Main hall}}}}]\nsessions:\n{listed}")
    return folder


async def known(database: str, stars: Mapping[str, int], *, people: int) -> None:
    """Write people 1001 … into a database; the first so many of them starred each of these sessions the day before."""
    opened = await Database.open(database)
    attendees, kept = await Attendees.load(opened), await Stars.load(opened)
    await attendees.save(*(Attendee(1000 + number, "en", name="P") for number in range(1, people + 1)))
    async with opened.write() as connection:
        for session, count in stars.items():
            for number in range(1, count + 1):
                await kept.add(Star(1000 + number, session, NINE - timedelta(days=3)), connection)
    await opened.close()


@dataclass(frozen=True)
class Arrival:
    """A message as it came: when by the virtual time, and by the system's clock as it stood then."""

    chat: int
    text: str
    second: float
    wall: datetime


@dataclass
class World:
    """One story. Seconds are counted from its beginning; ``step`` sets the system's clock."""

    begun: float
    fake: FakeTelegram
    arrivals: list[Arrival] = field(default_factory=list)
    phones: dict[int, Phone] = field(default_factory=dict)
    set_by: timedelta = timedelta(0)
    running: Running | None = None

    @property
    def second(self) -> float:
        return asyncio.get_running_loop().time() - self.begun

    def wall(self) -> float:
        """What the system's clock shows."""
        return (NINE + timedelta(seconds=self.second) + self.set_by).timestamp()

    def now(self) -> datetime:
        """The same as a moment."""
        return datetime.fromtimestamp(self.wall(), UTC)

    def step(self, by: timedelta) -> None:
        self.set_by += by

    async def until(self, wall: datetime | None = None, **length: float) -> None:
        """Let time pass until the system's clock shows a moment, or for so long (``minutes=10``)."""
        left = timedelta(**length) if wall is None else wall - self.now()
        await asyncio.sleep(left.total_seconds())

    def phone(self, number: int) -> Phone:
        """The phone of one of those who are known."""
        if number not in self.phones:
            self.phones[number] = self.fake.phone(Person(number, "P", language_code="en"))
            self.phones[number].starts()
        return self.phones[number]

    def came(self, sign: str) -> list[Arrival]:
        """What arrived with this in its text, in order."""
        return [one for one in self.arrivals if sign in one.text]

    def judge(self, method: str, values: Mapping[str, Any], files: Mapping[str, Any]) -> list[str]:
        """Keeps what is sent."""
        del files
        if method.lower() == "sendmessage":
            text = _LABEL.sub("", str(values["text"]))
            self.arrivals.append(Arrival(int(values["chat_id"]), text, self.second, self.now()))
        return []


@asynccontextmanager
async def stepping(database: str, event: Path, *, people: int, **more: Any) -> AsyncIterator[World]:
    """The bot at nine o'clock, and so many people (1001 …) who opened a chat with it; ``more`` are settings."""
    loop = asyncio.get_running_loop()
    fake = FakeTelegram(clock=RehearsalClock(NINE, monotonic=loop.time), monotonic=loop.time)
    world = World(loop.time(), fake)
    fake.judges.append(world.judge)
    for number in (ORGANIZER, *range(1001, 1001 + people)):
        world.phone(number)
    fake.world.updates.confirm_before(1 << 60)  # they did so long ago
    settings = Settings(
        token=fake.token,
        event=event,
        database_url=database,
        organizers=frozenset({ORGANIZER}),
        semantic="off",
        **more,
    )

    class Wall(datetime):
        @classmethod
        def now(cls, tz: Any = None) -> datetime:  # type: ignore[override]
            return datetime.fromtimestamp(world.wall(), tz)

    timing = patch("bot.timers.datetime", Wall), patch("apscheduler.schedulers.base.datetime", Wall)
    with timing[0], timing[1], patch.multiple("bot.app", **REMEMBERED):
        clock = SystemClock(world.wall, loop.time)
        running = await start(settings, clock=clock, request=FakeRequest(fake), catalogs=read_catalogs(CATALOGS))
        world.running = running
        try:
            world.phone(ORGANIZER).writes("/help")
            await asyncio.sleep(2)
            yield world
        finally:
            await running.stop()
    assert fake.violations == []
