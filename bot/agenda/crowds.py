"""Who is to get what: from the event, the stars and the choices. Everything here may run in a thread."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from bot.agenda.model import Reminder
from bot.agenda.planning import Crowd, Promise, evening, in_sight, morning, promise, reminders
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
        for reminder, _ in in_sight(event, now):
            yield self.reminded(reminder)
        yield from (crowd for crowd in self._of_days(event) if crowd.promise.seen(now))

    def coming(self, event: Event, now: datetime) -> Iterator[Crowd]:
        """The crowds of all whose promised minute is still to come."""
        for session in filter(held, event.sessions.values()):
            yield from (self.reminded(each) for each in reminders(session) if each.promised > now)
        yield from (crowd for crowd in self._of_days(event) if crowd.promise.promised > now)

    def reminded(self, reminder: Reminder) -> Crowd:
        """Everybody who is to have a reminder."""
        people = [one for one in self.stars.people(reminder.session) if self.wants(one, reminder)]
        return Crowd(promise(reminder), people)

    def wants(self, attendee: int, reminder: Reminder) -> bool:
        """Whether somebody who starred a session chose this reminder, and starred early enough for it."""
        return (
            reminder.minutes in self.choices.of(attendee).minutes
            and not self.stars.silent(attendee, reminder.session)
            and self.stars.in_time(attendee, reminder.session, reminder.latest_star)
        )

    def theirs(self, event: Event, attendee: int, now: datetime) -> Iterator[Promise]:
        """What is promised to one person and was looked at already: they starred or chose late, but in time."""
        for reminder, made in in_sight(event, now):
            if self.stars.has(attendee, reminder.session) and now <= made.latest and self.wants(attendee, reminder):
                yield made
        for crowd in self._of_days(event, attendee):
            if crowd.promise.seen(now) and now <= crowd.promise.latest:
                yield crowd.promise

    def _of_days(self, event: Event, only: int | None = None) -> Iterator[Crowd]:
        evenings = set(self.choices.who("evening"))
        mornings = self.choices.who("morning")
        if only is not None:
            evenings, mornings = evenings & {only}, [one for one in mornings if one == only]
        for day in event.days:
            before = evening(event, day) if evenings else None
            if before is not None:
                yield Crowd(before, sorted(self._starring(event, day, evenings)))
            yield from self._mornings(event, day, mornings)

    def _starring(self, event: Event, day: EventDay, people: set[int]) -> set[int]:
        found: set[int] = set()
        for session in filter(held, programme_of(event).on_day(day)):
            found.update(people.intersection(self.stars.people(session.id)))
        return found

    def _mornings(self, event: Event, day: EventDay, people: Iterable[int]) -> Iterator[Crowd]:
        """The cards of a day, by the end of the quiet hours of those who get them."""
        card = morning(event, day)
        groups: dict[datetime, list[int]] = {}
        for attendee in people:
            first = min((one.start for one in self._agenda(event, day, attendee)), default=card.expires)
            at = self.choices.of(attendee).held(card.promised, first, event.zone)
            groups.setdefault(at, []).append(attendee)
        for at, group in sorted(groups.items()):
            yield Crowd(replace(card, promised=at), group)

    def _agenda(self, event: Event, day: EventDay, attendee: int) -> Iterator[Session]:
        sessions = programme_of(event).on_day(day)
        return (one for one in sessions if held(one) and self.stars.has(attendee, one.id))
