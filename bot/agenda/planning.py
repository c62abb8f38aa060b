"""Which messages are promised for which minute, and when each must leave for the last to be in time. Pure."""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from bot.agenda.choices import MINUTES, QUIET
from bot.agenda.model import TOO_FRESH, Reminder
from bot.event.model import Event, EventDay, Session
from bot.event.programme import programme_of
from bot.event.programme import takes_place as held
from bot.outbox.model import Lane, Line

REMINDER, EVENING, MORNING = "reminder", "evening", "morning"
"""Kinds of lines: of one session, of all the next day's, of all of this day's."""
LOOK = timedelta(minutes=30)
"""At least so long before the promised minute somebody looks who is to be written to."""
SIGHT = timedelta(minutes=60)
"""How far a look sees; later promises are left to later looks. A star set within it is queued at once."""
SHARE = 0.95
"""Of the rate over all: what reminders count on when the start of their sending is planned."""
MARGIN = timedelta(seconds=0.5)
"""What the last message takes from its departure until it has arrived: a round of the delivery and a trip."""
GRID = timedelta(minutes=15)
"""Looks are at round quarters of an hour, and then see all that is promised after them."""
EVENING_AT, MORNING_AT, MORNING_ENDS = time(20), time(7), time(12)
"""The event's time of day for the two kinds of cards of a day, and until when the morning's is of use."""


@dataclass(frozen=True, slots=True)
class Promise:
    """Something that everybody of a crowd is to have by a minute."""

    kind: str
    about: str
    promised: datetime
    expires: datetime

    @property
    def latest(self) -> datetime:
        """Whoever asks for it after this moment does not get it: they know."""
        return self.promised - TOO_FRESH

    @property
    def look(self) -> datetime:
        """When to look whom it concerns."""
        first = self.promised - LOOK
        return first - timedelta(seconds=first.timestamp() % GRID.total_seconds())

    @property
    def key(self) -> str:
        """Names it; another start or another minute is another promise."""
        return f"{self.kind}:{self.about}:{int(self.promised.timestamp())}"

    def seen(self, now: datetime) -> bool:
        """Whether it is in sight, and still of use."""
        return self.promised - SIGHT <= now < self.expires

    def line(self, attendee: int, departure: datetime) -> Line:
        """One person's row."""
        return Line(
            key=f"{self.kind}:{self.about}:{attendee}",
            kind=self.kind,
            chat_id=attendee,
            about=self.about,
            lane=Lane.REMINDER,
            due=max(departure, self.promised - SIGHT),
            expires=self.expires,
            promised=self.promised,
        )


@dataclass(frozen=True, slots=True)
class Crowd:
    """Those to whom something is promised."""

    promise: Promise
    people: Sequence[int]


def promise(reminder: Reminder) -> Promise:
    """What a reminder promises."""
    return Promise(REMINDER, reminder.about, reminder.promised, reminder.start)


def reminders(session: Session, minutes: Sequence[int] | frozenset[int] = MINUTES) -> list[Reminder]:
    """The reminders that there can be of a session, the earliest first."""
    chosen = sorted(minutes, reverse=True)
    return [Reminder(session.id, session.start, timedelta(minutes=one)) for one in chosen]


def in_sight(event: Event, now: datetime) -> Iterator[tuple[Reminder, Promise]]:
    """The reminders in sight that are still of use."""
    far = now + SIGHT + timedelta(minutes=MINUTES[-1])
    for session in event.sessions.values():
        if held(session) and now < session.start <= far:
            for reminder in reminders(session):
                made = promise(reminder)
                if made.seen(now):
                    yield reminder, made


def evening(event: Event, day: EventDay) -> Promise | None:
    """What is promised for the evening before a day with sessions."""
    first = first_start(event, day.date)
    at = _local(event, day.date - timedelta(days=1), EVENING_AT)
    return None if first is None or first <= at else Promise(EVENING, day.date.isoformat(), at, first)


def morning(event: Event, day: EventDay) -> Promise:
    """What is promised for the morning of a day."""
    at, ends = _local(event, day.date, MORNING_AT), _local(event, day.date, MORNING_ENDS)
    first = first_start(event, day.date)
    # A day that begins early has its card half an hour before.
    return Promise(MORNING, day.date.isoformat(), at if first is None else min(at, first - LOOK), ends)


def first_start(event: Event, day: date) -> datetime | None:
    """When the first session of a day starts."""
    return min((session.start for session in programme_of(event).on_day(day) if held(session)), default=None)


def every(event: Event) -> Iterator[Promise]:
    """All that can be promised at an event."""
    for session in filter(held, event.sessions.values()):
        yield from map(promise, reminders(session))
    for day in event.days:
        card = morning(event, day)
        held_back = {quiet.until(card.promised, event.zone) for quiet in QUIET.values()}
        yield from (replace(card, promised=at) for at in sorted(held_back | {card.promised}))
        before = evening(event, day)
        if before is not None:
            yield before


def _local(event: Event, day: date, clock: time) -> datetime:
    return datetime.combine(day, clock, event.zone)


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


def lines(crowds: Sequence[Crowd], pace: float, written: frozenset[str] = frozenset()) -> list[Line]:
    """Everybody's rows with their departures, but for what is ``written`` already (which has its share of the pace).

    It takes a few microseconds for each person: call it in a thread.
    """
    together: dict[datetime, list[tuple[int, int, Promise]]] = {}
    for crowd in crowds:
        key = zlib.crc32(crowd.promise.about.encode())
        turns = together.setdefault(crowd.promise.promised, [])
        # Another order for each session, so that nobody is always the first or the last.
        turns.extend((_turn(one, key), one, crowd.promise) for one in crowd.people)
    leaving = departures({promised: len(people) for promised, people in together.items()}, pace)
    found: list[Line] = []
    for promised, people in sorted(together.items()):
        people.sort(key=lambda each: each[:2])
        pairs = zip(people, leaving[promised], strict=True)
        found.extend(made.line(one, at) for (_, one, made), at in pairs if made.key not in written)
    return found


def _turn(attendee: int, key: int) -> int:
    return (attendee ^ key) * 0x9E3779B1 & 0xFFFFFFFF
