"""Two `daleel run` at once on one Telegram, as when redeploying: the second waits, nothing is lost or said twice."""

from __future__ import annotations

import asyncio
import os
import sqlite3
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing, suppress
from pathlib import Path

import pytest

from bot.rehearsal.telegram import FakeTelegram, Person, Phone
from bot.rehearsal.telegram.courier import Courier
from tests.faults.test_run import until
from tests.processes import Process, daleel, telegram
from tests.stories.test_webhook import free_port

pytestmark = pytest.mark.slow
ROOT = Path(__file__).resolve().parents[2]
FAST = {"rate_total": "10000", "rate_chat": "10000", "rate_chat_burst": "100"}


def answers(phone: Phone) -> int:
    return sum(bool(message["from"]["is_bot"]) for message in phone.chat.messages.values())


def questions(phone: Phone) -> int:
    return len(phone.chat.messages) - answers(phone)


@asynccontextmanager
async def chatting(fake: FakeTelegram) -> AsyncIterator[list[Phone]]:
    """Four people who ask all the time; at the end everything is answered."""
    people = [
        fake.phone(Person(1001 + number, f"P{number}", language_code=("ar", "en")[number % 2])) for number in range(4)
    ]

    async def ask() -> None:
        while True:
            for person in people:
                person.writes("/help")
                await asyncio.sleep(0.02)

    asking = asyncio.ensure_future(ask())
    courier = asyncio.ensure_future(Courier(fake, retry_seconds=0.05).run())
    yield people
    asking.cancel()
    await until(lambda: all(answers(person) >= questions(person) for person in people))
    await asyncio.sleep(0.5)  # a second answer would come now
    courier.cancel()
    with suppress(asyncio.CancelledError):
        await courier


async def answered(people: list[Phone], more: int = 10) -> None:
    """Wait for some more answers."""
    wanted = sum(map(answers, people)) + more
    await until(lambda: sum(map(answers, people)) >= wanted)


async def is_waiting(process: Process) -> None:
    """A second is long enough to fail at once, and to begin what it must not."""
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(4):
            await process.serves()


def settings_for(way: str) -> dict[str, str]:
    port = free_port()
    pushed = {"listen": f"127.0.0.1:{port}", "webhook_url": f"http://127.0.0.1:{port}/"}
    return FAST | pushed if way == "webhook" else FAST


@pytest.mark.parametrize("way", ["polling", "webhook"])
async def test_the_second_waits_for_the_first_to_stop_and_goes_on(tmp_path: Path, way: str) -> None:
    fake, settings = FakeTelegram(), settings_for(way)
    async with (
        telegram(fake) as address,
        daleel(tmp_path, token=fake.token, api_url=address, **settings) as first,
    ):
        await first.serves()
        async with daleel(tmp_path, token=fake.token, api_url=address, **settings) as second:
            async with chatting(fake) as people:
                await answered(people)
                await is_waiting(second)
                assert await first.is_told_to_stop() == 0
                await second.serves()
                await answered(people)
            assert await second.is_told_to_stop() == 0
    assert [answers(person) for person in people] == [questions(person) for person in people]
    assert fake.violations == []


@pytest.mark.parametrize("way", ["polling", "webhook"])
async def test_the_second_goes_on_when_the_first_is_killed(tmp_path: Path, way: str) -> None:
    fake, settings = FakeTelegram(), settings_for(way)
    async with telegram(fake) as address, daleel(tmp_path, token=fake.token, api_url=address, **settings) as first:
        await first.serves()
        async with daleel(tmp_path, token=fake.token, api_url=address, **settings) as second:
            async with chatting(fake) as people:
                await answered(people)
                await is_waiting(second)
                await first.is_killed()
                await second.serves()
                await answered(people)
            extra = [answers(person) - questions(person) for person in people]
    assert min(extra) >= 0
    assert sum(extra) <= 16, "answers that had left but were not yet marked: what 0.1 s of asking makes, and some more"
    assert fake.violations == []


async def test_the_second_gives_up_after_its_patience(tmp_path: Path) -> None:
    fake = FakeTelegram()
    async with telegram(fake) as address, daleel(tmp_path, token=fake.token, api_url=address, **FAST) as first:
        await first.serves()
        async with daleel(tmp_path, token=fake.token, api_url=address, **FAST, wait="1") as second:
            assert await second.ends() == 75
            assert "is served by another running Daleel: stop that one and try again." in second.said
            assert "Traceback" not in second.said
        async with chatting(fake) as people:
            await answered(people)
        assert await first.is_told_to_stop() == 0
    assert [answers(person) for person in people] == [questions(person) for person in people]


async def test_with_another_database_it_is_telegram_who_tells_and_the_new_one_ends(tmp_path: Path) -> None:
    fake = FakeTelegram()
    here, there = tmp_path / "here", tmp_path / "there"
    here.mkdir()
    there.mkdir()
    async with telegram(fake) as address, daleel(here, token=fake.token, api_url=address, **FAST) as first:
        await first.serves()
        async with daleel(there, token=fake.token, api_url=address, **FAST, wait="2") as second:
            assert await second.ends() == 75
            assert "Another process serves this bot already" in second.said
        async with chatting(fake) as people:
            await answered(people)
        assert await first.is_told_to_stop() == 0
    assert [answers(person) for person in people] == [questions(person) for person in people]


async def test_a_backup_is_restored_into_a_running_bot(tmp_path: Path) -> None:
    fake = FakeTelegram()
    zainab, james = (
        fake.phone(Person(501, "Zainab", language_code="ar")),
        fake.phone(Person(502, "James", language_code="en")),
    )
    async with telegram(fake) as address, daleel(tmp_path, token=fake.token, api_url=address, **FAST) as process:
        await process.serves()
        zainab.writes("/help")
        await until(lambda: answers(zainab) == 1)
        assert await command(tmp_path, "backup", "kept.db") == 0
        james.writes("/help")
        await until(lambda: answers(james) == 1)
        assert await command(tmp_path, "restore", "kept.db", "--force") == 0
        zainab.writes("/help")
        james.writes("/help")
        await until(lambda: (answers(zainab), answers(james)) == (2, 2))
        assert await process.is_told_to_stop() == 0
    with closing(sqlite3.connect(tmp_path / "daleel.db.before-restore")) as kept:
        assert kept.execute("SELECT count(*) FROM updates").fetchone() == (2,)
    with closing(sqlite3.connect(tmp_path / "daleel.db")) as restored:
        assert restored.execute("SELECT count(*) FROM updates").fetchone() == (3,)
    assert fake.violations == []


async def command(folder: Path, *words: str) -> int:
    """The exit code of one command, run in ``folder``."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("DALEEL_")}
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", *words), cwd=folder, env={**environment, "PYTHONPATH": str(ROOT)}
    )
    return await process.wait()
