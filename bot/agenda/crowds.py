"""Who is to get what: from the event, the stars and the choices. Everything here may run in a thread."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import chain

from bot.agenda.model import Reminder
from bot.agenda.planning import LOOKAHEAD, OWN, Crowd, Promise, evening, in_own_sight, morning, promise, reminders
from bot.agenda.store import Choices, Stars
from bot.event.model import Event, EventDay, Session
from bot.event.programme import programme_of
from bot.event.programme import takes_place as held


@dataclass(frozen=True, slots=True)
class Crowds:
    """Finds them in memory."""

    stars: Stars
    choices: Choices

    def seen(self, event: Event, now: datetime) -> Iterator[Crowd]:
        """The crowds of all that is in sight and still of use."""
        near = (one for one in event.sessions.values() if held(one) and now < one.start <= now + LOOKAHEAD)
        for crowd in chain(self._of_sessions(near), self._of_days(event, lambda promise: promise.seen(now))):
            if crowd.promise.seen(now) and crowd.people:
                yield crowd

    def coming(self, event: Event, now: datetime) -> Iterator[Crowd]:
        """The crowds of all whose promised minute is still to come."""
        sessions = filter(held, event.sessions.values())
        for crowd in chain(self._of_sessions(sessions), self._of_days(event, lambda promise: promise.expires > now)):
            if crowd.promise.promised > now and crowd.people:
                yield crowd

    def reminded(self, reminder: Reminder) -> Crowd:
        """Everybody who is to have a reminder."""
        people = self._choosing(reminder.session)
        return Crowd(promise(reminder), self._of(reminder, people))

    def wants(self, attendee: int, reminder: Reminder) -> bool:
        """Whether somebody who starred a session chose this reminder, and starred early enough for it."""
        return reminder.minutes in self.choices.of(attendee).minutes and not self.stars.excepted(reminder, attendee)

    def theirs(self, event: Event, attendee: int, now: datetime) -> Iterator[Promise]:
        """What is promised to one person and was looked at already: they starred or chose late, but in time."""
        for reminder, made in in_own_sight(event, now):
            if self.stars.has(attendee, reminder.session) and now <= made.latest and self.wants(attendee, reminder):
                yield made
        for crowd in self._of_days(event, lambda promise: promise.seen(now, OWN), attendee):
            if crowd.people and crowd.promise.seen(now, OWN) and now <= crowd.promise.latest:
                yield crowd.promise

    def _of_sessions(self, sessions: Iterable[Session]) -> Iterator[Crowd]:
        for session in sessions:
            people = self._choosing(session.id)
            for reminder in reminders(session):
                yield Crowd(promise(reminder), self._of(reminder, people))

    def _choosing(self, session: str) -> dict[frozenset[int], list[int]]:
        """Those who starred a session, by the minutes that they chose: few different sets, whatever the crowd."""
        groups: dict[frozenset[int], list[int]] = {}
        for attendee in self.stars.people(session):
            groups.setdefault(self.choices.of(attendee).minutes, []).append(attendee)
        return groups

    def _of(self, reminder: Reminder, people: dict[frozenset[int], list[int]]) -> Sequence[int]:
        chose = [one for minutes, group in people.items() if reminder.minutes in minutes for one in group]
        if not self.stars.has_exceptions(reminder.session):
            return chose
        return [one for one in chose if not self.stars.excepted(reminder, one)]

    def _of_days(self, event: Event, wanted: Callable[[Promise], bool], only: int | None = None) -> Iterator[Crowd]:
        evenings, mornings = (
            {one for one in self.choices.who(what) if only in {None, one}} for what in ("evening", "morning")
        )
        for day in event.days:
            before, card = evening(event, day), morning(event, day)
            if evenings and before is not None and wanted(before):
                yield Crowd(before, list(self._first_starts(event, day, evenings)))
            if mornings and wanted(card):
                yield from self._mornings(event, day, card, mornings)

    def _mornings(self, event: Event, day: EventDay, card: Promise, people: Collection[int]) -> Iterator[Crowd]:
        """The cards of a day, by the end of the quiet hours of those who get them."""
        first, groups = self._first_starts(event, day, people), dict[datetime, list[int]]()
        for attendee in people:
            at = self.choices.of(attendee).held(card.promised, first.get(attendee, card.expires), event.zone)
            groups.setdefault(at, []).append(attendee)
        for at, group in sorted(groups.items()):
            yield Crowd(replace(card, promised=at), group)

    def _first_starts(self, event: Event, day: EventDay, people: Collection[int]) -> dict[int, datetime]:
        """Of these people, those who starred something of a day, with the start of the first of it."""
        first: dict[int, datetime] = {}
        for session in filter(held, programme_of(event).on_day(day)):
            for attendee in self.stars.people(session.id):
                if attendee in people:
                    first.setdefault(attendee, session.start)
        return first
