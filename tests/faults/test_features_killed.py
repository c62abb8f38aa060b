"""`daleel run` killed with kill -9: a reminder still comes once, at its minute; a broadcast's report stays true."""

from __future__ import annotations

import asyncio
import re
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.outbox.model import State
from bot.rehearsal.telegram import FakeTelegram, Person, Phone
from bot.rehearsal.telegram.chats import Standing
from tests.processes import daleel, telegram

pytestmark = pytest.mark.slow

ORGANIZER = 900
RATE = 100


async def until(done: Callable[[], bool], seconds: float = 60) -> None:
    """Look again and again: the other process cannot tell us."""
    async with asyncio.timeout(seconds):
        while not done():  # noqa: ASYNC110
            await asyncio.sleep(0.01)


def said(phone: Phone, sign: str) -> list[dict[str, object]]:
    """The bot's messages with this sign."""
    return [dict(message) for message in phone.chat.messages.values() if sign in message.get("text", "")]


def marked_sent(path: Path) -> bool:
    """Whether every reminder is known to have been sent."""
    with closing(sqlite3.connect(path)) as database:
        states = database.execute("SELECT state FROM outbox WHERE kind = 'reminder'").fetchall()
    return states == [(State.SENT,)]


def an_event(folder: Path, start: datetime) -> Path:
    """An event with one session."""
    folder.mkdir()
    day = start.date().isoformat()
    (folder / "facts").mkdir()
    (folder / "event.yaml").write_text(
        f"id: soon\nname: {{en: Soon}}\nshort_name: {{en: Soon}}\nzone: UTC\nlanguages: [en]\n"
        f"first_day: {day}\nlast_day: {day}\nday_change: '00:00'\n"
    )
    (folder / "programme.yaml").write_text(
        "halls: [{id: main, name: {en: Main hall}}]\n"
        "sessions: [{id: talk, halls: [main], title: {en: The talk}, "
        f"start: '{start.isoformat()}', end: '{(start + timedelta(hours=1)).isoformat()}'}}]\n"
    )
    return folder


async def test_a_star_is_reminded_of_once_at_its_minute_though_killed_twice(tmp_path: Path) -> None:
    fake = FakeTelegram()
    james = fake.phone(Person(501, "James", language_code="en"))
    promised = (datetime.now(UTC) + timedelta(seconds=140)).replace(second=0, microsecond=0)
    event = str(an_event(tmp_path / "event", promised + timedelta(minutes=10)))
    async with telegram(fake) as address:
        async with daleel(tmp_path, token=fake.token, api_url=address, event=event) as process:
            await process.serves()
            james.starts("session_talk")
            await until(lambda: bool(said(james, "The talk")))
            james.taps(said(james, "The talk")[0]["message_id"], "star:talk")  # type: ignore[arg-type]
            await until(lambda: james.world.taps[next(iter(james.world.taps))].answer is not None)
            assert datetime.now(UTC) < promised - timedelta(seconds=61), "this machine is too slow for this test"
            await process.is_killed()
        async with daleel(tmp_path, token=fake.token, api_url=address, event=event) as process:
            await process.serves()
            await until(lambda: datetime.now(UTC) > promised - timedelta(seconds=20), seconds=140)
            assert said(james, "⏰") == []
            await process.is_killed()
        async with daleel(tmp_path, token=fake.token, api_url=address, event=event) as process:
            await process.serves()
            # Killed between its delivery and its mark it would be sent again: twice is better than never.
            await until(lambda: marked_sent(tmp_path / "daleel.db"), seconds=40)
            await process.is_killed()
        async with daleel(tmp_path, token=fake.token, api_url=address, event=event) as process:
            await process.serves()
            james.writes("/help")
            await until(lambda: bool(said(james, "/agenda")))
    (reminder,) = said(james, "⏰")
    assert str(reminder["text"]).startswith("⏰ The talk starts in 10 minutes.")
    late = int(str(reminder["date"])) - int(promised.timestamp())
    assert -1 <= late <= 1
    assert fake.violations == []


async def test_a_broadcast_killed_in_the_middle_goes_on_and_its_report_is_true(tmp_path: Path) -> None:
    fake = FakeTelegram()
    people = [
        fake.phone(Person(1000 + number, f"P{number}", language_code=("ar", "en")[number % 2])) for number in range(500)
    ]
    hayder = fake.phone(Person(ORGANIZER, "Hayder", language_code="en"))
    settings = {"organizers": str(ORGANIZER), "rate_total": str(RATE), "rate_chat_burst": "20"}
    async with telegram(fake) as address:
        async with daleel(tmp_path, token=fake.token, api_url=address, **settings) as process:
            await process.serves()
            for person in [*people, hayder]:
                person.writes("/settings")
            await until(lambda: all(len(person.chat.messages) > 1 for person in [*people, hayder]))
            for text in ("/stop", "/broadcast", "الغداء في البهو.", "Lunch is in the foyer."):
                hayder.writes(text)
            await until(lambda: bool(said(hayder, "👆")))
            for person in people[::25]:
                person.chat.standing = Standing.BLOCKED
            hayder.taps(said(hayder, "👆")[0]["message_id"], "broadcast_send:1")  # type: ignore[arg-type]
            await until(lambda: len(said(people[151], "📢")) == 1)
            await process.is_killed()
        async with daleel(tmp_path, token=fake.token, api_url=address, **settings) as process:
            await process.serves()
            await until(lambda: len(said(hayder, "✔️ Finished")) == 2)
            assert await process.is_told_to_stop() == 0

    reports = {str(message["text"]) for message in said(hayder, "✔️ Finished")}
    assert len(reports) == 1, "the status and the report say the same"
    report = reports.pop()
    counts = [re.search(rf"{what}: (\d+)", report) for what in ("Delivered", "Have blocked the bot", "not confirmed")]
    delivered, blocked, in_doubt = (int(found[1]) if found else 0 for found in counts)
    assert delivered + blocked + in_doubt == 500, "nobody is lost"
    assert in_doubt <= RATE * 0.3 + 20, "what was claimed and on its way at the kill, no more"
    copies = [len(said(person, "📢")) for person in people]
    assert max(copies) == 1
    assert delivered <= sum(copies) <= 480
    assert fake.violations == []
