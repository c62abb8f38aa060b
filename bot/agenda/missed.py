"""After a silence: the reminders that could not be sent any more, counted and told to organizers in one message."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import structlog

from bot.agenda.flow import Agenda
from bot.agenda.planning import reminders
from bot.agenda.store import Marks
from bot.attendees.model import Role
from bot.attendees.store import Attendees
from bot.event.model import Event
from bot.event.programme import takes_place
from bot.outbox.model import Lane, Line
from bot.storage.errors import DatabaseFault

KIND = "missed"
ALIVE = "alive"
BEAT = 60.0
"""Seconds between two marks that the bot is alive."""
_USEFUL = timedelta(days=2)
_NAMED = 4
"""Sessions that are told by name: the ids of a row have room for as many."""

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Silence:
    """What a silence cost: from when until when, how many reminders, and of which sessions the most."""

    since: datetime
    until: datetime
    total: int
    by_session: Mapping[str, int]

    @property
    def about(self) -> str:
        """What the row says."""
        named = ",".join(f"{session}={count}" for session, count in self.by_session.items())
        return f"{int(self.since.timestamp())}:{int(self.until.timestamp())}:{self.total}:{named}"


def parsed(about: str) -> Silence:
    """What a row says. Raises ``ValueError`` for anything else."""
    since, until, total, named = about.split(":")
    pairs = (pair.partition("=") for pair in named.split(",") if pair)
    first, last = (datetime.fromtimestamp(int(one), UTC) for one in (since, until))
    return Silence(first, last, int(total), {session: int(count) for session, _, count in pairs})


@dataclass(frozen=True, slots=True)
class Missed:
    """Finds what was missed. ``now`` is the clock's."""

    agenda: Agenda
    marks: Marks
    attendees: Attendees
    now: Callable[[], datetime]

    async def beat(self) -> None:
        """Mark that the bot is alive."""
        await self.marks.put(ALIVE, self.now())

    async def work(self) -> None:
        """Go on marking it until cancelled."""
        while True:
            await asyncio.sleep(BEAT)
            try:
                await self.beat()
            except DatabaseFault as fault:
                log.warning("the mark that we are alive could not be stored", fault=str(fault))

    async def resume(self) -> None:
        """Once after the start: tell what was missed since the last mark, and begin to mark again."""
        silence = await self.count()
        if silence is not None:
            await self.tell(silence)
        await self.beat()

    async def count(self) -> Silence | None:
        """What was promised since the last mark for sessions that have begun meanwhile."""
        now, since = self.now(), await self.marks.get(ALIVE)
        if since is None or since >= now:
            return None
        event = self.agenda.current.event
        wanted = dict(self._wanted(event, since, now))
        handled = await self.marks.handled(wanted)
        counts = Counter[str]()
        for about, people in wanted.items():
            lost = sum((about, one) not in handled for one in people)
            counts[about.partition(":")[0]] += lost
        total = sum(counts.values())
        if not total:
            return None
        return Silence(since, now, total, {one: count for one, count in counts.most_common(_NAMED) if count})

    async def tell(self, silence: Silence) -> None:
        """One message to each organizer."""
        about, until = silence.about, silence.until
        people = [one.id for one in self.attendees.everyone() if one.role >= Role.ORGANIZER and not one.muted]
        await self.agenda.outbox.queue(
            Line(f"{KIND}:{about}:{one}", KIND, one, about, Lane.CHANGE, until, until + _USEFUL) for one in people
        )

    def _wanted(self, event: Event, since: datetime, now: datetime) -> Iterable[tuple[str, list[int]]]:
        """Reminders that were still to come then and are of no use now, with those who wanted them."""
        for session in event.sessions.values():
            if takes_place(session) and since < session.start <= now:
                for reminder in reminders(session):
                    people = self.agenda.crowds.reminded(reminder).people if reminder.promised > since else ()
                    listening = [one for one in people if self._listens(one)]
                    if listening:
                        yield reminder.about, listening

    def _listens(self, attendee: int) -> bool:
        known = self.attendees.get(attendee)
        return known is not None and known.reachable and known.reminders
