"""The rules of stars and reminders: what is promised for when, who comes from where, what clashes, what is free."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from bot.event.model import Coordinates, Event, Session
from bot.event.programme import overlap
from bot.event.programme import takes_place as held

OFFSET = timedelta(minutes=10)
"""How long before its start a session is reminded of, unless somebody chose otherwise."""
TOO_FRESH = timedelta(minutes=1)
"""Whoever stars later than this before the promised minute reads the start in the answer to the star instead."""
NEAR = timedelta(minutes=45)
"""Whoever was in a session that ended no longer ago than this is thought to be in its hall still."""
FREE = timedelta(minutes=15)
"""A shorter time between two sessions is the way from one to the other."""
_METRES_IN_MINUTE = 75
_DETOUR = 1.3
_EARTH = 6_371_000


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
    def minutes(self) -> int:
        """How long before, in minutes."""
        return self.offset // timedelta(minutes=1)

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
        return f"{self.session}:{int(self.start.timestamp())}:{self.minutes}"

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
    return session is not None and held(session) and session.start == reminder.start


def clashes(sessions: Sequence[Session]) -> dict[str, tuple[Session, ...]]:
    """For each session of one person's agenda, the others that take place at the same time."""
    on = [session for session in sessions if held(session)]
    return {one.id: tuple(other for other in on if other.id != one.id and overlap(one, other)) for one in on}


def gaps(sessions: Sequence[Session]) -> Iterator[tuple[datetime, datetime]]:
    """The times of one day that are free between its sessions, which come in order of their start."""
    until: datetime | None = None
    for session in filter(held, sessions):
        if until is not None and session.start - until >= FREE:
            yield until, session.start
        until = session.end if until is None else max(until, session.end)


def comes_from(session: Session, agenda: Sequence[Session]) -> Session | None:
    """The starred session that somebody is in, or just was in, before this one."""
    before = [
        one
        for one in agenda
        if one.id != session.id and held(one) and one.start < session.start and one.end >= session.start - NEAR
    ]
    return max(before, key=lambda one: (one.end, one.start), default=None)


def must_move(session: Session, agenda: Sequence[Session]) -> bool:
    """Whether somebody has to go to another hall for it, as far as their agenda tells."""
    before = comes_from(session, agenda)
    return before is None or not set(before.halls) & set(session.halls)


def walk(event: Event, session: Session, agenda: Sequence[Session]) -> tuple[str, int] | None:
    """From which hall, and about how many minutes on foot; None unless it is known where both halls are."""
    before = comes_from(session, agenda)
    if before is None or not before.halls or not session.halls or not must_move(session, agenda):
        return None
    start, end = (event.halls.get(one.halls[0]) for one in (before, session))
    if start is None or end is None or start.coordinates is None or end.coordinates is None:
        return None
    metres = _metres(start.coordinates, end.coordinates) * _DETOUR
    return start.id, max(1, math.ceil(metres / _METRES_IN_MINUTE))


def _metres(one: Coordinates, other: Coordinates) -> float:
    """Over a sphere, by the haversine formula."""
    first, second = math.radians(one.latitude), math.radians(other.latitude)
    across = math.radians(other.longitude - one.longitude)
    chord = math.sin((second - first) / 2) ** 2 + math.cos(first) * math.cos(second) * math.sin(across / 2) ** 2
    return 2 * _EARTH * math.asin(math.sqrt(chord))


def minutes_until(start: datetime, now: datetime) -> int:
    """Minutes left, as people say them; never less than 1 before the start."""
    return max(1, round((start - now) / timedelta(minutes=1)))
