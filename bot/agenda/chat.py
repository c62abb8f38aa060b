"""The handlers of stars and of the agenda, and the renderer of reminders."""

from __future__ import annotations

from dataclasses import dataclass

from bot.agenda import render
from bot.agenda.flow import Agenda
from bot.agenda.model import parsed, takes_place
from bot.cards import Link, session_card
from bot.chat.context import Asked, Reply
from bot.outbox.model import Delivery, Message


@dataclass(frozen=True, slots=True)
class AgendaChat:
    """``link``: from a start parameter to the address that opens this bot with it."""

    agenda: Agenda
    link: Link

    async def star(self, asked: Asked) -> Reply:
        """Puts a session into the agenda; its card then has the other button."""
        session = asked.event.sessions.get(asked.argument)
        if session is None:
            return Reply(toast=render.gone(asked.texts))
        others = [one for one in self.agenda.of(asked.attendee.id) if one.id != session.id]
        await self.agenda.star(asked.attendee.id, session, asked.now)
        toast = render.starred(asked.event, asked.texts, session, asked.now, others, reminders=asked.attendee.reminders)
        return Reply(shown=session_card(asked.event, asked.texts, session, starred=True, link=self.link), toast=toast)

    async def unstar(self, asked: Asked) -> Reply:
        """Takes a session out of the agenda; its card then has the other button."""
        await self.agenda.unstar(asked.attendee.id, asked.argument)
        session = asked.event.sessions.get(asked.argument)
        if session is None:
            return Reply(toast=render.gone(asked.texts))
        card = session_card(asked.event, asked.texts, session, starred=False, link=self.link)
        return Reply(shown=card, toast=render.unstarred(asked.texts))

    async def show(self, asked: Asked) -> Reply:
        """/agenda, and the buttons of its pages."""
        sessions = self.agenda.of(asked.attendee.id)
        number = asked.argument if asked.argument.isascii() and asked.argument.isdecimal() else ""
        page = int(number[:6]) if number else render.page_at(sessions, asked.now)
        return Reply(shown=render.agenda(asked.event, asked.texts, sessions, page, reminders=asked.attendee.reminders))

    async def deliver(self, delivery: Delivery) -> Message | None:
        """Renderer: the reminder; None when nobody is helped by it: unstarred, moved, cancelled, begun, paused."""
        due = parsed(delivery.line.about)
        wanted = delivery.attendee.reminders and self.agenda.stars.has(delivery.attendee.id, due.session)
        if not wanted or delivery.now >= due.start or not takes_place(delivery.event, due):
            return None
        session = delivery.event.sessions[due.session]
        return render.reminder(delivery.event, delivery.texts, session, delivery.now)
