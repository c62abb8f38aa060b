"""Starring, unstarring, choosing, and looking which reminders are due."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import islice

from bot.agenda.choices import Choice, chosen
from bot.agenda.crowds import Crowds
from bot.agenda.model import Star
from bot.agenda.planning import REMINDER, Turns, every, lines, turns
from bot.agenda.store import FRESH, Choices, Stars
from bot.event.current import CurrentEvent
from bot.event.model import Event, Session
from bot.event.programme import programme_of
from bot.feature import Moment
from bot.outbox.store import Outbox
from bot.outbox.turns import starts
from bot.storage.database import Database

_BATCH = 200


@dataclass(slots=True)
class Written:
    """The promises whose rows this run has written for one event; later stars write their own rows."""

    event: Event | None = None
    at: datetime | None = None
    keys: frozenset[str] = frozenset()
    counts: Counter[datetime] = field(default_factory=Counter)
    """How many rows there are for each promised minute."""

    def for_(self, event: Event, now: datetime) -> frozenset[str]:
        """What is written. For another event, or when the clock was set back, it is none: rows may have lapsed."""
        return self.keys if event is self.event and self.at is not None and self.at <= now else frozenset()

    def note(self, event: Event, now: datetime, planned: Iterable[Turns]) -> None:
        """These are written; what is no longer in sight is forgotten."""
        self.event, self.at = event, now
        self.keys = frozenset(promise.key for each in planned for promise in each.promises)

    def count(self, planned: Iterable[Turns]) -> None:
        """So many are about to be written; whoever asks from now on comes on top."""
        self.counts = Counter({each.promised: len(each.codes) for each in planned})

    def turn(self, promised: datetime, pace: float) -> datetime:
        """When one more leaves: before those who asked earlier, so that these need not hurry."""
        self.counts[promised] += 1
        return starts(self.counts, pace)[promised]


@dataclass(frozen=True, slots=True)
class Agenda:
    """The use cases of stars and reminders. ``pace``: messages a second that reminders may count on."""

    database: Database
    stars: Stars
    choices: Choices
    outbox: Outbox
    current: CurrentEvent
    pace: float
    written: Written = field(default_factory=Written, compare=False)

    @property
    def crowds(self) -> Crowds:
        """Who is to get what."""
        return Crowds(self.stars, self.choices)

    async def star(self, attendee: int, session: Session, now: datetime) -> None:
        """Keep the star; twice is once. A kill before its reminders are queued costs none: the start looks anew."""
        if self.stars.has(attendee, session.id):
            return
        star = Star(attendee, session.id, now)
        async with self.database.write() as connection:
            await self.stars.add(star, connection)
        self.stars.show(star)
        await self._queue_late(attendee, now)

    async def unstar(self, attendee: int, session: str) -> None:
        """Take the star away, and its reminders' rows; twice is once."""
        if self.stars.has(attendee, session):
            async with self.database.write() as connection:
                await self.stars.remove(attendee, session, connection)
                await self.outbox.cancel_about(REMINDER, f"{session}:", attendee, connection)
            self.stars.hide(attendee, session)

    async def choose(self, attendee: int, what: str, wanted: str, now: datetime) -> Choice:
        """Change one thing of somebody's choice; what it promises and was looked at already is queued at once."""
        before = self.choices.of(attendee)
        choice = chosen(before, what, wanted)
        if choice is None or choice == before:
            return before
        await self.choices.save(attendee, choice)
        await self._queue_late(attendee, now)
        return choice

    async def hush(self, attendee: int, session: str, now: datetime, *, silent: bool) -> None:
        """No reminders of this session, or reminders again; twice is once."""
        if self.stars.has(attendee, session) and self.stars.silent(attendee, session) is not silent:
            await self.stars.hush(attendee, session, silent=silent)
            if not silent:
                await self._queue_late(attendee, now)

    def of(self, attendee: int) -> list[Session]:
        """The starred sessions that are in the programme, in its order."""
        starred = self.stars.of(attendee)
        return [session for session in self.current.event.sessions.values() if session.id in starred]

    def on(self, attendee: int, day: date) -> list[Session]:
        """Those of a day."""
        return [one for one in programme_of(self.current.event).on_day(day) if self.stars.has(attendee, one.id)]

    def moments(self, event: Event) -> Iterable[Moment]:
        """When to look: for each promise, early enough for any crowd; a session that moves has new ones."""
        return [Moment(each.key, each.look, self.look) for each in every(event)]

    def moved(self, before: Event, after: Event) -> None:
        """Another programme is in force: whoever starred a session that moved is reminded however late they did."""
        for session in after.sessions.values():
            was = before.sessions.get(session.id)
            if was is None or was.start != session.start:
                self.stars.forget_times_of(session.id)

    async def look(self, now: datetime) -> None:
        """Write the rows of all that is promised, in sight and still of use; what is written stays as it is."""
        event = self.current.event
        self.stars.forget_times(now - FRESH)
        planned = await asyncio.to_thread(self.planned, event, now)
        self.written.count(planned)
        rows = lines(planned, self.pace, self.written.for_(event, now))
        while batch := list(islice(rows, _BATCH)):
            await self.outbox.queue(batch)
        self.written.note(event, now, planned)

    def planned(self, event: Event, now: datetime) -> list[Turns]:
        """All that is in sight, in the order of its sending."""
        return turns(self.crowds.seen(event, now), self.pace)

    async def _queue_late(self, attendee: int, now: datetime) -> None:
        """Write one person's rows for what was looked at before they asked for it."""
        promised = self.crowds.theirs(self.current.event, attendee, now)
        await self.outbox.queue([each.line(attendee, self.written.turn(each.promised, self.pace)) for each in promised])
