"""`daleel plan` says when the sending of each minute's reminders starts, from a database that it only reads."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import insert

from bot.__main__ import main
from bot.agenda.store import choices, stars
from bot.storage.database import Database

EARLY = datetime(2025, 10, 1, tzinfo=UTC)


async def filled(url: str, people: int) -> None:
    """People who starred the opening; the first of them also want to know the evening before."""
    database = await Database.open(url)
    rows = [{"session": "d1-opening", "attendee": number, "at": EARLY} for number in range(1, people + 1)]
    also = {"minutes": "10", "evening": True, "moving": False, "morning": False, "quiet": None}
    async with database.write() as connection:
        await connection.execute(insert(stars), rows)
        await connection.execute(insert(choices), [{"attendee": number, **also} for number in range(1, 58)])
    await database.close()


@pytest.fixture
def database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("DALEEL_DATABASE_URL", f"sqlite:///{tmp_path}/daleel.db")
    monkeypatch.chdir(tmp_path)
    return tmp_path / "daleel.db"


def test_ten_thousand_people_take_six_minutes_of_a_planned_start(
    database: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asyncio.run(filled(f"sqlite:///{database}", 10_000))
    before = database.read_bytes()
    assert main(["plan", "--at", "2025-10-24T12:00", "--language", "en"]) == 0
    heading, empty, _, *rows = capsys.readouterr().out.splitlines()
    assert heading == "Planned from 12:00 on Friday, 24 October 2025, Baghdad time, at 28.5 messages a second:"
    # 10,000 / 28.5 = 351 s, and 57 / 28.5 = 2 s; the last one leaves half a second before.
    assert [row.split("  ")[0] for row in rows] == ["Fri 24 Oct, 20:00", "Sat 25 Oct, 08:50"]
    assert [row.split()[4:] for row in rows] == [
        ["57", "19:59:57", "19:59:59", "the", "evening", "before"],
        ["10,000", "08:44:08", "08:49:59", "10", "min", "before:", "Opening", "Ceremony"],
    ]
    assert (empty, database.read_bytes() == before) == ("", True)
    assert main(["plan", "--at", "2025-10-25T08:51", "--language", "ar"]) == 0
    assert capsys.readouterr().out.splitlines()[-1] == "لا شيء مقرّر لأحد بعد."


def test_without_a_database_it_says_what_makes_one(database: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["plan"]) == 69
    assert "`daleel run` makes it" in capsys.readouterr().err
    assert not database.exists()
