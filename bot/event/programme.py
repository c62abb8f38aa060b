"""Questions to the programme that have one true answer: now, next, by day, hall, track and speaker, clashes. Pure."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from itertools import chain, islice
from types import MappingProxyType
from typing import TypeVar

from bot.event.days import event_day
from bot.event.model import Event, EventDay, Session, SessionStatus, SessionType

K = TypeVar("K")
Sessions = tuple[Session, ...]
MOST_CLASHES = 1000
"""As many are found: sessions that all are at one time would clash in pairs without end."""

# Things that share a room as a matter of course: two of these at one time are no clash.
SHARING = frozenset(
    {
        SessionType.REGISTRATION,
        SessionType.BREAK,
        SessionType.MEAL,
        SessionType.PRAYER,
        SessionType.SOCIAL,
        SessionType.VISIT,
        SessionType.POSTER,
    }
)


class Phase(StrEnum):
    """Where in its course the event is."""

    BEFORE = "before"
    """Nothing has begun yet."""
    RUNNING = "running"
    """At least one session is going on."""
    GAP = "gap"
    """Today's sessions have begun, none is going on, more come today."""
    BETWEEN = "between"
    """Today's have not begun or are over, and more days come (or this one)."""
    AFTER = "after"
    """All is over."""


@dataclass(frozen=True, slots=True)
class State:
    """What is true at one moment. ``days_left``: calendar days until ``next_day``, 0 if it is today."""

    phase: Phase
    today: EventDay | None
    now: Sessions
    next: Sessions
    next_day: EventDay | None
    days_left: int = 0


@dataclass(frozen=True, slots=True)
class Clash:
    """Two sessions at one time that want the same hall or the same person (``kind`` is "halls" or "speakers")."""

    kind: str
    id: str
    first: Session
    second: Session


class Programme:
    """One snapshot's sessions, indexed once."""

    __slots__ = ("_by_day", "_by_hall", "_by_speaker", "_by_track", "_longest", "_starts", "event", "sessions")

    def __init__(self, event: Event) -> None:
        self.event = event
        self.sessions: Sessions = tuple(event.sessions.values())
        """Every session in order, cancelled ones too."""
        self._starts = [session.start for session in self.sessions]
        self._longest = max((session.end - session.start for session in self.sessions), default=timedelta())
        zone, change = event.zone, event.day_change
        self._by_day = _grouped((event_day(each.start, zone, change), each) for each in self.sessions)
        self._by_hall = _grouped((hall, each) for each in self.sessions for hall in each.halls)
        self._by_track = _grouped((each.track, each) for each in self.sessions if each.track)
        self._by_speaker = _grouped(
            (speaker, each) for each in self.sessions for speaker in dict.fromkeys(one.speaker for one in each.people)
        )

    def day(self, moment: datetime) -> EventDay | None:
        """The event day that a moment belongs to (until ``day_change`` it is the day before), or None."""
        return self.day_on(event_day(moment, self.event.zone, self.event.day_change))

    def day_on(self, day: date) -> EventDay | None:
        """The event day with this date, or None."""
        days = self.event.days
        number = (day - days[0].date).days if days else -1
        return days[number] if 0 <= number < len(days) else None

    def on_day(self, day: EventDay | date) -> Sessions:
        """All sessions of an event day, cancelled ones too."""
        return self._by_day.get(day.date if isinstance(day, EventDay) else day, ())

    def in_hall(self, hall: str) -> Sessions:
        """All sessions in a hall."""
        return self._by_hall.get(hall, ())

    def in_track(self, track: str) -> Sessions:
        """All sessions of a track."""
        return self._by_track.get(track, ())

    def with_speaker(self, speaker: str) -> Sessions:
        """All sessions in which somebody has a part, whichever."""
        return self._by_speaker.get(speaker, ())

    def now(self, moment: datetime) -> Sessions:
        """What is going on (a session that ends at this moment is over, one that starts is on)."""
        return self.between(moment, moment + timedelta(microseconds=1))

    def between(self, start: datetime, end: datetime) -> Sessions:
        """What takes place, in part at least, from ``start`` until before ``end``."""
        low, high = bisect_right(self._starts, start - self._longest), bisect_left(self._starts, end)
        found = self.sessions[max(0, low - 1) : high]
        return tuple(each for each in found if each.end > start and each.start < end and takes_place(each))

    def next(self, moment: datetime) -> Sessions:
        """The sessions that start next, all those with the same start."""
        index = bisect_right(self._starts, moment)
        while index < len(self.sessions) and not takes_place(self.sessions[index]):
            index += 1
        found = []
        for each in self.sessions[index:]:
            if each.start != self._starts[index]:
                break
            if takes_place(each):
                found.append(each)
        return tuple(found)

    def state(self, moment: datetime) -> State:
        """What is true at this moment."""
        today, now, coming = self.day(moment), self.now(moment), self.next(moment)
        on_today = [each for each in self.on_day(today) if takes_place(each)] if today else []
        begun = any(each.start <= moment for each in on_today)
        next_day = self.day(coming[0].start) if coming else self._day_after(moment)
        phase = self._phase(moment, now, next_day)
        if phase is Phase.BETWEEN and begun and next_day == today:
            phase = Phase.GAP
        local = moment.astimezone(self.event.zone).date()
        days_left = max(0, (next_day.date - local).days) if next_day else 0
        return State(phase, today, now, coming, next_day, days_left)

    def _phase(self, moment: datetime, now: Sessions, next_day: EventDay | None) -> Phase:
        if now:
            return Phase.RUNNING
        if next_day is None:
            return Phase.AFTER
        first = next((each.start for each in self.sessions if takes_place(each)), None)
        if first is not None:
            return Phase.BEFORE if moment < first else Phase.BETWEEN
        return Phase.BEFORE if next_day.number == 1 else Phase.BETWEEN

    def _day_after(self, moment: datetime) -> EventDay | None:
        """The next day that still comes, when no further session is known."""
        date_now = event_day(moment, self.event.zone, self.event.day_change)
        return next((day for day in self.event.days if day.date > date_now), None)

    def clashes(self) -> tuple[Clash, ...]:
        """Every two sessions at one time that want the same hall, or the same person (the first ``MOST_CLASHES``)."""
        in_halls = (Clash("halls", id_, *pair) for id_, all_ in self._by_hall.items() for pair in _overlaps(all_))
        on_stage = (Clash("speakers", id_, *pair) for id_, all_ in self._by_speaker.items() for pair in _overlaps(all_))
        rooms = (each for each in in_halls if not {each.first.type, each.second.type} <= SHARING)
        found = islice(chain(rooms, on_stage), MOST_CLASHES)
        return tuple(sorted(found, key=lambda each: (each.first.start, each.first.id, each.second.id)))


_recent: list[Programme] = []


def programme_of(event: Event) -> Programme:
    """The programme of a snapshot; made once for each of the last few snapshots."""
    for known in _recent:
        if known.event is event:
            return known
    made = Programme(event)
    _recent[:] = [made, *_recent[:3]]
    return made


def takes_place(session: Session) -> bool:
    """Whether it has not been cancelled."""
    return session.status is not SessionStatus.CANCELLED


def overlap(one: Session, other: Session) -> bool:
    """Whether two sessions are at one time, in part at least; those that touch are not."""
    return other.start < one.end and one.start < other.end


def _grouped(pairs: Iterable[tuple[K, Session]]) -> Mapping[K, Sessions]:
    groups: dict[K, list[Session]] = {}
    for key, session in pairs:
        groups.setdefault(key, []).append(session)
    return MappingProxyType({key: tuple(sessions) for key, sessions in groups.items()})


def _overlaps(sessions: Sessions) -> Iterable[tuple[Session, Session]]:
    """Each pair at one time; the sessions are in order of their start."""
    going: list[Session] = []
    for session in sessions:
        if not takes_place(session):
            continue
        going = [each for each in going if each.end > session.start]
        yield from ((each, session) for each in going)
        going.append(session)
