"""The rules of stars and reminders: when one is due, how early its sending starts, which sessions clash."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from bot.event.model import Event, Session, SessionStatus

OFFSET = timedelta(minutes=10)
"""How long before its start a session is reminded of."""
LOOK = timedelta(minutes=30)
"""How long before the promised minute somebody looks who is to be reminded."""
SIGHT = timedelta(minutes=60)
"""How far a look sees; later promises are left to later looks. A star set within it is queued at once."""
MARGIN = timedelta(seconds=0.5)
"""What the last message takes from its departure until it has arrived: a round of the delivery and a trip."""
TOO_FRESH = timedelta(minutes=1)
"""Whoever stars later than this before the promised minute reads the start in the answer to the star instead."""


@dataclass(frozen=True, slots=True)
class Star:
    """One session in one person's agenda, since a moment."""

    attendee: int
    session: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Reminder:
    """What a reminder's row says: the session, the start that was promised, and how long before it."""

    session: str
    start: datetime
    offset: timedelta = OFFSET

    @property
    def promised(self) -> datetime:
        """The minute at which it is promised."""
        return self.start - self.offset

    @property
    def latest_star(self) -> datetime:
        """Whoever stars until this moment is reminded; a later one is told the start at once."""
        return self.promised - TOO_FRESH

    @property
    def about(self) -> str:
        """The ids that the renderer needs: ``session:unix-start:minutes``."""
        return f"{self.session}:{int(self.start.timestamp())}:{self.offset // timedelta(minutes=1)}"

    def key(self, attendee: int) -> str:
        """One row for one person, session, start and offset: a moved session is a new reminder by itself."""
        return f"reminder:{self.about}:{attendee}"


def parsed(about: str) -> Reminder:
    """The reminder that a row is about. Raises ``ValueError`` for anything else."""
    session, start, minutes = about.rsplit(":", 2)
    return Reminder(session, datetime.fromtimestamp(int(start), UTC), timedelta(minutes=int(minutes)))


def takes_place(event: Event, reminder: Reminder) -> bool:
    """Whether the session still starts when it was promised, and is not cancelled."""
    session = event.sessions.get(reminder.session)
    return session is not None and session.status is not SessionStatus.CANCELLED and session.start == reminder.start


def remindable(event: Event) -> Iterable[Session]:
    """The sessions that reminders are sent for."""
    return (session for session in event.sessions.values() if session.status is not SessionStatus.CANCELLED)


def due(event: Event, now: datetime) -> dict[datetime, list[Reminder]]:
    """The reminders in sight that are still of use, by promised minute, the earliest first."""
    found: dict[datetime, list[Reminder]] = {}
    for session in remindable(event):
        reminder = Reminder(session.id, session.start)
        if reminder.promised - SIGHT <= now < session.start:
            found.setdefault(reminder.promised, []).append(reminder)
    return dict(sorted(found.items()))


def departures(crowds: Mapping[datetime, int], pace: float) -> dict[datetime, list[datetime]]:
    """When each message may leave at ``pace`` a second for the last of each crowd to arrive before its promised minute.

    Planned from the last minute backwards: a crowd that still sends when the next must begin begins so much earlier.
    """
    plan: dict[datetime, list[datetime]] = {}
    free_until: datetime | None = None
    for promised in sorted(crowds, reverse=True):
        end = promised - MARGIN if free_until is None else min(promised - MARGIN, free_until)
        people = crowds[promised]
        plan[promised] = [end - timedelta(seconds=(people - place) / pace) for place in range(people)]
        free_until = plan[promised][0] if people else end
    return plan


def turn(star: Star) -> int:
    """The order within one minute: another one for each session, so that nobody is always the first or the last."""
    return zlib.crc32(f"{star.session}:{star.attendee}".encode())


def clashes(sessions: Sequence[Session]) -> dict[str, tuple[Session, ...]]:
    """For each session of one person's agenda, the others that take place at the same time."""
    held = [session for session in sessions if session.status is not SessionStatus.CANCELLED]
    return {
        one.id: tuple(other for other in held if other.id != one.id and other.start < one.end and one.start < other.end)
        for one in held
    }


def minutes_until(start: datetime, now: datetime) -> int:
    """Minutes left, as people say them; never less than 1 before the start."""
    return max(1, round((start - now) / timedelta(minutes=1)))
