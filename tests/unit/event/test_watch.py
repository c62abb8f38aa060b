"""The watch takes over what was edited, whole and once; what is still being written, it leaves alone."""

from __future__ import annotations

import asyncio
import os
from pathlib import Path

import pytest

from bot.event.current import CurrentEvent
from bot.event.load import Reading, load
from bot.event.model import Event
from bot.event.watch import Watch, stamp
from bot.installation import DEMO_EVENT

BASICS = """\
id: small
name: {en: Small}
short_name: {en: Small}
zone: Asia/Baghdad
languages: [en]
first_day: 2025-10-25
last_day: 2025-10-25
"""


class Watched:
    """A folder, its watch, and what the watch told."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.writes(BASICS)
        self.current = CurrentEvent(load(folder))
        self.prepared: list[Event] = []
        self.readings: list[Reading] = []
        self.watch = Watch(folder, self.current, stamp(folder), self.prepared.append)
        self.watch.tell = self.told
        self.swaps = 0
        self.current.on_swap(lambda before, after: setattr(self, "swaps", self.swaps + (before is not after)))

    def writes(self, text: str, name: str = "event.yaml") -> None:
        (self.folder / name).write_text(text, "utf-8")

    async def told(self, reading: Reading) -> None:
        self.readings.append(reading)

    async def looks(self, times: int = 2) -> None:
        for _ in range(times):
            await self.watch.look()


@pytest.fixture
def watched(tmp_path: Path) -> Watched:
    return Watched(tmp_path)


async def test_nothing_is_read_while_nothing_changes(watched: Watched) -> None:
    await watched.looks(4)
    assert (watched.readings, watched.swaps) == ([], 0)


async def test_an_edit_is_prepared_and_then_put_in_force(watched: Watched) -> None:
    watched.writes(BASICS.replace("name: {en: Small}", "name: {en: Smaller}", 1))
    await watched.looks()
    assert watched.current.event.name.pick("en")[0] == "Smaller"
    assert watched.prepared == [watched.current.event]
    await watched.looks(3)
    assert (len(watched.readings), watched.swaps) == (1, 1)


async def test_a_file_that_is_still_being_written_is_left_alone(watched: Watched) -> None:
    for length in (20, 40, 60):
        watched.writes(BASICS[:length])
        await watched.looks(1)
    watched.writes(BASICS + "city: {en: Karbala}\n")
    await watched.looks(1)
    assert watched.readings == []
    await watched.looks(1)
    assert [reading.event is not None for reading in watched.readings] == [True]


async def test_a_file_that_was_only_touched_changes_nothing(watched: Watched) -> None:
    before = watched.current.event
    os.utime(watched.folder / "event.yaml", ns=(1, 1))
    await watched.looks()
    assert (watched.current.event is before, watched.swaps) == (True, 0)


async def test_a_bad_edit_is_told_with_its_faults_and_a_file_that_goes_is_seen(watched: Watched) -> None:
    before = watched.current.event
    (watched.folder / "facts").mkdir()
    watched.writes("facts:\n  - id: NO\n", "facts/some.yaml")
    await watched.looks()
    assert watched.current.event is before
    assert watched.readings[-1].event is None
    assert any(fault.spot.file == "facts/some.yaml" for fault in watched.readings[-1].faults)
    (watched.folder / "facts" / "some.yaml").unlink()
    await watched.looks()
    assert watched.readings[-1].event is not None


async def test_it_looks_by_itself_and_survives_what_fails(watched: Watched, monkeypatch: pytest.MonkeyPatch) -> None:
    failures = iter([OSError("the disk is away")])

    def failing(folder: Path) -> object:
        for failure in failures:
            raise failure
        return stamp(folder)

    monkeypatch.setattr("bot.event.watch.stamp", failing)
    running = asyncio.create_task(watched.watch.run(0.005))
    watched.writes(BASICS + "city: {en: Karbala}\n")
    async with asyncio.timeout(10):
        while not watched.swaps:  # noqa: ASYNC110 - it is the outside that is looked at
            await asyncio.sleep(0.005)
    running.cancel()


def test_a_demo_event_read_twice_is_equal() -> None:
    assert load(DEMO_EVENT) == load(DEMO_EVENT)
