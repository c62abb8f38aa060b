"""Every planned moment is looked at: on time, late rather than never, and again where the plan or the clock changed."""

import asyncio
import time
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot import timers as timers_module
from bot.clock import RehearsalClock, SystemClock
from bot.event.current import CurrentEvent
from bot.event.model import Event, Session
from bot.feature import Moment
from bot.texts import Localized
from bot.timers import Timers
from tests.delivering import MORNING, an_event, until


def minutes(count: float) -> datetime:
    return MORNING + timedelta(minutes=count)


def programme(*starts: float) -> Event:
    sessions = {
        f"s{number}": Session(
            id=f"s{number}", title=Localized({"en": "Talk"}), start=minutes(start), end=minutes(start + 1)
        )
        for number, start in enumerate(starts)
    }
    return replace(an_event(), sessions=sessions)


class Watch:
    """A feature that looks at the start of every session."""

    def __init__(self, clock: RehearsalClock) -> None:
        self.clock = clock
        self.looks: list[float] = []
        self.failures = 0

    def moments(self, event: Event) -> Iterable[Moment]:
        return [Moment(f"watch:{session.id}", session.start, self.look) for session in event.sessions.values()]

    async def look(self, now: datetime) -> None:
        if self.failures:
            self.failures -= 1
            raise OSError("the database is on holiday")
        self.looks.append(round((now - MORNING) / timedelta(minutes=1), 1))


@asynccontextmanager
async def watched(event: Event, clock: RehearsalClock) -> AsyncIterator[tuple[Watch, Timers, CurrentEvent]]:
    watch, current = Watch(clock), CurrentEvent(event)
    timers = Timers(clock, current, [watch.moments])
    await timers.start()
    yield watch, timers, current
    await timers.stop()


def standing() -> RehearsalClock:
    return RehearsalClock(MORNING, speed=0)


async def test_each_moment_is_looked_at_when_it_comes() -> None:
    clock = RehearsalClock(MORNING, speed=600)
    async with watched(programme(1, 2, 3), clock) as (watch, _, _):
        await until(lambda: len(watch.looks) == 3)
        assert watch.looks == pytest.approx([1, 2, 3], abs=0.5)
        assert all(look >= minute for look, minute in zip(watch.looks, (1, 2, 3), strict=True))


async def test_what_was_missed_is_looked_at_once_at_the_start() -> None:
    async with watched(programme(-30, -20, -10, 5), standing()) as (watch, timers, _):
        await timers.idle()
        assert watch.looks == [0.0]


async def test_a_jump_looks_once_at_all_that_it_passed_and_a_jump_back_looks_again() -> None:
    clock = standing()
    async with watched(programme(5, 6, 7, 30), clock) as (watch, timers, _):
        clock.jump(minutes(10))
        await timers.idle()
        clock.jump(minutes(6.5))
        await timers.idle()
        assert watch.looks == [10, 6.5], "what lapsed at the jump may be of use again"
        clock.jump(minutes(8))
        await timers.idle()
        assert watch.looks == [10, 6.5, 8]


async def test_time_that_stands_still_brings_nothing_and_goes_on_where_it_was() -> None:
    clock = standing()
    async with watched(programme(1), clock) as (watch, timers, _):
        await asyncio.sleep(0.02)
        await timers.idle()
        assert watch.looks == []
        clock.run_at(6000)
        await until(lambda: watch.looks)


async def test_a_moved_session_is_looked_at_at_its_new_time() -> None:
    clock = standing()
    async with watched(programme(10), clock) as (watch, timers, current):
        current.swap(programme(20))
        clock.jump(minutes(12))
        await timers.idle()
        assert watch.looks == []
        clock.jump(minutes(20))
        await timers.idle()
        current.swap(programme(15))
        await timers.idle()
        current.swap(programme(15, 16))
        await timers.idle()
        current.swap(programme(15, 16))
        await timers.idle()
        assert watch.looks == [20, 20, 20]


async def test_what_was_foreseen_of_a_snapshot_holds_for_that_one_alone() -> None:
    clock = standing()
    async with watched(programme(30), clock) as (watch, timers, current):
        coming, other = programme(50), programme(70)
        timers.foresee(coming)
        current.swap(other)
        clock.jump(MORNING + timedelta(minutes=60))
        await timers.idle()
        assert watch.looks == []
        timers.foresee(coming)
        current.swap(coming)
        await timers.idle()
        assert watch.looks == [60]


async def test_a_look_that_fails_is_tried_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timers_module, "FIRST", 0.001)
    async with watched(programme(1), standing()) as (watch, timers, _):
        watch.failures = 3
        watch.clock.jump(minutes(2))
        await timers.idle()
        assert watch.looks == [2]


async def test_a_loop_that_was_blocked_drops_no_moment() -> None:
    begun = datetime.now(UTC)
    looks: list[datetime] = []

    async def look(now: datetime) -> None:
        looks.append(now)

    def moments(event: Event) -> list[Moment]:
        del event
        return [
            Moment("soon", begun + timedelta(seconds=0.1), look),
            Moment("sooner", begun + timedelta(seconds=0.2), look),
        ]

    timers = Timers(SystemClock(), CurrentEvent(an_event()), [moments])
    await timers.start()
    time.sleep(1.4)  # noqa: ASYNC251  the fault itself: more than the second that APScheduler forgives
    await until(lambda: looks)
    await timers.idle()
    await timers.stop()
    assert len(looks) in {1, 2}


async def test_thousands_of_moments_are_planned_in_a_moment() -> None:
    clock, looks = standing(), 0

    async def look(now: datetime) -> None:
        nonlocal looks
        del now
        looks += 1

    def moments(event: Event) -> list[Moment]:
        del event
        return [Moment(str(number), minutes(number), look) for number in range(1, 5001)]

    timers = Timers(clock, CurrentEvent(an_event()), [moments])
    begun = time.process_time()
    clock.run_at(1)
    await timers.start()
    clock.jump(minutes(2500))
    await timers.idle()
    assert time.process_time() - begun < 3
    assert looks == 1
    await timers.stop()
