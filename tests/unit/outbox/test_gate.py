"""The gate hands out slots as Telegram allows, to the most urgent first. In virtual time, so exactly."""

import asyncio
from collections import Counter
from collections.abc import Iterable

import pytest

from bot.outbox.gate import Gate
from bot.outbox.limits import Limits
from bot.outbox.model import Failed, Lane, Message, Outcome, Sent, Wait
from tests.flood import Flood
from tests.virtual_time import simulate

HELLO = Message()


class Log:
    """A Telegram that takes everything and notes when."""

    def __init__(self, answers: Iterable[Outcome] = ()) -> None:
        self.answers = list(answers)
        self.taken: list[tuple[float, int]] = []

    async def send(self, chat_id: int, message: Message) -> Outcome:
        del message
        self.taken.append((round(asyncio.get_running_loop().time() - 1000.0, 3), chat_id))
        return self.answers.pop(0) if self.answers else Sent(len(self.taken))


async def all_of(gate: Gate, lane: Lane, chats: Iterable[int]) -> None:
    await asyncio.gather(*(gate.send(lane, chat, HELLO) for chat in chats))


async def broadcast(gate: Gate, count: int, hands: int, until: float = float("inf")) -> float:
    """Send to ``count`` chats, some at a time as the courier does; gives the seconds that it took."""
    loop = asyncio.get_running_loop()
    began, chats = loop.time(), iter(range(1, count + 1))

    async def hand() -> None:
        for chat in chats:
            if loop.time() - began > until:
                return
            await gate.send(Lane.BROADCAST, chat, HELLO)

    await asyncio.gather(*(hand() for _ in range(hands)))
    return loop.time() - began


@pytest.mark.parametrize("strict", [False, True])
def test_a_broadcast_uses_the_limit_and_never_breaks_it(*, strict: bool) -> None:
    flood = Flood(30, strict=strict)
    took = simulate(broadcast(Gate(flood.send), 2000, hands=9))
    assert len(flood.taken) == 2000
    assert flood.refusals == 0
    assert 2000 / took >= 0.97 * 30


@pytest.mark.parametrize("strict", [False, True])
def test_a_paid_broadcast_uses_a_thousand_a_second(*, strict: bool) -> None:
    flood = Flood(1000, strict=strict)
    took = simulate(broadcast(Gate(flood.send, Limits(per_second=1000)), 15_000, hands=300))
    assert len(flood.taken) == 15_000
    assert flood.refusals == 0
    assert 15_000 / (took - 0.1) >= 0.97 * 1000, "but for the first, careful second"


def test_what_is_paid_for_takes_no_slot_of_the_others() -> None:
    """1,000 a second beside 30 a second: each side as quickly as if it were alone."""

    async def story() -> tuple[float, float]:
        free, paid = Flood(30), Flood(1000)

        async def send(chat_id: int, message: Message) -> Outcome:
            return await (paid if chat_id > 10_000 else free).send(chat_id, message)

        gate, loop = Gate(send, Limits(paid_per_second=1000)), asyncio.get_running_loop()

        async def took(lane: Lane, chats: Iterable[int]) -> float:
            began = loop.time()
            await all_of(gate, lane, chats)
            return loop.time() - began

        both = await asyncio.gather(took(Lane.PAID, range(10_001, 13_001)), took(Lane.REPLY, range(1, 91)))
        assert (free.refusals, paid.refusals, gate.released) == (0, 0, 3090)
        return both[0], both[1]

    fast, replies = simulate(story())
    assert fast < 3.3
    assert replies < 3.4


def test_where_nothing_is_paid_for_the_paid_lane_goes_last_with_the_others() -> None:
    flood = Flood(30)

    async def story() -> bool:
        gate = Gate(flood.send)
        paid = asyncio.ensure_future(all_of(gate, Lane.PAID, range(1, 61)))
        await asyncio.sleep(0)
        await all_of(gate, Lane.BROADCAST, range(101, 131))
        last = not paid.done()
        await paid
        return last and not gate.pays(Lane.PAID)

    assert simulate(story())
    assert flood.refusals == 0


def test_a_refusal_of_what_is_paid_for_delays_nobody_else() -> None:
    async def story() -> float:
        gate, loop = Gate(Log([Wait(60)]).send, Limits(paid_per_second=1000)), asyncio.get_running_loop()
        paid = asyncio.ensure_future(gate.send(Lane.PAID, 1, HELLO))
        await asyncio.sleep(0.1)
        began = loop.time()
        await gate.send(Lane.REPLY, 2, HELLO)
        took = loop.time() - began
        await paid
        return took

    assert simulate(story()) < 0.1


@pytest.mark.parametrize(
    ("real", "share", "refusals"), [(20, 0.85, 10), (25, 0.85, 10), (28, 0.85, 10), (10, 0.85, 15)]
)
def test_a_lower_limit_than_the_configured_one_is_found_and_used(real: int, share: float, refusals: int) -> None:
    flood = Flood(real, strict=True, retry_after=5)
    took = simulate(broadcast(Gate(flood.send), 20_000, hands=9, until=600))
    assert len(flood.taken) >= share * real * took
    assert flood.refusals <= refusals


def test_the_rate_comes_back_after_a_single_refusal() -> None:
    async def story() -> tuple[float, float, float]:
        gate = Gate(Log([Wait(5)]).send)
        await gate.send(Lane.REPLY, 1, HELLO)
        cut = gate.per_second()
        await asyncio.sleep(60)
        minute = gate.per_second()
        await asyncio.sleep(1200)
        return cut, minute, gate.per_second()

    cut, minute, later = simulate(story())
    assert cut == pytest.approx(0.85 * 29.25)
    assert cut < minute < 29.25
    assert later == 29.25


def test_the_most_urgent_lane_goes_first_and_then_the_earliest_deadline() -> None:
    log = Log()

    async def story() -> None:
        gate = Gate(log.send)
        await gate.send(Lane.REPLY, 1, HELLO)
        waiting = [
            gate.send(Lane.BROADCAST, 40, HELLO),
            gate.send(Lane.CHANGE, 30, HELLO),
            gate.send(Lane.REMINDER, 22, HELLO, deadline=2.0),
            gate.send(Lane.REMINDER, 21, HELLO, deadline=1.0),
            gate.send(Lane.REMINDER, 23, HELLO, deadline=2.0),
            gate.send(Lane.REPLY, 10, HELLO),
        ]
        await asyncio.gather(*waiting)

    simulate(story())
    assert [chat for _, chat in log.taken] == [1, 10, 21, 22, 23, 30, 40]


def test_a_reply_waits_for_one_slot_at_most_while_a_broadcast_runs() -> None:
    flood = Flood(30)
    waits: list[float] = []

    async def story() -> None:
        gate, loop = Gate(flood.send), asyncio.get_running_loop()
        running = asyncio.create_task(broadcast(gate, 20_000, hands=200, until=120))
        for second in range(50):
            await asyncio.sleep(2 + second / 97)
            asked = loop.time()
            await gate.send(Lane.REPLY, 1_000_000 + second, HELLO)
            waits.append(loop.time() - asked - flood.latency)
        await running

    simulate(story())
    assert max(waits) <= 1 / 29.25 + 0.001


def test_a_private_chat_gets_a_small_burst_and_then_one_a_second() -> None:
    log = Log()
    simulate(all_of(Gate(log.send, Limits(per_second=1000, chat_burst=3)), Lane.REPLY, [7] * 6))
    assert [round(moment) for moment, _ in log.taken] == [0, 0, 0, 1, 2, 3]


@pytest.mark.parametrize("allowed", [20, 10, 3, 1])
def test_a_group_gets_what_it_may_in_any_minute(allowed: int) -> None:
    log = Log()
    simulate(all_of(Gate(log.send, Limits(group_per_minute=allowed)), Lane.REPLY, [-7] * (3 * allowed)))
    moments = [moment for moment, _ in log.taken]
    assert all(later - earlier >= 60 for earlier, later in zip(moments, moments[allowed:], strict=False))
    assert moments[-1] <= 3 * 60 / 0.7  # not needlessly slow: more than 70 % of what it may


def test_a_chat_that_must_cool_keeps_nobody_else_waiting() -> None:
    log = Log()
    simulate(all_of(Gate(log.send, Limits(chat_burst=1)), Lane.BROADCAST, [7, 7, 7, 8, 9]))
    assert [chat for _, chat in log.taken] == [7, 8, 9, 7, 7]
    assert log.taken[2][0] < 0.1


def test_a_refusal_pauses_everybody_for_exactly_the_time_told() -> None:
    log = Log([Sent(1), Wait(7)])

    async def story() -> None:
        gate = Gate(log.send)
        await all_of(gate, Lane.REPLY, [1, 2])
        await all_of(gate, Lane.REPLY, [3])

    simulate(story())
    (_, _), (refused, _), (again, second), (_, third) = log.taken
    assert again == pytest.approx(refused + 7, abs=0.002)
    assert (second, third) == (2, 3)


def test_after_a_refusal_the_refused_call_goes_first_in_its_lane() -> None:
    log = Log([Wait(3)])

    async def story() -> None:
        gate = Gate(log.send)
        first = asyncio.create_task(gate.send(Lane.BROADCAST, 1, HELLO))
        await asyncio.sleep(0.01)
        await all_of(gate, Lane.BROADCAST, [2, 3])
        await first

    simulate(story())
    assert [chat for _, chat in log.taken] == [1, 1, 2, 3]


@pytest.mark.parametrize(("chat", "wait"), [(5, Wait(30, chat_only=True)), (-5, Wait(30))])
def test_a_limit_of_one_chat_pauses_that_chat_alone(chat: int, wait: Wait) -> None:
    log = Log([wait])
    simulate(all_of(Gate(log.send), Lane.REPLY, [chat, 6, 7]))
    assert [number for _, number in log.taken] == [chat, 6, 7, chat]
    assert log.taken[2][0] < 0.1
    assert log.taken[3][0] == pytest.approx(30, abs=0.002)


def test_refusals_of_calls_that_were_on_their_way_together_cut_the_rate_once() -> None:
    log = Log([Wait(4), Wait(4), Wait(4)])

    async def slowly(chat_id: int, message: Message) -> Outcome:
        await asyncio.sleep(0.5)
        return await log.send(chat_id, message)

    async def story() -> float:
        gate = Gate(slowly)
        await all_of(gate, Lane.BROADCAST, [1, 2, 3])
        return gate.per_second()

    assert simulate(story()) == pytest.approx(29.25 * 0.85, rel=0.001)
    assert len(log.taken) == 6


def test_a_slot_that_was_not_used_goes_to_the_next() -> None:
    log = Log()

    async def story() -> None:
        gate = Gate(log.send)

        async def nothing() -> str:
            return "cancelled"

        await gate.send(Lane.REPLY, 1, HELLO)
        dropped = [gate.call(Lane.REMINDER, chat, nothing) for chat in range(100, 400)]
        results = await asyncio.gather(*dropped, gate.send(Lane.BROADCAST, 2, HELLO))
        assert Counter(results[:-1]) == {"cancelled": 300}
        assert gate.released == 2

    simulate(story())
    assert log.taken[1][1] == 2
    assert log.taken[1][0] < 0.1


def test_whoever_gives_up_waiting_blocks_nobody() -> None:
    log = Log()

    async def story() -> None:
        gate = Gate(log.send)
        waiting = [asyncio.create_task(gate.send(Lane.REPLY, chat, HELLO)) for chat in range(1, 101)]
        await asyncio.sleep(0.001)
        for task in waiting[5:]:
            task.cancel()
        await gate.send(Lane.BROADCAST, 500, HELLO)
        await asyncio.wait(waiting)

    simulate(story())
    assert [chat for _, chat in log.taken] == [1, 2, 3, 4, 5, 500]


def test_other_outcomes_come_out_as_they_are() -> None:
    gate_log = Log([Failed("connection refused")])
    assert simulate(Gate(gate_log.send).send(Lane.REPLY, 1, HELLO)) == Failed("connection refused")
