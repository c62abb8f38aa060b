"""The tables of roles, invitations and the record of who did what when."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Column, Integer, SmallInteger, String, Table, delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.attendees.model import Role
from bot.organizers.model import OPERATOR, Deed, Entry, Grant, Invitation, Source, about
from bot.storage.database import Database
from bot.storage.dialect import upsert
from bot.storage.tables import metadata
from bot.storage.types import BigId, UtcDateTime

grants = Table(
    "grants",
    metadata,
    Column("attendee", BigId, primary_key=True, autoincrement=False),
    Column("role", SmallInteger, nullable=False),
    Column("source", String(16), nullable=False),
    Column("at", UtcDateTime, nullable=False),
)

invitations = Table(
    "invitations",
    metadata,
    Column("secret_hash", String(64), primary_key=True),
    Column("role", SmallInteger, nullable=False),
    Column("made_by", BigId, nullable=False),
    Column("expires", UtcDateTime, nullable=False),
    Column("used_by", BigId),
)

audit = Table(
    "audit",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("at", UtcDateTime, nullable=False),
    Column("who", BigId, nullable=False, index=True),
    Column("deed", String(16), nullable=False),
    Column("about", String(256), nullable=False),
)


class Organizers:
    """Who may do what, who may become it, and what was done."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def grants(self) -> Mapping[int, Grant]:
        """All roles that were granted, by attendee."""
        async with self._database.read() as connection:
            rows = await connection.execute(select(grants).order_by(grants.c.role.desc(), grants.c.at))
            return {row.attendee: Grant(row.attendee, Role(row.role), Source(row.source), row.at) for row in rows}

    async def grant(self, grant: Grant) -> None:
        """Keep a role; a person has one, the latest."""
        async with self._database.write() as connection:
            await _grant(connection, grant)

    async def revoke(self, attendee: int) -> None:
        """Take the role away."""
        async with self._database.write() as connection:
            await connection.execute(delete(grants).where(grants.c.attendee == attendee))

    async def invite(self, invitation: Invitation) -> None:
        """Keep an invitation. One for the owner replaces those before it: only the last link that was printed works."""
        async with self._database.write() as connection:
            if invitation.role is Role.OWNER:
                unused = (invitations.c.role == Role.OWNER, invitations.c.used_by.is_(None))
                await connection.execute(delete(invitations).where(*unused))
            await connection.execute(
                insert(invitations).values(
                    secret_hash=invitation.secret_hash,
                    role=int(invitation.role),
                    made_by=invitation.made_by,
                    expires=invitation.expires,
                    used_by=None,
                )
            )

    async def invitation(self, secret_hash: str) -> Invitation | None:
        """The invitation with this hash."""
        async with self._database.read() as connection:
            found = await connection.execute(select(invitations).where(invitations.c.secret_hash == secret_hash))
            row = found.one_or_none()
        if row is None:
            return None
        return Invitation(row.secret_hash, Role(row.role), row.made_by, row.expires, row.used_by)

    async def accept(self, secret_hash: str, grant: Grant, entry: Entry) -> bool:
        """Use the invitation up, keep the role and record it, all or nothing; False when somebody else was faster."""
        free = (invitations.c.secret_hash == secret_hash, invitations.c.used_by.is_(None))
        async with self._database.write() as connection:
            used = await connection.execute(update(invitations).where(*free).values(used_by=grant.attendee))
            if used.rowcount == 1:
                await _grant(connection, grant)
                await _record(connection, entry)
            return used.rowcount == 1

    async def record(self, entry: Entry, connection: AsyncConnection | None = None) -> None:
        """Write one line of the record; with a ``connection``, in the caller's transaction."""
        if connection is not None:
            await _record(connection, entry)
            return
        async with self._database.write() as own:
            await _record(own, entry)

    async def entries(self, count: int) -> Sequence[Entry]:
        """The last ``count`` lines of the record, newest first."""
        return await self._entries(select(audit).order_by(audit.c.id.desc()).limit(count))

    async def entries_of(self, who: int) -> Sequence[Entry]:
        """What this person did, oldest first."""
        return await self._entries(select(audit).where(audit.c.who == who).order_by(audit.c.id))

    async def forget(self, attendee: int) -> None:
        """Delete the role and the person's id; that something was done stays on record, without who."""
        async with self._database.write() as connection:
            await connection.execute(delete(grants).where(grants.c.attendee == attendee))
            for table, column, theirs, nobody in (
                (invitations, invitations.c.made_by, attendee, OPERATOR),
                (invitations, invitations.c.used_by, attendee, OPERATOR),
                (audit, audit.c.who, attendee, OPERATOR),
                (audit, audit.c.about, about(attendee), about(OPERATOR)),
            ):
                await connection.execute(update(table).where(column == theirs).values({column: nobody}))

    async def _entries(self, statement: Any) -> Sequence[Entry]:  # noqa: ANN401
        async with self._database.read() as connection:
            rows = await connection.execute(statement)
            return [Entry(row.at, row.who, Deed(row.deed), row.about) for row in rows]


async def _grant(connection: AsyncConnection, grant: Grant) -> None:
    await connection.execute(
        upsert(connection, grants, ["attendee"]),
        {"attendee": grant.attendee, "role": int(grant.role), "source": grant.source.value, "at": grant.at},
    )


async def _record(connection: AsyncConnection, entry: Entry) -> None:
    row = {"at": entry.at, "who": entry.who, "deed": entry.deed.value, "about": entry.about[:256]}
    await connection.execute(insert(audit).values(row))
