"""The database is locked, full or read-only: it is said in plain words, nothing is lost, and work goes on after."""

import asyncio
import shutil
import sqlite3
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from bot.outbox.model import Message, Outcome, Sent, State
from bot.rehearsal.telegram import FakeTelegram, Person
from bot.storage import database as database_module
from tests.delivering import delivered, line, until
from tests.faults.test_features_killed import said
from tests.faults.test_features_killed import until as soon
from tests.processes import daleel, telegram

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder that another user may enter too (pytest's own may not be)."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o755)
    yield folder
    folder.chmod(0o755)
    shutil.rmtree(folder)


async def what_is_said(fault: str, path: Path) -> list[str]:
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.faults.storing", fault, str(path), cwd=ROOT, stdout=asyncio.subprocess.PIPE
    )
    async with asyncio.timeout(60):
        said, _ = await process.communicate()
    return said.decode().splitlines()


async def test_a_full_disk_loses_nothing_and_work_goes_on_when_there_is_room(folder: Path) -> None:
    fault, known, kept, integrity = await what_is_said("full", folder / "daleel.db")
    assert fault.startswith("DatabaseFull: ")
    assert "make room" in fault
    assert (known, kept, integrity) == ("known False", "kept all True", "ok")


async def test_a_file_that_may_not_be_written_is_told(folder: Path) -> None:
    (said,) = await what_is_said("read_only", folder / "daleel.db")
    assert said.startswith("DatabaseReadOnly: ")
    assert f"{folder}/daleel.db" in said


async def delivered_while_locked(tmp_path: Path, seconds: float) -> None:
    """A broadcast goes on while another process holds the database; what became of it is stored afterwards, truly."""
    arrived: Counter[int] = Counter()

    async def send(chat_id: int, message: Message) -> Outcome:
        del message
        await asyncio.sleep(0)
        arrived[chat_id] += 1
        return Sent(chat_id)

    async with delivered(f"sqlite:///{tmp_path}/daleel.db", send, people=200) as parts:
        await parts.outbox.queue([line(number) for number in range(1, 201)])
        await until(lambda: arrived)
        other = sqlite3.connect(tmp_path / "daleel.db", isolation_level=None, timeout=5, check_same_thread=False)
        await asyncio.to_thread(other.execute, "BEGIN IMMEDIATE")
        await asyncio.sleep(seconds)
        other.execute("ROLLBACK")
        other.close()
        await parts.courier.idle()
        tally = await parts.outbox.tally("broadcast", "1")
    assert tally[State.SENT] == 200
    assert arrived == Counter(range(1, 201))


async def test_delivery_goes_on_when_a_lock_outlasts_our_patience(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = database_module.Database.open
    monkeypatch.setattr(database_module.Database, "open", lambda url: opened(url, patience=0.05))
    await delivered_while_locked(tmp_path, 0.3)


@pytest.mark.slow
async def test_ten_seconds_of_a_locked_database_delay_no_answer_and_lose_nothing(tmp_path: Path) -> None:
    fake = FakeTelegram()
    people = [fake.phone(Person(501 + number, "P", language_code="en")) for number in range(20)]
    starring, waits = people[0], list[float]()
    async with telegram(fake) as address, daleel(tmp_path, token=fake.token, api_url=address) as process:
        await process.serves()
        for person in people:
            person.starts("session_d1s3")
        await soon(lambda: all(said(person, "Keynote") for person in people))
        other = sqlite3.connect(tmp_path / "daleel.db", isolation_level=None, timeout=5, check_same_thread=False)
        await asyncio.to_thread(other.execute, "BEGIN IMMEDIATE")
        begun = time.monotonic()
        tap = starring.taps(int(str(said(starring, "Keynote")[0]["message_id"])), "star:d1s3")
        for person in people[1:]:
            asked = time.monotonic()
            person.writes("/help")
            await soon(lambda person=person: bool(said(person, "/agenda")))  # type: ignore[misc]
            waits.append(time.monotonic() - asked)
            await asyncio.sleep(0.4)
        assert tap.answer is None, "it is not called done before it is"
        await asyncio.sleep(10 - (time.monotonic() - begun))
        other.execute("ROLLBACK")
        other.close()
        await soon(lambda: tap.answer is not None)
        assert await process.is_told_to_stop() == 0
    assert max(waits) < 1, waits
    assert all(len(said(person, "/agenda")) == 1 for person in people[1:])
    with closing(sqlite3.connect(tmp_path / "daleel.db")) as database:
        assert database.execute("SELECT DISTINCT state FROM updates").fetchall() == [(1,)]
        assert database.execute("SELECT attendee FROM stars").fetchall() == [(starring.person.id,)]
    assert fake.violations == []


@pytest.mark.slow
async def test_delivery_goes_on_after_ten_seconds_of_a_locked_database(tmp_path: Path) -> None:
    await delivered_while_locked(tmp_path, 10)


@pytest.mark.slow
async def test_a_full_disk_leaves_questions_answered_and_all_is_stored_when_there_is_room(
    tmp_path: Path,
) -> None:
    fake = FakeTelegram()
    people = [fake.phone(Person(501 + number, "P", language_code="en")) for number in range(10)]
    async with telegram(fake) as address, daleel(tmp_path, token=fake.token, api_url=address) as process:
        await process.serves()
        for person in people:
            person.starts("session_d1s3")
        await soon(lambda: all(said(person, "Keynote") for person in people))
        await asyncio.sleep(0.5)
        size = max(file.stat().st_size for file in tmp_path.iterdir())  # noqa: ASYNC240
        process.may_write_files_of(size + 4096)
        tap = people[0].taps(int(str(said(people[0], "Keynote")[0]["message_id"])), "star:d1s3")
        for _ in range(3):
            for person in people[1:]:
                person.writes("/help")
            await asyncio.sleep(1.2)
        await soon(lambda: all(len(said(person, "/agenda")) == 3 for person in people[1:]))
        process.may_write_files_of(None)
        await soon(lambda: tap.answer is not None)
        people[0].taps(int(str(said(people[0], "Keynote")[0]["message_id"])), "star:d1s3")
        await soon(lambda: stars(tmp_path) == [(people[0].person.id,)])
        assert await process.is_told_to_stop() == 0
    assert all(len(said(person, "/agenda")) == 3 for person in people[1:]), "none twice"
    assert "make room" in process.said
    with closing(sqlite3.connect(tmp_path / "daleel.db")) as database:
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert database.execute("SELECT count(*) FROM updates WHERE state = 0").fetchone() == (0,)
    assert fake.violations == []


def stars(folder: Path) -> list[tuple[int, ...]]:
    with closing(sqlite3.connect(folder / "daleel.db")) as database:
        return database.execute("SELECT attendee FROM stars").fetchall()
