"""The courier: takes due lines from the outbox through the gate to people, and writes down what became of each.

``courier = Courier(outbox, attendees, clock, carrier)`` with the Carrier of bot/outbox/carry.py. app.py calls
``await courier.start()`` before anything is queued or taken in and ``await courier.stop()`` at the end;
``await courier.idle()`` waits until nothing due is unsent. The courier wakes by itself: when lines are queued, when one
becomes due, when the clock is moved. Due and expiry are event time; pacing and back-off are real time.
"""

from __future__ import annotations

import asyncio
import math
from collections import Counter
from collections.abc import Awaitable, Callable, Mapping
from datetime import UTC, datetime, timedelta
from functools import partial

import structlog

from bot.attendees.store import Attendees
from bot.clock import Clock
from bot.outbox.carry import Carrier, settled
from bot.outbox.haste import AGAIN, Haste
from bot.outbox.model import Claimed, Lane, Settled, State
from bot.outbox.store import Outbox
from bot.storage.errors import DatabaseFault

ROUND = 0.15
"""Seconds between two exchanges with the database while there is much to send."""
AHEAD = 0.3
"""Seconds' worth of messages claimed ahead in each lane: what a kill leaves in doubt, beside those on their way."""
HELD, FLYING = 500, 1000
"""Most lines of a lane kept in memory, and most of all lanes with those on their way, whatever the rate."""
HEARTBEAT = 20.0
"""Seconds after which we look again in any case."""
TELLING = 1.0
"""Seconds between two tellings of outcomes while more are coming."""
THOUGHT = 0.5
"""Seconds in which others plan anew after the system's clock was set, before we go by it."""
NEVER = datetime.max.replace(tzinfo=UTC)
FAREWELL = 10.0
"""Seconds that calls on their way are given to end when we stop."""

log = structlog.get_logger(__name__)


class Courier:
    """Delivers the outbox. One runs at a time."""

    def __init__(self, outbox: Outbox, attendees: Attendees, clock: Clock, carrier: Carrier) -> None:
        self._outbox = outbox
        self._attendees = attendees
        self._clock = clock
        self._carrier = carrier
        self._haste = Haste(outbox, carrier.gate)
        self._tasks: dict[int, asyncio.Task[None]] = {}
        self._last: dict[tuple[int, Lane], asyncio.Task[None]] = {}
        self._settled: list[Settled] = []
        self._wake = asyncio.Event()
        self._idle = asyncio.Event()
        self._stirred = 0
        self._quiet_until: datetime | None = None
        self._looked = 0.0
        self._moved: dict[int, int] = {}
        self._jumped = False
        self._step = timedelta(0)
        self._stopping = False
        self._running: asyncio.Task[None] | None = None
        self._listeners: list[Callable[[], Awaitable[None]]] = []
        self._watchers: list[Callable[[Claimed, Settled], None]] = []
        self._news = True
        self._told = 0.0
        outbox.on_queued(self._stir)
        outbox.held.on_drop(self._give_up)
        clock.on_change(self._jump)
        clock.on_step(self._stepped)

    def on_settled(self, listener: Callable[[], Awaitable[None]]) -> None:
        """Await ``listener()`` after outcomes were stored: once a second at most, and always after the last of many."""
        self._listeners.append(listener)

    def on_outcome(self, listener: Callable[[Claimed, Settled], None]) -> None:
        """Call ``listener`` with each line that came to its end, as it ends."""
        self._watchers.append(listener)

    @property
    def alive(self) -> bool:
        """Whether lines are looked for."""
        return self._running is not None and not self._running.done()

    async def start(self) -> None:
        """Decide about what a kill left unfinished, then deliver until stopped."""
        now = self._clock.now()
        unsure, expired = await self._outbox.recover(now), await self._outbox.expire(now, self._carrier.announced(now))
        if unsure or expired:
            log.info("lines left by the last run", unsure=unsure, expired=expired)
        self._running = asyncio.create_task(self._run(), name="courier")

    async def stop(self) -> None:
        """Claim nothing more, let the calls on their way end, give back what was not begun, store every outcome."""
        self._stopping = True
        self._stir()
        if self._running is not None:
            await self._running
        returned = self._outbox.held.give_back()
        for each in returned:
            self._tasks[each.id].cancel()
        if self._tasks:
            await asyncio.wait(self._tasks.values(), timeout=FAREWELL)
        returned += self._outbox.held.give_back()
        for task in self._tasks.values():
            task.cancel()
        self._settled += returned
        try:
            await self._exchange({})
        except DatabaseFault as fault:
            log.error("the last outcomes could not be stored; the next start decides", fault=str(fault))  # noqa: TRY400

    async def idle(self) -> None:
        """Wait until nothing that is due is unsent and every outcome is stored."""
        while True:
            due = await self._outbox.next_due()
            if due is not None and due <= self._clock.now():
                self._stir()
            if self._idle.is_set():
                return
            await self._idle.wait()

    def _stir(self) -> None:
        """There may be something due that we do not know of."""
        self._stirred += 1
        self._quiet_until = None
        self._hurry()

    def _hurry(self) -> None:
        self._idle.clear()
        self._wake.set()

    def _jump(self) -> None:
        self._jumped = True
        self._stir()

    def _stepped(self, by: timedelta) -> None:
        self._step += by
        self._jump()

    async def _run(self) -> None:
        healthy = True
        while not self._stopping:
            self._wake.clear()
            try:
                pause = await self._round()
                healthy = True
            except DatabaseFault as fault:
                if healthy:
                    log.error("outcomes cannot be stored now; they are kept and stored later", fault=str(fault))  # noqa: TRY400
                healthy, pause = False, 1.0
            except Exception:
                log.exception("a round of the delivery failed; the next one is tried")
                pause = 1.0
            try:
                async with asyncio.timeout(pause):
                    await self._wake.wait()
            except TimeoutError:
                continue

    async def _round(self) -> float:
        """Settle and claim what there is; gives the seconds to the next round, unless we are woken before."""
        self._clock.check()
        if self._jumped:
            await self._look_anew()
        room = {lane: self._room(lane) for lane in Lane}
        if self._settled or (max(room.values()) > 0 and self._may_be_due()):
            await self._look(room)
        await self._tell()
        if self._tasks or self._settled:
            return ROUND
        remaining = 0.0 if self._quiet_until is None else self._clock.seconds_until(self._quiet_until)
        if remaining != 0.0 and not self._wake.is_set():
            self._idle.set()
        if self._haste.pressing:
            return AGAIN if remaining is None else min(AGAIN, max(ROUND, remaining))
        # Lines that become due one by one are taken a few at a time.
        return HEARTBEAT if remaining is None else min(HEARTBEAT, max(ROUND, remaining) if remaining else 0.0)

    async def _look_anew(self) -> None:
        """It is another time than we thought."""
        if step := self._step:
            now = self._clock.now()
            await self._outbox.keep_due(now, now - step)
            self._step -= step
            await asyncio.sleep(THOUGHT)
        now = self._clock.now()
        await self._outbox.expire(now, self._carrier.announced(now))
        self._jumped, self._news = False, True

    def _may_be_due(self) -> bool:
        unseen = AGAIN if self._haste.pressing else HEARTBEAT
        overlooked = asyncio.get_running_loop().time() >= self._looked + unseen
        return self._quiet_until is None or self._quiet_until <= self._clock.now() or overlooked

    async def _look(self, room: Mapping[Lane, int]) -> None:
        """Exchange with the database and learn until when nothing more is due, if there was room for all that was."""
        stirred, self._looked = self._stirred, asyncio.get_running_loop().time()
        claimed = Counter(each.line.lane for each in await self._exchange(room))
        if any(claimed[lane] >= places for lane, places in room.items()):
            self._quiet_until = None
            return
        due = await self._outbox.next_due()
        if stirred == self._stirred:
            self._quiet_until = due or NEVER

    async def _tell(self) -> None:
        moment = asyncio.get_running_loop().time()
        if not self._news or (self._tasks and moment < self._told + TELLING):
            return
        for listener in self._listeners:
            try:
                await listener()
            except DatabaseFault:
                raise
            except Exception:
                log.exception("somebody who was told of outcomes failed")
        self._news, self._told = False, moment

    def _room(self, lane: Lane) -> int:
        """How many lines of a lane to claim: a moment's worth beside those whose own chat must cool."""
        held, rate = self._outbox.held.count(lane), self._carrier.gate.per_second(lane)
        ahead = max(8, math.ceil(min(rate * AHEAD, HELD)))
        wanted = ahead - held + self._carrier.gate.parked(lane)
        return min(wanted, HELD - held, FLYING - len(self._tasks))

    async def _exchange(self, room: Mapping[Lane, int]) -> list[Claimed]:
        outcomes, self._settled = self._settled, []
        blocked = {each.chat_id for each in outcomes if each.state is State.BLOCKED}
        gone = partial(self._attendees.change, blocked, reachable=False)
        try:
            now = self._clock.now()
            hasty = await self._haste.until(now) if room.get(Lane.REMINDER, 0) > 0 else now
            claimed = await self._outbox.exchange(outcomes, room, now, gone if blocked else None, reminders_until=hasty)
        except BaseException:
            self._settled = outcomes + self._settled
            raise
        self._news = self._news or bool(outcomes)
        for each in claimed:
            self._take(each)
        for old, new in tuple(self._moved.items()):
            await self._outbox.follow(old, new)
            del self._moved[old]
        return claimed

    def _take(self, claimed: Claimed) -> None:
        self._idle.clear()
        chain = (claimed.line.chat_id, claimed.line.lane)
        task = asyncio.create_task(self._carry(claimed, self._last.get(chain)))
        self._tasks[claimed.id] = self._last[chain] = task
        task.add_done_callback(partial(self._done, claimed.id, chain))

    def _give_up(self, number: int) -> None:
        if (task := self._tasks.get(number)) is not None:
            task.cancel()

    def _done(self, number: int, chain: tuple[int, Lane], task: asyncio.Task[None]) -> None:
        del self._tasks[number]
        if self._last[chain] is task:
            del self._last[chain]
        if not self._tasks:
            self._hurry()

    async def _carry(self, claimed: Claimed, before: asyncio.Task[None] | None) -> None:
        """Bring one line to its end, after the one that goes before it in the same lane to the same chat."""
        if before is not None:
            await asyncio.wait([before])
        try:
            outcome = await self._carrier.carry(claimed)
        except Exception as error:
            log.exception("a line could not be sent", kind=claimed.line.kind, about=claimed.line.about)
            outcome = settled(claimed, State.FAILED, f"{type(error).__name__}: {error}")
        if outcome is not None:
            self._settled.append(outcome)
            for watcher in self._watchers:
                watcher(claimed, outcome)
            if outcome.chat_id != claimed.line.chat_id:
                self._moved[claimed.line.chat_id] = outcome.chat_id
