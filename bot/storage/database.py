"""The door to the database: open (and migrate), read, write, close.

``db = await Database.open(url)``, then ``async with db.read() as c`` or ``async with db.write() as c``
(one transaction; there is one writer at a time). What the database refuses comes out as a ``DatabaseFault``, whose text
is fit for whoever runs the bot (bot/storage/errors.py).
"""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager

from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot.storage.engine import connected, parsed
from bot.storage.errors import translated
from bot.storage.migrate import check, migrate

PATIENCE = 15.0
"""Seconds that a locked database is waited for before the wait is called a fault."""


class Database:
    """One database, open. ``where`` names it in messages, without a password."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine
        self._writing = asyncio.Lock()
        self._committed: list[Callable[[], object]] = []
        url = engine.url
        self.where = f"The database {url.database if self.sqlite else url.render_as_string(hide_password=True)}"

    @classmethod
    async def open(cls, url: str, *, patience: float = PATIENCE) -> Database:
        """Open the database at ``url``, create what is missing and migrate it. Raises ``DatabaseFault``."""
        address = parsed(url)
        try:
            database = cls(connected(address, patience=patience))
        except OSError as error:
            raise translated(error, f"The database {address.database}") or error from error
        try:
            async with database.write() as connection:
                await connection.run_sync(migrate, database.where)
        except BaseException:
            await database.close()
            raise
        return database

    @classmethod
    async def look(cls, url: str, *, patience: float = PATIENCE) -> Database:
        """Open a database that is there, to read beside whoever serves it: nothing is created, nothing migrated.

        Raises ``DatabaseFault``, also when it is not of this version.
        """
        address = parsed(url)
        database = cls(connected(address, patience=patience, create=False))
        try:
            async with database.read() as connection:
                await connection.run_sync(check, database.where)
        except BaseException:
            await database.close()
            raise
        return database

    @property
    def sqlite(self) -> bool:
        """Whether it is a SQLite file."""
        return self._engine.dialect.name == "sqlite"

    @asynccontextmanager
    async def read(self) -> AsyncIterator[AsyncConnection]:
        """One consistent view of the database; never waits for the writer."""
        with self._plain_words():
            async with self._connection() as connection:
                yield connection

    @asynccontextmanager
    async def write(self) -> AsyncIterator[AsyncConnection]:
        """One transaction: all of it is stored, or, when an exception leaves the block, none of it. Do not nest."""
        with self._plain_words():
            async with self._writing, self._connection() as connection:
                await connection.execution_options(writes=True)
                self._committed = []
                async with connection.begin():
                    yield connection
                for tell in self._committed:
                    tell()

    def after_commit(self, tell: Callable[[], object]) -> None:
        """Call ``tell`` when the transaction that is being written has been stored; never when it was rolled back."""
        self._committed.append(tell)

    async def ping(self) -> None:
        """Raise ``DatabaseFault`` unless the database answers (for health checks)."""
        async with self.read() as connection:
            await connection.execute(text("SELECT 1"))

    async def close(self) -> None:
        """Close every connection; the last one folds the log back into the file."""
        await self._engine.dispose()

    @asynccontextmanager
    async def _connection(self) -> AsyncIterator[AsyncConnection]:
        connection = self._engine.connect()
        try:
            await connection.start()
        except OSError as error:
            raise translated(error, self.where) or error from error
        try:
            yield connection
        finally:
            await asyncio.shield(connection.close())

    @contextmanager
    def _plain_words(self) -> Iterator[None]:
        try:
            yield
        except (SQLAlchemyError, sqlite3.Error) as error:
            fault = translated(error, self.where)
            if fault is None:
                raise
            raise fault from error
