"""From a URL to an engine: drivers, pragmas, and transactions that begin when we say so."""

from __future__ import annotations

import asyncio
import sqlite3
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, event, make_url
from sqlalchemy.exc import ArgumentError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from bot.storage.errors import DatabaseUnreachable

DRIVERS = {"sqlite": "sqlite+aiosqlite", "postgresql": "postgresql+asyncpg", "postgres": "postgresql+asyncpg"}
POOL: dict[str, Any] = {"pool_size": 5, "max_overflow": 0, "hide_parameters": True}
"""One connection writes, the others read; what people wrote is in the parameters and stays out of every error."""

KEEPALIVE = {"tcp_keepalives_idle": "15", "tcp_keepalives_interval": "5", "tcp_keepalives_count": "3"}
"""Half a minute after our machine has vanished the server lets go of what we held."""
LOOKS = 0.05
"""Seconds between two tries of what SQLite itself does not wait for."""


def parsed(url: str) -> URL:
    """The URL with our driver in it. Raises ``DatabaseUnreachable`` for what we cannot speak to."""
    try:
        parts = make_url(url)
    except ArgumentError as error:
        raise DatabaseUnreachable(
            f"DALEEL_DATABASE_URL is not a database URL ({url!r}): try sqlite:///daleel.db"
        ) from error
    driver = DRIVERS.get(parts.get_backend_name())
    if driver is None:
        raise DatabaseUnreachable(f"{parts.drivername} is not supported: use sqlite:///… or postgresql://…")
    if parts.get_backend_name() == "sqlite" and parts.database in {None, "", ":memory:"}:
        raise DatabaseUnreachable(
            "A database in memory would forget everything: use a file, such as sqlite:///daleel.db"
        )
    return parts.set(drivername=driver)


def connected(url: URL, *, patience: float, create: bool = True) -> AsyncEngine:
    """An engine for ``url``; a locked database is waited for ``patience`` seconds.

    Without ``create`` a file that is not there raises ``DatabaseUnreachable``.
    """
    if url.get_backend_name() == "sqlite":
        file = Path(str(url.database)).expanduser()
        if create:
            file.parent.mkdir(parents=True, exist_ok=True)
        elif not file.is_file():
            raise DatabaseUnreachable(f"There is no database {file} yet: `daleel run` makes it.")
        engine = create_async_engine(url, **POOL, pool_reset_on_return=None, connect_args={"timeout": patience})
        _tame_sqlite(engine, patience)
        return engine
    try:
        settings = {"lock_timeout": str(int(patience * 1000)), "application_name": "daleel", **KEEPALIVE}
        return create_async_engine(url, **POOL, pool_pre_ping=True, connect_args={"server_settings": settings})
    except ModuleNotFoundError as error:
        raise DatabaseUnreachable("PostgreSQL needs its driver: install daleel[postgresql]") from error


def _tame_sqlite(engine: AsyncEngine, patience: float) -> None:
    """WAL: readers never wait. NORMAL: a killed process loses nothing. And our own BEGIN instead of the driver's."""

    @event.listens_for(engine.sync_engine, "connect")
    def connect(connection: Any, record: object) -> None:  # noqa: ANN401
        del record
        connection.isolation_level = None
        connection.run_async(lambda own: _to_wal(own, patience))
        cursor = connection.cursor()
        for pragma in ("synchronous = NORMAL", "foreign_keys = ON", "temp_store = MEMORY"):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    @event.listens_for(engine.sync_engine, "begin")
    def begin(connection: Connection) -> None:
        # A deferred transaction that writes after it read fails at once when another wrote in between.
        immediate = connection.get_execution_options().get("writes", False)
        statement = "BEGIN IMMEDIATE" if immediate else "BEGIN"
        # Straight to the driver: one trip to its thread instead of three.
        driver: Any = connection.connection.dbapi_connection
        driver.run_async(lambda own: own.execute(statement))


async def _to_wal(own: Any, patience: float) -> None:  # noqa: ANN401  the driver's connection
    """Keep a log beside the file. SQLite refuses that at once while another makes the file: it is tried again."""
    loop = asyncio.get_running_loop()
    until = loop.time() + patience
    while True:
        try:
            await own.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if "locked" not in str(error) or loop.time() >= until:
                raise
            await asyncio.sleep(LOOKS)
        else:
            return
