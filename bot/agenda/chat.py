"""The handlers of stars, the agenda and the choice of reminders; and the renderers of what is sent."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from bot.agenda import choosing, reminding, render
from bot.agenda.flow import Agenda
from bot.agenda.missed import parsed as silence
from bot.agenda.model import must_move, parsed, takes_place
from bot.agenda.planning import evening, reminders
from bot.cards import Link, session_card
from bot.cards.calendar_file import agenda_file
from bot.chat.context import Asked, Reply
from bot.event.model import Session
from bot.event.programme import programme_of
from bot.event.programme import takes_place as held
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
        choice = self.agenda.choices.of(asked.attendee.id)
        coming = [each.minutes for each in reminders(session, choice.minutes) if asked.now <= each.latest_star]
        eve = choice.evening and self._evening_comes(asked, session)
        toast = render.starred(
            asked, session, others, coming=coming if asked.attendee.reminders else None, choice=choice, eve=eve
        )
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
        page = _number(asked.argument) or render.page_at(sessions, asked.now)
        return Reply(shown=render.agenda(asked.event, asked.texts, sessions, page, reminders=asked.attendee.reminders))

    async def file(self, asked: Asked) -> Reply:
        """The whole agenda as a calendar file."""
        sessions = self.agenda.of(asked.attendee.id)
        if not sessions:
            return await self.show(asked)
        return Reply(sent=(agenda_file(asked.event, asked.texts, sessions, link=self.link, now=asked.now),))

    async def reminding(self, asked: Asked) -> Reply:
        """/reminders: what is chosen."""
        choice = self.agenda.choices.of(asked.attendee.id)
        return Reply(shown=choosing.page(asked.texts, choice, reminders=asked.attendee.reminders))

    async def remind(self, asked: Asked) -> Reply:
        """One thing is chosen, or no longer."""
        what, _, wanted = asked.argument.partition(":")
        choice = await self.agenda.choose(asked.attendee.id, what, wanted, asked.now)
        return Reply(shown=choosing.page(asked.texts, choice, reminders=asked.attendee.reminders))

    async def bells(self, asked: Asked) -> Reply:
        """The sessions, each with its reminders on or off."""
        return Reply(shown=self._bells(asked, _number(asked.argument)))

    async def bell(self, asked: Asked) -> Reply:
        """The reminders of one session: on or off."""
        page, _, rest = asked.argument.partition(":")
        session, _, wanted = rest.partition(":")
        if wanted in {"on", "off"}:
            await self.agenda.hush(asked.attendee.id, session, asked.now, silent=wanted == "off")
        return Reply(shown=self._bells(asked, _number(page)))

    async def hush(self, asked: Asked) -> Reply:
        """Below a reminder: no further ones of this session."""
        await self.agenda.hush(asked.attendee.id, asked.argument, asked.now, silent=True)
        return Reply(toast=render.hushed(asked.texts))

    def _evening_comes(self, asked: Asked, session: Session) -> bool:
        """Whether the evening before a session's day is still to come."""
        day = programme_of(asked.event).day(session.start)
        promise = evening(asked.event, day) if day else None
        return promise is not None and asked.now <= promise.latest

    def _bells(self, asked: Asked, page: int) -> Message:
        coming = [one for one in self.agenda.of(asked.attendee.id) if held(one) and one.start > asked.now]
        silent = self.agenda.stars.silences(asked.attendee.id)
        return choosing.sessions_page(asked.event, asked.texts, coming, silent, page)

    async def deliver(self, delivery: Delivery) -> Message | None:
        """Renderer: the reminder; None when nobody is helped by it: unstarred, moved, cancelled, begun, not chosen."""
        due, who, now = parsed(delivery.line.about), delivery.attendee, delivery.now
        choice = self.agenda.choices.of(who.id)
        stars = self.agenda.stars
        wanted = who.reminders and stars.has(who.id, due.session) and not stars.silent(who.id, due.session)
        if not wanted or due.minutes not in choice.minutes or now >= due.start:
            return None
        if not takes_place(delivery.event, due):
            return None
        session, agenda = delivery.event.sessions[due.session], self.agenda.of(who.id)
        later = [each for each in reminders(session, choice.minutes) if each.minutes < due.minutes]
        # After a long silence the latest of several says it all.
        if any(each.promised <= now for each in later) or (choice.moving and not must_move(session, agenda)):
            return None
        return reminding.reminder(delivery.event, delivery.texts, session, now, agenda, more=bool(later))

    async def deliver_missed(self, delivery: Delivery) -> Message | None:
        """Renderer, for organizers: what a silence cost."""
        return reminding.missed(delivery.event, delivery.texts, silence(delivery.line.about))

    async def deliver_evening(self, delivery: Delivery) -> Message | None:
        """Renderer: tomorrow's sessions."""
        who, day = delivery.attendee, date.fromisoformat(delivery.line.about)
        sessions = [one for one in self.agenda.on(who.id, day) if held(one) and one.start > delivery.now]
        if not who.reminders or not self.agenda.choices.of(who.id).evening or not sessions:
            return None
        return reminding.tomorrow(delivery.event, delivery.texts, sessions, day)

    async def deliver_morning(self, delivery: Delivery) -> Message | None:
        """Renderer: the card of the day."""
        who, day = delivery.attendee, date.fromisoformat(delivery.line.about)
        # It was asked for by name; /stop ends it all the same, as it ends reminders.
        if not who.reminders or not self.agenda.choices.of(who.id).morning:
            return None
        return reminding.today(delivery.event, delivery.texts, self.agenda.on(who.id, day), day)


def _number(argument: str) -> int:
    """The number of a page; 0 where it is none."""
    return int(argument[:6]) if argument.isascii() and argument.isdecimal() else 0
