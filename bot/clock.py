"""The only now(): the system's clock, and the clock of a rehearsal that can be paused, sped up and moved."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Protocol

import structlog

LOOKS = 1.0
"""Seconds between two looks at whether the system's clock was set."""
STEP = 1.0
"""Seconds by which it must have been set to be worth planning anew; a clock that is slewed is followed as it goes."""

log = structlog.get_logger(__name__)


def elapsed() -> float:
    """Real seconds that nobody can set; those that the machine slept are counted where the system counts them."""
    boot = getattr(time, "CLOCK_BOOTTIME", None)
    return time.monotonic() if boot is None else time.clock_gettime(boot)


class Clock(Protocol):
    """Tells the event's time; every part that needs the time is handed one."""

    def now(self) -> datetime:
        """The present moment, aware, in UTC."""
        ...

    def seconds_until(self, moment: datetime) -> float | None:
        """Real seconds until ``moment`` (0 when it has passed); None while time stands still."""
        ...

    def on_change(self, listener: Callable[[], None]) -> None:
        """Call ``listener`` whenever the pace or the time is changed by hand."""
        ...

    def on_step(self, listener: Callable[[timedelta], None]) -> None:
        """Call ``listener`` with how far the system's clock was set forward (back: less than 0) beneath us."""
        ...

    def steady(self) -> datetime:
        """What ``now`` would be had nobody set the system's clock since we run: to measure how long something took."""
        ...

    def check(self) -> None:
        """Look whether the system's clock was set, and tell."""
        ...


async def watch(clock: Clock) -> None:
    """Look each second whether the system's clock was set, until cancelled."""
    while True:
        await asyncio.sleep(LOOKS)
        clock.check()


class SystemClock:
    """Real time. ``wall``: seconds since 1970, which others may set; ``running``: seconds that nobody sets."""

    def __init__(self, wall: Callable[[], float] = time.time, running: Callable[[], float] = elapsed) -> None:
        self._wall = wall
        self._running = running
        self._began = self._offset = wall() - running()
        self._listeners: list[Callable[[timedelta], None]] = []

    def now(self) -> datetime:
        """The present moment, aware, in UTC."""
        return datetime.fromtimestamp(self._wall(), UTC)

    def seconds_until(self, moment: datetime) -> float | None:
        """Real seconds until ``moment``; 0 when it has passed."""
        return max(0.0, (moment - self.now()).total_seconds())

    def on_change(self, listener: Callable[[], None]) -> None:
        """Real time is never changed by hand: nothing to tell."""

    def on_step(self, listener: Callable[[timedelta], None]) -> None:
        """Call ``listener`` after the system's clock was set, by whomever."""
        self._listeners.append(listener)

    def steady(self) -> datetime:
        """The present moment by the clock as it was set when we began."""
        return datetime.fromtimestamp(self._began + self._running(), UTC)

    def check(self) -> None:
        """Look whether the clock was set, and tell."""
        offset = self._wall() - self._running()
        step = offset - self._offset
        if abs(step) >= STEP:
            self._offset = offset
            log.warning("the system's clock was set", by_seconds=round(step, 1))
            for listener in self._listeners:
                listener(timedelta(seconds=step))


@dataclass(slots=True)
class RehearsalClock:
    """Event time that starts at ``start`` and runs ``speed`` times as fast as real time; 0 is a pause."""

    start: datetime
    speed: float = 1.0
    monotonic: Callable[[], float] = time.monotonic
    _since: float = field(init=False)
    _listeners: list[Callable[[], None]] = field(init=False, default_factory=list)

    def __post_init__(self) -> None:
        if self.start.tzinfo is None:
            raise ValueError("a clock starts at an aware time")
        self.start = self.start.astimezone(UTC)
        self._since = self.monotonic()

    def now(self) -> datetime:
        """The present moment of the rehearsal, aware, in UTC."""
        return self.start + timedelta(seconds=(self.monotonic() - self._since) * self.speed)

    def seconds_until(self, moment: datetime) -> float | None:
        """Real seconds until ``moment``; 0 when it has passed, None while paused."""
        ahead = (moment - self.now()).total_seconds()
        if ahead <= 0:
            return 0.0
        return ahead / self.speed if self.speed > 0 else None

    def run_at(self, speed: float) -> None:
        """Go on from here, ``speed`` times as fast as real time; 0 pauses."""
        if speed < 0:
            raise ValueError("time does not run backwards")
        self.start, self._since, self.speed = self.now(), self.monotonic(), speed
        self._tell()

    def jump(self, moment: datetime) -> None:
        """Go on from ``moment`` at the same speed."""
        if moment.tzinfo is None:
            raise ValueError("a clock jumps to an aware time")
        self.start, self._since = moment.astimezone(UTC), self.monotonic()
        self._tell()

    def on_change(self, listener: Callable[[], None]) -> None:
        """Call ``listener`` after each change of pace or time."""
        self._listeners.append(listener)

    def on_step(self, listener: Callable[[timedelta], None]) -> None:
        """A rehearsal does not read the system's clock: nothing to tell."""

    def steady(self) -> datetime:
        """The rehearsal's time is what it is set to."""
        return self.now()

    def check(self) -> None:
        """A rehearsal does not read the system's clock: nothing to look at."""

    def _tell(self) -> None:
        for listener in self._listeners:
            listener()
