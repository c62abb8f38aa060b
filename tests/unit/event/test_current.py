"""A new snapshot is swapped in whole, and whoever plans by it is told."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from bot.event.current import CurrentEvent
from bot.event.load import load
from bot.event.model import Event

SAMPLE = load(Path(__file__).resolve().parents[2] / "events" / "sample")


def test_those_who_plan_by_the_event_are_told_of_both_snapshots() -> None:
    current, told = CurrentEvent(SAMPLE), list[tuple[Event, Event, Event]]()
    current.on_swap(lambda before, after: told.append((before, after, current.event)))
    other = replace(SAMPLE, sessions={})
    current.swap(other)
    assert current.event is other
    assert [[each is SAMPLE for each in swap] for swap in told] == [[True, False, False]]
