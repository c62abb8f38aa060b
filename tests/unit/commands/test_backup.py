"""`daleel backup` and `daleel restore`: while the bot writes, never over what is there, refusals in plain words."""

from __future__ import annotations

import asyncio
import os
import sqlite3
import stat
import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from bot.__main__ import main
from bot.attendees.model import Attendee
from bot.attendees.store import Attendees
from bot.storage import backup as backup_module
from bot.storage.database import Database
from bot.storage.lease import Lease, take

Run = Callable[..., tuple[int, str]]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """One command in an empty folder of an English system: its exit code and what it said."""
    for name in [name for name in os.environ if name.startswith("DALEEL_")]:
        monkeypatch.delenv(name)
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.setenv(name, "en_GB.UTF-8")
    monkeypatch.chdir(tmp_path)

    def run(*words: str) -> tuple[int, str]:
        code = main(words)
        said = capsys.readouterr()
        return code, said.out + said.err

    return run


async def write(*people: Attendee) -> None:
    database = await Database.open("sqlite:///daleel.db")
    await (await Attendees.load(database)).save(*people)
    await database.close()


def tables(path: Path | str) -> dict[str, list[Any]]:
    """Everything that a database holds."""
    with closing(sqlite3.connect(path)) as connection:
        names = [row[0] for row in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY 1")]
        return {name: connection.execute(f"SELECT * FROM {name} ORDER BY 1").fetchall() for name in names}  # noqa: S608


def test_what_was_backed_up_is_restored_to_the_last_row(run: Run, tmp_path: Path) -> None:
    asyncio.run(write(Attendee(1, name="زينب", language="ar"), Attendee(2, name="James")))
    before = tables("daleel.db")
    code, said = run("backup", "kept.db")
    assert (code, said) == (0, f"The backup is in “kept.db” ({Path('kept.db').stat().st_size / 1e6:.1f} MB).\n")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["daleel.db", "kept.db"]
    assert stat.S_IMODE(Path("kept.db").stat().st_mode) == 0o600
    asyncio.run(write(Attendee(3, name="later")))
    later = tables("daleel.db")
    code, said = run("restore", "kept.db", "--force")
    assert code == 0
    assert said == "“kept.db” is restored. What was there before is kept in “daleel.db.before-restore”.\n"
    assert tables("daleel.db") == before
    assert tables("daleel.db.before-restore") == later
    Path("daleel.db").unlink()
    assert run("restore", "kept.db") == (0, "“kept.db” is restored.\n")
    assert tables("daleel.db") == before


@pytest.fixture
def writer(run: Run) -> Iterator[Callable[[], int]]:
    """Somebody who writes without a pause, as a busy bot does; tells how many rows are surely stored."""
    del run
    asyncio.run(write())
    stop, stored = threading.Event(), [0]

    def work() -> None:
        with closing(sqlite3.connect("daleel.db", isolation_level=None, timeout=10)) as connection:
            while not stop.is_set():
                number = stored[0] + 1
                with connection:
                    connection.execute("BEGIN IMMEDIATE")
                    for table, column in (("attendees", number), ("updates", number)):
                        _insert(connection, table, column)
                    connection.execute("COMMIT")
                stored[0] = number

    thread = threading.Thread(target=work)
    thread.start()
    yield lambda: stored[0]
    stop.set()
    thread.join()


def _insert(connection: sqlite3.Connection, table: str, number: int) -> None:
    if table == "updates":
        connection.execute(
            "INSERT INTO updates (id, chat_id, received, state, starts) VALUES (?, 1, ?, 1, 0)",
            (number, "2025-10-25 06:00:00.000000"),
        )
    else:
        columns = [row for row in connection.execute("PRAGMA table_info(attendees)") if row[3] and row[1] != "id"]
        names = ", ".join(["id", *(row[1] for row in columns)])
        marks = ", ".join("?" * (len(columns) + 1))
        connection.execute(f"INSERT INTO attendees ({names}) VALUES ({marks})", (number, *("0" for _ in columns)))  # noqa: S608


def test_a_backup_while_the_bot_writes_is_one_moment_of_it(run: Run, writer: Callable[[], int]) -> None:
    while writer() < 50:
        pass
    for round_ in range(5):
        at_least = writer()
        assert run("backup", "kept.db", "--force")[0] == 0
        at_most = writer() + 1
        found = tables("kept.db")
        assert at_least <= len(found["attendees"]) <= at_most, round_
        assert len(found["attendees"]) == len(found["updates"]), "a transaction is in it wholly or not at all"


def test_a_running_bot_steps_aside_and_goes_on_with_what_was_restored(run: Run) -> None:
    asyncio.run(write(Attendee(1)))
    run("backup", "kept.db")
    asyncio.run(write(Attendee(2)))
    told = threading.Event()
    goes_on = threading.Event()

    async def serve() -> None:
        lease: Lease = await take("sqlite:///daleel.db")
        told.set()
        await lease.ended()
        await lease.release()
        lease = await take("sqlite:///daleel.db", wait=30)
        goes_on.set()
        await lease.release()

    bot = threading.Thread(target=lambda: asyncio.run(serve()))
    bot.start()
    told.wait(30)
    code, said = run("restore", "kept.db", "--force")
    assert code == 0
    assert "“kept.db” is restored. What was" in said
    assert "The running bot is asked to step aside for a moment." in said
    assert goes_on.wait(30)
    bot.join()
    assert [row[0] for row in tables("daleel.db")["attendees"]] == [1]
    assert not Path("daleel.db.wanted").exists()


def test_a_bot_that_does_not_let_go_is_told(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(backup_module, "STEPS_ASIDE", 0.1)
    asyncio.run(write(Attendee(1)))
    run("backup", "kept.db")
    asyncio.run(write(Attendee(2)))
    before = tables("daleel.db")
    lease = asyncio.run(take("sqlite:///daleel.db"))
    code, said = run("restore", "kept.db", "--force")
    asyncio.run(lease.release())
    assert code == 75
    assert said.endswith("A running bot holds the database. Stop it and try again.\n")
    assert tables("daleel.db") == before


def test_nothing_is_written_over_unless_told(run: Run) -> None:
    assert run("backup", "kept.db") == (
        1,
        "There is no database yet: `daleel run` makes it. Is DALEEL_DATABASE_URL right?\n",
    )
    asyncio.run(write(Attendee(1)))
    Path("kept.db").write_text("a letter")
    assert run("backup", "kept.db") == (1, "“kept.db” is there already. Name another file, or add --force.\n")
    assert Path("kept.db").read_text() == "a letter"
    assert run("backup", "daleel.db", "--force") == (1, "“daleel.db” is the database itself. Name another file.\n")
    assert run("backup", "kept.db", "--force")[0] == 0
    assert run("restore", "kept.db") == (
        1,
        "There is a database already. Add --force to put “kept.db” in its place.\n",
    )
    assert run("restore", "daleel.db") == (1, "“daleel.db” is the database itself. Name another file.\n")


def test_what_is_no_backup_changes_nothing(run: Run) -> None:
    asyncio.run(write(Attendee(1)))
    run("backup", "whole.db")
    before = tables("daleel.db")
    content = Path("whole.db").read_bytes()
    Path("letter.db").write_text("I am a letter, not a database. " * 100)
    Path("half.db").write_bytes(content[: len(content) // 2])
    with closing(sqlite3.connect("other.db")) as other, other:
        other.execute("CREATE TABLE songs (id)")
    Path("newer.db").write_bytes(content)
    with closing(sqlite3.connect("newer.db")) as newer, newer:
        newer.execute("UPDATE alembic_version SET version_num = '9999_future'")
    for name, word in (
        ("missing.db", "There is no file"),
        ("letter.db", "is damaged or is no database"),
        ("half.db", "is damaged or is no database"),
        ("other.db", "is not a backup of Daleel"),
        ("newer.db", "is of a newer Daleel (9999_future): update first."),
    ):
        code, said = run("restore", name, "--force")
        assert code == 1, name
        assert word in said
        assert "Traceback" not in said
    assert tables("daleel.db") == before
    assert not Path("daleel.db.before-restore").exists()


def test_a_folder_that_is_not_there_is_told_and_leaves_nothing_behind(run: Run, tmp_path: Path) -> None:
    asyncio.run(write(Attendee(1)))
    code, said = run("backup", "nowhere/kept.db")
    assert code == 74
    assert "nothing was changed (No such file or directory)" in said
    assert sorted(path.name for path in tmp_path.iterdir()) == ["daleel.db"]


def test_it_speaks_arabic(run: Run) -> None:
    asyncio.run(write(Attendee(1)))
    assert run("backup", "kept.db", "--language", "ar")[1].startswith("النسخة الاحتياطية في «")
    assert "أضيفوا" in run("backup", "kept.db", "--language", "ar")[1]
    assert "مكانها" in run("restore", "kept.db", "--language", "ar")[1]


def test_a_wrong_setting_is_told(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DALEEL_DATABASE_URL", "daleel.db")
    code, said = run("backup", "kept.db")
    assert code == 78
    assert said.startswith("DALEEL_DATABASE_URL: ")
