"""Composing, confirming, queuing, stopping and reporting a broadcast; each step is a row, so that a restart goes on."""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from bot.attendees.store import Attendees
from bot.broadcasts.model import PATIENCE, USEFUL, Broadcast, Report, Stage, audience, detected, listens, missing
from bot.broadcasts.store import NOBODY, Broadcasts
from bot.event.current import CurrentEvent
from bot.outbox.model import Lane, Line, State
from bot.outbox.store import Outbox
from bot.storage.database import Database

KIND = "broadcast"
REPORT = "broadcast_report"
STATUS = "broadcast_status"
_BATCH = 500
SHOWN_EVERY = 5.0
"""Seconds between two changes of the message that shows an organizer how far it is."""


@dataclass(slots=True)
class Watch:
    """When an organizer was last shown how far it is. It lives in memory: a restart shows it anew."""

    shown: float = float("-inf")
    clock: Callable[[], float] = time.monotonic

    def shows(self) -> bool:
        """Whether it is time to show how far it is; if so, that is noted."""
        if self.clock() - self.shown < SHOWN_EVERY:
            return False
        self.shown = self.clock()
        return True


Record = Callable[[int, str, str, datetime, Any], Awaitable[None]]
"""Who did what ("broadcast", "stopped") to which number, and when; in the transaction of the connection."""


@dataclass(frozen=True, slots=True)
class Broadcasting:
    """The use cases of broadcasts."""

    database: Database
    store: Broadcasts
    outbox: Outbox
    attendees: Attendees
    current: CurrentEvent
    record: Record
    payable: bool = False
    """Whether an organizer may choose to pay for a higher rate."""
    watch: Watch = field(default_factory=Watch)

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages that a broadcast can be written in, in the order they are asked for."""
        return self.current.event.languages

    async def begin(self, author: int, update_id: int, now: datetime) -> Broadcast:
        """A new draft that waits for its first text."""
        return await self.store.begin(author, self.languages[0], update_id, now)

    async def awaited(self, author: int, now: datetime) -> Broadcast | None:
        """The draft that waits for a text of this organizer, unless it has waited too long."""
        draft = await self.store.draft(author)
        return draft if draft and draft.waiting and now - draft.changed <= PATIENCE else None

    async def write(self, draft: Broadcast, text: str, update_id: int, now: datetime) -> Broadcast:
        """Put a text into the draft, in the language that it is written in."""
        if draft.update_id == update_id or draft.waiting is None:
            return draft
        language = detected(text, self.languages, draft.waiting)
        skipped = tuple(one for one in draft.skipped if one != language)
        written = replace(draft, texts={**draft.texts, language: text}, skipped=skipped, update_id=update_id)
        return await self._keep(replace(written, waiting=missing(written, self.languages)), now)

    async def skip(self, draft: Broadcast, language: str, now: datetime) -> Broadcast:
        """Do not write it in this language; the last one cannot be skipped when nothing is written."""
        if language not in self.languages or language in draft.texts or language in draft.skipped:
            return draft
        skipped = replace(draft, skipped=(*draft.skipped, language))
        left = missing(skipped, self.languages)
        if left is None and not skipped.texts:
            return draft
        return await self._keep(replace(skipped, waiting=left), now)

    async def edit(self, draft: Broadcast, language: str, now: datetime) -> Broadcast:
        """Wait for the text in this language again; the old one stays until the new one is there."""
        if language not in self.languages:
            return draft
        skipped = tuple(one for one in draft.skipped if one != language)
        return await self._keep(replace(draft, waiting=language, skipped=skipped), now)

    async def keep(self, draft: Broadcast, now: datetime) -> Broadcast:
        """Leave the text that was to be changed as it was."""
        return await self._keep(replace(draft, waiting=missing(draft, self.languages)), now)

    async def confirm(
        self, draft: Broadcast, status_message: int | None, now: datetime, *, paid: bool = False
    ) -> Broadcast:
        """Send it to everybody who listens; a second tap, and a tap handled twice, change nothing.

        ``paid``: the organizer has read what it costs and chose so.
        """
        if draft.stage is Stage.DRAFT and draft.texts:
            confirmed = replace(
                draft,
                stage=Stage.QUEUING,
                confirmed=now,
                waiting=None,
                audience=audience(self.attendees.everyone(), self.languages),
                status_message=status_message,
                paid=paid and self.payable,
            )
            async with self.database.write() as connection:
                if await self.store.change(confirmed, was=Stage.DRAFT, connection=connection):
                    await self.record(draft.author, "broadcast", str(draft.id), now, connection)
        return await self.queue(draft.id, now)

    async def queue(self, broadcast_id: int, now: datetime) -> Broadcast:
        """Write the lines that are not written yet, in batches; killed in between, the next start goes on."""
        broadcast = await self._get(broadcast_id)
        if broadcast.stage is not Stage.QUEUING or broadcast.confirmed is None:
            return broadcast
        people = sorted(one.id for one in self.attendees.everyone() if listens(one) and one.id > broadcast.cursor)
        for first in range(0, len(people), _BATCH):
            batch = people[first : first + _BATCH]
            async with self.database.write() as connection:
                if not await self.store.advance(broadcast_id, batch[-1], connection):
                    return await self._get(broadcast_id)
                await self.outbox.queue([_line(broadcast, one, broadcast.confirmed) for one in batch], connection)
        written = await self._get(broadcast_id)
        await self.store.change(replace(written, stage=Stage.SENDING), was=Stage.QUEUING)
        await self.settle(now)
        return await self._get(broadcast_id)

    async def stop(self, broadcast_id: int, who: int, now: datetime) -> Broadcast | None:
        """Send no more of it. What is on its way at this moment still arrives, and is counted."""
        async with self.database.write() as connection:
            if await self.store.stop(broadcast_id, connection):
                await self.record(who, "stopped", str(broadcast_id), now, connection)
        await self.outbox.cancel_about(KIND, str(broadcast_id))
        return await self.store.get(broadcast_id)

    async def again(self, broadcast: Broadcast, now: datetime) -> Broadcast:
        """Give the lines that may or may not have arrived another turn, because an organizer decided so.

        It is free of charge. When the announcement is useless by now, nothing changes: its report stays.
        """
        useful = broadcast.confirmed is not None and now < broadcast.confirmed + USEFUL
        if useful and broadcast.stage is Stage.DONE and broadcast.report.unsure:
            anew = replace(broadcast, stage=Stage.SENDING, round=broadcast.round + 1, finished=None)
            if await self.store.change(anew, was=Stage.DONE):
                await self.outbox.again(KIND, str(broadcast.id), Lane.BROADCAST)
                await self.settle(now)
        return await self._get(broadcast.id)

    async def report(self, broadcast: Broadcast) -> Report:
        """What became of its lines so far."""
        if broadcast.stage is Stage.DONE:
            return broadcast.report
        tally = await self.outbox.tally(KIND, str(broadcast.id))
        # Stopped while its lines were being written, it leaves people whose line was never written.
        unwritten = broadcast.audience.people - sum(tally.values()) if broadcast.stopped else 0
        return Report(
            sent=tally[State.SENT],
            blocked=tally[State.BLOCKED],
            failed=tally[State.FAILED],
            unsure=tally[State.UNSURE],
            cancelled=tally[State.CANCELLED] + tally[State.EXPIRED] + max(0, unwritten),
            waiting=tally[State.WAITING] + tally[State.CLAIMED],
        )

    async def settle(self, now: datetime) -> None:
        """Lines have ended: finish what has none left and queue its report, else show how far it is. Twice is once."""
        for broadcast in await self.store.under_way():
            report = await self.report(broadcast)
            if broadcast.stage is Stage.SENDING and not report.waiting:
                await self._finish(replace(broadcast, stage=Stage.DONE, finished=now, report=report), now)
            elif broadcast.status_message is not None and self.watch.shows():
                await self.outbox.queue([_told(STATUS, broadcast, str(report.done), now)])

    async def _finish(self, done: Broadcast, now: datetime) -> None:
        lines = [_told(REPORT, done, "end", now)]
        if done.status_message is not None:
            lines.append(_told(STATUS, done, "end", now))
        async with self.database.write() as connection:
            if await self.store.change(done, was=Stage.SENDING, connection=connection) and done.author != NOBODY:
                await self.outbox.queue(lines, connection)

    async def resume(self, now: datetime) -> None:
        """After a start: go on queuing what was being queued, stop what was stopped, finish what was sent meanwhile."""
        for broadcast in await self.store.under_way():
            await self.queue(broadcast.id, now)
            if broadcast.stopped:
                await self.outbox.cancel_about(KIND, str(broadcast.id))
        await self.settle(now)

    async def _get(self, broadcast_id: int) -> Broadcast:
        broadcast = await self.store.get(broadcast_id)
        if broadcast is None:
            raise LookupError(f"no broadcast {broadcast_id}")
        return broadcast

    async def _keep(self, draft: Broadcast, now: datetime) -> Broadcast:
        await self.store.change(replace(draft, changed=now), was=Stage.DRAFT)
        return await self._get(draft.id)


def _line(broadcast: Broadcast, attendee: int, confirmed: datetime) -> Line:
    return Line(
        key=f"broadcast:{broadcast.id}:{attendee}",
        kind=KIND,
        chat_id=attendee,
        about=str(broadcast.id),
        lane=Lane.PAID if broadcast.paid else Lane.BROADCAST,
        due=confirmed,
        expires=confirmed + USEFUL,
    )


def _told(kind: str, broadcast: Broadcast, what: str, now: datetime) -> Line:
    """A line for its organizer. It passes other broadcasts, for they wait for it."""
    return Line(
        key=f"{kind}:{broadcast.id}:{broadcast.round}:{what}",
        kind=kind,
        chat_id=broadcast.author,
        about=str(broadcast.id),
        lane=Lane.CHANGE,
        due=now,
        expires=now + USEFUL,
    )
