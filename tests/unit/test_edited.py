"""What was edited is made ready elsewhere, as if it were made here, and displaces nothing until it is in force."""

from __future__ import annotations

import asyncio
import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.answers.engines import Engines
from bot.answers.model import Question
from bot.event.lexicon import load_lexicon
from bot.event.load import load, read
from bot.prepared.edited import Edited

SAMPLE = Path(__file__).parents[1] / "events" / "sample"
NOON = datetime(2026, 5, 4, 9, 0, tzinfo=UTC)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An event that may be edited."""
    return Path(shutil.copytree(SAMPLE, tmp_path / "event"))


def edited(folder: Path, tmp_path: Path) -> Edited:
    return Edited(Engines(load_lexicon(folder)), tmp_path / "cache")


def test_an_edit_is_read_and_learned_as_if_it_were_here(folder: Path, tmp_path: Path) -> None:
    asked = Question("كم رسم التسجيل؟", NOON, "ar")
    here = Engines(load_lexicon(folder)).prepare(load(folder))
    coming = edited(folder, tmp_path)
    reading = coming.read(folder)
    assert reading == read(folder)
    assert reading.event is not None
    coming.prepare(reading.event)
    assert coming.engines.of(reading.event).answer(asked) == here.answer(asked)


def test_files_at_fault_are_told_as_if_they_were_read_here(folder: Path, tmp_path: Path) -> None:
    (folder / "programme.yaml").write_text("sessions: [\n")
    reading = edited(folder, tmp_path).read(folder)
    assert reading == read(folder)
    assert reading.event is None


def test_edits_that_change_nothing_leave_the_engine_in_force_at_hand(folder: Path, tmp_path: Path) -> None:
    coming, in_force = edited(folder, tmp_path), load(folder)
    engine = coming.engines.prepare(in_force)
    for number in range(3):
        (folder / "event.yaml").write_text((folder / "event.yaml").read_text("utf-8") + f"# {number}\n", "utf-8")
        assert coming.read(folder).event == in_force
    assert coming.engines.of(in_force) is engine


async def test_whoever_stops_does_not_wait_for_what_is_under_way(folder: Path, tmp_path: Path) -> None:
    coming = edited(folder, tmp_path)
    reading = asyncio.create_task(asyncio.to_thread(coming.read, folder))
    while coming._under_way is None:  # noqa: ASYNC110  it is the outside that is looked at
        await asyncio.sleep(0.001)
    coming.close()
    await reading
    child = coming._under_way._child
    assert child is not None
    assert child.returncode is not None
