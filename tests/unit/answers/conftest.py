"""Engines for the demo event and the sample event, made once a process."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from bot.answers.engine import Engine
from bot.event.lexicon import load_lexicon
from bot.event.load import load
from bot.installation import DEMO_EVENT

SAMPLE = Path(__file__).resolve().parents[2] / "events" / "sample"


@cache
def engine_of(folder: Path) -> Engine:
    return Engine(load(folder), load_lexicon(folder))


@pytest.fixture(scope="session")
def demo() -> Engine:
    return engine_of(DEMO_EVENT)


@pytest.fixture(scope="session")
def sample() -> Engine:
    return engine_of(SAMPLE)
