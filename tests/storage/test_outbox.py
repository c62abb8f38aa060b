"""The outbox keeps one row for each key, hands rows out in the right order, and decides well after a kill."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import event, text

from bot.outbox.model import Claimed, Lane, Settled, State
from bot.outbox.store import Outbox
from bot.storage.database import Database
from tests.delivering import MORNING, line

EVERYTHING = dict.fromkeys(Lane, 1000)


@pytest.fixture
async def database(url: str) -> AsyncIterator[Database]:
    database = await Database.open(url)
    yield database
    await database.close()


def at(minutes: float) -> datetime:
    return MORNING + timedelta(minutes=minutes)


def sent(claimed: Claimed) -> Settled:
    return Settled(claimed.id, State.SENT, claimed.attempts + 1, claimed.line.chat_id, message_id=7)


async def states(outbox: Outbox, kind: str = "broadcast", about: str = "") -> dict[State, int]:
    return {state: count for state, count in (await outbox.tally(kind, about)).items() if count}


async def test_ids_are_compared_whole(database: Database) -> None:
    outbox = Outbox(database)
    await outbox.queue(line(1, about=about, key=about) for about in ("1", "1:x", "1:x:y", "10", "1-x", "2:1"))
    assert await states(outbox, about="1") == {State.WAITING: 3}
    assert await states(outbox, about="1:") == {State.WAITING: 3}
    assert await states(outbox, about="1:x") == {State.WAITING: 2}
    assert await states(outbox, about="1:x:y") == {State.WAITING: 1}
    assert await states(outbox, about="") == {State.WAITING: 6}
    assert await states(outbox, kind="reminder", about="1") == {}
    assert await outbox.cancel_about("broadcast", "1:x") == 2
    assert await outbox.cancel_about("broadcast", "1", chat_id=2) == 0
    assert await outbox.cancel_about("broadcast", "1", chat_id=1) == 1
    assert await states(outbox) == {State.WAITING: 3, State.CANCELLED: 3}


async def test_many_lines_are_queued_once_and_what_is_over_stays_over(database: Database) -> None:
    outbox = Outbox(database)
    lines = [line(number) for number in range(1, 2501)]
    assert await outbox.queue([*lines, *lines]) == 2500
    claimed = await outbox.exchange([], {Lane.BROADCAST: 4}, MORNING)
    ends = (State.SENT, State.BLOCKED, State.FAILED, State.UNSURE)
    settled = [replace(sent(each), state=state) for each, state in zip(claimed, ends, strict=True)]
    await outbox.exchange(settled, {}, MORNING)
    assert await outbox.queue(lines) == 0


@pytest.mark.parametrize("end", [State.CANCELLED, State.EXPIRED])
async def test_queuing_revives_what_was_cancelled_or_expired_with_its_new_times(database: Database, end: State) -> None:
    outbox = Outbox(database)
    reminder = line(1, lane=Lane.REMINDER, due=at(0), expires=at(10))
    await outbox.queue([reminder])
    if end is State.CANCELLED:
        await outbox.cancel([reminder.key])
    else:
        await outbox.expire(at(10))
    assert await states(outbox, "reminder") == {end: 1}
    later = replace(reminder, due=at(60), expires=at(70))
    assert await outbox.queue([later]) == 1
    assert await outbox.next_due() == at(60)
    (claimed,) = await outbox.exchange([], EVERYTHING, at(60))
    assert claimed.line == replace(later, promised=later.due)


async def test_lines_of_the_callers_transaction_live_and_die_with_it(database: Database) -> None:
    outbox, woken = Outbox(database), []
    outbox.on_queued(lambda: woken.append(True))

    async def failing() -> None:
        async with database.write() as connection:
            await outbox.queue([line(1)], connection)
            raise KeyError

    with pytest.raises(KeyError):
        await failing()
    assert (await states(outbox), woken) == ({}, [])
    async with database.write() as connection:
        assert await outbox.queue([line(1)], connection) == 1
        assert woken == []
    assert (await states(outbox), woken) == ({State.WAITING: 1}, [True])


async def test_what_is_due_is_handed_out_by_lane_and_promise_and_only_so_much(database: Database) -> None:
    outbox = Outbox(database)
    await outbox.queue([line(number, due=at(-number)) for number in range(1, 8)])
    await outbox.queue(
        [
            line(21, lane=Lane.REMINDER, due=at(-5), promised=at(5)),
            line(22, lane=Lane.REMINDER, due=at(-1), promised=at(1)),
            line(23, lane=Lane.REMINDER, due=at(-2), promised=at(2)),
            line(24, lane=Lane.REMINDER, due=at(1), promised=at(1)),
        ]
    )
    claimed = await outbox.exchange([], {Lane.REMINDER: 2, Lane.BROADCAST: 3}, MORNING)
    assert [each.line.chat_id for each in claimed] == [22, 23, 7, 6, 5]
    claimed = await outbox.exchange([sent(each) for each in claimed], EVERYTHING, MORNING)
    assert [each.line.chat_id for each in claimed] == [21, 4, 3, 2, 1]
    assert await outbox.exchange([], EVERYTHING, MORNING) == []
    assert await outbox.next_due() == at(1)
    assert await states(outbox) == {State.SENT: 3, State.CLAIMED: 4}


async def test_a_promise_is_at_most_an_hour_after_the_line_is_due(database: Database) -> None:
    outbox = Outbox(database)
    for promised in (at(-1), at(61)):
        with pytest.raises(ValueError, match="promised"):
            await outbox.queue([line(1, due=at(0), promised=promised)])


async def test_after_a_kill_reminders_go_again_and_broadcasts_are_in_doubt(database: Database) -> None:
    outbox = Outbox(database)
    await outbox.queue(
        [
            *(line(number) for number in range(1, 6)),
            *(line(number, lane=Lane.REMINDER, expires=at(10)) for number in range(1, 4)),
            line(9, lane=Lane.REMINDER, expires=at(2)),
            line(10, lane=Lane.CHANGE, about="c", expires=at(60)),
        ]
    )
    await outbox.exchange([], {Lane.BROADCAST: 3, Lane.REMINDER: 9, Lane.CHANGE: 9}, MORNING)

    outbox = Outbox(database)
    assert await outbox.recover(at(5)) == 4
    assert await states(outbox) == {State.WAITING: 2, State.UNSURE: 3}
    assert await states(outbox, "reminder", "1") == {State.WAITING: 3, State.UNSURE: 1}
    assert await states(outbox, "reminder", "c") == {State.WAITING: 1}
    assert await outbox.again("broadcast", "1", Lane.BROADCAST) == 3
    assert len(await outbox.exchange([], EVERYTHING, at(5))) == 9


async def test_a_clock_that_was_set_back_holds_up_no_announcement(database: Database) -> None:
    outbox = Outbox(database)
    waiting = [
        line(1, due=at(0)),
        line(2, lane=Lane.CHANGE, about="was due", due=at(0)),
        line(3, lane=Lane.CHANGE, about="for later", due=at(9)),
        line(4, lane=Lane.REMINDER, due=at(0)),
    ]
    await outbox.queue(waiting)
    await outbox.keep_due(at(-20), at(1))
    assert {each.line.chat_id for each in await outbox.exchange([], EVERYTHING, at(-20))} == {1, 2}
    await outbox.queue([line(5, due=at(0))])
    await outbox.recover(at(-1440))
    assert {each.line.chat_id for each in await outbox.exchange([], {Lane.BROADCAST: 9}, at(-1440))} == {5}


async def test_announcements_lapse_by_a_time_of_their_own(database: Database) -> None:
    outbox = Outbox(database)
    await outbox.queue([line(1, expires=at(10)), line(2, lane=Lane.REMINDER, expires=at(10))])
    assert await outbox.expire(at(10), announced=at(9)) == 1
    assert await states(outbox) == {State.WAITING: 1}
    assert await outbox.expire(at(10)) == 1


async def test_what_is_claimed_can_be_cancelled_until_it_begins(database: Database) -> None:
    outbox = Outbox(database)
    await outbox.queue([line(1), line(2), line(3)])
    first, second, third = await outbox.exchange([], EVERYTHING, MORNING)
    assert outbox.held.begin(first.id)
    assert await outbox.cancel([line(1).key, line(2).key]) == 1
    assert not outbox.held.begin(second.id)
    assert outbox.held.begin(third.id)
    await outbox.exchange([sent(first), sent(third)], {}, MORNING)
    assert await states(outbox) == {State.SENT: 2, State.CANCELLED: 1}


async def test_what_is_kept_of_a_chat_can_be_seen_and_forgotten(database: Database) -> None:
    outbox = Outbox(database)
    await outbox.queue([line(1), line(2), line(1, about="2")])
    assert [(row["about"], row["state"]) for row in await outbox.export(1)] == [("1", "waiting"), ("2", "waiting")]
    await outbox.forget(1)
    assert await outbox.export(1) == []
    assert await states(outbox) == {State.WAITING: 1}


async def test_what_was_settled_long_ago_is_purged_a_few_at_a_time(database: Database) -> None:
    outbox = Outbox(database)
    await outbox.queue(line(number) for number in range(1, 6))
    claimed = await outbox.exchange([], {Lane.BROADCAST: 3}, MORNING)
    await outbox.exchange([sent(each) for each in claimed], {}, MORNING)
    assert await outbox.purge(at(0), 2) == 0
    assert [await outbox.purge(at(1), 2) for _ in range(3)] == [2, 1, 0]
    assert await states(outbox) == {State.WAITING: 2}


async def test_what_was_cancelled_is_purged_when_it_would_be_useless_anyhow(database: Database) -> None:
    outbox = Outbox(database)
    lines = [line(1, expires=at(10)), line(2, expires=at(10))]
    await outbox.queue(lines)
    await outbox.cancel([lines[0].key])
    assert await outbox.purge(at(10), 9) == 0
    assert await outbox.purge(at(11), 9) == 1
    assert await states(outbox) == {State.WAITING: 1}


async def test_rows_that_are_over_cost_a_claim_nothing(database: Database) -> None:
    if not database.sqlite:
        pytest.skip("PostgreSQL decides by its statistics")
    outbox = Outbox(database)
    statements: list[tuple[str, tuple[Any, ...]]] = []

    def note(*given: Any) -> None:
        statements.append(given[2:4])

    engine = database._engine.sync_engine
    event.listen(engine, "before_cursor_execute", note)
    await outbox.exchange([], {Lane.REMINDER: 10}, MORNING)
    await outbox.next_due()
    event.remove(engine, "before_cursor_execute", note)
    async with database.read() as connection:
        plans = [
            (await connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)).mappings().all()
            for statement, parameters in statements
            if "outbox" in statement
        ]
    claim, next_due = (" ".join(step["detail"] for step in plan) for plan in plans)
    assert "SEARCH outbox USING INDEX ix_outbox_turn (lane=? AND promised<?)" in claim
    assert next_due == "SCAN outbox USING INDEX ix_outbox_due"


async def test_the_file_itself_is_sound(database: Database) -> None:
    if not database.sqlite:
        pytest.skip("a file's own check")
    await Outbox(database).queue([line(1)])
    async with database.read() as connection:
        assert (await connection.execute(text("PRAGMA integrity_check"))).scalar() == "ok"
        assert (await connection.execute(text("PRAGMA journal_mode"))).scalar() == "wal"
        assert (await connection.execute(text("PRAGMA synchronous"))).scalar() == 1
        assert (await connection.execute(text("PRAGMA foreign_keys"))).scalar() == 1
