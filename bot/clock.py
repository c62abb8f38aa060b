"""The only now(): the system's clock, and the clock of a rehearsal that can be paused, sped up and moved."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Protocol


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


class SystemClock:
    """Real time."""

    def now(self) -> datetime:
        """The present moment, aware, in UTC."""
        return datetime.now(UTC)

    def seconds_until(self, moment: datetime) -> float | None:
        """Real seconds until ``moment``; 0 when it has passed."""
        return max(0.0, (moment - self.now()).total_seconds())

    def on_change(self, listener: Callable[[], None]) -> None:
        """Real time is never changed by hand: nothing to tell."""


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

    def _tell(self) -> None:
        for listener in self._listeners:
            listener()
