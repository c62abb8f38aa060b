"""The databases that tests run on: a SQLite file always, and PostgreSQL where DALEEL_TEST_POSTGRESQL names a server.

``DALEEL_TEST_POSTGRESQL=postgresql://user@127.0.0.1:5432/postgres``; the user must be allowed to create databases.
A folder whose tests run on both imports ``url`` in its conftest.py.
"""

import os
import uuid
from collections.abc import AsyncIterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

SERVER = os.environ.get("DALEEL_TEST_POSTGRESQL")


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
        pytest.skip("no PostgreSQL: DALEEL_TEST_POSTGRESQL is not set")
    name = f"daleel_{uuid.uuid4().hex}"
    await on_server(f"CREATE DATABASE {name}")
    yield urlsplit(SERVER)._replace(path=f"/{name}").geturl()
    await on_server(f"DROP DATABASE {name} WITH (FORCE)")
