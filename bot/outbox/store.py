"""The outbox: one row for each line that must reach a chat, from queuing to its outcome.

Features hold an ``Outbox(db)`` and use ``queue``, ``cancel``, ``cancel_about``, ``tally``, ``reasons`` and ``again``;
``bot/outbox/deliver.py`` uses ``recover``, ``expire``, ``keep_due``, ``exchange``, ``follow`` and ``next_due``.
Times are event time.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.outbox.held import Held
from bot.outbox.model import ANNOUNCING, Claimed, Lane, Line, Settled, State
from bot.outbox.rows import LEAD, outcome_of, row_of
from bot.storage.database import Database
from bot.storage.dialect import upsert
from bot.storage.tables import metadata
from bot.storage.types import BigId, Key, UtcDateTime

# A bound parameter would hide the partial indexes from the planner.
_WAITING: sa.ColumnElement[bool] = sa.literal_column("state = 0")
_REVIVABLE: sa.ColumnElement[bool] = sa.literal_column(f"outbox.state IN ({State.EXPIRED:d}, {State.CANCELLED:d})")

outbox = sa.Table(
    "outbox",
    metadata,
    sa.Column("id", BigId, primary_key=True),
    sa.Column("key", Key, nullable=False, unique=True),
    sa.Column("kind", sa.String(32), nullable=False),
    sa.Column("about", Key, nullable=False),
    sa.Column("chat_id", sa.BigInteger, nullable=False),
    sa.Column("part", sa.SmallInteger, nullable=False),
    sa.Column("lane", sa.SmallInteger, nullable=False),
    sa.Column("promised", UtcDateTime, nullable=False),
    sa.Column("due", UtcDateTime, nullable=False),
    sa.Column("expires", UtcDateTime, nullable=False),
    sa.Column("state", sa.SmallInteger, nullable=False),
    sa.Column("attempts", sa.SmallInteger, nullable=False),
    sa.Column("detail", sa.String(255)),
    sa.Column("message_id", sa.BigInteger),
    sa.Column("settled", UtcDateTime),
    sa.Index("ix_outbox_due", "due", "id", sqlite_where=_WAITING, postgresql_where=_WAITING),
    sa.Index("ix_outbox_turn", "lane", "promised", "id", sqlite_where=_WAITING, postgresql_where=_WAITING),
    sa.Index("ix_outbox_about", "kind", "about", "state"),
    sa.Index("ix_outbox_chat_id", "chat_id"),
)


class Outbox:
    """The rows, and those of them that are held for sending."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self.held = Held()
        self._listeners: list[Callable[[], None]] = []

    def on_queued(self, listener: Callable[[], None]) -> None:
        """Call ``listener`` whenever new lines are stored."""
        self._listeners.append(listener)

    async def queue(self, lines: Iterable[Line], connection: AsyncConnection | None = None) -> int:
        """Store lines and give the number of new or revived ones; a key that is there already is left as it is.

        With a ``connection`` (of ``Database.write``) they are stored in the caller's transaction, or not at all.
        """
        rows = list({line.key: row_of(line) for line in lines}.values())
        if not rows:
            return 0
        if connection is None:
            async with self._database.write() as own:
                return await self._insert(own, rows)
        return await self._insert(connection, rows)

    async def _insert(self, connection: AsyncConnection, rows: Sequence[Mapping[str, Any]]) -> int:
        statement = upsert(connection, outbox, ["key"], only=_RENEWED, where=_REVIVABLE)
        stored = await connection.execute(statement.returning(outbox.c.id), rows)
        count = len(stored.all())
        if count:
            self._database.after_commit(self._tell)
        return count

    def _tell(self) -> None:
        for listener in self._listeners:
            listener()

    async def cancel(self, keys: Collection[str], connection: AsyncConnection | None = None) -> int:
        """Cancel the lines with these keys that are not being sent yet."""
        wanted = set(keys)
        if not wanted:
            return 0
        return await self._cancel(outbox.c.key.in_(wanted), lambda line: line.key in wanted, connection)

    async def cancel_about(
        self, kind: str, about_prefix: str, chat_id: int | None = None, connection: AsyncConnection | None = None
    ) -> int:
        """Cancel the lines of a kind whose ``about`` begins with these ids (whole ones), of one chat or of all."""
        theirs = sa.true() if chat_id is None else outbox.c.chat_id == chat_id
        prefix = about_prefix.rstrip(":")

        def concerned(line: Line) -> bool:
            begins = not prefix or line.about == prefix or line.about.startswith(prefix + ":")
            return line.kind == kind and begins and chat_id in {None, line.chat_id}

        return await self._cancel(sa.and_(_about(kind, about_prefix), theirs), concerned, connection)

    async def _cancel(
        self, where: sa.ColumnElement[bool], concerned: Callable[[Line], bool], connection: AsyncConnection | None
    ) -> int:
        if connection is None:
            async with self._database.write() as own:
                return await self._cancel(where, concerned, own)
        held = self.held.which(concerned)
        free = sa.or_(_WAITING, sa.and_(outbox.c.state == State.CLAIMED, outbox.c.id.in_(held)))
        done = await connection.execute(sa.update(outbox).where(where, free).values(state=State.CANCELLED))
        # What begins to be sent before the commit is sent, and its outcome then takes the place of "cancelled".
        self._database.after_commit(lambda: self.held.drop(held))
        return done.rowcount

    async def again(self, kind: str, about_prefix: str, lane: Lane, state: State = State.UNSURE) -> int:
        """Give the lines about these ids that ended in ``state`` another turn in ``lane``: somebody decided so."""
        async with self._database.write() as connection:
            chosen = sa.update(outbox).where(_about(kind, about_prefix), outbox.c.state == state)
            anew = {"state": State.WAITING, "lane": lane, "attempts": 0, "detail": None, "settled": None}
            done = await connection.execute(chosen.values(anew))
            self._database.after_commit(self._tell)
        return done.rowcount

    async def tally(self, kind: str, about_prefix: str) -> Mapping[State, int]:
        """How many lines about these ids are in each state; states without a line count 0."""
        counted = sa.select(outbox.c.state, sa.func.count()).where(_about(kind, about_prefix)).group_by(outbox.c.state)
        async with self._database.read() as connection:
            found = {State(state): count for state, count in await connection.execute(counted)}
        return {state: found.get(state, 0) for state in State}

    async def states(self) -> Mapping[tuple[Lane, State], int]:
        """How many lines of each lane stand where."""
        counted = sa.select(outbox.c.lane, outbox.c.state, sa.func.count()).group_by(outbox.c.lane, outbox.c.state)
        async with self._database.read() as connection:
            return {(Lane(lane), State(state)): count for lane, state, count in await connection.execute(counted)}

    async def reasons(self, kind: str, about_prefix: str, state: State) -> Mapping[str, int]:
        """Why the lines about these ids are in ``state``: reason → how many."""
        reason = sa.func.coalesce(outbox.c.detail, "")
        counted = sa.select(reason, sa.func.count()).where(_about(kind, about_prefix), outbox.c.state == state)
        async with self._database.read() as connection:
            return {row[0]: row[1] for row in await connection.execute(counted.group_by(reason))}

    async def export(self, chat_id: int) -> list[dict[str, Any]]:
        """All rows of one chat, for its owner to see."""
        theirs = sa.select(outbox).where(outbox.c.chat_id == chat_id).order_by(outbox.c.id)
        async with self._database.read() as connection:
            return [
                {"kind": row.kind, "about": row.about, "due": row.due, "state": State(row.state).name.lower()}
                for row in await connection.execute(theirs)
            ]

    async def forget(self, chat_id: int) -> None:
        """Delete all rows of one chat; what waits for it is not sent."""
        async with self._database.write() as connection:
            await connection.execute(sa.delete(outbox).where(outbox.c.chat_id == chat_id))
            self._database.after_commit(lambda: self.held.drop(self.held.which(lambda line: line.chat_id == chat_id)))

    async def purge(self, before: datetime, most: int) -> int:
        """Delete what was settled (or was cancelled and would have expired) before this moment; gives the number."""
        old = sa.or_(outbox.c.settled < before, sa.and_(outbox.c.state == State.CANCELLED, outbox.c.expires < before))
        async with self._database.write() as connection:
            some = sa.select(outbox.c.id).where(old).limit(most).scalar_subquery()
            return (await connection.execute(sa.delete(outbox).where(outbox.c.id.in_(some)))).rowcount

    async def recover(self, now: datetime) -> int:
        """At the start, decide about lines that a kill left claimed: each may have been sent, or not.

        A reminder or a change that is still of use is sent again. The others become Unsure; gives their number.
        """
        unsure = sa.or_(outbox.c.lane.in_(ANNOUNCING), outbox.c.expires <= now)
        claimed = sa.update(outbox).where(outbox.c.state == State.CLAIMED)
        async with self._database.write() as connection:
            doubt = {"state": State.UNSURE, "settled": now, "detail": "the bot was stopped while this was being sent"}
            done = await connection.execute(claimed.where(unsure).values(doubt))
            await connection.execute(claimed.values(state=State.WAITING))
            # An announcement is never for later: the clock was set back while nobody ran.
            early = _WAITING, outbox.c.due > now, outbox.c.lane.in_(ANNOUNCING)
            await connection.execute(sa.update(outbox).where(*early).values(due=now, promised=now))
        return done.rowcount

    async def keep_due(self, now: datetime, until: datetime) -> None:
        """The clock was set back from ``until``: what was due is due, but for reminders, whose minute comes again."""
        those = _WAITING, outbox.c.due > now, outbox.c.due <= until, outbox.c.lane != Lane.REMINDER
        async with self._database.write() as connection:
            await connection.execute(sa.update(outbox).where(*those).values(due=now, promised=now))

    async def expire(self, now: datetime, announced: datetime | None = None) -> int:
        """Settle at once all waiting lines that have become useless; announcements by ``announced`` if earlier."""
        lapsed = sa.or_(outbox.c.lane.not_in(ANNOUNCING), outbox.c.expires <= (announced or now))
        useless = sa.update(outbox).where(_WAITING, outbox.c.due <= now, outbox.c.expires <= now, lapsed)
        async with self._database.write() as connection:
            done = await connection.execute(useless.values(state=State.EXPIRED, settled=now))
        return done.rowcount

    async def exchange(
        self,
        settled: Sequence[Settled],
        room: Mapping[Lane, int],
        now: datetime,
        also: Callable[[AsyncConnection], Awaitable[None]] | None = None,
        *,
        reminders_until: datetime | None = None,
    ) -> list[Claimed]:
        """In one transaction, store outcomes and claim due lines: ``room`` a lane at most, earliest promise first.

        ``also`` stores in the same transaction what follows from the outcomes. ``reminders_until``: reminders are
        claimed that become due by then (``now``).
        """
        claimed: list[Claimed] = []
        async with self._database.write() as connection:
            if settled:
                await connection.execute(_SETTLE, [outcome_of(each, now) for each in settled])
            if also is not None:
                await also(connection)
            for lane, places in sorted(room.items()):
                if places > 0:
                    until = reminders_until if lane is Lane.REMINDER and reminders_until is not None else now
                    given = {"of_lane": lane, "until": until, "soon": now + LEAD, "places": places}
                    rows = await connection.execute(_CLAIM, given)
                    claimed += sorted(map(_claimed, rows), key=lambda each: (each.line.promised, each.id))
            self._database.after_commit(lambda: self.held.take(claimed))
        return claimed

    async def follow(self, old: int, new: int) -> None:
        """A group has moved: what waits for it goes to its new chat id."""
        async with self._database.write() as connection:
            await connection.execute(sa.update(outbox).where(_WAITING, outbox.c.chat_id == old).values(chat_id=new))

    async def promised(self, lane: Lane, until: datetime) -> Mapping[datetime, int]:
        """How many lines of a lane wait for each moment up to this one that they are promised for."""
        counted = sa.select(outbox.c.promised, sa.func.count()).where(_WAITING, outbox.c.lane == lane)
        counted = counted.where(outbox.c.promised <= until).group_by(outbox.c.promised)
        async with self._database.read() as connection:
            return {row[0]: row[1] for row in await connection.execute(counted)}

    async def next_due(self) -> datetime | None:
        """When the earliest waiting line is or was due; None when nothing waits."""
        first = sa.select(outbox.c.due).where(_WAITING).order_by(outbox.c.due, outbox.c.id).limit(1)
        async with self._database.read() as connection:
            found: datetime | None = (await connection.execute(first)).scalar()
        return found


_RENEWED = [column.name for column in outbox.c if column.name not in {"id", "key"}]
_TURN = (
    sa.select(outbox.c.id)
    .where(_WAITING, outbox.c.lane == sa.bindparam("of_lane"), outbox.c.due <= sa.bindparam("until"))
    .where(outbox.c.promised <= sa.bindparam("soon"))
    .order_by(outbox.c.promised, outbox.c.id)
    .limit(sa.bindparam("places"))
)
_CLAIM = sa.update(outbox).where(outbox.c.id.in_(_TURN.scalar_subquery())).values(state=State.CLAIMED).returning(outbox)
_OUTCOME = ("state", "attempts", "chat_id", "detail", "message_id", "settled")
_SETTLE = (
    sa.update(outbox)
    .where(outbox.c.id == sa.bindparam("number"))
    .values({name: sa.bindparam(f"new_{name}") for name in _OUTCOME})
)


def _about(kind: str, prefix: str) -> sa.ColumnElement[bool]:
    """Of this kind, and about the prefix itself or the prefix, a colon and more ids; ";" comes next after ":"."""
    whole = prefix.rstrip(":")
    if not whole:
        return outbox.c.kind == kind
    within = sa.and_(outbox.c.about >= whole + ":", outbox.c.about < whole + ";")
    return sa.and_(outbox.c.kind == kind, sa.or_(outbox.c.about == whole, within))


def _claimed(row: sa.Row[Any]) -> Claimed:
    rest = (row.due, row.expires, row.part, row.promised)
    return Claimed(row.id, Line(row.key, row.kind, row.chat_id, row.about, Lane(row.lane), *rest), row.attempts)
