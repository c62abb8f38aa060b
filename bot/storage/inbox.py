"""What came in: an update is a row before it is confirmed to Telegram, and keeps its content until it is answered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum
from typing import Any

from sqlalchemy import (
    Column,
    Index,
    LargeBinary,
    SmallInteger,
    Table,
    Text,
    bindparam,
    delete,
    func,
    or_,
    select,
    update,
)

from bot.storage.database import Database
from bot.storage.dialect import insert_new
from bot.storage.tables import metadata
from bot.storage.types import BigId, UtcDateTime

updates = Table(
    "updates",
    metadata,
    Column("id", BigId, primary_key=True, autoincrement=False),
    Column("chat_id", BigId),
    Column("received", UtcDateTime, nullable=False, index=True),
    Column("state", SmallInteger, nullable=False),
    Column("starts", SmallInteger, nullable=False),
    Column("content", LargeBinary),
    Column("trace", Text),
)
Index("ix_updates_waiting", updates.c.id, sqlite_where=updates.c.state == 0, postgresql_where=updates.c.state == 0)


class State(IntEnum):
    """Where an update stands."""

    WAITING = 0
    DONE = 1
    ASIDE = 2


@dataclass(frozen=True, slots=True)
class Stored:
    """One update as it is kept. ``content`` is Telegram's JSON; ``starts``: how often a restart found it unanswered."""

    id: int
    chat_id: int | None
    received: datetime
    content: bytes
    starts: int = 0


@dataclass(frozen=True, slots=True)
class Settled:
    """An update that is done with; with a ``trace`` it failed and is set aside, content and all."""

    id: int
    trace: str | None = None


_DONE = update(updates).where(updates.c.id == bindparam("settled")).values(state=int(State.DONE), content=None)
_ASIDE = (
    update(updates)
    .where(updates.c.id == bindparam("settled"))
    .values(state=int(State.ASIDE), trace=bindparam("because"))
)


class Inbox:
    """The table of updates. Raises ``DatabaseFault`` when the database fails."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def record(self, arrived: Sequence[Stored], settled: Sequence[Settled]) -> None:
        """Store what arrived (an id that is known stays as it is) and settle what is done, in one transaction."""
        done = [{"settled": row.id} for row in settled if row.trace is None]
        aside = [{"settled": row.id, "because": row.trace} for row in settled if row.trace is not None]
        async with self._database.write() as connection:
            if arrived:
                await connection.execute(insert_new(connection, updates, ["id"]), [_row(one) for one in arrived])
            if done:
                await connection.execute(_DONE, done)
            if aside:
                await connection.execute(_ASIDE, aside)

    async def waiting(self) -> list[Stored]:
        """Everything unanswered, oldest first. To be called once a start: it is counted in ``starts``."""
        unanswered = updates.c.state == int(State.WAITING)
        async with self._database.write() as connection:
            rows = await connection.execute(select(updates).where(unanswered).order_by(updates.c.id))
            found = [Stored(row.id, row.chat_id, row.received, row.content, row.starts) for row in rows]
            if found:
                await connection.execute(update(updates).where(unanswered).values(starts=updates.c.starts + 1))
        return found

    async def suspect(self, update_id: int) -> None:
        """Count one more start against an update that is about to be tried alone."""
        async with self._database.write() as connection:
            chosen = update(updates).where(updates.c.id == update_id)
            await connection.execute(chosen.values(starts=updates.c.starts + 1))

    async def recent(self, count: int) -> list[int]:
        """The newest ids, oldest first."""
        async with self._database.read() as connection:
            newest = select(updates.c.id).order_by(updates.c.id.desc()).limit(count)
            return list(reversed((await connection.execute(newest)).scalars().all()))

    async def purge(self, *, done_before: datetime, aside_before: datetime) -> int:
        """Delete old rows: what is done is kept only to know it again, what was set aside to be looked into."""
        old = or_(
            (updates.c.state == int(State.DONE)) & (updates.c.received < done_before),
            (updates.c.state == int(State.ASIDE)) & (updates.c.received < aside_before),
        )
        async with self._database.write() as connection:
            return (await connection.execute(delete(updates).where(updates.c.received < done_before, old))).rowcount

    async def tally(self) -> dict[State, int]:
        """How many updates stand where."""
        async with self._database.read() as connection:
            rows = await connection.execute(select(updates.c.state, func.count()).group_by(updates.c.state))
            return {State(state): count for state, count in rows}

    async def export(self, chat_id: int) -> list[dict[str, Any]]:
        """What is kept about one person's chat."""
        async with self._database.read() as connection:
            rows = await connection.execute(
                select(updates).where(updates.c.chat_id == chat_id).order_by(updates.c.received)
            )
            return [
                {
                    "received": row.received.isoformat(),
                    "state": State(row.state).name.lower(),
                    "content": row.content.decode() if row.content else None,
                }
                for row in rows
            ]

    async def forget(self, chat_id: int) -> None:
        """Delete what is kept about one person's chat; what is being answered now only loses its owner's mark."""
        theirs = updates.c.chat_id == chat_id
        async with self._database.write() as connection:
            await connection.execute(delete(updates).where(theirs, updates.c.state != int(State.WAITING)))
            await connection.execute(update(updates).where(theirs).values(chat_id=None))


def _row(one: Stored) -> dict[str, Any]:
    return {
        "id": one.id,
        "chat_id": one.chat_id,
        "received": one.received,
        "state": int(State.WAITING),
        "starts": one.starts,
        "content": one.content,
        "trace": None,
    }
