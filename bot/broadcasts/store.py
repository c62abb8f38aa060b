"""Broadcasts in their table: a draft is a row, and so is how far its sending is; a restart goes on from there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Boolean, Column, Integer, Row, String, Table, delete, false, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.broadcasts.model import Audience, Broadcast, Report, Stage
from bot.storage.database import Database
from bot.storage.tables import metadata
from bot.storage.types import BigId, UtcDateTime

broadcasts = Table(
    "broadcasts",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("author", BigId, nullable=False, index=True),
    Column("stage", String(16), nullable=False, index=True),
    Column("changed", UtcDateTime, nullable=False),
    Column("confirmed", UtcDateTime),
    Column("texts", JSON, nullable=False),
    Column("skipped", JSON, nullable=False),
    Column("waiting", String(16)),
    Column("update_id", BigId, nullable=False),
    Column("cursor", BigId, nullable=False),
    Column("audience", JSON, nullable=False),
    Column("status_message", BigId),
    Column("stopped", Boolean, nullable=False),
    Column("round", Integer, nullable=False),
    Column("paid", Boolean, nullable=False, server_default=false()),
    Column("finished", UtcDateTime),
    Column("report", JSON, nullable=False),
)

NOBODY = 0
"""The author of a broadcast whose author asked to be forgotten."""


class Broadcasts:
    """All broadcasts and the one draft that each organizer may have."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._texts: dict[int, Mapping[str, str]] = {}

    async def begin(self, author: int, waiting: str, update_id: int, now: datetime) -> Broadcast:
        """A new draft in place of the author's old one."""
        row = _row(Broadcast(0, author, Stage.DRAFT, now, waiting=waiting, update_id=update_id))
        async with self._database.write() as connection:
            await connection.execute(
                delete(broadcasts).where(broadcasts.c.author == author, broadcasts.c.stage == Stage.DRAFT)
            )
            added = await connection.execute(insert(broadcasts).values(row).returning(broadcasts))
            return _broadcast(added.one())

    async def get(self, broadcast_id: int) -> Broadcast | None:
        """The broadcast with this number."""
        found = await self._all(broadcasts.c.id == broadcast_id)
        return found[0] if found else None

    async def confirmed_texts(self, broadcast_id: int) -> Mapping[str, str] | None:
        """The texts that are sent, from memory after the first time: they never change, and each line needs them."""
        if broadcast_id not in self._texts:
            found = await self.get(broadcast_id)
            if found is None or found.stage is Stage.DRAFT:
                return None
            self._texts[broadcast_id] = found.texts
        return self._texts[broadcast_id]

    async def draft(self, author: int) -> Broadcast | None:
        """The draft that this organizer is writing."""
        found = await self._all(broadcasts.c.author == author, broadcasts.c.stage == Stage.DRAFT)
        return found[0] if found else None

    async def under_way(self) -> Sequence[Broadcast]:
        """What is being queued or sent, oldest first."""
        return await self._all(broadcasts.c.stage.in_([Stage.QUEUING, Stage.SENDING]))

    async def recent(self, count: int) -> Sequence[Broadcast]:
        """The last ``count`` confirmed ones, newest first."""
        wanted = select(broadcasts).where(broadcasts.c.stage != Stage.DRAFT).order_by(broadcasts.c.id.desc())
        async with self._database.read() as connection:
            return [_broadcast(row) for row in await connection.execute(wanted.limit(count))]

    async def of(self, author: int) -> Sequence[Broadcast]:
        """All that this organizer wrote, oldest first."""
        return await self._all(broadcasts.c.author == author)

    async def change(self, broadcast: Broadcast, *, was: Stage, connection: AsyncConnection | None = None) -> bool:
        """Store it if it is still in the stage ``was``; False: another tap was faster, and nothing is changed."""
        statement = (
            update(broadcasts).where(broadcasts.c.id == broadcast.id, broadcasts.c.stage == was).values(_row(broadcast))
        )
        if connection is not None:
            return (await connection.execute(statement)).rowcount == 1
        async with self._database.write() as own:
            return (await own.execute(statement)).rowcount == 1

    async def advance(self, broadcast_id: int, cursor: int, connection: AsyncConnection) -> bool:
        """Note that everybody up to ``cursor`` is queued; False when it was stopped meanwhile."""
        where = (broadcasts.c.id == broadcast_id, broadcasts.c.stage == Stage.QUEUING, broadcasts.c.stopped.is_(False))
        return (await connection.execute(update(broadcasts).where(*where).values(cursor=cursor))).rowcount == 1

    async def stop(self, broadcast_id: int, connection: AsyncConnection) -> bool:
        """Note that an organizer stopped it; False when there was nothing to stop, or it was stopped already."""
        where = (
            broadcasts.c.id == broadcast_id,
            broadcasts.c.stage.in_([Stage.QUEUING, Stage.SENDING]),
            broadcasts.c.stopped.is_(False),
        )
        statement = update(broadcasts).where(*where).values(stage=Stage.SENDING, stopped=True)
        return (await connection.execute(statement)).rowcount == 1

    async def discard(self, broadcast_id: int) -> bool:
        """Delete a draft; False when it is none."""
        where = (broadcasts.c.id == broadcast_id, broadcasts.c.stage == Stage.DRAFT)
        async with self._database.write() as connection:
            return (await connection.execute(delete(broadcasts).where(*where))).rowcount == 1

    async def forget(self, author: int) -> None:
        """Delete this organizer's draft, and their name from what they sent."""
        async with self._database.write() as connection:
            await connection.execute(
                delete(broadcasts).where(broadcasts.c.author == author, broadcasts.c.stage == Stage.DRAFT)
            )
            await connection.execute(
                update(broadcasts).where(broadcasts.c.author == author).values(author=NOBODY, status_message=None)
            )

    async def _all(self, *where: Any) -> list[Broadcast]:  # noqa: ANN401
        async with self._database.read() as connection:
            rows = await connection.execute(select(broadcasts).where(*where).order_by(broadcasts.c.id))
            return [_broadcast(row) for row in rows]


def _row(broadcast: Broadcast) -> dict[str, Any]:
    return {
        "author": broadcast.author,
        "stage": broadcast.stage.value,
        "changed": broadcast.changed,
        "confirmed": broadcast.confirmed,
        "texts": dict(broadcast.texts),
        "skipped": list(broadcast.skipped),
        "waiting": broadcast.waiting,
        "update_id": broadcast.update_id,
        "cursor": broadcast.cursor,
        "audience": asdict(broadcast.audience),
        "status_message": broadcast.status_message,
        "stopped": broadcast.stopped,
        "round": broadcast.round,
        "paid": broadcast.paid,
        "finished": broadcast.finished,
        "report": asdict(broadcast.report),
    }


def _broadcast(row: Row[Any]) -> Broadcast:
    values = dict(row._mapping)  # noqa: SLF001
    return Broadcast(
        **{
            **values,
            "stage": Stage(values["stage"]),
            "skipped": tuple(values["skipped"]),
            "audience": Audience(**values["audience"]),
            "report": Report(**values["report"]),
        }
    )
