"""Moves of the rehearsal's clock: speeds, jumps to the next session, to a day, to a time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from bot.clock import RehearsalClock
from bot.event.current import CurrentEvent
from bot.event.model import Event, SessionStatus

SPEEDS = (1, 10, 60, 600)
"""How many times as fast as real time the page offers."""
BEFORE = timedelta(minutes=11)
"""A jump lands so long before a session first: its reminders, ten minutes before, are then seen arriving."""
EARLY = timedelta(minutes=30)
"""A rehearsal begins so long before the first session."""


@dataclass(frozen=True, slots=True)
class Pace:
    """The clock in one's hand."""

    clock: RehearsalClock
    event: CurrentEvent

    def run_at(self, speed: float) -> None:
        """Go on at a speed; 0 pauses. More than the fastest that is offered is that one."""
        self.clock.run_at(min(max(speed, 0.0), float(SPEEDS[-1])))

    def jump(self, moment: datetime) -> None:
        """Go on from a moment; one without a zone is in the event's."""
        zone = self.event.event.zone
        self.clock.jump(moment if moment.tzinfo else moment.replace(tzinfo=zone))

    def next_stop(self) -> datetime | None:
        """Shortly before the next session, or its start when it is that near; None after the last one."""
        now = self.clock.now()
        starts = sorted({one.start for one in self.event.event.sessions.values() if one.status is not _CANCELLED})
        return min((stop for start in starts for stop in (start - BEFORE, start) if stop > now), default=None)


_CANCELLED = SessionStatus.CANCELLED


def first_morning(event: Event) -> datetime:
    """Half an hour before the first session; 08:00 on the first day of an event without a programme."""
    start = min((session.start for session in event.sessions.values()), default=None)
    if start is not None:
        return start - EARLY
    return datetime.combine(event.days[0].date, time(8, 0), event.zone)
