"""`daleel run` killed with kill -9 again and again at random points under load: nothing is lost, and all is counted.

A round is one kill and one start over the same database. Each test prints its count: `uv run pytest -m slow -s -n0
tests/faults/test_killed_under_load.py`. What the outbox alone goes through is in test_outbox_killed.py.
"""

from __future__ import annotations

import asyncio
import random
import re
import sqlite3
import time
from collections import Counter, deque
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager, closing, suppress
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import pairwise
from pathlib import Path

import pytest

from bot.agenda.model import Star
from bot.agenda.store import Stars
from bot.attendees.model import Attendee
from bot.attendees.store import Attendees
from bot.chat.ledger import GATHERING
from bot.outbox.deliver import AHEAD, ROUND
from bot.outbox.model import State
from bot.rehearsal.telegram import FakeTelegram, Person, Phone
from bot.rehearsal.telegram.chats import Standing
from bot.rehearsal.telegram.courier import Courier
from bot.storage.database import Database
from tests.faults.test_features_killed import an_event, said
from tests.processes import Process, daleel, telegram
from tests.stories.test_webhook import free_port

pytestmark = pytest.mark.slow

ROUNDS = {"polling": 16, "webhook": 16, "broadcast": 10, "reminders": 10}
CHATS = 12
FAST = {"rate_total": "10000", "rate_chat": "10000", "rate_chat_burst": "1000"}
QUESTION = re.compile(r"/number\d+")
COMMIT = 0.25
"""Seconds that storing a batch may take on a machine that does much else."""
RATE = 500
PACED = {"rate_total": str(RATE), "rate_chat": "10000", "rate_chat_burst": "1000"}
DOUBTFUL = round(RATE * (AHEAD + ROUND + COMMIT)) + 8
"""Lines claimed ahead, on their way, and not yet stored: what one kill may leave in doubt."""


async def until(done: Callable[[], bool], pause: float = 0.005) -> None:
    """Look again and again: the other process cannot tell us."""
    async with asyncio.timeout(90):
        while not done():  # noqa: ASYNC110
            await asyncio.sleep(pause)


async def until_settled(done: Callable[[], bool]) -> None:
    """The same at the end; when it never comes true, what is lost is told by the counts below it."""
    with suppress(TimeoutError):
        await until(done, 0.2)


class Load:
    """People who ask all the time, each question with a number of its own; how many answers there were and when."""

    def __init__(self, fake: FakeTelegram) -> None:
        languages = ("ar", "en")
        self.people = [
            fake.phone(Person(1001 + number, f"P{number}", language_code=languages[number % 2]))
            for number in range(CHATS)
        ]
        self.asked = 0
        self.seen: deque[tuple[float, int]] = deque(maxlen=5000)

    def ask(self) -> None:
        self.people[self.asked % CHATS].writes(f"/number{self.asked}")
        self.asked += 1

    async def goes_on(self) -> None:
        """Five questions every 20 ms, also while nobody is there to answer; not more than 300 ahead of the answers."""
        while True:
            if self.asked - self.answers() < 300:
                for _ in range(5):
                    self.ask()
            await asyncio.sleep(0.02)

    def answers(self) -> int:
        """How many there are; looked at so often that it is known how many came in the last moment."""
        count = sum(len(person.chat.messages) for person in self.people) - self.asked
        self.seen.append((time.monotonic(), count))
        return count

    def unsettled(self) -> int:
        """Answers in flight, one for each chat, and the answers of the last moment, which may not be marked yet."""
        moment, count = time.monotonic() - GATHERING - COMMIT, self.answers()
        return CHATS + count - min((seen for at, seen in self.seen if at >= moment), default=count)

    def answered(self) -> Counter[str]:
        """How often each question was answered."""
        texts = [
            str(message.get("text"))
            for person in self.people
            for message in person.chat.messages.values()
            if message["from"]["is_bot"]
        ]
        assert all(QUESTION.search(text) for text in texts), "nothing but answers, and no apologies"
        return Counter(found[0] for text in texts if (found := QUESTION.search(text)))


@pytest.mark.parametrize("way", ["polling", "webhook"])
async def test_every_update_is_answered(tmp_path: Path, way: str) -> None:
    chance, fake, port = random.Random(way), FakeTelegram(), free_port()  # noqa: S311
    settings = dict(FAST)
    if way == "webhook":
        settings |= {"listen": f"127.0.0.1:{port}", "webhook_url": f"http://127.0.0.1:{port}/"}
    load, allowed = Load(fake), 0
    posting = asyncio.ensure_future(Courier(fake, retry_seconds=0.05).run())
    async with telegram(fake) as address:
        asking = asyncio.ensure_future(load.goes_on())
        for _ in range(ROUNDS[way]):
            async with daleel(tmp_path, token=fake.token, api_url=address, **settings) as process:
                await process.serves()
                goal = load.answers() + chance.randint(1, 250)
                await until(lambda goal=goal: load.answers() >= goal)  # type: ignore[misc]
                await asyncio.sleep(chance.random() * GATHERING)
                await process.is_killed()
                allowed += load.unsettled()
        asking.cancel()
        async with daleel(tmp_path, token=fake.token, api_url=address, **settings) as process:
            await process.serves()
            await until_settled(lambda: len(load.answered()) == load.asked)
            assert await process.is_told_to_stop() == 0
    posting.cancel()
    with suppress(asyncio.CancelledError):
        await posting
    answered = load.answered()
    unanswered = load.asked - len(answered)
    twice = answered.total() - len(answered)
    print(f"\n{way}: {ROUNDS[way]} kills, {load.asked} updates, {unanswered} unanswered, {twice} of {allowed} twice")  # noqa: T201
    assert unanswered == 0, (
        sorted({f"/number{number}" for number in range(load.asked)} - answered.keys()),
        process.said,
    )
    assert twice <= allowed
    assert unordered(load.people) == []
    assert marks(tmp_path) == {1}
    assert fake.violations == []


def unordered(people: list[Phone]) -> list[str]:
    """Names of people whose questions were answered for the first time in another order than they were asked in."""
    names = []
    for person in people:
        texts = [str(one["text"]) for one in person.chat.messages.values() if one["from"]["is_bot"]]
        numbers = list(dict.fromkeys(int(re.findall(r"/number(\d+)", text)[0]) for text in texts))
        if any(later < earlier for earlier, later in pairwise(numbers)):
            names.append(person.person.first_name)
    return names


def marks(folder: Path) -> set[int]:
    """The states of all updates: 1 is answered."""
    return {row[0] for row in rows(folder, "SELECT DISTINCT state FROM updates")}


def rows(folder: Path, query: str) -> list[tuple[int, ...]]:
    with closing(sqlite3.connect(folder / "daleel.db", timeout=30)) as database:
        return database.execute(query).fetchall()


class Crowd:
    """People whom the bot knows, and how many messages with a sign came to them."""

    def __init__(self, fake: FakeTelegram, people: int, sign: str) -> None:
        self.sign = sign
        self.phones = [
            fake.phone(Person(10_000 + number, f"P{number}", language_code="en")) for number in range(people)
        ]
        for phone in self.phones:
            phone.chat.standing = Standing.OPEN

    async def is_known(self, folder: Path, session: str | None = None) -> None:
        """Write them into a database, with a star each where a session is named."""
        database = await Database.open(f"sqlite:///{folder}/daleel.db")
        attendees, stars = await Attendees.load(database), await Stars.load(database)
        await attendees.save(*(Attendee(one.person.id, "en", name=one.person.first_name) for one in self.phones))
        if session is not None:
            async with database.write() as connection:
                for one in self.phones:
                    at = datetime.now(UTC) - timedelta(days=1)
                    await stars.add(Star(one.person.id, session, at), connection)
        await database.close()

    def arrived(self) -> int:
        return sum(len(phone.chat.messages) for phone in self.phones)

    def waiting(self, folder: Path) -> int:
        """How many of them are still to be sent to; before the lines are written, all."""
        kinds = "kind IN ('broadcast', 'reminder')"
        ((ended,),) = rows(folder, f"SELECT count(*) FROM outbox WHERE {kinds} AND state > {State.CLAIMED:d}")  # noqa: S608
        return len(self.phones) - ended

    def copies(self) -> list[int]:
        return [len(said(phone, self.sign)) for phone in self.phones]


@asynccontextmanager
async def killed(
    kills: int,
    folder: Path,
    crowd: Crowd,
    chance: random.Random,
    run: Callable[[], AbstractAsyncContextManager[Process]],
) -> AsyncIterator[Process]:
    """Run and kill so often, at random points of the sending; then a run that goes on to the end."""
    for left in range(kills, 0, -1):
        async with run() as process:
            await process.serves()
            # A slow machine kills late: each life takes its share of what the earlier ones have left.
            share = crowd.waiting(folder) // (left + 1)
            assert share > 0, "nothing is left to be killed in the middle of"
            goal = crowd.arrived() + chance.randint(1, share)
            await until(lambda goal=goal: crowd.arrived() >= goal)  # type: ignore[misc]
            await asyncio.sleep(chance.random() * ROUND)
            await process.is_killed()
    async with run() as process:
        await process.serves()
        yield process


async def test_every_line_of_a_broadcast_to_5000_is_accounted_for(tmp_path: Path) -> None:
    chance, fake = random.Random(5000), FakeTelegram()  # noqa: S311
    crowd, kills = Crowd(fake, 5000, "📢"), ROUNDS["broadcast"]
    await crowd.is_known(tmp_path)
    hayder = fake.phone(Person(900, "Hayder", language_code="en"))
    async with telegram(fake) as address:
        run = partial(daleel, tmp_path, token=fake.token, api_url=address, organizers="900", **PACED)
        async with run() as process:
            await process.serves()
            for text in ("/stop", "/broadcast", "الغداء في البهو.", "Lunch is in the foyer."):
                hayder.writes(text)
            await until(lambda: bool(said(hayder, "👆")))
            hayder.taps(said(hayder, "👆")[0]["message_id"], "broadcast_send:1")  # type: ignore[arg-type]
            # Stored, and its lines are being written in batches: a kill between two of them.
            await until(lambda: bool(rows(tmp_path, "SELECT id FROM outbox LIMIT 1")))
            await process.is_killed()
        async with killed(kills - 1, tmp_path, crowd, chance, run) as process:
            await until_settled(lambda: bool(said(hayder, "✔️ Finished")))
            assert await process.is_told_to_stop() == 0
    tally = states(tmp_path, "broadcast")
    copies, sent, unsure = crowd.copies(), tally[State.SENT], tally[State.UNSURE]
    lost = 5000 - sent - unsure
    print(f"\nbroadcast: {kills} kills, 5000 lines, {lost} lost, {sent} sent, {unsure} of {kills * DOUBTFUL} unsure")  # noqa: T201
    assert lost == 0
    assert set(tally) <= {State.SENT, State.UNSURE}
    assert max(copies) == 1, "an unsure line of a broadcast is not sent again unasked"
    assert sent <= sum(copies) <= sent + unsure
    assert unsure <= kills * DOUBTFUL
    shown = str(said(hayder, "✔️ Finished")[-1]["text"])
    assert f"Delivered: {sent:,} of 5,000" in shown or f"Delivered: {sent} of 5000" in shown
    assert fake.violations == []


async def test_every_reminder_that_is_due_arrives(tmp_path: Path) -> None:
    chance, fake = random.Random(2000), FakeTelegram()  # noqa: S311
    crowd, kills = Crowd(fake, 2000, "⏰"), ROUNDS["reminders"]
    event = str(an_event(tmp_path / "event", datetime.now(UTC).replace(second=0, microsecond=0) + timedelta(minutes=9)))
    await crowd.is_known(tmp_path, "talk")
    async with telegram(fake) as address:
        run = partial(daleel, tmp_path, token=fake.token, api_url=address, event=event, **PACED)
        async with killed(kills, tmp_path, crowd, chance, run) as process:
            await until_settled(lambda: states(tmp_path, "reminder") == {State.SENT: 2000})
            assert await process.is_told_to_stop() == 0
    copies = crowd.copies()
    lost, twice = copies.count(0), sum(copies) - len(copies)
    print(f"\nreminders: {kills} kills, 2000 reminders, {lost} lost, {twice} of {kills * DOUBTFUL} twice")  # noqa: T201
    assert lost == 0
    assert twice <= kills * DOUBTFUL
    assert fake.violations == []


def states(folder: Path, kind: str) -> Counter[State]:
    """How many lines of a kind are where."""
    counted = rows(folder, f"SELECT state, count(*) FROM outbox WHERE kind = '{kind}' GROUP BY state")  # noqa: S608
    return Counter({State(state): count for state, count in counted})
