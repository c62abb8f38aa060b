"""Stars: in memory, so that a card knows its star without waiting, over their table, which is written first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import Column, String, Table, delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.agenda.model import Star
from bot.storage.database import Database
from bot.storage.dialect import insert_new
from bot.storage.tables import metadata
from bot.storage.types import BigId, UtcDateTime

stars = Table(
    "stars",
    metadata,
    Column("session", String(32), primary_key=True),
    Column("attendee", BigId, primary_key=True, autoincrement=False),
    Column("at", UtcDateTime, nullable=False),
)

_PAGE = 1000
"""Rows read at once: a popular session must not hold up whoever chats meanwhile."""


class Stars:
    """Who starred what; one instance, shared by all parts."""

    def __init__(self, database: Database, starred: Iterable[tuple[str, int]] = ()) -> None:
        self._database = database
        self._people: dict[str, set[int]] = {}
        for session, attendee in starred:
            self._people.setdefault(session, set()).add(attendee)

    @classmethod
    async def load(cls, database: Database) -> Stars:
        """Read all stars into memory."""
        async with database.read() as connection:
            rows = await connection.execute(select(stars.c.session, stars.c.attendee))
            return cls(database, ((session, attendee) for session, attendee in rows))

    def has(self, attendee: int, session: str) -> bool:
        """Whether this person starred this session."""
        return attendee in self._people.get(session, ())

    def of(self, attendee: int) -> frozenset[str]:
        """The ids of all sessions that this person starred."""
        return frozenset(session for session, people in self._people.items() if attendee in people)

    async def add(self, star: Star, connection: AsyncConnection) -> None:
        """Keep a star; an older one of the same person and session stays as it is."""
        await connection.execute(
            insert_new(connection, stars, ["session", "attendee"]),
            {"session": star.session, "attendee": star.attendee, "at": star.at},
        )

    def show(self, star: Star) -> None:
        """Let memory show a star that is stored."""
        self._people.setdefault(star.session, set()).add(star.attendee)

    async def remove(self, attendee: int, session: str, connection: AsyncConnection) -> None:
        """Delete a star."""
        await connection.execute(delete(stars).where(stars.c.session == session, stars.c.attendee == attendee))

    def hide(self, attendee: int, session: str) -> None:
        """Let memory no longer show a star that is deleted."""
        self._people.get(session, set()).discard(attendee)

    async def page(self, session: str, *, after: int, until: datetime) -> Sequence[Star]:
        """The next people, by id after ``after``, who starred ``session`` no later than ``until``; empty at the end."""
        wanted = select(stars).where(stars.c.session == session, stars.c.attendee > after, stars.c.at <= until)
        async with self._database.read() as connection:
            rows = await connection.execute(wanted.order_by(stars.c.attendee).limit(_PAGE))
            return [Star(row.attendee, row.session, row.at) for row in rows]

    async def kept(self, attendee: int) -> Sequence[Star]:
        """All that is kept about this person, oldest first."""
        async with self._database.read() as connection:
            rows = await connection.execute(select(stars).where(stars.c.attendee == attendee).order_by(stars.c.at))
            return [Star(row.attendee, row.session, row.at) for row in rows]

    async def forget(self, attendee: int) -> None:
        """Delete all stars of this person."""
        async with self._database.write() as connection:
            await connection.execute(delete(stars).where(stars.c.attendee == attendee))
        for people in self._people.values():
            people.discard(attendee)
