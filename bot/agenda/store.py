"""Stars, choices and silences: in memory, so that nobody waits for them, over their tables, which are written first."""

from __future__ import annotations

from collections import Counter
from collections.abc import AsyncIterator, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from itertools import islice
from typing import Any

from sqlalchemy import Boolean, Column, Delete, Row, Select, String, Table, and_, cast, delete, func, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.agenda.choices import DEFAULT, MINUTES, Choice
from bot.agenda.model import Reminder, Star
from bot.outbox.model import State
from bot.outbox.store import outbox
from bot.storage.database import Database
from bot.storage.dialect import insert_new, paged, upsert
from bot.storage.tables import metadata
from bot.storage.types import BigId, UtcDateTime

stars = Table(
    "stars",
    metadata,
    Column("session", String(32), primary_key=True),
    Column("attendee", BigId, primary_key=True, autoincrement=False),
    Column("at", UtcDateTime, nullable=False),
)
choices = Table(
    "reminder_choices",
    metadata,
    Column("attendee", BigId, primary_key=True, autoincrement=False),
    Column("minutes", String(32), nullable=False),
    Column("evening", Boolean, nullable=False),
    Column("moving", Boolean, nullable=False),
    Column("morning", Boolean, nullable=False),
    Column("quiet", String(8)),
)
silences = Table(
    "silences",
    metadata,
    Column("attendee", BigId, primary_key=True, autoincrement=False),
    Column("session", String(32), primary_key=True),
)
marks = Table(
    "marks", metadata, Column("name", String(32), primary_key=True), Column("at", UtcDateTime, nullable=False)
)

FRESH = timedelta(minutes=MINUTES[-1] * 2)
"""An older star was there before any of its session's reminders that can still be sent was promised."""
_PAGE = 200
USELESS = "no longer of use"
"""The outbox's word for a line that its renderer did not want."""


class Stars:
    """Who starred what, and of what somebody wants no reminders; one instance, shared by all parts."""

    def __init__(
        self,
        database: Database,
        starred: Mapping[str, set[int]] | None = None,
        silent: Mapping[str, set[int]] | None = None,
    ) -> None:
        self._database = database
        self._people = dict(starred or {})
        self._silent = dict(silent or {})
        self._fresh: dict[str, dict[int, datetime]] = {}

    @classmethod
    async def load(cls, database: Database) -> Stars:
        """Read all of it into memory."""
        async with database.read() as connection:
            return cls(database, await _by_session(connection, stars), await _by_session(connection, silences))

    async def freshen(self, now: datetime) -> None:
        """Read when the latest stars were set, once after the start."""
        latest = select(stars).where(stars.c.at >= now - FRESH)
        async with self._database.read() as connection:
            async for rows in paged(connection, latest):
                for row in rows:
                    self._fresh.setdefault(row.session, {})[row.attendee] = row.at

    def has(self, attendee: int, session: str) -> bool:
        """Whether this person starred this session."""
        return attendee in self._people.get(session, ())

    def of(self, attendee: int) -> frozenset[str]:
        """The ids of all sessions that this person starred."""
        return frozenset(session for session, people in self._people.items() if attendee in people)

    def people(self, session: str) -> Sequence[int]:
        """Everybody who starred this session; changes made meanwhile do not disturb the reader."""
        return tuple(self._people.get(session, ()))

    def has_exceptions(self, session: str) -> bool:
        """Whether there may be anybody who starred this session and is not reminded of it."""
        return bool(self._fresh.get(session) or self._silent.get(session))

    def excepted(self, reminder: Reminder, attendee: int) -> bool:
        """Whether they want no reminders of the session, or starred it after this one could help."""
        at = self._fresh.get(reminder.session, {}).get(attendee)
        return self.silent(attendee, reminder.session) or (at is not None and at > reminder.latest_star)

    def silent(self, attendee: int, session: str) -> bool:
        """Whether this person wants no reminders of this session."""
        return attendee in self._silent.get(session, ())

    async def add(self, star: Star, connection: AsyncConnection) -> None:
        """Keep a star; an older one of the same person and session stays as it is."""
        await connection.execute(
            insert_new(connection, stars, ["session", "attendee"]),
            {"session": star.session, "attendee": star.attendee, "at": star.at},
        )

    def show(self, star: Star) -> None:
        """Let memory show a star that is stored."""
        self._people.setdefault(star.session, set()).add(star.attendee)
        self._fresh.setdefault(star.session, {})[star.attendee] = star.at

    def forget_times(self, before: datetime) -> None:
        """Let go of when older stars were set: it no longer matters."""
        for session, times in list(self._fresh.items()):
            left = {attendee: at for attendee, at in times.items() if at >= before}
            if left:
                self._fresh[session] = left
            else:
                del self._fresh[session]

    def forget_times_of(self, session: str) -> None:
        """Let go of when a session was starred: it has another start now, which nobody read when they starred it."""
        self._fresh.pop(session, None)

    async def remove(self, attendee: int, session: str, connection: AsyncConnection) -> None:
        """Delete a star, and with it the wish for silence about its session."""
        await connection.execute(delete(stars).where(stars.c.session == session, stars.c.attendee == attendee))
        if self.silent(attendee, session):
            await connection.execute(_silence(attendee, session))

    def hide(self, attendee: int, session: str) -> None:
        """Let memory no longer show a star that is deleted."""
        self._people.get(session, set()).discard(attendee)
        self._fresh.get(session, {}).pop(attendee, None)
        self._silent.get(session, set()).discard(attendee)

    async def hush(self, attendee: int, session: str, *, silent: bool) -> None:
        """Want no reminders of a session, or want them again."""
        pair = {"attendee": attendee, "session": session}
        async with self._database.write() as connection:
            if silent:
                await connection.execute(insert_new(connection, silences, ["attendee", "session"]), pair)
            else:
                await connection.execute(_silence(attendee, session))
        hushed = self._silent.setdefault(session, set())
        (hushed.add if silent else hushed.discard)(attendee)

    async def kept(self, attendee: int) -> Sequence[Star]:
        """All that is kept about this person, oldest first."""
        async with self._database.read() as connection:
            rows = await connection.execute(select(stars).where(stars.c.attendee == attendee).order_by(stars.c.at))
            return [Star(row.attendee, row.session, row.at) for row in rows]

    def silences(self, attendee: int) -> Sequence[str]:
        """The sessions of which this person wants no reminders."""
        return sorted(session for session, people in self._silent.items() if attendee in people)

    async def forget(self, attendee: int) -> None:
        """Delete all stars of this person."""
        async with self._database.write() as connection:
            for table in (stars, silences):
                await connection.execute(delete(table).where(table.c.attendee == attendee))
        for people in (*self._people.values(), *self._silent.values()):
            people.discard(attendee)


class Choices:
    """What people chose about their reminders; whoever never did has the default."""

    def __init__(self, database: Database, known: Mapping[int, Choice] | None = None) -> None:
        self._database = database
        self._known = dict(known or {})

    @classmethod
    async def load(cls, database: Database) -> Choices:
        """Read everybody's choice into memory."""
        known: dict[int, Choice] = {}
        async with database.read() as connection:
            async for rows in paged(connection, select(choices)):
                known.update((row.attendee, _choice(row)) for row in rows)
        return cls(database, known)

    def of(self, attendee: int) -> Choice:
        """What somebody chose."""
        return self._known.get(attendee, DEFAULT)

    def who(self, what: str) -> Sequence[int]:
        """Everybody who wants something that is not the default: "evening" or "morning"."""
        return [attendee for attendee, choice in tuple(self._known.items()) if getattr(choice, what)]

    async def save(self, attendee: int, choice: Choice) -> None:
        """Store it; memory shows it once it is stored."""
        row = {
            "attendee": attendee,
            "minutes": ",".join(map(str, sorted(choice.minutes))),
            "evening": choice.evening,
            "moving": choice.moving,
            "morning": choice.morning,
            "quiet": choice.quiet,
        }
        async with self._database.write() as connection:
            await connection.execute(upsert(connection, choices, ["attendee"]), row)
        self._known[attendee] = choice

    async def forget(self, attendee: int) -> None:
        """Delete it."""
        async with self._database.write() as connection:
            await connection.execute(delete(choices).where(choices.c.attendee == attendee))
        self._known.pop(attendee, None)


class Marks:
    """Moments that a restart must know of."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def get(self, name: str) -> datetime | None:
        """The moment of this name, if it was ever set."""
        async with self._database.read() as connection:
            found: datetime | None = (await connection.execute(select(marks.c.at).where(marks.c.name == name))).scalar()
        return found

    async def put(self, name: str, at: datetime) -> None:
        """Set the moment of this name."""
        async with self._database.write() as connection:
            await connection.execute(upsert(connection, marks, ["name"]), {"name": name, "at": at})

    async def handled(self, abouts: Iterable[str]) -> Mapping[str, set[int]]:
        """Of reminders about these ids, to whom they were sent or need not be, by their ids."""
        found: dict[str, set[int]] = {}
        unsent = or_(outbox.c.state == State.WAITING, _LOST)
        async for row in self._of_reminders(select(outbox.c.about, outbox.c.chat_id).where(~unsent), abouts):
            found.setdefault(row.about, set()).add(row.chat_id)
        return found

    async def lost(self, abouts: Iterable[str]) -> Counter[str]:
        """Of reminders about these ids, how many were not sent before their session began."""
        counted = select(outbox.c.about, func.count().label("lost")).where(_LOST).group_by(outbox.c.about)
        return Counter({row.about: row.lost async for row in self._of_reminders(counted, abouts)})

    async def open(self, abouts: Iterable[str]) -> bool:
        """Whether any reminder about these ids has not come to its end."""
        pending = outbox.c.state.in_([State.WAITING, State.CLAIMED])
        return bool([row async for row in self._of_reminders(select(outbox.c.id).where(pending).limit(1), abouts)])

    async def _of_reminders(self, rows: Select[Any], abouts: Iterable[str]) -> AsyncIterator[Row[Any]]:
        left = iter(abouts)
        async with self._database.read() as connection:
            while page := list(islice(left, _PAGE)):
                these = rows.where(outbox.c.kind == "reminder", outbox.c.about.in_(page))
                async for found in paged(connection, these):
                    for row in found:
                        yield row


_LOST = and_(outbox.c.state == State.EXPIRED, or_(outbox.c.detail.is_(None), outbox.c.detail != USELESS))


async def _by_session(connection: AsyncConnection, table: Table) -> dict[str, set[int]]:
    """By session, the people of a table; the database joins them, which is many times faster than a row for each."""
    joined = func.aggregate_strings(cast(table.c.attendee, String), ",")
    rows = await connection.execute(select(table.c.session, joined).group_by(table.c.session))
    return {session: set(map(int, people.split(","))) for session, people in rows}


def _silence(attendee: int, session: str) -> Delete:
    return delete(silences).where(silences.c.attendee == attendee, silences.c.session == session)


def _choice(row: Row[Any]) -> Choice:
    chosen = frozenset(int(one) for one in row.minutes.split(",") if one)
    return Choice(chosen, row.evening, row.moving, row.morning, row.quiet)
