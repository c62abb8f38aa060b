"""Starring, unstarring, and looking which reminders are due."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from bot.agenda.model import LOOK, SIGHT, Reminder, Star, departures, due, remindable, turn
from bot.agenda.store import Stars
from bot.event.current import CurrentEvent
from bot.event.model import Event, Session
from bot.feature import Moment
from bot.outbox.model import Lane, Line
from bot.outbox.store import Outbox
from bot.storage.database import Database

KIND = "reminder"
_BATCH = 200


@dataclass(slots=True)
class Written:
    """The reminders whose rows this run has written for one event; later stars write their own rows."""

    event: Event | None = None
    reminders: frozenset[Reminder] = frozenset()

    def holds(self, event: Event, reminders: Iterable[Reminder]) -> bool:
        """Whether all of these are written. For another event they are written anew: rows may have lapsed."""
        return event is self.event and self.reminders.issuperset(reminders)

    def note(self, event: Event, reminders: Iterable[Iterable[Reminder]]) -> None:
        """These are written; what is no longer in sight is forgotten."""
        self.event, self.reminders = event, frozenset(each for group in reminders for each in group)


@dataclass(frozen=True, slots=True)
class Agenda:
    """The use cases of stars and reminders. ``pace``: messages a second that reminders may count on."""

    database: Database
    stars: Stars
    outbox: Outbox
    current: CurrentEvent
    pace: float
    written: Written = field(default_factory=Written, compare=False)

    async def star(self, attendee: int, session: Session, now: datetime) -> None:
        """Keep the star and, when its minute may have been looked at already, its reminder's row; twice is once."""
        if self.stars.has(attendee, session.id):
            return
        star = Star(attendee, session.id, now)
        reminder = Reminder(session.id, session.start)
        async with self.database.write() as connection:
            await self.stars.add(star, connection)
            if reminder.promised - SIGHT <= now <= reminder.latest_star:
                (departure,) = departures({reminder.promised: 1}, self.pace)[reminder.promised]
                await self.outbox.queue([_line(reminder, attendee, departure)], connection)
        self.stars.show(star)

    async def unstar(self, attendee: int, session: str) -> None:
        """Take the star away, and its reminder's row; twice is once."""
        if self.stars.has(attendee, session):
            async with self.database.write() as connection:
                await self.stars.remove(attendee, session, connection)
                await self.outbox.cancel_about(KIND, f"{session}:", attendee, connection)
            self.stars.hide(attendee, session)

    def of(self, attendee: int) -> list[Session]:
        """The starred sessions that are in the programme, in its order."""
        starred = self.stars.of(attendee)
        return [session for session in self.current.event.sessions.values() if session.id in starred]

    def moments(self, event: Event) -> Iterable[Moment]:
        """When to look: for each session, early enough for any crowd; a session that moves has a new moment."""
        reminders = (Reminder(session.id, session.start) for session in remindable(event))
        return [Moment(f"reminder:{each.about}", each.promised - LOOK, self.look) for each in reminders]

    async def look(self, now: datetime) -> None:
        """Write the rows of all reminders that are in sight and still of use; what is written stays as it is."""
        event = self.current.event
        reminders = due(event, now)
        crowds = {promised: await self._crowd(each) for promised, each in reminders.items()}
        leaving = departures({promised: len(crowd) for promised, crowd in crowds.items()}, self.pace)
        for promised, crowd in crowds.items():
            if not self.written.holds(event, reminders[promised]):
                await self._write(crowd, leaving[promised])
        self.written.note(event, reminders.values())

    async def _write(self, crowd: Sequence[tuple[Star, Reminder]], leaving: Sequence[datetime]) -> None:
        for first in range(0, len(crowd), _BATCH):
            pairs = zip(crowd[first : first + _BATCH], leaving[first : first + _BATCH], strict=True)
            await self.outbox.queue([_line(reminder, star.attendee, at) for (star, reminder), at in pairs])

    async def _crowd(self, reminders: Iterable[Reminder]) -> list[tuple[Star, Reminder]]:
        """Everybody who is to be reminded at one minute, in the order of their turn."""
        found: list[tuple[Star, Reminder]] = []
        for reminder in reminders:
            last = 0
            while page := await self.stars.page(reminder.session, after=last, until=reminder.latest_star):
                found.extend((star, reminder) for star in page)
                last = page[-1].attendee
        return sorted(found, key=lambda pair: turn(pair[0]))


def _line(reminder: Reminder, attendee: int, departure: datetime) -> Line:
    return Line(
        key=reminder.key(attendee),
        kind=KIND,
        chat_id=attendee,
        about=reminder.about,
        lane=Lane.REMINDER,
        due=max(departure, reminder.promised - SIGHT),
        expires=reminder.start,
        promised=reminder.promised,
    )
