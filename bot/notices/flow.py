"""From a changed programme to those whom it affects; each step is a row, so that a restart loses nothing."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from itertools import islice

from bot.attendees.model import Attendee, Role
from bot.attendees.store import Attendees
from bot.event.current import CurrentEvent
from bot.event.faults import Fault, Severity
from bot.event.load import Reading
from bot.event.model import Event, Session
from bot.feature import Moment
from bot.notices.model import (
    Notice,
    Shift,
    Stage,
    deadline,
    here,
    leaving,
    merged,
    shifts,
    untold,
    useful,
    without,
)
from bot.notices.store import NoticeStore, as_json, as_written, fingerprint, hashed
from bot.outbox.model import Lane, Line
from bot.outbox.store import Outbox
from bot.storage.database import Database

CHANGE, NOTICE, FAULTS = "change", "notice", "event_faults"
"""Kinds of lines: to those affected, and to organizers about it."""
_BATCH = 200
_USEFUL = timedelta(days=1)
_KEPT = 50


@dataclass(frozen=True, slots=True)
class Readers:
    """What is known elsewhere of those who star: who they are, their agenda, and when they may be written to."""

    starring: Callable[[str], Sequence[int]]
    stars: Callable[[int], Collection[str]]
    agenda: Callable[[int], Sequence[Session]]
    held: Callable[[int, datetime, datetime], datetime]
    """Attendee, moment, deadline → the moment, or the end of their quiet hours if that is before the deadline."""


@dataclass(slots=True)
class Remembered:
    """What is asked for with every line: notices by number; the faults of the files; how the clock was set."""

    notices: dict[int, Notice] = field(default_factory=dict)
    faults: tuple[Fault, ...] = ()
    step: timedelta = timedelta(0)
    """How far the system's clock was set since the last look."""


@dataclass(frozen=True, slots=True)
class Notices:
    """The use cases of change notices."""

    database: Database
    store: NoticeStore
    outbox: Outbox
    attendees: Attendees
    current: CurrentEvent
    readers: Readers
    now: Callable[[], datetime]
    memory: Remembered = field(default_factory=Remembered, compare=False)

    def moments(self, event: Event) -> Iterable[Moment]:
        """At once, for each snapshot: at the start, and whenever another one is put in force."""
        return [Moment(f"notices:{fingerprint(event)}", datetime.min.replace(tzinfo=UTC), self.look)]

    async def look(self, now: datetime) -> None:
        """Compare what people know with what is in force, and plan what is to be told."""
        event = self.current.event
        if step := self.memory.step:
            await self._open_anew(now, now - step)
            self.memory.step -= step
        for unfinished in await self.store.unfinished():
            await self._queue(unfinished)
        known, written = await self.store.known(event), await asyncio.to_thread(as_written, event)
        if known is not None and known.fingerprint == hashed(written):
            return
        found = [] if known is None else await asyncio.to_thread(shifts, known.sessions, known.names, event)
        stoppable, dropped = (await self.store.stoppable(now), await self.store.dropped()) if found else ([], [])
        replaced = {each.id: () for each in stoppable} | without(dropped, found)
        for earlier in reversed(dropped):
            found = untold(found, here(earlier.shifts, event))
        for earlier in reversed(stoppable):
            found = merged(here(earlier.shifts, event), found)
        await self._plan((event, written), useful(found, now), replaced, now)

    def stepped(self, by: timedelta) -> None:
        """The system's clock was set: the next look, which follows at once, gives open windows their time."""
        self.memory.step += by

    async def _open_anew(self, now: datetime, was: datetime) -> None:
        """It is ``now`` and not ``was``. What had left has left; what had not has its window anew."""
        for notice in await self.store.stoppable(min(now, was)):
            if notice.leaves > was:
                await self._change(notice.id, stage=Stage.QUEUING, leaves=leaving(notice.shifts, now))
                if (changed := await self.store.get(notice.id)) is not None:
                    await self._queue(changed, anew=True)
            else:
                await self._change(notice.id, leaves=now)

    async def _plan(
        self,
        known: tuple[Event, str],
        found: Sequence[Shift],
        replaced: Mapping[int, Sequence[Shift]],
        now: datetime,
    ) -> None:
        """A notice of what is found.

        ``known``: what people know from now on, and how that is written; ``replaced``: the numbers of those whose place
        it takes, with what is left of them.
        """
        number: int | None = None
        async with self.database.write() as connection:
            for earlier, left in replaced.items():
                changed = {"shifts": as_json(left)} if left else {"stage": Stage.REPLACED}
                await self.store.change(earlier, connection, **changed)
            await self.store.keep(*known, connection)
            if found:
                number = await self.store.add(found, now, leaving(found, now), connection)
        self.memory.notices.clear()
        if number is not None and (notice := await self.store.get(number)) is not None:
            await self._queue(notice)

    async def notice(self, number: int) -> Notice | None:
        """One notice, from memory where possible."""
        if number not in self.memory.notices and (found := await self.store.get(number)) is not None:
            if len(self.memory.notices) >= _KEPT:
                self.memory.notices.clear()
            self.memory.notices[number] = found
        return self.memory.notices.get(number)

    async def send(self, number: int, now: datetime) -> Notice | None:
        """Let a notice leave at once, also one that was dropped; once it has left, it has left."""
        notice = await self.store.get(number)
        if notice is not None and (notice.stage is Stage.DROPPED or (_planned(notice) and notice.leaves > now)):
            await self._change(number, stage=Stage.QUEUING, leaves=now)
            changed = await self.store.get(number)
            if changed is not None:
                await self._queue(changed, anew=True)
        return await self.notice(number)

    async def drop(self, number: int, now: datetime) -> Notice | None:
        """Do not send it: its lines find that out when their time comes."""
        notice = await self.store.get(number)
        if notice is not None and _planned(notice) and notice.leaves > now:
            await self._change(number, stage=Stage.DROPPED)
        return await self.notice(number)

    async def _change(self, number: int, **values: object) -> None:
        async with self.database.write() as connection:
            await self.store.change(number, connection, **values)
        self.memory.notices.clear()

    async def _queue(self, notice: Notice, *, anew: bool = False) -> None:
        """Write the lines of a notice in batches; killed in between, the next start goes on."""
        affected = await asyncio.to_thread(self.affected, notice)
        waiting, left = await self.store.waiting(), iter(affected.items())
        while batch := list(islice(left, _BATCH)):
            lines = [self._line(notice, attendee, theirs, waiting.get(attendee)) for attendee, theirs in batch]
            keys = {line.key for line in lines}
            replaced = {waiting[attendee][0] for attendee, _ in batch if attendee in waiting}
            await self.outbox.cancel(replaced | keys if anew else replaced - keys)
            await self.outbox.queue(lines)
        await self._change(notice.id, stage=Stage.PLANNED, people=len(affected))
        await self._tell_organizers(NOTICE, str(notice.id), notice.made)

    def _line(self, notice: Notice, attendee: int, theirs: Sequence[Shift], waiting: tuple[str, str] | None) -> Line:
        """Somebody's line. The notices of the one that is still ``waiting`` for them are merged into it."""
        about = str(notice.id)
        if waiting is not None:
            earlier = waiting[1].split(".")
            about = waiting[1] if about in earlier else ".".join([*earlier[-_KEPT // 2 :], about])
        due = self.readers.held(attendee, notice.leaves, deadline(theirs, notice.leaves))
        expires = max(shift.over for shift in theirs)
        return Line(f"{CHANGE}:{about}:{attendee}", CHANGE, attendee, about, Lane.CHANGE, due, expires)

    def affected(self, notice: Notice) -> dict[int, tuple[Shift, ...]]:
        """Who starred what has changed, or was reminded of it; not those who turned messages off. May be a crowd."""
        found: dict[int, tuple[Shift, ...]] = {}
        for shift in notice.shifts:
            people = {*self.readers.starring(shift.session), *notice.reminded.get(shift.session, ())}
            alone = (shift,)  # one for all of them
            for attendee in sorted(people):
                if (known := self.attendees.get(attendee)) is not None and not known.muted:
                    found[attendee] = (*found[attendee], shift) if attendee in found else alone
        return found

    async def news(self, attendee: Attendee, about: str, event: Event, now: datetime) -> Sequence[Shift]:
        """What one person is to be told now by a line about these notices: from what they knew to what is in force."""
        if attendee.muted:
            return ()
        found: list[Shift] = []
        starred = self.readers.stars(attendee.id)
        for number in about.split("."):
            notice = await self.notice(int(number))
            if notice is None or not _planned(notice):
                continue
            theirs = (
                replace(shift, after=event.sessions.get(shift.session))
                for shift in here(notice.shifts, event)
                if shift.session in starred or attendee.id in notice.reminded.get(shift.session, ())
            )
            found = merged(found, theirs)
        return useful(found, now)

    async def reread(self, reading: Reading) -> None:
        """Somebody edited the files: tell organizers what is wrong with them, once, or that they are right again."""
        faults = tuple(one for one in reading.faults if one.severity is Severity.ERROR) if not reading.event else ()
        if faults != self.memory.faults:
            self.memory.faults = faults
            now = self.now()
            await self._tell_organizers(FAULTS, f"{now.timestamp():.3f}:{digest(faults)}", now)

    async def _tell_organizers(self, kind: str, about: str, now: datetime) -> None:
        people = [one.id for one in self.attendees.everyone() if one.role >= Role.ORGANIZER and not one.muted]
        await self.outbox.queue(
            Line(f"{kind}:{about}:{one}", kind, one, about, Lane.CHANGE, now, now + _USEFUL) for one in people
        )


def digest(faults: Iterable[Fault]) -> str:
    """Names a set of faults; empty for none."""
    said = "\n".join(map(str, faults))
    return hashlib.sha256(said.encode()).hexdigest()[:16] if said else ""


def _planned(notice: Notice) -> bool:
    return notice.stage in {Stage.PLANNED, Stage.QUEUING}
