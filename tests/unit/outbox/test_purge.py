"""Rows of lines that ended long ago go daily; what is younger, or still to be sent, stays. In virtual time."""

import asyncio
from datetime import datetime, timedelta
from pathlib import Path
from typing import cast

from bot.clock import RehearsalClock
from bot.outbox.model import Lane, Settled, State
from bot.outbox.purge import AT_ONCE, EVERY, FIRST, KEPT, purging
from bot.outbox.store import Outbox
from bot.storage.database import Database
from bot.storage.errors import DatabaseLocked
from tests.delivering import MORNING, line
from tests.virtual_time import simulate

OLD, YOUNGER = AT_ONCE + 1, 3


async def a_day(folder: Path, *, locked: bool) -> list[int]:
    """How many rows there are before the first look, after it, and a day later."""
    database = await Database.open(f"sqlite:///{folder}/daleel.db")
    outbox, clock = Outbox(database), RehearsalClock(MORNING, monotonic=asyncio.get_running_loop().time)
    await outbox.queue(line(number) for number in range(1, OLD + YOUNGER + 1))
    for count, ended in ((OLD, MORNING - KEPT), (YOUNGER, MORNING - KEPT + timedelta(hours=20))):
        claimed = await outbox.exchange([], {Lane.BROADCAST: count}, MORNING)
        await outbox.exchange([Settled(each.id, State.SENT, 1, each.line.chat_id) for each in claimed], {}, ended)
    await outbox.queue([line(1, about="2", expires=MORNING + timedelta(days=90))])
    refusals = [DatabaseLocked("locked")] if locked else []

    class Looked:
        async def purge(self, before: datetime, most: int) -> int:
            if refusals:
                raise refusals.pop()
            return await outbox.purge(before, most)

    counts, task = [], asyncio.create_task(purging(cast("Outbox", Looked()), clock))
    for seconds in (FIRST / 2, FIRST, EVERY):
        await asyncio.sleep(seconds)
        counts.append(sum((await outbox.tally("broadcast", "")).values()))
    task.cancel()
    await database.close()
    return counts


def test_rows_of_lines_that_ended_long_ago_are_deleted_daily(tmp_path: Path) -> None:
    assert simulate(a_day(tmp_path, locked=False)) == [OLD + YOUNGER + 1, YOUNGER + 1, 1]


def test_a_database_that_is_locked_is_tried_again_the_next_day(tmp_path: Path) -> None:
    assert simulate(a_day(tmp_path, locked=True)) == [OLD + YOUNGER + 1, OLD + YOUNGER + 1, 1]
