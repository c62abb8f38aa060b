"""The real process, killed with kill -9 between the star and its minute, over real HTTP and real time."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.rehearsal.telegram import FakeTelegram, Person, Phone
from bot.rehearsal.telegram.http import BotApi
from bot.rehearsal.telegram.model import Json
from tests.serving import serving
from tests.telegram_judge import judge

pytestmark = pytest.mark.slow
ROOT = Path(__file__).resolve().parents[2]
BEFORE = timedelta(minutes=10)
EARLY, LATE = 20, 1
"""Seconds around its minute: it may leave a little before it, so that many arrive in time; busy machines are late."""
AHEAD = timedelta(seconds=150)
"""Up to a minute less is left of it once it is a whole minute: enough for a busy machine to start and hear the star."""
LENGTH = timedelta(minutes=20)
ZONE = ZoneInfo("Asia/Baghdad")
EVENT = """\
id: tonight
name: {{en: "Tonight", ar: "الليلة"}}
short_name: {{en: "Tonight", ar: "الليلة"}}
zone: Asia/Baghdad
languages: [en, ar]
first_day: {day}
last_day: {day}
day_change: "00:00"
"""
PROGRAMME = """\
halls:
  - id: main
    name: {{en: "Main Hall", ar: "القاعة الكبرى"}}
sessions:
  - id: talk
    date: {day}
    start: "{start}"
    end: "{end}"
    halls: [main]
    type: lecture
    title: {{en: "A talk", ar: "محاضرة"}}
"""


async def happens(condition: Callable[[], object], seconds: float) -> None:
    async with asyncio.timeout(seconds):
        while not condition():  # noqa: ASYNC110 - it is another process that is waited for
            await asyncio.sleep(0.02)


@asynccontextmanager
async def process(environment: dict[str, str]) -> AsyncIterator[asyncio.subprocess.Process]:
    """`daleel run`, killed with kill -9 at the end of the block."""
    running = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", "run", cwd=ROOT, env=environment, stdout=asyncio.subprocess.DEVNULL
    )
    try:
        yield running
    finally:
        with suppress(ProcessLookupError):
            running.kill()
        await running.wait()


async def test_a_reminder_arrives_once_at_its_minute_though_the_process_was_killed(tmp_path: Path) -> None:
    start = (datetime.now(ZONE) + BEFORE + AHEAD).replace(second=0, microsecond=0)
    (tmp_path / "event.yaml").write_text(EVENT.format(day=start.date()), "utf-8")
    (tmp_path / "programme.yaml").write_text(
        PROGRAMME.format(day=start.date(), start=f"{start:%H:%M}", end=f"{start + LENGTH:%H:%M}"), "utf-8"
    )
    fake = FakeTelegram(judges=[judge])
    zainab = fake.phone(Person(501, "Zainab", language_code="en"))
    async with serving(BotApi(fake)) as address:
        environment = os.environ | {
            "DALEEL_TOKEN": fake.token,
            "DALEEL_API_URL": address,
            "DALEEL_EVENT": str(tmp_path),
            "DALEEL_DATABASE_URL": f"sqlite+aiosqlite:///{tmp_path / 'tonight.db'}",
        }
        async with process(environment):
            zainab.starts("session_talk")
            await happens(lambda: answers(zainab), 50)
            await star(zainab)
        before = len(answers(zainab))
        async with process(environment):
            await happens(lambda: len(answers(zainab)) > before, AHEAD.total_seconds())
            await asyncio.sleep(3)
    reminder = answers(zainab)[-1]
    late = reminder["date"] - (start - BEFORE).timestamp()
    assert -EARLY <= late <= LATE
    assert len(answers(zainab)) == before + 1
    assert "A talk" in reminder["text"]
    assert fake.violations == []


def answers(phone: Phone) -> list[Json]:
    return [message for message in phone.chat.messages.values() if message["from"]["is_bot"]]


async def star(phone: Phone) -> None:
    message = phone.chat.messages[max(phone.chat.messages)]
    buttons = [button for row in message["reply_markup"]["inline_keyboard"] for button in row]
    data = next(button["callback_data"] for button in buttons if button["text"].startswith("☆"))
    tap = phone.taps(message["message_id"], data)
    await happens(lambda: tap.answer, 10)
