"""The right to work on a database: one instance at a time has it, and whoever comes second waits for its end.

``lease = await take(url, wait=seconds)`` before the database is opened; ``await lease.ended()`` returns when somebody
asks for the database (bot/storage/backup.py, to restore it) and raises ``DatabaseInUse`` when it was lost;
``await lease.release()`` comes after everything else is closed. The system itself lets go of it when the process dies:
it is a lock on a file beside SQLite's, an advisory lock of a session on PostgreSQL.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import IO, Protocol

import structlog
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot.storage.engine import connected, parsed
from bot.storage.errors import DatabaseFault, DatabaseInUse, translated

try:
    import fcntl
except ImportError:  # pragma: no cover - Windows has no such locks: there nobody waits for anybody
    fcntl = None  # type: ignore[assignment]

LOOKS = 0.1
"""Seconds between two looks at whether the other has gone."""
CHECKS = 0.5
"""Seconds between two looks at whether somebody asks for the file."""
ASKS = 5.0
"""Seconds between two questions to the server whether it still knows us."""
FORGETS = 60.0
"""Seconds after which a server has surely forgotten a session whose connection is dead (bot/storage/engine.py)."""
PATIENCE = 5.0
_KEY, _WANTED = 0xDA1EE2, 0xDA1EE3
"""PostgreSQL's advisory locks of whoever works on a database, and of whoever asks for it."""
_IS_WANTED = (
    f"EXISTS (SELECT FROM pg_locks WHERE locktype = 'advisory' AND (classid, objid, objsubid) = (0, {_WANTED}, 1)"  # noqa: S608
    " AND database = (SELECT oid FROM pg_database WHERE datname = current_database()))"
)

log = structlog.get_logger(__name__)


class Lease(Protocol):
    """Held from ``take`` to ``release``."""

    async def ended(self) -> None:
        """Wait until somebody asks for the database. Raises ``DatabaseInUse`` when another instance has it."""
        ...

    async def release(self) -> None:
        """Let the next one work."""
        ...


async def take(url: str, *, wait: float = 0.0) -> Lease:
    """The lease of the database at ``url``; another instance's end is waited for, ``wait`` seconds at most.

    Raises ``DatabaseInUse`` after that, and ``DatabaseFault`` when the database cannot be reached.
    """
    address = parsed(url)
    lease: _FileLease | _ServerLease
    if address.get_backend_name() == "sqlite":
        lease = _FileLease(sqlite_path(url))
    else:
        lease = _ServerLease(connected(address, patience=PATIENCE))
    return await _held(lease, wait, lambda: _tell(wait))


async def asked_for(url: str, *, wait: float, waits: Callable[[], None]) -> Lease:
    """Ask whoever works on the PostgreSQL database at ``url`` for it; ``waits`` is called when somebody does.

    Raises ``DatabaseInUse`` when they have not let go after ``wait`` seconds.
    """
    return await _held(_ServerLease(connected(parsed(url), patience=PATIENCE), asks=True), wait, waits)


def _tell(wait: float) -> None:
    log.warning("another instance works on this database; waiting for its end", seconds=wait)


def sqlite_path(url: str) -> Path:
    """The file of a SQLite database."""
    return Path(str(parsed(url).database)).expanduser()


async def _held(lease: _FileLease | _ServerLease, wait: float, waits: Callable[[], None]) -> Lease:
    try:
        await _waited(lease, wait, waits)
    except BaseException:
        await lease.release()
        raise
    return lease


async def _waited(lease: _FileLease | _ServerLease, wait: float, waits: Callable[[], None]) -> None:
    clock = asyncio.get_running_loop().time
    begun, told = clock(), False
    while not await lease.tried():
        if clock() - begun >= wait:
            raise DatabaseInUse(f"{lease.where} is served by another running Daleel: stop that one and try again.")
        if not told:
            waits()
            told = True
        await asyncio.sleep(LOOKS)
    if told:
        log.info("the other instance has ended", waited=round(clock() - begun, 1))


def wanted_path(database: Path) -> Path:
    """The file that is locked by whoever asks for a SQLite database."""
    return database.with_name(f"{database.name}.wanted")


def locked(path: Path) -> IO[bytes] | None:
    """Open and lock a file until it is closed, made if needed; None when another has it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    file = path.open("ab")
    try:
        if fcntl is not None:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        file.close()
        return None
    return file


class _FileLease:
    def __init__(self, database: Path) -> None:
        self.where = f"The database {database}"
        self._database = database
        self._file: IO[bytes] | None = None

    async def tried(self) -> bool:
        """Whether it is ours now; whoever asks for it goes first."""
        try:
            if not self._is_wanted():
                self._file = locked(self._database.with_name(f"{self._database.name}.lock"))
        except OSError as error:
            raise translated(error, self.where) or error from error
        return self._file is not None

    async def ended(self) -> None:
        while not self._is_wanted():  # noqa: ASYNC110  another process cannot set our event
            await asyncio.sleep(CHECKS)

    async def release(self) -> None:
        file, self._file = self._file, None
        if file is not None:
            file.close()

    def _is_wanted(self) -> bool:
        path = wanted_path(self._database)
        if not path.exists():
            return False
        file = locked(path)
        if file is not None:
            file.close()
        return file is None


class _ServerLease:
    """``asks``: not to work on the database, but to have it from whoever does."""

    def __init__(self, engine: AsyncEngine, *, asks: bool = False) -> None:
        self._asks = asks
        self._asking = False
        self.where = f"The database {engine.url.render_as_string(hide_password=True)}"
        self._engine = engine
        self._session: AsyncConnection | None = None

    async def tried(self) -> bool:
        """Whether it is ours now; whoever asks for it goes first."""
        try:
            if self._session is None:
                session = self._engine.connect()
                self._session = await session.start()
                await self._session.execution_options(isolation_level="AUTOCOMMIT")
            if self._asks:
                self._asking = self._asking or await self._says(f"pg_try_advisory_lock({_WANTED})")
                return self._asking and await self._says(f"pg_try_advisory_lock({_KEY})")
            return await self._says(f"CASE WHEN {_IS_WANTED} THEN false ELSE pg_try_advisory_lock({_KEY}) END")
        except (SQLAlchemyError, OSError) as error:
            raise translated(error, self.where) or error from error

    async def ended(self) -> None:
        while True:
            await asyncio.sleep(ASKS)
            try:
                if self._session is None:
                    await self._regain()
                elif await self._says(_IS_WANTED):
                    return
            except (SQLAlchemyError, OSError):
                await self._close()

    async def release(self) -> None:
        await self._close()
        await self._engine.dispose()

    async def _says(self, what: str) -> bool:
        if self._session is None:
            raise AssertionError("asked before there is a session")
        return bool((await self._session.execute(text(f"SELECT {what}"))).scalar())

    async def _regain(self) -> None:
        """The server was away, and with it our lock: take it again, unless another was faster."""
        refusals = 0
        while True:
            try:
                if await self.tried():
                    return
                refusals += 1
            except DatabaseFault as fault:
                log.warning("the lock on the database cannot be renewed now", fault=str(fault))
                await self._close()
            # The server itself may need a while to see that our old session is dead.
            if refusals * ASKS >= FORGETS:
                raise DatabaseInUse(f"{self.where} has been taken over by another running Daleel.")
            await asyncio.sleep(ASKS)

    async def _close(self) -> None:
        session, self._session, self._asking = self._session, None, False
        if session is not None:
            await session.invalidate()  # closed for good: a pooled session would keep the lock
            await session.close()
