"""A database opens, migrates and says in plain words what it cannot do; its transactions are whole."""

import asyncio
import sqlite3
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import Column, Integer, MetaData, Table, insert, select, text
from sqlalchemy.exc import StatementError

from bot.storage.database import Database
from bot.storage.errors import (
    DatabaseBroken,
    DatabaseFault,
    DatabaseLocked,
    DatabaseNewer,
    DatabaseReadOnly,
    DatabaseUnreachable,
)
from bot.storage.types import UtcDateTime
from tests.databases import on_server

moments = Table("moments", MetaData(), Column("id", Integer, primary_key=True), Column("at", UtcDateTime))


async def with_moments(url: str) -> Database:
    database = await Database.open(url)
    async with database.write() as connection:
        await connection.run_sync(moments.metadata.create_all)
    return database


async def test_it_opens_again_and_again(url: str) -> None:
    for _ in range(3):
        database = await Database.open(url)
        await database.ping()
        await database.close()


async def test_two_that_open_it_at_once_migrate_it_once(url: str) -> None:
    first, second = await asyncio.gather(Database.open(url), Database.open(url))
    await asyncio.gather(first.close(), second.close())


async def test_a_new_file_that_another_holds_for_a_moment_is_waited_for(tmp_path: Path) -> None:
    other = sqlite3.connect(tmp_path / "daleel.db", isolation_level=None)
    other.execute("CREATE TABLE theirs (id INTEGER)")
    other.execute("BEGIN EXCLUSIVE")
    opening = asyncio.create_task(Database.open(f"sqlite:///{tmp_path}/daleel.db", patience=30.0))
    await asyncio.wait((opening,), timeout=0.3)
    other.execute("COMMIT")
    other.close()
    database = await opening
    await database.ping()
    await database.close()


async def test_a_moment_comes_back_aware_and_in_utc(url: str) -> None:
    database = await with_moments(url)
    noon = datetime(2025, 10, 25, 12, 0, 0, 7, tzinfo=ZoneInfo("Asia/Baghdad"))
    async with database.write() as connection:
        await connection.execute(insert(moments).values(id=1, at=noon))
    async with database.read() as connection:
        (kept,) = (await connection.execute(select(moments.c.at))).scalars()
    assert (kept, kept.tzinfo) == (noon, UTC)
    with pytest.raises(StatementError, match="must be aware"):
        async with database.write() as connection:
            await connection.execute(insert(moments).values(id=2, at=datetime(2025, 10, 25)))  # noqa: DTZ001
    await database.close()


async def test_a_transaction_is_stored_whole_or_not_at_all(url: str) -> None:
    database = await with_moments(url)
    told: list[str] = []

    async def failing() -> None:
        async with database.write() as connection:
            await connection.execute(insert(moments).values(id=1))
            database.after_commit(lambda: told.append("never"))
            raise KeyError

    with pytest.raises(KeyError):
        await failing()
    async with database.write() as connection:
        await connection.execute(insert(moments).values(id=2))
        database.after_commit(lambda: told.append("stored"))
        assert told == []
    async with database.read() as connection:
        assert list((await connection.execute(select(moments.c.id))).scalars()) == [2]
    assert told == ["stored"]
    await database.close()


async def test_a_writer_that_is_cancelled_leaves_nothing_and_blocks_nobody(url: str) -> None:
    database = await with_moments(url)
    begun = asyncio.Event()

    async def writing() -> None:
        async with database.write() as connection:
            await connection.execute(insert(moments).values(id=1))
            begun.set()
            await asyncio.Event().wait()

    task = asyncio.create_task(writing())
    await begun.wait()
    task.cancel()
    await asyncio.wait([task])
    async with database.write() as connection:
        assert list((await connection.execute(select(moments.c.id))).scalars()) == []
    await database.close()


async def test_readers_do_not_wait_for_the_writer(url: str) -> None:
    database = await with_moments(url)
    async with database.write() as writing:
        await writing.execute(insert(moments).values(id=1))
        async with asyncio.timeout(5), database.read() as reading:
            assert list((await reading.execute(select(moments.c.id))).scalars()) == []
    await database.close()


async def test_writers_wait_for_one_another(url: str) -> None:
    database = await with_moments(url)

    async def add_one() -> None:
        async with database.write() as connection:
            count = len((await connection.execute(select(moments.c.id))).all())
            await asyncio.sleep(0)
            await connection.execute(insert(moments).values(id=count + 1))

    await asyncio.gather(*(add_one() for _ in range(20)))
    async with database.read() as connection:
        assert len((await connection.execute(select(moments.c.id))).all()) == 20
    await database.close()


async def test_a_newer_database_is_refused(url: str) -> None:
    database = await Database.open(url)
    async with database.write() as connection:
        await connection.execute(text("UPDATE alembic_version SET version_num = '9999_from_the_future'"))
    await database.close()
    with pytest.raises(DatabaseNewer, match="9999_from_the_future"):
        await Database.open(url)


async def test_an_error_shows_no_content(url: str) -> None:
    database = await with_moments(url)
    with pytest.raises(Exception, match="moments") as caught:  # noqa: PT012
        async with database.write() as connection:
            secret = text("INSERT INTO moments (id, nothing) VALUES (1, :secret)")
            await connection.execute(secret, {"secret": "what somebody wrote"})
    assert "what somebody wrote" not in str(caught.value)
    await database.close()


@pytest.mark.parametrize(
    ("url", "fault", "words"),
    [
        ("mysql://localhost/daleel", DatabaseUnreachable, "use sqlite:///"),
        ("sqlite://", DatabaseUnreachable, "use a file"),
        ("daleel.db", DatabaseUnreachable, "not a database URL"),
        ("sqlite:////dev/null/daleel.db", DatabaseUnreachable, "/dev/null/daleel.db"),
        ("postgresql://user:secret@127.0.0.1:1/daleel", DatabaseUnreachable, "127.0.0.1:1"),
    ],
)
async def test_a_wrong_address_is_told_in_one_line(url: str, fault: type[DatabaseFault], words: str) -> None:
    with pytest.raises(fault, match=words) as caught:
        await Database.open(url)
    assert "secret" not in str(caught.value)
    assert "\n" not in str(caught.value)


async def test_a_file_that_is_no_database_is_told(tmp_path: Path) -> None:
    path = tmp_path / "daleel.db"
    path.write_text("These are the minutes of a meeting. " * 100, "utf-8")
    with pytest.raises(DatabaseBroken, match="restore a backup"):
        await Database.open(f"sqlite:///{path}")


async def test_a_folder_that_is_missing_is_made(tmp_path: Path) -> None:
    database = await Database.open(f"sqlite:///{tmp_path}/var/lib/daleel.db")
    await database.close()


async def test_a_locked_file_is_told_after_our_patience(tmp_path: Path) -> None:
    path = tmp_path / "daleel.db"
    database = await Database.open(f"sqlite:///{path}", patience=0.1)
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(DatabaseLocked, match="held by another process"):
        async with database.write():
            pass
    with pytest.raises(DatabaseLocked):
        await Database.open(f"sqlite:///{path}", patience=0.1)
    await database.ping()
    other.execute("ROLLBACK")
    other.close()
    async with database.write():
        pass
    await database.close()


async def test_a_server_that_only_reads_is_told(url: str) -> None:
    if url.startswith("sqlite"):
        pytest.skip("a file's turn is in tests/faults")
    database = await Database.open(url)
    async with database.write() as connection:
        name = url.rsplit("/", 1)[1]
        await connection.execute(text(f"ALTER DATABASE {name} SET default_transaction_read_only = on"))
    await database.close()
    database = await Database.open(url)
    with pytest.raises(DatabaseReadOnly):
        async with database.write() as connection:
            await connection.execute(text("UPDATE alembic_version SET version_num = 'x'"))
    await database.close()


async def test_a_server_that_hung_up_is_called_again(url: str) -> None:
    if url.startswith("sqlite"):
        pytest.skip("a file does not hang up")
    database = await Database.open(url)
    name = url.rsplit("/", 1)[1]
    await on_server(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'")  # noqa: S608
    await database.ping()
    async with database.write():
        pass
    await database.close()
