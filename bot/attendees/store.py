"""Attendees in memory over their table: everybody is loaded at the start, reads never wait, saves are written through.

``attendees = await Attendees.load(db)``; one instance, shared by all parts. ``save`` stores an attendee as it is given;
``change`` leaves alone what others change at the same time.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from sqlalchemy import Boolean, Column, Row, SmallInteger, String, Table, delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.attendees.model import Attendee, Role
from bot.storage.database import Database
from bot.storage.dialect import insert_new, paged, upsert
from bot.storage.tables import metadata
from bot.storage.types import BigId

attendees = Table(
    "attendees",
    metadata,
    Column("id", BigId, primary_key=True, autoincrement=False),
    Column("language", String(16)),
    Column("digits", String(16)),
    Column("role", SmallInteger, nullable=False),
    Column("reachable", Boolean, nullable=False),
    Column("muted", Boolean, nullable=False),
    Column("name", String(256)),
    Column("reminders", Boolean, nullable=False),
)


class Attendees:
    """Everybody who ever wrote to us and has not asked to be forgotten."""

    def __init__(self, database: Database, known: Mapping[int, Attendee]) -> None:
        self._database = database
        self._known = dict(known)

    @classmethod
    async def load(cls, database: Database) -> Attendees:
        """Read everybody into memory."""
        known: dict[int, Attendee] = {}
        async with database.read() as connection:
            async for rows in paged(connection, select(attendees)):
                known.update((row.id, _attendee(row)) for row in rows)
        return cls(database, known)

    def get(self, attendee_id: int) -> Attendee | None:
        """The attendee with this id, from memory."""
        return self._known.get(attendee_id)

    def everyone(self) -> Iterable[Attendee]:
        """All attendees as they are now; changes made meanwhile do not disturb the reader."""
        return tuple(self._known.values())

    def __len__(self) -> int:
        return len(self._known)

    async def save(self, *changed: Attendee) -> None:
        """Store new or changed attendees, in one transaction; memory shows them once they are stored."""
        fresh = [attendee for attendee in changed if self._known.get(attendee.id) != attendee]
        if not fresh:
            return
        async with self._database.write() as connection:
            await connection.execute(upsert(connection, attendees, ["id"]), [_row(attendee) for attendee in fresh])
            self._database.after_commit(lambda: self._known.update((attendee.id, attendee) for attendee in fresh))

    async def add(self, *newcomers: Attendee) -> None:
        """Store people who are new, in one transaction; whoever is known already stays as they are."""
        async with self._database.write() as connection:
            rows = [_row(newcomer) for newcomer in newcomers]
            await connection.execute(insert_new(connection, attendees, ["id"]), rows)
            self._database.after_commit(lambda: self._meet(newcomers))

    async def change(self, ids: Iterable[int], connection: AsyncConnection | None = None, **fields: Any) -> None:  # noqa: ANN401
        """Change these fields of attendees, whatever else about them is being changed at the same time.

        With a ``connection`` (of ``Database.write``) it is done in the caller's transaction.
        """
        if connection is None:
            async with self._database.write() as own:
                await self.change(ids, own, **fields)
            return
        known = [attendee for number in ids if (attendee := self._known.get(number)) is not None]
        fresh = [replace(attendee, **fields) for attendee in known]
        if fresh:
            await connection.execute(upsert(connection, attendees, ["id"]), [_row(attendee) for attendee in fresh])
            self._database.after_commit(lambda: self._known.update((attendee.id, attendee) for attendee in fresh))

    def _meet(self, newcomers: Iterable[Attendee]) -> None:
        for newcomer in newcomers:
            self._known.setdefault(newcomer.id, newcomer)

    async def forget(self, attendee_id: int) -> None:
        """Delete the attendee."""
        async with self._database.write() as connection:
            await connection.execute(delete(attendees).where(attendees.c.id == attendee_id))
        self._known.pop(attendee_id, None)


def _row(attendee: Attendee) -> dict[str, Any]:
    return {
        "id": attendee.id,
        "language": attendee.language,
        "digits": attendee.digits,
        "role": int(attendee.role),
        "reachable": attendee.reachable,
        "muted": attendee.muted,
        "name": attendee.name,
        "reminders": attendee.reminders,
    }


def _attendee(row: Row[Any]) -> Attendee:
    language, digits, role = _shared(row.language), _shared(row.digits), Role(row.role)
    return Attendee(row.id, language, digits, role, row.reachable, row.muted, row.name, row.reminders)


def _shared(word: str | None) -> str | None:
    """The same object for the same word: a hundred thousand people speak a few languages."""
    return None if word is None else sys.intern(word)
