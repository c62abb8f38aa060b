"""A crowd at one minute, in virtual time: the agenda, the outbox, the courier and the gate together."""

from __future__ import annotations

import asyncio
import itertools
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from markupsafe import Markup

from bot.agenda.flow import Agenda
from bot.agenda.model import Star
from bot.agenda.store import Choices, Stars
from bot.attendees.model import Attendee
from bot.clock import RehearsalClock
from bot.event.model import Session
from bot.outbox.limits import Limits
from bot.outbox.model import Delivery, Lane, Message, Outcome
from bot.outbox.turns import SHARE
from bot.storage.database import Database
from bot.texts import Localized
from bot.timers import Timers
from tests.delivering import MORNING, an_event, delivering, what_it_is_about
from tests.flood import Flood
from tests.virtual_time import simulate

RATE = 30
START = MORNING + timedelta(hours=2)
PROMISED = START - timedelta(minutes=10)


async def arrivals(url: str, people: int, late: int = 0, chat: float = 0.0) -> list[float]:
    """Seconds after the promised minute at which each reminder arrived.

    ``late`` people star 20 minutes before it; ``chat``: so many replies a second are given from well before the start.
    """
    loop, flood, arrived = asyncio.get_running_loop(), Flood(RATE, strict=True), list[datetime]()
    clock = RehearsalClock(MORNING, monotonic=loop.time)

    async def send(chat_id: int, message: Message) -> Outcome:
        outcome = await flood.send(chat_id, message)
        if chat_id <= people + late:
            arrived.append(clock.now() - timedelta(seconds=flood.latency / 2))
        return outcome

    async def chatting() -> None:
        for number in itertools.count(people + late + 1):
            answering.add(asyncio.create_task(parts.gate.send(Lane.REPLY, number, Message(Markup("an answer")))))
            await asyncio.sleep(1 / chat)

    async def reminder(delivery: Delivery) -> Message:
        return await what_it_is_about(delivery)

    database = await Database.open(url)
    parts = await delivering(
        database, send, clock=clock, limits=Limits(per_second=RATE), renderers={"reminder": reminder}
    )
    session = Session("opening", Localized({"en": "Opening"}), START, START + timedelta(hours=1))
    parts.current.swap(replace(an_event(), sessions={session.id: session}))
    stars = Stars(database)
    agenda = Agenda(database, stars, Choices(database), parts.outbox, parts.current, RATE * SHARE)
    await parts.attendees.save(*(Attendee(number) for number in range(1, people + late + 1)))
    for number in range(1, people + 1):
        stars.show(Star(number, "opening", MORNING - timedelta(days=1)))
    await parts.courier.start()
    timers = Timers(clock, parts.current, [agenda.moments])
    await timers.start()
    await asyncio.sleep((PROMISED - MORNING - timedelta(minutes=31)).total_seconds())
    clock.jump(clock.now())  # APScheduler waits by the wall's clock, which does not run here
    await timers.idle()
    await asyncio.sleep(timedelta(minutes=11).total_seconds())
    for number in range(people + 1, people + late + 1):
        await agenda.star(number, session, clock.now())
    before = min(1100.0, 60 + 1.5 * people / (RATE - chat))
    await asyncio.sleep(timedelta(minutes=20).total_seconds() - before)
    answering: set[asyncio.Task[Outcome]] = set()
    talk = asyncio.create_task(chatting()) if chat else None
    await asyncio.sleep(before + 60)
    if talk is not None:
        talk.cancel()
    await asyncio.sleep(180)
    await timers.stop()
    await parts.courier.stop()
    await database.close()
    assert flood.refusals == 0
    return [(moment - PROMISED).total_seconds() for moment in arrived]


@pytest.mark.parametrize(("people", "earliest"), [(500, 20), pytest.param(10_000, 360, marks=pytest.mark.slow)])
def test_they_arrive_shortly_before_it_and_none_after(tmp_path: Path, people: int, earliest: int) -> None:
    arrived = simulate(arrivals(f"sqlite:///{tmp_path}/daleel.db", people))
    assert len(arrived) == people
    assert min(arrived) >= -earliest
    assert max(arrived) <= 0


def test_hundreds_who_star_in_the_last_half_hour_are_served_in_time_too(tmp_path: Path) -> None:
    arrived = simulate(arrivals(f"sqlite:///{tmp_path}/daleel.db", 100, late=300))
    assert len(arrived) == 400
    assert min(arrived) >= -20
    assert max(arrived) <= 0


@pytest.mark.parametrize(
    ("people", "chat"),
    [(300, 20), pytest.param(500, 4, marks=pytest.mark.slow), pytest.param(10_000, 10, marks=pytest.mark.slow)],
)
def test_none_arrives_late_while_replies_take_their_share_of_the_rate(tmp_path: Path, people: int, chat: int) -> None:
    arrived = simulate(arrivals(f"sqlite:///{tmp_path}/daleel.db", people, chat=chat))
    assert len(arrived) == people
    assert max(arrived) <= 0
    assert min(arrived) >= -people / (RATE - chat) * 1.3
