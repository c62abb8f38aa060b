"""Which messages are promised for which minute, and when each must leave for the last to be in time. Pure."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from bot.agenda.choices import MINUTES, QUIET
from bot.agenda.model import TOO_FRESH, Reminder
from bot.event.model import Event, EventDay, Session
from bot.event.programme import programme_of
from bot.event.programme import takes_place as held
from bot.outbox.model import Lane, Line
from bot.outbox.turns import starts

REMINDER, EVENING, MORNING = "reminder", "evening", "morning"
"""Kinds of lines: of one session, of all the next day's, of all of this day's."""
LOOK = timedelta(minutes=30)
"""At least so long before the promised minute somebody looks who is to be written to."""
SIGHT = timedelta(minutes=60)
"""How far a look sees; later promises are left to later looks. A star set within it is queued at once."""
GRID = timedelta(minutes=15)
"""Looks are at round quarters of an hour, and then see all that is promised after them."""
OWN = SIGHT + GRID
"""How far a single person's wish sees: a look that goes on meanwhile may have passed them by."""
_ID, _PLACE = 52, 20
"""Bits of Telegram's ids, and of the place of a promise among those of one minute."""
_TURN, _MIX = (1 << 32) - 1, 0x9E3779B1
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

    def seen(self, now: datetime, sight: timedelta = SIGHT) -> bool:
        """Whether it is in sight, and still of use."""
        return self.promised - sight <= now < self.expires

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


LOOKAHEAD = SIGHT + timedelta(minutes=MINUTES[-1])
"""No session that starts later has a reminder in sight."""


def in_own_sight(event: Event, now: datetime) -> Iterator[tuple[Reminder, Promise]]:
    """The reminders that a single person's wish sees and that are still of use."""
    for session in event.sessions.values():
        if held(session) and now < session.start <= now + LOOKAHEAD + GRID:
            for reminder in reminders(session):
                made = promise(reminder)
                if made.seen(now, OWN):
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
    """When each message leaves: one after the other from the start of its crowd on."""
    first = starts(crowds, pace)
    return {
        promised: [first[promised] + timedelta(seconds=place / pace) for place in range(people)]
        for promised, people in crowds.items()
    }


@dataclass(frozen=True, slots=True)
class Turns:
    """Everybody of one minute in the order of their turn, from ``first`` on.

    A code is one number: turn, place of the promise in ``promises``, and attendee. A hundred thousand of them are
    sorted and kept at little cost, and the garbage collector need not look at them.
    """

    promised: datetime
    first: datetime
    promises: Sequence[Promise]
    codes: Sequence[int]


def turns(crowds: Iterable[Crowd], pace: float) -> list[Turns]:
    """The order in which all of these are sent. It takes a microsecond for each person: call it in a thread."""
    together: dict[datetime, list[Crowd]] = {}
    for crowd in crowds:
        together.setdefault(crowd.promise.promised, []).append(crowd)
    counts = {promised: sum(len(crowd.people) for crowd in those) for promised, those in together.items()}
    first = starts(counts, pace)
    return [
        Turns(promised, first[promised], [crowd.promise for crowd in those], sorted(_codes(those)))
        for promised, those in sorted(together.items())
    ]


def _codes(crowds: Iterable[Crowd]) -> Iterator[int]:
    for place, crowd in enumerate(crowds):
        # Another order for each session, so that nobody is always the first or the last.
        key, middle = zlib.crc32(crowd.promise.about.encode()), place << _ID
        yield from (((one ^ key) * _MIX & _TURN) << (_ID + _PLACE) | middle | one for one in crowd.people)


def lines(planned: Iterable[Turns], pace: float, written: frozenset[str] = frozenset()) -> Iterator[Line]:
    """The rows, made one by one; not of what is ``written`` already, which has its share of the pace."""
    for each in planned:
        fresh = [promise.key not in written for promise in each.promises]
        if not any(fresh):
            continue
        for turn, code in enumerate(each.codes):
            place = code >> _ID & (1 << _PLACE) - 1
            if fresh[place]:
                yield each.promises[place].line(code & (1 << _ID) - 1, each.first + timedelta(seconds=turn / pace))
