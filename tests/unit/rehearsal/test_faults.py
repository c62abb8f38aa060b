"""The fake fails when it is told to, and as a real network does."""

from __future__ import annotations

import pytest
from telegram import Bot
from telegram.error import BadRequest, Forbidden, NetworkError, RetryAfter, TimedOut

from bot.rehearsal.telegram import Break, FakeRequest, FakeTelegram, FloodRule, Phone, faults
from tests.unit.rehearsal.conftest import Hand


@pytest.mark.parametrize(
    ("fault", "raised", "arrives"),
    [
        (faults.too_many(7), RetryAfter, False),
        (faults.blocked(), Forbidden, False),
        (faults.refused("PEER_ID_INVALID"), BadRequest, False),
        (faults.broken(502), NetworkError, False),
        (Break.TIME_OUT_BEFORE, TimedOut, False),
        (Break.TIME_OUT_AFTER, TimedOut, True),
        (Break.DROP_BEFORE, NetworkError, False),
        (Break.DROP_AFTER, NetworkError, True),
        (Break.NO_NETWORK, NetworkError, False),
    ],
)
async def test_each_planned_fault(  # noqa: PLR0917 - one case a line
    fake: FakeTelegram, bot: Bot, zainab: Phone, fault: faults.Fault, raised: type[Exception], arrives: bool
) -> None:
    zainab.starts()
    fake.faults.plan(fault, method="sendMessage", chat_id=501)
    with pytest.raises(raised):
        await bot.send_message(501, "first")
    await bot.send_message(501, "second")
    texts = [message["text"] for message in zainab.chat.messages.values()]
    assert texts == ["/start", *(["first"] if arrives else []), "second"]
    assert fake.violations == []


async def test_a_slow_answer_times_out_a_bot_that_is_in_a_hurry(fake: FakeTelegram, bot: Bot, zainab: Phone) -> None:
    zainab.starts()
    fake.faults.plan(faults.Slow(0.02))
    with pytest.raises(TimedOut):
        await bot.send_message(501, "x", read_timeout=0.01)
    assert len(zainab.chat.messages) == 2


async def test_after_the_line_is_cut_nothing_passes(fake: FakeTelegram, zainab: Phone) -> None:
    zainab.starts()
    line = FakeRequest(fake)
    async with Bot(fake.token, request=line) as bot:
        line.cut()
        with pytest.raises(NetworkError):
            await bot.send_message(501, "x")
    assert len(zainab.chat.messages) == 1


async def test_the_flood_limit_of_one_chat(fake: FakeTelegram, bot: Bot, zainab: Phone, hand: Hand) -> None:
    zainab.starts()
    fake.world.flood.rule = FloodRule(chat_burst=2)
    for _ in range(2):
        await bot.send_message(501, "x")
    with pytest.raises(RetryAfter, match="Retry in 0:00:01"):
        await bot.send_message(501, "x")
    hand.seconds += 1
    await bot.send_message(501, "x")
    assert fake.world.flood.breaches == 1


@pytest.mark.parametrize(("strict", "passed"), [(False, 31), (True, 30)])
async def test_the_flood_limit_of_the_bot(fake: FakeTelegram, bot: Bot, hand: Hand, strict: bool, passed: int) -> None:
    fake.world.flood.rule = FloodRule(strict=strict, retry_after=5)
    done = 0
    for number in range(32):
        fake.world.chats.group(-number - 1, "x")
        hand.seconds += 0.04 if number == 31 else 0
        try:
            await bot.send_message(-number - 1, "x")
            done += 1
        except RetryAfter:
            pass
    assert done == passed


async def test_what_is_paid_for_is_counted_apart_and_noted(fake: FakeTelegram, bot: Bot, zainab: Phone) -> None:
    zainab.starts()
    fake.world.flood.rule = FloodRule(per_second=1, paid_per_second=3, chat_burst=100)
    paid = [await bot.send_message(zainab.person.id, "Paid", allow_paid_broadcast=True) for _ in range(3)]
    free = await bot.send_message(zainab.person.id, "Free")
    with pytest.raises(RetryAfter):
        await bot.send_message(zainab.person.id, "Paid", allow_paid_broadcast=True)
    with pytest.raises(RetryAfter):
        await bot.send_message(zainab.person.id, "Free")
    assert zainab.chat.paid == {message.message_id for message in paid}
    assert free.message_id not in zainab.chat.paid
