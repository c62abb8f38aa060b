"""The databases that tests run on: a SQLite file always, and PostgreSQL where TEST_ON_POSTGRESQL names a server.

``TEST_ON_POSTGRESQL=postgresql://user@127.0.0.1:5432/postgres``; the user must be allowed to create databases.
A folder whose tests run on both imports ``url`` in its conftest.py. The stories (tests/story.py) run on SQLite, and on
PostgreSQL where ``TEST_STORIES_ON=postgresql`` is set too: there the path of a file stands for a database.
"""

import os
import shutil
import sqlite3
import uuid
from collections.abc import AsyncIterator
from contextlib import closing
from hashlib import sha256
from pathlib import Path
from urllib.parse import urlsplit

import pytest

SERVER = os.environ.get("TEST_ON_POSTGRESQL")
ON_SERVER = SERVER if os.environ.get("TEST_STORIES_ON") == "postgresql" else None
"""The server on which the stories run; None: they run on files."""
on_files = pytest.mark.skipif(ON_SERVER is not None, reason="looks into SQLite's file itself")


async def on_server(statement: str) -> None:
    """Run one statement there, on a connection of its own."""
    import asyncpg  # type: ignore[import-untyped]  # noqa: PLC0415

    connection = await asyncpg.connect(SERVER)
    try:
        await connection.execute(statement)
    finally:
        await connection.close()


@pytest.fixture(params=["sqlite", "postgresql"])
async def url(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[str]:
    """The URL of a database that does not exist yet (SQLite) or is empty (PostgreSQL)."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path}/daleel.db"
        return
    if not SERVER:
        pytest.skip("no PostgreSQL: TEST_ON_POSTGRESQL is not set")
    name = f"daleel_{uuid.uuid4().hex}"
    await on_server(f"CREATE DATABASE {name}")
    yield on(SERVER, name)
    await on_server(f"DROP DATABASE {name} WITH (FORCE)")


def place(path: Path) -> str:
    """The URL of the database that a path stands for."""
    return f"sqlite+aiosqlite:///{path}" if ON_SERVER is None else on(ON_SERVER, _named(path))


async def made(path: Path, like: Path | None = None) -> None:
    """Make a database, empty or like another that nobody uses."""
    if ON_SERVER is not None:
        await on_server(f"CREATE DATABASE {_named(path)}" + (f" TEMPLATE {_named(like)}" if like else ""))
    elif like is not None:
        shutil.copy(like, path)


async def survived(path: Path, copy: Path) -> None:
    """Copy what is committed, as it is found after a kill; on a server whoever works on it is cut off."""
    if ON_SERVER is None:
        with closing(sqlite3.connect(path)) as old, closing(sqlite3.connect(copy)) as new:
            old.backup(new)
        return
    name = _named(path)
    await on_server(f"ALTER DATABASE {name} ALLOW_CONNECTIONS false")
    await on_server(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'")  # noqa: S608
    await made(copy, like=path)
    await on_server(f"ALTER DATABASE {name} ALLOW_CONNECTIONS true")  # what is left of the killed one may stop in peace


async def dropped(*paths: Path) -> None:
    """Leave nothing on the server."""
    for path in paths if ON_SERVER is not None else ():
        await on_server(f"DROP DATABASE IF EXISTS {_named(path)} WITH (FORCE)")


def on(server: str, name: str) -> str:
    """The URL of one database of a server."""
    return urlsplit(server)._replace(path=f"/{name}").geturl()


def _named(path: Path) -> str:
    return f"daleel_{sha256(str(path).encode()).hexdigest()[:24]}"
