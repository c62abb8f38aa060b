"""The network fails in every way while lines are due: none is lost, and none comes twice that was not in doubt."""

import asyncio
import random
from collections import Counter
from collections.abc import Awaitable, Callable
from datetime import timedelta
from pathlib import Path

import pytest

from bot.attendees.model import Attendee
from bot.clock import RehearsalClock
from bot.outbox.limits import Limits
from bot.outbox.model import Failed, Lane, Message, Outcome, Refusal, Refused, Sent, State, Unsure, Wait
from bot.storage.database import Database
from tests.benchmarks.reminders import measure
from tests.delivering import MORNING, delivering, line
from tests.virtual_time import simulate

Network = Callable[[int, float], Awaitable[Outcome]]
"""What becomes of a message to a chat at a second of the story."""


class Story:
    """A crowd's lines over a network; what arrived, what the outbox says, and how long it took."""

    def __init__(self, folder: Path, network: Network, lane: Lane, *, people: int, live: timedelta) -> None:
        self.folder, self.network, self.lane, self.people, self.live = folder, network, lane, people, live
        self.arrived: Counter[int] = Counter()
        self.tally: dict[State, int] = {}
        self.took = 0.0

    async def goes_on(self) -> None:
        loop = asyncio.get_running_loop()
        begun = loop.time()

        async def send(chat_id: int, message: Message) -> Outcome:
            del message
            return await self.network(chat_id, loop.time() - begun)

        database = await Database.open(f"sqlite:///{self.folder}/daleel.db")
        clock = RehearsalClock(MORNING, monotonic=loop.time)
        parts = await delivering(database, send, clock=clock, limits=Limits(per_second=100))
        await parts.attendees.save(*(Attendee(number) for number in range(1, self.people + 1)))
        await parts.courier.start()
        lines = [line(number, lane=self.lane, expires=MORNING + self.live) for number in range(1, self.people + 1)]
        await parts.outbox.queue(lines)
        await parts.courier.idle()
        self.took = loop.time() - begun
        tally = await parts.outbox.tally(lines[0].kind, "1")
        self.tally = {state: count for state, count in tally.items() if count}
        await parts.courier.stop()
        await database.close()


def test_a_minute_without_network_delays_and_loses_nothing(tmp_path: Path) -> None:
    async def network(chat_id: int, second: float) -> Outcome:
        if 1 < second < 61:
            await asyncio.sleep(3)
            return Failed("no route to host")
        await asyncio.sleep(0.06)
        story.arrived[chat_id] += 1
        return Sent(chat_id)

    story = Story(tmp_path, network, Lane.BROADCAST, people=400, live=timedelta(hours=1))
    simulate(story.goes_on())
    assert story.tally == {State.SENT: 400}
    assert story.arrived == Counter(range(1, 401))
    assert story.took < 61 + 20


def test_what_outlives_its_use_without_network_is_not_sent_after(tmp_path: Path) -> None:
    async def network(chat_id: int, second: float) -> Outcome:
        if second < 200:
            return Failed("no route to host")
        story.arrived[chat_id] += 1
        return Sent(chat_id)

    story = Story(tmp_path, network, Lane.REMINDER, people=50, live=timedelta(minutes=2))
    simulate(story.goes_on())
    assert story.tally == {State.EXPIRED: 50}
    assert not story.arrived
    assert story.took < 140


@pytest.mark.parametrize("told", [0, *(pytest.param(told, marks=pytest.mark.slow) for told in (1, 59, 90))])
def test_a_storm_of_429s_is_waited_out_however_wrong_its_retry_after(tmp_path: Path, told: int) -> None:
    begins, ends, calls = 1.0, 60.0, list[float]()

    async def network(chat_id: int, second: float) -> Outcome:
        calls.append(second)
        await asyncio.sleep(0.06)
        if begins < second < ends:
            return Wait(told)
        story.arrived[chat_id] += 1
        return Sent(chat_id)

    story = Story(tmp_path, network, Lane.BROADCAST, people=400, live=timedelta(hours=1))
    simulate(story.goes_on())
    assert story.tally == {State.SENT: 400}
    assert story.arrived == Counter(range(1, 401))
    assert sum(begins < second < ends for second in calls) < 60, "we knock ever more rarely"
    again = min(second for second in calls if second > ends)
    assert again < max(ends + 11, begins + told + 1), "nor is a pause much longer than the storm, or than told"
    assert story.took < again + 300 / (100 * 0.8) + 1, "and the rate has not suffered from each knock"


def test_429s_of_some_chats_delay_no_other(tmp_path: Path) -> None:
    angry, seen = set(range(1, 400, 20)), dict[int, float]()

    async def network(chat_id: int, second: float) -> Outcome:
        await asyncio.sleep(0.06)
        if chat_id in angry and second < 30:
            return Wait(7, chat_only=True)
        story.arrived[chat_id] += 1
        seen[chat_id] = second
        return Sent(chat_id)

    story = Story(tmp_path, network, Lane.BROADCAST, people=400, live=timedelta(hours=1))
    simulate(story.goes_on())
    assert story.arrived == Counter(range(1, 401))
    assert max(second for chat, second in seen.items() if chat not in angry) < 6
    assert all(30 <= seen[chat] < 38 for chat in angry)


@pytest.mark.parametrize("lane", [Lane.REMINDER, Lane.BROADCAST])
@pytest.mark.parametrize("seed", range(2))
def test_a_network_that_fails_in_every_way_at_once(tmp_path: Path, lane: Lane, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311
    blocked = set(chance.sample(range(1, 301), 15))
    doubts: Counter[int] = Counter()

    async def network(chat_id: int, second: float) -> Outcome:
        del second
        await asyncio.sleep(chance.uniform(0.02, 0.2))
        dice = chance.random()
        if chat_id in blocked:
            return Refused(Refusal.UNREACHABLE, "bot was blocked by the user")
        if dice < 0.05:
            return Failed("502 Bad Gateway")
        if dice < 0.06:
            return Wait(chance.randint(1, 3))
        if dice < 0.08:
            doubts[chat_id] += 1
            return Unsure("timed out before it arrived")
        story.arrived[chat_id] += 1
        if dice < 0.10:
            doubts[chat_id] += 1
            return Unsure("timed out after it arrived")
        return Sent(chat_id)

    story = Story(tmp_path, network, lane, people=300, live=timedelta(hours=1))
    simulate(story.goes_on())
    assert story.tally[State.BLOCKED] == 15
    assert sum(story.tally.values()) == 300
    assert set(story.tally) <= {State.SENT, State.BLOCKED, State.UNSURE}
    if lane is Lane.BROADCAST:
        assert story.tally.get(State.UNSURE, 0) == doubts.total()
        assert max(story.arrived.values()) == 1
    else:
        assert story.tally.get(State.UNSURE, 0) == sum(count > 1 for count in doubts.values())
        assert story.arrived.total() - len(story.arrived) <= doubts.total()
        assert len(story.arrived) + story.tally.get(State.UNSURE, 0) >= 285


@pytest.mark.parametrize(("people", "window"), [(500, 20), pytest.param(10_000, 360, marks=pytest.mark.slow)])
def test_a_crowd_is_reminded_before_its_minute(tmp_path: Path, people: int, window: float) -> None:
    arrived, flood = simulate(measure(f"sqlite:///{tmp_path}/daleel.db", people, 30))
    assert len(arrived) == people
    assert -window <= min(arrived)
    assert max(arrived) <= 0
    assert flood.refusals == 0
