"""`daleel new` begins an event that is right at once, and never writes over anything."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.__main__ import main
from bot.event.load import load, read
from bot.event.schema import EventEntry, FactEntry, HallEntry, PlaceEntry, SessionEntry, SpeakerEntry


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.setenv(name, "en_GB.UTF-8")


def test_a_new_event_has_no_faults_and_lies_ahead(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "events" / "karbala-2027"
    assert main(["new", str(folder)]) == 0
    assert read(folder).faults == ()
    event = load(folder)
    assert event.id == "karbala-2027"
    assert event.days[0].date > datetime.now(UTC).date()
    assert event.languages == ("ar", "en")
    assert {session.type.value for session in event.sessions.values()} >= {"opening", "meal", "closing"}
    assert all(session.illustrative for session in event.sessions.values())
    assert all(fact.unknown for fact in event.facts.values())
    said = capsys.readouterr().out.splitlines()
    assert said[0] == f"“{folder}” holds a new event. What comes next:"
    assert [line.partition("daleel ")[2] for line in said[3::2]] == [
        f"{command} --event {folder}" for command in ("check", "rehearse", "run")
    ]


def test_it_names_all_keys_that_an_organizer_needs(tmp_path: Path) -> None:
    main(["new", str(tmp_path / "event")])
    text = "\n".join(path.read_text("utf-8") for path in sorted((tmp_path / "event").rglob("*.yaml")))
    rare = {"digits", "source_key", "status", "date", "moderators", "panellists", "facilitators", "see", "capacity"}
    for model in (EventEntry, HallEntry, SessionEntry, SpeakerEntry, PlaceEntry, FactEntry):
        assert [key for key in set(model.model_fields) - rare if f"{key}:" not in text] == []


def test_a_folder_name_that_cannot_be_an_id(tmp_path: Path) -> None:
    assert main(["new", str(tmp_path / "مؤتمر 2027")]) == 0
    assert load(tmp_path / "مؤتمر 2027").id == "my-event"


def test_commands_can_be_copied_in_arabic_too(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["new", str(tmp_path / "my event"), "--language", "ar"]) == 0
    commands = [line for line in capsys.readouterr().out.splitlines() if " daleel " in line]
    assert len(commands) == 3
    assert all(line.isascii() and line.endswith("my event'") for line in commands)


def test_an_empty_folder_is_filled(tmp_path: Path) -> None:
    (tmp_path / "event").mkdir()
    assert main(["new", str(tmp_path / "event")]) == 0
    assert read(tmp_path / "event").faults == ()


def test_nothing_is_written_over(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "event").mkdir()
    (tmp_path / "event" / "event.yaml").write_text("mine")
    (tmp_path / "file").write_text("mine")
    for taken in (tmp_path / "event", tmp_path / "file"):
        assert main(["new", str(taken)]) == 1
        assert capsys.readouterr().err == f"“{taken}” is there already and is not empty. Name a new folder.\n"
    assert [path.name for path in sorted(tmp_path.rglob("*"))] == ["event", "event.yaml", "file"]
    assert (tmp_path / "event" / "event.yaml").read_text() == "mine"


def test_where_nothing_can_be_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "file").write_text("mine")
    assert main(["new", str(tmp_path / "file" / "event")]) == 1
    assert "cannot be written" in capsys.readouterr().err
    loop = tmp_path / "loop"
    loop.symlink_to(loop)
    assert main(["new", str(loop)]) == 1
    assert capsys.readouterr().err.count("\n") == 1
