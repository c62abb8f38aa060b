"""`daleel run` in its own process: killed in the middle of its answers, and told to stop."""

from __future__ import annotations

import asyncio
import signal
import sqlite3
from collections.abc import Callable
from pathlib import Path

from bot.rehearsal.telegram import FakeTelegram, Person
from bot.rehearsal.telegram.chats import Chat
from tests.processes import daleel, telegram

UNANSWERED_AT_ONCE = 20
"""A kill may come between an answer and its mark: so many answers may then be given twice."""


def answers(chat: Chat) -> list[str]:
    return [message["text"] for message in chat.messages.values() if message["from"]["is_bot"]]


async def until(done: Callable[[], bool]) -> None:
    """Look again and again: the other process cannot tell us."""
    async with asyncio.timeout(30):
        while not done():  # noqa: ASYNC110
            await asyncio.sleep(0.01)


async def test_killed_it_answers_after_the_restart_what_it_had_not_answered(tmp_path: Path) -> None:
    fake = FakeTelegram()
    people = [fake.phone(Person(500 + number, f"Person {number}", language_code="en")) for number in range(40)]
    async with telegram(fake) as address:
        async with daleel(tmp_path, token=fake.token, api_url=address, rate_total="20") as process:
            await process.serves()
            for number, person in enumerate(people):
                person.writes(f"/number{number}")
            await until(lambda: sum(len(answers(person.chat)) for person in people) >= 15)
            await process.is_killed()
        answered = sum(len(answers(person.chat)) for person in people)
        assert answered < 40
        async with daleel(tmp_path, token=fake.token, api_url=address) as process:
            await process.serves()
            await until(lambda: all(answers(person.chat) for person in people))
            assert await process.is_told_to_stop() == 0
    for number, person in enumerate(people):
        assert all(f"/number{number}" in answer for answer in answers(person.chat))
        assert 1 <= len(answers(person.chat)) <= 2
    assert sum(len(answers(person.chat)) for person in people) <= 40 + UNANSWERED_AT_ONCE
    assert fake.violations == []


async def test_told_to_stop_it_ends_cleanly_and_leaves_nothing_open(tmp_path: Path) -> None:
    fake = FakeTelegram()
    zainab = fake.phone(Person(501, "Zainab", language_code="ar"))
    async with (
        telegram(fake) as address,
        daleel(tmp_path, token=fake.token, api_url=address, log_format="json") as process,
    ):
        await process.serves()
        zainab.writes("اسمي زينب الكربلائي")
        await until(lambda: bool(answers(zainab.chat)))
        assert await process.is_told_to_stop(signal.SIGINT) == 0
    with sqlite3.connect(tmp_path / "daleel.db") as database:
        assert database.execute("SELECT state, content FROM updates").fetchall() == [(1, None)]
    database.close()
    assert "https://t.me/daleel_rehearsal_bot?start=owner_" in process.said
    assert "زينب" not in process.said
    assert fake.token not in process.said
    assert "Traceback" not in process.said
