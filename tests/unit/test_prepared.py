"""What is made ready beside the start answers as what is made here: from a child, from a file, and when both fail."""

from __future__ import annotations

import asyncio
import os
import pickle
import shutil
import sys
from contextlib import AsyncExitStack
from datetime import UTC, datetime
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from bot.answers.engine import Engine
from bot.answers.engines import Engines
from bot.answers.model import Answer, Question
from bot.app import _answering
from bot.event.faults import EventFaults
from bot.event.lexicon import load_lexicon
from bot.event.load import load
from bot.prepared import Prepared, kept
from bot.settings import Settings

SAMPLE = Path(__file__).parents[1] / "events" / "sample"
NOON = datetime(2026, 5, 4, 9, 0, tzinfo=UTC)
ASKED = (
    "كم رسم التسجيل؟",
    "when is lunch",
    "wen el qa3a",
    "who is the first speaker?",
    "متى الافتتاح",
    "weather on Mars",
)
posix = pytest.mark.skipif(sys.platform == "win32", reason="modes and owners are those of POSIX")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An event that may be edited."""
    return Path(shutil.copytree(SAMPLE, tmp_path / "event"))


@pytest.fixture(scope="module")
def wanted() -> list[Answer]:
    """What an engine made here answers."""
    return answers(Engine(load(SAMPLE), load_lexicon(SAMPLE)))


def answers(engine: Engine | None) -> list[Answer]:
    assert engine is not None
    return [engine.answer(Question(text, NOON, "en")) for text in ASKED]


def begun(folder: Path, cache: Path) -> tuple[list[Answer] | None, bool]:
    """The answers (None: nothing was prepared), and whether a child made the engine."""
    prepared = Prepared.begin(folder, cache)
    try:
        known = prepared.read()
        if known is None:
            return None, prepared._child is not None
        assert known == (load(folder), load_lexicon(folder))
        return answers(prepared.engine()), prepared._child is not None
    finally:
        prepared.close()


def files(cache: Path) -> list[Path]:
    return sorted((cache / "prepared").glob("*"))


@posix
def test_it_is_made_once_and_kept_for_nobody_else(folder: Path, tmp_path: Path, wanted: list[Answer]) -> None:
    assert begun(folder, tmp_path) == (wanted, True)
    (file,) = files(tmp_path)
    assert file.stat().st_mode & 0o777 == 0o600
    assert file.parent.stat().st_mode & 0o077 == 0
    assert begun(folder, tmp_path) == (wanted, False)


def test_an_edited_event_or_lexicon_is_made_anew(folder: Path) -> None:
    names = {kept.key(folder)}
    speakers = folder / "speakers.yaml"
    status = speakers.stat()
    speakers.write_bytes(speakers.read_bytes().replace(b"a", b"e", 1))
    os.utime(speakers, ns=(status.st_atime_ns, status.st_mtime_ns))
    names.add(kept.key(folder))
    (folder / "lexicon").mkdir(exist_ok=True)
    (folder / "lexicon" / "own.yaml").write_text("topics: {}\n")
    names.add(kept.key(folder))
    assert len(names) == 3


SLOW = pytest.mark.slow


@pytest.mark.parametrize("share", [0.5, *(pytest.param(share, marks=SLOW) for share in (0.0, 0.02, 0.99))])
def test_a_damaged_file_is_no_fault_and_is_thrown_away(
    folder: Path, tmp_path: Path, wanted: list[Answer], share: float
) -> None:
    begun(folder, tmp_path)
    (file,) = files(tmp_path)
    whole = file.read_bytes()
    file.write_bytes(whole[: int(len(whole) * share)])
    found, by_child = begun(folder, tmp_path)
    assert found in (None, wanted)
    assert not by_child
    assert files(tmp_path) == []


def test_a_folder_that_cannot_be_written_to_is_no_fault(folder: Path, tmp_path: Path, wanted: list[Answer]) -> None:
    (tmp_path / "cache").write_text("a file where a folder should be")
    assert begun(folder, tmp_path / "cache") == (wanted, True)
    assert (tmp_path / "cache").is_file()


class _Planted:
    def __init__(self, sign: Path) -> None:
        self.sign = sign

    def __reduce__(self) -> tuple[object, ...]:
        return os.mkdir, (str(self.sign),)


@posix
@pytest.mark.parametrize("which", ["file", "folder"])
def test_what_others_may_have_written_is_not_read(
    folder: Path, tmp_path: Path, wanted: list[Answer], which: str
) -> None:
    sign = tmp_path / "sign"
    file = kept.path(tmp_path, kept.key(folder))
    kept.keep(file, pickle.dumps(_Planted(sign)))
    (file if which == "file" else file.parent).chmod(0o777)
    assert begun(folder, tmp_path) == (wanted, True)
    assert not sign.exists()


@posix
def test_what_is_no_event_is_not_taken(folder: Path, tmp_path: Path) -> None:
    kept.keep(kept.path(tmp_path, kept.key(folder)), pickle.dumps("something else"))
    assert begun(folder, tmp_path) == (None, False)


def test_files_at_fault_are_left_to_those_who_tell_of_them(folder: Path, tmp_path: Path) -> None:
    (folder / "programme.yaml").write_text("sessions: [\n")
    assert begun(folder, tmp_path) == (None, True)
    assert files(tmp_path) == []


@posix
async def test_what_went_wrong_is_told_and_files_at_fault_are_not_told_twice(folder: Path, tmp_path: Path) -> None:
    assert await told(folder, tmp_path) == []
    (file,) = files(tmp_path)
    file.write_bytes(file.read_bytes()[:-100])
    assert await told(folder, tmp_path) == ["what was kept is damaged (UnpicklingError)"]
    assert await told(folder, tmp_path) == []
    kept.keep(kept.path(tmp_path, kept.key(folder)), pickle.dumps("something else"))
    assert await told(folder, tmp_path) == ["what was kept is damaged (TypeError)"]
    assert await told(folder, tmp_path, kills=True) == ["its process ended with -9 (EOFError)"]
    (folder / "programme.yaml").write_text("sessions: [\n")
    with pytest.raises(EventFaults):
        await told(folder, tmp_path)


async def told(folder: Path, cache: Path, *, kills: bool = False) -> list[str]:
    """What the log says of a start; ``kills``: the child is killed at once."""
    prepared = Prepared.begin(folder, cache)
    if kills and prepared._child is not None:
        prepared._child.kill()
    with capture_logs() as logs:
        async with AsyncExitStack() as stack:
            event, engines, _ = await _answering(Settings(event=folder), prepared, stack)
            await engines.ready(event.event)
    assert all(entry["log_level"] == "warning" for entry in logs)
    return [entry["why"] for entry in logs]


def test_what_was_edited_meanwhile_is_not_kept_under_the_old_name(folder: Path, tmp_path: Path) -> None:
    prepared = Prepared.begin(folder, tmp_path)
    (folder / "facts" / "late.yaml").write_text("facts: []\n")
    prepared.read()
    prepared.engine()
    prepared.close()
    assert files(tmp_path) == []


def test_a_start_that_ends_early_leaves_no_process(folder: Path, tmp_path: Path) -> None:
    prepared = Prepared.begin(folder, tmp_path)
    prepared.close()
    assert prepared._child is not None
    assert prepared._child.returncode is not None
    assert prepared.engine() is None


def test_only_the_newest_are_kept(tmp_path: Path) -> None:
    for number in range(kept.KEPT + 3):
        file = kept.path(tmp_path, str(number))
        kept.keep(file, b"x")
        os.utime(file, (number, number))
    assert [file.stem for file in files(tmp_path)] == [str(number) for number in range(3, kept.KEPT + 3)]


async def test_typed_questions_wait_for_the_engine_that_is_coming_and_for_no_other() -> None:
    event, edited, lexicon = load(SAMPLE), load(SAMPLE), load_lexicon(SAMPLE)
    coming: asyncio.Future[Engine | None] = asyncio.get_running_loop().create_future()
    engines = Engines(lexicon, lambda: asyncio.shield(coming))
    asked = [asyncio.create_task(engines.ready(event)) for _ in range(2)]
    await asyncio.sleep(0)
    assert not any(one.done() for one in asked)
    newer = engines.prepare(edited)
    assert await engines.ready(edited) is newer
    made = Engine(event, lexicon)
    coming.set_result(made)
    assert [(await one) is made for one in asked] == [True, True]
    assert engines.of(event) is made
    assert engines.of(edited) is newer
