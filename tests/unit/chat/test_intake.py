"""What comes in is stored before it may be confirmed, answered once, and lost by no lock and no fault of ours."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import orjson
import pytest

from bot.chat.faults import Final
from bot.chat.intake import Incoming, Intake
from bot.clock import RehearsalClock
from bot.storage.database import Database
from bot.storage.inbox import Inbox, State, Stored

NOON = datetime(2025, 10, 25, 9, 0, tzinfo=UTC)


def update(number: int, chat: int = 501) -> dict[str, Any]:
    person = {"id": chat, "is_bot": False, "first_name": "Zainab"}
    about = {"message_id": number, "date": 1, "from": person, "chat": {"id": chat, "type": "private"}}
    return {"update_id": number, "message": {**about, "text": f"question {number}"}}


class Answers:
    """Answers everything at once, unless a test holds or spoils it."""

    def __init__(self) -> None:
        self.given: list[int] = []
        self.late: list[int] = []
        self.sorry: list[int] = []
        self.faults: dict[int, Exception] = {}
        self.open = asyncio.Event()
        self.open.set()
        self.began: list[int] = []
        self.begun = asyncio.Event()

    async def answer(self, incoming: Incoming) -> None:
        self.began.append(incoming.id)
        self.begun.set()
        await self.open.wait()
        if incoming.id in self.faults:
            raise self.faults[incoming.id]
        self.given.append(incoming.id)
        if incoming.late:
            self.late.append(incoming.id)

    async def apologise(self, incoming: Incoming) -> None:
        self.sorry.append(incoming.id)


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    database = await Database.open(f"sqlite:///{tmp_path}/bot.db", patience=0.05)
    yield database
    await database.close()


@pytest.fixture
def answers() -> Answers:
    return Answers()


@pytest.fixture
def begin(database: Database, answers: Answers) -> Callable[[], Intake]:
    return lambda: Intake(Inbox(database), RehearsalClock(NOON, speed=0), answers)


def rows(tmp_path: Path) -> dict[int, tuple[int, bool, str | None]]:
    """Each stored update: its state, whether its content is still there, its trace."""
    connection = sqlite3.connect(tmp_path / "bot.db")
    try:
        found = connection.execute("SELECT id, state, content IS NOT NULL, trace FROM updates").fetchall()
    finally:
        connection.close()
    return {number: (state, bool(kept), trace) for number, state, kept, trace in found}


async def test_it_is_stored_when_it_may_be_confirmed_and_marked_when_it_is_answered(
    begin: Callable[[], Intake], answers: Answers, tmp_path: Path
) -> None:
    intake = begin()
    await intake.start()
    answers.open.clear()
    await intake.take([update(1), update(2, chat=502)])
    assert rows(tmp_path) == {1: (State.WAITING, True, None), 2: (State.WAITING, True, None)}
    assert len(intake) == 2
    answers.open.set()
    await intake.idle()
    assert rows(tmp_path) == {1: (State.DONE, False, None), 2: (State.DONE, False, None)}
    await intake.stop()


async def test_an_update_that_comes_twice_is_answered_once_also_after_a_restart(
    begin: Callable[[], Intake], answers: Answers
) -> None:
    intake = begin()
    await intake.start()
    await intake.take([update(1), update(2)])
    await intake.take([update(2), update(3)])
    await intake.idle()
    await intake.stop()
    again = begin()
    await again.start()
    await again.take([update(3), update(4)])
    await again.idle()
    await again.stop()
    assert answers.given == [1, 2, 3, 4]


async def test_what_a_killed_run_left_is_answered_first_and_in_order(
    begin: Callable[[], Intake], answers: Answers, database: Database, tmp_path: Path
) -> None:
    left = [
        Stored(number, chat, NOON, orjson.dumps(update(number, chat)))
        for number, chat in ((1, 501), (2, 501), (3, 502))
    ]
    await Inbox(database).record(left, [])
    intake = begin()
    await intake.start()
    await intake.take([update(3, chat=502), update(4)])
    await intake.idle()
    await intake.stop()
    assert [number for number in answers.given if number != 3] == [1, 2, 4]
    assert answers.given.count(3) == 1
    assert sorted(answers.late) == [1, 2, 3]
    assert {state for state, _, _ in rows(tmp_path).values()} == {State.DONE}
    assert await Inbox(database).waiting() == []


async def test_a_locked_database_delays_nobodys_answer(
    begin: Callable[[], Intake], answers: Answers, tmp_path: Path
) -> None:
    intake = begin()
    await intake.start()
    with sqlite3.connect(tmp_path / "bot.db", isolation_level=None) as other:
        other.execute("BEGIN IMMEDIATE")
        async with asyncio.timeout(2):
            await intake.take([update(1)])
            await intake.take([update(2)])
        assert answers.given == [1, 2]
        other.execute("ROLLBACK")
    other.close()
    await intake.idle()
    await intake.stop()
    assert answers.given == [1, 2]


async def test_what_is_neither_stored_nor_answered_may_not_be_confirmed(
    begin: Callable[[], Intake], answers: Answers, tmp_path: Path
) -> None:
    intake = begin()
    await intake.start()
    answers.open.clear()
    with sqlite3.connect(tmp_path / "bot.db", isolation_level=None) as other:
        other.execute("BEGIN IMMEDIATE")
        taking = asyncio.ensure_future(intake.take([update(1)]))
        await asyncio.wait((taking,), timeout=0.3)
        assert not taking.done()
        other.execute("ROLLBACK")
    other.close()
    await taking
    assert rows(tmp_path) == {1: (State.WAITING, True, None)}
    answers.open.set()
    await intake.idle()
    await intake.stop()


async def test_a_poisonous_update_is_tried_three_times_and_set_aside_and_others_go_on(
    begin: Callable[[], Intake], answers: Answers, database: Database, tmp_path: Path
) -> None:
    intake = begin()
    await intake.start()
    answers.faults[1] = ZeroDivisionError("poison")
    await intake.take([update(1), update(2), update(3, chat=502)])
    await intake.idle()
    await intake.stop()
    assert answers.began.count(1) == 3
    assert (answers.given, answers.sorry) == ([3, 2], [1])
    state, kept, trace = rows(tmp_path)[1]
    assert (state, kept) == (State.ASIDE, True)
    assert trace is not None
    assert "ZeroDivisionError: poison" in trace
    assert await Inbox(database).waiting() == []


async def test_what_would_fail_again_is_not_tried_again(begin: Callable[[], Intake], answers: Answers) -> None:
    intake = begin()
    await intake.start()
    answers.faults[1] = Final("refused")
    await intake.take([update(1)])
    await intake.idle()
    await intake.stop()
    assert (answers.began, answers.sorry) == ([1], [1])


async def test_what_may_have_killed_us_is_tried_alone_and_in_the_end_set_aside(
    begin: Callable[[], Intake], answers: Answers, database: Database, tmp_path: Path
) -> None:
    content = b'{"update_id": %d, "message": {"chat": {"id": 501}}}'
    stored = [Stored(number, 501, NOON, content % number, starts) for number, starts in ((1, 0), (2, 3), (3, 6))]
    await Inbox(database).record(stored, [])
    answers.open.clear()
    intake = begin()
    starting = asyncio.ensure_future(intake.start())
    await answers.begun.wait()
    assert (answers.began, answers.sorry) == ([2], [])
    answers.open.set()
    await starting
    await intake.idle()
    await intake.stop()
    assert (answers.given, answers.sorry) == ([2, 1], [3])
    assert [rows(tmp_path)[number][0] for number in (1, 2, 3)] == [State.DONE, State.DONE, State.ASIDE]


async def test_old_rows_are_purged_but_not_what_waits(database: Database) -> None:
    inbox = Inbox(database)
    old, recent = NOON - timedelta(days=2), NOON - timedelta(hours=1)
    await inbox.record([Stored(1, 501, old, b"{}"), Stored(2, 501, old, b"{}"), Stored(3, 501, recent, b"{}")], [])
    intake = Intake(inbox, RehearsalClock(NOON, speed=0), Answers())
    await intake.start()
    await intake.idle()
    await intake.stop()
    assert await inbox.tally() == {State.DONE: 3}
    assert await inbox.purge(done_before=NOON - timedelta(days=1), aside_before=NOON - timedelta(days=14)) == 2
    assert await inbox.recent(10) == [3]


async def test_a_person_can_have_what_is_kept_and_be_forgotten(database: Database) -> None:
    inbox = Inbox(database)
    await inbox.record([Stored(1, 501, NOON, b'{"a":1}'), Stored(2, 502, NOON, b"{}")], [])
    assert await inbox.export(501) == [
        {"received": "2025-10-25T09:00:00+00:00", "state": "waiting", "content": '{"a":1}'}
    ]
    await inbox.forget(501)
    assert await inbox.export(501) == []
    assert len(await inbox.export(502)) == 1
    assert [row.id for row in await inbox.waiting()] == [1, 2]
