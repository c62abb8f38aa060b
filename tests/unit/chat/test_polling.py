"""Fetching: confirmed only after it was taken, patient with the network, and not for ever with another instance."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any

import pytest
from telegram import Bot

from bot.chat.polling import AnotherInstance, Polling, TokenRefused
from bot.rehearsal.telegram import FakeRequest, FakeTelegram, Person
from bot.rehearsal.telegram.faults import broken, too_many, unauthorized
from tests.virtual_time import simulate


class Taker:
    """Takes batches, as slowly as a test wants."""

    def __init__(self) -> None:
        self.taken: list[list[str]] = []
        self.late: list[bool] = []
        self.delay: Callable[[], Awaitable[None]] | None = None

    async def __call__(self, updates: Sequence[Mapping[str, Any]], *, late: bool) -> None:
        self.taken.append([update["message"]["text"] for update in updates])
        self.late.append(late)
        if self.delay is not None:
            await self.delay()


def seconds() -> float:
    return asyncio.get_running_loop().time()


def polled(story: Callable[[FakeTelegram, Polling, Taker], Awaitable[None]]) -> FakeTelegram:
    """Tell a story in virtual time."""

    async def told() -> FakeTelegram:
        fake = FakeTelegram(monotonic=seconds, remember_requests=True)
        way, taker = FakeRequest(fake), Taker()
        async with Bot(fake.token, request=way, get_updates_request=way) as bot:
            await story(fake, Polling(bot, taker, monotonic=seconds), taker)
        return fake

    fake = simulate(told())
    assert fake.violations == []
    return fake


def test_a_batch_is_confirmed_after_it_was_taken_and_not_before() -> None:
    async def story(fake: FakeTelegram, polling: Polling, taker: Taker) -> None:
        james = fake.phone(Person(501, "James"))
        gate = asyncio.Event()

        async def hold() -> None:
            await gate.wait()

        taker.delay = hold
        james.writes("one")
        james.writes("two")
        running = asyncio.ensure_future(polling.run())
        await asyncio.sleep(100)
        assert taker.taken == [["one", "two"]]
        assert len(fake.world.updates) == 2
        gate.set()
        await fake.world.updates.all_confirmed()
        james.writes("three")
        await fake.world.updates.all_confirmed()
        running.cancel()
        assert taker.taken == [["one", "two"], ["three"]]

    polled(story)


def test_what_cannot_be_stored_keeps_nobody_else_waiting() -> None:
    async def story(fake: FakeTelegram, polling: Polling, taker: Taker) -> None:
        zainab, james, gate = fake.phone(Person(501, "Zainab")), fake.phone(Person(502, "James")), asyncio.Event()

        async def hold() -> None:
            if taker.taken[-1][0] == "stuck":
                await gate.wait()

        taker.delay = hold
        running = asyncio.ensure_future(polling.run())
        await asyncio.sleep(1)
        zainab.writes("stuck")
        await asyncio.sleep(1)
        james.writes("hello")
        await asyncio.sleep(1)
        assert taker.taken == [["stuck"], ["stuck", "hello"]], "whoever takes them knows those that come again"
        assert len(fake.world.updates) == 2, "and nothing is confirmed"
        gate.set()
        await fake.world.updates.all_confirmed()
        james.writes("more")
        await fake.world.updates.all_confirmed()
        running.cancel()
        assert taker.taken[2:] == [["more"]]

    fake = polled(story)
    assert sum(request.method == "getUpdates" for request in fake.requests) < 20


def test_what_waited_before_the_start_is_late_and_the_rest_is_not() -> None:
    async def story(fake: FakeTelegram, polling: Polling, taker: Taker) -> None:
        james = fake.phone(Person(501, "James"))
        for number in range(150):
            james.writes(str(number))
        running = asyncio.ensure_future(polling.run())
        await fake.world.updates.all_confirmed()
        james.writes("fresh")
        await fake.world.updates.all_confirmed()
        running.cancel()
        assert [len(batch) for batch in taker.taken] == [100, 50, 1]
        assert taker.late == [True, True, False]

    polled(story)


@pytest.mark.parametrize("fault", [broken(502), too_many(7)])
def test_it_waits_out_trouble_and_loses_nothing(fault: Any) -> None:
    async def story(fake: FakeTelegram, polling: Polling, taker: Taker) -> None:
        fake.faults.plan(fault, method="getUpdates", times=4)
        fake.phone(Person(501, "James")).writes("hello")
        running = asyncio.ensure_future(polling.run())
        await fake.world.updates.all_confirmed()
        running.cancel()
        assert taker.taken == [["hello"]]

    fake = polled(story)
    assert sum(request.method == "getUpdates" for request in fake.requests) < 12


def test_a_token_that_is_revoked_ends_it() -> None:
    async def story(fake: FakeTelegram, polling: Polling, _: Taker) -> None:
        fake.faults.plan(unauthorized(), method="getUpdates")
        with pytest.raises(TokenRefused):
            await polling.run()

    polled(story)


def test_of_two_instances_the_new_one_gives_way_and_the_old_one_holds_out() -> None:
    async def story(fake: FakeTelegram, old: Polling, taker: Taker) -> None:
        way = FakeRequest(fake)
        async with Bot(fake.token, request=way, get_updates_request=way) as bot:
            serving = asyncio.ensure_future(old.run())
            await asyncio.sleep(600)
            begun = seconds()
            with pytest.raises(AnotherInstance):
                await Polling(bot, Taker(), monotonic=seconds).run()
            assert seconds() - begun < 90
            assert not serving.done()
            fake.phone(Person(501, "James")).writes("still there?")
            await fake.world.updates.all_confirmed()
            assert taker.taken == [["still there?"]]
            serving.cancel()

    polled(story)


def test_a_new_instance_that_replaces_the_old_one_stays() -> None:
    async def story(fake: FakeTelegram, old: Polling, taker: Taker) -> None:
        way = FakeRequest(fake)
        async with Bot(fake.token, request=way, get_updates_request=way) as bot:
            leaving = asyncio.ensure_future(old.run())
            await asyncio.sleep(600)
            coming = asyncio.ensure_future(Polling(bot, taker, monotonic=seconds).run())
            await asyncio.sleep(20)
            leaving.cancel()
            await asyncio.sleep(600)
            assert not coming.done()
            fake.phone(Person(501, "James")).writes("hello")
            await fake.world.updates.all_confirmed()
            assert taker.taken == [["hello"]]
            coming.cancel()

    polled(story)
