"""The buttons below an organizer's notice, and the renderers of what is sent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.chat.context import Asked, Reply
from bot.event.model import Session
from bot.event.programme import overlap
from bot.notices import render
from bot.notices.flow import Notices, digest
from bot.notices.model import Notice, Shift, on
from bot.outbox.model import Delivery, Message


@dataclass(frozen=True, slots=True)
class NoticesChat:
    """Each handler answers one tap; each renderer makes one kind of line."""

    notices: Notices

    async def send(self, asked: Asked) -> Reply:
        """It is told at once."""
        number = _number(asked.argument)
        return self._shown(asked, await self.notices.send(number, asked.now) if number else None)

    async def drop(self, asked: Asked) -> Reply:
        """It is not told."""
        number = _number(asked.argument)
        return self._shown(asked, await self.notices.drop(number, asked.now) if number else None)

    async def deliver(self, delivery: Delivery) -> Message | None:
        """Renderer: the digest of one person; None when nothing of it concerns them any more."""
        found = await self.notices.news(delivery.attendee, delivery.line.about, delivery.event, delivery.now)
        if not found:
            return None
        clashes = self._clashes(delivery.attendee.id, found)
        return render.change(delivery.event, delivery.texts, found, clashes)

    async def deliver_notice(self, delivery: Delivery) -> Message | None:
        """Renderer: what an organizer is told of it."""
        notice = await self.notices.notice(int(delivery.line.about))
        if notice is None:
            return None
        return render.notice(delivery.event, delivery.texts, notice, delivery.now)

    async def deliver_faults(self, delivery: Delivery) -> Message | None:
        """Renderer: what is wrong with the files; None when they were edited again meanwhile."""
        faults = self.notices.memory.faults
        if delivery.line.about.partition(":")[2] != digest(faults):
            return None
        return render.faults(delivery.texts, faults)

    def _shown(self, asked: Asked, notice: Notice | None) -> Reply:
        if notice is None:
            return Reply(shown=render.gone(asked.texts))
        return Reply(shown=render.notice(asked.event, asked.texts, notice, asked.now))

    def _clashes(self, attendee: int, found: Sequence[Shift]) -> list[tuple[Session, Session]]:
        """What overlaps now and did not before, with another session of the agenda."""
        changed = {shift.session: shift for shift in found}
        agenda = [one for one in self.notices.readers.agenda(attendee) if on(one)]
        pairs: list[tuple[Session, Session]] = []
        for one in agenda:
            for other in agenda:
                apart = (one.id in changed or other.id in changed) and one.id < other.id
                if apart and overlap(one, other) and not _overlapped(one, other, changed):
                    pairs.append((one, other) if one.id in changed else (other, one))
        return pairs


def _overlapped(one: Session, other: Session, changed: dict[str, Shift]) -> bool:
    """Whether they did before."""
    was = [changed[each.id].before if each.id in changed else each for each in (one, other)]
    first, second = was
    return first is not None and second is not None and on(first) and on(second) and overlap(first, second)


def _number(argument: str) -> int:
    return int(argument[:9]) if argument.isascii() and argument.isdecimal() else 0
