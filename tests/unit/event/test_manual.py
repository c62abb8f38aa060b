"""docs/event-data.md says what is so: every key is in it, no other, and its examples make an event."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path

import pytest

from bot.event.fields import NAME_LENGTH, TEXT_LENGTH
from bot.event.load import load, read
from bot.event.model import PlaceType, SessionStatus, SessionType, Topic
from bot.event.prayer import METHODS, PrayerName
from bot.event.schema import (
    Entry,
    EventEntry,
    FactEntry,
    HallEntry,
    PlaceEntry,
    PrayerEntry,
    SessionEntry,
    SpeakerEntry,
    TrackEntry,
)
from tests.unit.event.small import PROGRAMME, write

MANUAL = (Path(__file__).resolve().parents[3] / "docs" / "event-data.md").read_text("utf-8")
SECTIONS: dict[str, type[Entry]] = {
    "event.yaml": EventEntry,
    "prayer": PrayerEntry,
    "sessions": SessionEntry,
    "halls": HallEntry,
    "tracks": TrackEntry,
    "speakers.yaml": SpeakerEntry,
    "places.yaml": PlaceEntry,
    "facts": FactEntry,
}


def section(title: str) -> str:
    found = re.search(rf"^##+ {re.escape(title)}\n(.*?)(?=^##|\Z)", MANUAL, re.MULTILINE | re.DOTALL)
    assert found, title
    return found[1]


def rows(title: str) -> dict[str, tuple[str, str]]:
    """Key → whether it must be there, what it means; of the section's table."""
    return {
        key: (must.strip(), meaning)
        for key, must, meaning in re.findall(r"^\| `(\w+)` \|([^|]*)\|(.*)\|$", section(title), re.MULTILINE)
    }


@pytest.mark.parametrize("title", SECTIONS)
def test_every_key_is_explained_and_no_key_is_stale(title: str) -> None:
    assert set(rows(title)) == set(SECTIONS[title].model_fields)


@pytest.mark.parametrize("title", SECTIONS)
def test_it_says_which_keys_must_be_there(title: str) -> None:
    assert {key for key, (must, _) in rows(title).items() if must == "yes"} == set(SECTIONS[title].needed)


@pytest.mark.parametrize(
    ("title", "key", "choices"),
    [
        ("sessions", "type", SessionType),
        ("sessions", "status", SessionStatus),
        ("places.yaml", "type", PlaceType),
        ("facts", "topic", Topic),
    ],
)
def test_every_choice_is_named(title: str, key: str, choices: type[StrEnum]) -> None:
    assert re.findall(r"`(\w+)`", rows(title)[key][1]) == [choice.value for choice in choices]


def test_every_way_to_write_a_start_is_read(tmp_path: Path) -> None:
    ways = re.findall(r"`(2025[^`]+)`", rows("sessions")["start"][1])
    assert len(ways) == 3
    for way in ways:
        written = PROGRAMME.replace('    day: 1\n    start: "09:00"', f"    start: {way}")
        event = load(write(tmp_path, programme=written))
        assert event.sessions["opening"].start == datetime(2025, 10, 26, 6, tzinfo=UTC), way


def test_every_method_and_every_prayer_is_named() -> None:
    told = rows("prayer")
    assert set(re.findall(r"`(\w+)`", told["method"][1])) == set(METHODS)
    assert re.findall(r"`(\w+)`", told["times"][1]) == [name.value for name in PrayerName]


def test_the_limits_are_those_of_the_code() -> None:
    assert f"at most {NAME_LENGTH} characters" in MANUAL
    assert f"at most {TEXT_LENGTH:,}:" in MANUAL


def test_the_examples_are_an_event_and_show_every_key(tmp_path: Path) -> None:
    examples = re.findall(r"```yaml\n# (\S+\.yaml)\n(.*?)```", MANUAL, re.DOTALL)
    for name, text in examples:
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, "utf-8")
    assert [str(fault) for fault in read(tmp_path).faults] == []
    assert len(examples) == 5
    shown = "\n".join(text for _, text in examples)
    unusual = {
        "fajr_angle",
        "maghrib_angle",
        "isha_angle",
        "asr_shadow",
        "source_key",
        "chairs",
        "moderators",
        "panellists",
    }
    for model in SECTIONS.values():
        for key in set(model.model_fields) - unusual:
            assert re.search(rf"\b{key}: ", shown) or re.search(rf"\b{key}:\n", shown), key
