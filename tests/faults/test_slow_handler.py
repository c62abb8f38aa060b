"""One handler takes half a minute: others do not notice, its chat keeps its order, a stop in between loses nothing."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Sequence
from datetime import timedelta
from pathlib import Path
from unittest.mock import patch

import pytest

from bot.chat.intake import GRACE
from bot.semantic.reranker import Reranker
from tests.faults.stepping import NINE, ORGANIZER, World, an_event, known, stepping
from tests.virtual_time import simulate

TAKES = 30.0
SLOW, OTHERS = 1001, range(1002, 1022)
STARTS = {"first": NINE + timedelta(hours=5), "second": NINE + timedelta(hours=6)}
OUTSIDE = {"reranker_url": "http://127.0.0.1:9/v1", "reranker_model": "any"}
QUESTION, CHOICES = "the first talk or the second talk?", "Did you mean"


@pytest.fixture(autouse=True)
def hanging() -> Iterator[list[str]]:
    """The re-ranker outside keeps each question for half a minute, and has nothing to say; which it was asked."""
    asked: list[str] = []

    async def reply(self: Reranker, question: str, choices: Sequence[str]) -> bytes:
        del self, choices
        asked.append(question)
        await asyncio.sleep(TAKES)
        raise TimeoutError

    with patch.object(Reranker, "_reply", reply):
        yield asked


def asks(world: World) -> None:
    """A question that takes long, and two more of the same person."""
    for text in (QUESTION, "/schedule", "/help"):
        world.phone(SLOW).writes(text)


def said(world: World, chat: int) -> list[str]:
    """The first words of each of the bot's messages to a chat."""
    return [one.text.partition("\n")[0] for one in world.arrivals if one.chat == chat]


def test_others_are_answered_at_once_and_the_chat_keeps_its_order(tmp_path: Path, hanging: list[str]) -> None:
    database, event = f"sqlite:///{tmp_path}/daleel.db", an_event(tmp_path / "event", **STARTS)

    async def story() -> tuple[World, dict[int, float]]:
        await known(database, {}, people=len(OTHERS) + 1)
        async with stepping(database, event, people=len(OTHERS) + 1, **OUTSIDE) as world:
            asks(world)
            asked = {}
            for number in OTHERS:
                await world.until(seconds=1)
                asked[number] = world.second
                world.phone(number).writes("/help")
            await world.until(seconds=TAKES)
        return world, asked

    world, asked = simulate(story())
    waits = [one.second - asked[one.chat] for one in world.arrivals if one.chat in OTHERS]
    assert len(waits) == len(OTHERS)
    assert max(waits) < 0.1
    assert hanging == [QUESTION], "asked once"
    own = [one for one in world.arrivals if one.chat == SLOW]
    assert [round(one.second - own[0].second) for one in own] == [0, 0, 0]
    assert own[0].second >= TAKES
    first, second, third = (one.text for one in own)
    assert CHOICES in first
    assert "Oct" in second
    assert "/agenda" in third


def test_a_stop_in_the_middle_ends_in_time_and_the_next_start_answers_the_rest(
    tmp_path: Path, hanging: list[str]
) -> None:
    database, event = f"sqlite:///{tmp_path}/daleel.db", an_event(tmp_path / "event", **STARTS)

    async def story() -> tuple[World, World, float]:
        await known(database, {}, people=5)
        async with stepping(database, event, people=5, **OUTSIDE) as world:
            asks(world)
            for number in range(1002, 1006):
                world.phone(number).writes("/help")
            await world.until(seconds=5)
            stopping = world.second
            assert world.running is not None
            await world.running.stop()
            took = world.second - stopping
        async with stepping(database, event, people=5, **OUTSIDE) as again:
            await again.until(seconds=TAKES + 5)
        return world, again, took

    before, after, took = simulate(story())
    assert took <= GRACE + 1
    assert {one.chat for one in before.arrivals} == {ORGANIZER, *range(1002, 1006)}
    assert {one.chat for one in after.arrivals} == {SLOW}, "nothing is replayed that was answered"
    assert len(said(after, SLOW)) == 3
    assert hanging == [QUESTION, QUESTION], "what was cut off is done again, once"
