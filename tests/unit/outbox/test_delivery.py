"""What is queued is delivered once, when due, with the text of that moment; every failure ends in a true state."""

import asyncio
from collections import defaultdict
from dataclasses import replace
from datetime import timedelta

import pytest
from markupsafe import Markup

from bot.attendees.model import Attendee
from bot.clock import RehearsalClock
from bot.outbox import deliver, patience
from bot.outbox.model import (
    Delivery,
    Failed,
    Lane,
    Message,
    Outcome,
    Refusal,
    Refused,
    Sent,
    State,
    Unsure,
    Wait,
)
from tests.delivering import FAST, MORNING, delivered, line, until


class Phone:
    """All chats as they look, and what Telegram answers next in each."""

    def __init__(self) -> None:
        self.seen: dict[int, list[str]] = defaultdict(list)
        self.answers: dict[int, list[Outcome]] = defaultdict(list)
        self.calls = 0

    async def send(self, chat_id: int, message: Message) -> Outcome:
        self.calls += 1
        await asyncio.sleep(0)
        outcome = self.answers[chat_id].pop(0) if self.answers[chat_id] else Sent(self.calls)
        if isinstance(outcome, Sent):
            self.seen[chat_id].append(str(message.html))
        return outcome


@pytest.fixture
def phone() -> Phone:
    return Phone()


@pytest.fixture(autouse=True)
def hurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """Back-off and rounds as always, only shorter."""
    monkeypatch.setattr(patience, "FIRST", 0.001)
    monkeypatch.setattr(patience, "LONGEST", 0.01)
    monkeypatch.setattr(deliver, "ROUND", 0.01)


def counted(tally: object) -> dict[State, int]:
    assert isinstance(tally, dict)
    return {state: count for state, count in tally.items() if count}


async def test_what_is_due_arrives_once_however_often_it_is_queued(url: str, phone: Phone) -> None:
    async with delivered(url, phone.send) as parts:
        assert await parts.outbox.queue([line(1), line(2)]) == 2
        assert await parts.outbox.queue([line(2), line(3)]) == 1
        await parts.courier.idle()
        assert await parts.outbox.queue([line(1)]) == 0
        await parts.courier.idle()
        assert counted(await parts.outbox.tally("broadcast", "1")) == {State.SENT: 3}
    assert phone.seen == {1: ["1"], 2: ["1"], 3: ["1"]}


async def test_a_line_leaves_when_the_clock_says_so_and_not_before(url: str, phone: Phone) -> None:
    clock = RehearsalClock(MORNING, speed=0)
    async with delivered(url, phone.send, clock=clock) as parts:
        await parts.outbox.queue([line(1, lane=Lane.REMINDER, due=MORNING + timedelta(minutes=50))])
        clock.jump(MORNING + timedelta(minutes=49, seconds=59))
        await parts.courier.idle()
        assert phone.calls == 0
        clock.jump(MORNING + timedelta(minutes=50))
        await parts.courier.idle()
        assert phone.seen == {1: ["1"]}


async def test_time_that_runs_brings_lines_by_itself(url: str, phone: Phone) -> None:
    clock = RehearsalClock(MORNING, speed=0)
    async with delivered(url, phone.send, clock=clock) as parts:
        await parts.outbox.queue([line(1, due=MORNING + timedelta(minutes=5))])
        await parts.courier.idle()
        clock.run_at(6000)
        await until(lambda: phone.seen)
        assert clock.now() >= MORNING + timedelta(minutes=5)


async def test_a_jump_over_a_lines_life_sends_nothing(url: str, phone: Phone) -> None:
    clock = RehearsalClock(MORNING, speed=0)
    async with delivered(url, phone.send, clock=clock) as parts:
        due = MORNING + timedelta(minutes=50)
        await parts.outbox.queue([line(1, due=due, expires=due + timedelta(minutes=10))])
        clock.jump(due + timedelta(minutes=10))
        await parts.courier.idle()
        assert counted(await parts.outbox.tally("broadcast", "1")) == {State.EXPIRED: 1}
    assert phone.calls == 0


async def test_the_text_is_made_at_the_moment_of_sending(url: str, phone: Phone) -> None:
    clock = RehearsalClock(MORNING, speed=0)

    async def minutes_left(delivery: Delivery) -> Message:
        return Message(Markup("{}").format((delivery.line.expires - delivery.now) // timedelta(minutes=1)))

    async with delivered(url, phone.send, clock=clock, renderers={"reminder": minutes_left}) as parts:
        start = MORNING + timedelta(minutes=60)
        await parts.outbox.queue([line(1, lane=Lane.REMINDER, due=start - timedelta(minutes=10), expires=start)])
        clock.jump(start - timedelta(minutes=8))
        await parts.courier.idle()
    assert phone.seen == {1: ["8"]}


async def test_a_line_that_is_of_no_use_any_more_is_not_sent(url: str, phone: Phone) -> None:
    async def nothing_to_say(delivery: Delivery) -> None:
        del delivery

    async with delivered(url, phone.send, renderers={"broadcast": nothing_to_say}) as parts:
        await parts.outbox.queue([line(1)])
        await parts.courier.idle()
        assert counted(await parts.outbox.tally("broadcast", "1")) == {State.EXPIRED: 1}
    assert phone.calls == 0


async def test_a_text_that_cannot_be_made_stops_no_other(url: str, phone: Phone) -> None:
    async def stumbling(delivery: Delivery) -> Message:
        if delivery.line.chat_id == 2:
            raise KeyError("no such hall")
        return Message(Markup("hello"))

    async with delivered(url, phone.send, renderers={"broadcast": stumbling}) as parts:
        await parts.outbox.queue([line(1), line(2), line(3), line(4, kind="unheard-of", key="x")])
        await parts.courier.idle()
        assert counted(await parts.outbox.tally("broadcast", "1")) == {State.SENT: 2, State.FAILED: 1}
        assert await parts.outbox.reasons("broadcast", "1", State.FAILED) == {"KeyError: 'no such hall'": 1}
        assert counted(await parts.outbox.tally("unheard-of", "1")) == {State.FAILED: 1}


async def test_who_blocked_the_bot_is_unreachable_until_they_write_again(url: str, phone: Phone) -> None:
    phone.answers[2] = [Refused(Refusal.UNREACHABLE, "Forbidden: bot was blocked by the user")]
    async with delivered(url, phone.send) as parts:
        await parts.outbox.queue([line(number) for number in (1, 2, 3)])
        await parts.courier.idle()
        assert counted(await parts.outbox.tally("broadcast", "1")) == {State.SENT: 2, State.BLOCKED: 1}
        assert parts.attendees.get(2) == Attendee(2, reachable=False)
        calls = phone.calls
        await parts.outbox.queue([line(2, about="2")])
        await parts.courier.idle()
        assert phone.calls == calls
        assert counted(await parts.outbox.tally("broadcast", "2")) == {State.BLOCKED: 1}
        await parts.attendees.save(Attendee(2, reachable=True))
        await parts.outbox.queue([line(2, about="3")])
        await parts.courier.idle()
    assert phone.seen[2] == ["3"]


async def test_a_message_that_telegram_refuses_is_set_aside_with_its_reason(url: str, phone: Phone) -> None:
    phone.answers[1] = [Refused(Refusal.INVALID, "message is too long")]
    async with delivered(url, phone.send) as parts:
        await parts.outbox.queue([line(1), line(2)])
        await parts.courier.idle()
        assert await parts.outbox.reasons("broadcast", "1", State.FAILED) == {"invalid: message is too long": 1}
        assert parts.attendees.get(1) == Attendee(1)
    assert phone.seen == {2: ["1"]}


async def test_a_group_that_has_moved_is_followed(url: str, phone: Phone) -> None:
    phone.answers[-5] = [Refused(Refusal.GONE, "moved", migrated_to=-1005)]
    async with delivered(url, phone.send) as parts:
        later = line(-5, about="2", due=MORNING + timedelta(hours=1))
        await parts.outbox.queue([line(-5), later])
        await parts.courier.idle()
        assert phone.seen == {-1005: ["1"]}
        assert [row["about"] for row in await parts.outbox.export(-1005)] == ["1", "2"]


async def test_what_did_not_leave_is_tried_again_until_it_does(url: str, phone: Phone) -> None:
    phone.answers[1] = [*[Failed("connection refused")] * 3, Wait(0.01), Failed("502")]
    async with delivered(url, phone.send) as parts:
        await parts.outbox.queue([line(1), line(2)])
        await parts.courier.idle()
        assert counted(await parts.outbox.tally("broadcast", "1")) == {State.SENT: 2}
    assert phone.seen[1] == ["1"]


async def test_a_line_that_fails_while_others_arrive_is_set_aside_at_last(url: str, phone: Phone) -> None:
    phone.answers[1] = [Failed("500: always this one")] * 1000
    async with delivered(url, phone.send) as parts:
        await parts.outbox.queue([line(number) for number in range(1, 20)])

        async def others() -> None:
            for number in range(100, 160):
                await parts.attendees.save(Attendee(number))
                await parts.outbox.queue([line(number, about="2")])
                await asyncio.sleep(0.005)

        await asyncio.gather(others(), parts.courier.idle())
        assert counted(await parts.outbox.tally("broadcast", "1")) == {State.SENT: 18, State.FAILED: 1}


async def test_an_outage_sets_nothing_aside_and_ends_for_all_at_once(
    url: str, phone: Phone, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(patience, "TRIALS", 2)
    down = True

    async def network(chat_id: int, message: Message) -> Outcome:
        return Failed("no route to host") if down else await phone.send(chat_id, message)

    async with delivered(url, network) as parts:
        await parts.outbox.queue([line(number) for number in range(1, 20)])
        await asyncio.sleep(0.1)
        assert counted(await parts.outbox.tally("broadcast", "1")).keys() <= {State.WAITING, State.CLAIMED}
        down = False
        await parts.courier.idle()
        assert counted(await parts.outbox.tally("broadcast", "1")) == {State.SENT: 19}


async def test_nothing_is_tried_beyond_its_life(url: str, phone: Phone) -> None:
    clock = RehearsalClock(MORNING, speed=0)
    phone.answers[1] = [Failed("connection refused")] * 100_000
    async with delivered(url, phone.send, clock=clock) as parts:
        await parts.outbox.queue([line(1, lane=Lane.REMINDER, expires=MORNING + timedelta(minutes=10))])
        await asyncio.sleep(0.05)
        clock.jump(MORNING + timedelta(minutes=10))
        await parts.courier.idle()
        assert counted(await parts.outbox.tally("reminder", "1")) == {State.EXPIRED: 1}


@pytest.mark.parametrize(
    ("lane", "doubts", "state"),
    [
        (Lane.REMINDER, 1, State.SENT),
        (Lane.CHANGE, 1, State.SENT),
        (Lane.REMINDER, 2, State.UNSURE),
        (Lane.BROADCAST, 1, State.UNSURE),
    ],
)
async def test_a_doubtful_reminder_is_sent_once_more_a_doubtful_broadcast_is_reported(
    url: str, phone: Phone, lane: Lane, doubts: int, state: State
) -> None:
    phone.answers[1] = [Unsure("timed out")] * doubts
    kind = line(1, lane=lane).kind
    async with delivered(url, phone.send) as parts:
        await parts.outbox.queue([line(1, lane=lane)])
        await parts.courier.idle()
        assert counted(await parts.outbox.tally(kind, "1")) == {state: 1}
    assert phone.seen[1] == (["1"] if state is State.SENT else [])


async def test_the_organizer_may_send_the_doubtful_ones_again(url: str, phone: Phone) -> None:
    phone.answers[1] = [Unsure("timed out")]
    async with delivered(url, phone.send) as parts:
        await parts.outbox.queue([line(1), line(2)])
        await parts.courier.idle()
        assert await parts.outbox.again("broadcast", "1", Lane.BROADCAST) == 1
        await parts.courier.idle()
        assert counted(await parts.outbox.tally("broadcast", "1")) == {State.SENT: 2}
    assert phone.seen == {1: ["1"], 2: ["1"]}


async def test_what_is_cancelled_is_not_sent_even_when_it_was_claimed(url: str, phone: Phone) -> None:
    phone.answers[1] = [Wait(300, chat_only=True)]
    async with delivered(url, phone.send) as parts:
        await parts.outbox.queue([line(1), line(2)])
        await until(lambda: phone.seen)
        assert counted(await parts.outbox.tally("broadcast", "1"))[State.CLAIMED] >= 1
        assert await parts.outbox.cancel_about("broadcast", "1") == 1
        await parts.courier.idle()
        assert counted(await parts.outbox.tally("broadcast", "1")) == {State.SENT: 1, State.CANCELLED: 1}
    assert phone.seen == {2: ["1"]}


async def test_moved_and_moved_back_is_sent_once(url: str, phone: Phone) -> None:
    clock = RehearsalClock(MORNING, speed=0)
    async with delivered(url, phone.send, clock=clock) as parts:
        reminder = line(1, lane=Lane.REMINDER, due=MORNING + timedelta(minutes=50))
        await parts.outbox.queue([reminder])
        assert await parts.outbox.cancel([reminder.key]) == 1
        assert await parts.outbox.cancel([reminder.key]) == 0
        assert await parts.outbox.queue([reminder]) == 1
        clock.jump(reminder.due)
        await parts.courier.idle()
        assert await parts.outbox.queue([reminder]) == 0
        await parts.courier.idle()
    assert phone.seen == {1: ["1"]}


async def test_parts_arrive_in_their_order(url: str, phone: Phone) -> None:
    async def uneven(chat_id: int, message: Message) -> Outcome:
        await asyncio.sleep(0.02 if message.html == "1:0" else 0)
        return await phone.send(chat_id, message)

    async with delivered(url, uneven) as parts:
        await parts.outbox.queue([line(1, about=f"1:{part}", part=part) for part in range(4)])
        await parts.courier.idle()
    assert phone.seen == {1: ["1:0", "1:1", "1:2", "1:3"]}


async def test_who_was_forgotten_gets_nothing(url: str, phone: Phone) -> None:
    async with delivered(url, phone.send) as parts:
        await parts.outbox.queue([line(1, due=MORNING + timedelta(hours=1)), line(999)])
        await parts.outbox.forget(1)
        await parts.courier.idle()
        assert counted(await parts.outbox.tally("broadcast", "1")) == {State.CANCELLED: 1}
    assert phone.calls == 0


async def test_stopping_in_the_middle_loses_and_doubts_nothing(url: str, phone: Phone) -> None:
    slowly = replace(FAST, per_second=300.0)
    async with delivered(url, phone.send, people=300, limits=slowly) as parts:
        await parts.outbox.queue([line(number) for number in range(1, 301)])
        await until(lambda: len(phone.seen) >= 20)
    assert len(phone.seen) < 300
    async with delivered(url, phone.send, people=300) as parts:
        await parts.courier.idle()
        assert counted(await parts.outbox.tally("broadcast", "1")) == {State.SENT: 300}
    assert phone.seen == {number: ["1"] for number in range(1, 301)}


async def test_a_reminder_passes_a_broadcast_that_is_due_before_it(url: str, phone: Phone) -> None:
    order: list[int] = []

    async def noting(chat_id: int, message: Message) -> Outcome:
        order.append(chat_id)
        return await phone.send(chat_id, message)

    clock = RehearsalClock(MORNING, speed=0)
    async with delivered(url, noting, people=2000, clock=clock) as parts:
        await parts.outbox.queue([line(number) for number in range(1, 2000)])
        await parts.outbox.queue([replace(line(2000, lane=Lane.REMINDER), due=MORNING)])
        await parts.courier.idle()
    assert order.index(2000) < 1000


async def test_whoever_wants_to_hear_of_outcomes_does_and_breaks_nothing(url: str, phone: Phone) -> None:
    heard: list[int] = []
    async with delivered(url, phone.send) as parts:

        async def listener() -> None:
            heard.append((await parts.outbox.tally("broadcast", "1"))[State.SENT])
            raise ValueError("a fault of the listener's own")

        parts.courier.on_settled(listener)
        await parts.outbox.queue([line(number) for number in range(1, 20)])
        await parts.courier.idle()
        assert heard[-1] == 19
        assert len(heard) <= 3


async def test_a_long_message_arrives_in_parts_and_no_part_twice(url: str, phone: Phone) -> None:
    paragraphs = [f"{number} " + "word " * 500 for number in range(4)]

    async def long(delivery: Delivery) -> Message:
        del delivery
        return Message(Markup("\n\n").join(paragraphs))

    phone.answers[1] = [Sent(1), Wait(0.01), Failed("502")]
    async with delivered(url, phone.send, renderers={"broadcast": long}) as parts:
        await parts.outbox.queue([line(1)])
        await parts.courier.idle()
        assert counted(await parts.outbox.tally("broadcast", "1")) == {State.SENT: 1}
    assert [text[0] for text in phone.seen[1]] == ["0", "1", "2", "3"]
    assert " ".join(phone.seen[1]).split() == " ".join(paragraphs).split()
