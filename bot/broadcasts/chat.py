"""The handlers of broadcasts: write, look, send, stop, and see whom it reached."""

from __future__ import annotations

from dataclasses import dataclass, replace

from bot.attendees.model import Role
from bot.broadcasts import render
from bot.broadcasts.flow import Broadcasting
from bot.broadcasts.model import Audience, Broadcast, Stage, audience, stars, too_long
from bot.chat.context import Asked, Reply
from bot.chat.voices import Voices
from bot.outbox.model import Delivery, Message

_RECENT = 10


@dataclass(frozen=True, slots=True)
class BroadcastsChat:
    """Each handler answers one command, tap or text; the renderers make the outbox's messages."""

    flow: Broadcasting
    voices: Voices

    async def begin(self, asked: Asked) -> Reply:
        """/broadcast."""
        draft = await self.flow.begin(asked.attendee.id, asked.update_id, asked.now)
        return Reply(shown=render.ask(asked.texts, draft, asked.event.languages))

    async def typed(self, asked: Asked) -> Reply | None:
        """A text, if a draft of this organizer waits for one."""
        if asked.attendee.role < Role.ORGANIZER:
            return None
        draft = await self.flow.awaited(asked.attendee.id, asked.now)
        if draft is None:
            return None
        if by := too_long(asked.argument):
            return Reply(shown=render.too_long(asked.texts, by))
        return self._next(asked, await self.flow.write(draft, asked.argument, asked.update_id, asked.now))

    async def skip(self, asked: Asked) -> Reply:
        """One language is left out."""
        draft = await self._draft(asked)
        if draft is None:
            return Reply(shown=render.no_draft(asked.texts))
        return self._next(asked, await self.flow.skip(draft, _second(asked.argument), asked.now))

    async def edit(self, asked: Asked) -> Reply:
        """A text is to be written anew, or added."""
        draft = await self._draft(asked)
        if draft is None:
            return Reply(shown=render.no_draft(asked.texts))
        return self._next(asked, await self.flow.edit(draft, _second(asked.argument), asked.now))

    async def preview(self, asked: Asked) -> Reply:
        """A text that was to be changed stays as it was."""
        draft = await self._draft(asked)
        if draft is None:
            return Reply(shown=render.no_draft(asked.texts))
        return self._next(asked, await self.flow.keep(draft, asked.now))

    async def cancel(self, asked: Asked) -> Reply:
        """The draft is dropped."""
        draft = await self._draft(asked)
        if draft is None or not await self.flow.store.discard(draft.id):
            return Reply(shown=render.no_draft(asked.texts))
        return Reply(shown=render.dropped(asked.texts))

    async def send(self, asked: Asked) -> Reply:
        """Confirmed: it goes out. The message with the button becomes the one that shows how far it is."""
        broadcast = await self._mine(asked)
        if broadcast is None or (broadcast.stage is Stage.DRAFT and broadcast.waiting):
            return Reply(shown=render.no_draft(asked.texts))
        return await self._status(asked, await self.flow.confirm(broadcast, asked.tapped, asked.now))

    async def price(self, asked: Asked) -> Reply:
        """Paid, perhaps: what it would cost, and whether it really shall."""
        draft = await self._draft(asked)
        if draft is None or draft.waiting or not self.flow.payable:
            return Reply(shown=render.no_draft(asked.texts))
        return Reply(
            shown=render.price(asked.texts, draft, audience(self.flow.attendees.everyone(), self.flow.languages))
        )

    async def pay(self, asked: Asked) -> Reply:
        """Confirmed, with its price: it goes out as fast as Telegram allows. The price must still be the one read."""
        broadcast = await self._mine(asked)
        if broadcast is None or (broadcast.stage is Stage.DRAFT and (broadcast.waiting or not self.flow.payable)):
            return Reply(shown=render.no_draft(asked.texts))
        whom = self._whom()
        if broadcast.stage is Stage.DRAFT and _second(asked.argument) != str(stars(whom.people)):
            return Reply(shown=render.price(asked.texts, broadcast, whom))
        return await self._status(asked, await self.flow.confirm(broadcast, asked.tapped, asked.now, paid=True))

    async def stop(self, asked: Asked) -> Reply:
        """No more of it is sent."""
        return await self._status(asked, await self.flow.stop(_first(asked.argument), asked.attendee.id, asked.now))

    async def again(self, asked: Asked) -> Reply:
        """The unsure lines are sent again."""
        broadcast = await self.flow.store.get(_first(asked.argument))
        return await self._status(asked, broadcast and await self.flow.again(broadcast, asked.now))

    async def show(self, asked: Asked) -> Reply:
        """How far one is."""
        return await self._status(asked, await self.flow.store.get(_first(asked.argument)))

    async def recent(self, asked: Asked) -> Reply:
        """/broadcasts."""
        found = await self.flow.store.recent(_RECENT)
        return Reply(shown=render.recent(asked.texts, [(one, await self.flow.report(one)) for one in found]))

    async def deliver(self, delivery: Delivery) -> Message | None:
        """Renderer: the announcement for one person; None when they have turned messages off meanwhile."""
        written = await self.flow.store.confirmed_texts(int(delivery.line.about))
        if written is None or delivery.attendee.muted:
            return None
        return render.announcement(delivery.texts, written, delivery.event.languages)

    async def deliver_status(self, delivery: Delivery) -> Message | None:
        """Renderer: how far it is, in the place of the message that was confirmed."""
        broadcast = await self.flow.store.get(int(delivery.line.about))
        if broadcast is None or broadcast.status_message is None:
            return None
        shown = render.status(delivery.texts, broadcast, await self.flow.report(broadcast))
        return replace(shown, replaces=broadcast.status_message)

    async def deliver_report(self, delivery: Delivery) -> Message | None:
        """Renderer: the report for its organizer."""
        broadcast = await self.flow.store.get(int(delivery.line.about))
        if broadcast is None:
            return None
        return render.status(delivery.texts, broadcast, await self.flow.report(broadcast))

    def _next(self, asked: Asked, draft: Broadcast) -> Reply:
        """Asks for the next text, or shows in every language what will be sent, and asks whether it shall."""
        if draft.stage is not Stage.DRAFT or draft.waiting is not None:
            return Reply(shown=render.ask(asked.texts, draft, asked.event.languages))
        languages = asked.event.languages
        previews = [
            render.announcement(self.voices.in_language(one, asked.event), draft.texts, languages) for one in languages
        ]
        return Reply(sent=(*previews, render.confirmation(asked.texts, draft, self._whom(), payable=self.flow.payable)))

    def _whom(self) -> Audience:
        return audience(self.flow.attendees.everyone(), self.flow.languages)

    async def _status(self, asked: Asked, broadcast: Broadcast | None) -> Reply:
        if broadcast is None or broadcast.stage is Stage.DRAFT:
            return Reply(shown=render.no_draft(asked.texts))
        return Reply(shown=render.status(asked.texts, broadcast, await self.flow.report(broadcast)))

    async def _mine(self, asked: Asked) -> Broadcast | None:
        found = await self.flow.store.get(_first(asked.argument))
        return found if found is not None and found.author == asked.attendee.id else None

    async def _draft(self, asked: Asked) -> Broadcast | None:
        found = await self._mine(asked)
        return found if found is not None and found.stage is Stage.DRAFT else None


def _first(argument: str) -> int:
    """The number of a broadcast out of a button; 0, which none has, for anything else."""
    number = argument.partition(":")[0]
    return int(number) if number.isascii() and number.isdecimal() and len(number) < 10 else 0  # noqa: PLR2004


def _second(argument: str) -> str:
    return argument.partition(":")[2]
