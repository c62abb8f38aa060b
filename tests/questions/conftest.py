"""Engines are made once for all tests of a worker."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from bot.event.model import Event
from tests.questions.judging import Answering, Verdict
from tests.questions.sets import DEMO, LARGE, SAMPLE

Made = tuple[Event, Answering]


@pytest.fixture(scope="session")
def demo() -> Iterator[Made]:
    with DEMO.asked() as made:
        yield made


@pytest.fixture(scope="session")
def demo_verdicts(demo: Made) -> list[Verdict]:
    return DEMO.verdicts(*demo)


@pytest.fixture(scope="session")
def sample() -> Iterator[Made]:
    with SAMPLE.asked() as made:
        yield made


@pytest.fixture(scope="session")
def large() -> Iterator[Made]:
    with LARGE.asked() as made:
        yield made
