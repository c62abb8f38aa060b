"""PostgreSQL is backed up and restored by its own tools, and never over a database that is in use or filled."""

import asyncio
from pathlib import Path

import pytest

from bot.attendees.model import Attendee
from bot.attendees.store import Attendees
from bot.storage import dump as dump_module
from bot.storage import lease as lease_module
from bot.storage.backup import BackupRefused, Reason
from bot.storage.database import Database
from bot.storage.dump import _load, command, dump
from bot.storage.lease import take
from tests.databases import SERVER

here = pytest.mark.skipif(SERVER is None, reason="no PostgreSQL: TEST_ON_POSTGRESQL is not set")


async def people(url: str, *more: Attendee) -> list[Attendee]:
    database = await Database.open(url)
    attendees = await Attendees.load(database)
    await attendees.save(*more)
    found = sorted(attendees.everyone(), key=lambda attendee: attendee.id)
    await database.close()
    return found


@pytest.fixture
def url(url: str) -> str:
    if url.startswith("sqlite"):
        pytest.skip("a file is copied, not dumped")
    return url


@here
async def test_what_was_dumped_is_restored(url: str, tmp_path: Path) -> None:
    before = await people(url, Attendee(1, name="زينب", language="ar"), Attendee(2))
    file = tmp_path / "kept.dump"
    dump(url, file)
    assert [path.name for path in tmp_path.iterdir()] == ["kept.dump"]  # noqa: ASYNC240
    await people(url, Attendee(3))
    with pytest.raises(BackupRefused) as refused:
        await _load(url, file, force=False)
    assert refused.value.reason is Reason.NOT_EMPTY
    await _load(url, file, force=True)
    assert await people(url) == before
    with pytest.raises(BackupRefused) as refused:
        dump(url, file)
    assert refused.value.reason is Reason.FILE_EXISTS
    dump(url, file, force=True)


@here
async def test_a_running_bot_steps_aside_and_goes_on_with_what_was_restored(
    url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lease_module, "ASKS", 0.05)
    await people(url, Attendee(1))
    dump(url, tmp_path / "kept.dump")
    await people(url, Attendee(2))
    told, at_work = list[str](), asyncio.Event()

    async def serve() -> list[Attendee]:
        lease = await take(url)
        at_work.set()
        await lease.ended()
        await lease.release()
        lease = await take(url, wait=30)
        try:
            return await people(url)
        finally:
            await lease.release()

    bot = asyncio.create_task(serve())
    await at_work.wait()
    await _load(url, tmp_path / "kept.dump", force=True, waits=lambda: told.append("waits"))
    assert [one.id for one in await bot] == [1]
    assert told == ["waits"]


@here
async def test_a_bot_that_does_not_let_go_keeps_its_database(
    url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dump_module, "STEPS_ASIDE", 0.1)
    await people(url, Attendee(1))
    dump(url, tmp_path / "kept.dump")
    lease = await take(url)
    with pytest.raises(BackupRefused) as refused:
        await _load(url, tmp_path / "kept.dump", force=True)
    assert refused.value.reason is Reason.IN_USE
    await lease.release()


@here
async def test_a_file_that_is_no_dump_changes_nothing(url: str, tmp_path: Path) -> None:
    before = await people(url, Attendee(1))
    (tmp_path / "letter").write_text("I am a letter.")
    with pytest.raises(BackupRefused) as refused:
        await _load(url, tmp_path / "letter", force=True)
    assert refused.value.reason is Reason.TOOL_FAILED
    assert "archive" in refused.value.detail
    assert await people(url) == before


def test_the_password_is_on_no_command_line() -> None:
    words = command("postgresql+asyncpg://bot:secret@db.example:5433/daleel?ssl=require", ["pg_dump"])
    assert words == ["pg_dump", "--dbname=postgresql://bot@db.example:5433/daleel"]


def test_where_the_tools_are_missing_the_command_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(dump_module, "_newest", lambda _: None)
    with pytest.raises(BackupRefused) as refused:
        dump("postgresql://bot:secret@127.0.0.1/daleel", tmp_path / "kept.dump")
    assert refused.value.reason is Reason.NO_TOOL
    assert refused.value.detail.startswith("pg_dump --format=custom ")
    assert "secret" not in refused.value.detail
    assert list(tmp_path.iterdir()) == []
