"""When to look what is due: the features' planned moments, mapped from event time to the wall's by APScheduler.

``timers = Timers(clock, current, [feature.moments, ...])``; app.py calls ``await timers.start()`` after the features
have resumed and ``await timers.stop()`` before the courier's; ``await timers.idle()`` waits until every moment that has
come was looked at. Moments that passed while nobody ran are looked at once at the start. A new event, a pause, another
speed or a jump of the clock plans anew by itself, and so does the system's clock when it is set.
"""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import Awaitable, Callable, Iterable
from datetime import UTC, datetime, timedelta

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler  # type: ignore[import-untyped]
from apscheduler.triggers.date import DateTrigger  # type: ignore[import-untyped]

from bot.clock import Clock
from bot.event.current import CurrentEvent
from bot.event.model import Event
from bot.feature import Moment, Moments

Look = Callable[[datetime], Awaitable[None]]

HEARTBEAT = 5.0
"""Seconds after which we see for ourselves what time it is: APScheduler sleeps as long as it thought it would be."""
FIRST, LONGEST = 0.5, 30.0
"""Seconds of the first and of the longest pause after a look that failed."""
TRIALS = 8
"""A look that fails so often in a row is given up until its next moment."""
NEVER_LOST = {"misfire_grace_time": None, "coalesce": True}
"""APScheduler's own default drops a job that is a second late."""

log = structlog.get_logger(__name__)


class Timers:
    """One job for each planned moment; looks that several moments share run once for all that have come."""

    def __init__(self, clock: Clock, current: CurrentEvent, sources: Iterable[Moments]) -> None:
        self._clock = clock
        self._current = current
        self._sources = tuple(sources)
        self._scheduler = AsyncIOScheduler(timezone=UTC, job_defaults=NEVER_LOST)
        self._planned: list[Moment] = []
        self._foreseen: tuple[Event, list[Moment]] | None = None
        self._looked: dict[str, datetime] = {}
        self._asked: dict[Look, tuple[datetime, int]] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._numbers = itertools.count()
        self._beating: asyncio.Task[None] | None = None
        self._seen = datetime.min.replace(tzinfo=UTC)
        current.on_swap(self._swapped)
        clock.on_change(self._plan)
        clock.on_step(self._stepped)

    @property
    def alive(self) -> bool:
        """Whether moments are waited for."""
        return bool(self._scheduler.running)

    async def start(self) -> None:
        """Look at what was missed, and plan what is to come."""
        self._scheduler.start(paused=True)
        self._swapped(None, self._current.event)
        self._beating = asyncio.create_task(self._beat(), name="heartbeat")

    async def stop(self) -> None:
        """Plan nothing more and let no look go on."""
        if self._scheduler.running:
            self._scheduler.shutdown(wait=False)
        ending = [*self._tasks, *([self._beating] if self._beating else [])]
        for task in ending:
            task.cancel()
        await asyncio.gather(*ending, return_exceptions=True)
        await asyncio.sleep(0)  # the scheduler shuts down in the loop's next turn

    async def idle(self) -> None:
        """Wait until every moment that has come was looked at."""
        self._catch_up(self._clock.now())
        while self._tasks:
            await asyncio.wait(self._tasks)

    def foresee(self, event: Event) -> None:
        """Plan by a snapshot that is about to be put in force. It may take a tenth of a second: call it in a thread."""
        self._foreseen = event, self._of(event)

    def _of(self, event: Event) -> list[Moment]:
        return sorted((moment for source in self._sources for moment in source(event)), key=lambda each: each.at)

    def _swapped(self, before: Event | None, event: Event) -> None:
        del before
        foreseen, self._foreseen = self._foreseen, None
        self._planned = foreseen[1] if foreseen is not None and foreseen[0] is event else self._of(event)
        keys = {moment.key for moment in self._planned}
        self._looked = {key: at for key, at in self._looked.items() if key in keys}
        self._plan()

    def _stepped(self, by: timedelta) -> None:
        del by
        self._looked.clear()
        self._plan()

    def _plan(self) -> None:
        if not self._scheduler.running:
            return
        now, wall = self._clock.now(), datetime.now(UTC)
        back = now < self._seen  # what had lapsed is of use again
        self._looked = {} if back else {key: at for key, at in self._looked.items() if at <= now}
        self._catch_up(now)
        self._scheduler.pause()
        self._scheduler.remove_all_jobs()
        for at in sorted({moment.at for moment in self._planned if moment.at > now}):
            seconds = self._clock.seconds_until(at)
            if seconds is not None:
                self._scheduler.add_job(self._come, DateTrigger(wall + timedelta(seconds=seconds), UTC), [at])
        self._scheduler.resume()

    async def _beat(self) -> None:
        while True:
            await asyncio.sleep(HEARTBEAT)
            self._catch_up(self._clock.now())

    async def _come(self, at: datetime) -> None:
        # The wall's clock may be a hair before the event's.
        self._catch_up(max(at, self._clock.now()))

    def _catch_up(self, now: datetime) -> None:
        self._seen = now
        for moment in self._planned:
            if moment.at > now:
                return
            if self._looked.get(moment.key) != moment.at:
                self._looked[moment.key] = moment.at
                self._ask(moment.look, now)

    def _ask(self, look: Look, now: datetime) -> None:
        waiting = look in self._asked
        self._asked[look] = (now, next(self._numbers))
        if not waiting:
            task = asyncio.create_task(self._serve(look), name="look")
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    async def _serve(self, look: Look) -> None:
        """Look, and again if a moment came meanwhile; a look that fails is tried again."""
        failures = 0
        while look in self._asked:
            now, number = self._asked[look]
            try:
                await look(max(now, self._clock.now()))
                failures = 0
            except Exception:
                failures += 1
                log.exception("a look at what is due failed", failures=failures)
                if failures < TRIALS:
                    await asyncio.sleep(min(LONGEST, FIRST * 2 ** (failures - 1)))
                    continue
            if self._asked[look][1] == number:
                del self._asked[look]
