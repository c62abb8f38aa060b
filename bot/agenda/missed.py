"""After a silence, ours or the network's: the reminders that came to nothing, told to organizers in one message."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import structlog

from bot.agenda.flow import Agenda
from bot.agenda.model import Reminder
from bot.agenda.model import parsed as parsed_reminder
from bot.agenda.planning import reminders
from bot.agenda.store import Marks
from bot.attendees.model import Role
from bot.attendees.store import Attendees
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


@dataclass(slots=True)
class Skipped:
    """Whether somebody moved the clock by hand since the last mark: what that skipped was not missed."""

    by_hand: bool = False


@dataclass(frozen=True, slots=True)
class Missed:
    """Finds what was missed. ``now`` is the clock's."""

    agenda: Agenda
    marks: Marks
    attendees: Attendees
    now: Callable[[], datetime]
    skipped: Skipped = field(default_factory=Skipped, compare=False)

    def skip(self) -> None:
        """The clock was moved by hand."""
        self.skipped.by_hand = True

    async def work(self) -> None:
        """Go on looking until cancelled: also while we are alive the network may be away for long."""
        while True:
            await asyncio.sleep(BEAT)
            try:
                await self.look()
            except DatabaseFault as fault:
                log.warning("the mark that we are alive could not be stored", fault=str(fault))

    async def look(self) -> None:
        """Tell what was missed since the last mark that we are alive, and mark it anew."""
        now, since, by_hand = self.now(), await self.marks.get(ALIVE), self.skipped.by_hand
        if since is not None and since < now and not by_hand:
            begun = self._begun(since, now)
            if await self.marks.open(reminder.about for reminder in begun):
                return  # they are being given up one after the other
            silence = await self._count(begun, since, now)
            if silence is not None:
                await self.tell(silence)
        await self.marks.put(ALIVE, now)
        self.skipped.by_hand = self.skipped.by_hand and not by_hand

    async def _count(self, begun: Sequence[Reminder], since: datetime, now: datetime) -> Silence | None:
        """Of sessions that have begun meanwhile: what was promised since, and what was not sent by then."""
        counts = Counter[str]()
        promised = [each for each in begun if each.promised > since]
        wanted = await asyncio.to_thread(lambda: {each.about: self._wanting(each) for each in promised})
        handled = await self.marks.handled(wanted)
        for about, people in wanted.items():
            counts[parsed_reminder(about).session] += len(people - handled.get(about, set()))
        earlier = {each.about: each for each in begun if each.promised <= since}
        lost = await self.marks.lost(earlier)
        for about, count in lost.items():
            counts[earlier[about].session] += count
        total, first = sum(counts.values()), min([since, *(earlier[about].promised for about in lost)])
        if not total:
            return None
        return Silence(first, now, total, {one: count for one, count in counts.most_common(_NAMED) if count})

    async def tell(self, silence: Silence) -> None:
        """One message to each organizer."""
        about, until = silence.about, silence.until
        people = [one.id for one in self.attendees.everyone() if one.role >= Role.ORGANIZER and not one.muted]
        await self.agenda.outbox.queue(
            Line(f"{KIND}:{about}:{one}", KIND, one, about, Lane.CHANGE, until, until + _USEFUL) for one in people
        )

    def _begun(self, since: datetime, now: datetime) -> list[Reminder]:
        """Reminders that were of use then and are of none now."""
        sessions = (one for one in self.agenda.current.event.sessions.values() if since < one.start <= now)
        return [reminder for session in filter(takes_place, sessions) for reminder in reminders(session)]

    def _wanting(self, reminder: Reminder) -> set[int]:
        return {one for one in self.agenda.crowds.reminded(reminder).people if self._listens(one)}

    def _listens(self, attendee: int) -> bool:
        known = self.attendees.get(attendee)
        return known is not None and known.reachable and known.reminders
