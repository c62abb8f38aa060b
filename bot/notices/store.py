"""What people know of the programme, and the notices of what became of it."""

from __future__ import annotations

import asyncio
import hashlib
import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice
from typing import Any

from sqlalchemy import Column, Integer, Row, String, Table, Text, and_, insert, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.event.model import Event, Session, SessionStatus
from bot.notices.model import Notice, Shift, Stage
from bot.outbox.model import State
from bot.outbox.store import outbox
from bot.storage.database import Database
from bot.storage.dialect import paged, upsert
from bot.storage.tables import metadata
from bot.storage.types import UtcDateTime
from bot.texts.localized import Localized

told = Table(
    "told",
    metadata,
    Column("event", String(32), primary_key=True),
    Column("fingerprint", String(64), nullable=False),
    Column("sessions", Text, nullable=False),
)
notices = Table(
    "notices",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("made", UtcDateTime, nullable=False),
    Column("leaves", UtcDateTime, nullable=False),
    Column("stage", String(16), nullable=False),
    Column("shifts", Text, nullable=False),
    Column("people", Integer, nullable=False),
)
_PAGE = 100


@dataclass(frozen=True, slots=True)
class Known:
    """The programme that people know: its fingerprint, its sessions, and what their halls were called."""

    fingerprint: str
    sessions: Mapping[str, Session]
    names: Mapping[str, Localized]


class NoticeStore:
    """Both tables. What is read often is kept in memory by the flow."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def known(self, event: Event) -> Known | None:
        """What people know of; None before the first start with this event."""
        async with self._database.read() as connection:
            row = (await connection.execute(select(told).where(told.c.event == event.id))).first()
        if row is None:
            return None
        return await asyncio.to_thread(_known, row.fingerprint, row.sessions)

    async def keep(self, event: Event, written: str, connection: AsyncConnection) -> None:
        """From now on people know of this, or will be told. ``written``: the event as ``as_written`` has it."""
        row = {"event": event.id, "fingerprint": hashed(written), "sessions": written}
        await connection.execute(upsert(connection, told, ["event"]), row)

    async def add(self, found: Iterable[Shift], made: datetime, leaves: datetime, connection: AsyncConnection) -> int:
        """A new notice, whose lines are to be written; gives its number."""
        row = {
            "made": made,
            "leaves": leaves,
            "stage": Stage.QUEUING,
            "shifts": as_json(found),
            "people": 0,
        }
        stored = await connection.execute(insert(notices).returning(notices.c.id), row)
        return int(stored.scalar_one())

    async def change(self, notice: int, connection: AsyncConnection, **values: Any) -> None:  # noqa: ANN401
        """Another stage, another time, how many people."""
        await connection.execute(update(notices).where(notices.c.id == notice).values(values))

    async def get(self, notice: int) -> Notice | None:
        """One notice, with who was reminded of its sessions."""
        found = await self._select(notices.c.id == notice)
        return found[0] if found else None

    async def unfinished(self) -> list[Notice]:
        """Those whose lines are not all written."""
        return await self._select(notices.c.stage == Stage.QUEUING)

    async def dropped(self) -> list[Notice]:
        """Those that an organizer did not want to be told."""
        return await self._select(notices.c.stage == Stage.DROPPED)

    async def stoppable(self, now: datetime) -> list[Notice]:
        """Those that have not left."""
        return await self._select(and_(notices.c.stage == Stage.PLANNED, notices.c.leaves > now))

    async def waiting(self) -> dict[int, tuple[str, str]]:
        """By chat, the key and the notices of the line that still waits for it."""
        lines = select(outbox.c.chat_id, outbox.c.key, outbox.c.about)
        waiting = lines.where(outbox.c.kind == "change", outbox.c.state == State.WAITING)
        found: dict[int, tuple[str, str]] = {}
        async with self._database.read() as connection:
            async for rows in paged(connection, waiting):
                found.update((row.chat_id, (row.key, row.about)) for row in rows)
        return found

    async def _select(self, where: Any) -> list[Notice]:  # noqa: ANN401
        async with self._database.read() as connection:
            rows = (await connection.execute(select(notices).where(where).order_by(notices.c.id))).all()
        found = [(row, tuple(_shift_of(each) for each in json.loads(row.shifts))) for row in rows]
        reminded = await self._reminded({shift.session for _, those in found for shift in those})
        return [_notice(row, those, reminded) for row, those in found]

    async def _reminded(self, sessions: Collection[str]) -> dict[str, set[int]]:
        """By session, the chats to which a reminder of it was sent."""
        by_session: dict[str, set[int]] = {session: set() for session in sessions}
        left, sent = iter(by_session), outbox.c.state.in_([State.SENT, State.UNSURE])
        async with self._database.read() as connection:
            while page := list(islice(left, _PAGE)):
                about = or_(*(and_(outbox.c.about > f"{one}:", outbox.c.about < f"{one};") for one in page))
                lines = select(outbox.c.about, outbox.c.chat_id).where(outbox.c.kind == "reminder", sent, about)
                async for rows in paged(connection, lines):
                    for row in rows:
                        by_session[row.about.partition(":")[0]].add(row.chat_id)
        return by_session


def fingerprint(event: Event) -> str:
    """Tells whether two snapshots have the same sessions at the same times and places."""
    return hashed(as_written(event))


def hashed(written: str) -> str:
    """The fingerprint of what is written."""
    return hashlib.sha256(written.encode()).hexdigest()


def as_written(event: Event) -> str:
    """The sessions as they are kept. A thousand of them take a while: call it in a thread."""
    called = {id_: hall.name for id_, hall in event.halls.items()}
    return json.dumps([_session_as_json(one, called) for one in event.sessions.values()], ensure_ascii=False)


def as_json(found: Iterable[Shift]) -> str:
    """Shifts as they are kept."""
    return json.dumps([_shift(each) for each in found], ensure_ascii=False)


def _session_as_json(session: Session, called: Mapping[str, Localized]) -> dict[str, Any]:
    return {
        "id": session.id,
        "title": dict(session.title.by_language),
        "start": int(session.start.timestamp()),
        "end": int(session.end.timestamp()),
        "halls": list(session.halls),
        "status": session.status,
        "names": {id_: dict(called[id_].by_language) for id_ in session.halls if id_ in called},
    }


def _known(mark: str, written: str) -> Known:
    kept = json.loads(written)
    names = {id_: name for each in kept for id_, name in _names(each).items()}
    return Known(mark, {each["id"]: _session(each) for each in kept}, names)


def _session(kept: Mapping[str, Any]) -> Session:
    start, end = (datetime.fromtimestamp(kept[name], UTC) for name in ("start", "end"))
    title, status = Localized(kept["title"]), SessionStatus(kept["status"])
    return Session(kept["id"], title, start, end, halls=tuple(kept["halls"]), status=status)


def _shift(shift: Shift) -> dict[str, Any]:
    both = {"before": shift.before, "after": shift.after}
    return {"session": shift.session} | {name: one and _session_as_json(one, shift.names) for name, one in both.items()}


def _shift_of(kept: Mapping[str, Any]) -> Shift:
    before, after = (kept[name] and _session(kept[name]) for name in ("before", "after"))
    return Shift(kept["session"], before, after, _names(kept["before"]) if kept["before"] else {})


def _names(kept: Mapping[str, Any]) -> dict[str, Localized]:
    """What its halls were called; older versions did not write it down."""
    return {id_: Localized(name) for id_, name in kept.get("names", {}).items()}


def _notice(row: Row[Any], found: tuple[Shift, ...], reminded: Mapping[str, set[int]]) -> Notice:
    theirs = {shift.session: frozenset(reminded[shift.session]) for shift in found}
    return Notice(row.id, row.made, row.leaves, Stage(row.stage), found, row.people, theirs)
