"""A fake Telegram, a plain bot on it, and two people."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime

import pytest
from telegram import Bot

from bot.clock import RehearsalClock
from bot.rehearsal.telegram import FakeRequest, FakeTelegram, Person, Phone
from tests.telegram_judge import judge


class Hand:
    """A monotonic clock that a test moves by hand."""

    def __init__(self) -> None:
        self.seconds = 1000.0

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture
def hand() -> Hand:
    return Hand()


@pytest.fixture
def fake(hand: Hand) -> FakeTelegram:
    clock = RehearsalClock(datetime(2025, 10, 25, 5, 30, tzinfo=UTC), monotonic=hand)
    return FakeTelegram(clock=clock, monotonic=hand, judges=[judge], remember_requests=True)


@pytest.fixture
async def bot(fake: FakeTelegram) -> AsyncIterator[Bot]:
    async with Bot(fake.token, request=FakeRequest(fake), get_updates_request=FakeRequest(fake)) as bot:
        yield bot


@pytest.fixture
def zainab(fake: FakeTelegram) -> Phone:
    return fake.phone(Person(501, "زينب", "الكربلائي", "zainab", "ar"))


@pytest.fixture
def james(fake: FakeTelegram) -> Phone:
    return fake.phone(Person(502, "James", language_code="en"))
