"""In order within a chat, in parallel across chats, so many at a time, and nobody is kept waiting by one person."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

from bot.chat.lanes import Lanes
from tests.virtual_time import simulate


def taking(done: list[tuple[str, float]], seconds: float) -> Callable[[str], Awaitable[None]]:
    """A handler that takes so long, and notes when it was done."""

    async def handle(item: str) -> None:
        await asyncio.sleep(seconds)
        done.append((item, asyncio.get_running_loop().time() - 1000))

    return handle


def test_each_chat_keeps_its_order_and_does_not_wait_for_another() -> None:
    done: list[tuple[str, float]] = []

    async def story() -> None:
        lanes = Lanes(taking(done, 1))
        for item in ("a1", "a2", "b1", "a3"):
            lanes.put(item[0], item)
        assert len(lanes) == 4
        await lanes.idle()
        assert len(lanes) == 0

    simulate(story())
    assert done == [("a1", 1), ("b1", 1), ("a2", 2), ("a3", 3)]


def test_so_many_at_a_time() -> None:
    done: list[tuple[str, float]] = []

    async def story() -> None:
        lanes = Lanes(taking(done, 1), width=2)
        for item in ("a", "b", "c", "d", "e"):
            lanes.put(item, item)
        await lanes.idle()

    simulate(story())
    assert [second for _, second in done] == [1, 1, 2, 2, 3]


def test_a_flood_of_one_person_slows_only_that_person() -> None:
    done: list[tuple[str, float]] = []

    async def story() -> None:
        lanes = Lanes(taking(done, 1), width=2)
        for number in range(100):
            lanes.put("flood", f"flood{number}")
        for person in ("a", "b", "c"):
            lanes.put(person, person)
        await lanes.idle()

    simulate(story())
    assert {item: second for item, second in done if not item.startswith("flood")} == {"a": 1, "b": 2, "c": 2}
    assert [item for item, _ in done if item.startswith("flood")] == [f"flood{number}" for number in range(100)]


def test_stopping_lets_what_is_under_way_end_and_begins_nothing() -> None:
    done: list[tuple[str, float]] = []

    async def story() -> None:
        lanes = Lanes(taking(done, 1))
        for item in ("a1", "a2", "b1"):
            lanes.put(item[0], item)
        await asyncio.sleep(0.5)
        await lanes.stop(8)
        lanes.put("c", "c1")
        await asyncio.sleep(5)

    simulate(story())
    assert [item for item, _ in done] == ["a1", "b1"]


def test_stopping_does_not_wait_for_ever() -> None:
    done: list[tuple[str, float]] = []

    async def story() -> float:
        lanes = Lanes(taking(done, 60))
        lanes.put("a", "a1")
        await asyncio.sleep(0)
        await lanes.stop(8)
        return asyncio.get_running_loop().time() - 1000

    assert simulate(story()) == 8
    assert done == []
